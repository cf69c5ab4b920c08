//! The field of a request that names its page: read and written without a response, for continuations.

use super::Page;
use super::next::Next;
use crate::codec::decode::stand_in;
use crate::paginate::value::PageField;
use crate::paginate::{Paginated, history::History};

/// What is wanted of the field.
#[derive(Debug)]
pub(super) enum Position {
    Read(Option<String>),
    /// `None` makes it absent.
    Write(Option<String>),
}

/// The text of the field; `None` where it is absent.
pub(in crate::paginate) fn read<O: Paginated>(request: &mut O) -> Option<String> {
    match ask(request, Position::Read(None)).place {
        Some(Position::Read(text)) => text,
        Some(Position::Write(_)) | None => None,
    }
}

/// Writes the field, if its type can hold the text.
pub(in crate::paginate) fn write<O: Paginated>(request: &mut O, text: Option<&str>) -> bool {
    let written = ask(request, Position::Write(text.map(str::to_owned)));
    written.next == Next::Ask
}

/// Only [`Paginated::advance`] knows which field it is, and it is the last thing that it names. What the response says before that
/// means nothing, so that a stand-in will do.
fn ask<O: Paginated>(request: &mut O, place: Position) -> Page {
    let mut page = Page::new(History::default());
    page.place = Some(place);
    request.advance(&stand_in(), &mut page);
    page
}

impl Page {
    /// Whether the field is asked for, which is then read or written.
    pub(super) fn is_asked_for_its_place<F: PageField>(&mut self, field: &mut F) -> bool {
        match &mut self.place {
            None => false,
            Some(Position::Read(text)) => {
                *text = field.page_text().map(std::borrow::Cow::into_owned);
                true
            }
            Some(Position::Write(text)) => {
                let value = match text {
                    Some(text) => F::from_page_text(text),
                    None => F::without_page_text(),
                };
                self.next = Next::End;
                if let Some(value) = value {
                    *field = value;
                    self.next = Next::Ask;
                }
                true
            }
        }
    }
}
