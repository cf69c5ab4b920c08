//! The server over HTTP (streamable HTTP), for the same machine unless more is asked for.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use tokio::net::TcpListener;

use super::Server;
use crate::failure::Failure;

/// Where HTTP is served, and to whom.
#[derive(Clone, Debug)]
pub struct Http {
    /// The address; with port 0 a free one is taken.
    pub address: SocketAddr,
    /// Names that clients call the machine by, beside those of the loopback: `mcp.example.com`, or with a port. Another one in the
    /// header `Host` is refused, so that no page in a browser reaches the server by a name of its own.
    pub hosts: Vec<String>,
    /// Pages in a browser that may call, `https://app.example.com:443`; every other `Origin` is refused.
    pub origins: Vec<String>,
}

/// A server that takes connections.
#[derive(Debug)]
pub struct Listening {
    listener: TcpListener,
    address: SocketAddr,
    server: Server,
    http: Http,
}

impl Server {
    /// Opens the address.
    ///
    /// # Errors
    ///
    /// When it is taken, and when other machines reach it although no host is named.
    pub async fn listen(self, http: Http) -> Result<Listening, Failure> {
        let failed = |error: std::io::Error| Failure::Usage(format!("{}: {error}", http.address));
        if !http.address.ip().is_loopback() && http.hosts.is_empty() {
            return Err(Failure::Usage(format!(
                "other machines reach {}, and nobody who calls is asked for a key: take 127.0.0.1, or name the host that they call with `--allow-host` and put a proxy before it that asks",
                http.address
            )));
        }
        let listener = TcpListener::bind(http.address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        Ok(Listening {
            listener,
            address,
            server: self,
            http,
        })
    }
}

impl Listening {
    /// The address, with the port that was taken.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves whoever connects, for ever.
    pub async fn serve(self) {
        let mut config = StreamableHttpServerConfig::default();
        let mut hosts = config.allowed_hosts.clone();
        hosts.extend(self.http.hosts.iter().cloned());
        config = config
            .with_allowed_hosts(hosts)
            .with_allowed_origins(self.http.origins.iter().cloned())
            .enforce_origin_validation();
        let server = self.server;
        let service = StreamableHttpService::new(
            move || Ok(server.clone()),
            Arc::new(LocalSessionManager::default()),
            config,
        );
        loop {
            let Ok((stream, _)) = self.listener.accept().await else {
                // Too many files are open, or the peer has gone: the next connection may be fine.
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            };
            let service = TowerToHyperService::new(service.clone());
            tokio::spawn(async move {
                // A connection that breaks concerns its client alone.
                let _ = http1::Builder::new()
                    .timer(TokioTimer::new())
                    .serve_connection(TokioIo::new(stream), service)
                    .await;
            });
        }
    }
}
