//! The sites of NAVER Cloud Platform.

use core::fmt;

/// A cloud of its own, with accounts, keys and addresses of its own.
///
/// Not every service is on every site; a call to one that is not is an error before anything is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Site {
    /// The public site, `ncloud.com`.
    #[default]
    Public,
    /// The site of the government and of public institutions, `gov-ncloud.com`.
    Government,
    /// The site of the financial sector, `fin-ncloud.com`.
    Financial,
}

/// `government`, as in "the government site".
impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Public => "public",
            Self::Government => "government",
            Self::Financial => "financial",
        })
    }
}
