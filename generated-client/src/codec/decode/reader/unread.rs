//! Members that nobody reads: passed over, refused, or kept with the place that they stand at.

use core::fmt::Write as _;
use std::borrow::Cow;

use super::{Decode, DecodeAs, Frame, Reader, Step};
use crate::codec::json::{View, behind_text, unescaped};
use crate::codec::types::Json;

/// What becomes of members that nobody reads.
#[derive(Default)]
pub(super) enum Unread {
    #[default]
    PassedOver,
    Refused,
    Kept(Vec<Unknown>),
}

/// A member that the type does not know, or an element behind the ones that it knows.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Unknown {
    /// Where it stands, itself included, from the value on that is read.
    pub(crate) path: Vec<PathStep>,
    pub(crate) value: Json,
}

/// A step into a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PathStep {
    Member(Cow<'static, str>),
    Item(usize),
}

impl Unknown {
    /// `rules[3].color`.
    pub(crate) fn path(&self) -> String {
        let mut path = String::new();
        for step in &self.path {
            // Writing into text does not fail.
            let _ = match step {
                PathStep::Item(index) => write!(path, "[{index}]"),
                PathStep::Member(name) if path.is_empty() => write!(path, "{name}"),
                PathStep::Member(name) => write!(path, ".{name}"),
            };
        }
        path
    }
}

impl Reader<'_> {
    /// Reads a value, and keeps what it does not know.
    pub(crate) fn keeping<T>(&mut self, decode: fn(&mut Self) -> T) -> (T, Vec<Unknown>) {
        let outside = core::mem::replace(&mut self.unread, Unread::Kept(Vec::new()));
        let value = decode(self);
        self.account();
        match core::mem::replace(&mut self.unread, outside) {
            Unread::Kept(unknown) => (value, unknown),
            Unread::PassedOver | Unread::Refused => (value, Vec::new()),
        }
    }

    /// From here on a member that nobody reads is a fault: requests have all that there is.
    #[doc(hidden)]
    pub fn refuse_unknown(&mut self) {
        if matches!(self.unread, Unread::PassedOver) {
            self.unread = Unread::Refused;
        }
    }

    /// Whether the value is an object; one without members that are read has to be one too.
    #[doc(hidden)]
    pub fn begin(&mut self) {
        if !self.inside.is_begun() {
            self.begin_object();
        }
    }

    /// Reads a member that may be `null`, as [`field`](Self::field) does.
    #[doc(hidden)]
    pub fn nullable<T: Decode>(&mut self, name: &'static str) -> T {
        self.field(name)
    }

    /// Reads a member that may be `null` in a format.
    #[doc(hidden)]
    pub fn nullable_as<F: DecodeAs<T>, T>(&mut self, name: &'static str) -> T {
        self.field_as::<F, T>(name)
    }

    /// What was kept up to now.
    pub(super) fn kept(&self) -> usize {
        match &self.unread {
            Unread::Kept(unknown) => unknown.len(),
            Unread::PassedOver | Unread::Refused => 0,
        }
    }

    /// Says what becomes of the members of the value that were not read.
    pub(super) fn account(&mut self) {
        if matches!(self.unread, Unread::PassedOver) || self.broken || self.behind != 0 {
            return;
        }
        for (step, at) in self.left_over() {
            let value = View::of(self.text.get(at..).unwrap_or_default());
            match &mut self.unread {
                Unread::PassedOver => {}
                Unread::Kept(unknown) => unknown.push(Unknown {
                    path: vec![step],
                    value: Json::of_valid(value.written()),
                }),
                Unread::Refused if self.fault.is_some() => {}
                Unread::Refused => {
                    let fault = super::DecodeError::found("nothing of this name", value);
                    self.fault = Some(match step {
                        PathStep::Member(name) => fault.within(&name),
                        PathStep::Item(index) => fault.within_item(index),
                    });
                }
            }
        }
    }

    /// Puts a step before the places of all that was kept within a value.
    pub(super) fn place_kept(&mut self, frame: &Frame, step: Step) {
        let text = self.text;
        if let Unread::Kept(unknown) = &mut self.unread {
            for unknown in unknown.iter_mut().skip(frame.kept) {
                let step = match step {
                    Step::Member(name) => PathStep::Member(Cow::Borrowed(name)),
                    Step::Item(index) => PathStep::Item(index),
                    Step::Entry { quote, .. } => PathStep::Member(key(text, quote + 1).into()),
                };
                unknown.path.insert(0, step);
            }
        }
    }
}

/// The name that begins at a place, behind its quote.
pub(super) fn key(text: &[u8], begin: usize) -> String {
    let Ok((end, escaped)) = behind_text(text, begin) else {
        return String::new();
    };
    unescaped(text.get(begin..end).unwrap_or_default(), escaped).into_owned()
}
