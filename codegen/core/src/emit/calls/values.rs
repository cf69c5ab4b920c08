//! Values of Rust that a caller would write: those of a sample, and where it has none others that look like what they are.

use std::collections::BTreeSet;

use crate::ir::{
    Alternative, CivilKind, Field, FileSample, JsonKind, Scalar, Service, Shape, ShapeKind,
    Tagging, Type, Union,
};
use serde_json::Value as Json;

use super::expressions::Expression;
use crate::emit::spelling::rust;

/// Longer texts say no more.
const LONGEST_TEXT: usize = 60;
/// Types that hold themselves end here.
const DEEPEST: usize = 6;
/// 2025-01-01T00:00:00Z.
const SOME_TIME: i64 = 1_735_689_600_000;

/// Makes values, and knows what has to be imported for them.
pub(super) struct Values<'model> {
    service: &'model Service,
    imports: BTreeSet<&'model str>,
    depth: usize,
}

/// What stands around a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Taken {
    /// What takes it converts it: an argument of `new`, an item of such a list.
    Into,
    /// It has to be of the very type.
    Exactly,
}

impl<'model> Values<'model> {
    pub(super) fn new(service: &'model Service) -> Self {
        Self {
            service,
            imports: BTreeSet::new(),
            depth: 0,
        }
    }

    /// `use ncloud::organization::{Account, GetAccount};`
    pub(super) fn imports(&self) -> String {
        let names: Vec<&str> = self.imports.iter().copied().collect();
        let service = &self.service.name;
        match names.as_slice() {
            [name] => format!("use ncloud::{service}::{name};"),
            names => format!("use ncloud::{service}::{{{}}};", names.join(", ")),
        }
    }

    pub(super) fn import<'name: 'model>(&mut self, name: &'name str) {
        self.imports.insert(name);
    }

    /// A struct or a request with what it requires.
    pub(super) fn construct(
        &mut self,
        name: &'model str,
        fields: &[(&'model Field, Option<&Json>)],
    ) -> Expression {
        self.import(name);
        let required = fields.iter().filter(|(field, _)| field.is_required());
        let arguments = required
            .map(|(field, sample)| self.argument(field, *sample))
            .collect();
        Expression::call(&format!("{name}::new"), arguments)
    }

    fn argument(&mut self, field: &'model Field, sample: Option<&Json>) -> Expression {
        // A type may hold itself where `null` ends it.
        if let Type::Named(ShapeKind::Struct | ShapeKind::Tuple, name) = &field.ty
            && field.is_nullable()
            && sample.is_none_or(Json::is_null)
        {
            self.import(name);
            return Expression::plain(format!("None::<{}>", rust(&field.ty)));
        }
        let taken = if field.is_nullable() {
            Taken::Exactly
        } else {
            Taken::Into
        };
        self.value(&field.ty, sample, taken)
    }

    fn value(&mut self, ty: &'model Type, sample: Option<&Json>, taken: Taken) -> Expression {
        let plain = |text: String| Expression::plain(text);
        match ty {
            Type::Scalar(Scalar::String) => {
                let sample = sample.map_or_else(|| "text".to_owned(), digits);
                let literal = literal(&clipped(&sample));
                match taken {
                    Taken::Into => plain(literal),
                    Taken::Exactly => plain(format!("{literal}.to_owned()")),
                }
            }
            Type::Scalar(Scalar::Bool | Scalar::YesNo) => {
                plain(sample.is_none_or(is_true).to_string())
            }
            Type::Scalar(Scalar::I32) => plain(parsed::<i32>(sample).unwrap_or(1).to_string()),
            Type::Scalar(Scalar::I64) => plain(parsed::<i64>(sample).unwrap_or(1).to_string()),
            Type::Scalar(Scalar::F64) => {
                plain(format!("{:?}", parsed::<f64>(sample).unwrap_or(1.0)))
            }
            Type::Scalar(Scalar::Timestamp(format)) => {
                let millis = sample.and_then(|sample| format.millis(sample));
                plain(format!(
                    "ncloud::types::Timestamp::from_epoch_millis({})",
                    millis.unwrap_or(SOME_TIME)
                ))
            }
            Type::Scalar(Scalar::Civil(format)) => {
                let some = match format.kind() {
                    CivilKind::DateTime => "2025-01-01T00:00:00",
                    CivilKind::Date => "2025-01-01",
                    CivilKind::Month => "2025-01",
                };
                let text = sample.and_then(|sample| format.normal(&digits(sample)));
                plain(format!(
                    "{:?}.parse::<ncloud::types::{}>()?",
                    text.as_deref().unwrap_or(some),
                    rust(ty)
                ))
            }
            Type::Scalar(Scalar::Base64) => plain(match taken {
                Taken::Into => "b\"bytes\"".to_owned(),
                Taken::Exactly => "b\"bytes\".to_vec()".to_owned(),
            }),
            Type::Scalar(Scalar::Json) => match (sample, taken) {
                (Some(Json::String(text)), Taken::Into) => plain(literal(text)),
                (None, _) => plain("\"{}\".parse::<ncloud::types::Json>()?".to_owned()),
                (Some(sample), _) => plain(format!(
                    "{}.parse::<ncloud::types::Json>()?",
                    literal(&sample.to_string())
                )),
            },
            Type::Scalar(Scalar::Quoted(inner)) => self.value(inner.bare_type(), sample, taken),
            Type::CommonCode(code) => {
                let sample = sample.and_then(|sample| sample.get("code"));
                let inner = self.value(code, sample, Taken::Exactly);
                let function = format!("ncloud::types::CommonCode::<{}>::new", rust(code));
                Expression::call(&function, vec![inner])
            }
            Type::Bytes => plain("ncloud::body::Upload::from_path(\"body.bin\")".to_owned()),
            Type::File => {
                let file = sample.and_then(FileSample::of);
                let name = file.map_or_else(|| "file.bin".to_owned(), |file| file.name);
                plain(format!("ncloud::body::File::from_path({})", literal(&name)))
            }
            Type::List(element) => self.list(element, sample, taken),
            Type::Map(element) => self.map(element, sample, taken),
            Type::Named(ShapeKind::Struct, name) => {
                let fields = self.fields(name);
                let of_field = |field: &'model Field| {
                    let value = sample.and_then(|sample| sample.get(&field.wire_name));
                    (field, value)
                };
                let fields: Vec<_> = fields.iter().map(of_field).collect();
                self.deeper(|values| values.construct(name, &fields))
            }
            Type::Named(ShapeKind::Tuple, name) => {
                let fields = self.fields(name).iter().enumerate();
                let fields: Vec<_> = fields
                    .map(|(index, field)| (field, sample.and_then(|sample| sample.get(index))))
                    .collect();
                self.deeper(|values| values.construct(name, &fields))
            }
            Type::Named(ShapeKind::Enum | ShapeKind::NumberEnum, name) => {
                plain(self.known(ty, name, sample))
            }
            Type::Named(ShapeKind::Union, name) => self.union(name, sample),
        }
    }

    fn deeper(&mut self, make: impl FnOnce(&mut Self) -> Expression) -> Expression {
        self.depth += 1;
        let made = make(self);
        self.depth -= 1;
        made
    }

    fn list(&mut self, element: &'model Type, sample: Option<&Json>, taken: Taken) -> Expression {
        if self.depth > DEEPEST {
            return self.empty("Vec::<", element);
        }
        let samples: Vec<Option<&Json>> = match sample {
            // A file by itself is a list of it.
            Some(Json::Array(samples)) if !samples.is_empty() => samples.iter().map(Some).collect(),
            sample => vec![sample.filter(|sample| !sample.is_array())],
        };
        let inner = match taken {
            Taken::Into if converts(element) => Taken::Into,
            _ => Taken::Exactly,
        };
        let items = samples
            .into_iter()
            .map(|sample| self.value(element, sample, inner))
            .collect();
        let before = match taken {
            Taken::Into => "[",
            Taken::Exactly => "vec![",
        };
        Expression::group(before, items, "]")
    }

    fn map(&mut self, element: &'model Type, sample: Option<&Json>, taken: Taken) -> Expression {
        if self.depth > DEEPEST {
            return self.empty("std::collections::BTreeMap::<String, ", element);
        }
        let members = sample.and_then(Json::as_object).into_iter().flatten();
        let mut members: Vec<(&str, Option<&Json>)> = members
            .map(|(key, value)| (key.as_str(), Some(value)))
            .collect();
        if members.is_empty() {
            members.push(("key", None));
        }
        let inner = match taken {
            Taken::Into if converts(element) => Taken::Into,
            _ => Taken::Exactly,
        };
        let items = members
            .into_iter()
            .map(|(key, sample)| {
                let key = match taken {
                    Taken::Into => literal(key),
                    Taken::Exactly => format!("{}.to_owned()", literal(key)),
                };
                let value = self.value(element, sample, inner);
                Expression::group("(", vec![Expression::Plain(key), value], ")")
            })
            .collect();
        match taken {
            Taken::Into => Expression::group("[", items, "]"),
            Taken::Exactly => Expression::group("std::collections::BTreeMap::from([", items, "])"),
        }
    }

    fn empty(&mut self, before: &str, element: &'model Type) -> Expression {
        if let Some(name) = element.definition() {
            self.import(name);
        }
        Expression::plain(format!("{before}{}>::new()", rust(element)))
    }

    /// A value of an enum.
    fn known(&mut self, ty: &Type, name: &'model str, sample: Option<&Json>) -> String {
        self.import(name);
        let values = self.shape(name).map_or(&[][..], Shape::values);
        let variant = match sample.map(digits) {
            None => values.first(),
            Some(text) => values.iter().find(|value| value.wire_name == text),
        };
        match (variant, ty) {
            (Some(value), _) => format!("{name}::{}", value.rust_name),
            (None, Type::Named(ShapeKind::NumberEnum, _)) => {
                format!("{name}::from({}_i64)", parsed::<i64>(sample).unwrap_or(1))
            }
            (None, _) => {
                let text = sample.map_or_else(|| "text".to_owned(), digits);
                format!("{name}::from({})", literal(&text))
            }
        }
    }

    fn union(&mut self, name: &'model str, sample: Option<&Json>) -> Expression {
        self.import(name);
        let Some(Shape::Union(union)) = self.shape(name) else {
            return Expression::plain(name);
        };
        let chosen = sample.and_then(|sample| alternative(union, sample));
        let (chosen, inner) = match (chosen, union.alternatives.first()) {
            (Some((chosen, inner)), _) => (chosen, Some(inner)),
            (None, Some(first)) => (first, None),
            (None, None) => return Expression::plain(name),
        };
        let value = self.deeper(|values| values.value(&chosen.ty, inner, Taken::Exactly));
        let function = format!("{name}::{}", chosen.rust_name);
        if chosen.boxed {
            let boxed = Expression::call("std::boxed::Box::new", vec![value]);
            return Expression::call(&function, vec![boxed]);
        }
        Expression::call(&function, vec![value])
    }

    fn shape(&self, name: &str) -> Option<&'model Shape> {
        let definition = self.service.type_named(name);
        definition.map(|definition| &definition.shape)
    }

    fn fields(&self, name: &str) -> &'model [Field] {
        self.shape(name).map_or(&[], Shape::fields)
    }
}

/// The alternative that a sample is, and the sample of the alternative itself.
fn alternative<'model, 'sample>(
    union: &'model Union,
    sample: &'sample Json,
) -> Option<(&'model Alternative, &'sample Json)> {
    let mut alternatives = union.alternatives.iter();
    match &union.tagging {
        Tagging::Kind => {
            let kind = JsonKind::of(sample)?;
            let chosen = alternatives.find(|alternative| alternative.kind == Some(kind))?;
            Some((chosen, sample))
        }
        Tagging::Member { tag, content } => {
            let said = digits(sample.get(tag)?);
            let chosen = alternatives.find(|alternative| alternative.wire_name == said)?;
            let inner = match content {
                None => sample,
                Some(content) => sample.get(content)?,
            };
            Some((chosen, inner))
        }
    }
}

/// Whether the elements of a list may be something that becomes them.
fn converts(element: &Type) -> bool {
    matches!(element, Type::Scalar(Scalar::String))
}

/// A number as it is written, whether it is quoted or not; text as it is.
fn digits(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn parsed<T: std::str::FromStr>(sample: Option<&Json>) -> Option<T> {
    digits(sample?).parse().ok()
}

fn is_true(value: &Json) -> bool {
    matches!(digits(value).to_lowercase().as_str(), "true" | "y")
}

fn clipped(text: &str) -> String {
    if text.chars().count() <= LONGEST_TEXT {
        return text.to_owned();
    }
    let kept: String = text.chars().take(LONGEST_TEXT).collect();
    format!("{kept}…")
}

/// A literal of a text, raw where it has quotes in it.
fn literal(text: &str) -> String {
    if text.contains('"') && !text.contains("\"#") && !text.contains(char::is_control) {
        format!("r#\"{text}\"#")
    } else {
        format!("{text:?}")
    }
}
