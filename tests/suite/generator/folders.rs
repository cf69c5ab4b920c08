//! Folders of specs: which files of them are read, and what is said of the others.

#![cfg(unix)]

use std::{
    fs,
    os::unix::{fs::symlink, net::UnixListener},
    path::Path,
    process::Command,
};

use ncloud_codegen::{Report, build_script, load};
use ncloud_tools::format;
use tempfile::TempDir;

use crate::hostile::within_bounds;

const SPEC: &str = "spec: 1\nservice: odd\ntitle: Odd\ndocs: https://docs.example.com\nurl: https://odd.example.com\noperations:\n  Get: { doc: Gets., docs: https://docs.example.com, http: GET /get }\n";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// The services of a folder, or what is found there, each at its path in the folder.
fn read(folder: &Path) -> Result<Vec<String>, Vec<String>> {
    let path = folder.to_owned();
    let loaded = within_bounds("folder", move || load([path]));
    let findings = |report: Report| {
        let findings = report.findings().into_iter().map(|finding| {
            let file = Path::new(&finding.location.file);
            let file = file.strip_prefix(folder).unwrap_or(file);
            format!(
                "{}: {}: {}",
                file.display(),
                finding.rule.id,
                finding.message
            )
        });
        findings.collect()
    };
    match loaded {
        Ok(services) => Ok(services.into_iter().map(|service| service.name).collect()),
        Err(report) => Err(findings(report)),
    }
}

#[test]
fn links_in_a_folder_are_findings_and_lead_nowhere() {
    let folder = folder(&[("odd.yaml", SPEC), ("target/other.yaml", "no spec")]);
    let at = |name: &str| folder.path().join(name);
    symlink(".", at("a.yaml")).unwrap();
    symlink(".", at("b.yaml")).unwrap();
    symlink("..", at("target/up")).unwrap();
    symlink("odd.yaml", at("c.yml")).unwrap();
    symlink("missing.yaml", at("d.yaml")).unwrap();
    symlink("e.yaml", at("e.yaml")).unwrap();
    symlink("/", at("root")).unwrap();
    symlink("odd.yaml", at("README")).unwrap();
    fs::remove_file(at("target/other.yaml")).unwrap();
    let link = "unreadable-file: is a link, which is not followed in a folder of specs";
    let expected = [
        "a.yaml",
        "b.yaml",
        "c.yml",
        "d.yaml",
        "e.yaml",
        "root",
        "target/up",
    ];
    let expected: Vec<String> = expected.map(|name| format!("{name}: {link}")).to_vec();
    assert_eq!(read(folder.path()), Err(expected));
}

#[test]
fn what_is_no_file_is_not_opened() {
    let folder = folder(&[("odd.yaml", SPEC)]);
    let at = |name: &str| folder.path().join(name);
    for pipe in ["pipe.yaml", "notes"] {
        assert!(
            Command::new("mkfifo")
                .arg(at(pipe))
                .status()
                .unwrap()
                .success()
        );
    }
    let _socket = UnixListener::bind(at("socket.yml")).unwrap();
    assert_eq!(
        read(folder.path()),
        Err(vec![
            "pipe.yaml: unreadable-file: is a named pipe, not a file".to_owned(),
            "socket.yml: unreadable-file: is a socket, not a file".to_owned(),
        ])
    );
    // Given by itself it is not waited for either.
    assert_eq!(
        read(&at("pipe.yaml")),
        Err(vec![
            ": unreadable-file: is a named pipe, not a file".to_owned()
        ])
    );
}

#[test]
fn files_of_editors_and_of_git_are_passed_over() {
    let folder = folder(&[
        ("odd.yaml", SPEC),
        ("odd.yaml~", "no spec"),
        ("#odd.yaml#", "no spec"),
        (".odd.yaml.swp", "no spec"),
        (".odd.yaml", "no spec"),
        (".git/config.yaml", "no spec"),
        (".idea/.x/y.yaml", "no spec"),
        ("README.md", "no spec"),
    ]);
    symlink("somebody@host.123:456", folder.path().join(".#odd.yaml")).unwrap();
    assert_eq!(read(folder.path()), Ok(vec!["odd".to_owned()]));
    let texts = format::texts([folder.path()]).unwrap();
    assert_eq!(texts, [(folder.path().join("odd.yaml"), SPEC.to_owned())]);
}

#[test]
fn every_spelling_of_the_extension_is_read() {
    for name in [
        "odd.yaml",
        "odd.yml",
        "odd.YAML",
        "odd.Yml",
        "odd/service.yml",
    ] {
        let folder = folder(&[(name, SPEC)]);
        assert_eq!(read(folder.path()), Ok(vec!["odd".to_owned()]), "{name}");
    }
}

#[test]
fn a_folder_too_deep_is_named() {
    let folder = folder(&[
        ("odd/odd.yaml", SPEC),
        ("odd/more/part.yaml", "part_of: odd\n"),
        ("odd/notes/a.txt", "a"),
    ]);
    assert_eq!(
        read(folder.path()),
        Err(vec![
            "odd/more: unreadable-file: is a folder with specs too deep: they are read in a folder, and in the folders in it".to_owned()
        ])
    );
}

#[test]
fn a_path_that_is_a_link_is_followed() {
    let folder = folder(&[("spec/odd.yaml", SPEC)]);
    let link = folder.path().join("link");
    symlink("spec", &link).unwrap();
    assert_eq!(read(&link), Ok(vec!["odd".to_owned()]));
    let file = folder.path().join("one.yaml");
    symlink("spec/odd.yaml", &file).unwrap();
    assert_eq!(read(&file), Ok(vec!["odd".to_owned()]));
}

/// As git checks a link out where it may not make one.
#[test]
fn a_link_that_git_wrote_as_text_stands_for_its_folder() {
    let folder = folder(&[
        ("spec/odd.yaml", SPEC),
        ("client/spec", "../spec"),
        ("client/lines", "../spec\r\n"),
        ("client/lost", "../nowhere"),
        ("client/prose", "no spec"),
    ]);
    let at = |name: &str| folder.path().join("client").join(name);
    for name in ["spec", "lines"] {
        assert_eq!(read(&at(name)), Ok(vec!["odd".to_owned()]), "{name}");
    }
    assert_eq!(
        read(&at("lost")),
        Err(vec![
            ": unreadable-file: is a file that holds `../nowhere`, as git writes a symbolic link where it may not make one, and there is no such folder".to_owned()
        ])
    );
    assert_eq!(
        read(&at("prose")),
        Err(vec![
            ": wrong-kind: a mapping belongs here, not `no spec`".to_owned()
        ])
    );
    let out = tempfile::tempdir().unwrap();
    build_script::configure(at("spec"))
        .out_dir(out.path())
        .try_generate()
        .unwrap();
    assert!(out.path().join("odd.rs").exists());
}

#[test]
fn what_cannot_be_read_is_a_finding_and_the_rest_is_read() {
    let folder = folder(&[
        ("a.yaml", "no spec"),
        ("b.yaml", "spec: 1\n"),
        ("odd.yaml", SPEC),
    ]);
    fs::write(folder.path().join("a.yaml"), [0xff, 0xfe, b'a']).unwrap();
    fs::write(folder.path().join("b.yaml"), "a: b\n".repeat(1024 * 1024)).unwrap();
    assert_eq!(
        read(folder.path()),
        Err(vec![
            "a.yaml: not-utf8: this byte is not UTF-8".to_owned(),
            "b.yaml: unreadable-file: is 5 MiB large; a spec has at most 4 MiB".to_owned(),
        ])
    );
}

/// A package is made of what lies in its folder, and a link to the repository's own file would be packaged as its text where git
/// may not make one.
#[test]
fn every_package_has_the_licences_of_the_repository() {
    let root = crate::support::path("..");
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        let text = fs::read(root.join(name)).unwrap();
        for package in [
            "codegen/core",
            "codegen/tools",
            "generated-client",
            "generated-client/cli",
        ] {
            let own = root.join(package).join(name);
            assert!(
                fs::symlink_metadata(&own).unwrap().is_file(),
                "{package}/{name}"
            );
            assert!(fs::read(own).unwrap() == text, "{package}/{name}");
        }
    }
}
