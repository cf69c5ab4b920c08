//! How parameters are written outside of JSON: that their types can be, and in which style.

use std::collections::BTreeSet;

use super::{Context, parameters::family_prefix};
use crate::{
    diagnostic::Diagnostic,
    ir::{self, ParameterLocation, ParameterStyle, ShapeKind, Type},
    language::styles::{Style, joining},
    parse::ast::{Field, Protocol},
    rules,
    source::{Span, Spanned},
};

/// Struct members are followed to this depth: the form family nests two levels.
const DEEPEST_INDEX: usize = 4;

/// The style of a parameter, as it is declared or as the protocol has it.
///
/// # Errors
///
/// Where its type cannot be written there.
pub(super) fn style(
    context: &Context<'_>,
    location: ParameterLocation,
    field: &Field,
    ty: &Type,
) -> Result<ParameterStyle, Box<Diagnostic>> {
    let parameter = Parameter {
        context,
        location,
        field,
        ty,
        type_span: field.ty.as_ref().map_or(field.name.span, |ty| ty.span),
    };
    if location == ParameterLocation::Part {
        return Ok(parameter.part());
    }
    if location == ParameterLocation::Header && family_prefix(&field.name.value).is_some() {
        return parameter.family();
    }
    let declared = field.style.first().map(|style| style.value);
    let several = matches!(location, ParameterLocation::Query | ParameterLocation::Form);
    let is_form = context.syntax.protocol == Protocol::Form;
    let default = (is_form && several).then_some(Style::Indexed);
    match (ty, declared.or(default)) {
        // A type that is not defined is a finding already.
        (ty, _) if is_undefined(context, ty) => Ok(ParameterStyle::Single),
        (ty, _) if ty.is_text() => match field.style.first() {
            None => Ok(ParameterStyle::Single),
            Some(style) => Err(bad_style(style, "only a list has a style", "take it away")),
        },
        (Type::Scalar(_), _) => Err(parameter.refused("any JSON")),
        (Type::Map(_), _) => Err(parameter.refused("a map")),
        (Type::CommonCode(_), _) => Err(parameter.refused("a code with a name")),
        (Type::File | Type::Bytes, _) => Err(parameter.refused("a file")),
        (Type::List(_), None) => Err(Box::new(
            Diagnostic::new(
                &rules::BAD_PARAMETER_TYPE,
                parameter.type_span,
                format!("`{}` is a list, and nothing says how it is written", field.name.value),
            )
            .hint("add `style: comma` (a,b), `style: repeated` (name=a&name=b) or another style, as the page shows it"),
        )),
        (Type::List(_) | Type::Named(ShapeKind::Struct, _), Some(Style::Indexed)) => {
            parameter.indexed(several)
        }
        (Type::List(element), Some(Style::Repeated)) => parameter.repeated(several, element),
        (Type::List(_), Some(Style::Joined(_))) => parameter.joined(),
        // A tuple is one value, whatever the protocol does with lists.
        (Type::Named(ShapeKind::Tuple, _), _) => parameter.joined(),
        (Type::Named(kind, _), _) => Err(parameter.refused(kind.as_str())),
    }
}

fn is_undefined(context: &Context<'_>, ty: &Type) -> bool {
    match ty {
        Type::Named(ShapeKind::Struct, name) => context.names.shape(name).is_none(),
        _ => false,
    }
}

struct Parameter<'check> {
    context: &'check Context<'check>,
    location: ParameterLocation,
    field: &'check Field,
    ty: &'check Type,
    type_span: Span,
}

impl<'check> Parameter<'check> {
    /// Parts are text where they can be written as text.
    fn part(&self) -> ParameterStyle {
        match self.ty {
            Type::File => ParameterStyle::File,
            Type::List(element) if **element == Type::File => ParameterStyle::File,
            ty if self.is_text(ty) => ParameterStyle::Single,
            _ => ParameterStyle::Json,
        }
    }

    fn family(&self) -> Result<ParameterStyle, Box<Diagnostic>> {
        if let Some(style) = self.field.style.first() {
            return Err(bad_style(style, "only a list has a style", "take it away"));
        }
        match self.ty {
            Type::Map(element) if self.is_text(element) => Ok(ParameterStyle::Family),
            ty if is_undefined(self.context, ty) => Ok(ParameterStyle::Family),
            _ => Err(Box::new(
                Diagnostic::new(
                    &rules::BAD_PARAMETER_TYPE,
                    self.type_span,
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
        match self.ty {
            Type::List(element) => {
                if let Type::List(inner) = element.as_ref()
                    && inner.is_formatted()
                {
                    return Err(self.refused("a list of lists of something with a format"));
                }
                self.can_be_indexed(element, DEEPEST_INDEX, &mut BTreeSet::new())?;
            }
            ty => self.can_be_indexed(ty, DEEPEST_INDEX, &mut BTreeSet::new())?,
        }
        Ok(ParameterStyle::Indexed)
    }

    /// Whether something inside of an indexed parameter can be written: scalars, structs, and lists of them.
    /// `seen` has the types that were looked at, and how deep.
    fn can_be_indexed(
        &self,
        ty: &'check Type,
        depth: usize,
        seen: &mut BTreeSet<(&'check str, usize)>,
    ) -> Result<(), Box<Diagnostic>> {
        let Some(depth) = depth.checked_sub(1) else {
            return Err(self.refused("nested deeper than any page"));
        };
        match ty {
            ty if ty.is_text() => Ok(()),
            Type::Scalar(_) => Err(self.refused("something that holds any JSON")),
            Type::CommonCode(_) => Err(self.refused("something that holds a code with a name")),
            Type::Map(_) => Err(self.refused("something that holds a map")),
            Type::File | Type::Bytes => Err(self.refused("something that holds a file")),
            Type::List(element) => match element.as_ref() {
                Type::List(_) => Err(self.refused("something that holds a list of lists")),
                element => self.can_be_indexed(element, depth, seen),
            },
            Type::Named(ShapeKind::Struct, name) => {
                if !seen.insert((name, depth)) {
                    return Ok(());
                }
                let fields = self.fields(name);
                if fields.iter().any(ir::Field::is_nullable) {
                    return Err(self.refused("something that can be null"));
                }
                let mut types = fields.iter().map(|field| &field.ty);
                types.try_for_each(|ty| self.can_be_indexed(ty, depth, seen))
            }
            Type::Named(kind, _) => {
                Err(self.refused(&format!("something that holds {}", kind.as_str())))
            }
        }
    }

    /// The fields of a struct or a tuple.
    fn fields(&self, name: &str) -> &'check [ir::Field] {
        let definition = self.context.model.type_named(name);
        definition.map_or(&[], |definition| definition.shape.fields())
    }

    fn repeated(&self, several: bool, element: &Type) -> Result<ParameterStyle, Box<Diagnostic>> {
        self.one_word()?;
        self.only_where_several(several)?;
        if !self.is_text(element) {
            return Err(self.refused("a list of something that is not text"));
        }
        Ok(ParameterStyle::Repeated)
    }

    /// A separator for each level: those that are declared, then commas.
    fn joined(&self) -> Result<ParameterStyle, Box<Diagnostic>> {
        let mut separators = Vec::new();
        let mut declared = self.field.style.iter();
        let mut here = self.ty;
        while let Type::List(_) | Type::Named(ShapeKind::Tuple, _) = here {
            separators.push(self.separator(declared.next(), &separators)?);
            match here {
                Type::List(element) => here = element,
                _ => break,
            }
        }
        if let Type::Named(ShapeKind::Tuple, name) = here
            && !self
                .fields(name)
                .iter()
                .all(|element| self.is_text(&element.ty))
        {
            return Err(self.refused("a tuple of something that is not text"));
        }
        if let Some(style) = declared.next() {
            return Err(bad_style(
                style,
                "there is no list at this level",
                "write one word for each level of the list",
            ));
        }
        if !matches!(here, Type::Named(ShapeKind::Tuple, _)) && !self.is_text(here) {
            return Err(self.refused("a list of something that is not text"));
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
                        &format!("write {}", joining()),
                    ));
                }
            },
        };
        if taken.contains(&separator) {
            let location = style.or_else(|| self.field.style.last());
            let span = location.map_or(self.type_span, |style| style.span);
            return Err(Box::new(
                Diagnostic::new(&rules::BAD_STYLE, span, "two levels have the same separator")
                    .hint("nobody could tell them apart: give each level another one; a level without a word has commas"),
            ));
        }
        Ok(separator)
    }

    fn is_text(&self, ty: &Type) -> bool {
        ty.is_text() || is_undefined(self.context, ty)
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
                &format!("write {}", joining()),
            )),
            _ => Ok(()),
        }
    }

    fn refused(&self, what: &str) -> Box<Diagnostic> {
        let hint = match self.location {
            ParameterLocation::Header if matches!(self.ty, Type::Map(_)) => {
                "a family of headers is named after what they begin with: `X-Object-Meta-*`"
            }
            ParameterLocation::Path | ParameterLocation::Header => {
                "declare it as the text that the page shows"
            }
            ParameterLocation::Query | ParameterLocation::Form | ParameterLocation::Part => {
                "declare it as the text that the page shows, or as a list with a style"
            }
        };
        Box::new(
            Diagnostic::new(
                &rules::BAD_PARAMETER_TYPE,
                self.type_span,
                format!(
                    "`{}` is {what}, which only a JSON body can hold",
                    self.field.name.value
                ),
            )
            .hint(hint),
        )
    }
}

fn bad_style(style: &Spanned<Style>, message: &str, hint: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(&rules::BAD_STYLE, style.span, message).hint(hint))
}
