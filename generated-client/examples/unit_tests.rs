//! A function that calls NCP, and its tests, which need neither a network nor time.
//!
//! ```sh
//! cargo test -p ncloud --features data,mock,vserver --example unit_tests
//! ```

mod support;

use ncloud::vserver::{
    GetServerInstanceDetail, ServerInstanceStatus, ServerStopped, StopServerInstances,
};
use ncloud::{Client, Error};
use support::Result;

#[tokio::main]
async fn main() -> Result {
    let number = std::env::args()
        .nth(1)
        .ok_or("give the number of a server")?;
    println!("{}", stop(&support::client(Ok)?, &number).await?);
    Ok(())
}

/// Stops a server and waits until it is; false where it was.
pub(crate) async fn stop(client: &Client, number: &str) -> Result<bool, Error> {
    let detail = GetServerInstanceDetail::new(number);
    let servers = client.send(&detail).await?.server_instance_list;
    let server = servers
        .first()
        .ok_or_else(|| Error::other("no such server"))?;
    if server.server_instance_status.code == ServerInstanceStatus::Stopped {
        return Ok(false);
    }
    client.send(StopServerInstances::new([number])).await?;
    client.wait(detail, ServerStopped).await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use ncloud::mock::{Fault, Mock};
    use ncloud::vserver::{ServerInstance, ServerInstanceList};

    use super::*;

    fn server(state: ServerInstanceStatus) -> ServerInstanceList {
        let mut server = ServerInstance::default();
        server.server_instance_status.code = state;
        let mut response = ServerInstanceList::default();
        response.server_instance_list.push(server);
        response
    }

    #[tokio::test(start_paused = true)]
    async fn a_running_server_is_stopped_and_waited_for() -> Result<(), Error> {
        let mock = Mock::new()
            .once::<GetServerInstanceDetail>(|_| Ok(server(ServerInstanceStatus::Running)))
            .on::<StopServerInstances>(|_| Ok(Default::default()))
            .once::<GetServerInstanceDetail>(|_| Err(Fault::throttled()))
            .on::<GetServerInstanceDetail>(|_| Ok(server(ServerInstanceStatus::Stopped)));
        assert!(stop(&Client::mocked(&mock)?, "7").await?);
        assert_eq!(
            mock.calls::<StopServerInstances>(),
            [StopServerInstances::new(["7"])]
        );
        assert_eq!(mock.calls::<GetServerInstanceDetail>().len(), 3);
        Ok(())
    }

    #[tokio::test]
    async fn a_server_that_is_stopped_is_left_alone() -> Result<(), Error> {
        let mock = Mock::new()
            .on::<GetServerInstanceDetail>(|_| Ok(server(ServerInstanceStatus::Stopped)));
        assert!(!stop(&Client::mocked(&mock)?, "7").await?);
        Ok(())
    }
}
