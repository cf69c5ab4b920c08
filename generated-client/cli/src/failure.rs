//! Why a call does not succeed, and what kind of failure that is.

use ncloud::ErrorKind;
use ncloud_codegen::Report;

/// Why a call does not succeed.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// What is wrong with a spec, or with what is to be sent.
    Findings(Box<Report>),
    /// What keeps the call from being sent.
    Usage(String),
    /// The call failed.
    Call(Box<ncloud::Error>),
    /// The call took place, and something after it failed: a wait, a file that cannot be written.
    After(String),
}

/// What a program tells its caller of a failure by its exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Class {
    /// The service responded with an error, or with something else than its spec says.
    Service = 1,
    /// Nothing was sent: an argument, a setting, a spec, a confirmation that lacks.
    Usage = 2,
    /// There are no keys, they were refused, or have no right.
    Authentication = 3,
    /// What was asked for does not exist.
    NotFound = 4,
    /// Calls come too often, or a quota is used up.
    Throttled = 5,
    /// There was no connection, it broke, or time ran out.
    Network = 6,
    /// The call took place, and what comes after it failed: a wait, a page, a file.
    After = 7,
}

impl Class {
    /// Every class with its meaning, for help texts.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Service, "the service responded with an error"),
        (
            Self::Usage,
            "nothing was sent: an argument, a setting or a confirmation lacks or is wrong",
        ),
        (
            Self::Authentication,
            "there are no keys, they were refused, or have no right",
        ),
        (Self::NotFound, "what was asked for does not exist"),
        (
            Self::Throttled,
            "calls come too often, or a quota is used up",
        ),
        (
            Self::Network,
            "there was no connection, it broke, or time ran out",
        ),
        (
            Self::After,
            "the call took place, and a wait, a page or a file after it failed",
        ),
    ];
}

impl Failure {
    /// Its class.
    #[must_use]
    pub fn class(&self) -> Class {
        match self {
            Self::Findings(_) | Self::Usage(_) => Class::Usage,
            Self::After(_) => Class::After,
            Self::Call(error) if error.is_auth() || error.is_permission_denied() => {
                Class::Authentication
            }
            Self::Call(error) if error.is_usage() => Class::Usage,
            Self::Call(error) if error.is_throttled() || error.is_quota_exceeded() => {
                Class::Throttled
            }
            Self::Call(error) if error.is_not_found() => Class::NotFound,
            Self::Call(error) if error.is_timeout() => Class::Network,
            Self::Call(error) => match error.kind() {
                ErrorKind::Connect | ErrorKind::Lost | ErrorKind::Protocol => Class::Network,
                ErrorKind::Pages | ErrorKind::Wait | ErrorKind::Io => Class::After,
                _ => Class::Service,
            },
        }
    }

    /// What there is to say, and what to do. Findings say it with lines of the spec, which whoever prints can draw.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::Findings(report) => report.to_string(),
            Self::Usage(message) | Self::After(message) => message.clone(),
            Self::Call(error) => error.to_string(),
        }
    }

    /// What to do about it, where the message does not say so.
    #[must_use]
    pub fn advice(&self) -> Option<&'static str> {
        let Self::Call(error) = self else {
            return None;
        };
        if error.is_permission_denied() {
            return Some(
                "the key is known and has no right: check the policies of the sub account, and that the service is subscribed to",
            );
        }
        if error.is_auth() && error.kind() != ErrorKind::Credentials {
            return Some(
                "the key was refused: `ncloud whoami` tells which one is used, `ncloud configure` takes a new one; keys of another site need `--site`",
            );
        }
        match self.class() {
            Class::Throttled => Some("call again later, or less often"),
            Class::Network if error.is_connect() => {
                Some("nothing was sent: check the network, `--proxy` and `--endpoint`")
            }
            Class::Network => Some(
                "the call may have been carried out: look before it is sent again; `--attempt-timeout` gives it more time",
            ),
            _ => None,
        }
    }
}

impl From<ncloud::Error> for Failure {
    fn from(error: ncloud::Error) -> Self {
        Self::Call(Box::new(error))
    }
}
