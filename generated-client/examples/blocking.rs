//! Names of all servers, by a program without `async`.
//!
//! ```sh
//! NCLOUD_SANDBOX=1 cargo run -p ncloud --features blocking,vserver --example blocking
//! ```

mod support;

use std::io::{self, Write};

use ncloud::blocking::Client;
use ncloud::vserver::GetServerInstanceList;
use support::Result;

fn main() -> Result {
    run(&Client::new(support::client(Ok)?)?, &mut io::stdout())
}

pub(crate) fn run(client: &Client, out: &mut impl Write) -> Result {
    for server in client.items(GetServerInstanceList::new().page_no(1).page_size(100)) {
        let server = server?;
        writeln!(
            out,
            "{} {}",
            server.server_name, server.server_instance_status.code
        )?;
    }
    Ok(())
}
