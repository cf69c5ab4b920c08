//! A list, walked from page to page.

use ncloud::{Client, Region};
use ncloud_codegen::ir::{
    Body, Field, Operation, PageFact, PageStyle, Pages, ParameterLocation, RequestField, Scalar,
    Service, Type,
};
use ncloud_tools::dynamic::{Argument, Request};
use serde_json::{Map, Value as Json};

use crate::call::Call;
use crate::data::Data;
use crate::failure::Failure;
use crate::flags::members;

/// A walk through a list.
#[derive(Debug)]
pub struct Walk<'call, 'specs> {
    call: &'call mut Call<'specs>,
    pages: &'specs Pages,
    /// Where the next page begins; `None` for what the request says already.
    next: Option<Data>,
    /// Items so far.
    items: i64,
    number: i64,
    before: Option<Data>,
    is_over: bool,
}

/// A page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its items.
    pub items: Vec<Data>,
    /// How many the whole list has, where the service says so.
    pub total: Option<i64>,
}

impl<'call, 'specs> Walk<'call, 'specs> {
    /// Begins where the request says.
    ///
    /// # Errors
    ///
    /// When the operation has no pages.
    pub fn new(call: &'call mut Call<'specs>) -> Result<Self, Failure> {
        let model = call.operation().model();
        let pages = model.pages.as_ref().ok_or_else(|| {
            Failure::Usage(format!(
                "`{}` gives its whole response at once, and has no pages: leave `--all` out",
                model.name
            ))
        })?;
        let number = match &pages.style {
            PageStyle::Number { number, first, .. } => current(call, number).unwrap_or(*first),
            PageStyle::Offset { offset, first } => current(call, offset).unwrap_or(*first),
            PageStyle::Token { .. } | PageStyle::Marker { .. } => 0,
        };
        Ok(Self {
            call,
            pages,
            next: None,
            items: 0,
            number,
            before: None,
            is_over: false,
        })
    }

    /// The next page; `None` behind the last one.
    ///
    /// # Errors
    ///
    /// When a call fails, when a page comes again, and when the list goes on where the service takes no further page.
    pub async fn next(
        &mut self,
        client: &Client,
        region: Option<&Region>,
        reveals: bool,
    ) -> Result<Option<Page>, Failure> {
        if self.is_over {
            return Ok(None);
        }
        let pages = self.pages;
        if let Some(start) = self.next.take() {
            self.set(&start)?;
        }
        let response = self.call.send(client, region).await?;
        let Some(plain) = response.data(true) else {
            self.is_over = true;
            return Ok(None);
        };
        let items = list(plain, pages);
        if !items.is_empty() && self.before.as_ref() == Some(plain) {
            return Err(Failure::After(format!(
                "`{}` gives the same page again and again: {} items came before it",
                self.call.operation().model().name,
                self.items
            )));
        }
        let count = i64::try_from(items.len()).unwrap_or(i64::MAX);
        self.items += count;
        let total = fact(plain, pages, PageFact::Total).and_then(Data::whole);
        self.go_on(plain, items.last(), count, total)?;
        self.before = Some(plain.clone());
        let shown = response
            .data(reveals)
            .map(|data| list(data, pages).to_vec());
        Ok(Some(Page {
            items: shown.unwrap_or_default(),
            total,
        }))
    }

    fn go_on(
        &mut self,
        response: &Data,
        last: Option<&Data>,
        count: i64,
        total: Option<i64>,
    ) -> Result<(), Failure> {
        let pages = self.pages;
        let says_end = |about: PageFact| {
            let said = fact(response, pages, about).and_then(Data::scalar);
            said.is_some_and(|said| {
                let is_true = said == "true" || said == "Y";
                about.at_end() == Some(is_true)
            })
        };
        let is_told = says_end(PageFact::More) || says_end(PageFact::Last);
        self.next = match &pages.style {
            PageStyle::Offset { first, .. } => {
                self.number += count;
                let has_all = total.is_some_and(|total| self.number - first >= total);
                (!has_all).then(|| Data::Number(self.number.to_string()))
            }
            PageStyle::Number {
                first, next: None, ..
            } => {
                let last = fact(response, pages, PageFact::TotalPages).and_then(Data::whole);
                let is_last = last.is_some_and(|last| self.number - first + 1 >= last);
                let has_all = total.is_some_and(|total| self.items >= total);
                self.number += 1;
                (!is_last && !has_all).then(|| Data::Number(self.number.to_string()))
            }
            PageStyle::Number {
                next: Some(path), ..
            } => response
                .at(path)
                .filter(|next| next.whole().is_some_and(|next| next > self.number))
                .cloned()
                .inspect(|next| self.number = next.whole().unwrap_or(self.number)),
            PageStyle::Token { next, .. } => response
                .at(next)
                .filter(|next| next.scalar().is_some_and(|text| !text.is_empty()))
                .cloned(),
            PageStyle::Marker { key, .. } => last.and_then(|item| item.at(key)).cloned(),
        };
        let ends_empty = count == 0 && !matches!(pages.style, PageStyle::Token { .. });
        if is_told || ends_empty {
            self.next = None;
        }
        self.is_over = self.next.is_none();
        match (pages.max, self.next.as_ref().and_then(Data::whole)) {
            (Some(max), Some(next))
                if next > max && !matches!(pages.style, PageStyle::Token { .. }) =>
            {
                Err(Failure::After(format!(
                    "the list goes on behind its {} items, where the service takes no further page (the greatest is {max}): narrow it down",
                    self.items
                )))
            }
            _ => Ok(()),
        }
    }

    fn set(&mut self, start: &Data) -> Result<(), Failure> {
        let field = match &self.pages.style {
            PageStyle::Offset { offset, .. } => offset,
            PageStyle::Number { number, .. } => number,
            PageStyle::Token { token, .. } => token,
            PageStyle::Marker { marker, .. } => marker,
        };
        let operation = *self.call.operation();
        let parameter =
            parameter_of(operation.service(), operation.model(), field).ok_or_else(|| {
                Failure::After(format!(
                    "the spec of `{}` names no parameter for its next page",
                    operation.model().name
                ))
            })?;
        let mut request = self.call.request().clone();
        parameter.put(&mut request, start);
        self.call.set_request(request);
        Ok(())
    }
}

/// How many items a page has, and how many the whole list: where it has more.
#[must_use]
pub fn incomplete(pages: &Pages, response: &Data) -> Option<(usize, i64)> {
    let shown = list(response, pages).len();
    let total = fact(response, pages, PageFact::Total).and_then(Data::whole)?;
    let has_more = i64::try_from(shown).is_ok_and(|shown| total > shown);
    has_more.then_some((shown, total))
}

fn list<'data>(response: &'data Data, pages: &Pages) -> &'data [Data] {
    response.at(&pages.items).map_or(&[][..], Data::elements)
}

fn fact<'data>(response: &'data Data, pages: &Pages, about: PageFact) -> Option<&'data Data> {
    let mut facts = pages.facts.iter();
    let (_, path) = facts.find(|(fact, _)| *fact == about)?;
    response.at(path)
}

/// A field of a request.
struct RequestParameter<'model> {
    /// Of a parameter.
    location: Option<ParameterLocation>,
    /// The members to it, where it is in a body of one value.
    path: Option<Vec<&'model str>>,
    field: &'model Field,
}

fn parameter_of<'model>(
    service: &'model Service,
    operation: &'model Operation,
    field: &RequestField,
) -> Option<RequestParameter<'model>> {
    let (first, inner) = field.path.split_first()?;
    let named = |field: &&Field| field.rust_name == *first;
    if let (Some(Body::Value(body)), false) = (&operation.body, inner.is_empty()) {
        let mut path = Vec::new();
        let mut at: &Field = body;
        for name in inner {
            at = members(service, &at.ty)
                .iter()
                .find(|field| field.rust_name == *name)?;
            path.push(at.wire_name.as_str());
        }
        return Some(RequestParameter {
            location: None,
            path: Some(path),
            field: at,
        });
    }
    let found = operation.request_fields().find(named)?;
    Some(RequestParameter {
        location: operation.location_of(found),
        path: None,
        field: found,
    })
}

impl RequestParameter<'_> {
    fn put(&self, request: &mut Request, start: &Data) {
        let value = match (&self.field.ty, start.whole()) {
            (Type::Scalar(Scalar::I32 | Scalar::I64 | Scalar::F64), Some(number)) => {
                Json::from(number)
            }
            _ => Json::from(start.scalar().unwrap_or_default()),
        };
        match (&self.path, &mut request.body) {
            (Some(path), body) => {
                let mut at = body.get_or_insert_with(|| Json::Object(Map::new()));
                for name in path {
                    if !at.is_object() {
                        *at = Json::Object(Map::new());
                    }
                    let Json::Object(members) = at else { return };
                    at = members.entry((*name).to_owned()).or_insert(Json::Null);
                }
                *at = value;
            }
            (None, Some(Json::Object(members))) if self.location.is_none() => {
                members.insert(self.field.wire_name.clone(), value);
            }
            (None, _) => {
                let name = &self.field.wire_name;
                let is_other =
                    |known: &Argument| known.location != self.location || known.name != *name;
                request.arguments.retain(is_other);
                request.arguments.push(Argument {
                    location: self.location,
                    name: name.clone(),
                    value,
                });
            }
        }
    }
}

/// What the request says already.
fn current(call: &Call<'_>, field: &RequestField) -> Option<i64> {
    let operation = call.operation();
    let parameter = parameter_of(operation.service(), operation.model(), field)?;
    let request = call.request();
    let value = match (&parameter.path, &request.body) {
        (Some(path), Some(body)) => path.iter().try_fold(body, |at, name| at.get(name))?,
        (None, _) => request.given(parameter.location, &parameter.field.wire_name)?,
        (Some(_), None) => return None,
    };
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}
