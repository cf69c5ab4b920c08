//! What progenitor makes of the documents of this project.

use std::{any::Any, panic};

use ncloud_codegen::ir::Service;
use ncloud_tools::openapi::{Version, document};
use openapiv3::OpenAPI;
use progenitor_impl::{GenerationSettings, Generator};

/// The text of progenitor's client of a service, or why there is none.
///
/// Progenitor panics at some documents; that is a refusal like others, but for the message that a panic prints.
///
/// # Errors
///
/// When the document is none of OpenAPI 3.0.
pub fn client(
    service: &Service,
    settings: &GenerationSettings,
) -> Result<Result<String, String>, serde_json::Error> {
    let document: OpenAPI = serde_json::from_str(&document(service, Version::V3_0))?;
    let generated = panic::catch_unwind(|| Generator::new(settings).generate_tokens(&document));
    Ok(match generated {
        Ok(Ok(tokens)) => Ok(tokens.to_string()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(panic) => Err(message(&*panic)),
    })
}

fn message(panic: &(dyn Any + Send)) -> String {
    match (panic.downcast_ref::<String>(), panic.downcast_ref::<&str>()) {
        (Some(text), _) => text.clone(),
        (None, Some(text)) => (*text).to_owned(),
        (None, None) => "a panic without a message".to_owned(),
    }
}
