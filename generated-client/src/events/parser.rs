//! The text of an event stream: <https://html.spec.whatwg.org/multipage/server-sent-events.html>.

use super::EventData;

/// The name of an event that has none.
const UNNAMED: &str = "message";

/// Takes bytes in any pieces, and gives events.
#[derive(Debug, Default)]
pub(super) struct Parser {
    /// What is not yet a line.
    rest: Vec<u8>,
    /// How much of `rest` holds no end of a line, so that a long line is not looked through again and again.
    searched: usize,
    /// The last line ended with a carriage return: a line feed behind it belongs to it.
    after_return: bool,
    begun: bool,
    name: String,
    /// `None` until a line of data came.
    data: Option<String>,
}

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

impl Parser {
    /// Bytes that are kept for an event that is not yet whole.
    pub(super) fn kept(&self) -> usize {
        self.rest.len() + self.data.as_ref().map_or(0, String::len)
    }

    /// Takes a piece in, and hands out the events that it completes.
    pub(super) fn feed(&mut self, piece: &[u8], mut event: impl FnMut(EventData)) {
        self.rest.extend_from_slice(piece);
        let rest = core::mem::take(&mut self.rest);
        let mut lines = Lines {
            text: &rest,
            searched: self.searched,
            after_return: self.after_return,
        };
        if !self.begun {
            match lines.text.strip_prefix(BYTE_ORDER_MARK) {
                Some(text) => lines.text = text,
                // A mark that has not come as a whole cannot be told from text yet.
                None if BYTE_ORDER_MARK.starts_with(lines.text) => {
                    self.rest = rest;
                    return;
                }
                None => {}
            }
            self.begun = true;
        }
        while let Some(line) = lines.next() {
            if line.is_empty() {
                self.end().into_iter().for_each(&mut event);
            } else {
                self.line(line);
            }
        }
        self.after_return = lines.after_return;
        self.searched = lines.text.len();
        self.rest = lines.text.to_vec();
    }

    /// The event that the end of the stream leaves without its empty line. The last line counts too: services end a
    /// stream behind its last letter.
    pub(super) fn finish(&mut self) -> Option<EventData> {
        let rest = core::mem::take(&mut self.rest);
        self.searched = 0;
        self.line(&rest);
        self.end()
    }

    /// Ends an event. One without data is none.
    fn end(&mut self) -> Option<EventData> {
        let name = core::mem::take(&mut self.name);
        let data = self.data.take()?;
        let name = if name.is_empty() {
            UNNAMED.to_owned()
        } else {
            name
        };
        Some(EventData { name, data })
    }

    fn line(&mut self, line: &[u8]) {
        let line = String::from_utf8_lossy(line);
        let (field, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.name),
            "data" => match &mut self.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => self.data = Some(value.to_owned()),
            },
            // Comments keep a connection open; identifiers and delays are for connecting anew, which a POST cannot.
            _ => {}
        }
    }
}

/// Lines that end in `\n`, `\r` or both.
struct Lines<'a> {
    text: &'a [u8],
    searched: usize,
    after_return: bool,
}

impl<'a> Lines<'a> {
    fn next(&mut self) -> Option<&'a [u8]> {
        if self.after_return && !self.text.is_empty() {
            self.after_return = false;
            self.text = self.text.strip_prefix(b"\n").unwrap_or(self.text);
        }
        let unsearched = self.text.get(self.searched..)?;
        let end = self.searched
            + unsearched
                .iter()
                .position(|byte| matches!(byte, b'\n' | b'\r'))?;
        let (line, rest) = self.text.split_at_checked(end)?;
        let (ending, rest) = rest.split_first()?;
        self.searched = 0;
        self.after_return = *ending == b'\r';
        self.text = rest;
        Some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(pieces: &[&[u8]]) -> Vec<(String, String)> {
        let mut parser = Parser::default();
        let mut events = Vec::new();
        let mut push = |event: EventData| events.push((event.name().to_owned(), event.data));
        for piece in pieces {
            parser.feed(piece, &mut push);
        }
        parser.finish().into_iter().for_each(&mut push);
        events
    }

    fn event(name: &str, data: &str) -> (String, String) {
        (name.to_owned(), data.to_owned())
    }

    const STREAM: &str = "\u{feff}: comment\nid: 1\nevent: token\ndata: 안\n\ndata:녕\r\ndata:  a\r\n\r\nevent:only a name\n\nretry: 5\rdata\r\revent: result\ndata: {\"a\": 1}";

    fn expected() -> Vec<(String, String)> {
        vec![
            event("token", "안"),
            event("message", "녕\n a"),
            event("message", ""),
            event("result", "{\"a\": 1}"),
        ]
    }

    #[test]
    fn every_kind_of_line_is_read() {
        assert_eq!(events(&[STREAM.as_bytes()]), expected());
    }

    #[test]
    fn pieces_may_end_anywhere() {
        let bytes = STREAM.as_bytes();
        for end in 0..bytes.len() {
            let (one, other) = bytes.split_at(end);
            assert_eq!(events(&[one, other]), expected(), "cut at {end}");
        }
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(events(&single), expected());
    }

    #[test]
    fn a_name_does_not_outlive_its_event() {
        assert_eq!(
            events(&[b"event: a\n\ndata: 1\n\n"]),
            [event("message", "1")]
        );
    }
}
