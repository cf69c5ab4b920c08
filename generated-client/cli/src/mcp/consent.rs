//! The question to the user before something is changed, where the client can ask it.
//!
//! Clients of the protocol before 2026-07-28 are asked while the call waits. Later ones are told what to ask, and come again with what
//! the user said.

use std::collections::BTreeMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;

use ncloud::printable;
use rmcp::RoleServer;
use rmcp::model::{
    ElicitRequest, ElicitRequestParams, ElicitResult, ElicitationAction, ElicitationSchema,
    InputRequest, InputRequiredResult, InputResponses, JsonObject, ProtocolVersion,
};
use rmcp::service::RequestContext;
use serde_json::Value as Json;

use super::describe::kind;
use crate::call::Call;
use crate::failure::Failure;

/// The characters of the values in a question.
const LONGEST: usize = 2_000;

/// Names of questions: what the user said to one is taken for no other.
#[derive(Default)]
pub(super) struct Questions(RandomState);

pub(super) enum Consent {
    Given,
    /// The client has to ask, and to call again.
    Asked(InputRequiredResult),
}

impl Questions {
    /// Asks whether a call is to be sent. `given` is what the tool was given.
    ///
    /// # Errors
    ///
    /// When the user does not want it, and when the question fails.
    pub(super) async fn ask(
        &self,
        call: &Call<'_>,
        given: &JsonObject,
        responses: Option<&InputResponses>,
        context: &RequestContext<RoleServer>,
    ) -> Result<Consent, Failure> {
        if !can_ask(context) {
            return Ok(Consent::Given);
        }
        let question = question(call);
        let asks_itself = context
            .protocol_version()
            .is_some_and(|version| version.as_str() >= ProtocolVersion::V_2026_07_28.as_str());
        if !asks_itself {
            let failed = |what: String| {
                Failure::Usage(format!(
                    "nothing was sent: the user could not be asked: {what}"
                ))
            };
            let params = params(question).map_err(failed)?;
            let asked = tokio::select! {
                asked = context.peer.create_elicitation(params) => asked,
                () = context.ct.cancelled() => return Err(failed("the call was cancelled".to_owned())),
            };
            return agreed(&asked.map_err(|error| failed(error.to_string()))?);
        }
        let given = Json::from(given.clone()).to_string();
        let name = format!("consent-{:016x}", self.0.hash_one(given));
        match responses.and_then(|all| all.get(&name)) {
            Some(response) => agreed(&said(response)?),
            None => {
                let params = params(question).map_err(Failure::Usage)?;
                let request = InputRequest::Elicitation(ElicitRequest::new(params));
                Ok(Consent::Asked(InputRequiredResult::from_input_requests(
                    BTreeMap::from([(name, request)]),
                )))
            }
        }
    }
}

fn said(json: &Json) -> Result<ElicitResult, Failure> {
    serde_json::from_value(json.clone()).map_err(|error| {
        Failure::Usage(format!(
            "nothing was sent: what the user said cannot be read: {error}"
        ))
    })
}

/// Whether the client shows questions to its user.
fn can_ask(context: &RequestContext<RoleServer>) -> bool {
    let capabilities = context.client_capabilities();
    capabilities
        .and_then(|known| known.elicitation)
        .is_some_and(|known| known.form.is_some() || known.url.is_none())
}

/// No value is asked for: to accept is to agree.
fn params(message: String) -> Result<ElicitRequestParams, String> {
    let requested_schema = ElicitationSchema::builder().build()?;
    Ok(ElicitRequestParams::FormElicitationParams {
        meta: None,
        message,
        requested_schema,
    })
}

fn agreed(said: &ElicitResult) -> Result<Consent, Failure> {
    match said.action {
        ElicitationAction::Accept => Ok(Consent::Given),
        _ => Err(Failure::Usage(
            "nothing was sent: the user was asked, and did not agree".to_owned(),
        )),
    }
}

fn question(call: &Call<'_>) -> String {
    let operation = call.operation();
    let shown = operation.redacted_request(call.request());
    let values = shown.arguments.iter();
    let mut values: Vec<String> = values
        .map(|argument| format!("{} {}", argument.name, argument.value))
        .collect();
    values.extend(shown.body.as_ref().map(|body| format!("body {body}")));
    let values = values.join(", ");
    let beyond = values.chars().count().saturating_sub(LONGEST);
    let mut said: String = values.chars().take(LONGEST).collect();
    if beyond > 0 {
        said.push_str(&format!(" … and {beyond} characters more"));
    }
    format!(
        "{}.{} {} something: {}. Send it?",
        operation.service().name,
        operation.model().name,
        kind(operation),
        printable::line(&said)
    )
}
