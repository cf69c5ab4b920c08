//! Operations that send and answer bytes, nothing, or events.

use ncloud::body::{Download, Upload};
use ncloud::decode::DecodeError;
use ncloud::encode::Request;
use ncloud::events::{EventData, Streaming};
use ncloud::operation::{
    Answer, Authorization, Description, Method, Operation, PathSegment, Safety, Success,
};

use crate::common::{ACCESS_KEY, SERVICE};

const SUCCESS: Option<&Success> = Some(&Success {
    code: &["status", "code"],
    values: &["20000"],
    message: &["status", "message"],
});

const fn description(name: &'static str, method: Method, answer: Answer) -> Description {
    Description {
        service: &SERVICE,
        name,
        method,
        path: &[PathSegment::Literal("/v1/object")],
        safety: match method {
            Method::Get | Method::Head => Safety::Read,
            _ => Safety::Write,
        },
        authorization: Authorization::Signature,
        own_address: None,
        headers: &[],
        answer,
        success: None,
    }
}

/// A write without an answer.
pub(crate) struct Put(pub(crate) Upload);

impl Operation for Put {
    type Output = ();

    const DESCRIPTION: &'static Description = &description("Put", Method::Put, Answer::Empty);

    fn encode(&self, request: &mut Request) {
        request.upload(&self.0);
    }
}

/// A write of a file among other parts.
pub(crate) struct PutParts(pub(crate) ncloud::body::File);

impl Operation for PutParts {
    type Output = ();

    const DESCRIPTION: &'static Description = &description("PutParts", Method::Post, Answer::Empty);

    fn encode(&self, request: &mut Request) {
        request.part("name", "a");
        request.part_files("file", &self.0);
    }
}

/// A read of bytes.
pub(crate) struct Get;

impl Operation for Get {
    type Output = Download;

    const DESCRIPTION: &'static Description = &description("Get", Method::Get, Answer::Bytes);

    fn encode(&self, _: &mut Request) {}
}

/// A read of bytes by a service whose failures have a code.
pub(crate) struct GetChecked;

impl Operation for GetChecked {
    type Output = Download;

    const DESCRIPTION: &'static Description = &Description {
        success: SUCCESS,
        ..description("GetChecked", Method::Get, Answer::Bytes)
    };

    fn encode(&self, _: &mut Request) {}
}

/// A read of a part.
pub(crate) struct GetRange(pub(crate) &'static str);

impl Operation for GetRange {
    type Output = Download;

    const DESCRIPTION: &'static Description = &description("GetRange", Method::Get, Answer::Bytes);

    fn encode(&self, request: &mut Request) {
        request.header("range", self.0);
    }
}

/// Events, as text.
pub(crate) struct Follow;

impl Operation for Follow {
    type Output = ();

    const DESCRIPTION: &'static Description = &Description {
        success: SUCCESS,
        ..description("Follow", Method::Post, Answer::Events)
    };

    fn encode(&self, _: &mut Request) {}
}

impl Streaming for Follow {
    type Event = (String, String);

    const END: Option<&'static str> = None;

    fn event(event: EventData) -> Result<Self::Event, DecodeError> {
        Ok((event.name().to_owned(), event.data().to_owned()))
    }
}

/// The same, ended by data.
pub(crate) struct FollowToMark;

impl Operation for FollowToMark {
    type Output = ();

    const DESCRIPTION: &'static Description = Follow::DESCRIPTION;

    fn encode(&self, _: &mut Request) {}
}

impl Streaming for FollowToMark {
    type Event = (String, String);

    const END: Option<&'static str> = Some("[DONE]");

    fn event(event: EventData) -> Result<Self::Event, DecodeError> {
        Follow::event(event)
    }
}

/// The same, ended by an event, and with another name for failures.
pub(crate) struct FollowToResult;

impl Operation for FollowToResult {
    type Output = ();

    const DESCRIPTION: &'static Description = Follow::DESCRIPTION;

    fn encode(&self, _: &mut Request) {}
}

impl Streaming for FollowToResult {
    type Event = (String, String);

    const END: Option<&'static str> = None;
    const LAST: Option<&'static str> = Some("result");
    const FAILURE: &'static str = "failed";

    fn event(event: EventData) -> Result<Self::Event, DecodeError> {
        Follow::event(event)
    }
}

/// Events in JSON, the last of which has the name of a key.
pub(crate) struct FollowToKey;

impl Operation for FollowToKey {
    type Output = ();

    const DESCRIPTION: &'static Description = Follow::DESCRIPTION;

    fn encode(&self, _: &mut Request) {}
}

impl Streaming for FollowToKey {
    type Event = String;

    const END: Option<&'static str> = None;
    const LAST: Option<&'static str> = Some(ACCESS_KEY);

    fn event(event: EventData) -> Result<Self::Event, DecodeError> {
        event.decode()
    }
}
