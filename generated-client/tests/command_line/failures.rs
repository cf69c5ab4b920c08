//! Calls that fail.

use ncloud_sandbox::Misbehaviour;

use crate::support::{call, gateway, spec_of, text};

#[test]
fn a_failure_is_told_in_a_line_and_ends_with_1() {
    let gateway = gateway("organization.yaml");
    let refusal =
        r#"{"error": {"errorCode": "403", "message": "Forbidden", "details": "Not yours."}}"#;
    gateway.misbehave(Misbehaviour::respond(403, refusal), 1);
    let spec = spec_of("organization.yaml");
    let output = call(&gateway, &spec, &["organization.GetOrganization"]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(
        said.starts_with("error: organization.GetOrganization"),
        "{said}"
    );
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("Forbidden"), "{said}");
    assert!(text(&output.stdout).contains("\n403, 1 attempt\n\n{\n  \"error\": {\n"));
}
