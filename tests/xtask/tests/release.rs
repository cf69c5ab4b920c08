//! The package of the client that is published: what is in it, and that a program builds with it.

#![allow(clippy::unwrap_used)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::OnceLock,
};

use ncloud_codegen::build_script;

const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// The package, made once and unpacked.
fn package() -> &'static Path {
    static PACKAGE: OnceLock<PathBuf> = OnceLock::new();
    PACKAGE.get_or_init(|| {
        let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("release");
        // The dependencies were fetched when these tests were built.
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["release", "--allow-dirty", "--no-verify", "--out"])
            .arg(&out)
            .env("CARGO_NET_OFFLINE", "true")
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap();
        let archive = PathBuf::from(said(&output).trim_end());
        let unpacked = out.join("unpacked");
        if unpacked.exists() {
            fs::remove_dir_all(&unpacked).unwrap();
        }
        fs::create_dir_all(&unpacked).unwrap();
        let status = Command::new("tar")
            .arg("-xzf")
            .arg(&archive)
            .arg("-C")
            .arg(&unpacked)
            .status()
            .unwrap();
        assert!(status.success());
        unpacked.join(archive.file_stem().unwrap())
    })
}

fn said(output: &Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn names(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn the_package_has_its_services_as_text_and_no_generator() {
    let package = package();
    let expected = [
        "ARCHITECTURE.md",
        "Cargo.lock",
        "Cargo.toml",
        "Cargo.toml.orig",
        "GUIDE.md",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "src",
    ];
    assert_eq!(names(package), expected.map(str::to_owned).into());
    for file in ["Cargo.lock", "Cargo.toml"] {
        let text = fs::read_to_string(package.join(file)).unwrap();
        for only_of_generators in [
            "ncloud-codegen",
            "ncloud-tools",
            "saphyr",
            "build-dependencies",
        ] {
            assert!(
                !text.contains(only_of_generators),
                "{file}: {only_of_generators}"
            );
        }
    }
    let manifest = fs::read_to_string(package.join("Cargo.toml")).unwrap();
    assert!(manifest.contains("\nbuild = false\n"), "{manifest}");
    assert!(!manifest.contains("\npublish"), "{manifest}");
    assert!(!manifest.contains("[workspace"), "{manifest}");
}

/// What is in rustfmt's style there is, token for token, what a build script makes of the specs.
#[test]
fn the_text_is_what_the_build_script_makes() {
    let services = package().join("src/services");
    let folder = tempfile::tempdir().unwrap();
    build_script::configure(Path::new(REPOSITORY).join("spec"))
        .out_dir(folder.path())
        .try_generate()
        .unwrap();
    assert_eq!(names(&services), names(folder.path()));
    for name in names(folder.path()) {
        let made = fs::read_to_string(folder.path().join(&name)).unwrap();
        let made = ncloud_tools::rust::formatted(&made).unwrap();
        let published = fs::read_to_string(services.join(&name)).unwrap();
        if name == "services.rs" {
            // The content of a module lies beside it, and its feature turns it on.
            let published: String = published
                .lines()
                .filter(|line| !line.starts_with("#[cfg(feature"))
                .map(|line| format!("{line}\n"))
                .collect();
            let made = names(folder.path()).iter().fold(made, |made, name| {
                let of_build = format!("::core::concat!(::core::env!(\"OUT_DIR\"), \"/{name}\")");
                made.replace(&of_build, &format!("\"{name}\""))
            });
            assert_eq!(published, made);
        } else {
            assert!(published == made, "{name}");
        }
    }
}

#[test]
fn a_program_of_one_service_builds_with_it_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let within = |path: &str| folder.path().join(path);
    fs::create_dir(within("src")).unwrap();
    fs::write(
        within("Cargo.toml"),
        format!(
            "[package]\nname = \"user\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             ncloud = {{ path = {:?}, default-features = false, features = [\"organization\"] }}\n\n[workspace]\n",
            package()
        ),
    )
    .unwrap();
    fs::write(
        within("src/main.rs"),
        "fn main() {\n    println!(\"{:?}\", ncloud::organization::GetOrganization::new());\n}\n",
    )
    .unwrap();
    fs::copy(
        Path::new(REPOSITORY).join("Cargo.lock"),
        within("Cargo.lock"),
    )
    .unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline"])
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("release/user"),
        )
        .env_remove("RUSTFLAGS")
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(said(&output), "GetOrganization\n");
    // Warnings of a dependency that lies in a folder are shown.
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let locked = fs::read_to_string(within("Cargo.lock")).unwrap();
    assert!(!locked.contains("ncloud-codegen"), "{locked}");
}
