//! What a client has to be told so that it finds the services here and is let in.

use std::collections::BTreeSet;

use ncloud_codegen::ir::{Authorization, Operation, Service};

use crate::authorization::{SAMPLE_API_KEY, SAMPLE_API_KEY_ID, sample_secret};

/// The settings of a client for one service.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServiceSettings {
    /// `organization`
    pub service: String,
    /// For `ClientBuilder::endpoint`: the service, or `service.Operation` of an operation that is elsewhere, and its address
    /// here.
    pub endpoints: Vec<(String, String)>,
    /// For `ClientBuilder::service_key`: what the gateway knows, where the service takes a key of its own.
    pub key: Option<SampleKey>,
}

/// What a gateway takes for the key of a service. No secret.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SampleKey {
    /// For `ServiceKey::pair`: the identifier and the secret of an application.
    Pair(&'static str, &'static str),
    /// For `ServiceKey::named`: values by the names of their headers; of one alone also for `ServiceKey::secret`.
    Named(Vec<(String, String)>),
}

impl ServiceSettings {
    /// `url` is that of the gateway, with the prefix of the service where it needs one.
    pub(crate) fn of(service: &Service, url: &str) -> Self {
        let name = &service.name;
        let mut endpoints = Vec::new();
        if service.address.is_tenant {
            let base = &service.address.base;
            let path: String = base.path.iter().map(ToString::to_string).collect();
            endpoints.push((name.clone(), format!("{url}{path}")));
            let elsewhere = service.operations.iter().filter(|it| it.address.is_some());
            endpoints.extend(
                elsewhere.map(|operation| (format!("{name}.{}", operation.name), url.to_owned())),
            );
        } else {
            endpoints.push((name.clone(), url.to_owned()));
        }
        Self {
            service: name.clone(),
            endpoints,
            key: key(&service.operations),
        }
    }
}

/// A key that all operations can be called with.
fn key(operations: &[Operation]) -> Option<SampleKey> {
    let mut names = BTreeSet::new();
    let mut takes_pair = false;
    for operation in operations {
        match &operation.authorization {
            Authorization::Signature | Authorization::None => {}
            Authorization::ApiKey | Authorization::ApiKeyInQuery => takes_pair = true,
            Authorization::Headers(headers) => names.extend(headers.iter().map(String::as_str)),
            Authorization::BodySignature(header) | Authorization::Token(header) => {
                names.insert(header);
            }
            Authorization::Bearer => {
                names.insert("authorization");
            }
        }
    }
    if takes_pair {
        return Some(SampleKey::Pair(SAMPLE_API_KEY_ID, SAMPLE_API_KEY));
    }
    let secret = |name: &str| (name.to_owned(), sample_secret(name));
    (!names.is_empty()).then(|| SampleKey::Named(names.into_iter().map(secret).collect()))
}
