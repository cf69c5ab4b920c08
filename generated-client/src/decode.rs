//! How a response is read.
//!
//! NAVER Cloud Platform documents one type and sends another often enough that values are read leniently. This is all of
//! it, for bodies in JSON and in XML, for the data of events and for the bodies of errors:
//!
//! | type | also taken |
//! | --- | --- |
//! | `String`, open enums | a number or a boolean, as it is written |
//! | `i32`, `i64`, epoch milliseconds | every form that keeps the value: `12.0`, `1.2e1`, `+12`, each in quotes too and with blanks around it |
//! | `f64` | a number in quotes, with blanks around it |
//! | `bool`, also as `Y` or `N` | `"true"`, `"false"`, `"Y"`, `"N"`, in capitals or not; 1 and 0, in quotes too |
//! | times and dates | every form that their formats tell of; digits without quotes |
//! | objects | `[]`: an object without members |
//! | `Vec<T>` | `null` and `{}`: empty |
//! | `BTreeMap<String, T>` | `null` and `[]`: empty |
//! | `Option<T>` | a missing member and `null`: `None`. `""` and blanks unless `T` is `String` or [`Json`]: `None`. `[]` where `T` is an object: `None` |
//!
//! | in a text or a name | read as |
//! | --- | --- |
//! | half of a surrogate pair (`"\ud83d"`) | U+FFFD |
//! | bytes that are not UTF-8 | U+FFFD |
//! | control characters that are not escaped | themselves |
//!
//! | around a body | |
//! | --- | --- |
//! | a mark of the byte order (UTF-8) before it, blanks around it, NUL behind it | passed over |
//! | UTF-16 and UTF-32 | an error that says so |
//!
//! Of members of one name the last one counts. Members that the specification does not know are passed over. Lists and
//! objects stand at most 128 deep in each other, and a body is smaller than 2 GiB. A list's item, a map's value or a
//! required member that is `null` is an error unless its type may be `null`.
//!
//! A response in XML is read as the JSON that says the same: elements and attributes are members, and a lone element is
//! also a list of one. Headers are read as text.
//!
//! Everything else is a [`DecodeError`] that names the place and the kind of what is there, and nothing that the response
//! says: `[3].modYmdt: expected epoch milliseconds, got text`. A number that its type does not hold is an error of that
//! member; [`DecodeError::raw`] has what was written.

#[cfg(doc)]
use crate::codec::types::Json;

pub use crate::codec::decode::{Decode, DecodeError, Reader, from_slice, from_str};
pub use crate::codec::json::Kind;
