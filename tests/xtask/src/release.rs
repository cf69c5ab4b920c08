//! The package of the client that is published. Its services are text in it, as the build script makes it here, so that whoever
//! depends on it compiles no generator.

mod manifest;
mod services;

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::command::{printed, repository, run};

const USAGE: &str =
    "cargo xtask release [--allow-dirty] [--no-verify | --features LIST] [--out FOLDER]";

/// The package.
const CLIENT: &str = "ncloud";
/// What its build script needs, and cargo therefore packages with it.
const GENERATOR: &str = "ncloud-codegen";

#[derive(Default)]
struct Options<'arguments> {
    /// Takes what is not committed too.
    allow_dirty: bool,
    /// Does not build the package.
    no_verify: bool,
    /// What the package is built with, in place of all services.
    features: Option<&'arguments str>,
    /// In place of `target/release-packages`.
    out: Option<&'arguments str>,
}

/// Makes the package, and says where it is.
///
/// # Errors
///
/// When an option is unknown, a command fails, or the package would not be what it should.
pub(crate) fn release(arguments: &[&str]) -> Result<(), String> {
    let options = options(arguments)?;
    let out = match options.out {
        Some(folder) => {
            std::path::absolute(folder).map_err(|error| failed(folder.as_ref(), &error))?
        }
        None => repository().join("target/release-packages"),
    };
    let staged = stage(&options, &out)?;
    let built = pack(&options, &out, &staged)?;
    println!("{}", built.display());
    Ok(())
}

fn options<'arguments>(arguments: &[&'arguments str]) -> Result<Options<'arguments>, String> {
    let mut options = Options::default();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match *argument {
            "--allow-dirty" => options.allow_dirty = true,
            "--no-verify" => options.no_verify = true,
            "--features" => options.features = Some(arguments.next().ok_or(USAGE)?),
            "--out" => options.out = Some(arguments.next().ok_or(USAGE)?),
            _ => return Err(USAGE.to_owned()),
        }
    }
    Ok(options)
}

/// The sources of the package, in a folder of their own.
fn stage(options: &Options<'_>, out: &Path) -> Result<PathBuf, String> {
    let staged = unpacked(options, out)?;
    // What cargo writes itself, what only the build script needs, and that.
    for name in [
        ".cargo_vcs_info.json",
        "Cargo.toml.orig",
        "build.rs",
        "spec",
    ] {
        remove(&staged.join(name))?;
    }

    let text = staged.join("src/services");
    printed(&[
        "cargo",
        "run",
        "--quiet",
        "-p",
        "ncloud-tools",
        "--",
        "generate",
        "--out",
        shown(&text)?,
        "spec",
    ])?;
    let index = text.join("services.rs");
    let (gated, names) = services::gated(&read(&index)?)?;
    write(&index, &gated)?;
    include(&staged.join("src"))?;

    let manifest = staged.join("Cargo.toml");
    write(&manifest, &manifest::published(&read(&manifest)?, &names)?)?;
    Ok(staged)
}

/// The package as cargo makes it of the repository: its files, and a manifest that inherits nothing from a workspace.
fn unpacked(options: &Options<'_>, out: &Path) -> Result<PathBuf, String> {
    let target = out.join("repository");
    let mut line = vec![
        "cargo",
        "package",
        "--quiet",
        "--no-verify",
        "-p",
        GENERATOR,
        "-p",
        CLIENT,
        "--target-dir",
        shown(&target)?,
    ];
    if options.allow_dirty {
        line.push("--allow-dirty");
    }
    run(&line, &[])?;
    let name = name()?;
    let staged = out.join(&name);
    remove(&staged)?;
    let archive = target.join(format!("package/{name}.crate"));
    run(&["tar", "-xzf", shown(&archive)?, "-C", shown(out)?], &[])?;
    Ok(staged)
}

/// Name and version, as cargo names packages.
fn name() -> Result<String, String> {
    let id = printed(&["cargo", "pkgid", "-p", CLIENT])?;
    let version = id.trim_end().rsplit(['@', '#']).next().unwrap_or_default();
    Ok(format!("{CLIENT}-{version}"))
}

/// Has the sources include the text that lies among them, and not that of a build script.
fn include(sources: &Path) -> Result<(), String> {
    const OF_BUILD: &str = r#"concat!(env!("OUT_DIR"), "/services.rs")"#;
    let library = sources.join("lib.rs");
    let text = read(&library)?;
    // Its documentation shows how others include theirs.
    let code = || text.lines().filter(|line| !line.starts_with("//!"));
    let of_code = |word: &str| code().map(|line| line.matches(word).count()).sum::<usize>();
    if of_code(OF_BUILD) != 1 || of_code("OUT_DIR") != 1 {
        return Err(format!(
            "{} does not include the services once",
            library.display()
        ));
    }
    let lines = text.lines().map(|line| match line.starts_with("//!") {
        true => format!("{line}\n"),
        false => format!("{}\n", line.replace(OF_BUILD, r#""services/services.rs""#)),
    });
    write(&library, &lines.collect::<String>())
}

/// Has cargo make the package of it, and build that unless told otherwise.
fn pack(options: &Options<'_>, out: &Path, staged: &Path) -> Result<PathBuf, String> {
    let target = out.join("target");
    let manifest = staged.join("Cargo.toml");
    let mut line = vec![
        "cargo",
        "package",
        "--quiet",
        "--allow-dirty",
        "--manifest-path",
        shown(&manifest)?,
        "--target-dir",
        shown(&target)?,
    ];
    if options.no_verify {
        line.push("--no-verify");
    } else {
        line.extend(["--features", options.features.unwrap_or("all-services")]);
    }
    run(&line, &[])?;
    Ok(target.join(format!("package/{}.crate", name()?)))
}

fn remove(path: &Path) -> Result<(), String> {
    let removed = match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(_) => return Ok(()),
    };
    removed.map_err(|error| failed(path, &error))
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| failed(path, &error))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| failed(path, &error))
}

fn failed(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}

fn shown(path: &Path) -> Result<&str, String> {
    path.to_str()
        .ok_or_else(|| format!("{}: is no path in UTF-8", path.display()))
}
