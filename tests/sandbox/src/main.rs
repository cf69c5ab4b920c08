//! `ncloud-sandbox`: runs the stand-in gateway for a person, and tells what it sees.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use ncloud_codegen::ir::Service;
use ncloud_codegen::printable;
use ncloud_sandbox::{
    Gateway, Misbehaviour, SAMPLE_ACCESS_KEY, SAMPLE_SECRET_KEY, SampleKey, ServiceSettings, Times,
};
use serde_json::{Map, Value as Json, json};

/// A stand-in for the gateway of NAVER Cloud Platform, on 127.0.0.1.
///
/// It reads specs, checks every request against them - signature, clock, path, parameters, body - and answers with
/// their examples.
#[derive(Debug, Parser)]
#[command(name = "ncloud-sandbox", version)]
struct Arguments {
    /// A spec, or a folder of them; may be given more than once
    #[arg(long, value_name = "PATH", default_value = "spec")]
    spec: Vec<PathBuf>,

    /// Serves this service alone; may be given more than once
    #[arg(long, value_name = "NAME")]
    service: Vec<String>,

    /// The port on 127.0.0.1; 0 takes any free one
    #[arg(long, value_name = "N", default_value_t = 0)]
    port: u16,

    /// The access key that requests are signed with
    #[arg(long, value_name = "KEY", requires = "secret_key", default_value = SAMPLE_ACCESS_KEY)]
    access_key: String,

    /// Its secret key; no real one belongs here
    #[arg(long, value_name = "KEY", requires = "access_key", default_value = SAMPLE_SECRET_KEY, hide_default_value = true)]
    secret_key: String,

    /// What to do wrong, to every request unless --times says otherwise
    ///
    /// delay:2s, close, truncate, throttle[:410|420], error:CODE (a code of the gateway, such as 500 or 510),
    /// date:+10m, date:-10m, html[:STATUS], wrong-shape
    #[arg(long, value_name = "KIND[:ARG]")]
    misbehave: Vec<Misbehaviour>,

    /// How many requests each --misbehave is for, one after the other [default: all]
    #[arg(long, value_name = "N", requires = "misbehave")]
    times: Option<usize>,

    /// Keeps what is created, so that it can be listed, read, changed and deleted
    #[arg(long)]
    state: bool,

    /// How it says where it is and with which keys it is called
    #[arg(long, value_enum, default_value_t = Announcement::Text)]
    announce: Announcement,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Announcement {
    /// For people
    Text,
    /// One line, for programs
    Json,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nowhere is left to say that standard error is closed.
            let _ = writeln!(io::stderr(), "{}", printable::lines(&with_causes(&*error)));
            ExitCode::FAILURE
        }
    }
}

type Failure = Box<dyn std::error::Error>;

async fn run(arguments: Arguments) -> Result<(), Failure> {
    let mut services = ncloud_codegen::load(&arguments.spec)?;
    let is_known = |name: &&String| services.iter().any(|service| service.name == **name);
    if let Some(unknown) = arguments.service.iter().find(|name| !is_known(name)) {
        return Err(format!("no spec is of a service {unknown:?}").into());
    }
    if !arguments.service.is_empty() {
        services.retain(|service| arguments.service.contains(&service.name));
    }
    let overview = overview(&services);
    let mut builder = Gateway::builder();
    if arguments.state {
        builder = builder.keep_state();
    }
    let gateway = builder
        .specs(services)
        .key(&arguments.access_key, &arguments.secret_key)
        .port(arguments.port)
        // Nobody asks for them here.
        .keep_requests(0)
        .on_request(|request| {
            // The gateway is there for its answers; a closed log does not stop it.
            let _ = writeln!(io::stdout(), "{request}");
        })
        .start()
        .await?;
    for warning in gateway.warnings() {
        // Nowhere is left to say that standard error is closed.
        let _ = writeln!(io::stderr(), "warning: {}", printable::line(warning));
    }
    let times = arguments.times.map_or(Times::Always, Times::Next);
    for misbehaviour in &arguments.misbehave {
        gateway.misbehave(misbehaviour.clone(), times);
    }
    let announcement = match arguments.announce {
        Announcement::Text => announcement(&arguments, &gateway, &overview),
        Announcement::Json => for_programs(&arguments, &gateway),
    };
    tokio::select! {
        // In this order: whoever reads the announcement can rely on the signal being awaited.
        biased;
        stopped = tokio::signal::ctrl_c() => stopped?,
        ended = async {
            match io::stdout().write_all(announcement.as_bytes()) {
                Ok(()) => std::future::pending().await,
                // Nobody is left to be told where it is.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
                Err(error) => Err(error),
            }
        } => ended?,
    }
    gateway.shutdown().await;
    Ok(())
}

fn announcement(arguments: &Arguments, gateway: &Gateway, overview: &str) -> String {
    let settings: String = gateway.settings().iter().map(lines).collect();
    format!(
        "Listening on {}\n\n\
         {overview}\n\
         Point a client here, with keys that are good for nothing else:\n\n  \
           NCLOUD_ACCESS_KEY_ID={}\n  \
           NCLOUD_SECRET_ACCESS_KEY={}\n\n  \
           ncloud::Client::builder()\n\
         {settings}\n\
         Ctrl-C stops it. Requests:\n",
        gateway.url(),
        arguments.access_key,
        arguments.secret_key,
    )
}

/// The same, as JSON on one line.
fn for_programs(arguments: &Arguments, gateway: &Gateway) -> String {
    let services = gateway.settings().iter().cloned().map(|settings| {
        let endpoints: Map<String, Json> = settings
            .endpoints
            .into_iter()
            .map(|(name, address)| (name, Json::from(address)))
            .collect();
        let (mut pair, mut named) = (Json::Null, Json::Null);
        match settings.key {
            Some(SampleKey::Pair(id, secret)) => {
                pair = json!({ "id": id, "secret": secret });
            }
            Some(SampleKey::Named(values)) => {
                let values = values
                    .into_iter()
                    .map(|(name, value)| (name, Json::from(value)));
                named = Json::Object(values.collect());
            }
            Some(_) | None => {}
        }
        json!({ "service": settings.service, "endpoints": endpoints, "pair": pair, "named": named })
    });
    let announcement = json!({
        "url": gateway.url(),
        "access_key": arguments.access_key,
        "secret_key": arguments.secret_key,
        "services": services.collect::<Vec<_>>(),
    });
    format!("{announcement}\n")
}

/// What a client's builder is told of a service.
fn lines(settings: &ServiceSettings) -> String {
    let mut lines = String::new();
    for (name, address) in &settings.endpoints {
        lines.push_str(&format!("      .endpoint({name:?}, {address:?})\n"));
    }
    let key = match &settings.key {
        Some(SampleKey::Pair(id, secret)) => format!("pair({id:?}, {secret:?})"),
        Some(SampleKey::Named(values)) => format!("named({values:?})"),
        Some(_) | None => return lines,
    };
    let service = &settings.service;
    lines.push_str(&format!(
        "      .service_key({service:?}, ncloud::ServiceKey::{key}?)\n"
    ));
    lines
}

/// What is served: a heading for each service, a line for each operation.
fn overview(services: &[Service]) -> String {
    let mut text = String::new();
    for service in services {
        let title = printable::line(&service.title);
        text.push_str(&format!("{title} ({})\n", service.name));
        let operations = &service.operations;
        let names = operations.iter().map(|it| it.name.len());
        let width = names.max().unwrap_or_default();
        for operation in operations {
            let name = &operation.name;
            let method = operation.method.as_str();
            let path = service.path_template(operation);
            let line = format!("  {name:<width$}  {method:<6} {path}");
            text.push_str(&format!("{}\n", printable::line(&line)));
        }
    }
    text
}

fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(&format!(": {error}"));
        cause = error.source();
    }
    text
}
