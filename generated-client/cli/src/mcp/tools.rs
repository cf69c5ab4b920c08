//! The tools, as clients list them.

use std::sync::Arc;

use rmcp::model::{JsonObject, Tool, ToolAnnotations};
use serde_json::{Value as Json, json};

use super::access::Access;
use super::find::MOST;

pub(super) const FIND: &str = "find_operations";
pub(super) const DESCRIBE: &str = "describe_operation";
pub(super) const CALL: &str = "call_operation";
pub(super) const READ_MORE: &str = "read_more";

/// What a model is told of the server.
pub(super) fn instructions(access: &Access) -> String {
    format!(
        "Operations of NAVER Cloud Platform (NCP). Find one by words with `{FIND}`, see what it takes with `{DESCRIBE}`, call it with `{CALL}`. This server {}. What is sensitive is `[redacted]`. `defects` tell where the documentation is wrong, and go before it.",
        access.in_words()
    )
}

/// Every tool.
pub(super) fn tools(access: &Access) -> Vec<Tool> {
    let operation = json!({
        "type": "string",
        "description": "Service and name: `vserver.GetServerInstanceList`."
    });
    vec![
        tool(
            FIND,
            "Find operations",
            "Finds operations by words in English or Korean, best first: `list servers`, `서버 목록`.",
            json!({
                "query": { "type": "string", "description": "What it should do." },
                "service": { "type": "string", "description": "Only of this service: `vserver`." },
                "limit": {
                    "type": "integer", "minimum": 1, "maximum": MOST,
                    "description": "How many are listed; 10 without it."
                },
            }),
            &["query"],
            reading(),
        ),
        tool(
            DESCRIBE,
            "Describe an operation",
            "Says what an operation does, takes and gives, with an example, its page, and the known defects of its documentation.",
            json!({ "operation": operation }),
            &["operation"],
            reading(),
        ),
        tool(
            CALL,
            "Call an operation",
            &format!(
                "Calls an operation. This server {}. `dry_run` shows the request of any operation without sending it.",
                access.in_words()
            ),
            json!({
                "operation": operation,
                "arguments": {
                    "type": "object",
                    "description": format!("Values by their names, as `{DESCRIBE}` tells them."),
                    "additionalProperties": true
                },
                "dry_run": { "type": "boolean", "description": "Shows the request, and sends nothing." },
                "all_pages": { "type": "boolean", "description": "Walks through all pages of a list." },
                "region": { "type": "string", "description": "The region, where the service has some: `KR`." },
            }),
            &["operation"],
            ToolAnnotations::new()
                .read_only(access.only_reads())
                .destructive(!access.only_reads())
                .open_world(true),
        ),
        tool(
            READ_MORE,
            "Read on",
            "Gives the next part of a result that came in parts.",
            json!({ "token": { "type": "string", "description": "The `next` of the part before." } }),
            &["token"],
            reading(),
        ),
    ]
}

fn reading() -> ToolAnnotations {
    ToolAnnotations::new().read_only(true).open_world(false)
}

fn tool(
    name: &'static str,
    title: &str,
    doc: &str,
    properties: Json,
    required: &[&str],
    annotations: ToolAnnotations,
) -> Tool {
    let mut schema = JsonObject::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), properties);
    schema.insert("required".to_owned(), json!(required));
    schema.insert("additionalProperties".to_owned(), json!(false));
    Tool::new(name, doc.to_owned(), Arc::new(schema))
        .with_title(title)
        .with_annotations(annotations)
}
