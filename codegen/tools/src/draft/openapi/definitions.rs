//! Types that are written under `types`.

use std::collections::BTreeSet;

use heck::ToUpperCamelCase;

use super::{
    Draft,
    document::text,
    entry, prose,
    rows::{Facts, Row, line, rows},
    schemas::{Direction, Pending, facts, is_null},
};
use crate::{
    draft::{infer::is_name, quote::quoted},
    format::text_among_others,
    json::Json,
};

/// The members of an object, whichever of the schemas that make it up says them.
#[derive(Default)]
pub(super) struct Members<'document> {
    pub(super) members: Vec<(&'document str, &'document Json)>,
    pub(super) required: BTreeSet<&'document str>,
    pub(super) gaps: Vec<String>,
}

/// Schemas that make up one another are followed so far.
const DEEPEST: usize = 32;

impl<'document> Draft<'document> {
    /// Every type that the operations need, in the order in which they come to them.
    pub(super) fn definitions(&mut self) -> String {
        let mut text = String::new();
        let mut next = 0;
        while next < self.pending.len() {
            let Some(Pending { name, schema, way }) = self.pending.get(next) else {
                break;
            };
            let (name, schema, way) = (name.clone(), *schema, *way);
            if next > 0 {
                text.push('\n');
            }
            text.push_str(&self.definition(&name, schema, way));
            next += 1;
        }
        text
    }

    fn definition(&mut self, name: &str, schema: &'document Json, way: Direction) -> String {
        let mut said = facts(schema);
        let body = if schema.member("enum").is_some() {
            enumeration(schema, &mut said)
        } else if let Some(elements) = schema
            .member("prefixItems")
            .or_else(|| schema.member("x-ncloud-elements"))
        {
            let mut own = Vec::new();
            for (index, element) in elements.elements().iter().enumerate() {
                let title = element.member("title").and_then(text);
                let member = title.map_or_else(|| format!("element{}", index + 1), str::to_owned);
                own.push(self.row(&member, true, element, way, &format!("{name}_{member}")));
            }
            format!("    tuple:\n{}", rows(&own, "      "))
        } else if ["oneOf", "anyOf"]
            .iter()
            .any(|key| schema.member(key).is_some())
        {
            self.union(name, schema, way, &mut said)
        } else {
            let own = self.members(schema, 0);
            said.gaps.extend(own.gaps.iter().cloned());
            let own = self.member_rows(&own, way, name);
            format!("    fields:\n{}", rows(&own, "      "))
        };
        let mut text = String::new();
        for gap in &said.gaps {
            text.push_str(&line("  ", gap));
        }
        text.push_str(&format!("  {name}:\n"));
        if !said.doc.is_empty() {
            text.push_str(&entry("    ", "doc", &said.doc));
        }
        for (key, notes) in [
            ("defect", &said.defects),
            ("unconfirmed", &said.unconfirmed),
        ] {
            if !notes.is_empty() {
                let notes: Vec<String> = notes.iter().map(|note| text_among_others(note)).collect();
                text.push_str(&format!("    {key}: [{}]\n", notes.join(", ")));
            }
        }
        text.push_str(&body);
        text
    }

    /// Components that no operation leads to, as gaps.
    pub(super) fn unused(&self) -> Vec<String> {
        let root = &self.document.root;
        let of_3 = root
            .member("components")
            .and_then(|components| components.member("schemas"));
        let all = [
            ("#/components/schemas/", of_3),
            ("#/definitions/", root.member("definitions")),
        ];
        let mut gaps = Vec::new();
        for (at, schemas) in all {
            for (name, _) in schemas.map_or(&[][..], Json::members) {
                let escaped = name.replace('~', "~0").replace('/', "~1");
                if ![name, &escaped]
                    .iter()
                    .any(|name| self.used.contains(&format!("{at}{name}")))
                {
                    gaps.push(format!("the type `{}` is in no request and no response of success, and not in the draft", quoted(name)));
                }
            }
        }
        gaps
    }

    /// The members of an object and of what it is made up of.
    pub(super) fn members(&mut self, schema: &'document Json, depth: usize) -> Members<'document> {
        let mut all = Members::default();
        if depth > DEEPEST {
            all.gaps
                .push("the schemas lead to one another without an end".to_owned());
            return all;
        }
        for part in schema.member("allOf").map_or(&[][..], Json::elements) {
            let document = self.document;
            let Some(target) = document.resolved(part) else {
                all.gaps.push(format!(
                    "a part of it is not in the document: `{}`",
                    quoted(&part.to_string())
                ));
                continue;
            };
            self.used
                .extend(part.member("$ref").and_then(text).map(str::to_owned));
            let is_object = ["properties", "allOf", "required", "description"]
                .iter()
                .any(|key| target.member(key).is_some());
            if !is_object
                && !is_null(target)
                && target.members().iter().any(|(key, _)| key != "type")
            {
                all.gaps.push(format!(
                    "a part of it is no object: `{}`",
                    quoted(&target.to_string())
                ));
            }
            if target.member("oneOf").is_some() || target.member("anyOf").is_some() {
                all.gaps.push(
                    "a part of it is one of several, whose members are not in the draft".to_owned(),
                );
            }
            let inner = self.members(target, depth + 1);
            for (name, schema) in inner.members {
                all.put(name, schema);
            }
            all.required.extend(inner.required);
            all.gaps.extend(inner.gaps);
        }
        for (name, member) in schema.member("properties").map_or(&[][..], Json::members) {
            all.put(name, member);
        }
        let required = schema.member("required").map_or(&[][..], Json::elements);
        all.required.extend(required.iter().filter_map(text));
        if let Some(values @ Json::Object(_)) = schema.member("additionalProperties") {
            all.gaps.push(format!(
                "it has other members too, of `{}`",
                quoted(&values.to_string())
            ));
        }
        if depth == 0 {
            for name in &all.required {
                if !all.members.iter().any(|(known, _)| known == name) {
                    all.gaps
                        .push(format!("`{}` is required, and no member", quoted(name)));
                }
            }
        }
        all
    }

    pub(super) fn member_rows(
        &mut self,
        members: &Members<'document>,
        way: Direction,
        owner: &str,
    ) -> Vec<Row> {
        let mut own = Vec::new();
        for (name, schema) in &members.members {
            let hint = format!("{owner}_{name}");
            own.push(self.row(name, members.required.contains(name), schema, way, &hint));
        }
        own
    }

    /// Alternatives by a member of theirs, or by their kinds of JSON.
    fn union(
        &mut self,
        name: &str,
        schema: &'document Json,
        way: Direction,
        said: &mut Facts,
    ) -> String {
        let key = if schema.member("oneOf").is_some() {
            "oneOf"
        } else {
            "anyOf"
        };
        let all = schema.member(key).map_or(&[][..], Json::elements);
        let all = all.iter().filter(|alternative| !is_null(alternative));
        let mut text_of = String::new();
        if let Some(tag) = schema.member("x-ncloud-tag").and_then(text) {
            for alternative in all {
                if let Some(line) = self.tagged(tag, alternative, name, way, said) {
                    text_of.push_str(&line);
                }
            }
            let content = self
                .content(schema, tag)
                .map(|content| entry("    ", "content", content));
            return format!(
                "{}{}    one_of:\n{text_of}",
                entry("    ", "tag", tag),
                content.unwrap_or_default()
            );
        }
        let all: Vec<&'document Json> = all.collect();
        let kinds: Vec<Option<&'static str>> = all.iter().map(|one| self.kind(one)).collect();
        let mut seen = BTreeSet::new();
        for (alternative, kind) in all.iter().zip(&kinds) {
            let Some(kind) = *kind else {
                said.gap(format!(
                    "of its alternatives `{}` is not in the draft, as its kind of JSON is not said",
                    quoted(&alternative.to_string())
                ));
                continue;
            };
            let others = kinds.iter().filter(|other| **other == Some(kind)).count();
            if others > 1 {
                said.gap(format!(
                    "the alternative `{}` is not told from others by its kind of JSON: say by which member (`tag`)",
                    quoted(&alternative.to_string())
                ));
                // What fits all of them.
                if seen.insert(kind) {
                    text_of.push_str(&format!("      {kind}: {{ type: {} }}\n", any_of(kind)));
                }
                continue;
            }
            let title = alternative.member("title").and_then(text);
            let own = title.filter(|title| is_name(title)).unwrap_or(kind);
            let value = self.value(alternative, &format!("{name}_{kind}"), way, 0);
            for gap in &value.facts.gaps {
                text_of.push_str(&line("      ", gap));
            }
            let doc = match value.facts.doc.as_str() {
                "" => String::new(),
                doc => format!(", doc: {}", text_among_others(doc)),
            };
            text_of.push_str(&format!("      {own}: {{ type: {}{doc} }}\n", value.ty));
        }
        format!("    one_of:\n{text_of}")
    }

    fn tagged(
        &mut self,
        tag: &str,
        alternative: &'document Json,
        owner: &str,
        way: Direction,
        said: &mut Facts,
    ) -> Option<String> {
        let parts = alternative
            .member("allOf")
            .map_or(std::slice::from_ref(alternative), Json::elements);
        let head = parts.first()?.member("properties")?;
        let value = head
            .member(tag)
            .and_then(|tag| tag.member("enum"))
            .map_or(&[][..], Json::elements);
        let Some(value) = value.first().and_then(text) else {
            said.gap(format!("an alternative has no value of `{}`", quoted(tag)));
            return None;
        };
        let schema = match parts {
            [_, schema] => schema,
            _ => &head.members().iter().find(|(name, _)| name != tag)?.1,
        };
        let inner = self.value(schema, &format!("{owner}_{value}"), way, 0);
        let title = alternative
            .member("title")
            .and_then(text)
            .filter(|title| is_name(title));
        let own = title.map_or_else(String::new, |title| format!(", name: {title}"));
        Some(format!(
            "      {}: {{ type: {}{own} }}\n",
            text_among_others(value),
            inner.ty
        ))
    }

    /// The member that holds a tagged alternative.
    fn content<'json>(&self, schema: &'json Json, tag: &str) -> Option<&'json str> {
        let first = schema.member("oneOf")?.elements().first()?;
        let members = first.member("properties")?.members();
        members
            .iter()
            .map(|(name, _)| name.as_str())
            .find(|name| *name != tag)
    }

    /// The kind of JSON that a schema is, as an alternative is named by it.
    fn kind(&self, schema: &Json) -> Option<&'static str> {
        let target = self.document.resolved(schema)?;
        if target.member("properties").is_some() || target.member("allOf").is_some() {
            return Some("Object");
        }
        Some(match target.member("type").and_then(text)? {
            "string" => "Text",
            "integer" | "number" => "Number",
            "boolean" => "Flag",
            "array" => "List",
            "object" => "Object",
            _ => return None,
        })
    }
}

impl<'document> Members<'document> {
    fn put(&mut self, name: &'document str, schema: &'document Json) {
        if let Some(known) = self.members.iter_mut().find(|(known, _)| *known == name) {
            if known.1 != schema {
                self.gaps.push(format!(
                    "`{}` is said twice, and not alike: the later one counts",
                    quoted(name)
                ));
            }
            known.1 = schema;
        } else if name.is_empty() {
            self.gaps.push("a member has no name".to_owned());
        } else {
            self.members.push((name, schema));
        }
    }
}

/// The name of a variant where none can be derived, or another value has it.
fn variant(value: &str, taken: &mut BTreeSet<String>) -> Option<String> {
    let plain: String = value
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    let derived = plain.to_upper_camel_case();
    if value.is_ascii() && is_name(&derived) && taken.insert(derived.clone()) {
        return None;
    }
    let stem = format!("Value{derived}");
    std::iter::once(stem.clone())
        .chain((2..).map(|number: usize| format!("{stem}Form{number}")))
        .find(|name| taken.insert(name.clone()))
}

/// The type of every value of a kind of JSON.
fn any_of(kind: &str) -> &'static str {
    match kind {
        "Text" => "string",
        "Number" => "f64",
        "Flag" => "bool",
        "List" => "list<json>",
        _ => "map<json>",
    }
}

/// Values and what they mean.
fn enumeration(schema: &Json, said: &mut Facts) -> String {
    let values = schema.member("enum").map_or(&[][..], Json::elements);
    let docs = schema
        .member("x-enum-descriptions")
        .map_or(&[][..], Json::elements);
    let names = schema
        .member("x-enum-varnames")
        .map_or(&[][..], Json::elements);
    if docs.is_empty() {
        said.gap("what its values mean is not said: put it in place of the values themselves");
    }
    let mut text_of = String::new();
    if values.iter().any(|value| value.whole().is_some()) {
        text_of.push_str("    numbers: true\n");
    }
    text_of.push_str("    enum:\n");
    let mut seen = BTreeSet::new();
    let mut variants = BTreeSet::new();
    for (index, value) in values.iter().enumerate() {
        let value = match value {
            Json::String(text) => text.clone(),
            Json::Null => continue,
            other => other.to_string(),
        };
        if !seen.insert(value.clone()) {
            said.gap(format!("the value `{}` is there twice", quoted(&value)));
            continue;
        }
        let doc = docs
            .get(index)
            .and_then(text)
            .map(prose)
            .filter(|doc| !doc.is_empty());
        let doc = text_among_others(doc.as_deref().unwrap_or(&value));
        let name = names.get(index).and_then(text).filter(|name| is_name(name));
        let name = name
            .map(str::to_owned)
            .or_else(|| variant(&value, &mut variants));
        let name = name.map_or_else(String::new, |name| format!("name: {name}, "));
        text_of.push_str(&format!(
            "      {}: {{ {name}doc: {doc} }}\n",
            text_among_others(&value)
        ));
    }
    text_of
}
