//! Rows of a spec: a parameter or a member each.

use std::collections::BTreeSet;

use ncloud_codegen::names;

use crate::{draft::quote::message, format::text_among_others};

/// A parameter or a member.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) optional: bool,
    pub(super) ty: String,
    /// The value that it always has, in place of a type.
    pub(super) constant: Option<String>,
    pub(super) style: Option<String>,
    pub(super) nullable: bool,
    pub(super) facts: Facts,
}

/// What is said of a value beside its type.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub(super) doc: String,
    pub(super) default: Option<String>,
    pub(super) size: Option<String>,
    pub(super) sensitive: bool,
    pub(super) required_when: Option<String>,
    pub(super) defects: Vec<String>,
    pub(super) unconfirmed: Vec<String>,
    pub(super) gaps: Vec<String>,
}

impl Facts {
    pub(super) fn gap(&mut self, text: impl Into<String>) {
        self.gaps.push(text.into());
    }

    /// What is said where a reference stands, and else what is said of what it leads to.
    pub(super) fn over(mut self, inner: Self) -> Self {
        if self.doc.is_empty() {
            self.doc = inner.doc;
        }
        self.default = self.default.or(inner.default);
        self.size = self.size.or(inner.size);
        self.sensitive |= inner.sensitive;
        self.required_when = self.required_when.or(inner.required_when);
        self.defects.extend(inner.defects);
        self.unconfirmed.extend(inner.unconfirmed);
        self.gaps.extend(inner.gaps);
        self
    }
}

/// A comment that says `gap`.
pub(super) fn line(indent: &str, gap: &str) -> String {
    format!("{indent}# gap: {}\n", message(gap))
}

/// Rows, one a line, each with a name of its own in Rust.
pub(super) fn rows(rows: &[Row], indent: &str) -> String {
    let mut taken = BTreeSet::new();
    let mut text = String::new();
    for row in rows {
        if let Some(value) = &row.constant {
            row.facts
                .gaps
                .iter()
                .for_each(|gap| text.push_str(&line(indent, gap)));
            text.push_str(&format!(
                "{indent}{}: {{ const: {} }}\n",
                text_among_others(&row.name),
                text_among_others(value)
            ));
            continue;
        }
        let own = named(&row.name, &mut taken);
        text.push_str(&row.text(own, indent));
    }
    text
}

/// The name in Rust of a row where the derived one is taken, or is none.
fn named(name: &str, taken: &mut BTreeSet<String>) -> Option<String> {
    let derived = names::field(name);
    let stem = derived.clone().unwrap_or_else(|| "member".to_owned());
    let free = std::iter::once(stem.clone())
        .chain((2..).map(|number: usize| format!("{}_{number}", stem.trim_end_matches('_'))))
        .find(|name| taken.insert(name.clone()))?;
    (derived.as_ref() != Some(&free)).then_some(free)
}

impl Row {
    fn text(&self, own: Option<String>, indent: &str) -> String {
        let mut text = String::new();
        for gap in &self.facts.gaps {
            text.push_str(&line(indent, gap));
        }
        let mut parts = vec![("type", self.ty.clone())];
        parts.extend(self.facts.size.clone().map(|size| ("size", size)));
        parts.extend(self.style.clone().map(|style| ("style", style)));
        if !self.facts.doc.is_empty() {
            parts.push(("doc", text_among_others(&self.facts.doc)));
        }
        let texts = [
            ("name", &own),
            ("default", &self.facts.default),
            ("required_when", &self.facts.required_when),
        ];
        for (key, value) in texts {
            parts.extend(
                value
                    .as_deref()
                    .map(|value| (key, text_among_others(value))),
            );
        }
        if self.nullable {
            parts.push(("nullable", "true".to_owned()));
        }
        if self.facts.sensitive {
            parts.push(("sensitive", "true".to_owned()));
        }
        for (key, notes) in [
            ("defect", &self.facts.defects),
            ("unconfirmed", &self.facts.unconfirmed),
        ] {
            if !notes.is_empty() {
                let notes: Vec<String> = notes.iter().map(|note| text_among_others(note)).collect();
                parts.push((key, format!("[{}]", notes.join(", "))));
            }
        }
        let parts: Vec<String> = parts
            .into_iter()
            .map(|(key, value)| format!("{key}: {value}"))
            .collect();
        let mark = if self.optional { "?" } else { "" };
        let name = text_among_others(&format!("{}{mark}", self.name));
        text.push_str(&format!("{indent}{name}: {{ {} }}\n", parts.join(", ")));
        text
    }
}
