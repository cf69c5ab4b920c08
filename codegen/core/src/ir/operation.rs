//! One operation, from its request to its response.

use super::{
    Address, Authorization, Body, Constant, Events, Example, FactSource, Field, Location, Notes,
    Pages, Parameter, ParameterLocation, PathSegment, Response, Type,
};

/// One operation: a request struct of the generated client.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `GetUser`, the name of the request struct.
    pub name: String,
    /// What it does.
    pub doc: String,
    /// The address of its page.
    pub docs: String,
    /// The index of its chapter, of a service in several files; `None` where the file of the service itself has it.
    pub chapter: Option<usize>,
    /// Where its facts come from: each says the same. In order, never empty.
    pub sources: Vec<FactSource>,
    /// Remarks.
    pub notes: Notes,
    /// The method.
    pub method: Method,
    /// Where it is, if not where its service is.
    pub address: Option<Address>,
    /// The path after the address.
    pub path: Vec<PathSegment>,
    /// How it is authenticated.
    pub authorization: Authorization,
    /// Whether it only reads.
    pub safety: Safety,
    /// Path, query, header and form parameters: in each location shared ones first, then its own, in the order of the spec.
    pub parameters: Vec<Parameter>,
    /// Parameters with a fixed value, in the order in which they are sent.
    pub constants: Vec<Constant>,
    /// What goes out in the body.
    pub body: Option<Body>,
    /// Where the body is declared; without one, the operation.
    pub body_location: Location,
    /// What comes back.
    pub response: Response,
    /// How a list goes on.
    pub pages: Option<Pages>,
    /// In the order of the spec.
    pub examples: Vec<Example>,
    /// What comes as a stream of events, to a call that asks for it.
    pub events: Option<Events>,
    /// Where the operation is declared.
    pub location: Location,
}

impl Operation {
    /// Whether its body is a form, even one without a parameter that is sent.
    #[must_use]
    pub fn sends_form(&self) -> bool {
        let of_callers = self.parameters.iter().map(|parameter| parameter.location);
        let constant = self.constants.iter().map(|constant| constant.location);
        of_callers
            .chain(constant)
            .any(|location| location == ParameterLocation::Form)
    }

    /// Whether its body has parts, even one without a part that is sent.
    #[must_use]
    pub fn sends_parts(&self) -> bool {
        let mut parameters = self.parameters.iter();
        parameters.any(|parameter| parameter.location == ParameterLocation::Part)
    }

    /// Whether it responds with a part of the content (HTTP 206) without being asked for one: the spec lists the status, and no
    /// header by which callers ask.
    #[must_use]
    pub fn responds_with_parts(&self) -> bool {
        let asks = |parameter: &Parameter| {
            parameter.location == ParameterLocation::Header
                && parameter.field.wire_name.eq_ignore_ascii_case("range")
        };
        self.response.statuses.contains(&206) && !self.parameters.iter().any(asks)
    }

    /// Whether events are all that comes back.
    #[must_use]
    pub fn is_event_stream(&self) -> bool {
        let response = &self.response;
        self.events.is_some() && response.ty.is_none() && response.output.is_none()
    }

    /// Every field of the request struct in its order: path, query, headers, form, parts, body.
    pub fn request_fields(&self) -> impl Iterator<Item = &Field> {
        self.parameters
            .iter()
            .map(|parameter| &parameter.field)
            .chain(self.body_fields())
    }

    /// Every type that its request or its response names.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let response = self.response.headers.iter().map(|field| &field.ty);
        self.request_fields()
            .map(|field| &field.ty)
            .chain(&self.response.ty)
            .chain(response)
            .chain(self.events.iter().flat_map(Events::types))
    }

    /// The location of a field of the request struct; `None` for what goes into a body of its own.
    #[must_use]
    pub fn location_of(&self, field: &Field) -> Option<ParameterLocation> {
        let mut parameters = self.parameters.iter();
        let found = parameters.find(|parameter| parameter.field.location == field.location);
        found.map(|parameter| parameter.location)
    }

    /// The fields of the request struct that go into a body of their own.
    pub fn body_fields(&self) -> impl Iterator<Item = &Field> {
        let body: &[Field] = match &self.body {
            None => &[],
            Some(Body::Object(fields)) => fields,
            Some(Body::Value(field)) => std::slice::from_ref(field.as_ref()),
        };
        body.iter()
    }
}

/// The method of an HTTP request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Method {
    Get,
    Head,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    /// Every method, in the order in which messages list them.
    pub const ALL: [Self; 6] = [
        Self::Get,
        Self::Head,
        Self::Post,
        Self::Put,
        Self::Patch,
        Self::Delete,
    ];

    /// `GET`, as in a request line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// Whether an operation may be repeated when nobody knows whether it was carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// Only reads.
    Read,
    /// Changes something.
    Write,
}
