//! First contact: the two documented endpoints that the project began with, called with typed requests.
//!
//! `cargo run -p first-contact` needs no account: the sandbox gateway answers on this machine. It reads the same
//! specs as the generator, checks the signature with code of its own, and answers with the documentation's samples.

use std::{
    error::Error,
    io::{self, Write as _},
    process::ExitCode,
};

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
        // A reader that has seen enough (`| head`) is no failure.
        Err(error) if is_closed_pipe(&*error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn is_closed_pipe(error: &(dyn Error + 'static)) -> bool {
    let error = error.downcast_ref::<io::Error>();
    error.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let out = &mut io::stdout();
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
    writeln!(out, "A sandbox gateway answers on {}.\n", gateway.url())?;

    writeln!(out, "organization::ListWithdrawalRequests")?;
    let leaving = client
        .send(organization::ListWithdrawalRequests::new())
        .await?;
    show_sent(&gateway, out)?;
    writeln!(
        out,
        "  answer   accounts that have applied to leave: {}",
        leaving.len()
    )?;
    for request in &leaving {
        writeln!(
            out,
            "           {} (member {} of organization {}), state {}, since {}",
            request.member_name,
            request.member_no,
            request.organization_no,
            request.member_status_code,
            request.mod_ymdt,
        )?;
    }

    writeln!(out, "\nmedia_connect_center::GetUser")?;
    let company = "48128f23-e29b-496e-aa04-1f741fed86bc";
    let user = client
        .send(media_connect_center::GetUser::new(company, "user01").region_code("KR"))
        .await?;
    show_sent(&gateway, out)?;
    let names = user.i18n_names.unwrap_or_default();
    writeln!(
        out,
        "  answer   {} ({})",
        user.external_key,
        user.name.unwrap_or_default()
    )?;
    for (locale, name) in &names {
        writeln!(out, "           {locale}: {name}")?;
    }

    gateway.shutdown().await;
    Ok(())
}

/// The last request as it came over the wire. The secret key is not part of it: only the signature is.
fn show_sent(gateway: &Gateway, out: &mut impl io::Write) -> io::Result<()> {
    let requests = gateway.requests();
    let Some(request) = requests.last() else {
        return Ok(());
    };
    writeln!(out, "  sent     {} {}", request.method, request.target)?;
    for (name, value) in &request.headers {
        if name.as_str().starts_with("x-ncp-") {
            writeln!(
                out,
                "           {name}: {}",
                String::from_utf8_lossy(value.as_bytes())
            )?;
        }
    }
    writeln!(out, "  gateway  {}", request.verdict)
}
