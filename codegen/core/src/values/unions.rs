//! Which alternative of a union a value is.

use super::{Checker, Fault};
use crate::{
    diagnostic::Diagnostic,
    ir::{JsonKind, Shape, ShapeKind, Tagging, Type, TypeDefinition, Union},
    parse::node::{Kind, Node},
    source::Span,
    suggest::{MOST_SUGGESTIONS, did_you_mean, listed},
};

impl Checker<'_> {
    pub(super) fn union(
        &mut self,
        definition: &TypeDefinition,
        union: &Union,
        value: &Node,
        place: Span,
    ) {
        match &union.tagging {
            Tagging::Kind => self.untagged(union, value, place),
            Tagging::Member { tag, content } => {
                self.tagged(union, tag, content.as_deref(), value, place, definition);
            }
        }
    }

    fn untagged(&mut self, union: &Union, value: &Node, place: Span) {
        let kind = kind(value);
        let mut alternatives = union.alternatives.iter();
        match alternatives.find(|alternative| kind.is_some() && alternative.kind == kind) {
            Some(meant) => self.value(&meant.ty, value, place),
            None => self.mismatch("one of the alternatives of the union", value, place),
        }
    }

    fn tagged(
        &mut self,
        union: &Union,
        tag: &str,
        content: Option<&str>,
        value: &Node,
        place: Span,
        definition: &TypeDefinition,
    ) {
        let Some(entries) = self.entries(value) else {
            self.mismatch("an object", value, place);
            return;
        };
        let Some(tagged) = value.get(tag) else {
            self.push(
                Fault::Missing,
                Diagnostic::new(self.rule, place, format!("the member `{tag}` is missing"))
                    .hint("it says which alternative of the union this is"),
            );
            return;
        };
        let known = || {
            union
                .alternatives
                .iter()
                .map(|alternative| alternative.wire_name.as_str())
        };
        let text = tagged.text().unwrap_or_default();
        let meant = union
            .alternatives
            .iter()
            .find(|alternative| alternative.wire_name == text);
        let Some(meant) = meant else {
            let hint = (self.findings.len() < MOST_SUGGESTIONS)
                .then(|| did_you_mean(text, known()))
                .flatten()
                .unwrap_or_else(|| format!("known: {}", listed(known())));
            let shown = if self.is_sensitive() {
                "a value that is kept out of messages".to_owned()
            } else {
                format!("`{}`", self.quoted(text))
            };
            self.push(
                Fault::Misfit,
                Diagnostic::new(
                    self.rule,
                    tagged.mark(),
                    format!("{shown} is none of the alternatives of the union"),
                )
                .hint(hint),
            );
            return;
        };
        match content {
            None => self.beside(&meant.ty, tag, value, place),
            Some(content) => {
                for entry in entries {
                    let name = &entry.key.value;
                    if name != content && name != tag {
                        self.undeclared(&entry.key, [tag, content]);
                    }
                }
                match value.get(content) {
                    Some(inner) => self.within(content, None, |checker| {
                        checker.value(&meant.ty, inner, inner.mark());
                    }),
                    None => self.push(
                        Fault::Missing,
                        Diagnostic::new(
                            self.rule,
                            place,
                            format!("the member `{content}` is missing"),
                        )
                        .related(definition.location.span, "declared here")
                        .hint("it holds the alternative"),
                    ),
                }
            }
        }
    }

    fn beside(&mut self, ty: &Type, tag: &str, value: &Node, place: Span) {
        if let Type::Named(ShapeKind::Struct, name) = ty
            && let Some(definition) = self.service.type_named(name)
            && let Shape::Struct(fields) = &definition.shape
        {
            if let Some(declared) = &mut self.declared {
                declared.owner = definition.location.span;
            }
            self.members(fields, value, Some(tag), place);
        }
    }
}

fn kind(value: &Node) -> Option<JsonKind> {
    Some(match &value.kind {
        Kind::Sequence(_) => JsonKind::List,
        Kind::Mapping(_) => JsonKind::Object,
        Kind::Scalar(scalar) => return JsonKind::of(&scalar.json()),
    })
}
