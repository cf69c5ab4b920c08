//! The text of an event stream: <https://html.spec.whatwg.org/multipage/server-sent-events.html>.

use bytes::{Buf as _, Bytes};

use super::EventData;

/// The name of an event that has none.
const UNNAMED: &str = "message";

/// Takes bytes in any pieces, and gives events. Every byte is looked at once, whatever the pieces are.
#[derive(Debug, Default)]
pub(super) struct Parser {
    /// What is not yet read.
    piece: Bytes,
    /// The beginning of a line that goes on in the next piece.
    line: Vec<u8>,
    /// The last line ended with a carriage return: a line feed behind it belongs to it.
    after_return: bool,
    /// A line was read.
    begun: bool,
    /// A line was read since this was last asked.
    moved: bool,
    /// An event has begun.
    within: bool,
    /// A line was one of an event stream.
    known: bool,
    /// A line was none.
    foreign: bool,
    name: String,
    /// `None` until a line of data came.
    data: Option<String>,
}

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// What an empty line ends.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Parsed {
    Event(EventData),
    /// A name without data, which is no event. It may still tell how the stream ends.
    Name(String),
}

/// How a stream ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// Behind an event.
    Whole,
    /// Behind a last event that no empty line follows.
    Event(EventData),
    /// Within an event. What there is of it.
    Cut(Option<EventData>),
}

impl Parser {
    /// Bytes that are kept for an event that is not yet whole.
    pub(super) fn kept(&self) -> usize {
        self.line.len() + self.name.len() + self.data.as_ref().map_or(0, String::len)
    }

    /// Whether a line came to its end since this was last asked.
    pub(super) fn moved(&mut self) -> bool {
        core::mem::take(&mut self.moved)
    }

    /// Takes a piece in. The one before it has to be read by [`next`](Self::next).
    pub(super) fn feed(&mut self, piece: Bytes) {
        self.piece = piece;
    }

    /// Whether what was read is no event stream: none of its lines is of one.
    pub(super) fn is_foreign(&self) -> bool {
        self.foreign && !self.known
    }

    /// The next event of the piece.
    pub(super) fn next(&mut self) -> Option<Parsed> {
        loop {
            if self.after_return && !self.piece.is_empty() {
                self.after_return = false;
                if self.piece.starts_with(b"\n") {
                    self.piece.advance(1);
                }
            }
            let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
            let Some(end) = self.piece.iter().position(is_end) else {
                self.line.extend_from_slice(&self.piece);
                self.piece = Bytes::new();
                return None;
            };
            let head = self.piece.split_to(end);
            self.after_return = self.piece.starts_with(b"\r");
            self.piece.advance(1);
            if self.line.is_empty() {
                self.line(&head);
            } else {
                let mut line = core::mem::take(&mut self.line);
                line.extend_from_slice(&head);
                self.line(&line);
            }
            self.moved = true;
            if !self.within
                && let Some(said) = self.end()
            {
                return Some(said);
            }
        }
    }

    /// The end of the stream. The empty line behind the last event may be missing: services end a stream behind its last
    /// letter. The end of the line may not.
    pub(super) fn finish(&mut self) -> Ending {
        let line = core::mem::take(&mut self.line);
        // Comments are of no event.
        let cut_line = !line.is_empty() && !line.starts_with(b":");
        if cut_line {
            self.line(&line);
        }
        let within = core::mem::take(&mut self.within) || cut_line;
        match self.end() {
            Some(Parsed::Event(event)) if !cut_line => Ending::Event(event),
            Some(Parsed::Event(event)) => Ending::Cut(Some(event)),
            None if !within => Ending::Whole,
            Some(Parsed::Name(_)) | None => Ending::Cut(None),
        }
    }

    /// Ends an event.
    fn end(&mut self) -> Option<Parsed> {
        let name = core::mem::take(&mut self.name);
        let Some(data) = self.data.take() else {
            return (!name.is_empty()).then_some(Parsed::Name(name));
        };
        let name = if name.is_empty() {
            UNNAMED.to_owned()
        } else {
            name
        };
        Some(Parsed::Event(EventData { name, data }))
    }

    fn line(&mut self, line: &[u8]) {
        let mut line = line;
        if !self.begun {
            self.begun = true;
            line = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line);
        }
        if line.is_empty() {
            self.within = false;
            return;
        }
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
            // Identifiers and delays are for connecting anew, which a POST cannot. Services send them in front of an event.
            "id" => {}
            // Comments keep a connection open.
            "" | "retry" => {
                self.known = true;
                return;
            }
            _ => {
                self.foreign = true;
                return;
            }
        }
        self.known = true;
        self.within = true;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]

    use super::*;

    fn read(pieces: &[&[u8]]) -> (Vec<(String, String)>, Ending) {
        let mut parser = Parser::default();
        let mut events = Vec::new();
        for piece in pieces {
            parser.feed(Bytes::copy_from_slice(piece));
            while let Some(said) = parser.next() {
                if let Parsed::Event(event) = said {
                    events.push((event.name, event.data));
                }
            }
        }
        (events, parser.finish())
    }

    fn events(pieces: &[&[u8]]) -> Vec<(String, String)> {
        let (mut events, ending) = read(pieces);
        match ending {
            Ending::Whole => {}
            Ending::Event(event) => events.push((event.name, event.data)),
            Ending::Cut(event) => panic!("{event:?}"),
        }
        events
    }

    fn event(name: &str, data: &str) -> (String, String) {
        (name.to_owned(), data.to_owned())
    }

    const STREAM: &str = "\u{feff}: comment\nid: 1\nevent: token\ndata: 안\n\ndata:녕\r\ndata:  a\r\n\r\nevent:only a name\n\nretry: 5\rdata\r\revent: result\ndata: {\"a\": 1}\n";

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

    #[test]
    fn a_name_without_data_is_told_from_an_event() {
        let mut parser = Parser::default();
        parser.feed(Bytes::from_static(b"event: error\n\ndata: 1\n\n"));
        assert_eq!(parser.next(), Some(Parsed::Name("error".to_owned())));
        assert!(matches!(parser.next(), Some(Parsed::Event(_))));
        assert_eq!(parser.next(), None);
    }

    #[test]
    fn text_that_is_no_event_stream_is_told_from_one() {
        for (text, foreign) in [
            ("", false),
            ("\n\n", false),
            (": comment\n", false),
            ("retry: 1\n", false),
            ("other: 1\ndata: 1\n\n", false),
            ("data: 1\n\nother\n", false),
            ("Bad Gateway\n", true),
            ("<p>Sign in</p>\n\n", true),
            ("{\"result\":\n1}\n", true),
            ("[1]", true),
        ] {
            let mut parser = Parser::default();
            parser.feed(Bytes::copy_from_slice(text.as_bytes()));
            while parser.next().is_some() {}
            parser.finish();
            assert_eq!(parser.is_foreign(), foreign, "{text:?}");
        }
    }

    #[test]
    fn a_stream_that_ends_within_an_event_is_told_from_one_that_is_whole() {
        for (text, whole) in [
            ("", true),
            ("data: 1\n\n", true),
            ("data: 1\n\n: still he", true),
            ("data: 1\n\nretry: 1\n", true),
            ("data: 1\r\rdata: 2\r", true),
            ("data: 1\n\ndata: 2\n: comm", true),
            ("data: 1\n\ndata: 2", false),
            ("data: 1\n\nid: 7\n", false),
            ("data: 1\n\nevent: token\n", false),
            ("data: 1\n\neve", false),
        ] {
            let (_, ending) = read(&[text.as_bytes()]);
            assert_eq!(!matches!(ending, Ending::Cut(_)), whole, "{text:?}");
        }
    }
}
