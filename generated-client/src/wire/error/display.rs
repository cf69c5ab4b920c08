//! An error in one line.

use core::fmt;

use super::{Error, ErrorKind, Parts};
use crate::codec::printable::{InOneLine, OneLine};

/// How much of a body is printed where there is nothing better, in characters.
const LONGEST_EXCERPT: usize = 200;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = OneLine(f);
        self.write(&mut line)
    }
}

impl Error {
    fn write(&self, f: &mut dyn fmt::Write) -> fmt::Result {
        let Parts {
            kind,
            operation,
            problem,
            response,
            decode,
            attempts,
            ..
        } = &*self.0;
        if let Some(meta) = operation {
            write!(f, "{}.{}: ", meta.service.name, meta.name)?;
        }
        if let Some(response) = response {
            write!(f, "HTTP {}", response.status.as_u16())?;
            if let Some(code) = &response.body.code {
                let by = if *kind == ErrorKind::Gateway {
                    "gateway "
                } else {
                    ""
                };
                write!(f, ", {by}code {code}")?;
            }
            let said = [&response.body.message, &response.body.details];
            for text in said.into_iter().flatten() {
                write!(f, ": {text}")?;
            }
            match (&response.excerpt, &response.coding) {
                (None, _) => {}
                (Some(_), Some(coding)) => write!(
                    f,
                    ", body in the coding `{coding}`, which nobody asked for and which is not undone"
                )?,
                (Some(excerpt), None) => write_body(excerpt, f)?,
            }
        }
        if let Some(error) = decode {
            write!(f, ", but {error}")?;
        }
        if !problem.is_empty() {
            let separator = if response.is_some() { "; " } else { "" };
            write!(f, "{separator}{problem}")?;
        }
        if let Some(trace_id) = self.trace_id() {
            write!(f, "; trace id {trace_id}")?;
        }
        if let Some(request_id) = self.request_id() {
            write!(f, "; request id {request_id}")?;
        }
        if *attempts > 1 {
            write!(f, "; sent {attempts} times")?;
        }
        Ok(())
    }
}

fn write_body(text: &str, f: &mut dyn fmt::Write) -> fmt::Result {
    match text.char_indices().nth(LONGEST_EXCERPT) {
        _ if text.is_empty() => f.write_str(", no body"),
        Some((end, _)) => write!(f, ", body: {}...", text.get(..end).unwrap_or_default()),
        None => write!(f, ", body: {text}"),
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Error");
        debug
            .field("kind", &self.0.kind)
            .field("text", &self.to_string());
        if let Some(source) = &self.0.source {
            let source = format!("{source:?}");
            debug.field("source", &format_args!("{}", InOneLine(&source)));
        }
        debug.finish_non_exhaustive()
    }
}
