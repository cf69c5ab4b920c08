//! Ways to say who calls as security schemes.

use ncloud_codegen::ir::{Authorization, AuthorizationParameter, Service};

use super::tree::{Node, Object};

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
    let names: Vec<String> = match authorization {
        Authorization::Signature => ["signature_timestamp", "signature_access_key", "signature"]
            .map(str::to_owned)
            .to_vec(),
        Authorization::ApiKey => pair("header"),
        Authorization::ApiKeyInQuery => pair("query"),
        Authorization::Headers(names) => {
            let names = names.iter();
            names.map(|name| format!("header_{name}")).collect()
        }
        Authorization::Bearer => {
            let scheme = Object::new().with("type", "http").with("scheme", "bearer");
            return vec![("bearer".to_owned(), scheme)];
        }
        Authorization::BodySignature(name) => vec![format!("body_signature_{name}")],
        Authorization::Token(name) => vec![format!("token_{name}")],
        Authorization::None => Vec::new(),
    };
    let sent = authorization.parameters().into_iter().map(key);
    let mut schemes: Vec<Scheme> = names.into_iter().zip(sent).collect();
    // The last is made of what the others are, or of the body.
    if let (Some(computed), Some((_, scheme))) = (computed(authorization), schemes.last_mut()) {
        scheme.set("x-ncloud-authorization", computed);
    }
    schemes
}

fn computed(authorization: &Authorization) -> Option<&'static str> {
    match authorization {
        Authorization::Signature => Some("signature"),
        Authorization::BodySignature(_) => Some("body_signature"),
        Authorization::Token(_) => Some("token"),
        Authorization::ApiKey
        | Authorization::ApiKeyInQuery
        | Authorization::Headers(_)
        | Authorization::Bearer
        | Authorization::None => None,
    }
}

fn pair(place: &str) -> Vec<String> {
    vec![
        format!("api_key_id_in_{place}"),
        format!("api_key_in_{place}"),
    ]
}

fn key(sent: AuthorizationParameter) -> Object {
    Object::new()
        .with("type", "apiKey")
        .with("in", sent.location.as_str())
        .with("name", sent.name)
        .with("description", sent.what)
}
