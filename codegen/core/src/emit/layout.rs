//! Tokens -> text that people read.
//!
//! A build script is compiled without optimisation, and there syn and prettyplease cost several times what generating
//! costs. Generated code has few shapes, so a plain walk over the tokens lays it out well enough; `ncloud-tools`
//! gives the style of rustfmt where time does not count.

use std::fmt::{Display, Write};

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

use crate::printable;

const INDENT: &str = "    ";
const WIDTH: usize = 100;

/// The text of an item, with a line feed at its end.
pub(super) fn item(tokens: TokenStream) -> String {
    let mut layout = Layout {
        text: String::new(),
        depth: 0,
        last: Last::Start,
        closure: false,
    };
    layout.block(tokens.into_iter(), false);
    layout.text
}

struct Layout {
    text: String,
    depth: usize,
    last: Last,
    /// Between the bars of a closure's parameters.
    closure: bool,
}

/// What was written last: it decides whether a space follows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// The start of a line, or of a group.
    Start,
    Word,
    /// A lifetime, or a word after which a parenthesis is no call and a path is a new one.
    Keyword,
    /// `=`, `->`, `,` and others that keep a distance to what follows.
    Spaced,
    /// `&`, `::`, `.` and others that do not.
    Tight,
    /// `>`, `)` and others that end something.
    Close,
}

impl Layout {
    /// Statements, items, fields or match arms: each on lines of its own, in a spacious block with an empty line between.
    fn block(&mut self, tokens: impl Iterator<Item = TokenTree>, spacious: bool) {
        let mut commas = false;
        let mut implementation = false;
        let mut angles = Angles::default();
        let mut tokens = tokens.peekable();
        while let Some(token) = tokens.next() {
            let separates = angles.separates(&token);
            match token {
                TokenTree::Punct(punct) if punct.as_char() == '#' && self.last == Last::Start => {
                    if let Some(TokenTree::Group(attribute)) = tokens.next() {
                        self.attribute(attribute);
                    }
                }
                TokenTree::Punct(punct) if separates => {
                    commas |= punct.as_char() == ',';
                    self.text.push(punct.as_char());
                    self.end_line();
                    if spacious && tokens.peek().is_some() {
                        self.text.push('\n');
                    }
                }
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                    self.braces(group, implementation);
                    implementation = false;
                    let goes_on = match tokens.peek() {
                        Some(TokenTree::Punct(punct)) => punct.as_char() != '#',
                        Some(TokenTree::Ident(_) | TokenTree::Literal(_) | TokenTree::Group(_))
                        | None => false,
                    };
                    if !goes_on {
                        self.end_line();
                        if spacious && tokens.peek().is_some() {
                            self.text.push('\n');
                        }
                    }
                }
                token => {
                    if self.last == Last::Start {
                        implementation = matches!(&token, TokenTree::Ident(word) if word == "impl");
                    }
                    self.token(token);
                }
            }
        }
        if self.last != Last::Start {
            if commas {
                self.text.push(',');
            }
            self.end_line();
        }
    }

    fn attribute(&mut self, group: Group) {
        match Attribute::of(group) {
            Attribute::Doc(text) => {
                for line in text.split('\n') {
                    self.space_or_indent(Last::Word);
                    self.text.push_str("///");
                    self.text.push_str(&printable::line(line.trim_end()));
                    self.end_line();
                }
            }
            Attribute::Other(tokens) => {
                self.space_or_indent(Last::Word);
                self.text.push('#');
                self.last = Last::Tight;
                self.delimited("[", tokens, "]");
                self.end_line();
            }
        }
    }

    fn braces(&mut self, group: Group, spacious: bool) {
        self.space_or_indent(Last::Word);
        // What a macro takes.
        if self.text.ends_with('!') {
            self.text.push(' ');
        }
        let tokens = contents(group);
        if tokens.is_empty() {
            self.text.push_str("{}");
        } else {
            self.text.push('{');
            self.depth += 1;
            self.end_line();
            self.block(tokens.into_iter(), spacious);
            self.depth -= 1;
            self.indent();
            self.text.push('}');
        }
        self.last = Last::Close;
    }

    fn token(&mut self, token: TokenTree) {
        match token {
            TokenTree::Ident(ident) => {
                let lifetime = self.text.ends_with('\'');
                self.space_or_indent(Last::Word);
                let start = self.text.len();
                self.display(&ident);
                let word = self.text.get(start..).unwrap_or_default();
                self.last = if lifetime || is_keyword(word) {
                    Last::Keyword
                } else {
                    Last::Word
                };
            }
            TokenTree::Literal(literal) => {
                self.space_or_indent(Last::Word);
                self.display(&literal);
                self.last = Last::Word;
            }
            TokenTree::Punct(punct) => {
                self.punct(punct.as_char(), punct.spacing() == Spacing::Joint);
            }
            TokenTree::Group(group) => match group.delimiter() {
                Delimiter::Brace => self.braces(group, false),
                Delimiter::Parenthesis => self.delimited("(", contents(group), ")"),
                Delimiter::Bracket => self.delimited("[", contents(group), "]"),
                Delimiter::None => self.delimited("", contents(group), ""),
            },
        }
    }

    fn punct(&mut self, character: char, joint: bool) {
        let after_colon = self.text.ends_with(':') && self.last == Last::Tight;
        match character {
            ':' if joint => {
                self.space_or_indent_before_path();
                self.text.push(':');
                self.last = Last::Tight;
            }
            ':' if after_colon => {
                self.text.push(':');
                self.last = Last::Tight;
            }
            ':' | ',' | ';' => {
                self.text.push(character);
                self.last = Last::Spaced;
            }
            '.' | '?' => {
                // A chain behind a call of several lines goes on in a line of its own.
                if character == '.' && self.is_behind_long_call() {
                    self.end_line();
                    self.indent();
                }
                self.text.push(character);
                self.last = if character == '.' {
                    Last::Tight
                } else {
                    Last::Close
                };
            }
            '<' => {
                if self.last == Last::Spaced {
                    self.text.push(' ');
                }
                self.text.push('<');
                self.last = Last::Tight;
            }
            '>' if self.text.ends_with(['-', '=']) && self.last == Last::Tight => {
                self.text.push('>');
                self.last = Last::Spaced;
            }
            '>' => {
                self.text.push('>');
                self.last = Last::Close;
            }
            '|' => {
                if !self.closure {
                    self.space_or_indent(Last::Tight);
                }
                self.text.push('|');
                self.closure = !self.closure;
                self.last = if self.closure {
                    Last::Tight
                } else {
                    Last::Spaced
                };
            }
            '&' | '#' | '!' | '\'' | '*' => {
                if character != '!' {
                    self.space_or_indent(Last::Word);
                }
                self.text.push(character);
                self.last = Last::Tight;
            }
            other => {
                if self.last != Last::Tight {
                    self.space_or_indent(Last::Word);
                }
                self.text.push(other);
                self.last = if joint { Last::Tight } else { Last::Spaced };
            }
        }
    }

    /// A path that begins with `::` keeps its distance to a word, but not to `<` or a parenthesis.
    fn space_or_indent_before_path(&mut self) {
        match self.last {
            // `Type::new`: the path goes on.
            Last::Word | Last::Close => {}
            Last::Start | Last::Keyword | Last::Spaced | Last::Tight => {
                self.space_or_indent(Last::Word);
            }
        }
    }

    /// Parentheses and brackets: on one line if they fit, else an element a line.
    fn delimited(&mut self, open: &str, tokens: Vec<TokenTree>, close: &str) {
        // A second way to lay them out, only where there is one: copies of tokens are dear.
        let elements = tokens.iter().any(is_comma).then(|| tokens.clone());
        if matches!(self.last, Last::Start | Last::Spaced | Last::Keyword) {
            self.space_or_indent(Last::Word);
        }
        self.text.push_str(open);
        let start = self.text.len();
        let closure = std::mem::replace(&mut self.closure, false);
        self.last = Last::Tight;
        for token in tokens {
            self.token(token);
        }
        let inside = self.text.get(start..).unwrap_or_default();
        // No further back than what fits: the line may be as long as the text.
        let line = self.text.bytes().rev().take(WIDTH + 1);
        let too_wide =
            line.take_while(|byte| *byte != b'\n').count() > WIDTH || inside.contains('\n');
        if let Some(elements) = elements
            && too_wide
        {
            self.text.truncate(start);
            self.depth += 1;
            self.end_line();
            self.elements(elements);
            self.depth -= 1;
            self.indent();
        }
        self.text.push_str(close);
        self.closure = closure;
        self.last = Last::Close;
    }

    fn elements(&mut self, tokens: Vec<TokenTree>) {
        let mut angles = Angles::default();
        for token in tokens {
            if angles.separates(&token) {
                self.text.push(',');
                self.end_line();
            } else {
                self.token(token);
            }
        }
        if self.last != Last::Start {
            self.text.push(',');
            self.end_line();
        }
    }

    /// Whether the last line is the end of a call of several lines, or goes on behind one.
    fn is_behind_long_call(&self) -> bool {
        let line = self.text.rsplit('\n').next().unwrap_or_default();
        let line = line.trim_start();
        line == ")"
            || (line.starts_with('.')
                && line.matches('(').count() == line.matches(')').count()
                && line.matches('[').count() == line.matches(']').count())
    }

    fn space_or_indent(&mut self, next: Last) {
        match self.last {
            Last::Start => self.indent(),
            Last::Word | Last::Keyword | Last::Spaced => self.text.push(' '),
            Last::Close if next == Last::Word => self.text.push(' '),
            Last::Close | Last::Tight => {}
        }
    }

    fn display(&mut self, token: &impl Display) {
        // A `String` takes whatever is written to it.
        let _ = write!(self.text, "{token}");
    }

    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.text.push_str(INDENT);
        }
    }

    fn end_line(&mut self) {
        self.text.push('\n');
        self.last = Last::Start;
    }
}

/// Tells a comma that separates from one between `<` and `>`, which belongs to a type. Generated code compares nothing, so
/// that every `<` opens a type's arguments.
#[derive(Default)]
struct Angles {
    open: usize,
    /// The last token may be the first half of `->` or `=>`.
    arrow: bool,
}

impl Angles {
    /// Whether the token separates elements or statements.
    fn separates(&mut self, token: &TokenTree) -> bool {
        let TokenTree::Punct(punct) = token else {
            self.arrow = false;
            return false;
        };
        let character = punct.as_char();
        match character {
            '<' => self.open += 1,
            '>' if !self.arrow => self.open = self.open.saturating_sub(1),
            _ => {}
        }
        self.arrow = matches!(character, '-' | '=');
        matches!(character, ',' | ';') && self.open == 0
    }
}

enum Attribute {
    /// The text of `#[doc = ".."]`.
    Doc(String),
    Other(Vec<TokenTree>),
}

impl Attribute {
    fn of(group: Group) -> Self {
        let tokens = contents(group);
        match tokens.as_slice() {
            [
                TokenTree::Ident(name),
                TokenTree::Punct(_),
                TokenTree::Literal(text),
            ] if name == "doc" => Self::Doc(unescaped(&text.to_string())),
            _ => Self::Other(tokens),
        }
    }
}

/// The tokens inside. A stream that nothing else holds gives them away, one that its group still holds copies them.
fn contents(group: Group) -> Vec<TokenTree> {
    let tokens = group.stream();
    drop(group);
    tokens.into_iter().collect()
}

fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "as" | "dyn" | "for" | "if" | "impl" | "in" | "match" | "mut"
    )
}

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',')
}

/// The value of a string literal as quote writes it.
fn unescaped(literal: &str) -> String {
    let inside = literal
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(literal);
    let mut text = String::with_capacity(inside.len());
    let mut characters = inside.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            text.push(character);
            continue;
        }
        match characters.next() {
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some('u') => {
                let digits: String = characters
                    .by_ref()
                    .take_while(|c| *c != '}')
                    .filter(|c| *c != '{')
                    .collect();
                text.extend(
                    u32::from_str_radix(&digits, 16)
                        .ok()
                        .and_then(char::from_u32),
                );
            }
            Some('0') => text.push('\0'),
            Some(escaped) => text.push(escaped),
            None => {}
        }
    }
    text
}
