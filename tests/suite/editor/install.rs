//! The language server, in a folder of the build.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

/// What the installer says where the fault is ours, not the network's: another file than the lock names, and a lock that does not fit.
const FAULTS: [&str; 4] = ["EINTEGRITY", "EUSAGE", "ETARGET", "E404"];

/// The program that Node runs, or why there is none.
pub(crate) fn server() -> Result<&'static Path, &'static str> {
    static SERVER: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    SERVER
        .get_or_init(install)
        .as_deref()
        .map_err(String::as_str)
}

fn install() -> Result<PathBuf, String> {
    let locked = Path::new(env!("CARGO_MANIFEST_DIR")).join("node");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("editor");
    let server = folder.join("node_modules/yaml-language-server/bin/yaml-language-server");
    said("node", Command::new("node").arg("--version").output())?;
    fs::create_dir_all(&folder).unwrap();
    let lock = fs::read(locked.join("package-lock.json")).unwrap();
    let installed = folder.join("installed.json");
    if server.exists() && fs::read(&installed).is_ok_and(|installed| installed == lock) {
        return Ok(server);
    }
    for file in ["package.json", "package-lock.json"] {
        fs::copy(locked.join(file), folder.join(file)).unwrap();
    }
    let output = Command::new("npm")
        .args([
            "ci",
            "--prefer-offline",
            "--fetch-retries=1",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
        ])
        .current_dir(&folder)
        .output();
    said("npm", output)?;
    fs::write(installed, lock).unwrap();
    Ok(server)
}

fn said(program: &str, output: io::Result<std::process::Output>) -> Result<(), String> {
    let output = output.map_err(|error| format!("{program}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!FAULTS.iter().any(|fault| said.contains(fault)), "{said}");
    Err(said)
}
