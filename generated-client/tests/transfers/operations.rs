//! Operations that send and give bytes, nothing, or events.

use ncloud::body::{Download, Upload};
use ncloud::decode::DecodeError;
use ncloud::events::{EventData, Streaming};
use ncloud::operation::Request;
use ncloud::operation::{Method, Operation, OperationMeta, PathSegment, ResponseBody, SuccessCode};

use crate::common::{ACCESS_KEY, SERVICE};

const SUCCESS: &SuccessCode =
    &SuccessCode::new(&["status", "code"], &["20000"]).message(&["status", "message"]);

const fn meta(name: &'static str, method: Method, response: ResponseBody) -> OperationMeta {
    OperationMeta::new(
        &SERVICE,
        name,
        method,
        &[PathSegment::Literal("/v1/object")],
    )
    .response(response)
}

/// A write without a response.
pub(crate) struct Put(pub(crate) Upload);

impl Operation for Put {
    type Output = ();

    const META: &'static OperationMeta = &meta("Put", Method::Put, ResponseBody::Empty);

    fn encode(&self, request: &mut Request) {
        request.upload(&self.0);
    }
}

/// A write of a file among other parts.
pub(crate) struct PutParts(pub(crate) ncloud::body::File);

impl Operation for PutParts {
    type Output = ();

    const META: &'static OperationMeta = &meta("PutParts", Method::Post, ResponseBody::Empty);

    fn encode(&self, request: &mut Request) {
        request.part("name", "a");
        request.part_files("file", &self.0);
    }
}

/// A read of bytes.
pub(crate) struct Get;

impl Operation for Get {
    type Output = Download;

    const META: &'static OperationMeta = &meta("Get", Method::Get, ResponseBody::Bytes);

    fn encode(&self, _: &mut Request) {}
}

/// A read of bytes by a service whose failures have a code.
pub(crate) struct GetChecked;

impl Operation for GetChecked {
    type Output = Download;

    const META: &'static OperationMeta =
        &meta("GetChecked", Method::Get, ResponseBody::Bytes).success(SUCCESS);

    fn encode(&self, _: &mut Request) {}
}

/// A read of a part.
pub(crate) struct GetRange(pub(crate) &'static str);

impl Operation for GetRange {
    type Output = Download;

    const META: &'static OperationMeta = &meta("GetRange", Method::Get, ResponseBody::Bytes);

    fn encode(&self, request: &mut Request) {
        request.header("range", self.0);
    }
}

/// Events, as text.
pub(crate) struct Follow;

impl Operation for Follow {
    type Output = ();

    const META: &'static OperationMeta =
        &meta("Follow", Method::Post, ResponseBody::Events).success(SUCCESS);

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

    const META: &'static OperationMeta = Follow::META;

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

    const META: &'static OperationMeta = Follow::META;

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

    const META: &'static OperationMeta = Follow::META;

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
