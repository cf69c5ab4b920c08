//! An input that is a response: a status, headers and, behind an empty line, a body.

use http::{
    StatusCode,
    header::{HeaderMap, HeaderName, HeaderValue},
};

#[derive(Clone, Debug)]
pub(super) struct Response {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Response {
    /// What HTTP does not allow is left out.
    pub(super) fn of(input: &[u8]) -> Self {
        let mut rest = input;
        let status = line(&mut rest).and_then(|line| StatusCode::from_bytes(line).ok());
        let mut headers = HeaderMap::new();
        while let Some(line) = line(&mut rest).filter(|line| !line.is_empty()) {
            let Some(colon) = line.iter().position(|byte| *byte == b':') else {
                continue;
            };
            let (name, value) = line.split_at(colon);
            let name = HeaderName::from_bytes(name);
            let value = HeaderValue::from_bytes(value[1..].trim_ascii());
            if let (Ok(name), Ok(value)) = (name, value) {
                headers.append(name, value);
            }
        }
        Self {
            status: status.unwrap_or(StatusCode::OK),
            headers,
            body: rest.to_vec(),
        }
    }

    /// With a header.
    pub(super) fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.insert(name, HeaderValue::from_static(value));
        self
    }

    /// With a status.
    pub(super) fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }
}

/// A line, and what comes behind it.
fn line<'input>(rest: &mut &'input [u8]) -> Option<&'input [u8]> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let line = &rest[..end];
    *rest = &rest[end + 1..];
    Some(line)
}
