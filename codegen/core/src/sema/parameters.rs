//! Parameters: that each is sent once, and that it can be.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use super::{Context, names::Scope, styles};
use crate::{
    diagnostic::{Diagnostic, clipped},
    ir::{self, Method, Parameter, ParameterLocation, ParameterStyle, Type},
    parse::ast::{self, Http, Operation, ParameterKind, Protocol},
    rules,
    source::{Span, Spanned},
    suggest::did_you_mean,
};

/// The parameter that makes the form family respond in JSON; XML is its default.
/// <https://api.ncloud-docs.com/docs/en/common-ncpapi>
pub const RESPONSE_FORMAT: (&str, &str) = ("responseFormatType", "json");

/// Headers that the signer or the transport sets.
const OWNED_HEADERS: [&str; 8] = [
    "x-ncp-apigw-timestamp",
    "x-ncp-iam-access-key",
    "x-ncp-apigw-signature-v1",
    "x-ncp-apigw-signature-v2",
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
];

/// A parameter as it is declared, of a service or of an operation.
#[derive(Clone)]
pub(super) struct Written<'ast> {
    /// Where it is declared.
    location: ParameterLocation,
    kind: WrittenKind<'ast>,
}

#[derive(Clone)]
enum WrittenKind<'ast> {
    Field {
        written: &'ast ast::Field,
        field: Box<ir::Field>,
        style: ParameterStyle,
    },
    Constant(&'ast ast::Constant),
}

impl Written<'_> {
    /// The type of one that callers give.
    pub(super) fn ty(&self) -> Option<&Type> {
        match &self.kind {
            WrittenKind::Field { field, .. } => Some(&field.ty),
            WrittenKind::Constant(_) => None,
        }
    }
}

/// The parameter that tells the region, which has to be there and to be one that requests leave out.
pub(super) fn of_region(
    context: &Context<'_>,
    operations: &[ir::Operation],
    findings: &mut Vec<Diagnostic>,
) -> Option<String> {
    let name = context.syntax.region_parameter.as_ref()?;
    let parameters = operations
        .iter()
        .flat_map(|operation| &operation.parameters)
        .filter(|parameter| {
            matches!(
                parameter.location,
                ParameterLocation::Query | ParameterLocation::Form | ParameterLocation::Header
            )
        })
        .filter(|parameter| !parameter.field.is_required());
    let mut names = BTreeSet::new();
    for parameter in parameters {
        let field = &parameter.field;
        // Names of headers are the same in capitals.
        let is_named = match parameter.location {
            ParameterLocation::Header => field.wire_name.eq_ignore_ascii_case(&name.value),
            _ => field.wire_name == name.value,
        };
        let is_text = field.ty == Type::Scalar(ir::Scalar::String);
        // Of a type that nothing defines there is a finding already.
        let mut definition = field.ty.definition().into_iter();
        let is_undefined = definition.any(|name| context.model.type_named(name).is_none());
        if is_named && (is_text || is_undefined) {
            return Some(field.wire_name.clone());
        }
        if is_text {
            names.insert(field.wire_name.as_str());
        }
    }
    findings.push(
        Diagnostic::new(
            &rules::BAD_REGION,
            name.span,
            format!(
                "no operation has an optional text `{}` in its query, form or headers",
                clipped(&name.value)
            ),
        )
        .hint(did_you_mean(&name.value, names).unwrap_or_else(|| {
            "name the parameter as it is on the wire, or leave `region_parameter` out".to_owned()
        })),
    );
    None
}

/// Parameters that are declared in one place, in the order of [`ParameterLocation`].
pub(super) fn written<'ast>(
    context: &Context<'_>,
    parameters: &'ast ast::Parameters,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Written<'ast>> {
    let parameters = parameters.0.iter();
    parameters
        .map(|parameter| {
            let location = parameter.location;
            let kind = match &parameter.kind {
                ParameterKind::Constant(constant) => {
                    if location == ParameterLocation::Header {
                        constant_header(constant, findings);
                    }
                    WrittenKind::Constant(constant)
                }
                ParameterKind::Field(written) => {
                    let field = field(context, location, written, findings);
                    let style = styles::style(context, location, written, &field.ty);
                    WrittenKind::Field {
                        written,
                        style: style.unwrap_or_else(|finding| {
                            findings.push(*finding);
                            ParameterStyle::Single
                        }),
                        field: Box::new(field),
                    }
                }
            };
            Written { location, kind }
        })
        .collect()
}

fn field(
    context: &Context<'_>,
    location: ParameterLocation,
    written: &ast::Field,
    findings: &mut Vec<Diagnostic>,
) -> ir::Field {
    let name = &written.name;
    // Outside of JSON there is no `null`.
    if let Some(span) = written.nullable {
        findings.push(
            Diagnostic::new(
                &rules::BAD_NULLABLE,
                span,
                format!("`{}` is a parameter, which has no `null`", name.value),
            )
            .hint("take it away; a parameter that may be left out has a `?`"),
        );
    }
    if location == ParameterLocation::Path && written.optional {
        findings.push(
            Diagnostic::new(
                &rules::OPTIONAL_PATH_PARAMETER,
                name.span,
                format!("the path parameter `{}` cannot be left out", name.value),
            )
            .hint("take the `?` away; a path without it is another operation"),
        );
    }
    let mut field = context.field(written, findings);
    if location == ParameterLocation::Header {
        header_name(name, Header::Sent, findings);
        field.wire_name.make_ascii_lowercase();
    }
    field
}

fn constant_header(constant: &ast::Constant, findings: &mut Vec<Diagnostic>) {
    header_name(&constant.name, Header::Constant, findings);
    let legal = |c: char| c == ' ' || c.is_ascii_graphic();
    if !constant.value.value.chars().all(legal) {
        findings.push(
            Diagnostic::new(
                &rules::BAD_HEADER,
                constant.value.span,
                "a header's value is printable ASCII",
            )
            .hint("write it as it goes over the wire"),
        );
    }
}

/// `X-Object-Meta-*` -> `X-Object-Meta-`: what the names of a family of headers begin with.
pub fn family_prefix(name: &str) -> Option<&str> {
    name.strip_suffix('*')
}

/// What a header is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Header {
    Sent,
    Constant,
    Received,
}

/// Letters, digits and a few signs, an asterisk not among them: behind a name it stands for whatever follows.
pub(super) fn header_name(name: &Spanned<String>, header: Header, findings: &mut Vec<Diagnostic>) {
    let legal = |c: char| c.is_ascii_alphanumeric() || "!#$%&'+-.^_`|~".contains(c);
    let lower = name.value.to_ascii_lowercase();
    let plain = match family_prefix(&name.value) {
        Some(prefix) if header != Header::Constant => prefix,
        _ => &name.value,
    };
    if plain.is_empty() || !plain.chars().all(legal) {
        findings.push(
            Diagnostic::new(
                &rules::BAD_HEADER,
                name.span,
                format!("`{}` is not the name of a header", name.value),
            )
            .hint("a header's name is letters, digits, hyphens and underscores; `*` at the end of a parameter's name makes a family of it"),
        );
    } else if header != Header::Received && OWNED_HEADERS.contains(&lower.as_str()) {
        findings.push(
            Diagnostic::new(
                &rules::BAD_HEADER,
                name.span,
                format!("`{}` is set by the client itself", name.value),
            )
            .hint("take it out"),
        );
    }
}

/// A parameter of an operation that callers give.
pub(super) struct Declared<'ast> {
    /// Its name, as it is written.
    pub(super) name: &'ast Spanned<String>,
    pub(super) parameter: Parameter,
    /// Where the same name is declared before, for the same place in the request.
    repeats: Option<Span>,
}

/// The parameters of an operation outside of its body, the shared ones of each place first.
pub(super) struct Parameters<'ast> {
    /// In the order in which the request struct has them.
    pub(super) declared: Vec<Declared<'ast>>,
    constants: Vec<(ParameterLocation, &'ast ast::Constant)>,
    /// What is always sent.
    pub(super) sent: Vec<ir::Constant>,
}

impl<'ast> Parameters<'ast> {
    /// Those of an operation.
    pub(super) fn of(
        context: &Context<'ast>,
        operation: &'ast Operation,
        http: Option<&Http>,
        findings: &mut Vec<Diagnostic>,
    ) -> Self {
        // Operations of the form family take the parameters of a form in the query of a GET.
        let protocol = context.syntax.protocol;
        let form = match (protocol, http) {
            (Protocol::Form, Some(http)) if is_read(http.method) => ParameterLocation::Query,
            _ => ParameterLocation::Form,
        };
        let own = written(context, &operation.parameters, findings);
        let mut all: Vec<Written<'_>> = shared(context, operation).chain(own).collect();
        all.sort_by_key(|written| written.location);

        let mut parameters = Self {
            declared: Vec::new(),
            constants: Vec::new(),
            sent: Vec::new(),
        };
        if protocol == Protocol::Form {
            let (name, value) = RESPONSE_FORMAT;
            parameters.sent.push(ir::Constant {
                location: form,
                before: 0,
                name: name.to_owned(),
                value: value.to_owned(),
            });
        }
        for Written { location, kind } in all {
            let location = if location == ParameterLocation::Form {
                form
            } else {
                location
            };
            match kind {
                WrittenKind::Constant(constant) => {
                    parameters.constants.push((location, constant));
                    parameters.sent.push(ir::Constant {
                        location,
                        before: parameters.declared.len(),
                        name: wire_name(location, &constant.name.value),
                        value: constant.value.value.clone(),
                    });
                }
                WrittenKind::Field {
                    written,
                    field,
                    style,
                } => parameters.declared.push(Declared {
                    name: &written.name,
                    parameter: Parameter {
                        location,
                        field: *field,
                        style,
                    },
                    repeats: None,
                }),
            }
        }
        parameters.find_repeated(findings);
        parameters
    }

    /// A name in one place of the request is declared once. A constant is what it is, so that the parameter of its name is the
    /// one too many.
    fn find_repeated(&mut self, findings: &mut Vec<Diagnostic>) {
        let mut seen: BTreeMap<(ParameterLocation, String), Span> = BTreeMap::new();
        for (location, constant) in &self.constants {
            let name = &constant.name;
            match seen.entry((*location, wire_name(*location, &name.value))) {
                Entry::Occupied(first) => findings.push(declared_twice(name, *first.get())),
                Entry::Vacant(entry) => {
                    entry.insert(name.span);
                }
            }
        }
        for declared in &mut self.declared {
            let Parameter {
                location, field, ..
            } = &declared.parameter;
            match seen.entry((*location, field.wire_name.clone())) {
                Entry::Occupied(first) => {
                    findings.push(declared_twice(declared.name, *first.get()));
                    declared.repeats = Some(*first.get());
                }
                Entry::Vacant(entry) => {
                    entry.insert(declared.name.span);
                }
            }
        }
    }

    /// The names of all, with the places where they are sent.
    pub(super) fn names(&self) -> impl Iterator<Item = (ParameterLocation, &'ast Spanned<String>)> {
        let declared = self.declared.iter();
        let declared = declared.map(|declared| (declared.parameter.location, declared.name));
        let constants = self.constants.iter();
        declared.chain(constants.map(|(location, constant)| (*location, &constant.name)))
    }

    /// The Rust names, but of what is declared twice: that is a finding already.
    pub(super) fn add_to(&self, scope: &mut Scope, findings: &mut Vec<Diagnostic>) {
        for declared in self.declared.iter().filter(|it| it.repeats.is_none()) {
            let rust_name = &declared.parameter.field.rust_name;
            scope.add(
                rust_name,
                declared.name.span,
                &declared.name.value,
                findings,
            );
        }
    }
}

/// Whether an operation only reads by its method.
pub(super) fn is_read(method: Method) -> bool {
    matches!(method, Method::Get | Method::Head)
}

/// The parameters of a service that an operation has: of those in paths the ones in its address.
fn shared<'ast>(
    context: &Context<'ast>,
    operation: &Operation,
) -> impl Iterator<Item = Written<'ast>> {
    let own = operation.address.as_ref();
    let own = own.map(|address| address.url.placeholders().map(|name| name.value.as_str()));
    let own: Option<BTreeSet<&str>> = own.map(Iterator::collect);
    let is_in_address = |written: &&Written<'_>| match (&written.kind, &own) {
        (WrittenKind::Field { written: field, .. }, Some(own))
            if written.location == ParameterLocation::Path =>
        {
            own.contains(field.name.value.as_str())
        }
        _ => true,
    };
    let shared: Vec<_> = context.shared.iter().filter(is_in_address).collect();
    shared.into_iter().cloned()
}

/// Names of headers differ by more than their case.
fn wire_name(location: ParameterLocation, name: &str) -> String {
    match location {
        ParameterLocation::Header => name.to_ascii_lowercase(),
        ParameterLocation::Path
        | ParameterLocation::Query
        | ParameterLocation::Form
        | ParameterLocation::Part => name.to_owned(),
    }
}

fn declared_twice(name: &Spanned<String>, first: Span) -> Diagnostic {
    Diagnostic::new(
        &rules::DUPLICATE_PARAMETER,
        name.span,
        format!("`{}` is declared twice", name.value),
    )
    .related(first, "first here")
    .hint("keep one of them; what the service declares, every operation has")
}
