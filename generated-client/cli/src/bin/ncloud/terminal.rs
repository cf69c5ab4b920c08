//! Standard output, which has data alone, and standard error, which has everything else.

use std::io::{self, IsTerminal as _, Write as _};

use ncloud::printable;
use ncloud_cli::failure::Failure;

/// Whether somebody still reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    Listens,
    /// It has gone (`| head`), which is no failure.
    Gone,
}

/// Prints a text and a line feed, without what a terminal would obey.
///
/// # Errors
///
/// When standard output takes no more.
pub(crate) fn print_line(text: &str) -> Result<Reader, Failure> {
    written(
        writeln!(io::stdout(), "{}", printable::lines(text)).and_then(|()| io::stdout().flush()),
    )
}

/// Prints bytes as they are.
///
/// # Errors
///
/// When standard output takes no more.
pub(crate) fn print_bytes(bytes: &[u8]) -> Result<Reader, Failure> {
    let mut output = io::stdout();
    written(output.write_all(bytes).and_then(|()| output.flush()))
}

fn written(written: io::Result<()>) -> Result<Reader, Failure> {
    match written {
        Ok(()) => Ok(Reader::Listens),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Reader::Gone),
        Err(error) => Err(Failure::After(format!("standard output: {error}"))),
    }
}

/// Says something on standard error; nowhere is left to say that it is closed.
pub(crate) fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// Says something on standard error, and stays on the line.
pub(crate) fn say_on_line(text: &str) {
    let _ = write!(io::stderr(), "{text}");
    let _ = io::stderr().flush();
}

/// Whether data goes to a person.
pub(crate) fn is_read_by_a_person() -> bool {
    io::stdout().is_terminal()
}

/// Whether somebody can be asked.
pub(crate) fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// The columns of the terminal; `None` where data goes elsewhere.
pub(crate) fn width() -> Option<usize> {
    let given = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    let size = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    is_read_by_a_person().then(|| given.or_else(size)).flatten()
}
