//! One operation.

use super::{
    Address, Authorization, Envelope, Events, Example, Field, Format, Pages, Parameters,
    SuccessOrNone, TemplatePart, Type,
};
use crate::{
    ir::{FactSource, Method, Notes},
    source::{Span, Spanned},
};

#[derive(Clone, Debug)]
pub struct Operation {
    pub name: Spanned<String>,
    pub(crate) doc: String,
    pub(crate) docs: String,
    /// The index of the part that it stands in; a part by itself does not know it.
    pub(crate) chapter: Option<usize>,
    /// Empty where it says none.
    pub(crate) sources: Vec<FactSource>,
    /// `None` where nothing is declared, or nothing that could be read: then a finding says why.
    pub(crate) http: Option<Http>,
    pub(crate) says_http: bool,
    /// Its own, where it is not that of its service.
    pub(crate) address: Option<Address>,
    /// Its own, where it is not that of its service.
    pub(crate) authorization: Option<Authorization>,
    pub(crate) safe: Option<bool>,
    pub(crate) parameters: Parameters,
    pub(crate) body: Option<Spanned<Content>>,
    /// Whether the body may be absent.
    pub(crate) body_optional: bool,
    /// Where the parts of the body are declared.
    pub(crate) multipart: Option<Span>,
    pub(crate) statuses: Vec<u16>,
    pub(crate) envelope: Option<Envelope>,
    pub(crate) response: Option<Spanned<Content>>,
    /// Whether there may be nothing in place of the response.
    pub(crate) response_optional: bool,
    pub(crate) success: Option<SuccessOrNone>,
    pub(crate) format: Option<Spanned<Format>>,
    pub(crate) response_headers: Vec<Field>,
    pub(crate) events: Option<Events>,
    pub(crate) pages: Option<Pages>,
    pub(crate) notes: Notes,
    pub(crate) examples: Vec<Example>,
}

#[derive(Clone, Debug)]
pub(crate) struct Http {
    pub(crate) method: Method,
    pub(crate) path: Vec<TemplatePart>,
    pub(crate) span: Span,
}

/// What a body holds.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    Type(Spanned<Type>),
    Fields(Vec<Field>),
    /// Anything.
    Bytes,
    /// A finding says why.
    Unreadable,
}

impl Content {
    /// Every field that is declared inside.
    pub(crate) fn fields(&self) -> &[Field] {
        match self {
            Self::Type(_) | Self::Bytes | Self::Unreadable => &[],
            Self::Fields(fields) => fields,
        }
    }
}
