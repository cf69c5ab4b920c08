//! Where the examples send their calls.

use ncloud::{Client, ClientBuilder};
use ncloud_sandbox::Gateway;
use ncloud_test_support::gateway::pointed_at;

/// What the examples return: any error, for `main` to show.
pub(crate) type Result<T = (), E = Box<dyn std::error::Error>> = core::result::Result<T, E>;

/// A client of NCP with these settings, or, where `NCLOUD_SANDBOX` is set, of a sandbox that is started for the program and keeps
/// what it creates.
pub(crate) fn client(
    settings: impl FnOnce(ClientBuilder) -> Result<ClientBuilder>,
) -> Result<Client> {
    let builder = Client::builder();
    if std::env::var_os("NCLOUD_SANDBOX").is_none() {
        return Ok(settings(builder)?.build()?);
    }
    let specs = ncloud_codegen::load([concat!(env!("CARGO_MANIFEST_DIR"), "/spec")])?;
    let gateway = Gateway::builder()
        .specs(specs)
        .keep_state()
        .start_blocking()?;
    let client = pointed_at(&gateway, builder)
        .endpoint_for_all(gateway.url())
        .build()?;
    // It is there until the program ends.
    std::mem::forget(gateway);
    Ok(client)
}
