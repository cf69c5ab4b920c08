//! What tools are given.

use ncloud_codegen::suggest::did_you_mean;
use rmcp::model::JsonObject;
use serde_json::{Map, Value as Json};

use crate::failure::Failure;

/// The arguments of a tool, by their names.
pub(super) struct Arguments<'given>(&'given JsonObject);

impl<'given> Arguments<'given> {
    /// Refuses every name that the tool does not know: what it stands for would be left out without a word.
    pub(super) fn new(given: &'given JsonObject, known: &[&str]) -> Result<Self, Failure> {
        let unknown = given.keys().find(|name| !known.contains(&name.as_str()));
        match unknown {
            None => Ok(Self(given)),
            Some(name) => {
                let hint = did_you_mean(name, known.iter().copied())
                    .unwrap_or_else(|| format!("it takes {}", known.join(", ")));
                Err(Failure::Usage(format!(
                    "the tool has no argument `{name}`; {hint}"
                )))
            }
        }
    }

    pub(super) fn text(&self, name: &str) -> Result<&'given str, Failure> {
        self.optional_text(name)?
            .filter(|text| !text.trim().is_empty())
            .ok_or_else(|| Failure::Usage(format!("the tool needs the argument `{name}`, a text")))
    }

    pub(super) fn optional_text(&self, name: &str) -> Result<Option<&'given str>, Failure> {
        self.of_kind(name, "text", Json::as_str)
    }

    pub(super) fn is_set(&self, name: &str) -> Result<bool, Failure> {
        Ok(self
            .of_kind(name, "true or false", Json::as_bool)?
            .unwrap_or_default())
    }

    pub(super) fn count(&self, name: &str, usual: usize, most: usize) -> Result<usize, Failure> {
        let given = self.of_kind(name, "a whole number", Json::as_u64)?;
        let given = given.map(|given| usize::try_from(given).unwrap_or(most));
        Ok(given.unwrap_or(usual).clamp(1, most))
    }

    pub(super) fn object(&self, name: &str) -> Result<Map<String, Json>, Failure> {
        let given = self.of_kind(name, "an object", Json::as_object)?;
        Ok(given.cloned().unwrap_or_default())
    }

    fn of_kind<T>(
        &self,
        name: &str,
        kind: &str,
        read: impl Fn(&'given Json) -> Option<T>,
    ) -> Result<Option<T>, Failure> {
        match self.0.get(name) {
            None | Some(Json::Null) => Ok(None),
            Some(value) => match read(value) {
                Some(value) => Ok(Some(value)),
                None => Err(Failure::Usage(format!(
                    "the argument `{name}` has to be {kind}"
                ))),
            },
        }
    }
}
