//! The sandbox gateway, as a program beside this one.

use std::env;
use std::fs;
use std::io::{self, BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use ncloud::{ClientBuilder, Credentials, ServiceKey, ServiceName};
use serde_json::Value as Json;
use tempfile::TempDir;

use crate::failure::Failure;

const PROGRAM: &str = "ncloud-sandbox";

/// A gateway that runs for as long as this lives.
#[derive(Debug)]
pub struct Sandbox {
    child: Child,
    settings: Json,
    /// The specs that it reads, where they came from inside the program.
    _specs: Option<TempDir>,
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Sandbox {
    /// Starts it with specs at paths, for one service of theirs.
    ///
    /// # Errors
    ///
    /// When the program is not there, or does not say where it is.
    pub fn start(specs: &[PathBuf], service: &str) -> Result<Self, Failure> {
        let failed = |what: String| Failure::Usage(format!("the sandbox does not start: {what}"));
        let mut command = Command::new(program());
        // Two services at the same path cannot both be served at one host.
        command.args(["--announce", "json", "--service", service]);
        for spec in specs {
            command.arg("--spec").arg(spec);
        }
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| {
                failed(format!(
                    "{error}; `{PROGRAM}` has to be beside this program or on PATH: build it with `cargo build -p {PROGRAM}`"
                ))
            })?;
        let output = child.stdout.take();
        let mut sandbox = Self {
            child,
            settings: Json::Null,
            _specs: None,
        };
        let mut line = String::new();
        let read = output.map(|output| BufReader::new(output).read_line(&mut line));
        match read {
            Some(Ok(_)) => {}
            Some(Err(error)) => return Err(failed(error.to_string())),
            None => return Err(failed("it has no output".to_owned())),
        }
        sandbox.settings = serde_json::from_str(&line).map_err(|_| {
            failed("it does not say where it is; it may be of another version".to_owned())
        })?;
        Ok(sandbox)
    }

    /// Starts it with the spec of a service inside the program.
    ///
    /// # Errors
    ///
    /// Those of [`start`](Self::start), and when the spec cannot be written for it to read.
    pub fn of_texts(files: &[(&str, &str)], service: &str) -> Result<Self, Failure> {
        let failed =
            |error: io::Error| Failure::Usage(format!("the sandbox does not start: {error}"));
        let folder = TempDir::with_prefix("ncloud-specs-").map_err(failed)?;
        for (name, text) in files {
            let path = folder.path().join(name);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent).map_err(failed)?;
            }
            fs::write(path, text).map_err(failed)?;
        }
        let mut sandbox = Self::start(&[folder.path().to_owned()], service)?;
        sandbox._specs = Some(folder);
        Ok(sandbox)
    }

    /// Points a client there, with the sample keys.
    ///
    /// # Errors
    ///
    /// When the gateway names keys that are none.
    pub fn settings(
        &self,
        mut builder: ClientBuilder,
        service: &str,
    ) -> Result<ClientBuilder, Failure> {
        let text = |value: &Json, name: &str| {
            value
                .get(name)
                .and_then(Json::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        builder = builder.credentials(Credentials::new(
            text(&self.settings, "access_key"),
            text(&self.settings, "secret_key"),
        )?);
        let services = self.settings.get("services").and_then(Json::as_array);
        let mut services = services.into_iter().flatten();
        let Some(found) = services.find(|each| text(each, "service") == service) else {
            return Ok(builder);
        };
        for (name, address) in found
            .get("endpoints")
            .and_then(Json::as_object)
            .into_iter()
            .flatten()
        {
            builder = builder.endpoint(
                ServiceName::unchecked(name.clone()),
                address.as_str().unwrap_or_default(),
            );
        }
        if let Some(pair) = found.get("pair").filter(|pair| pair.is_object()) {
            let key = ServiceKey::pair(text(pair, "id"), text(pair, "secret"))?;
            builder = builder.service_key(ServiceName::unchecked(service.to_owned()), key);
        }
        if let Some(named) = found.get("named").and_then(Json::as_object) {
            let values = named
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default()));
            builder = builder.service_key(
                ServiceName::unchecked(service.to_owned()),
                ServiceKey::named(values)?,
            );
        }
        Ok(builder)
    }
}

/// Beside this program, else wherever PATH has it.
fn program() -> PathBuf {
    let name = format!("{PROGRAM}{}", env::consts::EXE_SUFFIX);
    let own = env::current_exe().ok();
    let beside = own
        .as_deref()
        .and_then(Path::parent)
        .map(|folder| folder.join(&name));
    beside
        .filter(|path| path.is_file())
        .unwrap_or_else(|| PathBuf::from(name))
}
