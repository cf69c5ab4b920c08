//! What `ncloud spec` can be asked for.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::globals::SiteName;

/// For authors of specs: where they and responses disagree
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Sends one request, and shows it, its response, and where the response and the spec disagree.
    ///
    /// Keys of the account come from the environment (NCLOUD_ACCESS_KEY_ID and NCLOUD_SECRET_ACCESS_KEY), from
    /// ~/.ncloud/configure or from the role of the server. The key of a service that takes one of its own comes from
    /// NCLOUD_SERVICE_KEY: a secret or token; the secret of an application, whose identifier is NCLOUD_SERVICE_KEY_ID; or, for a
    /// service that takes several headers, a JSON object of their values.
    ///
    /// Exit status: 0 where the service responded with a success, also where the spec disagrees with it; 1 where the call failed or its
    /// response could not be kept; 2 where nothing was sent.
    Call(Box<Call>),
}

#[derive(Args, Debug)]
pub(crate) struct Call {
    /// The operation: `organization.GetOrganization`.
    #[arg(value_name = "SERVICE.OPERATION")]
    pub(crate) operation: String,
    /// A parameter, part or member of the body, by its name on the wire; may be given several times, of a list also with the same
    /// name. Where several places have the name, the place goes before it: `path.name`, `query.name`, `header.name`, `form.name`,
    /// `part.name`, `body.name`. The value is read by the type in the spec: objects and unions are JSON, lists JSON or an element each;
    /// `page.size=10` is a member of an object, `@path` the content of a file, and `@@text` the text `@text`.
    #[arg(long = "param", short, value_name = "NAME=VALUE")]
    pub(crate) parameters: Vec<String>,
    /// The whole body: as JSON, or as text where it is bytes; `@path` is the content of a file, and `@@text` the text `@text`.
    #[arg(long, value_name = "JSON|@FILE")]
    pub(crate) body: Option<String>,
    /// Begins with the request of an example of the operation; what is given besides takes the place of what it has.
    #[arg(long, value_name = "NAME")]
    pub(crate) example: Option<String>,
    /// A spec, or a folder of specs; may be given several times.
    #[arg(long, value_name = "PATH", default_value = "spec")]
    pub(crate) spec: Vec<PathBuf>,
    /// Another address of the service.
    #[arg(long, value_name = "URL", conflicts_with = "sandbox")]
    pub(crate) endpoint: Option<String>,
    /// Starts the sandbox gateway on this machine with the same specs, and calls that, with its sample keys.
    #[arg(long)]
    pub(crate) sandbox: bool,
    /// The region, for services that can be told one.
    #[arg(long, value_name = "CODE")]
    pub(crate) region: Option<String>,
    /// The site.
    #[arg(long, value_enum, default_value_t = SiteName::Public)]
    pub(crate) site: SiteName,
    /// Asks for the response as a stream of events, where the operation has both.
    #[arg(long)]
    pub(crate) events: bool,
    /// Writes a response that is bytes to this file.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Writes the exchange into the spec, as an example of this name; what the spec calls sensitive is redacted, and so is what repeats it
    /// or a key. The spec is taken as it is when the response has come, and brought into its canonical form. XML, events, bytes that are
    /// text and failures are recorded as they came, and not at all where something in them may be sensitive.
    #[arg(long, value_name = "NAME", num_args = 0..=1, default_missing_value = "recorded")]
    pub(crate) record: Option<String>,
}
