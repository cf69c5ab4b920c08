use ncloud_tools::diff::{self, Effect, Version};

use crate::{arguments::Changes, failure::Failure};

pub(crate) fn diff(
    old: &str,
    new: &str,
    format: Changes,
    released: Version,
) -> Result<String, Failure> {
    let specs = |argument| {
        diff::revision::specs(argument).map_err(|failure| match failure {
            diff::revision::Failure::Findings(report) => Failure::Faulty(report),
            diff::revision::Failure::Other(message) => Failure::Other(message),
        })
    };
    let changes = diff::changes(&specs(old)?, &specs(new)?);
    let text = match format {
        Changes::Json => diff::report::json(&changes, released),
        Changes::Text => diff::report::text(&changes, released),
    };
    match diff::effect(&changes) {
        Effect::Breaking => Err(Failure::Outcome(text)),
        Effect::None | Effect::Patch | Effect::Addition => Ok(text),
    }
}
