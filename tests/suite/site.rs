//! The site in a browser that nobody here wrote, opened from its folder as a reader does.
//!
//! Where there is no browser, or its driver cannot be installed, the test says so and ends.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use ncloud_test_support::python;
use ncloud_tools::{doc, search::Index};
use serde_json::{Value as Json, json};

/// The release that the script was written for.
const PACKAGES: [&str; 1] = ["playwright==1.55.0"];
/// As systems call it.
const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
/// In both languages, with names as they are copied, and with parts of words.
const QUERIES: [&str; 7] = [
    "list servers",
    "서버 목록 조회",
    "VPC생성하기",
    "문자 보내기",
    "getServerInstanceList",
    "how to delete subn",
    "1100000",
];

fn browser() -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let mut folders = env::split_paths(&path);
    folders.find_map(|folder| {
        let mut programs = BROWSERS.iter().map(|name| folder.join(name));
        programs.find(|program| program.is_file())
    })
}

#[test]
fn a_reader_finds_an_operation_and_reads_it() {
    let Some(browser) = browser() else {
        eprintln!(
            "left out, as there is no browser: one of {}",
            BROWSERS.join(", ")
        );
        return;
    };
    let tmp = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let python = match python::with_packages(&tmp.join("playwright"), &PACKAGES) {
        Ok(python) => python,
        Err(reason) => {
            eprintln!("left out, as the driver of the browser could not be installed: {reason}");
            return;
        }
    };
    let services = ncloud_codegen::load(["../spec"]).unwrap_or_else(|report| panic!("{report}"));
    let site = tempfile::tempdir().unwrap();
    for (path, text) in doc::site(&services) {
        let path = site.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let output = Command::new(python)
        .arg("python/browse_site.py")
        .arg(site.path())
        .arg(browser)
        .args(QUERIES)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let seen: Json = serde_json::from_slice(&output.stdout).unwrap();

    assert_eq!(seen["faults"], json!([]));
    // The script ranks as the library does.
    let index = Index::of(&services);
    for query in QUERIES {
        let found = index.find(query);
        let hits = seen["hits"][query].as_array().unwrap();
        assert_eq!(hits.len(), found.len().min(30), "{query}");
        for (hit, address) in found.iter().zip(hits) {
            let address = address.as_str().unwrap();
            let expected = match hit.entry.kind.as_str() {
                "operation" => format!("{}/{}.html", hit.entry.service, hit.entry.name),
                "type" | "wait" => hit.entry.name.clone(),
                _ => format!("{}/index.html", hit.entry.service),
            };
            assert!(
                address.contains(&expected),
                "{query}: {address}, not {expected}"
            );
        }
    }
    assert_eq!(
        seen["opened"],
        json!(["vserver", "GetServerInstanceList.html"])
    );
    assert_eq!(seen["heading"], "GetServerInstanceList");
    for (title, begins) in [
        ("Rust", "use ncloud::vserver::GetServerInstanceList;"),
        ("curl", "uri=/vserver/v2/getServerInstanceList"),
        ("ncloud", "ncloud vserver get-server-instance-list"),
    ] {
        let shown = seen["samples"][title].as_array().unwrap();
        assert_eq!(shown.len(), 1, "{title}: {shown:?}");
        assert!(shown[0].as_str().unwrap().starts_with(begins), "{shown:?}");
    }
    assert_eq!(seen["remembered"], "ncloud");
    assert_ne!(seen["themes"][0], seen["themes"][1]);
    assert_eq!(seen["too_wide"], json!([]));
}
