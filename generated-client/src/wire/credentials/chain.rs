//! The sources of credentials, one after the other.

use std::sync::Arc;

use super::environment::{self, Environment};
use super::server_role::ServerRole;
use super::{CredentialsProvider, configure_file};
use crate::wire::clock::Clock;
use crate::wire::error::Error;
use crate::wire::transport::Transport;

/// The variable that moves the metadata service.
const METADATA_ENDPOINT: &str = "NCLOUD_METADATA_API_ENDPOINT";

/// What the chain needs from a client.
#[derive(Debug)]
pub(crate) struct Chain<'a> {
    pub(crate) environment: &'a Environment,
    pub(crate) profile: Option<&'a str>,
    pub(crate) transport: &'a Arc<dyn Transport>,
    pub(crate) clock: &'a Arc<Clock>,
}

/// Finds the first source that has keys. Environment and file are read at once, so that their faults come up where the
/// client is built; the metadata service is asked when the first call needs it.
pub(crate) fn resolve(chain: &Chain<'_>) -> Result<Arc<dyn CredentialsProvider>, Error> {
    let mut without_keys = Vec::new();

    // Who names a profile means the file.
    if chain.profile.is_none() {
        match environment::find(chain.environment)? {
            environment::Found::Keys(credentials) => return Ok(Arc::new(credentials)),
            environment::Found::Nothing(why) => without_keys.push(format!("environment: {why}")),
        }
    }

    match (configure_file::path(chain.environment), chain.profile) {
        (Some(path), Some(profile)) => {
            return Ok(Arc::new(configure_file::read(path, Some(profile))?));
        }
        (None, Some(profile)) => {
            let home = configure_file::HOME;
            return Err(Error::credentials(format!(
                "profile `{profile}`: {home} is not set, so that the configure file cannot be found; set it"
            )));
        }
        (Some(path), None) => match configure_file::find(&path, None)? {
            configure_file::Found::Keys(credentials) => return Ok(Arc::new(credentials)),
            configure_file::Found::Nothing(why) => without_keys.push(format!("file: {why}")),
        },
        (None, None) => without_keys.push(format!("file: {} is not set", configure_file::HOME)),
    }

    let endpoint = chain.environment.text(METADATA_ENDPOINT)?;
    let endpoint = endpoint.as_deref().unwrap_or(ServerRole::ENDPOINT);
    let role = ServerRole::last_of_chain(endpoint, chain.transport, chain.clock, without_keys)
        .map_err(|error| error.about(METADATA_ENDPOINT))?;
    Ok(Arc::new(role))
}
