//! What nobody has to say: the rules that follow from a service's protocol, from an operation's name and method, and from
//! names on the wire.

use std::collections::BTreeMap;

use crate::{
    ir::{self, Authorization, Method, Place},
    names,
    parse::ast::{
        Address, Alternative, Constant, EnumValue, Envelope, Field, Http, Operation, Protocol,
        Service, Success, SuccessOrNone, TemplatePart,
    },
    source::Spanned,
};

/// What the envelope of an operation calls its name.
const OPERATION_NAME: &str = "{operation}";

/// The parameter that makes the form family answer in JSON; XML is its default.
/// <https://api.ncloud-docs.com/docs/en/common-ncpapi>
pub const ANSWER_FORMAT: (&str, &str) = ("responseFormatType", "json");

/// An operation of the form family is a POST to its own name.
pub(crate) fn http(operation: &Spanned<String>) -> Http {
    Http {
        method: Method::Post,
        path: vec![TemplatePart::Literal(format!(
            "/{}",
            lower_camel_case(&operation.value)
        ))],
        span: operation.span,
    }
}

/// Whether an operation may be repeated: as it says, or by its method; in the form family, where every method is POST, by its
/// name.
pub(crate) fn is_read(service: &Service, operation: &Operation) -> bool {
    operation.safe.unwrap_or_else(|| match service.protocol {
        Protocol::Form => operation.name.value.starts_with("Get"),
        Protocol::Json => operation.http.as_ref().is_some_and(reads),
    })
}

fn reads(http: &Http) -> bool {
    matches!(http.method, Method::Get | Method::Head)
}

/// Where an operation is: `None` where its address could not be read.
pub(crate) fn address<'ast>(
    service: &'ast Service,
    operation: &'ast Operation,
) -> Option<&'ast Address> {
    operation.address.as_ref().or(service.address.as_ref())
}

/// How an operation is authenticated.
pub(crate) fn authorization(service: &Service, operation: &Operation) -> Authorization {
    let said = operation
        .authorization
        .as_ref()
        .or(service.authorization.as_ref());
    said.map_or_else(Authorization::default, |said| said.kind.clone())
}

/// The path parameters of a service that an operation has: those of its address.
fn shared_path<'ast>(
    service: &'ast Service,
    operation: &'ast Operation,
) -> impl Iterator<Item = &'ast Field> {
    service.shared.path.iter().filter(|field| {
        operation.address.as_ref().is_none_or(|own| {
            let mut names = own.url.placeholders();
            names.any(|name| name.value == field.name.value)
        })
    })
}

/// The member of the answer that holds the value.
pub(crate) fn envelope(service: &Service, operation: &Operation) -> Option<ir::Envelope> {
    let said = operation.envelope.as_ref().or(service.envelope.as_ref());
    let (member, optional) = match (said, service.protocol) {
        (Some(Envelope::Member { name, optional }), _) => (name.as_str(), *optional),
        (Some(Envelope::None), _) | (None, Protocol::Json) => return None,
        (None, Protocol::Form) => ("{operation}Response", false),
    };
    Some(ir::Envelope {
        member: member.replace(OPERATION_NAME, &lower_camel_case(&operation.name.value)),
        optional,
    })
}

/// How an answer with a status of success says that the call failed.
pub(crate) fn success<'ast>(
    service: &'ast Service,
    operation: &'ast Operation,
) -> Option<&'ast Success> {
    match &operation.success {
        Some(SuccessOrNone::None) => None,
        Some(SuccessOrNone::Says(success)) => Some(success),
        None => service.success.as_ref(),
    }
}

/// A status that comes without a body.
pub(crate) const NO_CONTENT: u16 = 204;

/// The statuses that an operation answers success with.
pub(crate) fn statuses(operation: &Operation) -> &[u16] {
    match operation.statuses.as_slice() {
        [] => &[200],
        statuses => statuses,
    }
}

/// Where form parameters go: operations of the form family take the same ones in the query of a GET.
pub(crate) fn place_of_form(service: &Service, operation: &Operation) -> Place {
    match (service.protocol, &operation.http) {
        (Protocol::Form, Some(http)) if reads(http) => Place::Query,
        _ => Place::Form,
    }
}

/// The parameters of an operation outside of its body, the shared ones of each place first.
pub(crate) fn parameters<'ast>(
    service: &'ast Service,
    operation: &'ast Operation,
) -> impl Iterator<Item = (Place, &'ast Field)> {
    let (shared, own) = (&service.shared, &operation.parameters);
    let form = place_of_form(service, operation);
    let others = [
        (Place::Path, &own.path),
        (Place::Query, &shared.query),
        (Place::Query, &own.query),
        (Place::Header, &shared.headers),
        (Place::Header, &own.headers),
        (form, &shared.form),
        (form, &own.form),
        (Place::Part, &own.parts),
    ]
    .into_iter()
    .flat_map(|(place, fields)| fields.iter().map(move |field| (place, field)));
    shared_path(service, operation)
        .map(|field| (Place::Path, field))
        .chain(others)
}

/// What a key means that names a parameter.
pub(crate) enum Addressed<'ast> {
    One(Place, &'ast Field),
    /// Parameters of that name in several places.
    Several(Vec<Place>),
    Nothing,
}

/// The parameters of an operation by their names.
pub(crate) struct ParameterNames<'ast>(BTreeMap<&'ast str, Vec<(Place, &'ast Field)>>);

impl<'ast> ParameterNames<'ast> {
    pub(crate) fn of(service: &'ast Service, operation: &'ast Operation) -> Self {
        let mut names: BTreeMap<&str, Vec<(Place, &Field)>> = BTreeMap::new();
        for (place, field) in parameters(service, operation) {
            names
                .entry(field.name.value.as_str())
                .or_default()
                .push((place, field));
        }
        Self(names)
    }

    /// The parameter that is called by its wire name, `name`, or by its place too, `query.name`, where several have the name.
    pub(crate) fn find(&self, key: &str) -> Addressed<'ast> {
        match self.named(key) {
            [(place, field)] => return Addressed::One(*place, field),
            [] => {}
            several => {
                return Addressed::Several(several.iter().map(|(place, _)| *place).collect());
            }
        }
        let in_place = key.split_once('.').and_then(|(place, name)| {
            let mut named = self.named(name).iter();
            named.find(|(it, _)| it.as_str() == place)
        });
        match in_place {
            Some((place, field)) => Addressed::One(*place, field),
            None => Addressed::Nothing,
        }
    }

    fn named(&self, name: &str) -> &[(Place, &'ast Field)] {
        self.0.get(name).map(Vec::as_slice).unwrap_or_default()
    }
}

/// `path.name` and `query.name`: the ways to say which one is meant.
pub(crate) fn addresses(places: &[Place], name: &str) -> String {
    let addresses: Vec<String> = places
        .iter()
        .map(|place| format!("`{}.{name}`", place.as_str()))
        .collect();
    addresses.join(" and ")
}

/// `X-Object-Meta-*` -> `X-Object-Meta-`: what the names of a family of headers begin with.
pub(crate) fn family_prefix(name: &str) -> Option<&str> {
    name.strip_suffix('*')
}

/// What is always sent with an operation, the shared ones first.
pub(crate) fn constants<'ast>(
    service: &'ast Service,
    operation: &'ast Operation,
) -> impl Iterator<Item = (Place, &'ast Constant)> {
    let form = place_of_form(service, operation);
    service
        .shared
        .constants
        .iter()
        .chain(&operation.parameters.constants)
        .map(move |constant| match constant.place {
            Place::Form => (form, constant),
            place => (place, constant),
        })
}

/// The index of the parameter that a constant goes before, among those of an operation in their order.
pub(crate) fn place_among_parameters(
    service: &Service,
    operation: &Operation,
    constant: &Constant,
) -> usize {
    let (shared, own) = (&service.shared, &operation.parameters);
    let is_own = own
        .constants
        .iter()
        .any(|known| std::ptr::eq(known, constant));
    let paths = shared_path(service, operation).count() + own.path.len();
    let queries = paths + shared.query.len() + own.query.len();
    let headers = queries + shared.headers.len() + own.headers.len();
    let (start, shared) = match constant.place {
        Place::Path | Place::Query => (paths, shared.query.len()),
        Place::Header => (queries, shared.headers.len()),
        Place::Form | Place::Part => (headers, shared.form.len()),
    };
    start + if is_own { shared } else { 0 } + constant.position
}

/// `GetServerInstanceList` -> `getServerInstanceList`: the name of an operation on the wire.
fn lower_camel_case(name: &str) -> String {
    let mut characters = name.chars();
    characters
        .next()
        .map(|first| first.to_ascii_lowercase())
        .into_iter()
        .chain(characters)
        .collect()
}

/// The struct of an inline answer, or of one with headers.
pub(crate) fn output_name(operation: &Operation) -> String {
    format!("{}Output", operation.name.value)
}

/// The event that says that a call failed, where a spec names no other.
pub(crate) const FAILURE_EVENT: &str = "error";

/// The enum of the events of an operation.
pub(crate) fn event_name(operation: &Operation) -> String {
    format!("{}Event", operation.name.value)
}

/// The Rust name of a field: the one that is given, else the derived one.
pub(crate) fn rust_name(field: &Field) -> Option<String> {
    let wire_name = field.rust_name.as_ref().unwrap_or(&field.name);
    names::field(&wire_name.value)
}

/// The variant of a value: the one that is given, else the derived one.
pub(crate) fn variant_name(value: &EnumValue) -> Option<String> {
    let name = value.rust_name.as_ref().unwrap_or(&value.name);
    names::variant(&name.value)
}

/// The variant of an alternative: the name that is given, else the derived one.
pub(crate) fn alternative_name(alternative: &Alternative) -> Option<String> {
    let name = alternative.rust_name.as_ref().unwrap_or(&alternative.name);
    names::variant(&name.value)
}
