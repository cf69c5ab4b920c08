//! First contact: the two documented endpoints that the project began with, called with typed requests.
//!
//! `cargo run -p first-contact` needs no account: the sandbox gateway answers on this machine. It reads the same
//! specs as the generator, checks the signature with code of its own, and answers with the documentation's samples.

use std::{error::Error, process::ExitCode};

use ncloud::{Client, Credentials, media_connect_center, organization};
use ncloud_sandbox::{Gateway, SAMPLE_ACCESS_KEY, SAMPLE_SECRET_KEY};

const SPECS: [&str; 2] = [
    concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../spec/media_connect_center.yaml"
    ),
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/organization.yaml"),
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let gateway = Gateway::builder()
        .specs(ncloud_codegen::load(SPECS)?)
        .start()
        .await?;
    // With an account, this is `Client::from_env()?`, and the rest stays as it is.
    let client = Client::builder()
        .credentials(Credentials::new(SAMPLE_ACCESS_KEY, SAMPLE_SECRET_KEY)?)
        .endpoint("organization", gateway.url())
        .endpoint("media_connect_center", gateway.url())
        .build()?;
    println!("A sandbox gateway answers on {}.\n", gateway.url());

    println!("organization::ListWithdrawalRequests");
    let leaving = client
        .send(organization::ListWithdrawalRequests::new())
        .await?;
    show_sent(&gateway);
    println!(
        "  answer   accounts that have applied to leave: {}",
        leaving.len()
    );
    for request in &leaving {
        println!(
            "           {} (member {} of organization {}), state {}, since {}",
            request.member_name,
            request.member_no,
            request.organization_no,
            request.member_status_code,
            request.mod_ymdt,
        );
    }

    println!("\nmedia_connect_center::GetUser");
    let company = "48128f23-e29b-496e-aa04-1f741fed86bc";
    let user = client
        .send(media_connect_center::GetUser::new(company, "user01").region_code("KR"))
        .await?;
    show_sent(&gateway);
    let names = user.i18n_names.unwrap_or_default();
    println!(
        "  answer   {} ({})",
        user.external_key,
        user.name.unwrap_or_default()
    );
    for (locale, name) in &names {
        println!("           {locale}: {name}");
    }

    gateway.shutdown().await;
    Ok(())
}

/// The last request as it came over the wire. The secret key is not part of it: only the signature is.
fn show_sent(gateway: &Gateway) {
    let requests = gateway.requests();
    let Some(request) = requests.last() else {
        return;
    };
    println!("  sent     {} {}", request.method, request.target);
    for (name, value) in &request.headers {
        if name.as_str().starts_with("x-ncp-") {
            println!(
                "           {name}: {}",
                String::from_utf8_lossy(value.as_bytes())
            );
        }
    }
    println!("  gateway  {}", request.verdict);
}
