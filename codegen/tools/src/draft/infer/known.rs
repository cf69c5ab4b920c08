//! The service that a draft is to fit into: where it is, what its operations share, how it types the same names elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use ncloud_codegen::{
    ir::{self, ParameterLocation as Place, Service, Shape},
    language::scalars::SCALARS,
    parse::ast::{ParameterKind, Parameters},
};

use crate::draft::{
    infer::endpoint,
    model::{Field, Notes, Operation, Struct, Type},
};

/// What is known of it.
#[derive(Debug)]
pub(crate) struct Known {
    endpoint: String,
    /// The path of its address, parameters in braces.
    base: String,
    /// Parameters and constants of every operation: as they are written, those of callers.
    shared: BTreeMap<(Place, String), Option<String>>,
    /// What a name is typed as wherever the service has it, and whether it is kept from being printed: `None` where that differs.
    siblings: BTreeMap<String, Option<(Type, bool)>>,
    structs: Vec<Definition>,
    names: BTreeSet<String>,
    pub(crate) auth: ir::Authorization,
}

/// A struct of the service.
#[derive(Debug)]
struct Definition {
    name: String,
    members: Vec<Member>,
}

#[derive(Debug)]
struct Member {
    name: String,
    optional: bool,
    ty: Type,
}

impl Known {
    pub(crate) fn of(service: &Service, parameters: &Parameters) -> Self {
        let base = &service.address.base;
        let base_path: String = if service.address.is_tenant {
            String::new()
        } else {
            base.path.iter().map(ToString::to_string).collect()
        };
        let mut known = Self {
            endpoint: base.endpoint.clone(),
            base: base_path,
            shared: shared(parameters),
            siblings: BTreeMap::new(),
            structs: Vec::new(),
            names: service
                .types
                .iter()
                .map(|definition| definition.name.clone())
                .chain(
                    service
                        .operations
                        .iter()
                        .map(|operation| operation.name.clone()),
                )
                .collect(),
            auth: service.authorization.clone(),
        };
        for operation in &service.operations {
            for field in operation.request_fields() {
                known.sibling(field);
            }
        }
        for definition in &service.types {
            if let Shape::Struct(fields) = &definition.shape {
                for field in fields {
                    known.sibling(field);
                }
                if definition.response_of.is_none() {
                    let members = fields
                        .iter()
                        .map(|field| Member {
                            name: field.wire_name.clone(),
                            optional: !field.is_required(),
                            ty: written(&field.ty),
                        })
                        .collect();
                    known.structs.push(Definition {
                        name: definition.name.clone(),
                        members,
                    });
                }
            }
        }
        known
    }

    fn sibling(&mut self, field: &ir::Field) {
        let this = (written(&field.ty), field.sensitive);
        self.siblings
            .entry(field.wire_name.clone())
            .and_modify(|known| {
                if known.as_ref() != Some(&this) {
                    *known = None;
                }
            })
            .or_insert(Some(this.clone()));
    }

    pub(crate) fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// The whole address of the service.
    pub(crate) fn address(&self) -> String {
        format!("{}{}", self.endpoint, self.base)
    }

    /// The parameters of every operation.
    pub(crate) fn shared_parameters(&self) -> Vec<(Place, String)> {
        self.shared
            .iter()
            .filter_map(|((place, _), name)| Some((*place, name.clone()?)))
            .collect()
    }

    pub(crate) fn has_name(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    pub(crate) fn is_shared(&self, place: Place, name: &str) -> bool {
        self.shared.contains_key(&(place, key(place, name)))
    }

    /// The address of an operation, its path after that, and whether that is another address than the service's.
    pub(crate) fn split(
        &self,
        endpoint: &str,
        above: &str,
        path: &str,
        notes: &mut Notes,
    ) -> (String, String, bool) {
        let of_service = format!("{}{}", self.endpoint, self.base);
        let is_here = endpoint == self.endpoint || endpoint::is_of_another_site(endpoint);
        let whole = format!("{above}{path}");
        let below = whole
            .strip_prefix(self.base.as_str())
            .filter(|rest| rest.starts_with('/'));
        match below {
            Some(rest) if is_here => return (of_service, rest.to_owned(), false),
            // A path that begins nowhere begins where the service is.
            None if is_here && above.is_empty() => return (of_service, path.to_owned(), false),
            _ => {}
        }
        let host = if is_here {
            self.endpoint.as_str()
        } else {
            endpoint
        };
        let (base, path) = endpoint::split_below(above, path);
        notes.gaps.push(format!(
            "the page has the address {host}{base}, the service {of_service}: put the right one, under `url` where the operation is elsewhere"
        ));
        (format!("{host}{base}"), path, true)
    }

    /// Types and marks of the names that the service has already.
    pub(crate) fn adopt(&self, operation: &mut Operation) {
        for (_, field) in &mut operation.parameters {
            self.field(field);
        }
        for ty in [&mut operation.body, &mut operation.response]
            .into_iter()
            .flatten()
        {
            self.members(ty);
            self.reuse(ty, true);
        }
    }

    fn members(&self, ty: &mut Type) {
        if let Some(definition) = ty.structs_mut() {
            for field in &mut definition.fields {
                self.field(field);
            }
        }
    }

    fn field(&self, field: &mut Field) {
        self.members(&mut field.ty);
        self.reuse(&mut field.ty, false);
        let Some(Some((ty, sensitive))) = self.siblings.get(&field.name) else {
            return;
        };
        field.sensitive |= sensitive;
        if *ty == field.ty || matches!(field.ty, Type::Struct(_)) {
            return;
        }
        if narrows(ty, &field.ty) {
            field.ty = ty.clone();
        } else if let (Type::Named(here), Type::Named(elsewhere)) = (&field.ty, ty) {
            field.notes.leave_open(format!(
                "The service types it {elsewhere} elsewhere; {here} is what this page says."
            ));
        }
    }

    /// A struct of the same members is the same type.
    fn reuse(&self, ty: &mut Type, is_root: bool) {
        match ty {
            Type::List(inner) | Type::Map(inner) => self.reuse(inner, false),
            Type::Struct(definition) if !is_root => {
                if let Some(name) = self.same(definition) {
                    *ty = Type::Named(name.to_owned());
                }
            }
            Type::Struct(_) | Type::Named(_) => {}
        }
    }

    /// The type of the service that has these members.
    pub(crate) fn same(&self, definition: &Struct) -> Option<&str> {
        let has = |member: &Member| {
            definition.fields.iter().any(|field| {
                field.name == member.name
                    && field.optional == member.optional
                    && field.ty == member.ty
            })
        };
        self.structs
            .iter()
            .find(|known| {
                known.members.len() == definition.fields.len() && known.members.iter().all(has)
            })
            .map(|known| known.name.as_str())
    }
}

/// What stands at the service itself.
fn shared(parameters: &Parameters) -> BTreeMap<(Place, String), Option<String>> {
    let parameters = parameters.0.iter();
    parameters
        .map(|parameter| {
            let (name, of_callers) = match &parameter.kind {
                ParameterKind::Field(field) => (&field.name.value, true),
                ParameterKind::Constant(constant) => (&constant.name.value, false),
            };
            let key = (parameter.location, key(parameter.location, name));
            (key, of_callers.then(|| name.clone()))
        })
        .collect()
}

/// Headers are the same in any case.
fn key(place: Place, name: &str) -> String {
    if place == Place::Header {
        name.to_lowercase()
    } else {
        name.to_owned()
    }
}

/// Whether a type says more than another of which the same values are.
fn narrows(narrow: &Type, wide: &Type) -> bool {
    match (narrow, wide) {
        (Type::List(narrow), Type::List(wide)) => narrow == wide || narrows(narrow, wide),
        (Type::Named(narrow), Type::Named(wide)) => match wide.as_str() {
            "string" => {
                let is_defined = narrow.starts_with(|first: char| first.is_ascii_uppercase());
                is_defined || ["yn", "base64"].contains(&narrow.as_str()) || narrow.contains('(')
            }
            "i64" => narrow == "i32" || narrow.starts_with("timestamp("),
            _ => false,
        },
        _ => false,
    }
}

/// A type as specs write it.
fn written(ty: &ir::Type) -> Type {
    let wrapped = |outer: &str, inner: &ir::Type| match written(inner) {
        Type::Named(inner) if inner == "string" && outer == "code" => Type::named(outer),
        Type::Named(inner) => Type::Named(format!("{outer}<{inner}>")),
        _ => Type::named("json"),
    };
    Type::Named(match ty {
        ir::Type::Scalar(scalar) => SCALARS.word(scalar).unwrap_or_default().to_owned(),
        ir::Type::Bytes => "bytes".to_owned(),
        ir::Type::File => "file".to_owned(),
        ir::Type::CommonCode(inner) => return wrapped("code", inner),
        ir::Type::List(inner) => return Type::list(written(inner)),
        ir::Type::Map(inner) => return Type::Map(Box::new(written(inner))),
        ir::Type::Named(_, name) => name.clone(),
    })
}
