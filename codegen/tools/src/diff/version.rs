//! Versions, as far as steps go.

use std::{fmt, str::FromStr};

use super::Effect;

/// A released version: `0.1.0`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Version {
    pub major: u64,
    pub minor: u64,
    pub patch: u64,
}

/// Which number of a version grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// None.
    None,
    /// The last.
    Patch,
    /// The second.
    Minor,
    /// The first.
    Major,
}

impl Step {
    /// `minor`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl Version {
    /// The step that a change asks for. Cargo takes the first number that is not zero for the one that says what breaks, so
    /// below 1.0 steps are smaller.
    #[must_use]
    pub fn step(self, effect: Effect) -> Step {
        match (effect, self.major, self.minor) {
            (Effect::None, ..) => Step::None,
            (Effect::Breaking, 1.., _) => Step::Major,
            (Effect::Breaking, 0, 1..) | (Effect::Addition, 1.., _) => Step::Minor,
            (Effect::Breaking | Effect::Addition, 0, _) | (Effect::Patch, ..) => Step::Patch,
        }
    }

    /// The version after a step.
    #[must_use]
    pub fn after(self, step: Step) -> Self {
        let Self {
            major,
            minor,
            patch,
        } = self;
        let [major, minor, patch] = match step {
            Step::None => [major, minor, patch],
            Step::Patch => [major, minor, patch.saturating_add(1)],
            Step::Minor => [major, minor.saturating_add(1), 0],
            Step::Major => [major.saturating_add(1), 0, 0],
        };
        Self {
            major,
            minor,
            patch,
        }
    }
}

impl FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers: Option<Vec<u64>> = text.split('.').map(|number| number.parse().ok()).collect();
        match numbers.as_deref() {
            Some([major, minor, patch]) => Ok(Self {
                major: *major,
                minor: *minor,
                patch: *patch,
            }),
            _ => Err("a version is three numbers: `0.1.0`".to_owned()),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

#[cfg(test)]
mod tests {
    use super::{Effect, Version};

    #[test]
    fn steps_are_those_of_cargo() {
        for (version, effects) in [
            ("1.2.3", ["1.2.3", "1.2.4", "1.3.0", "2.0.0"]),
            ("0.2.3", ["0.2.3", "0.2.4", "0.2.4", "0.3.0"]),
            ("0.0.3", ["0.0.3", "0.0.4", "0.0.4", "0.0.4"]),
        ] {
            let version: Version = version.parse().unwrap_or(Version {
                major: 0,
                minor: 0,
                patch: 0,
            });
            let next = [
                Effect::None,
                Effect::Patch,
                Effect::Addition,
                Effect::Breaking,
            ]
            .map(|effect| version.after(version.step(effect)).to_string());
            assert_eq!(next, effects, "{version}");
        }
    }

    #[test]
    fn a_version_is_three_numbers() {
        for text in ["", "1", "1.0", "1.0.0.0", "1.0.0-alpha", "1.0.-1", "a.b.c"] {
            assert!(text.parse::<Version>().is_err(), "{text}");
        }
    }
}
