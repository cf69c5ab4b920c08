//! What walks through the text of a response.
//!
//! A value is read where it stands, and once: the next member of an object is looked for behind the last one that was
//! found, as services send members in the order of their pages. Members that are passed on the way are noted, so that
//! any order is read; lists and objects that are passed again and again are noted too, so that no response takes long.

mod containers;
mod headers;
mod members;
mod notes;
mod shapes;
#[cfg(feature = "data")]
mod unread;

use core::fmt;

use self::members::Inside;
use self::notes::Notes;
#[cfg(feature = "data")]
use self::unread::Unread;
#[cfg(feature = "data")]
pub(crate) use self::unread::{PathStep, Unknown};
use super::{Decode, DecodeAs, DecodeError, ResponseParts};
use crate::codec::json::{
    Ends, Kind, MOST_LEVELS, Unfit, View, behind_text, integer, skip, skip_marking, unescaped,
    whole,
};
use crate::codec::types::Json;

/// A value of a response, on its way to a type, and the first fault in it.
pub struct Reader<'a> {
    text: &'a [u8],
    /// Where the value begins; [`NOWHERE`] for a member that is missing.
    at: usize,
    /// Where the value ends, once that is known; 0 before.
    behind: usize,
    /// What was walked of the value, where its members or elements are read one by one.
    inside: Inside,
    /// The members of all objects that are open: those that were passed on the way to others, and those that were read.
    walked: Notes,
    read: Notes,
    depth: usize,
    /// Lists that are open.
    lists: usize,
    fault: Option<DecodeError>,
    /// The text is not JSON.
    broken: bool,
    /// A member came again after it was read.
    repeated: bool,
    /// Every object is walked before its members are read, so that the last one of a name is found.
    thorough: bool,
    /// Bytes of lists and objects that were passed over.
    passed: usize,
    ends: Option<Ends>,
    #[cfg(feature = "data")]
    unread: Unread,
    parts: ResponseParts,
}

/// The place of what is missing.
const NOWHERE: usize = usize::MAX;

/// What a reader comes back to from a value inside.
struct Frame {
    at: usize,
    inside: Inside,
    /// The value stands where the walk through the value outside is.
    is_next: bool,
    faulty: bool,
    /// How much was kept before of what nobody reads.
    #[cfg(feature = "data")]
    kept: usize,
}

/// The way from a value to one inside.
#[derive(Clone, Copy)]
enum Step {
    Member(&'static str),
    Item(usize),
    /// The index, and where the quote of the key is.
    Entry {
        index: usize,
        #[cfg(feature = "data")]
        quote: usize,
    },
}

impl fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Values may be ones that must not be printed.
        f.debug_struct("Reader")
            .field("fault", &self.fault)
            .finish_non_exhaustive()
    }
}

impl<'a> Reader<'a> {
    /// A reader of the value that is a text, or of one that is missing.
    pub(super) fn new(text: Option<&'a [u8]>, parts: ResponseParts) -> Self {
        let mut this = Self {
            text: text.unwrap_or_default(),
            at: NOWHERE,
            behind: 0,
            inside: Inside::default(),
            walked: Notes::default(),
            read: Notes::default(),
            depth: 0,
            lists: 0,
            fault: None,
            broken: false,
            repeated: false,
            thorough: false,
            passed: 0,
            ends: None,
            #[cfg(feature = "data")]
            unread: Unread::default(),
            parts,
        };
        if text.is_some() {
            this.at = crate::codec::json::blank(this.text, 0);
        }
        this
    }

    /// Says what came of reading the value: `None` where it has to be read again.
    pub(super) fn settle(&mut self) -> Option<Result<(), DecodeError>> {
        if self.at != NOWHERE {
            self.own_up();
            #[cfg(feature = "data")]
            self.account();
            let behind = self.behind();
            self.broken |= crate::codec::json::blank(self.text, behind) < self.text.len();
            if (self.broken || self.fault.is_some())
                && let Err(flaw) = whole(self.text)
            {
                return Some(Err(DecodeError::no_json(self.text, flaw)));
            }
        }
        if self.repeated && !self.thorough {
            let parts = core::mem::take(&mut self.parts);
            *self = Self::new(Some(self.text), parts);
            self.thorough = true;
            return None;
        }
        Some(match self.fault.take() {
            Some(fault) => Err(fault),
            None if self.broken => Err(DecodeError::new("JSON", "recursion limit exceeded")),
            None => Ok(()),
        })
    }

    /// What came beside the value, and was not read.
    pub(super) fn into_parts(self) -> ResponseParts {
        self.parts
    }

    /// Reads a member of an object.
    pub fn field<T: Decode>(&mut self, name: &'static str) -> T {
        let frame = self.enter(name);
        let value = T::decode(self);
        self.leave(frame, Step::Member(name));
        value
    }

    /// Reads a member that comes in a format, as [`field`](Self::field) does.
    #[doc(hidden)]
    pub fn field_as<F: DecodeAs<T>, T>(&mut self, name: &'static str) -> T {
        let frame = self.enter(name);
        let value = F::decode_as(self);
        self.leave(frame, Step::Member(name));
        value
    }

    /// Reads what an envelope holds, or the value itself where there is none.
    pub(super) fn enveloped<T: Decode>(&mut self, envelope: Option<&'static str>) -> T {
        match envelope {
            Some(name) => self.field(name),
            None => T::decode(self),
        }
    }

    /// An object of which no member is read.
    pub fn empty_object(&mut self) {
        self.begin_object();
    }

    /// Text, or a number or a boolean as it is written. Open enums are read by it.
    pub fn text(&mut self) -> String {
        match self.scalar() {
            Some(Scalar::Text { raw, escaped }) => unescaped(raw, escaped).into_owned(),
            Some(Scalar::Number(text)) => text.to_owned(),
            Some(Scalar::Boolean(boolean)) => boolean.to_string(),
            None => {
                self.refuse("text");
                String::new()
            }
        }
    }

    /// Takes the value out and reads it in some other way. `None` where it is missing or cannot be read, which is a
    /// fault: what stands in then is never seen.
    pub fn read<T>(&mut self, read: impl FnOnce(Json) -> Result<T, DecodeError>) -> Option<T> {
        match read(self.json()?) {
            Ok(value) => Some(value),
            Err(fault) => {
                self.fault.get_or_insert(fault);
                None
            }
        }
    }

    /// The value as it came; `None` where it is missing, which is a fault.
    pub(super) fn json(&mut self) -> Option<Json> {
        if self.at == NOWHERE {
            self.refuse("");
            return None;
        }
        self.behind = self.pass(self.at);
        let written = self.text.get(self.at..self.behind)?;
        (!self.broken).then(|| Json::of_valid(written))
    }

    /// The integer that the value is, in whatever form.
    pub(crate) fn integer(&mut self, expected: &'static str) -> Option<i64> {
        if let Some((integer, behind)) = self.digits() {
            self.behind = behind;
            return Some(integer);
        }
        let read = match self.scalar() {
            Some(Scalar::Number(text)) => integer(text),
            Some(Scalar::Text { raw, escaped }) => integer(&unescaped(raw, escaped)),
            Some(Scalar::Boolean(_)) | None => Err(Unfit::Other),
        };
        match read {
            Ok(integer) => Some(integer),
            Err(why) => {
                self.refuse_number(expected, why);
                None
            }
        }
    }

    /// An integer in its plainest form: digits, few enough not to go beyond 64 bits.
    #[inline]
    fn digits(&self) -> Option<(i64, usize)> {
        const MOST_DIGITS: usize = 18;
        let text = self.text.get(self.at..)?;
        let (negative, digits) = match text.split_first()? {
            (b'-', rest) => (true, rest),
            _ => (false, text),
        };
        let mut number = 0_i64;
        for (index, byte) in digits.iter().enumerate() {
            match byte {
                b'0'..=b'9' if index < MOST_DIGITS => number = number * 10 + i64::from(byte - b'0'),
                b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t' => {
                    let leads = index > 1 && digits.first() == Some(&b'0');
                    let behind = self.at + usize::from(negative) + index;
                    let number = if negative { -number } else { number };
                    return (index > 0 && !leads).then_some((number, behind));
                }
                _ => return None,
            }
        }
        None
    }

    /// A value that is neither a list nor an object nor `null`.
    #[inline]
    pub(crate) fn scalar(&mut self) -> Option<Scalar<'a>> {
        let text = self.text;
        let at = self.at;
        match text.get(at)? {
            b'"' => match behind_text(text, at + 1) {
                Ok((end, escaped)) => {
                    self.behind = end + 1;
                    let raw = text.get(at + 1..end)?;
                    Some(Scalar::Text { raw, escaped })
                }
                Err(_) => {
                    self.broken = true;
                    None
                }
            },
            b'-' | b'+' | b'0'..=b'9' | b't' | b'f' => {
                let end = self.pass(at);
                self.behind = end;
                match text.get(at..end)? {
                    b"true" => Some(Scalar::Boolean(true)),
                    b"false" => Some(Scalar::Boolean(false)),
                    number => core::str::from_utf8(number).ok().map(Scalar::Number),
                }
            }
            _ => None,
        }
    }

    /// Keeps the fault that the value is not what was expected.
    pub(crate) fn refuse(&mut self, expected: &'static str) {
        self.refuse_number(expected, Unfit::Other);
    }

    pub(crate) fn refuse_number(&mut self, expected: &'static str, why: Unfit) {
        if self.fault.is_none() {
            self.fault = Some(if self.at == NOWHERE {
                DecodeError::missing()
            } else {
                DecodeError::unfit(expected, self.view(), why)
            });
        }
    }

    /// Keeps the fault that the value, which is there, is something else.
    pub(crate) fn refuse_as(&mut self, expected: &'static str, got: String) {
        let view = self.view();
        self.fault
            .get_or_insert_with(|| DecodeError::new(expected, got).with_raw(view.written()));
    }

    fn view(&self) -> View<'a> {
        View::of(self.text.get(self.at..).unwrap_or_default())
    }

    /// Whether an optional value is absent.
    pub(super) fn is_absent(&mut self, empty_text_is_absent: bool) -> bool {
        match self.text.get(self.at) {
            None => true,
            Some(b'n') => true,
            Some(b'"') if empty_text_is_absent => {
                let text = self.text.get(self.at + 1..).unwrap_or_default();
                text.trim_ascii_start().first() == Some(&b'"')
            }
            Some(_) => false,
        }
    }

    /// Whether an optional value was none after all: an object that came as an empty list.
    pub(super) fn was_none(&mut self) -> bool {
        self.inside.of_list.take().is_some()
    }

    /// Says that an empty list is not the object that is wanted, if members of it are required.
    fn own_up(&mut self) {
        if self.inside.of_list.take() == Some(true) {
            self.refuse("an object");
        }
    }

    /// Goes to a value inside.
    fn go(&mut self, at: usize, is_next: bool) -> Frame {
        let frame = Frame {
            at: self.at,
            inside: core::mem::take(&mut self.inside),
            is_next,
            faulty: self.fault.is_some(),
            #[cfg(feature = "data")]
            kept: self.kept(),
        };
        self.at = at;
        self.behind = 0;
        self.depth += 1;
        if self.depth > MOST_LEVELS {
            self.broken = true;
        }
        if self.broken {
            self.at = NOWHERE;
        }
        frame
    }

    /// Comes back from a value inside; gives its end, where that is the place to go on.
    fn come_back(&mut self, mut frame: Frame, step: Step) -> usize {
        self.own_up();
        #[cfg(feature = "data")]
        {
            self.account();
            self.place_kept(&frame, step);
        }
        if !frame.faulty
            && let Some(fault) = self.fault.take()
        {
            if let Some(lacks) = &mut frame.inside.of_list {
                *lacks = true;
            } else {
                self.fault = Some(match step {
                    Step::Member(name) => fault.within(name),
                    Step::Item(index) => fault.within_item(index),
                    Step::Entry { index, .. } => fault.within_entry(index),
                });
            }
        }
        let behind = if frame.is_next || self.inside.is_begun() {
            self.behind()
        } else {
            0
        };
        self.depth -= 1;
        self.at = frame.at;
        self.inside = frame.inside;
        self.behind = 0;
        behind
    }

    /// The end of the value.
    fn behind(&mut self) -> usize {
        if self.broken {
            return self.text.len();
        }
        let behind = if self.behind != 0 {
            self.behind
        } else if self.inside.is_begun() {
            self.finish()
        } else {
            self.pass(self.at)
        };
        if self.inside.is_begun() {
            self.forget();
        }
        behind
    }

    /// The end of the value that begins at `at`.
    fn pass(&mut self, at: usize) -> usize {
        match self.text.get(at) {
            Some(b'[' | b'{') => self.pass_container(at),
            _ => skip(self.text, at).unwrap_or_else(|_| self.give_up()),
        }
    }

    fn pass_container(&mut self, at: usize) -> usize {
        if self.ends.is_none() && self.passed > 2 * self.text.len() {
            match skip_marking(self.text) {
                Ok(ends) => self.ends = Some(ends),
                Err(_) => return self.give_up(),
            }
        }
        if let Some(end) = self.ends.as_ref().and_then(|ends| ends.behind(at)) {
            return end;
        }
        match skip(self.text, at) {
            Ok(end) => {
                self.passed += end - at;
                end
            }
            Err(_) => self.give_up(),
        }
    }

    /// What follows is not read: the text is not JSON.
    fn give_up(&mut self) -> usize {
        self.broken = true;
        self.text.len()
    }
}

/// A value that is neither a list nor an object nor `null`.
pub(crate) enum Scalar<'a> {
    /// What stands between the quotes.
    Text {
        raw: &'a [u8],
        escaped: bool,
    },
    /// As it is written.
    Number(&'a str),
    Boolean(bool),
}

/// The kind of the value that begins with a byte.
fn kind_at(text: &[u8], at: usize) -> Option<Kind> {
    Kind::of(*text.get(at)?)
}
