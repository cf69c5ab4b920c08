//! Operations.

use heck::ToUpperCamelCase;
use ncloud_codegen::{ir::Method, language::is_address};

use super::{
    Draft,
    addresses::Service,
    bodies::Body,
    document::{Version, text},
    entry,
    parameters::Location,
    prose,
    rows::{Row, line, rows},
};
use crate::{
    draft::{Options, infer, quote::quoted},
    json::Json,
};

/// An operation as it stands in a spec.
pub(super) struct Operation {
    pub(super) name: String,
    pub(super) text: String,
}

/// Members of an operation that are read, or that say nothing for a spec.
const READ: [&str; 20] = [
    "operationId",
    "summary",
    "description",
    "externalDocs",
    "parameters",
    "requestBody",
    "responses",
    "security",
    "servers",
    "tags",
    "consumes",
    "produces",
    "schemes",
    "x-ncloud-source",
    "x-ncloud-safety",
    "x-ncloud-operations",
    "x-ncloud-defects",
    "x-ncloud-unconfirmed",
    "x-ncloud-other-addresses",
    "x-ncloud-headers",
];

impl<'document> Draft<'document> {
    /// Every operation of every path, in the order of the document.
    pub(super) fn operations(
        &mut self,
        options: &Options,
        service: &Service,
    ) -> Result<Vec<Operation>, String> {
        let document = self.document;
        let mut found: Vec<(Method, String, &'document Json, &'document Json, String)> = Vec::new();
        let mut unread = Vec::new();
        for (path, item) in document.root.member("paths").map_or(&[][..], Json::members) {
            let Some(item) = document.resolved(item) else {
                unread.push(format!(
                    "the path `{}` is not in the document",
                    quoted(path)
                ));
                continue;
            };
            for (key, operation) in item.members() {
                let method = Method::ALL
                    .into_iter()
                    .find(|method| method.as_str().eq_ignore_ascii_case(key));
                let Some(method) = method else {
                    if ![
                        "parameters",
                        "summary",
                        "description",
                        "servers",
                        "x-ncloud-path",
                    ]
                    .contains(&key.as_str())
                    {
                        unread.push(format!(
                            "`{}` of the path `{}` is not in the draft",
                            quoted(key),
                            quoted(path)
                        ));
                    }
                    continue;
                };
                match operation.member("x-ncloud-operations") {
                    Some(several) => {
                        for operation in several.elements() {
                            found.push((method, path.clone(), item, operation, String::new()));
                        }
                    }
                    None => found.push((method, path.clone(), item, operation, String::new())),
                }
            }
        }
        if found.is_empty() {
            return Err("the document has no operation".to_owned());
        }
        if options.name.is_some() && found.len() > 1 {
            return Err(format!(
                "the document has {} operations, and a name is that of one: draft it without",
                found.len()
            ));
        }
        // Types take names that no operation has.
        for (method, path, _, operation, name) in &mut found {
            *name = self.named(options, *method, path, operation)?;
        }
        let mut drafted = Vec::new();
        for (method, path, item, operation, name) in found {
            let first = std::mem::take(&mut unread);
            drafted.push(self.operation(service, method, &path, item, operation, name, first));
        }
        Ok(drafted)
    }

    fn named(
        &mut self,
        options: &Options,
        method: Method,
        path: &str,
        operation: &Json,
    ) -> Result<String, String> {
        let id = operation.member("operationId").and_then(text);
        let plain = |text: &str| -> String {
            let letters = text
                .chars()
                .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' });
            letters.collect::<String>().to_upper_camel_case()
        };
        let own = options.name.clone().or_else(|| {
            id.map(|id| match infer::is_name(id) {
                true => id.to_owned(),
                false => plain(id),
            })
        });
        let own = own.filter(|name| infer::is_name(name));
        let stem = own
            .unwrap_or_else(|| plain(&format!("{} {path}", method.as_str().to_ascii_lowercase())));
        let is_taken = |name: &String| {
            self.taken.contains(name) || self.known.is_some_and(|known| known.has_name(name))
        };
        if self.known.is_some_and(|known| known.has_name(&stem)) {
            return Err(format!(
                "the spec has a `{stem}` already: take the operation out of the document, or the spec"
            ));
        }
        let name = std::iter::once(stem.clone())
            .chain((2..).map(|number: usize| format!("{stem}{number}")))
            .find(|name| !is_taken(name))
            .unwrap_or(stem);
        self.taken.insert(name.clone());
        Ok(name)
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "an operation, and where it stands"
    )]
    fn operation(
        &mut self,
        service: &Service,
        method: Method,
        path: &str,
        item: &'document Json,
        operation: &'document Json,
        name: String,
        mut gaps: Vec<String>,
    ) -> Operation {
        let of = |key: &str| operation.member(key).and_then(text);
        match of("operationId") {
            Some(id) if id == name => {}
            Some(id) => gaps.push(format!(
                "its operationId is `{}`: is the name right?",
                quoted(id)
            )),
            None => gaps.push("it has no operationId: put a name".to_owned()),
        }
        let summary = of("summary").map(prose).unwrap_or_default();
        let description = of("description").map(prose).unwrap_or_default();
        let mut doc = match (summary.as_str(), description.as_str()) {
            (summary, "") => summary.to_owned(),
            ("", description) => description.to_owned(),
            (summary, description) if summary == description => summary.to_owned(),
            (summary, description) => format!("{}. {description}", summary.trim_end_matches('.')),
        };
        if doc.is_empty() {
            gaps.push("what it does is not said: put a `doc`".to_owned());
            doc.clone_from(&name);
        }
        let page = operation
            .member("externalDocs")
            .and_then(|docs| docs.member("url"))
            .and_then(text)
            .or_else(|| of("x-ncloud-source"))
            .filter(|page| is_address(page));
        if page.is_none() {
            gaps.push("the address of its page is not said: put it under `docs`".to_owned());
        }
        let (url, of_address) = self.address_of(operation, item);
        gaps.extend(of_address);
        let mut path = path.to_owned();
        if item.member("x-ncloud-path").and_then(text) == Some("") {
            path.clear();
        }
        if let Some((before, query)) = path.clone().split_once('?') {
            gaps.push(format!(
                "its path has a query, `{}`: put that under `query`",
                quoted(query)
            ));
            path = before.to_owned();
        }
        let mut all: Vec<(Location, Row)> = Vec::new();
        let mut body = Body::default();
        self.parameters(item, operation, &name, &mut all, &mut body, &mut gaps);
        if let Some(said) = operation.member("requestBody") {
            body = self.request_body(said, &name);
        }
        all.append(&mut body.rows);
        gaps.append(&mut body.gaps);
        path = self.paired(&path, &mut all, &mut gaps);
        let produces = operation
            .member("produces")
            .or_else(|| self.document.root.member("produces"))
            .and_then(|types| types.elements().first())
            .and_then(text)
            .unwrap_or("application/json");
        let response = self.responses(operation.member("responses"), produces, &name);
        gaps.extend(response.gaps);
        for (key, value) in operation.members() {
            if !READ.contains(&key.as_str()) {
                gaps.push(format!(
                    "the draft has nothing of `{}: {}`",
                    quoted(key),
                    quoted(&value.to_string())
                ));
            }
        }
        let said = of("x-ncloud-safety");
        let safe = match (said, method) {
            (Some("read"), Method::Get | Method::Head)
            | (Some("write"), Method::Post | Method::Put | Method::Patch | Method::Delete) => "",
            (Some("read"), _) => "    safe: true\n",
            (Some("write"), _) => "    safe: false\n",
            _ => "",
        };
        let open = match (said, method) {
            (Some(_), _) | (None, Method::Get | Method::Head) => "`pages`, `examples`",
            _ => "whether it only reads (`safe`), `pages`, `examples`",
        };
        gaps.push(format!("what the document cannot say: {open}"));
        let mut written = String::new();
        for gap in &gaps {
            written.push_str(&line("  ", gap));
        }
        written.push_str(&format!("  {name}:\n"));
        written.push_str(&entry("    ", "doc", &doc));
        written.push_str(&entry("    ", "docs", page.unwrap_or_else(|| self.page())));
        written.push_str(&entry(
            "    ",
            "http",
            format!("{} {path}", method.as_str()).trim_end(),
        ));
        // A service that is there has an address of its own, and perhaps another way to authenticate.
        let url = url.or_else(|| service.is_elsewhere.then(|| service.url.clone()));
        if let Some(url) = url.filter(|url| service.is_elsewhere || *url != service.url) {
            written.push_str(&entry("    ", "url", &url));
        }
        let root = self.known.and(self.document.root.member("security"));
        if let Some(security) = operation.member("security").or(root) {
            match self.authorization(Some(security)) {
                Ok(auth) if self.known.is_some() || service.auth.as_ref() != Ok(&auth) => {
                    written.push_str(&format!(
                        "    auth: {}\n",
                        auth.as_deref().unwrap_or("signature")
                    ));
                }
                Ok(_) => {}
                Err(why) => written = format!("{}{written}", line("  ", &why)),
            }
        }
        written.push_str(safe);
        for place in Location::ALL {
            let own: Vec<Row> = all
                .iter()
                .filter(|(of, _)| *of == place)
                .map(|(_, row)| row.clone())
                .collect();
            if !own.is_empty() {
                written.push_str(&format!("    {}:\n{}", place.key(), rows(&own, "      ")));
            }
        }
        written.push_str(&body.text);
        written.push_str(&response.text);
        for (key, of) in [
            ("defect", "x-ncloud-defects"),
            ("unconfirmed", "x-ncloud-unconfirmed"),
        ] {
            let notes = operation.member(of).map_or(&[][..], Json::elements);
            let notes: Vec<String> = notes
                .iter()
                .filter_map(text)
                .map(crate::format::text_among_others)
                .collect();
            if !notes.is_empty() {
                written.push_str(&format!("    {key}: [{}]\n", notes.join(", ")));
            }
        }
        Operation {
            name,
            text: written,
        }
    }

    fn address_of(&self, operation: &Json, item: &Json) -> (Option<String>, Vec<String>) {
        match (operation.member("servers"), item.member("servers")) {
            (Some(_), _) => self.address(operation),
            (None, Some(_)) => self.address(item),
            (None, None) => (None, Vec::new()),
        }
    }

    /// Parameters of the path and of the operation, which say another one where both have it.
    fn parameters(
        &mut self,
        item: &'document Json,
        operation: &'document Json,
        name: &str,
        all: &mut Vec<(Location, Row)>,
        body: &mut Body,
        gaps: &mut Vec<String>,
    ) {
        let document = self.document;
        let mut merged: Vec<&'document Json> = Vec::new();
        for said in [item, operation] {
            for parameter in said.member("parameters").map_or(&[][..], Json::elements) {
                let Some(parameter) = document.resolved(parameter) else {
                    gaps.push(format!(
                        "a parameter is not in the document: `{}`",
                        quoted(&parameter.to_string())
                    ));
                    continue;
                };
                let is_same = |other: &&&mut &Json| {
                    ["name", "in"]
                        .iter()
                        .all(|key| other.member(key) == parameter.member(key))
                };
                let mut known = merged.iter_mut();
                match known.find(|other| is_same(&other)) {
                    Some(other) => *other = parameter,
                    None => merged.push(parameter),
                }
            }
        }
        let consumes = operation
            .member("consumes")
            .or_else(|| document.root.member("consumes"));
        let is_parts = consumes
            .map_or(&[][..], Json::elements)
            .iter()
            .filter_map(text)
            .any(|name| name == "multipart/form-data")
            || merged
                .iter()
                .any(|parameter| parameter.member("type").and_then(text) == Some("file"));
        for parameter in merged {
            if document.version == Version::V2
                && parameter.member("in").and_then(text) == Some("body")
            {
                let required = parameter.member("required") == Some(&Json::Bool(true));
                match parameter.member("schema") {
                    Some(schema) => self.json_body(body, schema, required, name),
                    None => gaps.push("its body has no schema: put a `body`".to_owned()),
                }
                continue;
            }
            match self.parameter(parameter, name, !is_parts, false) {
                Ok(Some(row)) => all.push(row),
                Ok(None) => {}
                Err(why) => gaps.push(why),
            }
        }
        for header in operation
            .member("x-ncloud-headers")
            .map_or(&[][..], Json::elements)
        {
            match self.parameter(header, name, !is_parts, true) {
                Ok(row) => all.extend(row),
                Err(why) => gaps.push(why),
            }
        }
    }

    /// Gives every name in the path its parameter, and takes parameters away that it does not name.
    fn paired(&self, path: &str, all: &mut Vec<(Location, Row)>, gaps: &mut Vec<String>) -> String {
        let mut names = Vec::new();
        let mut rest = path;
        while let Some((_, behind)) = rest.split_once('{') {
            let Some((name, after)) = behind.split_once('}') else {
                break;
            };
            names.push(name.to_owned());
            rest = after;
        }
        all.retain(|(place, row)| {
            let is_there = *place != Location::Path || names.contains(&row.name);
            if !is_there {
                gaps.push(format!(
                    "the path does not name `{}`, which is not in the draft",
                    quoted(&row.name)
                ));
            }
            is_there
        });
        for name in names {
            if !all
                .iter()
                .any(|(place, row)| *place == Location::Path && row.name == name)
            {
                gaps.push(format!(
                    "`{}` of the path is no parameter of the document: is it a string?",
                    quoted(&name)
                ));
                all.push((
                    Location::Path,
                    Row {
                        name,
                        ty: "string".to_owned(),
                        ..Row::default()
                    },
                ));
            }
        }
        path.to_owned()
    }
}
