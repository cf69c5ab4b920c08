//! Input that means harm, or was never a spec: a finding with a place, in bounded time and memory.

use std::{
    fs,
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use ncloud_codegen::{Finding, emit::rust, load, load_str};

/// Ten times what the slowest of these takes on a slow machine, in a build without optimisation.
const PATIENCE: Duration = Duration::from_secs(120);

/// Runs on a stack as small as a build script's thread has it, and gives up on what does not end.
pub(crate) fn within_bounds<T: Send + 'static>(
    what: &str,
    run: impl FnOnce() -> T + Send + 'static,
) -> T {
    let (sender, receiver) = mpsc::channel();
    let begun = Instant::now();
    let running = thread::Builder::new()
        .stack_size(2 * 1024 * 1024)
        .spawn(move || {
            // The receiver is gone only when this took too long, and then the test has failed.
            let _ = sender.send(run());
        })
        .unwrap();
    match receiver.recv_timeout(PATIENCE) {
        Ok(result) => result,
        Err(_) if running.is_finished() => panic!("{what}: panicked"),
        Err(_) => panic!("{what}: still running after {:?}", begun.elapsed()),
    }
}

fn findings_of(what: &str, text: String) -> Vec<Finding> {
    within_bounds(what, move || match load_str("spec.yaml", &text) {
        Ok(services) => {
            for service in &services {
                assert!(!rust::module(service, rust::RUN_TIME).is_empty());
            }
            Vec::new()
        }
        Err(report) => {
            // What a build script prints.
            assert!(report.to_string().len() < 64 * 1024 * 1024);
            report.findings()
        }
    })
}

/// The rule and the place of the only finding.
fn only(findings: &[Finding]) -> (&'static str, usize, usize) {
    assert_eq!(
        findings.len(),
        1,
        "{:?}",
        &findings[..findings.len().min(3)]
    );
    (
        findings[0].rule.id,
        findings[0].location.line,
        findings[0].location.column,
    )
}

/// A sound spec up to its operations.
const HEAD: &str = "spec: 1\nservice: sample\ntitle: Sample\ndocs: https://docs.example.com\nurl: https://sample.example.com\noperations:\n";

const GET: &str =
    "  Get: { doc: Gets., docs: https://docs.example.com, http: GET /get, response: A0 }\n";

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

#[test]
fn a_million_brackets_are_too_deep() {
    for text in ["[", "{a: ", "{? ", "[[], "] {
        assert_eq!(
            only(&findings_of("brackets", text.repeat(1_000_000))).0,
            "too-deep",
            "{text}"
        );
    }
    // The column is that of the first bracket that is one too many.
    let findings = findings_of(
        "blocks and brackets",
        format!("{}{}", "- ".repeat(60), "[".repeat(100)),
    );
    assert_eq!(only(&findings), ("too-deep", 1, 125));
}

#[test]
fn a_thousand_nested_blocks_are_too_deep() {
    let mappings = lines(1_000, |depth| format!("{}a:\n", " ".repeat(depth)));
    assert_eq!(
        only(&findings_of("mappings", mappings)),
        ("too-deep", 65, 65)
    );
    let sequences = lines(1_000, |depth| format!("{}-\n", " ".repeat(depth)));
    assert_eq!(
        only(&findings_of("sequences", sequences)),
        ("too-deep", 65, 65)
    );
}

#[test]
fn a_million_sequences_in_one_line_are_too_deep() {
    assert_eq!(
        only(&findings_of("dashes", "- ".repeat(1_000_000))).0,
        "too-deep"
    );
    assert_eq!(
        only(&findings_of("keys", "? ".repeat(1_000_000))).0,
        "too-deep"
    );
}

#[test]
fn an_alias_is_refused_before_it_stands_for_anything() {
    let bomb = lines(10, |level| {
        let aliases = if level == 0 {
            "x".to_owned()
        } else {
            vec![format!("*a{}", level - 1); 10].join(", ")
        };
        format!("a{level}: &a{level} [{aliases}]\n")
    });
    let findings = findings_of("alias bomb", bomb);
    assert!(
        findings
            .iter()
            .all(|finding| finding.rule.id == "unsupported-yaml"),
        "{findings:?}"
    );
    assert_eq!(
        findings
            .last()
            .map(|finding| (finding.location.line, finding.location.column)),
        Some((2, 10))
    );
}

#[test]
fn a_file_of_fifty_megabytes_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("large.yaml");
    fs::write(&file, "a: b\n".repeat(10 * 1024 * 1024)).unwrap();
    let report = within_bounds("large file", move || load([file]).unwrap_err());
    let findings = report.findings();
    assert_eq!(only(&findings).0, "unreadable-file");
    assert_eq!(
        findings[0].message,
        "is 50 MiB large; a spec has at most 4 MiB"
    );
}

#[test]
fn a_device_without_end_is_not_read_to_its_end() {
    let zeros = std::path::Path::new("/dev/zero");
    if zeros.exists() {
        let report = within_bounds("device", || load(["/dev/zero"]).unwrap_err());
        assert_eq!(report.findings()[0].message, "is larger than 4 MiB");
    }
}

#[test]
fn bytes_that_are_no_text_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("binary.yaml");
    let bytes: Vec<u8> = (0..100_000_u32)
        .map(|index| (index.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    fs::write(&file, bytes).unwrap();
    let report = within_bounds("binary", move || load([file]).unwrap_err());
    assert_eq!(only(&report.findings()).0, "not-utf8");
}

#[test]
fn a_folder_without_specs_and_an_empty_folder_name_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    assert!(load([folder.path()]).unwrap().is_empty());
    let report = load([folder.path().join("missing")]).unwrap_err();
    assert_eq!(only(&report.findings()), ("unreadable-file", 1, 1));
}

#[test]
fn tabs_are_found_where_they_stand() {
    assert_eq!(
        only(&findings_of("tabs", "a:\n\tb: c\n".to_owned())),
        ("yaml-syntax", 2, 2)
    );
}

#[test]
fn a_line_of_megabytes_is_text_like_any_other() {
    let doc = "word ".repeat(1_000_000);
    let text =
        format!("{HEAD}  Get: {{ doc: {doc}., docs: https://docs.example.com, http: GET /get }}\n");
    assert!(findings_of("long line", text).is_empty());
}

#[test]
fn a_key_of_megabytes_is_quoted_in_part() {
    let text = format!("? {}\n: value\n", "k".repeat(4_000_000));
    let findings = findings_of("long key", text);
    let unknown = findings
        .iter()
        .find(|finding| finding.rule.id == "unknown-key")
        .unwrap();
    assert!(
        unknown.to_string().len() < 1_000,
        "{}",
        unknown.to_string().len()
    );
}

#[test]
fn a_scalar_of_megabytes_is_quoted_in_part() {
    for key in ["spec", "service", "url", "docs"] {
        let text = format!("{key}: {}\n", "k".repeat(4_000_000));
        for finding in findings_of("long scalar", text) {
            assert!(
                finding.to_string().len() < 1_000,
                "{key}: {}",
                finding.rule.id
            );
        }
    }
    for value in ["http: GET /", "http: /", "response: list<", "response: "] {
        let text = format!("{HEAD}  Get:\n    {value}{}\n", "k ".repeat(2_000_000));
        for finding in findings_of("long scalar", text) {
            assert!(
                finding.to_string().len() < 2_000,
                "{value}: {}",
                finding.rule.id
            );
        }
    }
}

#[test]
fn a_hundred_thousand_unknown_keys_are_as_many_findings() {
    let keys = lines(100_000, |index| format!("key{index}: value\n"));
    let findings = findings_of(
        "unknown keys",
        format!("{HEAD}{GET}{keys}types: {{ A0: {{ a: string }} }}\n"),
    );
    assert_eq!(findings.len(), 100_000);
}

#[test]
fn a_hundred_thousand_duplicates_are_as_many_findings() {
    let findings = findings_of("duplicates", "spec: 1\n".repeat(100_001));
    let duplicates = findings
        .iter()
        .filter(|finding| finding.rule.id == "duplicate-key")
        .count();
    assert_eq!(duplicates, 100_000);
}

#[test]
fn a_hundred_thousand_fields_are_a_struct() {
    let fields = lines(100_000, |index| format!("    f{index}: string\n"));
    assert!(findings_of("fields", format!("{HEAD}{GET}types:\n  A0:\n{fields}")).is_empty());
}

#[test]
fn an_example_of_a_hundred_thousand_members_is_compared() {
    let fields = lines(100_000, |index| format!("    f{index}: string\n"));
    let members = lines(100_000, |index| format!("\"f{index}\": \"\", "));
    let get = GET.replace(
        " }\n",
        &format!(", examples: {{ made: {{ response: {{ {members} }} }} }} }}\n"),
    );
    assert!(findings_of("example", format!("{HEAD}{get}types:\n  A0:\n{fields}")).is_empty());
}

#[test]
fn a_hundred_thousand_alternatives_are_a_union() {
    let alternatives = lines(100_000, |index| format!("      a{index}: A1\n"));
    let types =
        format!("types:\n  A0:\n    tag: t\n    one_of:\n{alternatives}  A1: {{ end: string }}\n");
    assert!(findings_of("alternatives", format!("{HEAD}{GET}{types}")).is_empty());
    let untagged = format!("{HEAD}{GET}{}", types.replace("    tag: t\n", ""));
    let findings = findings_of("untagged alternatives", untagged);
    assert_eq!(
        findings
            .iter()
            .filter(|finding| finding.rule.id == "union")
            .count(),
        99_999
    );
}

#[test]
fn a_chain_of_twenty_thousand_types_is_walked_without_a_stack() {
    let types = |mark: &'static str| {
        lines(20_000, |index| {
            format!("  A{index}: {{ next{mark}: A{} }}\n", index + 1)
        }) + &format!("  A20000: {{ end: string, back{mark}: A0 }}\n")
    };
    assert!(
        findings_of(
            "optional chain",
            format!("{HEAD}{GET}types:\n{}", types("?"))
        )
        .is_empty()
    );
    let findings = findings_of("circle", format!("{HEAD}{GET}types:\n{}", types("")));
    assert_eq!(only(&findings).0, "infinite-type");
    assert!(findings[0].message.len() < 1_000);
}

#[test]
fn unknown_types_among_many_are_found() {
    let types = lines(10_000, |index| {
        format!("  A{index}: {{ a: A{}, b: Unknown{index} }}\n", index + 1)
    });
    let findings = findings_of(
        "unknown types",
        format!("{HEAD}{GET}types:\n{types}  A10000: {{ a: string }}\n"),
    );
    assert_eq!(findings.len(), 10_000);
    assert!(
        findings
            .iter()
            .all(|finding| finding.rule.id == "unknown-type")
    );
}

#[test]
fn a_type_nested_a_million_times_is_a_finding() {
    let ty = format!(
        "{}string{}",
        "list<".repeat(1_000_000),
        ">".repeat(1_000_000)
    );
    let text = format!("{HEAD}{}", GET.replace("A0", &ty));
    assert_eq!(only(&findings_of("nested type", text)).0, "bad-type");
}

#[test]
fn a_path_of_a_hundred_thousand_placeholders_is_checked() {
    let path = lines(100_000, |index| format!("/{{p{index}}}"));
    let findings = findings_of(
        "placeholders",
        format!(
            "{HEAD}{}types: {{ A0: {{ a: string }} }}\n",
            GET.replace("GET /get", &format!("\"GET {path}\""))
        ),
    );
    assert_eq!(findings.len(), 100_000);
    assert!(
        findings
            .iter()
            .all(|finding| finding.rule.id == "placeholder-without-parameter")
    );
}

#[test]
fn five_thousand_operations_are_generated() {
    let operations = lines(5_000, |index| {
        format!(
            "  Get{index}: {{ doc: Gets., docs: https://docs.example.com, http: GET /get/{index}, response: A0 }}\n"
        )
    });
    assert!(
        findings_of(
            "operations",
            format!("{HEAD}{operations}types: {{ A0: {{ a: string }} }}\n")
        )
        .is_empty()
    );
}

#[test]
fn a_hundred_thousand_findings_are_drawn() {
    let text = "spec: 1\n".repeat(100_001);
    let report = load_str("spec.yaml", &text).unwrap_err();
    let drawn = within_bounds("drawing", move || ncloud_tools::drawn(&report, false));
    assert!(
        drawn.ends_with("and 99504 more\n"),
        "{}",
        drawn.lines().last().unwrap()
    );
}
