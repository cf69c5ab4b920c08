//! What stands around every page: the way to it, the search, the other pages of its service.

use ncloud_codegen::ir::Service;

use super::{
    html::{escape, link},
    links::{SERVICE, TYPES, Targets},
};

const NAME: &str = "NAVER Cloud Platform API";

/// A page with its frame.
pub(super) struct Frame {
    /// As the window is called.
    title: String,
    /// What it is about, for who lists pages.
    about: String,
    /// From the page to the folder of the site.
    root: &'static str,
    /// The pages above it: addresses and names.
    above: Vec<(String, String)>,
    /// The other pages of its service, as HTML.
    others: String,
    /// What it says, as HTML.
    main: String,
}

impl Frame {
    /// A page in the folder of the site.
    pub(super) fn outer(title: &str, about: &str, main: String) -> Self {
        Self {
            title: title.to_owned(),
            about: about.to_owned(),
            root: "",
            above: Vec::new(),
            others: String::new(),
            main,
        }
    }

    /// A page in the folder of a service; `chapter` is the index of that of the page.
    pub(super) fn of_service(
        (service, places): (&Service, &Targets<'_>),
        title: &str,
        about: &str,
        main: String,
    ) -> Self {
        Self {
            title: format!("{title} · {}", service.title),
            about: about.to_owned(),
            root: "../",
            above: vec![(SERVICE.to_owned(), service.title.clone())],
            others: others(service, places, title),
            main,
        }
    }

    /// Below another page of its service too.
    pub(super) fn below(mut self, address: String, name: &str) -> Self {
        self.above.push((address, name.to_owned()));
        self
    }

    pub(super) fn finish(self) -> String {
        let Self {
            title,
            about,
            root,
            above,
            others,
            main,
        } = self;
        let above: String = std::iter::once((format!("{root}index.html"), "Services".to_owned()))
            .chain(above)
            .map(|(address, name)| format!("<li>{}</li>", link(&address, &name)))
            .collect();
        format!(
            r##"<!doctype html>
<html lang="en" data-root="{root}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="{about}">
<title>{title} · {NAME}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{root}style.css">
<script src="{root}script.js"></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<a class="home" href="{root}index.html">NCP API</a>
<form role="search" action="{root}index.html">
<input type="search" name="q" placeholder="Search: list servers, 서버 목록" aria-label="Search" autocomplete="off" spellcheck="false" role="combobox" aria-expanded="false" aria-controls="hits">
<kbd>/</kbd>
<ol id="hits" role="listbox" hidden></ol>
</form>
<a href="{root}sites.html">Sites and regions</a>
<button type="button" id="theme" title="Light or dark" aria-label="Light or dark">&#9680;</button>
</header>
<div class="columns">
{others}<main id="main">
<nav class="above" aria-label="Above"><ol>{above}</ol></nav>
{main}</main>
</div>
<footer>Unofficial: NAVER Cloud has no part in it. Made from the specs of the crate <code>ncloud</code>.</footer>
</body>
</html>
"##,
            about = escape(&about),
            title = escape(&title),
        )
    }
}

/// The operations of a service by their chapters; the page of that title is the one that is open.
fn others(service: &Service, places: &Targets<'_>, open: &str) -> String {
    let mut list = String::new();
    let chapters = service.chapters.iter().enumerate();
    let chapters = chapters.map(|(index, chapter)| (Some(index), chapter.title.as_str()));
    for (chapter, title) in std::iter::once((None, "")).chain(chapters) {
        let operations = service.operations.iter();
        let items: String = operations
            .filter(|operation| operation.chapter == chapter)
            .map(|operation| {
                let current = if operation.name == open {
                    " aria-current=\"page\""
                } else {
                    ""
                };
                let (file, name) = (escape(places.file(operation)), escape(&operation.name));
                format!("<li><a href=\"{file}\"{current}>{name}</a></li>\n")
            })
            .collect();
        if items.is_empty() {
            continue;
        }
        if !title.is_empty() {
            list.push_str(&format!("<li class=\"chapter\">{}</li>\n", escape(title)));
        }
        list.push_str(&items);
    }
    let (title, types) = (link(SERVICE, &service.title), link(TYPES, "All types"));
    format!(
        "<nav class=\"others\" aria-label=\"Operations\">\n<details open><summary>{}</summary>\n<ul>\n<li>{title}</li>\n{list}<li>{types}</li>\n</ul></details>\n</nav>\n",
        escape(&service.title)
    )
}
