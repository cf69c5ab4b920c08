//! What is printed and recorded of answers that repeat what was sent, or that try to reach the terminal.

use std::fs;

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use ncloud_sandbox::{Gateway, Misbehaviour, SAMPLE_ACCESS_KEY, SAMPLE_API_KEY, SAMPLE_API_KEY_ID};
use tempfile::TempDir;

use crate::support::{after_head, call, text};

/// A service whose name and key are secret, and which answers a vault.
const VAULT: &str = "\
spec: 1
service: vault
title: Vault
docs: https://api.ncloud-docs.com/docs/vault
url: https://vault.apigw.ntruss.com/vault/v1

operations:
  Open:
    doc: Opens a vault.
    docs: https://api.ncloud-docs.com/docs/vault-open
    http: POST /vaults/{number}
    path:
      number: { type: string, doc: Number., sensitive: true }
    body:
      pin: { type: string, doc: PIN., sensitive: true }
      memo?: { type: string, doc: Memo. }
    response: Content
    examples:
      documented:
        request: { number: one }
        body: {\"pin\": \"1234\"}
        response: {\"plaintext\": \"P\", \"title\": \"T\"}

  Watch:
    doc: Watches a vault.
    docs: https://api.ncloud-docs.com/docs/vault-watch
    http: GET /state
    query:
      pin: { type: string, doc: PIN., sensitive: true }
    events:
      types:
        page: Page
    examples:
      documented:
        request: { pin: \"1234\" }
        text: \"event: page\\ndata: {\\\"number\\\": 1}\\n\\n\"

types:
  Content:
    plaintext: { type: string, doc: Content., sensitive: true }
    title?: { type: string, doc: Title. }
    rest?: { type: json, doc: Rest. }

  Page:
    number: { type: i64, doc: Number. }
";

struct Vault {
    gateway: Gateway,
    folder: TempDir,
}

impl Vault {
    fn new() -> Self {
        let services = ncloud_codegen::load_str("vault.yaml", VAULT).unwrap();
        let gateway = Gateway::builder().specs(services).start_blocking().unwrap();
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("vault.yaml"), VAULT).unwrap();
        Self { gateway, folder }
    }

    fn spec(&self) -> String {
        fs::read_to_string(self.folder.path().join("vault.yaml")).unwrap()
    }

    /// What is printed below the head, and what is said.
    fn open(&self, answer: Misbehaviour, more: &[&str]) -> (String, String) {
        self.gateway.misbehave(answer, 1);
        let arguments = [
            &[
                "vault.Open",
                "-p",
                "number=vault-77",
                "-p",
                "pin=4711-secret",
            ],
            more,
        ]
        .concat();
        let output = call(&self.gateway, self.folder.path(), &arguments);
        (after_head(&output), text(&output.stderr))
    }
}

fn answer(status: u16, body: &str) -> Misbehaviour {
    Misbehaviour::Respond {
        status: StatusCode::from_u16(status).unwrap(),
        headers: HeaderMap::new(),
        body: body.to_owned().into(),
    }
}

#[test]
fn sensitive_members_are_redacted_wherever_they_stand() {
    let vault = Vault::new();
    for (body, shown) in [
        (
            r#"[{"data":{"plaintext":"P"}}]"#,
            "[\n  {\n    \"data\": {\n      \"plaintext\": \"[redacted]\"\n    }\n  }\n]\n",
        ),
        (
            r#"{"result":[{"plaintext":["P","Q"]}]}"#,
            "{\n  \"result\": [\n    {\n      \"plaintext\": \"[redacted]\"\n    }\n  ]\n}\n",
        ),
        (
            r#"{"plaintext":"P","title":"T","rest":{"x":{"Plaintext":1}}}"#,
            "{\n  \"plaintext\": \"[redacted]\",\n  \"title\": \"T\",\n  \"rest\": {\n    \"x\": {\n      \"Plaintext\": \"[redacted]\"\n    }\n  }\n}\n",
        ),
        (
            r#"{"title":"{\"plaintext\":\"P\"}"}"#,
            "{\n  \"title\": \"{\\\"plaintext\\\": \\\"[redacted]\\\"}\"\n}\n",
        ),
        (r#""P""#, "\"[redacted]\"\n"),
    ] {
        let (printed, _) = vault.open(answer(200, body), &[]);
        let printed = printed.replace(" \"title\": \"{\\\"plaintext\\\":\\\"P", "LEAK");
        assert_eq!(printed, shown, "{body}");
    }
    for (body, shown) in [
        (
            r#"{"error":{"errorCode":"1","message":"no"},"seen":[{"plaintext":"P"}]}"#,
            "{\n  \"error\": {\n    \"errorCode\": \"1\",\n    \"message\": \"no\"\n  },\n  \"seen\": [\n    {\n      \"plaintext\": \"[redacted]\"\n    }\n  ]\n}\n",
        ),
        (
            "<e><plaintext>P</plaintext></e>",
            "<e><plaintext>[redacted]</plaintext></e>\n",
        ),
        (
            "{\"seen\": {\"plaintext\": \"P",
            "{\"seen\": {\"plaintext\": \"[redacted]\n",
        ),
    ] {
        let (printed, _) = vault.open(answer(400, body), &[]);
        assert_eq!(printed, shown, "{body}");
    }
}

#[test]
fn keys_and_sensitive_values_that_are_said_back_are_redacted() {
    let vault = Vault::new();
    let echo = format!(
        "{SAMPLE_ACCESS_KEY} {} 4711-secret 4711%2Dsecret vault-77 NDcxMS1zZWNyZXQ=",
        SAMPLE_ACCESS_KEY.replace('A', "\\u0041")
    );
    let redacted = "[redacted] [redacted] [redacted] [redacted] [redacted] [redacted]";
    // `call` itself looks for the keys of the gateway in all that is printed.
    let (printed, _) = vault.open(
        answer(200, &format!(r#"{{"plaintext":"P","title":"{echo}"}}"#)),
        &[],
    );
    assert_eq!(
        printed,
        format!("{{\n  \"plaintext\": \"[redacted]\",\n  \"title\": \"{redacted}\"\n}}\n")
    );
    for body in [
        format!("<html>{echo}</html>"),
        format!("rejected: {echo}"),
        format!(r#"{{"message":"{echo}"}}"#),
        format!(
            "<responseError><returnCode>1</returnCode><returnMessage>{echo}</returnMessage></responseError>"
        ),
    ] {
        let (printed, said) = vault.open(answer(403, &body), &[]);
        assert!(printed.contains(redacted), "{printed}");
        assert!(said.contains(redacted), "{said}");
        for secret in ["4711", "vault-77", "NDcxM"] {
            assert!(
                !format!("{printed}{said}").contains(secret),
                "{printed}{said}"
            );
        }
    }
    let mut headers = HeaderMap::new();
    headers.insert("x-echo", HeaderValue::from_static("pin=4711-secret; x"));
    headers.insert(
        HeaderName::from_static("plaintext"),
        HeaderValue::from_static("P"),
    );
    vault.gateway.misbehave(
        Misbehaviour::Respond {
            status: StatusCode::OK,
            headers,
            body: "event: 4711-secret\ndata: {\"pin\": 1, \"number\": \"4711-secret\"}\n\n".into(),
        },
        1,
    );
    let output = call(
        &vault.gateway,
        vault.folder.path(),
        &["vault.Watch", "-p", "pin=4711-secret"],
    );
    let printed = text(&output.stdout) + &text(&output.stderr);
    assert!(!printed.contains("4711"), "{printed}");
}

#[test]
fn no_character_that_a_terminal_obeys_is_printed() {
    let vault = Vault::new();
    let ranges = [
        0x00..=0x08,
        0x0b..=0x1f,
        0x7f..=0x9f,
        0x61c..=0x61c,
        0x200e..=0x200f,
        0x2028..=0x202e,
        0x2066..=0x2069,
        0xfeff..=0xfeff,
    ];
    let obeyed: String = ranges
        .into_iter()
        .flatten()
        .filter_map(char::from_u32)
        .map(|character| format!("{character}."))
        .collect();
    let json = serde_json::Value::from(obeyed.as_str()).to_string();
    let bodies = [
        (
            200,
            format!("{{\"plaintext\":\"P\",\"title\":{json},{json}:1}}"),
        ),
        (400, format!("{{\"message\":{json},{json}:1}}")),
        (400, format!("<p>{obeyed}</p>")),
        (502, obeyed.clone()),
        (
            400,
            format!(
                "<responseError><returnCode>{obeyed}</returnCode><returnMessage>{obeyed}</returnMessage></responseError>"
            ),
        ),
        (200, format!("{{\"plaintext\":\"P\",\"title\":[{json}]}}")),
    ];
    for (status, body) in bodies {
        let (printed, said) = vault.open(answer(status, &body), &[]);
        for text in [printed, said] {
            let found = text
                .chars()
                .find(|it| *it != '\n' && obeyed.contains(*it) && *it != '.');
            assert_eq!(found, None, "{text:?}");
        }
    }
    // JSON stays JSON.
    let (printed, _) = vault.open(
        answer(200, "{\"plaintext\":\"P\",\"title\":\"a\u{202e}b\u{9b}\"}"),
        &[],
    );
    assert_eq!(
        printed,
        "{\n  \"plaintext\": \"[redacted]\",\n  \"title\": \"a\\u202eb\\u009b\"\n}\n"
    );
}

#[test]
fn nothing_secret_is_recorded() {
    let vault = Vault::new();
    // What is said back in a member that is not marked is redacted there.
    let echo =
        format!("{{\"plaintext\":\"P\",\"title\":\"pin 4711-secret of {SAMPLE_ACCESS_KEY}\"}}");
    let memo = format!("memo=for {SAMPLE_ACCESS_KEY}");
    let (_, said) = vault.open(answer(200, &echo), &["-p", &memo, "--record", "echo"]);
    assert_eq!(said, "");
    let spec = vault.spec();
    let (_, example) = spec.split_once("      echo:\n").unwrap();
    let example: Vec<&str> = example.lines().take(4).collect();
    assert_eq!(
        example,
        [
            "        recorded: From a call; sensitive values are redacted.",
            "        request: { number: redacted }",
            r#"        body: {"pin": "redacted", "memo": "for redacted"}"#,
            r#"        response: {"plaintext": "redacted", "title": "pin redacted of redacted"}"#,
        ]
    );
    // What cannot be redacted is not recorded.
    for body in [
        format!("<html>{SAMPLE_ACCESS_KEY}</html>"),
        r#"{"error":{"errorCode":"1","message":"4711-secret"}}"#.to_owned(),
        r#"{"error":{"errorCode":"1","message":"NDcxMS1zZWNyZXQ="}}"#.to_owned(),
    ] {
        let (_, said) = vault.open(answer(400, &body), &["--record", "failed"]);
        assert!(
            said.contains("error: nothing is recorded: the failure repeats what is sensitive"),
            "{said}"
        );
        assert_eq!(vault.spec(), spec);
    }
    for key in [SAMPLE_ACCESS_KEY, SAMPLE_API_KEY, SAMPLE_API_KEY_ID, "4711"] {
        assert!(!spec.contains(key));
    }
}

#[test]
fn what_was_saved_meanwhile_stays() {
    let vault = Vault::new();
    let file = vault.folder.path().join("vault.yaml");
    let changed = VAULT.replace("doc: Opens a vault.", "doc: Opens a vault, if it can.");
    let services = ncloud_codegen::load_str("vault.yaml", VAULT).unwrap();
    let (path, text_then) = (file.clone(), changed.clone());
    // The gateway is asked after the program has read the spec.
    let gateway = Gateway::builder()
        .specs(services)
        .on_request(move |_| fs::write(&path, &text_then).unwrap())
        .start_blocking()
        .unwrap();
    let arguments = [
        "vault.Open",
        "-p",
        "number=one",
        "-p",
        "pin=1234",
        "--record",
        "seen",
    ];
    let output = call(&gateway, &file, &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let spec = fs::read_to_string(&file).unwrap();
    assert!(spec.contains("doc: Opens a vault, if it can."), "{spec}");
    assert!(spec.contains("\n      seen:\n"), "{spec}");

    // An example of the same name that somebody else recorded meanwhile stays.
    let theirs = spec.clone();
    let path = file.clone();
    let services = ncloud_codegen::load_str("vault.yaml", VAULT).unwrap();
    let gateway = Gateway::builder()
        .specs(services)
        .on_request(move |_| fs::write(&path, &theirs).unwrap())
        .start_blocking()
        .unwrap();
    fs::write(&file, VAULT).unwrap();
    let output = call(&gateway, &file, &arguments);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "error: nothing is recorded: `Open` has an example `seen` already; choose another name\n"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), spec);

    // A spec that is not sound now is left alone.
    let path = file.clone();
    let services = ncloud_codegen::load_str("vault.yaml", VAULT).unwrap();
    let gateway = Gateway::builder()
        .specs(services)
        .on_request(move |_| fs::write(&path, "spec: 1\nservice: va").unwrap())
        .start_blocking()
        .unwrap();
    fs::write(&file, VAULT).unwrap();
    let output = call(&gateway, &file, &arguments);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(
        said.starts_with(
            "error: nothing is recorded: the spec was changed, and is not sound now:\n"
        ),
        "{said}"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), "spec: 1\nservice: va");
}
