//! Sample exchanges.

use serde_json::Value as Json;

use super::{Location, ParameterLocation};

/// A sample exchange: a test, and what the sandbox gateway responds with.
#[derive(Clone, Debug)]
pub struct Example {
    /// `documented`.
    pub name: String,
    /// Which part of it is not the documentation's.
    pub made: Option<String>,
    /// That it is an exchange which took place, and what was changed in it.
    pub recorded: Option<String>,
    /// Values of parameters outside the body, in the order in which they are written.
    pub request: Vec<ExampleParameter>,
    /// The body that is sent.
    pub body: Option<Json>,
    /// The request line that is sent: `GET /open-api/v1/org`.
    pub sent: Option<String>,
    /// The form that is sent: `responseFormatType=json&regionCode=KR`.
    pub sent_form: Option<String>,
    /// The status of the response.
    pub status: u16,
    /// The body of the response, envelope included.
    pub response: Option<Json>,
    /// What the caller is told, of a sample of a failure.
    pub error: Option<ExampleError>,
    /// The body of the response where it is not JSON.
    pub text: Option<String>,
    /// Headers of the response, as they are written.
    pub response_headers: Vec<(String, String)>,
    /// Where it is written.
    pub location: Location,
}

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct ExampleParameter {
    /// Where it goes.
    pub location: ParameterLocation,
    /// Its name on the wire.
    pub name: String,
    /// Its value.
    pub value: Json,
}

impl Example {
    /// The value of a parameter.
    #[must_use]
    pub fn given(&self, location: ParameterLocation, name: &str) -> Option<&Json> {
        let mut given = self.request.iter();
        let found = given.find(|given| given.location == location && given.name == name);
        found.map(|given| &given.value)
    }

    /// Whether it is the page's own, if parts of it had to be made: its name says so.
    #[must_use]
    pub fn is_documented(&self) -> bool {
        self.recorded.is_none() && self.name.starts_with("documented")
    }
}

/// What the caller is told of a failure. What is absent, the response does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleError {
    /// The code.
    pub code: Option<String>,
    /// The message.
    pub message: Option<String>,
}
