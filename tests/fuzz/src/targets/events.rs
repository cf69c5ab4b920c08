//! Event streams: the same events and the same end, wherever the pieces of the body end.

use futures_util::StreamExt as _;
use http::StatusCode;

use super::{
    call::{assert_error, block_on, client},
    response::Response,
};
use crate::fuzzed;

pub(super) const WORDS: &[&str] = &[
    "event: token\n",
    "event: error\n",
    "event: any\n",
    "data: ",
    "data: [DONE]\n\n",
    "data: {\"text\": \"a\"}\n\n",
    "data\n",
    "id: 1\n",
    "retry: 5\n",
    ": comment\n",
    "\r\n",
    "\r",
    "\n\n",
    "\u{feff}",
    "{\"error\":{\"errorCode\":\"900\",\"message\":\"m\"}}",
];

/// The first two bytes say where the body is cut; the rest is the body.
pub(super) fn run(input: &[u8]) {
    let (cuts, body) = input.split_at(input.len().min(2));
    let response = Response {
        status: StatusCode::OK,
        headers: http::HeaderMap::new(),
        body: body.to_vec(),
    }
    .with("content-type", "text/event-stream");
    let whole = outcome(&response, &[]);
    let length = 1 + usize::from(cuts.first().copied().unwrap_or(0)) % 16;
    // Pieces of one length, and, so that long bodies are not all small pieces, two.
    let pieces = body.len().min(4096) / length;
    assert_eq!(outcome(&response, &vec![length; pieces]), whole);
    let place = usize::from(cuts.get(1).copied().unwrap_or(0)) * body.len() / 256;
    assert_eq!(outcome(&response, &[place, 0, 1]), whole);
}

fn outcome(response: &Response, cuts: &[usize]) -> Vec<Result<String, String>> {
    let client = client(response, cuts);
    block_on(async {
        let events = match client.events(fuzzed::Follow::new()).await {
            Ok(events) => events,
            Err(error) => {
                assert_error(&error);
                return vec![Err(error.to_string())];
            }
        };
        let events = events.map(|event| match event {
            Ok(event) => Ok(format!("{event:?}")),
            Err(error) => {
                assert_error(&error);
                Err(format!("{:?} {error}", error.kind()))
            }
        });
        events.collect().await
    })
}
