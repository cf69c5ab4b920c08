//! What comes after a page.

use core::fmt;

/// What comes after a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::paginate) enum Next {
    #[default]
    End,
    /// The request asks for another page.
    Ask,
    /// There is another page, but it cannot be asked for.
    Stuck(&'static str),
    /// The next page would have to be asked for beyond what the service takes.
    Beyond(Beyond),
    /// This page is the last one again, and the list ends.
    AgainTheLast,
    /// This page came before.
    Again(&'static str),
}

/// Where a list goes on, or may, that cannot be read further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::paginate) struct Beyond {
    /// What pages are asked for by.
    pub(super) by: &'static str,
    pub(super) max: i64,
    /// Something says that there is another page.
    pub(super) said: bool,
}

impl fmt::Display for Beyond {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { by, max, said } = self;
        let more = if *said {
            "there are more items"
        } else {
            "there may be more items"
        };
        write!(
            f,
            "{more}, and the service does not give them: the greatest {by} that it takes is {max}; narrow the request"
        )
    }
}
