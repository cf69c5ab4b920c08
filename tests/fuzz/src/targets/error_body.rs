//! Bodies of errors: an error in one line, whatever came, with the code where there is one.

use serde_json::Value;

use super::{
    call::{assert_error, block_on, client},
    response::Response,
};
use crate::fuzzed;

pub(super) const WORDS: &[&str] = &[
    "400\n",
    "429\n",
    "500\n",
    "200\n",
    "content-type: application/json\n",
    "content-type: text/html; charset=utf-8\n",
    "content-encoding: gzip\n",
    "x-ncp-apigw-response-origin: APIGW\n",
    "x-ncp-trace-id: 3b9a\n",
    "{\"error\": {\"errorCode\": \"100\", \"message\": \"m\", \"details\": \"d\"}}",
    "{\"responseError\": {\"returnCode\": \"1\", \"returnMessage\": \"m\"}}",
    "\"errorCode\"",
    "\"status\"",
    "\"code\"",
    "\"message\"",
    "\"details\"",
    "\"requestId\"",
    "<responseError><returnCode>1</returnCode></responseError>",
    "<error><errorCode>",
    "</errorCode></error>",
    "<![CDATA[",
    "]]>",
    "&lt;",
    "\\u202e",
    "\\ud83d",
    "FUZZACCESSKEY0000001",
    "not-a-real-secret-key-of-anybody",
    "p4ssw0rd-of-nobody",
];

/// What a call sends and an error may not show.
const PASSWORD: &str = "p4ssw0rd-of-nobody";

pub(super) fn run(input: &[u8]) {
    let response = Response::of(input);
    let client = client(&response, &[]);
    let read = block_on(client.send(&fuzzed::Read::new()));
    let login = block_on(client.send(&fuzzed::Login::new("user", PASSWORD)));
    let fetched = block_on(client.send(&fuzzed::Fetch::new()));
    let errors = [read.err(), login.err(), fetched.err()];
    for error in errors.iter().flatten() {
        assert_error(error);
    }
    if let [_, Some(login), _] = &errors {
        for text in [login.to_string(), format!("{login:?}")] {
            assert!(!text.contains(PASSWORD), "{text}");
        }
    }
    let [Some(read), ..] = errors else {
        return;
    };
    if !response.status.is_client_error() && !response.status.is_server_error() {
        return;
    }
    assert_eq!(
        read.status().map(|status| status.as_u16()),
        Some(response.status.as_u16())
    );
    if response.headers.contains_key("content-encoding") {
        return;
    }
    let Ok(body) = serde_json::from_slice::<Value>(&response.body) else {
        return;
    };
    for (wrapper, code) in [("error", "errorCode"), ("responseError", "returnCode")] {
        let code = body.get(wrapper).and_then(|error| error.get(code));
        if let Some(code) = code.and_then(Value::as_str).filter(|code| !code.is_empty()) {
            assert!(read.code().is_some(), "{code:?} is lost: {read}");
            // What repeats a key is hidden.
            if wrapper == "error" && read.code() != Some(code) {
                assert!(
                    code.contains("KEY") || code.contains("key"),
                    "{code:?}, {read}"
                );
            }
            break;
        }
    }
}
