//! Lists servers, networks, subnets and load balancers: as a table, as CSV or as JSON, without a field that is copied by hand.
//!
//! ```sh
//! NCLOUD_SANDBOX=1 cargo run -p ncloud --features data,vloadbalancer,vpc,vserver --example inventory -- csv
//! ```

mod support;

use std::io::{self, Write};

use ncloud::Client;
use ncloud::data::{Data, Table};
use ncloud::vloadbalancer::GetLoadBalancerInstanceList;
use ncloud::vpc::{GetSubnetList, GetVpcList};
use ncloud::vserver::GetServerInstanceList;
use support::Result;

#[tokio::main]
async fn main() -> Result {
    let format = std::env::args().nth(1).unwrap_or_default();
    run(&support::client(Ok)?, &format, &mut io::stdout()).await
}

pub(crate) async fn run(client: &Client, format: &str, out: &mut impl Write) -> Result {
    let servers = GetServerInstanceList::new().page_no(1).page_size(100);
    let servers = client.items(servers).collect_all().await?;
    show(
        out,
        format,
        &servers,
        "serverName serverInstanceStatus.code publicIp",
    )?;
    let vpcs = client.send(GetVpcList::new()).await?.vpc_list;
    show(out, format, &vpcs, "vpcName vpcStatus.code ipv4CidrBlock")?;
    let subnets = client.send(GetSubnetList::new()).await?.subnet_list;
    show(out, format, &subnets, "subnetName subnetStatus.code subnet")?;
    let balancers = GetLoadBalancerInstanceList::new().page_no(1).page_size(100);
    let balancers = client.items(balancers).collect_all().await?;
    let columns = "loadBalancerName loadBalancerInstanceStatus.code loadBalancerDomain";
    show(out, format, &balancers, columns)
}

fn show<T: Data>(out: &mut impl Write, format: &str, items: &[T], columns: &str) -> Result {
    let table = Table::of(items)?.select(&columns.split(' ').collect::<Vec<_>>());
    match format {
        "json" => items
            .iter()
            .try_for_each(|item| Ok(writeln!(out, "{}", item.to_json()?)?)),
        "csv" => Ok(write!(out, "{table}")?),
        _ => table.rows().iter().try_for_each(|row| {
            let cells = row.iter().map(|cell| format!("{cell:<24}"));
            Ok(writeln!(out, "{}", cells.collect::<String>().trim_end())?)
        }),
    }
}
