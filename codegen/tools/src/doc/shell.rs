//! Calls at a command line: by curl, and by the program `ncloud`.

use heck::ToKebabCase as _;
use ncloud_codegen::{
    ir::{Authorization, FileSample, Method, Operation, ParameterLocation, Service, Type},
    printable,
};
use serde_json::Value as Json;

use super::sample::{Content, Given, Request, required, text};

/// A line of a command is not longer, unless a word is.
const WIDTH: usize = 80;

/// An operation, called by curl. What is secret is in variables.
pub(super) fn curl(service: &Service, operation: &Operation) -> String {
    let given = required(service, operation);
    let request = Request::of(service, operation, &given);
    let authorization = &operation.authorization;
    let mut lines = Vec::new();
    let mut words = vec![match operation.method {
        Method::Get => "curl".to_owned(),
        Method::Head => "curl --head".to_owned(),
        method => format!("curl -X {}", method.as_str()),
    }];
    if *authorization == Authorization::Signature {
        lines.extend([
            format!("uri={}", quoted(&request.target)),
            "timestamp=$(date +%s)000".to_owned(),
            format!(
                "signature=$(printf '{} %s\\n%s\\n%s' \"$uri\" \"$timestamp\" \"$NCLOUD_ACCESS_KEY\" |",
                operation.method.as_str()
            ),
            "  openssl dgst -sha256 -hmac \"$NCLOUD_SECRET_KEY\" -binary | base64)".to_owned(),
        ]);
        words.push(format!("\"{}$uri\"", request.endpoint));
    } else {
        let address = format!(
            "{}{}",
            request.endpoint,
            in_query(authorization, &request.target)
        );
        words.push(if *authorization == Authorization::ApiKeyInQuery {
            // The variables of the key.
            format!("\"{address}\"")
        } else {
            quoted(&address)
        });
    }
    if let (Authorization::BodySignature(_), Content::Json(body)) =
        (authorization, &request.content)
    {
        lines.push(format!("body={}", quoted(body)));
        lines.push(
            "signature=$(printf %s \"$body\" | openssl dgst -sha256 -hmac \"$SECRET\" -binary | base64)"
                .to_owned(),
        );
    }
    words.extend(sent(authorization));
    for (name, value) in &request.headers {
        words.push(format!("-H {}", quoted(&format!("{name}: {value}"))));
    }
    words.extend(content(&request.content));
    lines.push(on_lines(&words));
    printable::lines(&lines.join("\n")).into_owned()
}

/// The headers that say who calls.
fn sent(authorization: &Authorization) -> Vec<String> {
    let value = |name: &str| match authorization {
        Authorization::Signature => match name {
            "x-ncp-apigw-timestamp" => "$timestamp".to_owned(),
            "x-ncp-iam-access-key" => "$NCLOUD_ACCESS_KEY".to_owned(),
            _ => "$signature".to_owned(),
        },
        Authorization::BodySignature(_) => "$signature".to_owned(),
        Authorization::Bearer => "Bearer $SECRET".to_owned(),
        Authorization::ApiKey if name == Authorization::API_KEY_HEADERS[0] => {
            "$API_KEY_ID".to_owned()
        }
        Authorization::ApiKey => "$API_KEY".to_owned(),
        _ => "$SECRET".to_owned(),
    };
    let sent = authorization.parameters().into_iter();
    let headers = sent.filter(|sent| sent.location == ParameterLocation::Header);
    headers
        .map(|sent| {
            let header = format!("{}: {}", sent.name, value(&sent.name));
            format!("-H \"{}\"", header.replace(['\\', '`', '"'], ""))
        })
        .collect()
}

fn in_query(authorization: &Authorization, target: &str) -> String {
    if *authorization != Authorization::ApiKeyInQuery {
        return target.to_owned();
    }
    let [identifier, secret] = Authorization::API_KEY_PARAMETERS;
    let sign = if target.contains('?') { '&' } else { '?' };
    format!("{target}{sign}{identifier}=$API_KEY_ID&{secret}=$API_KEY")
}

fn content(content: &Content) -> Vec<String> {
    match content {
        Content::None => Vec::new(),
        Content::Form(form) => vec![format!("-d {}", quoted(form))],
        Content::Json(body) => vec![
            "-H 'content-type: application/json'".to_owned(),
            format!("-d {}", quoted(body)),
        ],
        Content::Bytes => vec!["--data-binary @body.bin".to_owned()],
        Content::Parts(parts) => parts
            .iter()
            .map(|(name, value)| format!("-F {}", quoted(&format!("{name}={value}"))))
            .collect(),
    }
}

/// An operation, called by the program `ncloud`.
pub(super) fn ncloud(service: &Service, operation: &Operation) -> String {
    let given = required(service, operation);
    let mut words = vec![format!(
        "ncloud {} {}",
        spelled(&service.name),
        spelled(&operation.name)
    )];
    words.extend(given.iter().map(|given| flag(given)));
    printable::lines(&on_lines(&words)).into_owned()
}

/// `--vpc-no 123`; what is no scalar is JSON.
fn flag(given: &Given<'_>) -> String {
    let name = spelled(given.field.wire_name.trim_end_matches('*'));
    let value = match (&given.field.ty, &given.value) {
        (Type::Bytes, _) => "@body.bin".to_owned(),
        (Type::File, value) => file(value),
        (Type::List(element), Json::Array(files)) if **element == Type::File => {
            let files: Vec<String> = files.iter().map(file).collect();
            files.join(",")
        }
        // A sign at the beginning would name a file.
        (_, Json::String(text)) if text.starts_with('@') => quoted(&format!("@{text}")),
        (_, value) => quoted(&text(value)),
    };
    format!("--{name} {value}")
}

fn file(value: &Json) -> String {
    let name = FileSample::of(value).map_or_else(|| "file.bin".to_owned(), |file| file.name);
    quoted(&format!("@{name}"))
}

/// A name as commands and flags have it.
fn spelled(name: &str) -> String {
    let spelled = name.to_kebab_case();
    if spelled.is_empty() {
        name.to_owned()
    } else {
        spelled
    }
}

/// A word of a shell that stands for itself.
fn quoted(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._/:@%+,=".contains(&byte);
    if !text.is_empty() && text.bytes().all(is_plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// A command on one line if it fits, else a word a line.
fn on_lines(words: &[String]) -> String {
    let line = words.join(" ");
    if line.chars().count() <= WIDTH {
        line
    } else {
        words.join(" \\\n  ")
    }
}
