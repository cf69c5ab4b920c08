//! Servers as the addresses of a service or an operation.

use heck::ToTitleCase;

use super::{
    Draft,
    document::{Version, text},
    entry, prose,
    rows::line,
};
use crate::{
    draft::{infer::Known, quote::quoted},
    json::Json,
};

/// The service of a document.
pub(super) struct Service {
    /// Its keys as they stand in a spec.
    pub(super) head: String,
    pub(super) url: String,
    /// Whether the operations go into a service that has another address.
    pub(super) is_elsewhere: bool,
    /// What a service that is there does not hold.
    pub(super) gaps: Vec<String>,
    /// `None`: an operation says it itself.
    pub(super) auth: Result<Option<String>, String>,
}

/// The address of the public gateway's documentation, where a document has none.
const NO_PAGE: &str = "https://api.ncloud-docs.com/docs";

impl<'document> Draft<'document> {
    pub(super) fn service(&self, name: Option<&str>, known: Option<&Known>) -> Service {
        let root = &self.document.root;
        let info = |key: &str| {
            root.member("info")
                .and_then(|info| info.member(key))
                .and_then(text)
        };
        let mut head = String::new();
        let (url, mut gaps) = self.address(root);
        let title = info("title").map(prose).filter(|title| !title.is_empty());
        let title = title.unwrap_or_else(|| name.unwrap_or("Service").to_title_case());
        head.push_str(&entry("", "title", &title));
        if let Some(doc) = info("description").map(prose).filter(|doc| !doc.is_empty()) {
            head.push_str(&entry("", "doc", &doc));
        }
        if self.docs.is_none() {
            head.push_str(&line("", "the document does not say where its pages are: put the address of the overview page"));
        }
        head.push_str(&entry("", "docs", self.page()));
        let url = url.unwrap_or_else(|| {
            gaps.push("the document has no address that begins with https://: put it".to_owned());
            "https://host.invalid".to_owned()
        });
        gaps.push("what a document cannot say: `regions`, an `envelope`, how a response with a status of success says that it failed (`success`), the codes of `errors`".to_owned());
        for gap in &gaps {
            head.push_str(&line("", gap));
        }
        head.push_str(&entry("", "url", &url));
        let auth = self.authorization(root.member("security"));
        if known.is_none() {
            match &auth {
                Ok(Some(auth)) => head.push_str(&format!("auth: {auth}\n")),
                Ok(None) => {}
                Err(why) => head.push_str(&line("", why)),
            }
        }
        let is_elsewhere = known.is_some_and(|known| known.address() != url);
        Service {
            head,
            url,
            is_elsewhere,
            gaps,
            auth,
        }
    }

    pub(super) fn page(&self) -> &str {
        self.docs.as_deref().unwrap_or(NO_PAGE)
    }

    /// The first address of the document or an operation, and what is not in the draft of the others.
    pub(super) fn address(&self, of: &Json) -> (Option<String>, Vec<String>) {
        let mut gaps = Vec::new();
        let mut urls = Vec::new();
        if self.document.version == Version::V2 {
            let said = |key: &str| of.member(key).and_then(text).unwrap_or_default();
            if !said("host").is_empty() {
                urls.push(format!("https://{}{}", said("host"), said("basePath")));
            }
        }
        for server in of.member("servers").map_or(&[][..], Json::elements) {
            let Some(url) = server.member("url").and_then(text) else {
                continue;
            };
            let mut url = url.to_owned();
            for (name, variable) in server.member("variables").map_or(&[][..], Json::members) {
                let value = variable
                    .member("default")
                    .and_then(text)
                    .unwrap_or_default();
                url = url.replace(&format!("{{{name}}}"), value);
                gaps.push(format!(
                    "`{}` of the address can be another than `{}`",
                    quoted(name),
                    quoted(value)
                ));
            }
            urls.push(url);
        }
        let mut sound = None;
        for url in urls {
            let url = url.trim_end_matches('/').to_owned();
            if sound.is_none() && url.starts_with("https://") {
                sound = Some(url);
            } else {
                gaps.push(format!(
                    "the address `{}` is not in the draft: put it under `sites` or `regions`",
                    quoted(&url)
                ));
            }
        }
        for name in ["x-ncloud-other-addresses"] {
            if of.member(name).is_some() {
                gaps.push(format!("`{name}` was not read"));
            }
        }
        (sound, gaps)
    }
}
