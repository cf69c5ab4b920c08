//! `ncloud configure`: the keys of the account in `~/.ncloud/configure`, in the format of the official program.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use ncloud::Credentials;
use ncloud_cli::failure::Failure;

use crate::terminal::{can_ask, print_line, say, say_on_line};

const HOME: &str = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
const ACCESS_KEY: &str = "ncloud_access_key_id";
const SECRET_KEY: &str = "ncloud_secret_access_key";

fn path() -> Result<PathBuf, Failure> {
    let home = std::env::var_os(HOME).filter(|home| !home.is_empty());
    let home = home.ok_or_else(|| {
        Failure::Usage(format!(
            "{HOME} is not set, so that there is no place for keys; set it"
        ))
    })?;
    Ok(Path::new(&home).join(".ncloud").join("configure"))
}

/// What the file holds; nothing where there is none.
fn text(path: &Path) -> Result<String, Failure> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(Failure::Usage(format!("{}: {error}", path.display()))),
    }
}

fn header(line: &str) -> Option<&str> {
    let name = line.trim().strip_prefix('[')?.strip_suffix(']')?;
    Some(name.trim())
}

/// The names of the profiles.
///
/// # Errors
///
/// When the file cannot be read.
pub(crate) fn profiles() -> Result<Vec<String>, Failure> {
    let text = text(&path()?)?;
    Ok(text.lines().filter_map(header).map(str::to_owned).collect())
}

/// Prints the names of the profiles.
///
/// # Errors
///
/// When the file cannot be read.
pub(crate) fn list() -> Result<(), Failure> {
    let names = profiles()?;
    if names.is_empty() {
        say(&format!("note: {} holds no profiles", path()?.display()));
        return Ok(());
    }
    print_line(&names.join("\n")).map(drop)
}

/// Asks for keys and keeps them, for a profile where one is named.
///
/// # Errors
///
/// When a key cannot be used, and when the file cannot be written.
pub(crate) fn configure(profile: Option<&str>) -> Result<(), Failure> {
    if let Some(name) = profile.filter(|name| {
        name.trim() != *name || name.is_empty() || name.contains(['[', ']', '\n', '#'])
    }) {
        return Err(Failure::Usage(format!(
            "`{name}` cannot be the name of a profile"
        )));
    }
    let path = path()?;
    let before = text(&path)?;
    let access = asked("Access key: ")?;
    let secret = secret("Secret key: ")?;
    Credentials::new(access.clone(), secret.clone())?;
    let after = with_keys(&before, profile, &access, &secret);
    written(&path, &after)
        .map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))?;
    let of = profile
        .map(|name| format!(" for the profile `{name}`"))
        .unwrap_or_default();
    say(&format!(
        "The keys{of} are in {}; `ncloud whoami` tells whether they are taken.",
        path.display()
    ));
    Ok(())
}

fn asked(prompt: &str) -> Result<String, Failure> {
    if can_ask() {
        say_on_line(prompt);
    }
    let mut line = String::new();
    io::stdin()
        .read_line(&mut line)
        .map_err(|error| Failure::Usage(format!("standard input: {error}")))?;
    Ok(line.trim().to_owned())
}

/// Without an echo on a terminal.
fn secret(prompt: &str) -> Result<String, Failure> {
    if !can_ask() {
        return asked(prompt);
    }
    say_on_line(prompt);
    let read = rpassword::read_password();
    let line = read.map_err(|error| Failure::Usage(format!("the terminal: {error}")))?;
    Ok(line.trim().to_owned())
}

/// The text with the keys in the place of a profile: all other lines stay.
fn with_keys(before: &str, profile: Option<&str>, access: &str, secret: &str) -> String {
    let lines: Vec<&str> = before.lines().collect();
    // The client takes `[DEFAULT]` where no profile is named, and of a profile that comes twice the last one.
    let wanted = profile.unwrap_or("DEFAULT");
    let is_meant = |line: &str| header(line).is_some_and(|name| name.eq_ignore_ascii_case(wanted));
    let named = lines
        .iter()
        .rposition(|line| is_meant(line))
        .map(|at| at + 1);
    let begins = match (named, profile) {
        (Some(at), _) => at,
        (None, None) => 0,
        (None, Some(name)) => {
            let gap = if before.is_empty() || before.ends_with("\n\n") {
                ""
            } else {
                "\n"
            };
            let end = if before.is_empty() || before.ends_with('\n') {
                ""
            } else {
                "\n"
            };
            return format!(
                "{before}{end}{gap}[{name}]\n{ACCESS_KEY} = {access}\n{SECRET_KEY} = {secret}\n"
            );
        }
    };
    let ends = lines
        .iter()
        .skip(begins)
        .position(|line| header(line).is_some());
    let ends = ends.map_or(lines.len(), |length| begins + length);
    let is_key = |line: &str| {
        let name = line.split('=').next().unwrap_or_default().trim();
        name == ACCESS_KEY || name == SECRET_KEY
    };
    let mut after: Vec<String> = lines
        .iter()
        .take(begins)
        .map(|line| (*line).to_owned())
        .collect();
    after.push(format!("{ACCESS_KEY} = {access}"));
    after.push(format!("{SECRET_KEY} = {secret}"));
    let own = lines
        .iter()
        .take(ends)
        .skip(begins)
        .filter(|line| !is_key(line));
    after.extend(own.map(|line| (*line).to_owned()));
    after.extend(lines.iter().skip(ends).map(|line| (*line).to_owned()));
    after.join("\n") + "\n"
}

/// Puts the text in place of the file as a whole, for its owner alone.
fn written(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    // A file that is made so is its owner's alone.
    let mut file = tempfile::Builder::new()
        .prefix(".configure-")
        .tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_take_the_place_of_those_of_their_profile_alone() {
        assert_eq!(
            with_keys("", None, "A", "B"),
            "ncloud_access_key_id = A\nncloud_secret_access_key = B\n"
        );
        let two = "# kept\n[DEFAULT]\nncloud_access_key_id = 1\nregion = KR\nncloud_secret_access_key = 2\n[dev]\nncloud_access_key_id = 3\n";
        assert_eq!(
            with_keys(two, None, "A", "B"),
            "# kept\n[DEFAULT]\nncloud_access_key_id = A\nncloud_secret_access_key = B\nregion = KR\n[dev]\nncloud_access_key_id = 3\n"
        );
        assert_eq!(
            with_keys(two, Some("dev"), "A", "B"),
            "# kept\n[DEFAULT]\nncloud_access_key_id = 1\nregion = KR\nncloud_secret_access_key = 2\n[dev]\nncloud_access_key_id = A\nncloud_secret_access_key = B\n"
        );
        assert_eq!(
            with_keys("ncloud_access_key_id = 1", Some("new"), "A", "B"),
            "ncloud_access_key_id = 1\n\n[new]\nncloud_access_key_id = A\nncloud_secret_access_key = B\n"
        );
    }
}
