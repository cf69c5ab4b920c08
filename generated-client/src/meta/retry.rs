//! Which calls may be sent again.

/// Which calls may be repeated after a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// None: the same call would fail again.
    Never,
    /// Those that only read: the call may have been carried out.
    Reads,
    /// All: the call was refused before it was carried out.
    Always,
}

/// Whether a call may be carried out twice without harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// It only reads.
    Read,
    /// It changes something.
    Write,
}

impl Retry {
    /// Whether a call of this safety may be repeated.
    pub(crate) const fn allows(self, safety: Safety) -> bool {
        match self {
            Self::Never => false,
            Self::Reads => matches!(safety, Safety::Read),
            Self::Always => true,
        }
    }
}
