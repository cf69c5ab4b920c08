//! Secrets in text of others: in no encoding does one come out.

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD},
};
use ncloud::redact::Redactor;
use serde_json::{Value, json};

pub(super) const WORDS: &[&str] = &[
    "\n",
    "%",
    "%25",
    "%2",
    "\\",
    "\\u",
    "\\\\u00",
    "&",
    "&amp;",
    "&#",
    "&#x",
    "&lt;",
    "+",
    " ",
    "=",
    "==",
    "...",
    "\u{2026}",
    "\"",
    "'",
    "<password>",
    "</password>",
    "\"password\": ",
    "password=",
    "{",
    "[",
    "}",
    "]",
    "null",
    "\u{d55c}\u{ae00}",
    "\u{1f600}",
];

/// What stands where something was hidden; no secret has it.
const MARK: &str = "<hidden>";

/// The first line is the secret, the second what stands before it, the rest what stands behind it.
pub(super) fn run(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let mut lines = text.splitn(3, '\n');
    let secret: String = lines.next().unwrap_or_default().chars().take(200).collect();
    let part =
        |text: Option<&str>| -> String { text.unwrap_or_default().chars().take(400).collect() };
    let (before, after) = (part(lines.next()), part(lines.next()));
    member(&before, &secret, &after);
    // Shorter ones are hidden as words alone, and nobody's secret is a blank or a word of JSON.
    let is_secret = secret.len() >= 4
        && !matches!(secret.trim(), "" | "true" | "false" | "null")
        && !MARK.contains(&secret);
    if !is_secret {
        return;
    }
    let mut redactor = Redactor::new(MARK);
    redactor.secret(&secret);
    for spelled in spellings(&secret) {
        let said = format!("{before}{spelled}{after}");
        let shown = redactor.text(&said);
        // What stands around it may have it once more.
        let shown = shown.replace(MARK, "\u{1}");
        assert!(
            !shown.contains(&spelled),
            "{spelled:?} of {said:?} in {shown:?}"
        );
        assert!(redactor.is_in(&said), "{spelled:?} is not in {said:?}");
    }
    for around in [["", ""], ["u", "x"], ["us", ""], ["user:", ":rest"]] {
        let whole = format!("{}{secret}{}", around[0], around[1]);
        for encoded in [STANDARD.encode(&whole), URL_SAFE_NO_PAD.encode(&whole)] {
            assert!(redactor.is_in(&encoded), "{secret:?} in {encoded}");
        }
    }
}

/// As a service repeats it: in JSON, JSON within JSON, Rust, an address, a form, XML, Base64 and hexadecimal.
fn spellings(secret: &str) -> Vec<String> {
    let bytes = secret.as_bytes();
    let inner = |text: &str| text.get(1..text.len() - 1).unwrap_or_default().to_owned();
    let quoted = |text: &str| inner(&Value::from(text).to_string());
    let units =
        |format: fn(u16) -> String| -> String { secret.encode_utf16().map(format).collect() };
    let scalars = |format: fn(u32) -> String| -> String {
        secret.chars().map(|c| format(u32::from(c))).collect()
    };
    let url = percent(secret);
    let xml = secret
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&apos;");
    vec![
        secret.to_owned(),
        quoted(secret),
        quoted(&quoted(secret)),
        inner(&format!("{secret:?}")),
        secret.escape_unicode().to_string(),
        units(|unit| format!("\\u{unit:04x}")),
        scalars(|scalar| format!("&#{scalar};")),
        scalars(|scalar| format!("&#x{scalar:x};")),
        url.replace("%20", "+"),
        url.replace('%', "%25"),
        quoted(&url),
        url,
        bytes.iter().map(|byte| format!("%{byte:02X}")).collect(),
        xml.replace('&', "&amp;"),
        quoted(&xml),
        xml,
        STANDARD.encode(secret),
        STANDARD_NO_PAD.encode(secret),
        URL_SAFE.encode(secret),
        bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        bytes.iter().map(|byte| format!("{byte:02X}")).collect(),
    ]
}

fn percent(text: &str) -> String {
    let each = |byte: u8| {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    text.bytes().map(each).collect()
}

/// What follows the name of a sensitive member is hidden, whatever it is, where the text is JSON.
fn member(before: &str, value: &str, after: &str) {
    const NAME: &str = "password";
    const CANARY: &str = "CANARY7f3a9c";
    let mut redactor = Redactor::new(MARK);
    redactor.name(NAME);
    let values = [
        json!(format!("{value}{CANARY}{after}")),
        json!([value, CANARY]),
        json!({ value: [{ after: CANARY }] }),
        json!({ CANARY: value }),
    ];
    for hidden in values {
        let document = json!({ "a": before, NAME: hidden, "z": [{ NAME: CANARY }] });
        let within = json!({ "body": document.to_string() });
        let twice = json!({ "body": within.to_string() });
        let indented = serde_json::to_string_pretty(&document).unwrap_or_default();
        let inner = xml(&document);
        let markup = format!("<r>{inner}</r>");
        for text in [
            document.to_string(),
            indented,
            within.to_string(),
            twice.to_string(),
            json!({ "body": markup }).to_string(),
            markup,
            document
                .to_string()
                .replace('&', "&amp;")
                .replace('"', "&quot;"),
            percent(&document.to_string()),
        ] {
            let shown = redactor.text(&text);
            assert!(!shown.contains(CANARY), "{text} is shown as {shown}");
        }
    }
}

/// A value as the elements that say the same; names that XML has no element for are left out.
fn xml(value: &Value) -> String {
    let escaped = |text: &str| {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        text.replace(']', "]<![CDATA[</password>]]>")
    };
    match value {
        Value::Array(values) => values
            .iter()
            .map(|value| format!("<item>{}</item>", xml(value)))
            .collect(),
        Value::Object(members) => {
            let each = |(name, value): (&String, &Value)| match name.as_str() {
                "a" | "z" | "password" => format!("<{name} x=\"y\">{}</{name}>", xml(value)),
                _ => format!("<other>{}</other>", xml(value)),
            };
            members.iter().map(each).collect()
        }
        Value::String(text) => escaped(text),
        other => other.to_string(),
    }
}
