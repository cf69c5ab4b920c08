//! Answers that are streams of events.

use crate::support::{gateway, printed, program, spec_of};

#[test]
fn events_are_printed_as_they_come() {
    let gateway = gateway("clova_studio.yaml");
    let mut command = program(&[
        "clova_studio.CompleteChat",
        "--example",
        "documented",
        "--events",
    ]);
    let output = command
        .args(["--endpoint", &gateway.url(), "--spec"])
        .arg(spec_of("clova_studio.yaml"))
        .env(
            "NCLOUD_SERVICE_KEY",
            ncloud_sandbox::sample_secret("authorization"),
        )
        .output()
        .unwrap();
    let shown = printed(&output);
    assert!(
        shown.contains("\ntoken: {\"message\": {\"role\": \"assistant\", \"content\": \"안\"}}\n"),
        "{shown}"
    );
    assert!(shown.contains("\nauthorization: <hidden>\n"), "{shown}");
    let (_, head) = shown.split_once("\n\n200 after ").unwrap();
    let (time, head) = head.split_once(" ms, 1 attempt, trace id ").unwrap();
    assert!(time.parse::<u32>().is_ok(), "{time}");
    let (head, _) = head.split_once("\n\n").unwrap();
    assert!(head.contains("\ncontent-type: text/event-stream"), "{head}");
}
