//! Regions by their codes.

use core::fmt;
use core::hash::{Hash, Hasher};
use std::borrow::Cow;

/// A region, by the code that services have for it.
///
/// A text is one of the codes that are known, or an error of [`ClientBuilder::build`](crate::ClientBuilder::build); a region
/// that is newer than this crate is given by [`Region::other`].
///
/// ```
/// use ncloud::Region;
///
/// assert_eq!(Region::from("SGN"), Region::SGN);
/// # assert_eq!(Region::SGN.code(), "SGN");
/// ```
#[derive(Clone, Debug)]
pub struct Region {
    code: Cow<'static, str>,
    /// Whether the caller vouches for the code.
    is_other: bool,
}

macro_rules! regions {
    ($($(#[$about:meta])* $name:ident)*) => {
        impl Region {
            $(
                $(#[$about])*
                pub const $name: Self = Self {
                    code: Cow::Borrowed(stringify!($name)),
                    is_other: false,
                };
            )*

            /// The codes that the specifications and the documentation know.
            pub(crate) const CODES: &[&str] = &[$(stringify!($name)),*];
        }
    };
}

regions! {
    /// Korea.
    KR
    /// Korea, the southern part.
    KRS
    /// Korea, on the site of the financial sector.
    FKR
    /// Hong Kong.
    HK
    /// Japan.
    JPN
    /// Japan, as GAMEPOT calls it.
    JP
    /// Singapore.
    SGN
    /// Singapore, as GAMEPOT calls it.
    SG
    /// The west of the United States.
    USWN
    /// Germany.
    DEN
    /// No region: the key management service has keys that are everywhere.
    GLOBAL
}

impl Region {
    /// A region that this crate does not know. The code is sent as it is.
    pub fn other(code: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code: code.into(),
            is_other: true,
        }
    }

    /// Whether the code is one that is known, or one that the caller vouches for.
    pub(crate) fn is_known(&self) -> bool {
        self.is_other || Self::CODES.contains(&self.code())
    }

    /// The code, `SGN`.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }
}

/// The code alone tells regions apart.
impl PartialEq for Region {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Region {}

impl Hash for Region {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.code.hash(state);
    }
}

impl From<&str> for Region {
    fn from(code: &str) -> Self {
        code.to_owned().into()
    }
}

impl From<&String> for Region {
    fn from(code: &String) -> Self {
        code.clone().into()
    }
}

impl From<String> for Region {
    fn from(code: String) -> Self {
        Self {
            code: code.into(),
            is_other: false,
        }
    }
}

/// The code.
impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)
    }
}
