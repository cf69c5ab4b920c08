//! What every command takes.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, ValueEnum};
use clap_complete::engine::ArgValueCandidates;
use ncloud::{Region, Site};
use ncloud_cli::catalog::Catalog;
use ncloud_cli::connection::Settings;
use ncloud_cli::failure::Failure;
use ncloud_cli::sandbox::Sandbox;

use crate::candidates;
use crate::output::Format;
use crate::progress::When;

/// The heading of options that are not those of one operation.
pub(crate) const HEADING: &str = "Options of every command";

#[derive(Args, Clone, Debug)]
#[command(next_help_heading = HEADING)]
pub(crate) struct Globals {
    /// How data is printed; by default as a table on a terminal, else as JSON [env: NCLOUD_OUTPUT]
    #[arg(long, short, global = true, value_enum, value_name = "FORMAT")]
    pub(crate) output: Option<Format>,
    /// A JMESPath expression: what of the data is printed
    #[arg(long, global = true, value_name = "JMESPATH")]
    pub(crate) query: Option<String>,
    /// The columns of tables, CSV and text
    #[arg(long, global = true, value_name = "NAME,..", value_delimiter = ',')]
    pub(crate) columns: Vec<String>,
    /// Shows what the spec calls sensitive, which is `[redacted]` otherwise
    #[arg(long, global = true)]
    pub(crate) reveal: bool,
    /// When progress is shown on standard error
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WHEN",
        default_value = "auto",
        hide_short_help = true
    )]
    pub(crate) progress: When,
    /// The profile of ~/.ncloud/configure [env: NCLOUD_PROFILE]
    #[arg(long, global = true, value_name = "NAME", add = ArgValueCandidates::new(candidates::profiles))]
    pub(crate) profile: Option<String>,
    /// The region, for services that have some [env: NCLOUD_REGION, where a service has regions]
    #[arg(long, global = true, value_name = "CODE", add = ArgValueCandidates::new(candidates::regions))]
    pub(crate) region: Option<String>,
    /// The site [env: NCLOUD_SITE] [default: public]
    #[arg(long, global = true, value_enum, value_name = "SITE")]
    pub(crate) site: Option<SiteName>,
    /// Another address of the service
    #[arg(
        long,
        global = true,
        value_name = "URL",
        hide_short_help = true,
        conflicts_with = "sandbox"
    )]
    pub(crate) endpoint: Option<String>,
    /// Calls the sandbox gateway, which is started for the call, with its sample keys
    #[arg(long, global = true, hide_short_help = true)]
    pub(crate) sandbox: bool,
    /// The proxy, `http://host:port`; by default that of HTTPS_PROXY or ALL_PROXY
    #[arg(long, global = true, value_name = "URL", hide_short_help = true)]
    pub(crate) proxy: Option<String>,
    /// Uses no proxy, whatever the environment says
    #[arg(long, global = true, hide_short_help = true, conflicts_with = "proxy")]
    pub(crate) no_proxy: bool,
    /// A file of root certificates in PEM, beside those of the system; may be given several times
    #[arg(long, global = true, value_name = "FILE", hide_short_help = true)]
    pub(crate) ca_certificate: Vec<PathBuf>,
    /// Time limit for a connection, `5s`
    #[arg(long, global = true, value_name = "TIME", value_parser = humantime::parse_duration, hide_short_help = true)]
    pub(crate) connect_timeout: Option<Duration>,
    /// Time limit for an attempt, `30s`
    #[arg(long, global = true, value_name = "TIME", value_parser = humantime::parse_duration, hide_short_help = true)]
    pub(crate) attempt_timeout: Option<Duration>,
    /// Time limit for a call with all its attempts, `2m`
    #[arg(long, global = true, value_name = "TIME", value_parser = humantime::parse_duration, hide_short_help = true)]
    pub(crate) call_timeout: Option<Duration>,
    /// How often a call is sent at most, where it may be sent again
    #[arg(long, global = true, value_name = "NUMBER", hide_short_help = true)]
    pub(crate) max_attempts: Option<u32>,
    /// A spec, or a folder of specs, beside those inside the program; may be given several times
    #[arg(long, global = true, value_name = "PATH", hide_short_help = true)]
    pub(crate) spec: Vec<PathBuf>,
}

/// A site, as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SiteName {
    /// ncloud.com
    Public,
    /// gov-ncloud.com
    Government,
    /// fin-ncloud.com
    Financial,
}

impl From<SiteName> for Site {
    fn from(site: SiteName) -> Self {
        match site {
            SiteName::Public => Self::Public,
            SiteName::Government => Self::Government,
            SiteName::Financial => Self::Financial,
        }
    }
}

impl Globals {
    /// How data is printed.
    pub(crate) fn format(&self) -> Result<Format, Failure> {
        match (self.output, variable("NCLOUD_OUTPUT")) {
            (Some(format), _) => Ok(format),
            (None, Some(name)) => of_environment("NCLOUD_OUTPUT", &name),
            (None, None) => Ok(Format::usual()),
        }
    }

    /// The profile that is asked for.
    pub(crate) fn profile(&self) -> Option<String> {
        self.profile.clone().or_else(|| variable("NCLOUD_PROFILE"))
    }

    /// The site that is asked for.
    pub(crate) fn site(&self) -> Result<SiteName, Failure> {
        match (self.site, variable("NCLOUD_SITE")) {
            (Some(site), _) => Ok(site),
            (None, Some(name)) => of_environment("NCLOUD_SITE", &name),
            (None, None) => Ok(SiteName::Public),
        }
    }

    /// Where calls of a service go, and how.
    pub(crate) fn settings(&self, catalog: &Catalog, service: &str) -> Result<Settings, Failure> {
        let certificates = self.ca_certificate.iter().map(|path| {
            fs::read(path).map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))
        });
        let sandbox = match (self.sandbox, catalog.files(service)) {
            (false, _) => None,
            (true, []) => Some(Sandbox::start(&self.spec, service)?),
            (true, files) => Some(Sandbox::of_texts(files, service)?),
        };
        Ok(Settings {
            site: self.site()?.into(),
            region: self.region.as_ref().map(Region::from),
            usual_region: variable("NCLOUD_REGION").as_ref().map(Region::from),
            endpoint: self.endpoint.clone(),
            profile: self.profile(),
            connect_timeout: self.connect_timeout,
            attempt_timeout: self.attempt_timeout,
            call_timeout: self.call_timeout,
            attempts: self.max_attempts,
            proxy: self.proxy.clone(),
            no_proxy: self.no_proxy,
            certificates: certificates.collect::<Result<_, _>>()?,
            sandbox: sandbox.map(Arc::new),
        })
    }
}

/// A variable that is set to something.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn of_environment<T: ValueEnum>(variable: &str, name: &str) -> Result<T, Failure> {
    T::from_str(name, true).map_err(|_| {
        let known = T::value_variants().iter().filter_map(T::to_possible_value);
        let known: Vec<String> = known.map(|value| value.get_name().to_owned()).collect();
        Failure::Usage(format!(
            "{variable} is `{name}`; set it to one of {}",
            known.join(", ")
        ))
    })
}
