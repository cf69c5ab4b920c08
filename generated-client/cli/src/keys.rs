//! The key of a service that takes one of its own: from the environment alone, where nobody lists it with the processes.

use std::collections::BTreeMap;
use std::env;

use ncloud::ServiceKey;
use ncloud_codegen::ir::{Authorization, KeyForm};

use crate::failure::Failure;

const KEY: &str = "NCLOUD_SERVICE_KEY";
const ID: &str = "NCLOUD_SERVICE_KEY_ID";

/// The key that the environment holds for a way to authenticate.
///
/// # Errors
///
/// When it holds none, or one that cannot be used; the message says which variable to set.
pub fn of_environment(authorization: &Authorization) -> Result<Option<ServiceKey>, Failure> {
    let value = |name: &str| {
        env::var(name)
            .map_err(|_| Failure::Usage(format!("the service takes a key of its own: set {name}")))
    };
    Ok(Some(match authorization.key() {
        KeyForm::None => return Ok(None),
        KeyForm::Pair => ServiceKey::pair(value(ID)?, value(KEY)?)?,
        KeyForm::Named(names) => {
            let values: BTreeMap<String, String> =
                serde_json::from_str::<serde_json::Value>(&value(KEY)?)
                    .ok()
                    .and_then(|values| {
                        let members = values.as_object()?.iter();
                        members
                            .map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
                            .collect()
                    })
                    .ok_or_else(|| {
                        Failure::Usage(format!(
                            "{KEY} has to be a JSON object with values of the headers {}",
                            names.join(", ")
                        ))
                    })?;
            ServiceKey::named(values)?
        }
        KeyForm::Secret => ServiceKey::secret(value(KEY)?)?,
    }))
}

/// A key of the same kind that is good for nothing: for what is shown.
///
/// # Errors
///
/// When the names of its headers are none.
pub fn stand_in(authorization: &Authorization) -> Result<Option<ServiceKey>, ncloud::Error> {
    const NOTHING: &str = "hidden";
    Ok(Some(match authorization.key() {
        KeyForm::None => return Ok(None),
        KeyForm::Pair => ServiceKey::pair(NOTHING, NOTHING)?,
        KeyForm::Named(names) => {
            ServiceKey::named(names.iter().map(|name| (name.as_str(), NOTHING)))?
        }
        KeyForm::Secret => ServiceKey::secret(NOTHING)?,
    }))
}
