//! Answers about what is not there.

use http::{HeaderMap, StatusCode};
use ncloud_codegen::ir::ErrorCode;
use serde_json::{Value as Json, json};

use super::Serving;
use super::show::with_body;
use crate::answer::{Answer, AnswerBody};
use crate::record::Source;
use crate::state::kinds::{Act, Kind, Role};
use crate::state::names::words;
use crate::state::pages::count;

impl<'a> Serving<'a> {
    /// What is answered about a thing that is not there: the code that the service has for that, else a list without
    /// it, else an error of the sandbox's own.
    pub(super) fn gone(&self, role: &Role, kind: &Kind, usual: Answer) -> Answer {
        let code = self.not_found_code(kind);
        let shown = code.and_then(|code| {
            let mut operations = self.service.operations.iter();
            operations.find_map(|operation| {
                operation.examples.iter().find(|example| {
                    let error = example.error.as_ref();
                    error.and_then(|error| error.code.as_ref()) == Some(&code.code)
                })
            })
        });
        if let Some((status, body)) =
            shown.and_then(|example| Some((example.status, example.response.clone()?)))
        {
            return failure(status, body);
        }
        if code.is_none()
            && role.act == Act::Detail
            && let Some(view) = role.view.as_ref().filter(|view| view.many)
        {
            return with_body(
                usual,
                |operation, body| {
                    if let Some(parent) = view.put(operation, body, json!([])) {
                        count(parent, 0);
                    }
                },
                self.operation,
            );
        }
        let status = code.and_then(|code| code.status).unwrap_or(404);
        let code_text = code.map_or("404", |code| code.code.as_str());
        let message = format!("The sandbox keeps no such {}.", kind.name);
        let success = self.operation.response.success.as_ref();
        let body = if let (Some(success), 200) = (success, status) {
            // Nothing but the code tells that it is a failure.
            let code = success.code.iter().rev();
            code.fold(
                Json::from(code_text),
                |value, name| json!({ (name): value }),
            )
        } else if self.operation.sends_form() {
            json!({ "responseError": { "returnCode": code_text, "returnMessage": message } })
        } else {
            json!({ "error": { "errorCode": code_text, "message": message } })
        };
        failure(status, body)
    }

    /// The code for things of a kind that are not there: one that names the kind, else one that names no other.
    fn not_found_code(&self, kind: &Kind) -> Option<&'a ErrorCode> {
        let codes = || self.service.errors.iter().filter(|code| code.not_found);
        let names = |code: &ErrorCode, kind: &Kind| {
            let name = words(kind.name.strip_suffix("Instance").unwrap_or(&kind.name));
            code.doc.to_lowercase().contains(&name)
        };
        let is_of_another = |code: &&ErrorCode| {
            let mut kinds = self.plan.kinds.iter();
            kinds.any(|other| other.service.name == kind.service.name && names(code, other))
        };
        let own = codes().find(|code| names(code, kind));
        own.or_else(|| codes().find(|code| !is_of_another(code)))
    }
}

fn failure(status: u16, body: Json) -> Answer {
    Answer {
        status: StatusCode::from_u16(status).unwrap_or(StatusCode::NOT_FOUND),
        headers: HeaderMap::new(),
        body: AnswerBody::Json(body),
        source: Source::Kept,
    }
}
