//! What plays back.

use core::fmt;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::StatusCode;

use super::mask::Mask;
use super::{Asked, Content, Exchange, collected, file, header_map};
use crate::wire::error::Error;
use crate::wire::transport::{
    Failure, HttpRequest, HttpResponse, SendFuture, Transport, TransportError,
};

/// Plays a cassette back: a transport without any network code. Cheap to clone; clones play together.
#[derive(Clone)]
pub struct Replay(Arc<Mutex<State>>);

struct State {
    /// What errors call it.
    name: String,
    recordings: Vec<Recorded>,
    ignored: Vec<String>,
    refused: Vec<String>,
}

struct Recorded {
    exchange: Exchange,
    played: bool,
}

impl Replay {
    /// Reads a cassette from a file.
    ///
    /// # Errors
    ///
    /// Of kind [`Configuration`](crate::ErrorKind::Configuration) when it cannot be read or is none; the error names the line.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let text = fs::read_to_string(path).map_err(|error| {
            Error::configuration(format!(
                "the cassette {name} cannot be read: {error}; record it by `transport::cassette::Recorder`"
            ))
        })?;
        Self::named(name, &text)
    }

    /// Reads a cassette from text.
    ///
    /// # Errors
    ///
    /// Those of [`open`](Self::open).
    pub fn from_text(text: &str) -> Result<Self, Error> {
        Self::named("the cassette".to_owned(), text)
    }

    fn named(name: String, text: &str) -> Result<Self, Error> {
        let exchanges = file::read(text).map_err(|(line, problem)| {
            Error::configuration(format!("{name}, line {line}: {problem}"))
        })?;
        let recordings = exchanges.into_iter().map(|exchange| Recorded {
            exchange,
            played: false,
        });
        Ok(Self(Arc::new(Mutex::new(State {
            recordings: recordings.collect(),
            name,
            ignored: Vec::new(),
            refused: Vec::new(),
        }))))
    }

    /// Takes no notice of the value of a parameter or a member in requests, such as a time or a number by chance.
    #[must_use]
    pub fn ignoring(self, name: impl Into<String>) -> Self {
        self.state().ignored.push(name.into());
        self
    }

    /// The recordings that no request asked for, each by its line in the file and its request.
    #[must_use]
    pub fn unmet(&self) -> Vec<String> {
        let state = self.state();
        let unplayed = state.recordings.iter().filter(|it| !it.played);
        unplayed
            .map(|Recorded { exchange, .. }| {
                let Asked { method, .. } = &exchange.asked;
                format!(
                    "line {}: {method} {}",
                    exchange.line,
                    exchange.asked.target()
                )
            })
            .collect()
    }

    /// The requests that had no recording, in the form in which they would stand in the file: with the values that errors leave out, redacted.
    #[must_use]
    pub fn refused(&self) -> Vec<String> {
        self.state().refused.clone()
    }

    fn play(&self, request: &HttpRequest, asked: &Asked) -> Result<Exchange, TransportError> {
        let mut state = self.state();
        let mask = Mask::new(request.redactor(), &state.ignored);
        let found = state
            .recordings
            .iter_mut()
            .find(|recorded| !recorded.played && recorded.redacted(&mask).agrees(asked));
        if let Some(recorded) = found {
            recorded.played = true;
            return Ok(recorded.exchange.clone());
        }
        let problem = state.nearest(asked, &mask);
        let written = file::written(&[Exchange {
            line: 0,
            asked: asked.clone(),
            status: 0,
            headers: Vec::new(),
            body: Content::Text(String::new()),
        }]);
        let request = written.split("\nrequest ").nth(1).unwrap_or_default();
        let request = request.split("\nresponse ").next().unwrap_or_default();
        state.refused.push(format!("request {request}"));
        Err(TransportError::new(Failure::Refused, problem))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Recorded {
    /// What it asks for, with what is ignored taken out of it too.
    fn redacted(&self, mask: &Mask) -> Asked {
        let asked = self.exchange.asked.clone();
        Asked {
            url: mask.text(&asked.url),
            body: mask.request_body(asked.body.into_bytes().to_vec()),
            ..asked
        }
    }
}

impl State {
    /// Says that there is no recording, and which one is the nearest.
    fn nearest(&self, asked: &Asked, mask: &Mask) -> String {
        let none = format!(
            "{} has no recording for {} {}",
            self.name,
            asked.method,
            shown(asked)
        );
        let recordings = self.recordings.iter().map(|it| (it, it.redacted(mask)));
        let nearest = recordings.min_by_key(|(recorded, other)| {
            (
                other.path() != asked.path(),
                other.method != asked.method,
                differing(other, asked).len(),
                recorded.played,
            )
        });
        let Some((recorded, other)) = nearest else {
            return format!("{none}; it is empty");
        };
        let what = differing(&other, asked);
        let what = match what.is_empty() {
            true => "was played already; each is played once".to_owned(),
            false => format!("differs in {}", what.join(", ")),
        };
        format!(
            "{none}; the nearest, in line {}, {} {}, {what}",
            recorded.exchange.line,
            other.method,
            shown(&other)
        )
    }
}

/// Path and names of the query: values may be personal.
fn shown(asked: &Asked) -> String {
    let names = pairs(asked.query()).map(|(name, _)| format!("{name}=.."));
    let names: Vec<String> = names.collect();
    match names.is_empty() {
        true => asked.path().to_owned(),
        false => format!("{}?{}", asked.path(), names.join("&")),
    }
}

fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// What two requests differ in, without its values.
fn differing(recorded: &Asked, asked: &Asked) -> Vec<String> {
    let mut what = Vec::new();
    if recorded.method != asked.method {
        what.push("the method".to_owned());
    }
    if recorded.path() != asked.path() {
        what.push("the path".to_owned());
    }
    let names_of = |one: &Asked, other: &Asked| -> Vec<String> {
        let others: Vec<(&str, &str)> = pairs(other.query()).collect();
        let lacking = pairs(one.query()).filter(|pair| !others.contains(pair));
        lacking
            .map(|(name, _)| format!("`{name}` of the query"))
            .collect()
    };
    what.extend(names_of(recorded, asked));
    for name in names_of(asked, recorded) {
        if !what.contains(&name) {
            what.push(name);
        }
    }
    if what.is_empty() && recorded.query() != asked.query() {
        what.push("the order of the query".to_owned());
    }
    if recorded.body != asked.body {
        what.push(body_difference(&recorded.body, &asked.body));
    }
    what
}

/// Where two bodies part: the line, and the member that it is of.
fn body_difference(recorded: &Content, asked: &Content) -> String {
    let (Content::Text(recorded), Content::Text(asked)) = (recorded, asked) else {
        return "the body".to_owned();
    };
    let lines = recorded.lines().zip(asked.lines()).enumerate();
    let parted = lines
        .filter(|(_, (one, other))| one != other)
        .map(|(at, lines)| (at, lines.1));
    let Some((at, line)) = parted.into_iter().next() else {
        return "the length of the body".to_owned();
    };
    let name = line
        .trim_start()
        .strip_prefix('"')
        .and_then(|line| line.split_once("\": "))
        .map(|(name, _)| format!(" (`{name}`)"));
    format!("line {} of the body{}", at + 1, name.unwrap_or_default())
}

impl Transport for Replay {
    fn send(&self, request: HttpRequest) -> SendFuture<'_> {
        Box::pin(async move {
            let body = collected(&request.body).await?;
            let asked = {
                let mask = Mask::new(request.redactor(), &self.state().ignored);
                Asked::of(&request, &body, &mask)
            };
            let exchange = self.play(&request, &asked)?;
            let status = StatusCode::from_u16(exchange.status)
                .map_err(|error| TransportError::new(Failure::Refused, error))?;
            let headers = header_map(&exchange.headers)?;
            Ok(HttpResponse::new(
                status,
                headers,
                exchange.body.into_bytes(),
            ))
        })
    }
}

/// Without what it holds, which may be personal.
impl fmt::Debug for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("Replay")
            .field("name", &state.name)
            .field("recordings", &state.recordings.len())
            .finish_non_exhaustive()
    }
}
