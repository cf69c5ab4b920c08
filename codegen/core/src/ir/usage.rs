//! In which directions the values of a type go over the wire.

/// One way in which values of a type go over the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// A request carries them: in a JSON body, or as the text of a parameter.
    Sent,
    /// A query or a form carries them, indexed.
    SentIndexed,
    /// They are part of a parameter that is joined to one text.
    SentJoined,
    /// A response carries them.
    Received,
}

impl Use {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Sent,
        Self::SentIndexed,
        Self::SentJoined,
        Self::Received,
    ];

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// All the ways in which values of a type go over the wire; by default none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage(u8);

impl Usage {
    /// The same, and this way.
    #[must_use]
    pub const fn with(self, other: Use) -> Self {
        Self(self.0 | other.bit())
    }

    /// Whether values go over the wire like that.
    #[must_use]
    pub const fn has(self, one: Use) -> bool {
        self.0 & one.bit() != 0
    }

    /// Whether a request never carries them, and a response does.
    #[must_use]
    pub const fn is_only_received(self) -> bool {
        self.0 == Use::Received.bit()
    }
}

/// All of these ways.
impl FromIterator<Use> for Usage {
    fn from_iter<I: IntoIterator<Item = Use>>(uses: I) -> Self {
        uses.into_iter().fold(Self::default(), Self::with)
    }
}
