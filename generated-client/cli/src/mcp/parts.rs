//! Replies that are longer than fits, in parts.

use std::collections::VecDeque;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;
use std::sync::{Mutex, PoisonError};

use rmcp::model::{CallToolResult, JsonObject};

use super::Server;
use super::arguments::Arguments;
use super::reply::{object, reply, text};
use crate::data::Data;
use crate::failure::Failure;

/// The results that are kept for those who read on; the oldest make room.
const KEPT: usize = 16;

/// Results that were given in parts.
pub(super) struct Kept {
    limit: usize,
    /// Names that nobody guesses: clients of one server do not read the results of others.
    names: RandomState,
    results: Mutex<Results>,
}

#[derive(Default)]
struct Results {
    count: u64,
    kept: VecDeque<(String, Vec<Part>)>,
}

/// A part of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// A value of its own: of a list some elements.
    Data(Data),
    /// Some of the text of a value that has no list, or one with an element that does not fit.
    Text(String),
}

impl Kept {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit: limit.max(1),
            names: RandomState::new(),
            results: Mutex::default(),
        }
    }

    /// A reply with members and data, or with its first part. `list`: the members to the list in it.
    pub(super) fn reply(
        &self,
        mut members: Vec<(&str, Data)>,
        data: Data,
        list: Option<&[&str]>,
    ) -> CallToolResult {
        let mut parts = parts(data, list, self.limit);
        let whole = parts.len();
        if whole == 1 {
            members.extend(parts.pop().map(Part::member));
            return reply(&object(members));
        }
        let mut results = self.results.lock().unwrap_or_else(PoisonError::into_inner);
        results.count += 1;
        let name = format!("{:016x}", self.names.hash_one(results.count));
        members.extend(shown(&name, 0, &parts));
        if results.kept.len() >= KEPT {
            results.kept.pop_front();
        }
        results.kept.push_back((name, parts));
        reply(&object(members))
    }

    fn more(&self, token: &str) -> Option<CallToolResult> {
        let (name, index) = token.rsplit_once('-')?;
        let index: usize = index.parse().ok()?;
        let results = self.results.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, parts) = results.kept.iter().find(|(known, _)| known == name)?;
        let members = shown(name, index, parts);
        (!members.is_empty()).then(|| reply(&object(members)))
    }
}

/// A part, which one it is, and what leads to the next one.
fn shown(name: &str, index: usize, parts: &[Part]) -> Vec<(&'static str, Data)> {
    let Some(part) = parts.get(index) else {
        return Vec::new();
    };
    let next = index + 1;
    let mut members = vec![
        part.clone().member(),
        ("part", Data::Text(format!("{next} of {}", parts.len()))),
    ];
    if next < parts.len() {
        members.push(("next", Data::Text(format!("{name}-{next}"))));
        members.push((
            "note",
            text("this is a part: `read_more` with `next` as its `token` gives the next one"),
        ));
    }
    members
}

impl Part {
    fn member(self) -> (&'static str, Data) {
        match self {
            Self::Data(data) => ("data", data),
            Self::Text(text) => ("text", Data::Text(text)),
        }
    }
}

/// Data in parts of at most so many characters each.
fn parts(data: Data, list: Option<&[&str]>, limit: usize) -> Vec<Part> {
    let whole = data.to_string();
    if whole.chars().count() <= limit {
        return vec![Part::Data(data)];
    }
    list.and_then(|path| of_list(&data, path, limit))
        .unwrap_or_else(|| {
            let characters: Vec<char> = whole.chars().collect();
            let texts = characters.chunks(limit);
            texts
                .map(|some| Part::Text(some.iter().collect()))
                .collect()
        })
}

/// The first part has everything beside the list; `None` where not even an element fits.
fn of_list(data: &Data, path: &[&str], limit: usize) -> Option<Vec<Part>> {
    let elements = path
        .iter()
        .try_fold(data, |at, name| at.get(name))?
        .elements();
    let first = with_list(data, path, &[], true);
    let later = with_list(data, path, &[], false);
    let mut frame = first.to_string().chars().count();
    let mut parts = Vec::new();
    let mut rest = elements;
    loop {
        let mut taken = 0;
        let mut size = frame;
        for element in rest {
            size += element.to_string().chars().count() + 1;
            if size > limit {
                break;
            }
            taken += 1;
        }
        if taken == 0 {
            return None;
        }
        let (some, more) = rest.split_at_checked(taken)?;
        parts.push(Part::Data(with_list(data, path, some, parts.is_empty())));
        if more.is_empty() {
            return Some(parts);
        }
        rest = more;
        frame = later.to_string().chars().count();
    }
}

/// Data with some elements in its list. `whole`: and everything beside it.
fn with_list(data: &Data, path: &[&str], elements: &[Data], whole: bool) -> Data {
    let Some((name, inner)) = path.split_first() else {
        return Data::List(elements.to_vec());
    };
    let members = data.members().iter().filter_map(|(member, value)| {
        if member == name {
            Some((member.clone(), with_list(value, inner, elements, whole)))
        } else {
            whole.then(|| (member.clone(), value.clone()))
        }
    });
    Data::Object(members.collect())
}

impl Server {
    pub(super) fn read_more(&self, given: &JsonObject) -> Result<CallToolResult, Failure> {
        let given = Arguments::new(given, &["token"])?;
        let token = given.text("token")?;
        self.0.kept.more(token).ok_or_else(|| {
            Failure::Usage(format!(
                "there is nothing more for the token `{token}`: the last {KEPT} results are kept; call the operation again"
            ))
        })
    }
}
