//! Type expressions: `list<map<User>>`.

use heck::ToUpperCamelCase;

use super::ast::Type;
use crate::{
    diagnostic::{Diagnostic, clipped},
    ir::{Quotable, Scalar},
    language::{is_upper_camel_case, scalars::SCALARS},
    rules,
    source::{Span, Spanned},
    suggest::did_you_mean,
};

/// No page nests its types deeper; the bound keeps a hostile text from exhausting the stack.
const DEEPEST_NESTING: usize = 16;

/// Reads a type expression. `span` is the place of the text, which stands on one line.
pub(crate) fn parse(text: &str, span: Span) -> Result<Type, Box<Diagnostic>> {
    parse_at(text, span, DEEPEST_NESTING)
}

fn parse_at(text: &str, span: Span, depth: usize) -> Result<Type, Box<Diagnostic>> {
    let leading = text.chars().take_while(|c| c.is_whitespace()).count();
    let trimmed = text.trim();
    let span = span.part(leading, trimmed.chars().count());
    if let Some(scalar) = SCALARS.meaning(trimmed) {
        return Ok(Type::Scalar(*scalar));
    }
    if trimmed == "code" {
        return Ok(Type::Code(Box::new(Spanned::new(
            Type::Scalar(Scalar::String),
            span,
        ))));
    }
    if let Some((outer, rest)) = trimmed.split_once('<') {
        let Some(inner) = rest.strip_suffix('>') else {
            return Err(bad(trimmed, span, Some("close it with `>`".to_owned())));
        };
        if depth == 0 {
            let message = format!("a type is nested more than {DEEPEST_NESTING} levels deep");
            return Err(Box::new(
                Diagnostic::new(&rules::BAD_TYPE, span, message).hint("define types and name them"),
            ));
        }
        let inner_span = span.part(outer.chars().count() + 1, inner.chars().count());
        let element = || parse_at(inner, inner_span, depth - 1);
        return match outer {
            "list" => Ok(Type::List(Box::new(element()?))),
            "map" => Ok(Type::Map(Box::new(element()?))),
            "code" => Ok(Type::Code(Box::new(Spanned::new(element()?, inner_span)))),
            "quoted" => quoted(inner, inner_span),
            other => {
                let known = ["list", "map", "code", "quoted"]
                    .into_iter()
                    .find(|known| other.trim().eq_ignore_ascii_case(known));
                let hint = match known {
                    Some(known) => format!("write `{known}<{}>`", clipped(inner)),
                    None => "write `list<..>`, `map<..>`, `code<..>` or `quoted<..>`".to_owned(),
                };
                Err(bad(trimmed, span, Some(hint)))
            }
        };
    }
    if is_upper_camel_case(trimmed) {
        return Ok(Type::Named(Spanned::new(trimmed.to_owned(), span)));
    }
    if let Some(inner) = trimmed.strip_suffix('?').filter(|inner| !inner.is_empty()) {
        let hint = format!(
            "write `{}`, and the `?` behind the field's name; only a whole `response` may be `{}?`",
            clipped(inner),
            clipped(inner)
        );
        return Err(bad(trimmed, span, Some(hint)));
    }
    if trimmed.is_empty() {
        return Err(Box::new(
            Diagnostic::new(
                &rules::BAD_TYPE,
                span,
                "the type of the elements is missing",
            )
            .hint("write it between `<` and `>`: `list<string>`"),
        ));
    }
    Err(bad(
        trimmed,
        span,
        placed(trimmed)
            .or_else(|| scalar_meant(trimmed))
            .or_else(|| named_meant(trimmed)),
    ))
}

fn quoted(inner: &str, span: Span) -> Result<Type, Box<Diagnostic>> {
    match SCALARS.meaning(&format!("quoted<{}>", inner.trim())) {
        Some(scalar) => Ok(Type::Scalar(*scalar)),
        None => {
            let message = format!(
                "`{}` is nothing that comes in quotes and without",
                clipped(inner)
            );
            let known: Vec<String> = Quotable::ALL
                .into_iter()
                .filter_map(|quotable| SCALARS.word(&Scalar::Quoted(quotable)))
                .map(|name| format!("`{name}`"))
                .collect();
            Err(Box::new(
                Diagnostic::new(&rules::BAD_TYPE, span, message).hint(format!(
                    "write {}; text has its quotes already",
                    known.join(", ")
                )),
            ))
        }
    }
}

/// A hint that says where a word is a type that is none here.
fn placed(name: &str) -> Option<String> {
    let place = match name {
        "file" => "only a part of `multipart` is a file, or a list of them",
        "bytes" => "only a whole `body` or `response` is bytes, and then without a `?`",
        _ => return None,
    };
    Some(place.to_owned())
}

/// A hint that says what the language calls a type that pages call otherwise, or that is misspelt.
pub(crate) fn scalar_meant(name: &str) -> Option<String> {
    let meant = match name.to_lowercase().as_str() {
        "text" | "str" => "string",
        "string" if name != "string" => "string",
        "integer" | "long" | "int" | "number" => "i64",
        "boolean" => "bool",
        "double" | "float" => "f64",
        "array" | "list" => "list<..>",
        "map" => "map<..>",
        "object" => "json",
        "timestamp" => "timestamp(ms)",
        "datetime" => "datetime(yyyy-MM-dd HH:mm:ss)",
        "date" => "date(yyyy-MM-dd)",
        "month" => "month(yyyyMM)",
        "base64" if name != "base64" => "base64",
        _ => return did_you_mean(name, SCALARS.names()),
    };
    Some(format!("write `{meant}`"))
}

fn named_meant(name: &str) -> Option<String> {
    let recased = name.to_upper_camel_case();
    let written_otherwise = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    (written_otherwise && is_upper_camel_case(&recased))
        .then(|| format!("types are named in UpperCamelCase: `{recased}`"))
}

fn bad(text: &str, span: Span, hint: Option<String>) -> Box<Diagnostic> {
    let finding = Diagnostic::new(&rules::BAD_TYPE, span, format!("`{}` is not a type", clipped(text)))
        .hint("write a scalar (string, bool, i32, i64, f64, yn, timestamp(ms), base64, json ..), `list<..>`, `map<..>` or the name of a type");
    Box::new(finding.hint_if(hint))
}
