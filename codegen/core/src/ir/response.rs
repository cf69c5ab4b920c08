//! What comes back from a call.

use super::{Field, Location, ShapeKind, Type};

/// What an operation responds with.
#[derive(Clone, Debug)]
pub struct Response {
    /// The documented statuses of success.
    pub statuses: Vec<u16>,
    /// The member of the response that holds the value.
    pub envelope: Option<Envelope>,
    /// `None`: no value is read from the body.
    pub ty: Option<Type>,
    /// Whether there may be nothing in place of the value.
    pub optional: bool,
    /// How a response with a status of success says that the call failed.
    pub success: Option<Success>,
    /// How the body is written.
    pub format: Format,
    /// Headers that are results, their names in lower case. One that ends in an asterisk is a family: a map.
    pub headers: Vec<Field>,
    /// The struct of the headers that are results and of what the body holds: fields, if that is an inline response,
    /// else the field `body`. `None` without such headers.
    pub output: Option<String>,
    /// Where what the body holds is declared; where nothing is, the operation.
    pub location: Location,
}

impl Response {
    /// Whether a header is this one, or of this family and nobody else's.
    #[must_use]
    pub fn is_header(&self, field: &Field, name: &str) -> bool {
        let Some(prefix) = field.wire_name.strip_suffix('*') else {
            return field.wire_name.eq_ignore_ascii_case(name);
        };
        name.get(..prefix.len())
            .is_some_and(|beginning| beginning.eq_ignore_ascii_case(prefix))
            && !self
                .headers
                .iter()
                .any(|other| other.wire_name.eq_ignore_ascii_case(name))
    }

    /// Whether what the body holds is the field `body` of a struct that has headers as well.
    #[must_use]
    pub fn has_body_field(&self) -> bool {
        let Some(output) = &self.output else {
            return false;
        };
        match &self.ty {
            Some(Type::Named(ShapeKind::Struct, name)) => name != output,
            Some(_) => true,
            None => self.format == Format::Bytes,
        }
    }
}

/// The member of a response that holds the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// Its name; of XML that of the root element.
    pub member: String,
    /// Whether a response without the member is the value itself.
    pub optional: bool,
}

/// How a response with a status of success says that the call failed. A response without a code is a success.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Success {
    /// The members that lead to the code, from the root of the response.
    pub code: Vec<String>,
    /// The codes of success; any other is an error.
    pub values: Vec<String>,
    /// The members that lead to the message, from the root of the response.
    pub message: Option<Vec<String>>,
}

/// How the body of a response is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON.
    Json,
    /// XML, read as the JSON that says the same.
    Xml,
    /// Anything, which is streamed.
    Bytes,
}
