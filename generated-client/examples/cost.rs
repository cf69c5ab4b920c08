//! Reports what is to be paid for some months, as CSV.
//!
//! ```sh
//! NCLOUD_SANDBOX=1 cargo run -p ncloud --features billing,data --example cost -- 202401 202401
//! ```

mod support;

use std::io::{self, Write};

use ncloud::Client;
use ncloud::billing::GetDemandCostList;
use ncloud::data::Table;
use ncloud::types::CivilMonth;
use support::Result;

#[tokio::main]
async fn main() -> Result {
    let mut months = std::env::args().skip(1).map(|month| month.parse());
    let (Some(from), Some(to)) = (months.next(), months.next()) else {
        return Err("give the first month and the last one".into());
    };
    run(&support::client(Ok)?, from?, to?, &mut io::stdout()).await
}

pub(crate) async fn run(
    client: &Client,
    from: CivilMonth,
    to: CivilMonth,
    out: &mut impl Write,
) -> Result {
    let costs = client
        .items(GetDemandCostList::new(from, to))
        .collect_all()
        .await?;
    let columns = [
        "demandMonth",
        "useAmount",
        "promiseDiscountAmount",
        "totalDemandAmount",
        "payCurrency.code",
        "isPaidUp",
    ];
    write!(out, "{}", Table::of(&costs)?.select(&columns))?;
    Ok(())
}
