//! How parameters are written outside of JSON: that there is a way, and which.

use std::collections::BTreeSet;

use super::Subject;
use crate::{
    conventions,
    diagnostic::Diagnostic,
    ir::{ParameterStyle, Place},
    parse::ast::{Field, Protocol, Scalar, Service, Style, Type},
    resolve::{Resolved, Resolver},
    rules,
    source::Spanned,
};

/// Struct members are followed to this depth: the form family nests two levels.
const DEEPEST_INDEX: usize = 4;

pub(super) fn parameters(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let service = subject.service;
    // A shared parameter is one finding, not one an operation.
    let shared = [
        (Place::Path, &service.shared.path),
        (Place::Query, &service.shared.query),
        (Place::Header, &service.shared.headers),
        (Place::Form, &service.shared.form),
    ];
    let shared = shared
        .into_iter()
        .flat_map(|(place, fields)| fields.iter().map(move |field| (place, field)));
    let own = service.operations.iter().flat_map(|operation| {
        let own = &operation.parameters;
        let form = conventions::place_of_form(service, operation);
        [
            (Place::Path, &own.path),
            (Place::Query, &own.query),
            (Place::Header, &own.headers),
            (form, &own.form),
            (Place::Part, &own.parts),
        ]
        .into_iter()
        .flat_map(|(place, fields)| fields.iter().map(move |field| (place, field)))
    });
    for (place, field) in shared.chain(own) {
        if let Err(finding) = style(service, &subject.types, place, field) {
            findings.push(*finding);
        }
    }
}

/// Members of JSON have no style.
pub(super) fn members(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for field in subject.service.members_written() {
        if let Some(style) = field.style.first() {
            findings.push(
                Diagnostic::new(
                    &rules::BAD_STYLE,
                    style.span,
                    format!("`{}` is no parameter", field.name.value),
                )
                .hint("take the style away; lists in JSON are lists, and those of an indexed struct are indexed"),
            );
        }
    }
}

/// The style of a parameter, as it is said or as the protocol has it.
///
/// # Errors
///
/// Where its type cannot be written there.
pub(crate) fn style<'ast>(
    service: &Service,
    types: &Resolver<'ast>,
    place: Place,
    field: &'ast Field,
) -> Result<ParameterStyle, Box<Diagnostic>> {
    let Some(ty) = &field.ty else {
        return Ok(ParameterStyle::Single);
    };
    let parameter = Parameter {
        place,
        field,
        ty,
        types,
    };
    if place == Place::Part {
        return Ok(parameter.part());
    }
    if place == Place::Header && conventions::family_prefix(&field.name.value).is_some() {
        return parameter.family();
    }
    let said = field.style.first().map(|style| style.value);
    let several = matches!(place, Place::Query | Place::Form);
    let default = (service.protocol == Protocol::Form && several).then_some(Style::Indexed);
    let resolved = types.resolve(&ty.value);
    match (resolved, said.or(default)) {
        // An unknown type has a finding already.
        (None, _) => Ok(ParameterStyle::Single),
        (Some(Resolved::Scalar(Scalar::Json)), _) => Err(parameter.refused("any JSON")),
        (Some(Resolved::Map(_)), _) => Err(parameter.refused("a map")),
        (Some(Resolved::Code(_)), _) => Err(parameter.refused("a code with a name")),
        (Some(Resolved::Union(_)), _) => Err(parameter.refused("a union")),
        (Some(Resolved::File), _) => Err(parameter.refused("a file")),
        (Some(Resolved::Scalar(_) | Resolved::Enum(_) | Resolved::NumberEnum), _) => match field.style.first() {
            None => Ok(ParameterStyle::Single),
            Some(style) => Err(bad_style(style, "only a list has a style", "take it away")),
        },
        (Some(Resolved::List(_)), None) => Err(Box::new(
            Diagnostic::new(
                &rules::BAD_PARAMETER_TYPE,
                ty.span,
                format!("`{}` is a list, and nothing says how it is written", field.name.value),
            )
            .hint("add `style: comma` (a,b), `style: repeated` (name=a&name=b) or another style, as the page shows it"),
        )),
        (Some(Resolved::Struct(_)), None | Some(Style::Repeated | Style::Joined(_))) => {
            Err(parameter.refused("a struct"))
        }
        (Some(Resolved::List(_) | Resolved::Struct(_)), Some(Style::Indexed)) => {
            parameter.indexed(several)
        }
        (Some(Resolved::List(element)), Some(Style::Repeated)) => {
            parameter.repeated(several, element)
        }
        (Some(Resolved::List(_)), Some(Style::Joined(_))) => parameter.joined(),
        // A tuple is one value, whatever the protocol does with lists.
        (Some(Resolved::Tuple(_)), _) => parameter.joined(),
    }
}

struct Parameter<'check, 'ast> {
    place: Place,
    field: &'ast Field,
    ty: &'ast Spanned<Type>,
    types: &'check Resolver<'ast>,
}

impl<'ast> Parameter<'_, 'ast> {
    /// Parts are text where there is a way to write them as text.
    fn part(&self) -> ParameterStyle {
        match self.types.resolve(&self.ty.value) {
            Some(Resolved::File | Resolved::List(Type::File)) => ParameterStyle::File,
            _ if self.is_text(&self.ty.value) => ParameterStyle::Single,
            _ => ParameterStyle::Json,
        }
    }

    fn family(&self) -> Result<ParameterStyle, Box<Diagnostic>> {
        if let Some(style) = self.field.style.first() {
            return Err(bad_style(style, "only a list has a style", "take it away"));
        }
        match self.types.resolve(&self.ty.value) {
            None => Ok(ParameterStyle::Family),
            Some(Resolved::Map(element)) if self.is_text(element) => Ok(ParameterStyle::Family),
            _ => Err(Box::new(
                Diagnostic::new(
                    &rules::BAD_PARAMETER_TYPE,
                    self.ty.span,
                    format!(
                        "`{}` is a family of headers, and its type is no map of texts",
                        self.field.name.value
                    ),
                )
                .hint("write `map<string>`: the keys are what follows the prefix"),
            )),
        }
    }

    fn indexed(&self, several: bool) -> Result<ParameterStyle, Box<Diagnostic>> {
        self.one_word()?;
        self.only_where_several(several)?;
        match self.types.resolve(&self.ty.value) {
            Some(Resolved::List(element)) => {
                if let Type::List(inner) = element
                    && is_formatted(inner)
                {
                    return Err(self.refused("a list of lists of something with a format"));
                }
                self.can_be_indexed(element, DEEPEST_INDEX, &mut BTreeSet::new())?;
            }
            _ => self.can_be_indexed(&self.ty.value, DEEPEST_INDEX, &mut BTreeSet::new())?,
        }
        Ok(ParameterStyle::Indexed)
    }

    /// Whether something inside of an indexed parameter can be written: scalars, structs, and lists of them.
    /// `seen` has the types that were looked at, and how deep.
    fn can_be_indexed(
        &self,
        ty: &'ast Type,
        depth: usize,
        seen: &mut BTreeSet<(&'ast str, usize)>,
    ) -> Result<(), Box<Diagnostic>> {
        let Some(depth) = depth.checked_sub(1) else {
            return Err(self.refused("nested deeper than any page"));
        };
        if let Type::Named(name) = ty
            && !seen.insert((&name.value, depth))
        {
            return Ok(());
        }
        match self.types.resolve(ty) {
            None => Ok(()),
            Some(Resolved::Scalar(Scalar::Json)) => {
                Err(self.refused("something that holds any JSON"))
            }
            Some(Resolved::Scalar(_) | Resolved::Enum(_) | Resolved::NumberEnum) => Ok(()),
            Some(Resolved::Tuple(_)) => Err(self.refused("something that holds a tuple")),
            Some(Resolved::Code(_)) => Err(self.refused("something that holds a code with a name")),
            Some(Resolved::Union(_)) => Err(self.refused("something that holds a union")),
            Some(Resolved::Map(_)) => Err(self.refused("something that holds a map")),
            Some(Resolved::File) => Err(self.refused("something that holds a file")),
            Some(Resolved::List(Type::List(_))) => {
                Err(self.refused("something that holds a list of lists"))
            }
            Some(Resolved::List(element)) => self.can_be_indexed(element, depth, seen),
            Some(Resolved::Struct(fields))
                if fields.iter().any(|field| field.nullable.is_some()) =>
            {
                Err(self.refused("something that can be null"))
            }
            Some(Resolved::Struct(fields)) => fields
                .iter()
                .filter_map(|field| field.ty.as_ref())
                .try_for_each(|ty| self.can_be_indexed(&ty.value, depth, seen)),
        }
    }

    fn repeated(
        &self,
        several: bool,
        element: &'ast Type,
    ) -> Result<ParameterStyle, Box<Diagnostic>> {
        self.one_word()?;
        self.only_where_several(several)?;
        if !self.is_text(element) {
            return Err(self.refused("a list of something that is not text"));
        }
        Ok(ParameterStyle::Repeated)
    }

    /// A separator for each level: those that are said, then commas.
    fn joined(&self) -> Result<ParameterStyle, Box<Diagnostic>> {
        let mut separators = Vec::new();
        let mut said = self.field.style.iter();
        let mut here = &self.ty.value;
        loop {
            let (elements, is_last) = match self.types.resolve(here) {
                Some(Resolved::List(element)) => (vec![element], false),
                Some(Resolved::Tuple(elements)) => {
                    let types = elements.iter().filter_map(|element| element.ty.as_ref());
                    (types.map(|ty| &ty.value).collect(), true)
                }
                _ => break,
            };
            let style = said.next();
            separators.push(self.separator(style, &separators)?);
            if is_last {
                if !elements.into_iter().all(|element| self.is_text(element)) {
                    return Err(self.refused("a tuple of something that is not text"));
                }
                break;
            }
            match elements.first() {
                Some(element) => here = element,
                None => break,
            }
        }
        if let Some(style) = said.next() {
            return Err(bad_style(
                style,
                "there is no list at this level",
                "write one word for each level of the list",
            ));
        }
        match self.types.resolve(here) {
            Some(Resolved::Tuple(_)) => {}
            _ if self.is_text(here) => {}
            _ => return Err(self.refused("a list of something that is not text")),
        }
        Ok(ParameterStyle::Joined(separators))
    }

    fn separator(
        &self,
        style: Option<&Spanned<Style>>,
        taken: &[char],
    ) -> Result<char, Box<Diagnostic>> {
        let separator = match style {
            None => ',',
            Some(style) => match style.value {
                Style::Joined(separator) => separator,
                Style::Indexed | Style::Repeated => {
                    return Err(bad_style(
                        style,
                        "what is inside of a joined value is joined",
                        "write comma, pipe, colon or space",
                    ));
                }
            },
        };
        if taken.contains(&separator) {
            let place = style.or_else(|| self.field.style.last());
            let span = place.map_or(self.ty.span, |style| style.span);
            return Err(Box::new(
                Diagnostic::new(&rules::BAD_STYLE, span, "two levels have the same separator")
                    .hint("nobody could tell them apart: give each level another one; a level of which nothing is said has commas"),
            ));
        }
        Ok(separator)
    }

    fn is_text(&self, ty: &'ast Type) -> bool {
        self.types.resolve(ty).is_none_or(Resolved::is_text)
    }

    fn one_word(&self) -> Result<(), Box<Diagnostic>> {
        match self.field.style.get(1) {
            None => Ok(()),
            Some(style) => Err(bad_style(
                style,
                "what is inside of an indexed or repeated list has no style of its own",
                "keep the first word",
            )),
        }
    }

    fn only_where_several(&self, several: bool) -> Result<(), Box<Diagnostic>> {
        match self.field.style.first() {
            Some(style) if !several => Err(bad_style(
                style,
                "a path or a header holds one value",
                "write comma, pipe, colon or space",
            )),
            _ => Ok(()),
        }
    }

    fn refused(&self, what: &str) -> Box<Diagnostic> {
        let hint = match self.place {
            Place::Header if matches!(self.ty.value, Type::Map(_)) => {
                "a family of headers is named after what they begin with: `X-Object-Meta-*`"
            }
            Place::Path | Place::Header => "declare it as the text that the page shows",
            Place::Query | Place::Form | Place::Part => {
                "declare it as the text that the page shows, or as a list with a style"
            }
        };
        Box::new(
            Diagnostic::new(
                &rules::BAD_PARAMETER_TYPE,
                self.ty.span,
                format!(
                    "`{}` is {what}, which only a JSON body can hold",
                    self.field.name.value
                ),
            )
            .hint(hint),
        )
    }
}

/// Whether a value is written in one of several forms, which its type in Rust does not say.
fn is_formatted(ty: &Type) -> bool {
    match ty {
        Type::Quoted(_) => true,
        Type::Scalar(scalar) => match scalar {
            Scalar::YesNo | Scalar::Base64 | Scalar::Timestamp(_) | Scalar::Civil(_) => true,
            Scalar::String
            | Scalar::Bool
            | Scalar::I32
            | Scalar::I64
            | Scalar::F64
            | Scalar::Json => false,
        },
        Type::List(inner) | Type::Map(inner) => is_formatted(inner),
        Type::Code(_) | Type::File | Type::Named(_) => false,
    }
}

fn bad_style(style: &Spanned<Style>, message: &str, hint: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(&rules::BAD_STYLE, style.span, message).hint(hint))
}
