//! Parameters of a query or a form: constants, single values, lists and structs that are spread over several names.

use std::collections::{BTreeMap, BTreeSet};

use ncloud_codegen::ir::{
    Constant, Field, Parameter, ParameterLocation, ParameterStyle, Service, Shape, ShapeKind, Type,
};
use serde_json::{Map, Value as Json};

use crate::route::Match;
use crate::value;

/// More items than any service takes; a larger number in a name is a fault, not a list with holes.
const MOST_ITEMS: usize = 10_000;

/// What was read: values by wire name, and the faults of single parameters.
#[derive(Default)]
pub(crate) struct Read {
    pub(crate) parameters: BTreeMap<String, Json>,
    pub(crate) faults: Vec<(String, String)>,
}

/// Whether an operation takes a parameter of that name at a place, by itself or as a part of an indexed one.
pub(crate) fn declares(found: &Match<'_>, place: ParameterLocation, name: &str) -> bool {
    let operation = &found.route.operation;
    let parameters = operation.parameters.iter();
    let constants = operation.constants.iter();
    let names = parameters
        .filter(|parameter| parameter.location == place)
        .map(|parameter| parameter.field.wire_name.as_str())
        .chain(
            constants
                .filter(|constant| constant.location == place)
                .map(|constant| constant.name.as_str()),
        );
    names
        .filter_map(|declared| name.strip_prefix(declared))
        .any(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Reads the parameters that an operation takes at a place.
pub(crate) fn read(
    found: &Match<'_>,
    place: ParameterLocation,
    pairs: &[(String, String)],
) -> Read {
    let operation = &found.route.operation;
    let mut reader = Reader {
        service: &found.route.service,
        pairs,
        used: BTreeSet::new(),
        read: Read::default(),
    };
    for constant in &operation.constants {
        if constant.location == place {
            reader.constant(constant);
        }
    }
    for parameter in &operation.parameters {
        if parameter.location == place {
            reader.parameter(parameter);
        }
    }
    for (name, _) in pairs {
        if !reader.used.contains(name.as_str()) {
            reader.fault(name, "no such parameter in the spec");
        }
    }
    reader.read
}

struct Reader<'r> {
    service: &'r Service,
    pairs: &'r [(String, String)],
    /// Names that belong to a declared parameter.
    used: BTreeSet<&'r str>,
    read: Read,
}

impl<'r> Reader<'r> {
    fn fault(&mut self, name: &str, words: impl Into<String>) {
        self.read.faults.push((name.to_owned(), words.into()));
    }

    fn values(&mut self, name: &str) -> Vec<&'r str> {
        let mut values = Vec::new();
        for (given, value) in self.pairs {
            if given == name {
                self.used.insert(given);
                values.push(value.as_str());
            }
        }
        values
    }

    fn single(&mut self, name: &str) -> Option<&'r str> {
        let values = self.values(name);
        if values.len() > 1 {
            self.fault(name, "given more than once");
        }
        values.first().copied()
    }

    fn constant(&mut self, constant: &Constant) {
        let Constant { name, value, .. } = constant;
        match self.single(name) {
            Some(given) if given == value => {}
            Some(given) => self.fault(name, format!("expected {value}, got {given}")),
            None => self.fault(name, format!("missing; every call sends {value}")),
        }
    }

    fn parameter(&mut self, parameter: &Parameter) {
        let field = &parameter.field;
        let name = field.wire_name.as_str();
        let value = match &parameter.style {
            ParameterStyle::Single | ParameterStyle::Joined(_) => {
                let Some(text) = self.single(name) else {
                    return self.missing(field);
                };
                value::read_parameter(self.service, parameter, text).map(Some)
            }
            ParameterStyle::Repeated => self.repeated(field),
            ParameterStyle::Indexed => self.indexed(name, field, &field.ty),
            ParameterStyle::Family | ParameterStyle::Json | ParameterStyle::File => {
                Err("neither a query nor a form has such".to_owned())
            }
        };
        match value {
            Ok(Some(value)) => {
                self.read.parameters.insert(name.to_owned(), value);
            }
            Ok(None) => self.missing(field),
            Err(words) => self.fault(name, words),
        }
    }

    /// An indexed or repeated list without items cannot be told from one that is not sent.
    fn missing(&mut self, field: &Field) {
        if field.is_required() && !matches!(field.ty, Type::List(_)) {
            self.fault(&field.wire_name, "required, and missing");
        }
    }

    fn repeated(&mut self, field: &Field) -> Result<Option<Json>, String> {
        let values = self.values(&field.wire_name);
        let Type::List(item) = &field.ty else {
            return Err("only a list is repeated".to_owned());
        };
        let items: Vec<Json> = values
            .into_iter()
            .map(|text| value::read_text(field, item, text))
            .collect::<Result<_, _>>()?;
        Ok((!items.is_empty()).then_some(Json::Array(items)))
    }

    /// Reads what begins with `name`: `None` where nothing does.
    fn indexed(&mut self, name: &str, field: &Field, ty: &Type) -> Result<Option<Json>, String> {
        match ty {
            Type::List(item) => {
                let mut items = Vec::new();
                for number in self.numbers(name)? {
                    if number != items.len() + 1 {
                        return Err(format!("{name}.{} is missing", items.len() + 1));
                    }
                    let at = format!("{name}.{number}");
                    items.extend(self.indexed(&at, field, item)?);
                }
                Ok((!items.is_empty()).then_some(Json::Array(items)))
            }
            Type::Named(ShapeKind::Struct, of) => self.members(name, of),
            scalar => match self.single(name) {
                None => Ok(None),
                Some(text) => value::read_text(field, scalar, text).map(Some),
            },
        }
    }

    fn members(&mut self, name: &str, of: &str) -> Result<Option<Json>, String> {
        let Some(Shape::Struct(fields)) = self.service.type_named(of).map(|found| &found.shape)
        else {
            return Err(format!("no spec defines the struct {of}"));
        };
        let mut members = Map::new();
        let mut absent = None;
        for field in fields {
            let at = format!("{name}.{}", field.wire_name);
            match self.indexed(&at, field, &field.ty)? {
                Some(value) => {
                    members.insert(field.wire_name.clone(), value);
                }
                None if field.is_required() && !matches!(field.ty, Type::List(_)) => {
                    absent.get_or_insert(at);
                }
                None => {}
            }
        }
        match absent {
            _ if members.is_empty() => Ok(None),
            Some(at) => Err(format!("{at}: required, and missing")),
            None => Ok(Some(Json::Object(members))),
        }
    }

    /// The numbers that follow a name, in their order: 1 and 2 of `name.1.port`, `name.1.host`, `name.2.port`.
    fn numbers(&self, name: &str) -> Result<BTreeSet<usize>, String> {
        let mut numbers = BTreeSet::new();
        for (given, _) in self.pairs {
            let Some(rest) = given
                .strip_prefix(name)
                .and_then(|rest| rest.strip_prefix('.'))
            else {
                continue;
            };
            let digits = rest.split('.').next().unwrap_or_default();
            match digits.parse() {
                Ok(number) if (1..=MOST_ITEMS).contains(&number) => {
                    numbers.insert(number);
                }
                _ => return Err(format!("{given}: expected a number from 1 after {name}.")),
            }
        }
        Ok(numbers)
    }
}
