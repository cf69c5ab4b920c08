//! What every product says of a thing in the same words, as Markdown: doc comments of the generated code, pages of the reference.

use std::time::Duration;

use super::markdown::{code, prose};
use crate::ir::{
    Address, Alternative, Authorization, Base, ErrorCode, FactSource, Field, JsonKind, NotFound,
    Notes, Operation, Safety, Service, Site, Tagging, Union, Waiter,
};

/// What the documentation gets wrong, what nobody could check and what nobody could read, a paragraph each.
pub fn notes(notes: &Notes) -> Vec<String> {
    let told = notes.told();
    told.map(|(what, text)| format!("{what}: {}", prose(text)))
        .collect()
}

/// What is known of a field besides its type, a clause each.
pub fn facts(field: &Field) -> Vec<String> {
    let default = field.facts.default.as_ref();
    let default = default.map(|default| format!("documented default {}", code(default)));
    let size = field.facts.size;
    let size = size.map(|size| format!("documented as at most {size} characters"));
    let nullable = field.is_nullable().then(|| "may be `null`".to_owned());
    [default, size, nullable].into_iter().flatten().collect()
}

/// What is known of it besides, a sentence each.
pub fn sentences(field: &Field) -> Vec<String> {
    let when = field.facts.required_when.iter();
    when.map(|when| format!("Required when {}", prose(&full_stop(when))))
        .collect()
}

/// A clause as a sentence of its own.
pub fn sentence(clause: &str) -> String {
    let mut sentence = full_stop(clause);
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    sentence
}

/// A clause with a full stop.
fn full_stop(clause: &str) -> String {
    format!("{}.", clause.trim_end().trim_end_matches('.'))
}

/// `GET /open-api/v1/org`
pub fn request_line(service: &Service, operation: &Operation) -> String {
    let path = service.path_template(operation);
    format!("{} {path}", operation.method.as_str())
}

/// Whether an operation is repeated when nobody knows whether it was carried out.
pub fn safety(safety: Safety) -> &'static str {
    match safety {
        Safety::Read => "It only reads, so it is repeated when its response is lost.",
        Safety::Write => "It changes something, so it is not repeated when its response is lost.",
    }
}

/// The known codes that samples of an operation show, in the order of their service.
pub fn shown_failures<'model>(
    service: &'model Service,
    operation: &Operation,
) -> Vec<&'model ErrorCode> {
    let shown = operation.examples.iter();
    let shown: Vec<&str> = shown
        .filter_map(|example| example.error.as_ref()?.code.as_deref())
        .collect();
    if shown.is_empty() {
        return Vec::new();
    }
    let codes = service.errors.iter();
    codes
        .filter(|error| shown.contains(&error.code.as_str()))
        .collect()
}

/// Where the facts of an operation come from, if not from its page alone.
pub fn origin(sources: &[FactSource]) -> Option<String> {
    let others: Vec<&str> = sources.iter().filter_map(|source| other(*source)).collect();
    let listed = match others.split_last() {
        None => return None,
        Some((only, [])) => (*only).to_owned(),
        Some((last, first)) => format!("{} and {last}", first.join(", ")),
    };
    Some(if sources.contains(&FactSource::Reference) {
        format!("Its page was read, and confirmed by {listed}.")
    } else if others.len() == 1 {
        format!("Unconfirmed: taken from {listed}; no page was read.")
    } else {
        format!("Taken from {listed}, which agree; no page was read.")
    })
}

/// A source other than the page.
fn other(source: FactSource) -> Option<&'static str> {
    match source {
        FactSource::Reference => None,
        FactSource::Sdk => Some("the official SDK for Go"),
        FactSource::JavaSdk => Some("the official SDK for Java"),
        FactSource::Terraform => Some("the official Terraform provider"),
        FactSource::Catalogue => Some("a public catalogue"),
        FactSource::Client => Some("the code of a public client"),
    }
}

/// Which key callers give.
pub fn authorization(authorization: &Authorization, service: &str) -> String {
    let key = match authorization {
        Authorization::Signature => {
            return "It is signed with the keys of the account.".to_owned();
        }
        Authorization::None => {
            return "Nothing is sent that says who the caller is.".to_owned();
        }
        Authorization::ApiKey | Authorization::ApiKeyInQuery => {
            "`ServiceKey::pair`, the identifier and the secret of an application".to_owned()
        }
        Authorization::Headers(names) => match names.as_slice() {
            [name] => format!("`ServiceKey::secret`, for the header {}", code(name)),
            names => {
                let names: Vec<String> = names.iter().map(|name| code(name)).collect();
                format!(
                    "`ServiceKey::named`, for the headers {}",
                    names.join(" and ")
                )
            }
        },
        Authorization::Bearer => "`ServiceKey::secret`, sent as a bearer token".to_owned(),
        Authorization::BodySignature(_) => "`ServiceKey::secret`, which signs the body".to_owned(),
        Authorization::Token(name) => format!(
            "`ServiceKey::secret`, the token that a login gave, for the header {}",
            code(name)
        ),
    };
    format!(
        "It takes a key of its own by `ClientBuilder::service_key`, under the name {}: {key}.",
        code(service)
    )
}

/// What callers choose among, or have to give, a paragraph each.
pub fn address(address: &Address) -> Vec<String> {
    if address.is_tenant {
        return vec![format!(
            "Every customer has an address of their own, which looks like {}; `ClientBuilder::endpoint` takes it.",
            code(&whole(&address.base))
        )];
    }
    let mut paragraphs = Vec::new();
    let sites: Vec<&str> = address
        .others
        .iter()
        .filter(|base| base.region.is_none())
        .map(|base| base.site.as_str())
        .collect();
    if !sites.is_empty() {
        paragraphs.push(format!(
            "Sites, for `ClientBuilder::site`: public, {}.",
            sites.join(", ")
        ));
    }
    for site in Site::ALL {
        let regions: Vec<String> = address
            .bases()
            .filter(|base| base.site == site)
            .filter_map(|base| base.region.as_deref().map(code))
            .collect();
        if !regions.is_empty() {
            let of_site = match site {
                Site::Public => String::new(),
                other => format!(" of the {} site", other.as_str()),
            };
            paragraphs.push(format!(
                "Regions{of_site}, for `ClientBuilder::region`: {}.",
                regions.join(", ")
            ));
        }
    }
    paragraphs
}

/// Where a client's region goes, if the requests of a service are told it.
pub fn region_parameter(service: &Service) -> Option<String> {
    let name = service.region_parameter.as_deref()?;
    Some(format!(
        "The region of the client, for `ClientBuilder::region`, goes into {} where a request does not say another.",
        code(name)
    ))
}

/// Endpoint and path.
pub fn whole(base: &Base) -> String {
    let path: String = base.path.iter().map(ToString::to_string).collect();
    format!("{}{path}", base.endpoint)
}

/// What tells an alternative from the others.
pub fn told_by(union: &Union, alternative: &Alternative) -> String {
    match (&union.tagging, alternative.kind) {
        (Tagging::Member { tag, .. }, _) => {
            format!(
                "{} is {} on the wire.",
                code(tag),
                code(&alternative.wire_name)
            )
        }
        (Tagging::Kind, kind) => format!("{} on the wire.", kind_of_json(kind)),
    }
}

fn kind_of_json(kind: Option<JsonKind>) -> &'static str {
    match kind {
        Some(JsonKind::Text) => "Text",
        Some(JsonKind::Number) => "A number",
        Some(JsonKind::Boolean) => "`true` or `false`",
        Some(JsonKind::List) => "A list",
        Some(JsonKind::Object) => "An object",
        None => "Any JSON",
    }
}

/// Which states end a wait, and how, a sentence each.
pub fn states(waiter: &Waiter) -> Vec<String> {
    let listed = |states: &[String]| {
        let states: Vec<String> = states.iter().map(|state| code(state)).collect();
        states.join(", ")
    };
    let mut items = Vec::new();
    for (what, states) in [("Success", &waiter.success), ("Failure", &waiter.failure)] {
        if !states.is_empty() {
            items.push(format!("{what} at {}.", listed(states)));
        }
    }
    items.push(match &waiter.pending {
        Some(pending) => format!(
            "Goes on at {}; any other state is a failure.",
            listed(pending)
        ),
        None => "Goes on at any other state.".to_owned(),
    });
    items.push(
        match waiter.not_found {
            NotFound::Failure => "Failure when the thing is gone.",
            NotFound::Success => "Success when the thing is gone; the response is `None`.",
            NotFound::Pending => "Goes on while the thing is not there.",
        }
        .to_owned(),
    );
    items
}

/// `24 h`, `90 s`, `0.5 s`: in the greatest unit of which it is a whole number.
pub fn in_words(duration: Duration) -> String {
    const MINUTE: u64 = 60;
    const HOUR: u64 = 60 * MINUTE;
    let seconds = duration.as_secs();
    if duration.subsec_nanos() > 0 || seconds == 0 {
        format!("{} s", duration.as_secs_f64())
    } else if seconds.is_multiple_of(HOUR) {
        format!("{} h", seconds / HOUR)
    } else if seconds.is_multiple_of(MINUTE) {
        format!("{} min", seconds / MINUTE)
    } else {
        format!("{seconds} s")
    }
}
