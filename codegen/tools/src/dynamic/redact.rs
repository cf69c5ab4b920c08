//! Values of fields that are `sensitive`: found by their types, and by their names where they stand elsewhere.

mod placeholder;
mod repeated;

use ncloud_codegen::{
    ir::{
        Body, Field, JsonKind, Operation, Scalar as ScalarType, Service, Shape, ShapeKind, Tagging,
        Type, Union,
    },
    parse::node::{Kind, Node, Style},
    source::{Sources, Span},
};
use serde_json::Value as Json;

pub(super) use self::{
    placeholder::{Placeholder, header},
    repeated::{redacted_values, secrets, without},
};
use super::{Argument, Request, json};

struct Redaction<'model> {
    service: &'model Service,
    /// Of what is sensitive somewhere in the service: where a value stands in another place than is declared, its name says what it is.
    names: Vec<&'model str>,
    placeholder: Placeholder,
}

pub(super) fn request(
    service: &Service,
    operation: &Operation,
    request: &Request,
    placeholder: Placeholder,
) -> Request {
    let redaction = Redaction::new(service, placeholder);
    let of_value = |value: &Json, change: &dyn Fn(&mut Node)| {
        let nowhere = Span::file(Sources::default().add("", ""));
        let Some(mut node) = json::node(&value.to_string(), nowhere) else {
            return Json::Null;
        };
        change(&mut node);
        node.json()
    };
    let members: &[Field] = match &operation.body {
        Some(Body::Object(fields)) => fields,
        _ => &[],
    };
    let arguments = request.arguments.iter().map(|argument| {
        let mut parameters = operation.parameters.iter();
        let field = match argument.location {
            Some(location) => parameters
                .find(|it| it.location == location && it.field.wire_name == argument.name)
                .map(|parameter| &parameter.field),
            None => members.iter().find(|it| it.wire_name == argument.name),
        };
        let value = match field {
            Some(field) => of_value(&argument.value, &|node| redaction.field(field, node)),
            None => argument.value.clone(),
        };
        Argument {
            location: argument.location,
            name: argument.name.clone(),
            value,
        }
    });
    let body = request.body.as_ref().map(|value| {
        of_value(value, &|node| match &operation.body {
            Some(Body::Object(fields)) => redaction.members(fields, node),
            Some(Body::Value(field)) => redaction.field(field, node),
            None => {}
        })
    });
    Request {
        arguments: arguments.collect(),
        body,
    }
}

/// Redacts the body of a response, envelope included.
pub(super) fn response(
    service: &Service,
    operation: &Operation,
    node: &mut Node,
    placeholder: Placeholder,
) {
    let redaction = Redaction::new(service, placeholder);
    let Some(ty) = &operation.response.ty else {
        redaction.by_name(node);
        return;
    };
    let wrapped = operation.response.envelope.as_ref().and_then(|envelope| {
        let mut entries = node.entries()?.iter();
        entries.position(|entry| entry.key.value == envelope.member)
    });
    match (&mut node.kind, wrapped) {
        (Kind::Mapping(entries), Some(at)) => {
            for (index, entry) in entries.iter_mut().enumerate() {
                if index == at {
                    redaction.value(ty, &mut entry.value);
                } else {
                    redaction.undeclared(&entry.key.value, &mut entry.value);
                }
            }
        }
        (Kind::Mapping(entries), None) => {
            // It may be wrapped in something else, and where nothing is declared to be around it.
            if let [only] = entries.as_mut_slice()
                && !redaction.declares(ty, &only.key.value)
            {
                redaction.value(ty, &mut only.value);
            }
            redaction.value(ty, node);
        }
        _ => redaction.value(ty, node),
    }
}

pub(super) fn value(service: &Service, ty: &Type, node: &mut Node, placeholder: Placeholder) {
    Redaction::new(service, placeholder).value(ty, node);
}

/// Redacts what has no type: the members whose names are those of something sensitive in the service.
pub(super) fn by_name(service: &Service, node: &mut Node, placeholder: Placeholder) {
    Redaction::new(service, placeholder).by_name(node);
}

/// Whether a value of the type may hold something that is sensitive.
pub(super) fn is_in(service: &Service, ty: &Type) -> bool {
    let mut seen: Vec<&str> = Vec::new();
    let mut next: Vec<&Type> = vec![ty];
    while let Some(ty) = next.pop() {
        let Some(name) = ty.definition().filter(|name| !seen.contains(name)) else {
            continue;
        };
        seen.push(name);
        if let Some(definition) = service.type_named(name) {
            if definition
                .shape
                .fields()
                .iter()
                .any(|field| field.sensitive)
            {
                return true;
            }
            next.extend(definition.shape.types());
        }
    }
    false
}

/// Whether a header of the response is sensitive, by itself or as one of a family.
pub(super) fn redacts_header(service: &Service, operation: &Operation, name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let is_meant = |field: &&Field| match field.wire_name.strip_suffix('*') {
        Some(prefix) => name.starts_with(prefix),
        None => field.wire_name == name,
    };
    let declared: Vec<&Field> = operation.response.headers.iter().filter(is_meant).collect();
    if declared.is_empty() {
        let mut names = service.sensitive_names().into_iter();
        return name == "set-cookie" || names.any(|known| known.eq_ignore_ascii_case(&name));
    }
    name == "set-cookie" || declared.iter().any(|field| field.sensitive)
}

impl<'model> Redaction<'model> {
    fn new(service: &'model Service, placeholder: Placeholder) -> Self {
        Self {
            service,
            names: service.sensitive_names(),
            placeholder,
        }
    }

    /// Whether a name is that of something sensitive, in any case of letters and with any prefix of XML.
    fn is_sensitive(&self, name: &str) -> bool {
        let (_, local) = name.rsplit_once(':').unwrap_or(("", name));
        let local = local.trim_start_matches('@');
        let mut names = self.names.iter();
        names.any(|known| known.eq_ignore_ascii_case(name) || known.eq_ignore_ascii_case(local))
    }

    /// Whether a type is a struct with a member of that name.
    fn declares(&self, ty: &Type, name: &str) -> bool {
        let definition = ty.definition().and_then(|it| self.service.type_named(it));
        let fields = definition.map_or(&[][..], |definition| definition.shape.fields());
        fields.iter().any(|field| field.wire_name == name)
    }

    /// A member that its object does not declare.
    fn undeclared(&self, name: &str, node: &mut Node) {
        if self.is_sensitive(name) {
            self.redact(&Type::Scalar(ScalarType::Json), node);
        } else {
            self.by_name(node);
        }
    }

    /// Redacts members by their names alone, in JSON that stands in a text too.
    fn by_name(&self, node: &mut Node) {
        match &mut node.kind {
            Kind::Scalar(scalar) => {
                let inner = scalar.text.trim_start();
                if scalar.style == Style::Quoted
                    && inner.starts_with(['{', '['])
                    && let Some(mut inner) = json::node(inner, node.span)
                {
                    let before = json::compact(&inner);
                    self.by_name(&mut inner);
                    let after = json::compact(&inner);
                    if before != after {
                        scalar.text = after;
                    }
                }
            }
            Kind::Sequence(elements) => {
                for each in elements {
                    self.by_name(each);
                }
            }
            Kind::Mapping(entries) => {
                for entry in entries {
                    self.undeclared(&entry.key.value, &mut entry.value);
                }
            }
        }
    }

    /// A value of another shape than its type.
    fn misshapen(&self, ty: &Type, node: &mut Node) {
        let is_scalar = matches!(node.kind, Kind::Scalar(_));
        let before = json::compact(node);
        self.by_name(node);
        // Text in place of what holds something sensitive may hold it in any form.
        if is_scalar && is_in(self.service, ty) && before == json::compact(node) {
            self.redact(&Type::Scalar(ScalarType::Json), node);
        }
    }

    fn field(&self, field: &Field, node: &mut Node) {
        if field.sensitive {
            self.redact(&field.ty, node);
        } else {
            self.value(&field.ty, node);
        }
    }

    fn members(&self, fields: &[Field], node: &mut Node) {
        let Kind::Mapping(entries) = &mut node.kind else {
            self.by_name(node);
            return;
        };
        for entry in entries {
            let name = &entry.key.value;
            match fields.iter().find(|field| field.wire_name == *name) {
                Some(field) => self.field(field, &mut entry.value),
                None => self.undeclared(name, &mut entry.value),
            }
        }
    }

    fn value(&self, ty: &Type, node: &mut Node) {
        match (ty, &mut node.kind) {
            (Type::List(element), Kind::Sequence(elements)) => {
                for each in elements {
                    self.value(element, each);
                }
            }
            // What XML has once is a list of one, and what a spec takes for one thing may come several times.
            (Type::List(element), _) => self.value(element, node),
            (Type::Named(ShapeKind::Struct, _), Kind::Sequence(elements)) => {
                for each in elements {
                    self.value(ty, each);
                }
            }
            (Type::Map(element), Kind::Mapping(entries)) => {
                for entry in entries {
                    self.value(element, &mut entry.value);
                }
            }
            // Their members are no service's.
            (Type::File | Type::CommonCode(_), Kind::Mapping(_)) => {}
            (Type::Named(_, name), _) => {
                let shape = self
                    .service
                    .type_named(name)
                    .map(|definition| &definition.shape);
                match (shape, &mut node.kind) {
                    (Some(Shape::Struct(fields)), Kind::Mapping(_)) => self.members(fields, node),
                    (Some(Shape::Tuple(fields)), Kind::Sequence(elements)) => {
                        for (field, each) in fields.iter().zip(elements) {
                            self.field(field, each);
                        }
                    }
                    (Some(Shape::Tuple(fields)), _) if fields.iter().any(|it| it.sensitive) => {
                        self.redact(&Type::Scalar(ScalarType::Json), node);
                    }
                    (Some(Shape::Union(union)), _) => self.alternative(union, node),
                    _ => self.misshapen(ty, node),
                }
            }
            _ => self.misshapen(ty, node),
        }
    }

    fn alternative(&self, union: &Union, node: &mut Node) {
        let Some(ty) = alternative_of(union, node) else {
            self.by_name(node);
            return;
        };
        match &union.tagging {
            Tagging::Member {
                content: Some(content),
                ..
            } => {
                let Kind::Mapping(entries) = &mut node.kind else {
                    return;
                };
                for entry in entries
                    .iter_mut()
                    .filter(|entry| entry.key.value == *content)
                {
                    self.value(ty, &mut entry.value);
                }
            }
            Tagging::Kind | Tagging::Member { content: None, .. } => self.value(ty, node),
        }
    }
}

fn alternative_of<'model>(union: &'model Union, node: &Node) -> Option<&'model Type> {
    let mut alternatives = union.alternatives.iter();
    let found = match &union.tagging {
        Tagging::Member { tag, .. } => {
            let said = node.get(tag)?.text()?;
            alternatives.find(|alternative| alternative.wire_name == said)
        }
        Tagging::Kind => {
            let kind = match &node.kind {
                Kind::Sequence(_) => JsonKind::List,
                Kind::Mapping(_) => JsonKind::Object,
                Kind::Scalar(scalar) => match scalar.json() {
                    Json::Bool(_) => JsonKind::Boolean,
                    Json::Number(_) => JsonKind::Number,
                    _ => JsonKind::Text,
                },
            };
            alternatives.find(|alternative| alternative.kind == Some(kind))
        }
    };
    found.map(|alternative| &alternative.ty)
}
