//! Fields of requests and of types: parameters, members, elements.

use ncloud_codegen::ir::{Field, Location, ParameterStyle, Type};

use super::{
    Comparison, now_and_before, on_the_wire,
    pairs::{Pair, is_reordered, pairs},
};
use crate::{
    diff::{Rule, rules},
    spelling,
};

/// A field and what the wire makes of it.
pub(super) struct Member<'model> {
    pub(super) field: &'model Field,
    pub(super) location: WireLocation,
    pub(super) style: Option<&'model ParameterStyle>,
}

/// Where a field is on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WireLocation {
    /// In a path, at so many parameters from its start.
    Path(Option<usize>),
    Query,
    Header,
    Form,
    /// A part of the body.
    Part,
    /// A member of the body.
    Body,
    /// The body is the field.
    WholeBody,
    /// A member of an object.
    Member,
    /// In a list, at so many elements from its start.
    Element(usize),
}

impl WireLocation {
    /// Whether the name on the wire is one: a path and a list have values alone.
    fn has_name(self) -> bool {
        match self {
            Self::Query | Self::Header | Self::Form | Self::Part | Self::Body | Self::Member => {
                true
            }
            Self::Path(_) | Self::WholeBody | Self::Element(_) => false,
        }
    }

    fn in_words(self) -> &'static str {
        match self {
            Self::Path(_) => "the path",
            Self::Query => "the query",
            Self::Header => "the headers",
            Self::Form => "the form",
            Self::Part => "the parts of the body",
            Self::Body => "the body",
            Self::WholeBody => "the place of the body",
            Self::Member => "the object",
            Self::Element(_) => "the list",
        }
    }

    fn position(self) -> Option<usize> {
        match self {
            Self::Path(position) => position,
            Self::Element(position) => Some(position),
            _ => None,
        }
    }
}

/// The rules for fields of requests, or for those of types.
pub(super) struct FieldRules {
    added: &'static Rule,
    required_added: &'static Rule,
    removed: &'static Rule,
    renamed: &'static Rule,
    wire_name: &'static Rule,
    required: &'static Rule,
    optional: &'static Rule,
    nullable: &'static Rule,
    ty: &'static Rule,
    format: &'static Rule,
}

pub(super) static PARAMETERS: FieldRules = FieldRules {
    added: &rules::OPTIONAL_PARAMETER_ADDED,
    required_added: &rules::REQUIRED_PARAMETER_ADDED,
    removed: &rules::PARAMETER_REMOVED,
    renamed: &rules::PARAMETER_RENAMED,
    wire_name: &rules::PARAMETER_WIRE_NAME_CHANGED,
    required: &rules::PARAMETER_REQUIRED,
    optional: &rules::PARAMETER_OPTIONAL,
    nullable: &rules::PARAMETER_NULLABLE_CHANGED,
    ty: &rules::PARAMETER_TYPE_CHANGED,
    format: &rules::PARAMETER_FORMAT_CHANGED,
};

pub(super) static MEMBERS: FieldRules = FieldRules {
    added: &rules::MEMBER_ADDED,
    required_added: &rules::REQUIRED_MEMBER_ADDED,
    removed: &rules::MEMBER_REMOVED,
    renamed: &rules::MEMBER_RENAMED,
    wire_name: &rules::MEMBER_WIRE_NAME_CHANGED,
    required: &rules::MEMBER_REQUIRED,
    optional: &rules::MEMBER_OPTIONAL,
    nullable: &rules::MEMBER_NULLABLE_CHANGED,
    ty: &rules::MEMBER_TYPE_CHANGED,
    format: &rules::MEMBER_FORMAT_CHANGED,
};

/// The struct that fields are of.
pub(super) struct Owner<'model> {
    /// As changes name it.
    pub(super) name: &'model str,
    pub(super) location: &'model Location,
    pub(super) rules: &'static FieldRules,
    /// Whether callers make it with `new`, before and after.
    pub(super) is_made: bool,
}

impl Comparison<'_> {
    pub(super) fn fields(&mut self, owner: &Owner<'_>, old: &[Member<'_>], new: &[Member<'_>]) {
        let (mut places, mut arguments) = (Vec::new(), Vec::new());
        for pair in pairs(old, new, &keys()) {
            match pair {
                Pair::Added(member) => self.field_added(owner, member),
                Pair::Removed(member) => {
                    let field = member.field;
                    let subject = subject(owner, field);
                    self.removed(owner.rules.removed, &subject, &field.location);
                }
                Pair::Both { old, new } => {
                    places.push((old.0, new.0));
                    if old.1.field.is_required() && new.1.field.is_required() {
                        arguments.push((old.0, new.0));
                    }
                    self.field(owner, old.1, new.1);
                }
            }
        }
        if owner.is_made && is_reordered(arguments) {
            let message = format!(
                "`new` takes `{}` now; it took `{}`",
                required(new),
                required(old)
            );
            self.added(
                &rules::ARGUMENTS_MOVED,
                owner.name,
                owner.location,
                &message,
            );
        }
        let is_element = |member: &Member<'_>| matches!(member.location, WireLocation::Element(_));
        if new.iter().any(is_element) && places.iter().any(|(old, new)| old != new) {
            self.added(
                &rules::ELEMENTS_MOVED,
                owner.name,
                owner.location,
                &now_and_before(
                    &format!("the list of `{}`", required(new)),
                    &format!("that of `{}`", required(old)),
                ),
            );
        }
    }

    fn field_added(&mut self, owner: &Owner<'_>, member: &Member<'_>) {
        let field = member.field;
        let (rule, message) = if field.is_required() && owner.is_made {
            (owner.rules.required_added, "is new, and must be given")
        } else {
            (owner.rules.added, "is new")
        };
        self.added(rule, &subject(owner, field), &field.location, message);
    }

    fn field(&mut self, owner: &Owner<'_>, before: &Member<'_>, after: &Member<'_>) {
        let (old, new) = (before.field, after.field);
        let subject = &subject(owner, new);
        let place = &new.location;
        self.differs(
            &rules::PARAMETER_PLACE_CHANGED,
            subject,
            place,
            (before.location.in_words(), after.location.in_words()),
            |old, new| format!("goes into {new} now; it went into {old}"),
        );
        if before.location.has_name() && after.location.has_name() {
            self.differs(
                owner.rules.wire_name,
                subject,
                place,
                (&old.wire_name, &new.wire_name),
                |old, new| on_the_wire(new, old),
            );
        }
        self.differs(
            owner.rules.renamed,
            subject,
            place,
            (&old.rust_name, &new.rust_name),
            |old, _| format!("was called `{old}`"),
        );
        let (rule, message) = if new.is_required() {
            (owner.rules.required, "is required now; it was optional")
        } else {
            (owner.rules.optional, "is optional now; it was required")
        };
        self.differs(
            rule,
            subject,
            place,
            (old.is_required(), new.is_required()),
            |_, _| message.to_owned(),
        );
        self.differs(
            owner.rules.nullable,
            subject,
            place,
            (old.is_nullable(), new.is_nullable()),
            |_, new| {
                if *new {
                    "can be `null` now".to_owned()
                } else {
                    "cannot be `null` any more".to_owned()
                }
            },
        );
        self.value(
            [owner.rules.ty, owner.rules.format],
            subject,
            place,
            ((&old.ty, old.boxed), (&new.ty, new.boxed)),
        );
        let is_same_type = spelling::spelled(&old.ty) == spelling::spelled(&new.ty);
        if let (true, Some(old), Some(new)) = (is_same_type, before.style, after.style) {
            self.differs(
                &rules::PARAMETER_STYLE_CHANGED,
                subject,
                place,
                (old, new),
                |old, new| now_and_before(&new.to_string(), &old.to_string()),
            );
        }
        self.differs(
            &rules::SENSITIVE_CHANGED,
            subject,
            place,
            (old.sensitive, new.sensitive),
            |_, new| {
                if *new {
                    "is kept out of `Debug` now".to_owned()
                } else {
                    "is shown by `Debug` now".to_owned()
                }
            },
        );
        self.documentation(
            subject,
            place,
            (documentation(before), documentation(after)),
        );
    }

    /// The type of a field or an alternative, by the rules for what callers see and for what only the wire does.
    pub(super) fn value(
        &mut self,
        [ty, format]: [&'static Rule; 2],
        subject: &str,
        place: &Location,
        ((old, was_boxed), (new, is_boxed)): ((&Type, bool), (&Type, bool)),
    ) {
        let differs = self.differs(
            ty,
            subject,
            place,
            (
                spelling::held(old, was_boxed),
                spelling::held(new, is_boxed),
            ),
            |old, new| now_and_before(&format!("`{new}`"), &format!("`{old}`")),
        );
        if !differs {
            self.differs(
                format,
                subject,
                place,
                (spelling::spelled(old), spelling::spelled(new)),
                |old, new| on_the_wire(new, old),
            );
        }
    }
}

/// Fields belong together by their names on the wire, else by those in Rust, else by where they are among values without names.
fn keys<'model>() -> [fn(&Member<'model>) -> Option<String>; 4] {
    [
        |member| {
            let place = member.location.in_words();
            let field = member.field;
            Some(if member.location.has_name() {
                format!("{place} {}", field.wire_name)
            } else {
                format!("{place} {}", field.rust_name)
            })
        },
        |member| {
            (member.location != WireLocation::WholeBody).then(|| member.field.wire_name.clone())
        },
        |member| Some(member.field.rust_name.clone()),
        |member| {
            let position = member.location.position()?;
            Some(format!("{} {position}", member.location.in_words()))
        },
    ]
}

fn subject(owner: &Owner<'_>, field: &Field) -> String {
    format!("{}::{}", owner.name, field.rust_name)
}

/// The arguments of `new`.
fn required(members: &[Member<'_>]) -> String {
    let fields = members.iter().map(|member| member.field);
    let names: Vec<&str> = fields
        .filter(|field| field.is_required())
        .map(|field| field.rust_name.as_str())
        .collect();
    names.join("`, `")
}

fn documentation<'model>(member: &Member<'model>) -> impl PartialEq + use<'model> {
    let field = member.field;
    // Where it is no name on the wire, it is one in the documentation.
    let name = (!member.location.has_name()).then_some(&field.wire_name);
    (name, &field.doc, &field.facts, &field.notes)
}
