//! Builds a network with a server in it, waits until it runs, and tears all of it down again, also where something failed on the way.
//!
//! ```sh
//! NCLOUD_SANDBOX=1 cargo run -p ncloud --features vpc,vserver --example network
//! ```

mod support;

use std::io::{self, Write};

use ncloud::vpc::{
    CreateSubnet, CreateVpc, DeleteSubnet, DeleteVpc, GetNetworkAclList, GetSubnetDetail,
    GetVpcDetail, SubnetDeleted, SubnetRunning, SubnetType, VpcDeleted, VpcRunning,
};
use ncloud::vserver::{
    CreateServerInstances, GetAccessControlGroupList, GetServerInstanceDetail,
    NewServerNetworkInterface, ServerRunning, ServerStopped, ServerTerminated, StopServerInstances,
    TerminateServerInstances,
};
use ncloud::{Client, Error};
use support::Result;

#[tokio::main]
async fn main() -> Result {
    run(&support::client(Ok)?, &mut io::stdout()).await
}

pub(crate) async fn run(client: &Client, out: &mut impl Write) -> Result {
    let vpc = client.send(CreateVpc::new("10.0.0.0/16")).await?;
    let vpc = first(vpc.vpc_list)?.vpc_no;
    let built = fill(client, &vpc, out).await;
    client.send(DeleteVpc::new(&vpc)).await?;
    client.wait(GetVpcDetail::new(&vpc), VpcDeleted).await?;
    writeln!(out, "all is gone")?;
    built
}

async fn fill(client: &Client, vpc: &str, out: &mut impl Write) -> Result {
    client.wait(GetVpcDetail::new(vpc), VpcRunning).await?;
    writeln!(out, "the network runs")?;

    // It comes with an ACL of its own.
    let acls = client.send(GetNetworkAclList::new().vpc_no(vpc)).await?;
    let acl = first(acls.network_acl_list)?.network_acl_no;
    let request = CreateSubnet::new("KR-1", vpc, "10.0.1.0/24", acl, SubnetType::Public);
    let subnet = first(client.send(request).await?.subnet_list)?.subnet_no;
    let built = serve(client, vpc, &subnet, out).await;
    client.send(DeleteSubnet::new(&subnet)).await?;
    client
        .wait(GetSubnetDetail::new(&subnet), SubnetDeleted)
        .await?;
    built
}

async fn serve(client: &Client, vpc: &str, subnet: &str, out: &mut impl Write) -> Result {
    client
        .wait(GetSubnetDetail::new(subnet), SubnetRunning)
        .await?;
    writeln!(out, "the subnet runs")?;

    let groups = client
        .send(GetAccessControlGroupList::new().vpc_no(vpc))
        .await?;
    let group = first(groups.access_control_group_list)?.access_control_group_no;
    let interface = NewServerNetworkInterface::new(0).access_control_group_no_list([group]);
    let request = CreateServerInstances::new(vpc, subnet, [interface]).server_image_no("100524418");
    let created = client.send(request.server_name("web")).await?;
    let server = first(created.server_instance_list)?.server_instance_no;
    let detail = GetServerInstanceDetail::new(&server);
    let running = client.wait(&detail, ServerRunning).await;
    let told = writeln!(out, "the server runs: {}", running.is_ok());

    client.send(StopServerInstances::new([&server])).await?;
    client.wait(&detail, ServerStopped).await?;
    client
        .send(TerminateServerInstances::new([&server]))
        .await?;
    client.wait(&detail, ServerTerminated).await?;
    running?;
    Ok(told?)
}

fn first<T>(list: Vec<T>) -> Result<T, Error> {
    list.into_iter()
        .next()
        .ok_or_else(|| Error::other("the response lists nothing"))
}
