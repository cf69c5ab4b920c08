//! An error in one line.

use core::fmt;

use super::{Answered, Error, ErrorKind, Parts};

/// How much of a body is shown where there is nothing better, in characters.
const SHOWN_BODY: usize = 200;

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
            answer,
            decode,
            attempts,
            ..
        } = &*self.0;
        if let Some(description) = operation {
            write!(f, "{}.{}: ", description.service.name, description.name)?;
        }
        if let Some(answer) = answer {
            write!(f, "HTTP {}", answer.status.as_u16())?;
            if let Some(code) = &answer.body.code {
                let by = if *kind == ErrorKind::Gateway {
                    "gateway "
                } else {
                    ""
                };
                write!(f, ", {by}code {code}")?;
            }
            let said = [&answer.body.message, &answer.body.details];
            for text in said.into_iter().flatten() {
                write!(f, ": {text}")?;
            }
            if answer.body.message.is_none() && !answer.success {
                answer.write_raw(f)?;
            }
        }
        if let Some(error) = decode {
            write!(f, ", but {error}")?;
        }
        if !problem.is_empty() {
            let separator = if answer.is_some() { "; " } else { "" };
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

impl Answered {
    fn write_raw(&self, f: &mut dyn fmt::Write) -> fmt::Result {
        if let Some(coding) = &self.coding {
            return write!(
                f,
                ", body in the coding `{coding}`, which nobody asked for and which is not undone"
            );
        }
        let text = String::from_utf8_lossy(&self.raw);
        let text = text.trim();
        match text.char_indices().nth(SHOWN_BODY) {
            _ if text.is_empty() => f.write_str(", no body"),
            Some((end, _)) => write!(f, ", body: {}...", text.get(..end).unwrap_or_default()),
            None => write!(f, ", body: {text}"),
        }
    }
}

/// Turns control characters, which an answer may hold, into blanks: one error is one line of a log.
struct OneLine<'a, 'b>(&'a mut fmt::Formatter<'b>);

impl fmt::Write for OneLine<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for (index, part) in text.split(char::is_control).enumerate() {
            if index > 0 {
                self.0.write_str(" ")?;
            }
            self.0.write_str(part)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Error");
        debug
            .field("kind", &self.0.kind)
            .field("text", &self.to_string());
        if let Some(source) = &self.0.source {
            debug.field("source", source);
        }
        debug.finish_non_exhaustive()
    }
}
