//! Ways to say who calls as security schemes.

use super::tree::{Node, Object};
use crate::ir::{Authorization, Service};

/// A scheme and its name.
type Scheme = (String, Object);

/// The schemes of a service, each once.
pub(super) fn schemes(service: &Service) -> Object {
    let of_operations = service
        .operations
        .iter()
        .map(|operation| &operation.authorization);
    let mut schemes = Object::new();
    for authorization in std::iter::once(&service.authorization).chain(of_operations) {
        for (name, scheme) in schemes_of(authorization) {
            schemes.set(name, scheme);
        }
    }
    schemes
}

/// What a call needs, all of it.
pub(super) fn requirement(authorization: &Authorization) -> Node {
    let mut requirement = Object::new();
    for (name, _) in schemes_of(authorization) {
        requirement.set(name, Vec::<Node>::new());
    }
    if requirement.is_empty() {
        Node::List(Vec::new())
    } else {
        vec![requirement].into()
    }
}

fn schemes_of(authorization: &Authorization) -> Vec<Scheme> {
    match authorization {
        Authorization::Signature => vec![
            (
                "signature_timestamp".to_owned(),
                key("header", "x-ncp-apigw-timestamp").with(
                    "description",
                    "Milliseconds since 1970-01-01T00:00:00Z, at most five minutes off.",
                ),
            ),
            (
                "signature_access_key".to_owned(),
                key("header", "x-ncp-iam-access-key")
                    .with("description", "The access key of the account."),
            ),
            (
                "signature".to_owned(),
                key("header", "x-ncp-apigw-signature-v2")
                    .with(
                        "description",
                        "Base64(HMAC-SHA256(secret key, \"{METHOD} {URI}\\n{TIMESTAMP}\\n{ACCESS KEY}\")), where the URI is path and query as they are sent.",
                    )
                    .with("x-ncloud-authorization", "signature"),
            ),
        ],
        Authorization::ApiKey => pair("header", Authorization::API_KEY_HEADERS),
        Authorization::ApiKeyInQuery => pair("query", Authorization::API_KEY_PARAMETERS),
        Authorization::Headers(names) => names
            .iter()
            .map(|name| (format!("header_{name}"), key("header", name)))
            .collect(),
        Authorization::Bearer => vec![(
            "bearer".to_owned(),
            Object::new().with("type", "http").with("scheme", "bearer"),
        )],
        Authorization::BodySignature(name) => vec![(
            format!("body_signature_{name}"),
            key("header", name)
                .with("description", "Base64(HMAC-SHA256(secret, body)).")
                .with("x-ncloud-authorization", "body_signature"),
        )],
        Authorization::Token(name) => vec![(
            format!("token_{name}"),
            key("header", name)
                .with("description", "A token that a login operation answered.")
                .with("x-ncloud-authorization", "token"),
        )],
        Authorization::None => Vec::new(),
    }
}

fn pair(place: &str, [identifier, secret]: [&str; 2]) -> Vec<Scheme> {
    vec![
        (
            format!("api_key_id_in_{place}"),
            key(place, identifier).with("description", "The identifier of the application."),
        ),
        (
            format!("api_key_in_{place}"),
            key(place, secret).with("description", "The secret of the application."),
        ),
    ]
}

fn key(place: &str, name: &str) -> Object {
    Object::new()
        .with("type", "apiKey")
        .with("in", place)
        .with("name", name)
}
