//! Sends a text message and asks until it went out.
//!
//! ```sh
//! NCLOUD_SANDBOX=1 cargo run -p ncloud --features data,sens --example sms -- ncp:sms:kr:501234567891:sens 0212345678 01012345678
//! ```

mod support;

use core::time::Duration;
use std::io::{self, Write};

use ncloud::Client;
use ncloud::data::Table;
use ncloud::sens::{ListSmsMessages, MessageType, SendSms, SmsMessage, SmsRecipient, SmsStatus};
use support::Result;

#[tokio::main]
async fn main() -> Result {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [service, from, to @ ..] = arguments.as_slice() else {
        return Err(
            "give the ID of the service, the number of the sender and those of the recipients"
                .into(),
        );
    };
    run(&support::client(Ok)?, service, from, to, &mut io::stdout()).await
}

pub(crate) async fn run(
    client: &Client,
    service: &str,
    from: &str,
    to: &[String],
    out: &mut impl Write,
) -> Result {
    let text = "Your order has been shipped.";
    let to = to.iter().map(SmsRecipient::new);
    let sms = SendSms::new(service, MessageType::Sms, from, text, to);
    let sent = client.send(sms).await?;

    let list = ListSmsMessages::new(service).request_id(sent.request_id);
    for _ in 0..60 {
        let messages = client.items(list.clone()).collect_all().await?;
        let is_done = |message: &SmsMessage| message.status == Some(SmsStatus::Completed);
        if !messages.is_empty() && messages.iter().all(is_done) {
            let table = Table::of(&messages)?;
            write!(
                out,
                "{}",
                table.select(&["to", "statusName", "completeTime"])
            )?;
            return Ok(());
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
    Err("not all messages went out within two minutes".into())
}
