//! Credentials from the file that `ncloud configure` writes, `~/.ncloud/configure`:
//!
//! ```text
//! ncloud_access_key_id = AAAAAAAAAAAAAAAAAAAA
//! ncloud_secret_access_key = BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
//! ```
//!
//! A line is split at its first `=`, blanks around both halves are cut off, `#` starts a comment line, other names are
//! passed over, and of a name that comes twice the last value holds. `[name]` starts a profile: the one that was asked
//! for with [`ClientBuilder::profile`](crate::ClientBuilder::profile) is read, without a wish `[DEFAULT]`, and where there is no such profile the lines before
//! any. A file without profiles is read whole.

use std::io;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::{Credentials, Environment};
use crate::wire::error::Error;

const ACCESS_KEY: &str = "ncloud_access_key_id";
const SECRET_KEY: &str = "ncloud_secret_access_key";

/// What the file holds.
pub(super) enum Found {
    Keys(Credentials),
    /// It holds no pair, and why.
    Nothing(String),
}

/// Where the file is, `None` without a home directory.
pub(super) fn path(environment: &Environment) -> Option<PathBuf> {
    let home = environment.raw(HOME)?;
    Some(Path::new(&home).join(".ncloud").join("configure"))
}

/// The variable that names the home directory.
pub(super) const HOME: &str = if cfg!(windows) { "USERPROFILE" } else { "HOME" };

/// Reads the credentials of a file; of a profile in it where one is named.
///
/// # Errors
///
/// When the file cannot be read, when it holds no such profile or not both keys, and when a key cannot be used. The
/// error names file and line.
pub fn read(path: impl AsRef<Path>, profile: Option<&str>) -> Result<Credentials, Error> {
    let path = path.as_ref();
    match find(path, profile)? {
        Found::Keys(credentials) => Ok(credentials),
        Found::Nothing(why) => Err(Error::credentials(format!(
            "{why}; run `ncloud configure`, or write `{ACCESS_KEY} = ...` and `{SECRET_KEY} = ...` to {}",
            path.display()
        ))),
    }
}

pub(super) fn find(path: &Path, profile: Option<&str>) -> Result<Found, Error> {
    let shown = path.display();
    let text = match std::fs::read(path) {
        Ok(bytes) => Zeroizing::new(bytes),
        Err(error) => {
            let why = match error.kind() {
                io::ErrorKind::NotFound => format!("{shown} does not exist"),
                _ => format!("{shown} cannot be read: {error}"),
            };
            return Ok(Found::Nothing(why));
        }
    };
    let text = core::str::from_utf8(&text).map_err(|_| {
        Error::credentials(format!(
            "{shown} is not UTF-8; save it as UTF-8 or run `ncloud configure` again"
        ))
    })?;
    let sections = sections(text, path)?;
    let Some(section) = choose(&sections, profile) else {
        let wanted = profile.unwrap_or_default();
        let known = match names(&sections) {
            Some(names) => format!("choose one of {names}"),
            None => format!("start one with the line `[{wanted}]`"),
        };
        return Err(Error::credentials(format!(
            "{shown} holds no profile `{wanted}`; {known}"
        )));
    };
    let (access, secret) = match (section.access_key, section.secret_key) {
        (Some(access), Some(secret)) => (access, secret),
        (access, secret) => {
            let lacking = match (access, secret) {
                (None, None) => "keys",
                (None, _) => ACCESS_KEY,
                _ => SECRET_KEY,
            };
            return Ok(Found::Nothing(format!(
                "{shown} holds no {lacking}{}",
                place(section, &sections)
            )));
        }
    };
    let keys = (
        Zeroizing::new(access.text.to_owned()),
        Zeroizing::new(secret.text.to_owned()),
    );
    Credentials::checked(keys.0, &keys.1)
        .map(Found::Keys)
        .map_err(|fault| {
            let line = if fault.key == "access key" {
                access.line
            } else {
                secret.line
            };
            Error::credentials(format!("{shown}:{line}: {fault}"))
        })
}

/// The lines between two headers.
#[derive(Default)]
struct Section<'a> {
    name: Option<&'a str>,
    access_key: Option<Value<'a>>,
    secret_key: Option<Value<'a>>,
}

#[derive(Clone, Copy)]
struct Value<'a> {
    text: &'a str,
    line: usize,
}

/// Where in the file the keys were looked for.
fn place(section: &Section<'_>, sections: &[Section<'_>]) -> String {
    match (section.name, names(sections)) {
        (Some(name), _) => format!(" in profile `{name}`"),
        (None, Some(names)) => {
            format!(" before the profiles {names} (choose one with `ClientBuilder::profile`)")
        }
        (None, None) => String::new(),
    }
}

fn names(sections: &[Section<'_>]) -> Option<String> {
    let names: Vec<_> = sections.iter().filter_map(|section| section.name).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn sections<'a>(text: &'a str, path: &Path) -> Result<Vec<Section<'a>>, Error> {
    let mut done = Vec::new();
    let mut section = Section::default();
    for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let (number, line) = (index + 1, line.trim());
        if line.starts_with('#') {
            continue;
        }
        if let Some(name) = line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            done.push(core::mem::replace(
                &mut section,
                Section {
                    name: Some(name.trim()),
                    ..Section::default()
                },
            ));
            continue;
        }
        let (name, value) = match line.split_once('=') {
            Some((name, value)) => (name.trim_end(), Some(value.trim_start())),
            None => (line.split_whitespace().next().unwrap_or_default(), None),
        };
        let slot = match name {
            ACCESS_KEY => &mut section.access_key,
            SECRET_KEY => &mut section.secret_key,
            _ => continue,
        };
        let Some(text) = value else {
            let place = path.display();
            return Err(Error::credentials(format!(
                "{place}:{number}: `{name}` without `=`; write `{name} = <key>`"
            )));
        };
        *slot = Some(Value { text, line: number });
    }
    done.push(section);
    Ok(done)
}

fn choose<'a, 'b>(sections: &'b [Section<'a>], profile: Option<&str>) -> Option<&'b Section<'a>> {
    // Of a profile that comes twice the last one holds, as of a name.
    let named = |wanted: &str| {
        sections.iter().rev().find(|section| {
            section
                .name
                .is_some_and(|name| name.eq_ignore_ascii_case(wanted))
        })
    };
    match profile {
        Some(wanted) => named(wanted),
        None => named("DEFAULT").or_else(|| sections.first()),
    }
}
