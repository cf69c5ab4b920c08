//! A gateway that knows one spec, a client that knows the gateway, and what went over the wire between them.

use std::path::Path;

use ncloud::{Client, ClientBuilder};
use ncloud_codegen::ir::Service;
use ncloud_sandbox::{Gateway, RecordedRequest};
use ncloud_test_support::gateway::pointed_at;
use serde_json::Value as Json;

fn specs(below: &str) -> Vec<Service> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(below);
    ncloud_codegen::load([path]).unwrap_or_else(|report| panic!("{report}"))
}

/// A gateway for one spec, given as a path below the package, and a client of its service.
pub(crate) struct Wire {
    pub(crate) gateway: Gateway,
    pub(crate) client: Client,
}

impl Wire {
    pub(crate) async fn of(spec: &str) -> Self {
        Self::with(spec, |builder| builder).await
    }

    /// The same with settings of the client.
    pub(crate) async fn with(
        spec: &str,
        configure: impl FnOnce(ClientBuilder) -> ClientBuilder,
    ) -> Self {
        Self::between(specs(spec), configure).await
    }

    /// The same with a gateway that has to make its answers.
    pub(crate) async fn without_examples(spec: &str) -> Self {
        let mut specs = specs(spec);
        let operations = specs.iter_mut().flat_map(|service| &mut service.operations);
        operations.for_each(|operation| operation.examples.clear());
        Self::between(specs, |builder| builder).await
    }

    /// The same with a gateway whose examples all answer something else.
    pub(crate) async fn answering(spec: &str, response: &Json) -> Self {
        let mut specs = specs(spec);
        let operations = specs.iter_mut().flat_map(|service| &mut service.operations);
        for example in operations.flat_map(|operation| &mut operation.examples) {
            example.response = Some(response.clone());
        }
        Self::between(specs, |builder| builder).await
    }

    async fn between(
        specs: Vec<Service>,
        configure: impl FnOnce(ClientBuilder) -> ClientBuilder,
    ) -> Self {
        let gateway = Gateway::builder().specs(specs).start().await.unwrap();
        let builder = pointed_at(&gateway, Client::builder());
        let client = configure(builder).build().unwrap();
        Self { gateway, client }
    }

    /// The requests so far; each was found to be what its spec says.
    pub(crate) fn requests(&self) -> Vec<Sent> {
        self.gateway.requests().iter().map(Sent::of).collect()
    }

    /// The only request so far.
    pub(crate) fn request(&self) -> Sent {
        let mut requests = self.requests();
        assert_eq!(requests.len(), 1);
        requests.remove(0)
    }
}

/// A request as it went over the wire.
pub(crate) struct Sent {
    /// `POST /v2/getServerList`
    pub(crate) line: String,
    pub(crate) body: String,
    headers: Vec<(String, String)>,
}

impl Sent {
    fn of(request: &RecordedRequest) -> Self {
        let verdict = request.verdict.to_string();
        assert!(verdict.starts_with("accepted"), "{verdict}");
        Self {
            line: format!("{} {}", request.method, request.target),
            body: String::from_utf8_lossy(&request.body).into_owned(),
            headers: request
                .headers
                .iter()
                .map(|(name, value)| {
                    let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                    (name.to_string(), value)
                })
                .collect(),
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(given, _)| given == name)
            .map(|(_, value)| value.as_str())
    }
}
