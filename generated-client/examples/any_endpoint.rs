//! Calls an endpoint that no spec has: signed, repeated where that is safe, with its errors read.
//!
//! ```sh
//! NCLOUD_SANDBOX=1 cargo run -p ncloud --example any_endpoint -- https://organization.apigw.ntruss.com /open-api/v1/org
//! ```

mod support;

use std::io::{self, Write};

use ncloud::Client;
use ncloud::operation::Method;
use support::Result;

#[tokio::main]
async fn main() -> Result {
    let mut arguments = std::env::args().skip(1);
    let (Some(address), Some(path)) = (arguments.next(), arguments.next()) else {
        return Err("give the address of a service and a path".into());
    };
    run(&support::client(Ok)?, &address, &path, &mut io::stdout()).await
}

pub(crate) async fn run(
    client: &Client,
    address: &str,
    path: &str,
    out: &mut impl Write,
) -> Result {
    let response = client.request(Method::Get, address, path).send().await?;
    writeln!(out, "{response}")?;
    Ok(())
}
