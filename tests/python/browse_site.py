"""Opens the site in a browser as a reader does, from its folder, and prints what is seen as JSON."""

import json
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

site = Path(sys.argv[1]).resolve()
browser_path = sys.argv[2]
queries = sys.argv[3:]

faults = []
seen = {"hits": {}}


def hits(page):
    page.wait_for_selector("#hits:not([hidden])")
    return page.eval_on_selector_all(
        "#hits a", "links => links.map(link => link.getAttribute('href'))"
    )


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(
        executable_path=browser_path, args=["--no-sandbox"]
    )
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda message: message.type in ("error", "warning")
        and faults.append(message.text),
    )
    page.on(
        "request",
        lambda request: request.url.startswith(("file:", "data:"))
        or faults.append(request.url),
    )

    page.goto((site / "index.html").as_uri())
    for query in queries:
        page.keyboard.press("/")
        page.keyboard.insert_text(query)
        page.wait_for_function(
            "query => document.querySelector('header input').value === query", arg=query
        )
        # The list is made after the index is there.
        page.wait_for_function("window.ncloudSearch && ncloudSearch.sorted")
        seen["hits"][query] = hits(page)
        page.keyboard.press("Escape")
        page.wait_for_selector("#hits", state="hidden")

    page.keyboard.press("/")
    page.keyboard.insert_text("list servers")
    hits(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/vserver/*.html")
    seen["opened"] = page.url.rsplit("/", 2)[1:]
    seen["heading"] = page.inner_text("h1")

    seen["samples"] = {}
    for tab in page.query_selector_all(".tabs button"):
        tab.click()
        shown = [code.inner_text() for code in page.query_selector_all(".sample code") if code.is_visible()]
        seen["samples"][tab.inner_text()] = shown
    page.reload()
    seen["remembered"] = page.inner_text(".tabs [aria-selected=true]")

    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click(".sample:not([hidden]) .copy")
    page.wait_for_function("document.querySelector('.sample:not([hidden]) .copy').textContent !== 'Copy'")

    def ground():
        return page.evaluate("getComputedStyle(document.body).backgroundColor")

    before = ground()
    page.click("#theme")
    page.reload()
    seen["themes"] = [before, ground()]

    page.set_viewport_size({"width": 375, "height": 800})
    seen["too_wide"] = []
    for file in ["index.html", "sites.html", "vserver/index.html", "vserver/types.html", "vserver/CreateServerInstances.html"]:
        page.goto((site / file).as_uri())
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            seen["too_wide"].append(file)
    browser.close()

seen["faults"] = faults
print(json.dumps(seen, ensure_ascii=False))
