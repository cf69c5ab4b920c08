//! A service that gives a list of numbers in pages, in every way to ask for them and with every way to say how long it is.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::TryStreamExt as _;
use ncloud::__v1::Page;
use ncloud::Error;
use ncloud::decode::{Decode, Reader};
use ncloud::operation::Request;
use ncloud::operation::{Envelope, Method, Operation, OperationMeta, PathSegment, ResponseBody};
use ncloud::paginate::Paginated;
use ncloud::transport::HttpRequest;
use ncloud::transport::memory;

use crate::common::{SERVICE, client};

/// How the next page is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Offset,
    Number,
    /// By the number that the response names.
    NumberFrom,
    Token,
    Marker,
}

pub(crate) const STYLES: [Style; 5] = [
    Style::Offset,
    Style::Number,
    Style::NumberFrom,
    Style::Token,
    Style::Marker,
];

#[derive(Clone, Debug)]
pub(crate) struct List {
    pub(crate) style: Style,
    pub(crate) at: Option<String>,
    pub(crate) size: Option<i64>,
    /// The offset of the first item.
    pub(crate) first: i64,
    /// The greatest offset or number of a page.
    pub(crate) max: Option<i64>,
}

impl List {
    pub(crate) fn by(style: Style) -> Self {
        Self {
            style,
            at: None,
            size: Some(3),
            first: 0,
            max: None,
        }
    }

    pub(crate) fn at(mut self, at: &str) -> Self {
        self.at = Some(at.to_owned());
        self
    }

    pub(crate) fn first(mut self, first: i64) -> Self {
        self.first = first;
        self
    }

    pub(crate) fn max(mut self, max: i64) -> Self {
        self.max = Some(max);
        self
    }
}

#[derive(Debug)]
pub(crate) struct Numbers {
    items: Option<Vec<i64>>,
    total: Option<String>,
    pages: Option<i64>,
    more: Option<bool>,
    next: Option<String>,
}

impl Decode for Numbers {
    fn decode(reader: &mut Reader) -> Self {
        Self {
            items: reader.field("items"),
            total: reader.field("total"),
            pages: reader.field("pages"),
            more: reader.field("more"),
            next: reader.field("next"),
        }
    }
}

impl Operation for List {
    type Output = Numbers;

    const META: &'static OperationMeta = &OperationMeta::new(
        &SERVICE,
        "List",
        Method::Get,
        &[PathSegment::Literal("/v1/numbers")],
    )
    .response(ResponseBody::Json(Envelope::None));

    fn encode(&self, request: &mut Request) {
        request.query("size", &self.size);
        request.query("at", &self.at);
    }
}

impl Paginated for List {
    type Item = i64;

    fn advance(&mut self, response: &Numbers, page: &mut Page) {
        page.items(response.items.as_ref().map(Vec::len));
        page.total(&response.total);
        page.total_pages(&response.pages);
        page.more(response.more);
        if let Some(max) = self.max {
            page.max(max);
        }
        match self.style {
            Style::Offset => page.offset(&mut self.at, self.first),
            Style::Number => page.number(&mut self.at, 1),
            Style::NumberFrom => page.number_from(&mut self.at, 1, &response.next),
            Style::Token => page.token(&mut self.at, &response.next),
            Style::Marker => {
                let last = response.items.as_ref().and_then(|items| items.last());
                page.marker(&mut self.at, &last);
            }
        }
    }

    fn into_items(response: Numbers) -> Vec<i64> {
        response.items.unwrap_or_default()
    }
}

/// A page as it is asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked {
    /// What the request says of the place of the page.
    pub(crate) at: Option<i64>,
    /// How many requests came before.
    pub(crate) before: usize,
}

/// The response to a request as JSON.
pub(crate) type Serve = Box<dyn Fn(Asked) -> String + Send + Sync>;

/// What a service of seven items, numbered from one, says beside them: members of JSON, from the items up to this page's last.
pub(crate) type Says = fn(Asked, usize) -> String;

pub(crate) fn nothing(_: Asked, _: usize) -> String {
    String::new()
}

/// A service of seven items that gives at most `most` a page.
pub(crate) fn seven(style: Style, most: usize, says: Says) -> Serve {
    Box::new(move |asked| {
        let at = asked.at.map(|at| usize::try_from(at).unwrap());
        let start = match style {
            Style::Offset | Style::Marker | Style::Token => at.unwrap_or(0),
            Style::Number | Style::NumberFrom => (at.unwrap_or(1) - 1) * most,
        }
        .min(7);
        let end = (start + most).min(7);
        let items: Vec<String> = (start + 1..=end).map(|item| item.to_string()).collect();
        let mut body = format!(r#"{{"items":[{}]"#, items.join(","));
        if end < 7 {
            match style {
                Style::Token => write!(body, r#","next":"{end}""#).unwrap(),
                Style::NumberFrom => write!(body, r#","next":{}"#, at.unwrap_or(1) + 1).unwrap(),
                _ => {}
            }
        }
        let said = says(asked, end);
        if !said.is_empty() {
            write!(body, ",{said}").unwrap();
        }
        body.push('}');
        body
    })
}

/// Reads a list; what came before an error, the error, and the number of requests.
pub(crate) async fn read(list: List, serve: Serve) -> (Vec<i64>, Result<(), Error>, usize) {
    let (client, memory) = client();
    let sent = AtomicUsize::new(0);
    memory.otherwise(move |request: &HttpRequest| {
        let at = request
            .url
            .rsplit_once("at=")
            .map(|(_, at)| at.parse().unwrap());
        let before = sent.fetch_add(1, Ordering::Relaxed);
        memory::Response::json(200, &serve(Asked { at, before }))
    });
    let mut items = Vec::new();
    let mut stream = client.items(list);
    let result = loop {
        match stream.try_next().await {
            Ok(Some(item)) => items.push(item),
            Ok(None) => break Ok(()),
            Err(error) => break Err(error),
        }
    };
    assert!(stream.try_next().await.unwrap().is_none());
    (items, result, memory.requests().len())
}
