//! How lists go on from page to page.

use super::Type;

/// How a list goes on.
#[derive(Clone, Debug)]
pub struct Pages {
    /// How the next page is asked for.
    pub style: PageStyle,
    /// The greatest offset or number of a page that the service takes.
    pub max: Option<i64>,
    /// The request field that says how many items a page has.
    pub size: Option<RequestField>,
    /// The fields from the response to the list; none where the response is the list.
    pub items: Vec<PathStep>,
    /// The type of one item.
    pub item: Type,
    /// What a response says of the list, and where, in the order of [`PageFact`].
    pub facts: Vec<(PageFact, Vec<PathStep>)>,
}

/// What a response says of its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageFact {
    /// The number of all items.
    Total,
    /// The number of all pages, of [`PageStyle::Number`].
    TotalPages,
    /// Whether there is another page.
    More,
    /// Whether this is the last page.
    Last,
}

impl PageFact {
    /// What a last page says, of a fact that is true or false; `None` of a number.
    #[must_use]
    pub const fn at_end(self) -> Option<bool> {
        match self {
            Self::Total | Self::TotalPages => None,
            Self::More => Some(false),
            Self::Last => Some(true),
        }
    }
}

/// How the next page is asked for.
#[derive(Clone, Debug)]
pub enum PageStyle {
    /// By the place of the first item.
    Offset {
        /// The request field that holds the place.
        offset: RequestField,
        /// The place of the first item of the list: 0 where the field says how many items to leave out.
        first: i64,
    },
    /// By the number of the page.
    Number {
        /// The request field that holds the number.
        number: RequestField,
        /// The number of the first page.
        first: i64,
        /// Where the response has the number of the next page.
        next: Option<Vec<PathStep>>,
    },
    /// By the token that the page before ends with.
    Token {
        /// The request field that holds the token.
        token: RequestField,
        /// Where the response has the token of the next page.
        next: Vec<PathStep>,
    },
    /// By the last item of the page before.
    Marker {
        /// The request field that holds the marker.
        marker: RequestField,
        /// The fields from an item to what is the marker; none where the item is.
        key: Vec<PathStep>,
    },
}

/// A field of a request struct, or of the struct in its field `body`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestField {
    /// The Rust names from the request struct to the field.
    pub path: Vec<String>,
}

/// One step of a path into a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathStep {
    /// The name of the field on the wire.
    pub wire_name: String,
    /// The Rust name of the field.
    pub rust_name: String,
    /// Whether it may be absent.
    pub optional: bool,
    /// The element of a list that the step goes on to.
    pub index: Option<usize>,
    /// Whether what it leads to is text, which an enum is not.
    pub text: bool,
}
