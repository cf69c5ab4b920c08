//! Operations: what goes out and what comes back.

use std::collections::BTreeMap;

use ncloud_codegen::ir::{
    self, Body, Constant, Envelope, Operation, PathSegment, Safety, Service, Type,
};

use super::{
    Comparison,
    addresses::{Operations, path, path_names, path_parameters},
    fields::{Member, Owner, PARAMETERS, WireLocation},
    now_and_before,
    pairs::{Pair, pairs},
};
use crate::diff::rules;

impl<'model> Comparison<'model> {
    /// The operations that are where their service is, before and after.
    pub(super) fn operations_of_service(&self) -> Vec<Operations<'model>> {
        let own = self.new.operations.iter();
        own.filter(|operation| operation.address.is_none())
            .filter_map(|new| Some((self.old.operation_named(&new.name)?, new)))
            .filter(|(old, _)| old.address.is_none())
            .collect()
    }

    pub(super) fn operations(&mut self) {
        let (old, new) = (self.old, self.new);
        let keys: [fn(&Operation) -> Option<String>; 2] =
            [|operation| Some(operation.name.clone()), request];
        self.items(
            [&rules::OPERATION_ADDED, &rules::OPERATION_REMOVED],
            pairs(&old.operations, &new.operations, &keys),
            |operation| (operation.name.clone(), &operation.location),
            Self::operation,
        );
    }

    fn operation(&mut self, old: &'model Operation, new: &'model Operation) {
        self.differs(
            &rules::OPERATION_RENAMED,
            &new.name,
            &new.location,
            (&old.name, &new.name),
            |old, _| format!("was called `{old}`"),
        );
        self.request_line((old, new));
        self.caller(old, new);
        self.constants(old, new);
        self.fields(
            &Owner {
                name: &new.name,
                location: &new.location,
                rules: &PARAMETERS,
                is_made: true,
            },
            &members(self.old, old),
            &members(self.new, new),
        );
        self.response(old, new);
        self.events(old, new);
        self.pages(old, new);
        self.documentation(
            &new.name,
            &new.location,
            (
                (&old.doc, &old.docs, &old.sources, &old.notes),
                (&new.doc, &new.docs, &new.sources, &new.notes),
            ),
        );
    }

    fn request_line(&mut self, (old, new): Operations<'model>) {
        let (name, place) = (&new.name, &new.location);
        self.differs(
            &rules::METHOD_CHANGED,
            name,
            place,
            (old.method.as_str(), new.method.as_str()),
            |old, new| now_and_before(new, old),
        );
        // That of the service is compared once.
        if old.address.is_some() || new.address.is_some() {
            self.addresses(
                name,
                (&old.location, place),
                (self.old.address_of(old), self.new.address_of(new)),
                &[(old, new)],
            );
        }
        let names = path_names((self.old, self.new), &[(old, new)]);
        self.differs(
            &rules::PATH_CHANGED,
            name,
            place,
            (path(&old.path, &names.0), path(&new.path, &names.1)),
            |old, new| now_and_before(&format!("at `{new}`"), &format!("at `{old}`")),
        );
        self.differs(
            &rules::BODY_ENCODING_CHANGED,
            name,
            place,
            (body(old), body(new)),
            |old, new| format!("sends {new} now; it sent {old}"),
        );
    }

    fn caller(&mut self, old: &Operation, new: &Operation) {
        let (name, place) = (&new.name, &new.location);
        // That of the service is compared once.
        let was_own = old.authorization != self.old.authorization;
        if was_own || new.authorization != self.new.authorization {
            self.authorization(name, place, (&old.authorization, &new.authorization));
        }
        self.differs(
            &rules::SAFETY_CHANGED,
            name,
            place,
            (old.safety, new.safety),
            |_, new| {
                match new {
                    Safety::Read => "only reads now, so it is repeated when its response is lost",
                    Safety::Write => {
                        "changes something now, so it is not repeated when its response is lost"
                    }
                }
                .to_owned()
            },
        );
    }

    fn constants(&mut self, old: &Operation, new: &Operation) {
        let (name, place) = (&new.name, &new.location);
        let keys: [fn(&Constant) -> Option<String>; 1] =
            [|constant| Some(format!("{} {:?}", constant.name, constant.location))];
        for pair in pairs(&old.constants, &new.constants, &keys) {
            let message = match pair {
                Pair::Added(constant) => {
                    format!("sends {} as well", written(constant))
                }
                Pair::Removed(constant) => {
                    format!("does not send {} any more", written(constant))
                }
                Pair::Both {
                    old: (_, old),
                    new: (_, new),
                } => {
                    if old.value == new.value {
                        continue;
                    }
                    format!("sends {} now; it sent {}", written(new), written(old))
                }
            };
            self.added(&rules::CONSTANT_CHANGED, name, place, &message);
        }
    }

    fn response(&mut self, old: &'model Operation, new: &'model Operation) {
        self.output(old, new);
        let (name, place) = (&new.name, &new.location);
        let (old, new) = (&old.response, &new.response);
        self.differs(
            &rules::STATUS_CHANGED,
            name,
            place,
            (&old.statuses, &new.statuses),
            |old, new| format!("responds with {} now; it was {}", list(new), list(old)),
        );
        self.differs(
            &rules::ENVELOPE_CHANGED,
            name,
            place,
            (&old.envelope, &new.envelope),
            |old, new| {
                format!(
                    "has its value {} now; it was {}",
                    envelope(new.as_ref()),
                    envelope(old.as_ref())
                )
            },
        );
        self.differs(
            &rules::SUCCESS_CHANGED,
            name,
            place,
            (&old.success, &new.success),
            |_, _| "says in another way that a call failed".to_owned(),
        );
    }
}

/// What tells an operation from others on the wire, whatever it is called. One with an address of its own is known by its name alone.
fn request(operation: &Operation) -> Option<String> {
    if operation.address.is_some() {
        return None;
    }
    let mut request = operation.method.as_str().to_owned();
    for segment in &operation.path {
        request.push(' ');
        request.push_str(match segment {
            PathSegment::Literal(text) => text,
            PathSegment::Parameter(_) => "{}",
        });
    }
    let mut constants: Vec<String> = operation.constants.iter().map(written).collect();
    constants.sort_unstable();
    Some(request + &constants.concat())
}

/// The fields of a request struct.
fn members<'model>(service: &'model Service, operation: &'model Operation) -> Vec<Member<'model>> {
    let mut positions = BTreeMap::new();
    for (position, field) in path_parameters(service, operation) {
        positions
            .entry(field.wire_name.as_str())
            .or_insert(position);
    }
    let position =
        |parameter: &ir::Parameter| positions.get(parameter.field.wire_name.as_str()).copied();
    let parameters = operation.parameters.iter().map(|parameter| Member {
        field: &parameter.field,
        location: match parameter.location {
            ir::ParameterLocation::Path => WireLocation::Path(position(parameter)),
            ir::ParameterLocation::Query => WireLocation::Query,
            ir::ParameterLocation::Header => WireLocation::Header,
            ir::ParameterLocation::Form => WireLocation::Form,
            ir::ParameterLocation::Part => WireLocation::Part,
        },
        style: Some(&parameter.style),
    });
    let location = match operation.body {
        Some(Body::Value(_)) => WireLocation::WholeBody,
        Some(Body::Object(_)) | None => WireLocation::Body,
    };
    let body = operation.body_fields().map(|field| Member {
        field,
        location,
        style: None,
    });
    parameters.chain(body).collect()
}

fn body(operation: &Operation) -> &'static str {
    match &operation.body {
        Some(Body::Value(field)) if field.ty == Type::Bytes => "bytes as they are",
        Some(Body::Object(_) | Body::Value(_)) => "JSON",
        None if operation.sends_form() => "a form",
        None if operation.sends_parts() => "parts",
        None => "no body",
    }
}

fn written(constant: &Constant) -> String {
    let Constant {
        location,
        name,
        value,
        ..
    } = constant;
    match location {
        ir::ParameterLocation::Header => format!("the header `{name}: {value}`"),
        ir::ParameterLocation::Path
        | ir::ParameterLocation::Query
        | ir::ParameterLocation::Form
        | ir::ParameterLocation::Part => {
            format!("`{name}={value}`")
        }
    }
}

fn envelope(envelope: Option<&Envelope>) -> String {
    match envelope {
        None => "without an envelope".to_owned(),
        Some(Envelope {
            member,
            optional: false,
        }) => format!("in `{member}`"),
        Some(Envelope {
            member,
            optional: true,
        }) => format!("in `{member}` or without an envelope"),
    }
}

fn list(statuses: &[u16]) -> String {
    let statuses: Vec<String> = statuses.iter().map(ToString::to_string).collect();
    statuses.join(", ")
}
