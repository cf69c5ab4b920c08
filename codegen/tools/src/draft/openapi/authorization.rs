//! Security requirements as ways to authenticate.

use super::{Draft, document::text};
use crate::{draft::quote::quoted, format::text_among_others, json::Json};

/// The headers of the signature, in lower case.
pub(super) const SIGNATURE: [&str; 3] = [
    "x-ncp-apigw-timestamp",
    "x-ncp-iam-access-key",
    "x-ncp-apigw-signature-v2",
];

impl Draft<'_> {
    /// The value of `auth`; `None` for the signature. `Err` is what the document leaves open.
    pub(super) fn authorization(&self, security: Option<&Json>) -> Result<Option<String>, String> {
        let Some(security) = security else {
            return Err(
                "how requests are authenticated is not said: put an `auth`, unless they are signed"
                    .to_owned(),
            );
        };
        let alternatives = security.elements();
        let Some(first) = alternatives.iter().find(|all| !all.members().is_empty()) else {
            return Ok(Some("none".to_owned()));
        };
        let root = &self.document.root;
        let schemes = root
            .member("components")
            .and_then(|components| components.member("securitySchemes"))
            .or_else(|| root.member("securityDefinitions"));
        let mut headers = Vec::new();
        let mut in_query = false;
        for (name, _) in first.members() {
            let scheme = schemes.and_then(|schemes| schemes.member(name));
            let Some(scheme) = scheme.and_then(|scheme| self.document.resolved(scheme)) else {
                return Err(format!(
                    "the security scheme `{}` is not in the document: put an `auth`",
                    quoted(name)
                ));
            };
            let of = |key: &str| scheme.member(key).and_then(text).unwrap_or_default();
            match (
                of("type"),
                of("in"),
                of("scheme").to_ascii_lowercase().as_str(),
            ) {
                ("http", _, "bearer") => return Ok(Some("bearer".to_owned())),
                ("apiKey", place @ ("header" | "query"), _) => {
                    in_query |= place == "query";
                    headers.push((of("name").to_owned(), of("x-ncloud-authorization")));
                }
                (kind, _, _) => {
                    return Err(format!(
                        "the security scheme `{}` is of the type `{}`, which the language has not: put an `auth`",
                        quoted(name),
                        quoted(kind)
                    ));
                }
            }
        }
        let names: Vec<String> = headers
            .iter()
            .map(|(name, _)| name.to_ascii_lowercase())
            .collect();
        if names.iter().any(|name| SIGNATURE.contains(&name.as_str())) {
            return Ok(None);
        }
        if names.iter().any(|name| name == "x-ncp-apigw-api-key-id") {
            return Ok(Some(
                if in_query {
                    "api_key_in_query"
                } else {
                    "api_key"
                }
                .to_owned(),
            ));
        }
        if in_query {
            return Err(
                "a key in the query is none that the language has: put an `auth`".to_owned(),
            );
        }
        let written: Vec<String> = headers
            .iter()
            .map(|(name, _)| text_among_others(name))
            .collect();
        let computed = headers.first().map_or("", |(_, computed)| computed);
        Ok(Some(match (computed, written.as_slice()) {
            ("body_signature", [name]) => format!("{{ body_signature: {name} }}"),
            ("token", [name]) => format!("{{ token: {name} }}"),
            _ => format!("{{ headers: [{}] }}", written.join(", ")),
        }))
    }
}
