//! The flags of an operation: one for each parameter and each member of its body.

use ncloud_codegen::ir::{Body, Field, Operation, ParameterLocation, Service, ShapeKind, Type};

use crate::commands::command;

/// Where the value of a flag goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A parameter.
    Parameter(ParameterLocation),
    /// A member of a body that is an object.
    Member,
    /// The whole of a body that is one value.
    Body,
    /// A member of that value.
    BodyMember,
}

impl Target {
    /// Where it goes, in a word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Parameter(place) => place.as_str(),
            Self::Member | Self::Body | Self::BodyMember => "body",
        }
    }
}

/// A flag.
#[derive(Clone, Debug)]
pub struct Flag<'model> {
    /// `server-instance-no-list`, without dashes before it.
    pub name: String,
    /// Its name on the wire, where that is another one and nobody else's.
    pub alias: Option<String>,
    /// Where its value goes.
    pub target: Target,
    /// What the spec says of it.
    pub field: &'model Field,
}

impl Flag<'_> {
    /// Whether the command cannot do without it.
    #[must_use]
    pub fn required(&self) -> bool {
        // The members may come by the flag of the whole.
        self.field.is_required() && self.target != Target::Body && self.target != Target::BodyMember
    }
}

/// The flags of an operation in the order of its spec. `reserved` are names that mean something else to the program; a name that is
/// taken has its location before it, `query-region`.
#[must_use]
pub fn flags<'model>(
    service: &'model Service,
    operation: &'model Operation,
    reserved: &[&str],
) -> Vec<Flag<'model>> {
    let parameters = operation.parameters.iter();
    let mut targets: Vec<(Target, &Field)> = parameters
        .map(|it| (Target::Parameter(it.location), &it.field))
        .collect();
    match &operation.body {
        None => {}
        Some(Body::Object(fields)) => targets.extend(fields.iter().map(|it| (Target::Member, it))),
        Some(Body::Value(field)) => {
            targets.push((Target::Body, field));
            targets.extend(
                members(service, &field.ty)
                    .iter()
                    .map(|it| (Target::BodyMember, it)),
            );
        }
    }
    let spelled = |(target, field): &(Target, &Field)| match target {
        Target::Body => "body".to_owned(),
        _ => command(&field.wire_name),
    };
    let names: Vec<String> = targets.iter().map(spelled).collect();
    let is_taken = |name: &str| {
        reserved.contains(&name) || names.iter().filter(|other| *other == name).count() > 1
    };
    let mut flags: Vec<Flag<'model>> = Vec::new();
    for ((target, field), name) in targets.iter().zip(&names) {
        let mut name = match (is_taken(name), target) {
            (true, target) if *target != Target::Body => format!("{}-{name}", target.as_str()),
            _ => name.clone(),
        };
        // What is still taken, as two spellings of one name at one place are, is told apart by its number.
        let known = |name: &str, flags: &[Flag<'_>]| flags.iter().any(|flag| flag.name == name);
        if known(&name, &flags) {
            let free = (2..)
                .map(|number| format!("{name}-{number}"))
                .find(|name| !known(name, &flags));
            name = free.unwrap_or(name);
        }
        flags.push(Flag {
            name,
            alias: None,
            target: *target,
            field,
        });
    }
    let spellings: Vec<String> = flags.iter().map(|flag| flag.name.clone()).collect();
    for index in 0..flags.len() {
        let wire = |flag: &Flag<'_>| flag.field.wire_name.clone();
        let Some(own) = flags.get(index).map(wire) else {
            continue;
        };
        let is_a_flag = own.starts_with(|c: char| c.is_ascii_alphanumeric())
            && own
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
        let is_free = flags
            .iter()
            .filter(|flag| flag.field.wire_name == own)
            .count()
            == 1
            && !spellings.contains(&own)
            && !reserved.contains(&own.as_str());
        if let Some(flag) = flags.get_mut(index)
            && is_a_flag
            && is_free
            && flag.target != Target::Body
        {
            flag.alias = Some(own);
        }
    }
    flags
}

/// The members of a body that is an object by its type.
pub(crate) fn members<'model>(service: &'model Service, ty: &Type) -> &'model [Field] {
    match ty {
        Type::Named(ShapeKind::Struct, name) => service
            .type_named(name)
            .map_or(&[][..], |definition| definition.shape.fields()),
        _ => &[],
    }
}
