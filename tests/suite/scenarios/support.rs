//! A gateway that keeps state, and a client of it for which no time passes but that of its waits.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use ncloud::transport::HttpRequest;
use ncloud::transport::memory::{Memory, Response};
use ncloud::wait::Waiter;
use ncloud::{Client, RetryPolicy};
use ncloud_sandbox::{Gateway, Misbehaviour};
use ncloud_test_support::gateway::pointed_at;

/// Services that keep what is created.
pub(crate) struct Cloud {
    gateway: Gateway,
    pub(crate) client: Client,
}

impl Cloud {
    /// With these services, by the names of their specs.
    pub(crate) fn of(services: &[&str]) -> Self {
        let paths = services.iter().map(|service| {
            let folder = format!("../spec/{service}");
            if std::path::Path::new(&folder).is_dir() {
                folder
            } else {
                format!("{folder}.yaml")
            }
        });
        let specs = ncloud_codegen::load(paths).unwrap_or_else(|report| panic!("{report}"));
        let gateway = Gateway::builder()
            .specs(specs)
            .keep_state()
            .start_blocking();
        let gateway = gateway.unwrap();
        let address = gateway.address();
        let transport = Memory::new();
        // The exchange blocks, so that a run time with paused time takes no wait for the gateway for idleness.
        transport.otherwise(move |request| exchange(address, request));
        let client = pointed_at(&gateway, Client::builder())
            .transport(transport)
            .retry(RetryPolicy::never())
            .build()
            .unwrap();
        Self { gateway, client }
    }

    /// Has the gateway respond otherwise to the next call of an operation.
    pub(crate) fn misbehave_on(&self, operation: &str, misbehaviour: Misbehaviour) {
        self.gateway
            .misbehave_on(operation, misbehaviour, 1)
            .unwrap();
    }

    /// How often the gateway was asked for an operation.
    pub(crate) fn calls(&self, operation: &str) -> usize {
        let requests = self.gateway.requests();
        let of = requests.iter().filter(|request| {
            let name = request.operation.as_ref();
            name.is_some_and(|name| name.to_string() == operation)
        });
        of.count()
    }

    /// Waits, and holds that the state was not there at once.
    pub(crate) async fn wait<W: Waiter>(&self, poll: &W::Poll, waiter: W) -> W::Output {
        let before = self.gateway.requests().len();
        let output = self.client.wait(poll, waiter).await.unwrap();
        assert_eq!(self.gateway.requests().len() - before, 2, "reads");
        output
    }
}

/// What did not go as the specs tell.
impl Drop for Cloud {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let mut lines: Vec<String> = self
                .gateway
                .requests()
                .iter()
                .map(ToString::to_string)
                .collect();
            lines.dedup();
            println!("{}", lines.join("\n"));
        }
    }
}

/// Carries one request over a connection of its own.
fn exchange(address: SocketAddr, request: &HttpRequest) -> Response {
    let target = request.url.strip_prefix(&format!("http://{address}"));
    let mut head = format!(
        "{} {} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n",
        request.method.as_str(),
        target.expect("another host")
    );
    for (name, value) in &request.headers {
        head.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap()));
    }
    let body = request.body.as_bytes().expect("a body that is streamed");
    if !body.is_empty() {
        head.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(format!("{head}\r\n").as_bytes()).unwrap();
    stream.write_all(body).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap();
    let answer = Response::bytes(status.parse().unwrap(), body.to_owned());
    lines.fold(answer, |answer, line| {
        let (name, value) = line.split_once(": ").unwrap();
        answer.header(name, value)
    })
}
