//! Which alternative of a union a value is.

use super::{Fault, Fit};
use crate::{
    diagnostic::Diagnostic,
    ir::JsonKind,
    parse::{
        ast::{Alternative, Type, Union},
        node::{Kind, Node},
    },
    resolve::Resolved,
    source::Span,
    suggest::{MOST_SUGGESTIONS, did_you_mean, listed},
};

impl Fit<'_, '_> {
    pub(super) fn union(&mut self, union: &Union, value: &Node, place: Span) {
        match &union.tag {
            None => self.untagged(union, value, place),
            Some(tag) => self.tagged(union, &tag.value, value, place),
        }
    }

    fn untagged(&mut self, union: &Union, value: &Node, place: Span) {
        let kind = kind(value);
        let meant = union.alternatives.iter().find(|alternative| {
            let ty = alternative.ty.as_ref().map(|ty| &ty.value);
            kind.is_some() && ty.and_then(|ty| self.subject.types.kind(ty)) == kind
        });
        match meant {
            Some(Alternative { ty: Some(ty), .. }) => self.value(&ty.value, value, place),
            _ => self.mismatch("one of the alternatives of the union", value, place),
        }
    }

    fn tagged(&mut self, union: &Union, tag: &str, value: &Node, place: Span) {
        let Some(entries) = self.entries(value) else {
            self.mismatch("an object", value, place);
            return;
        };
        let Some(said) = value.get(tag) else {
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
                .map(|alternative| alternative.name.value.as_str())
        };
        let text = said.text().unwrap_or_default();
        let meant = union
            .alternatives
            .iter()
            .find(|alternative| alternative.name.value == text);
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
                    said.mark(),
                    format!("{shown} is none of the alternatives of the union"),
                )
                .hint(hint),
            );
            return;
        };
        let Some(ty) = &meant.ty else {
            return;
        };
        match &union.content {
            None => self.beside(&ty.value, tag, value, place),
            Some(content) => {
                for entry in entries {
                    let name = &entry.key.value;
                    if *name != content.value && name != tag {
                        self.undeclared(&entry.key, [tag, content.value.as_str()]);
                    }
                }
                match value.get(&content.value) {
                    Some(inner) => self.within(&content.value, None, |fit| {
                        fit.value(&ty.value, inner, inner.mark());
                    }),
                    None => self.push(
                        Fault::Missing,
                        Diagnostic::new(
                            self.rule,
                            place,
                            format!("the member `{}` is missing", content.value),
                        )
                        .related(content.span, "declared here")
                        .hint("it holds the alternative"),
                    ),
                }
            }
        }
    }

    fn beside(&mut self, ty: &Type, tag: &str, value: &Node, place: Span) {
        if let Some(Resolved::Struct(fields)) = self.subject.types.resolve(ty) {
            if let (Type::Named(name), Some(declared)) = (ty, &mut self.declared)
                && let Some(definition) = self.subject.types.definition(&name.value)
            {
                declared.owner = definition.name.span;
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
