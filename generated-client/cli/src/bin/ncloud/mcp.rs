//! `ncloud mcp`: the server for agents.

use std::net::SocketAddr;
use std::sync::Arc;

use clap::Args;
use ncloud_cli::catalog::Catalog;
use ncloud_cli::failure::Failure;
use ncloud_cli::mcp::{Access, Http, Options, Server};

use crate::globals::Globals;
use crate::terminal::say;

/// Serves agents by the Model Context Protocol
///
/// Its tools find operations by words, describe one, and call one. It speaks on standard input and output, as programs that start it
/// themselves expect, or by HTTP. Calls that change something are refused unless `--allow-writes` lets them through, and are then shown to
/// the user first where the client can ask. What the specs call sensitive is `[redacted]`, whatever else is given.
#[derive(Args, Clone, Debug)]
pub(crate) struct Arguments {
    /// Lets calls through that change something: all, or `=NAME,..` those of services and operations, `vpc`, `sens.SendSms`
    #[arg(long, value_name = "NAME,..", num_args = 0..=1, require_equals = true, value_delimiter = ',')]
    allow_writes: Option<Vec<String>>,
    /// Asks nobody before such a call, even where the client can ask
    #[arg(long)]
    yes: bool,
    /// Characters of data in a reply; what goes beyond comes in parts
    #[arg(long, value_name = "NUMBER", default_value_t = ncloud_cli::mcp::USUAL_LIMIT)]
    reply_limit: usize,
    /// Speaks streamable HTTP at this address, `127.0.0.1:8000`, instead of standard input and output
    ///
    /// Whoever reaches the address may call: no key is asked for. So it has to be one of the loopback, unless `--allow-host` is given.
    #[arg(long, value_name = "ADDRESS")]
    http: Option<SocketAddr>,
    /// A name, or `name:port`, that other machines call this one by; other names in the header Host are refused
    #[arg(long, value_name = "HOST", requires = "http")]
    allow_host: Vec<String>,
    /// An origin of pages in a browser that may call, `https://app.example.com:443`; every other Origin is refused
    #[arg(long, value_name = "ORIGIN", requires = "http")]
    allow_origin: Vec<String>,
}

/// Serves until the client goes, or for ever.
///
/// # Errors
///
/// When a name that may be written to means nothing, and when the address cannot be taken.
pub(crate) async fn serve(
    catalog: &Arc<Catalog>,
    globals: Globals,
    arguments: Arguments,
) -> Result<(), Failure> {
    let access = match arguments.allow_writes {
        None => Access::reads(),
        Some(names) if names.is_empty() => Access::all(),
        Some(names) => Access::writes_of(catalog, &names)?,
    };
    let options = Options {
        access,
        asks: !arguments.yes,
        limit: arguments.reply_limit,
    };
    let connect = move |catalog: &Catalog, service: &str| globals.settings(catalog, service);
    let server = Server::new(Arc::clone(catalog), options, connect);
    let Some(address) = arguments.http else {
        return server.serve_stdio().await;
    };
    let listening = server
        .listen(Http {
            address,
            hosts: arguments.allow_host,
            origins: arguments.allow_origin,
        })
        .await?;
    say(&format!("http://{}/mcp", listening.address()));
    listening.serve().await;
    Ok(())
}
