// Theme, search, tabs and copying. All that is read is there without it.
"use strict";

const store = {
  get(name) { try { return localStorage.getItem(name); } catch { return null; } },
  set(name, value) { try { localStorage.setItem(name, value); } catch { /* It is asked for again. */ } },
};
const page = document.documentElement;

// Before anything is drawn.
if (store.get("theme")) page.dataset.theme = store.get("theme");

// Words as the index has them: search/words.rs is the same in Rust.
function classOf(character) {
  if (character >= "\uac00" && character <= "\ud7a3") return "hangul";
  if (character >= "0" && character <= "9") return "digit";
  if (/\p{Uppercase}/u.test(character)) return "upper";
  return /[\p{Alphabetic}\p{N}]/u.test(character) ? "lower" : "other";
}
function pieces(text) {
  const characters = [...text];
  const found = [];
  let piece = "";
  let before = "other";
  characters.forEach((character, index) => {
    const now = classOf(character);
    const next = index + 1 < characters.length ? classOf(characters[index + 1]) : "other";
    let ends = false;
    if (before === "hangul" && now === "hangul") ends = false;
    else if (before === "hangul" || now === "hangul" || now === "other") ends = true;
    else if (now === "upper" && (before === "lower" || before === "digit")) ends = true;
    else if (now === "upper" && before === "upper") ends = next === "lower";
    if (ends && piece) {
      found.push(piece);
      piece = "";
    }
    if (now !== "other") piece += character.toLowerCase();
    before = now;
  });
  if (piece) found.push(piece);
  return found;
}
function singular(word) {
  if (word.length < 4 || /[^\x00-\x7f]/.test(word)) return word;
  if (word.endsWith("ies")) return word.slice(0, -3) + "y";
  if (word.endsWith("sses")) return word.slice(0, -2);
  return word.endsWith("s") && !/(ss|us|is)$/.test(word) ? word.slice(0, -1) : word;
}

// A query as groups of words, each with its worth, any of which will do.
function groups(query, data) {
  const all = pieces(query);
  const said = all.filter((piece) => !data.stopWords.includes(piece));
  return (said.length ? said : all).flatMap((piece) => (classOf(piece[0]) === "hangul" ? korean(piece, data) : [english(piece, data)]));
}
function english(piece, data) {
  const word = singular(piece);
  const others = (data.english.get(word) || []).map(singular).filter((other) => other !== word);
  return [[word, 100], ...others.map((other) => [other, data.worth.synonym])];
}
function korean(piece, data) {
  const found = [];
  let left = "";
  const itself = () => {
    if (left && !data.endings.includes(left)) found.push([[left, 100]]);
    left = "";
  };
  while (piece) {
    const known = data.korean.find(([word]) => piece.startsWith(word));
    if (known) {
      itself();
      found.push(known[1].map((word, index) => [singular(word), index ? data.worth.synonym : 100]));
      piece = piece.slice(known[0].length);
    } else {
      left += piece[0];
      piece = piece.slice(1);
    }
  }
  itself();
  return found;
}

// The entries that have a word of the query, best first: search.rs is the same in Rust.
function find(query, data) {
  const all = new Map();
  const asked = groups(query, data);
  asked.forEach((group, position) => {
    const best = new Map();
    const add = (word, places, worth) => {
      for (let at = 0; at < places.length; at += 2) {
        const score = Math.floor((places[at + 1] * worth) / 100);
        const known = best.get(places[at]);
        if (score > (known ? known.score : 0)) {
          const named = places[at + 1] >= data.worth.name && !data.fillers.includes(word);
          best.set(places[at], { score, named: named ? 1 : 0 });
        }
      }
    };
    for (const [word, worth] of group) {
      if (Object.hasOwn(data.words, word)) add(word, data.words[word], worth);
      if (position === asked.length - 1 && [...word].length > 1) {
        for (const longer of data.sorted) {
          if (longer !== word && longer.startsWith(word)) add(word, data.words[longer], Math.floor((worth * data.worth.beginning) / 100));
        }
      }
    }
    for (const [place, one] of best) {
      const sum = all.get(place) || { matched: 0, score: 0, named: 0 };
      all.set(place, { matched: sum.matched + 1, score: sum.score + one.score, named: sum.named + one.named });
    }
  });
  const hits = [...all].map(([place, { matched, score, named }]) => {
    const [kind, service, name, doc, file, length, boost] = data.entries[place];
    const least = Math.max(length, 1);
    const covered = Math.floor((data.worth.covered * Math.min(named, least)) / least);
    const [folder, title] = data.services[service];
    return { place, matched, score: score + covered + boost, kind, name, doc, title, address: `${folder}/${file}` };
  });
  return hits.sort((a, b) => b.matched - a.matched || b.score - a.score || a.place - b.place);
}

// The index is loaded when somebody begins to search.
let loading;
function index() {
  loading ||= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = page.dataset.root + "search.js";
    script.onload = () => {
      const data = window.ncloudSearch;
      data.sorted = Object.keys(data.words).sort();
      data.english = new Map();
      for (const [words] of data.terms) {
        const first = singular(words[0]);
        if (!data.english.has(first)) data.english.set(first, words);
      }
      for (const [words] of data.terms) {
        for (const word of words.slice(1).map(singular)) {
          if (!data.english.has(word)) data.english.set(word, words);
        }
      }
      data.korean = data.terms.flatMap(([words, called]) => called.map((word) => [word, words]));
      data.korean.sort((a, b) => b[0].length - a[0].length);
      resolve(data);
    };
    script.onerror = reject;
    document.head.append(script);
  });
  return loading;
}

function element(name, text, className) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function searching() {
  const input = document.querySelector("header input");
  const list = document.getElementById("hits");
  let selected = -1;
  const options = () => [...list.querySelectorAll("a")];
  const select = (next) => {
    const all = options();
    if (!all.length) return;
    selected = (next + all.length) % all.length;
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === selected)));
    all[selected].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", all[selected].id);
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const show = async () => {
    const query = input.value;
    if (!query.trim()) return close();
    const data = await index();
    if (query !== input.value) return;
    const hits = find(query, data).slice(0, 30);
    const items = hits.map((hit, at) => {
      const item = element("li");
      const link = element("a");
      link.href = page.dataset.root + hit.address;
      link.id = `hit-${at}`;
      link.setAttribute("role", "option");
      link.append(element("strong", hit.name), " ", element("small", `${hit.kind} · ${hit.title}`), element("p", hit.doc));
      item.append(link);
      return item;
    });
    list.replaceChildren(...(items.length ? items : [element("li", "Nothing has these words.", "none")]));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    selected = -1;
    select(0);
  };
  input.addEventListener("focus", () => { index(); show(); });
  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") select(selected + 1);
    else if (event.key === "ArrowUp") select(selected - 1);
    else if (event.key === "Escape") { close(); input.blur(); }
    else return;
    event.preventDefault();
  });
  input.form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await show();
    const chosen = options()[selected];
    if (chosen) chosen.click();
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.matches("input, textarea, select, [contenteditable]");
    const asks = (event.key === "/" && !isTyping) || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey));
    if (!asks) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  document.addEventListener("click", (event) => {
    if (!input.form.contains(event.target)) close();
  });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    input.value = asked;
    input.focus();
  }
}

function copying() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest(".copy");
    if (!button) return;
    const code = button.parentElement.querySelector("code");
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = "Copied";
    } catch {
      // Where pages may not write to the clipboard, the reader's own copying works on what is selected.
      getSelection().selectAllChildren(code);
      button.textContent = "Selected";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
}

// Samples one at a time; which, is remembered from page to page.
function tabs() {
  const section = document.querySelector(".samples");
  if (!section) return;
  const samples = [...section.querySelectorAll(".sample")];
  const bar = element("div", "", "tabs");
  bar.setAttribute("role", "tablist");
  const open = (title) => {
    samples.forEach((sample) => { sample.hidden = sample.dataset.title !== title; });
    for (const button of bar.children) button.setAttribute("aria-selected", String(button.textContent === title));
  };
  for (const sample of samples) {
    const button = element("button", sample.dataset.title);
    button.type = "button";
    button.setAttribute("role", "tab");
    button.addEventListener("click", () => {
      store.set("sample", sample.dataset.title);
      open(sample.dataset.title);
    });
    bar.append(button);
  }
  section.prepend(bar);
  section.classList.add("tabbed");
  const titles = samples.map((sample) => sample.dataset.title);
  open(titles.includes(store.get("sample")) ? store.get("sample") : titles[0]);
}

document.addEventListener("DOMContentLoaded", () => {
  searching();
  copying();
  tabs();
  document.getElementById("theme").addEventListener("click", () => {
    const isDark = getComputedStyle(page).colorScheme === "dark";
    page.dataset.theme = isDark ? "light" : "dark";
    store.set("theme", page.dataset.theme);
  });
  const others = document.querySelector(".others details");
  if (others && matchMedia("(max-width: 60rem)").matches) others.open = false;
  const current = document.querySelector(".others [aria-current]");
  if (current && others) others.scrollTop = current.offsetTop - others.clientHeight / 2;
});
