//! The program, and a gateway that it calls.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use ncloud_sandbox::{
    Gateway, SAMPLE_ACCESS_KEY, SAMPLE_API_KEY, SAMPLE_API_KEY_ID, SAMPLE_SECRET_KEY, SampleKey,
};

/// A gateway with a service, and how its program is called.
pub(crate) struct Cloud {
    pub(crate) gateway: Gateway,
    service: String,
}

impl Cloud {
    /// It keeps what is created.
    pub(crate) fn of(service: &str) -> Self {
        Self::with(service, Gateway::builder().keep_state())
    }

    /// It responds with the samples of the spec.
    pub(crate) fn of_samples(service: &str) -> Self {
        Self::with(service, Gateway::builder())
    }

    fn with(service: &str, builder: ncloud_sandbox::Builder) -> Self {
        let services = ncloud_codegen::load([spec_of(service)]).unwrap();
        let gateway = builder.specs(services).start_blocking();
        Self {
            gateway: gateway.unwrap(),
            service: service.to_owned(),
        }
    }

    /// Calls the program with words between blanks.
    pub(crate) fn run(&self, line: &str) -> Output {
        self.command(line).output().unwrap()
    }

    pub(crate) fn command(&self, line: &str) -> Command {
        let settings = self
            .gateway
            .settings()
            .iter()
            .find(|it| it.service == self.service);
        let settings = settings.unwrap();
        let (_, endpoint) = settings.endpoints.first().unwrap();
        let mut command = program(line);
        command.args(["--endpoint", endpoint]);
        match &settings.key {
            Some(SampleKey::Pair(id, secret)) => {
                command
                    .env("NCLOUD_SERVICE_KEY_ID", id)
                    .env("NCLOUD_SERVICE_KEY", secret);
            }
            Some(SampleKey::Named(values)) if values.len() == 1 => {
                command.env("NCLOUD_SERVICE_KEY", &values[0].1);
            }
            _ => {}
        }
        command
    }

    /// What it prints on success.
    pub(crate) fn data(&self, line: &str) -> String {
        printed(&self.run(line))
    }
}

/// The program without a gateway, with sample keys and nothing else of the environment.
pub(crate) fn program(line: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ncloud"));
    command
        .args(line.split_whitespace())
        .env_clear()
        .env("NCLOUD_ACCESS_KEY_ID", SAMPLE_ACCESS_KEY)
        .env("NCLOUD_SECRET_ACCESS_KEY", SAMPLE_SECRET_KEY)
        .stdin(Stdio::null());
    command
}

/// Calls the program with something to read.
pub(crate) fn fed(mut command: Command, input: &str) -> Output {
    let child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = child.unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

pub(crate) fn spec_of(service: &str) -> PathBuf {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
    let folder = specs.join(service);
    if folder.is_dir() {
        folder
    } else {
        specs.join(format!("{service}.yaml"))
    }
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

pub(crate) fn printed(output: &Output) -> String {
    holds_no_secret(output);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stdout)
}

/// What it says when it fails with a status.
pub(crate) fn failed(output: &Output, status: i32) -> String {
    holds_no_secret(output);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(status), "{said}");
    assert_eq!(text(&output.stdout), "");
    said
}

fn holds_no_secret(output: &Output) {
    let all = text(&output.stdout) + &text(&output.stderr);
    for secret in [
        SAMPLE_ACCESS_KEY,
        SAMPLE_SECRET_KEY,
        SAMPLE_API_KEY_ID,
        SAMPLE_API_KEY,
    ] {
        assert!(!all.contains(secret), "{all}");
    }
}

/// The requests that came, `POST /vpc/v2/createVpc`.
pub(crate) fn requests(gateway: &Gateway) -> Vec<String> {
    let requests = gateway.requests();
    requests
        .iter()
        .map(|it| format!("{} {}", it.method, it.target))
        .collect()
}
