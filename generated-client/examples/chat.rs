//! Shows what a model says while it says it, until it ends, a limit is over, or Ctrl-C.
//!
//! ```sh
//! NCLOUD_SANDBOX=1 cargo run -p ncloud --features clova_studio --example chat -- "What is a subnet?"
//! ```

mod support;

use core::pin::pin;
use core::time::Duration;
use std::io::{self, Write};

use ncloud::clova_studio::{ChatMessage, CompleteChat, CompleteChatEvent, Role, SERVICE};
use ncloud::{Client, ServiceKey};
use support::Result;

#[tokio::main]
async fn main() -> Result {
    let question = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "Hello?".to_owned());
    let client = support::client(|builder| {
        let key = ServiceKey::secret(std::env::var("CLOVA_STUDIO_KEY")?)?;
        Ok(builder.service_key(&SERVICE, key))
    })?;
    let stop = async {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => "stopped",
            () = tokio::time::sleep(Duration::from_secs(60)) => "a minute is over",
        }
    };
    run(&client, &question, stop, &mut io::stdout()).await
}

pub(crate) async fn run(
    client: &Client,
    question: &str,
    stop: impl Future<Output = &'static str>,
    out: &mut impl Write,
) -> Result {
    let request =
        CompleteChat::new("HCX-003", [ChatMessage::new(Role::User, question)]).max_tokens(1000);
    let mut events = client.events(request).await?;
    let mut stop = pin!(stop);
    loop {
        let event = tokio::select! {
            why = &mut stop => return Ok(writeln!(out, " [{why}]")?), // and the connection is closed
            event = events.next() => event.transpose()?,
        };
        match event {
            Some(CompleteChatEvent::Token(token)) => write!(out, "{}", token.message.content)?,
            Some(_) => {}
            None => return Ok(writeln!(out)?),
        }
        out.flush()?;
    }
}
