//! Values together with what their specification does not know.

use core::fmt;

use super::written;
use crate::codec::decode::{Decode, PathStep, Reader, Unknown};
use crate::codec::encode::{Encode, JsonWriter};
use crate::codec::json::{Kind, quoted};
use crate::codec::types::{Json, JsonRef};

/// A value, and the members that came with it and that the specification does not know. They go back out where they stood.
///
/// [`RawResponse::decode_kept`](crate::RawResponse::decode_kept) gives one of a response, [`Data::from_json`](super::Data) of JSON.
/// Members are kept at every depth, in items of lists and values of maps too, and what a list has behind the elements that its
/// type names.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Kept<T> {
    /// The value.
    pub value: T,
    unknown: Vec<Unknown>,
}

impl<T> Kept<T> {
    /// A value with nothing beside it.
    pub fn new(value: T) -> Self {
        Self {
            value,
            unknown: Vec::new(),
        }
    }

    /// What the specification does not know: where it stands (`rules[3].color`), and what is there.
    pub fn unknown(&self) -> impl Iterator<Item = (String, &Json)> {
        let unknown = self.unknown.iter();
        unknown.map(|unknown| (unknown.path(), &unknown.value))
    }

    /// The value alone.
    pub fn into_value(self) -> T {
        self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Kept<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Nobody knows whether what is unknown may be printed.
        f.debug_struct("Kept")
            .field("value", &self.value)
            .field("unknown", &self.unknown.len())
            .finish()
    }
}

impl<T: Decode> Decode for Kept<T> {
    const EMPTY_TEXT_IS_ABSENT: bool = T::EMPTY_TEXT_IS_ABSENT;

    fn decode(reader: &mut Reader<'_>) -> Self {
        let (value, unknown) = reader.keeping(T::decode);
        Self { value, unknown }
    }
}

impl<T: Encode> Encode for Kept<T> {
    fn encode(&self, writer: &mut JsonWriter) {
        let known = match written(&self.value) {
            Ok(text) => Json::of_valid(&text),
            Err(error) => return writer.refuse(error.problem),
        };
        let unknown: Vec<Added<'_>> = self.unknown.iter().map(Added::of).collect();
        let mut text = Vec::with_capacity(known.text().len() * 2);
        match write(known.as_ref(), &unknown, &mut text) {
            Some(()) => writer.json(&Json::of_valid(&text)),
            None => writer.refuse(
                "has members that are kept for an object which is no longer there; take what is left with `into_value`",
            ),
        }
    }

    fn is_absent(&self) -> bool {
        self.unknown.is_empty() && self.value.is_absent()
    }
}

/// What is to be added to a value: where in it, and what.
#[derive(Clone, Copy)]
struct Added<'a> {
    path: &'a [PathStep],
    value: &'a Json,
}

impl<'a> Added<'a> {
    fn of(unknown: &'a Unknown) -> Self {
        Self {
            path: &unknown.path,
            value: &unknown.value,
        }
    }

    /// What is to be added further inside, behind a step.
    fn behind(self, is_meant: impl Fn(&PathStep) -> bool) -> Option<Self> {
        let (first, path) = self.path.split_first()?;
        (!path.is_empty() && is_meant(first)).then_some(Self { path, ..self })
    }

    /// The last step, if what is to be added belongs right here.
    fn here(&self) -> Option<&'a PathStep> {
        match self.path {
            [step] => Some(step),
            _ => None,
        }
    }
}

/// Writes a value with what is to be added to it. `None` where something has no place.
fn write(value: JsonRef<'_>, added: &[Added<'_>], out: &mut Vec<u8>) -> Option<()> {
    if added.is_empty() {
        out.extend_from_slice(value.to_string().as_bytes());
        return Some(());
    }
    // What was placed: everything has to be in the end.
    let mut placed = 0;
    let close = match value.kind()? {
        Kind::Object => {
            out.push(b'{');
            let mut first = true;
            for (name, member) in value.members() {
                separate(&mut first, out);
                quoted(&name, out);
                out.push(b':');
                let is_meant =
                    |step: &PathStep| matches!(step, PathStep::Member(other) if *other == name);
                let inside: Vec<_> = added.iter().filter_map(|it| it.behind(is_meant)).collect();
                placed += inside.len();
                write(member, &inside, out)?;
            }
            for each in added {
                if let Some(PathStep::Member(name)) = each.here() {
                    placed += 1;
                    // A caller who has given the member a value since then means that one.
                    if value.get(name).is_none() {
                        separate(&mut first, out);
                        quoted(name, out);
                        out.push(b':');
                        out.extend_from_slice(each.value.text().as_bytes());
                    }
                }
            }
            b'}'
        }
        Kind::List => {
            out.push(b'[');
            let mut first = true;
            let mut count = 0;
            for (index, item) in value.items().enumerate() {
                separate(&mut first, out);
                let is_meant =
                    |step: &PathStep| matches!(step, PathStep::Item(other) if *other == index);
                let inside: Vec<_> = added.iter().filter_map(|it| it.behind(is_meant)).collect();
                placed += inside.len();
                write(item, &inside, out)?;
                count += 1;
            }
            for each in added {
                if matches!(each.here(), Some(PathStep::Item(index)) if *index == count) {
                    separate(&mut first, out);
                    out.extend_from_slice(each.value.text().as_bytes());
                    placed += 1;
                    count += 1;
                }
            }
            b']'
        }
        Kind::Text | Kind::Number | Kind::Boolean => return None,
    };
    out.push(close);
    (placed == added.len()).then_some(())
}

fn separate(first: &mut bool, out: &mut Vec<u8>) {
    if !core::mem::take(first) {
        out.push(b',');
    }
}
