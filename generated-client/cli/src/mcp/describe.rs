//! The tool that says what an operation takes and gives.

use ncloud_codegen::emit::words;
use ncloud_codegen::ir::{Field, Notes, Safety, Service, Type};
use ncloud_tools::dynamic::DynamicOperation;
use rmcp::model::{CallToolResult, JsonObject};

use super::Server;
use super::arguments::Arguments;
use super::find::named;
use super::reply::{object, text, texts};
use crate::bind;
use crate::call::is_destructive;
use crate::data::Data;
use crate::describe;
use crate::failure::Failure;
use crate::flags::{Target, flags, members};

/// Members of members are told so far; types may hold themselves.
const DEEPEST: usize = 4;

impl Server {
    pub(super) fn describe(&self, given: &JsonObject) -> Result<CallToolResult, Failure> {
        let given = Arguments::new(given, &["operation"])?;
        let operation = named(&self.0.catalog, given.text("operation")?)?;
        let (service, model) = (operation.service(), operation.model());
        let reads = model.safety == Safety::Read;
        let access = &self.0.options.access;
        let name = format!("{}.{}", service.name, model.name);
        let mut about = vec![
            ("operation", text(&name)),
            ("service", text(&service.title)),
            ("does", text(&model.doc)),
            ("page", text(&model.docs)),
            ("kind", text(kind(&operation))),
            (
                "allowed",
                Data::Bool(access.allows(&service.name, &model.name, reads)),
            ),
            ("arguments", Data::List(parameters(&operation))),
        ];
        if let Some(example) = model.examples.first() {
            let input = bind::example_input(&operation, example);
            about.push(("example", Data::from(&input)));
        }
        about.push((
            "response",
            text(&describe::response(service, &model.response)),
        ));
        if model.pages.is_some() {
            about.push(("pages", Data::Bool(true)));
        }
        about.extend(remarks(&model.notes));
        if let Some(told) = words::origin(&model.sources) {
            about.push(("source", text(&told)));
        }
        let about = object(about);
        Ok(self.0.kept.reply(Vec::new(), about, Some(&["arguments"])))
    }
}

/// What an operation does to things.
pub(super) fn kind(operation: &DynamicOperation<'_>) -> &'static str {
    let model = operation.model();
    match model.safety {
        Safety::Read => "reads",
        Safety::Write if is_destructive(model) => "deletes or stops",
        Safety::Write => "changes",
    }
}

fn parameters(operation: &DynamicOperation<'_>) -> Vec<Data> {
    let (service, model) = (operation.service(), operation.model());
    let all = flags(service, model, &[]);
    // The members of a body are told with it.
    let own = all.iter().filter(|flag| flag.target != Target::BodyMember);
    let told = own.map(|flag| {
        let name = bind::input_name(operation, flag);
        let place = flag.target.as_str();
        field(service, &name, Some(place), flag.field, 0)
    });
    told.collect()
}

fn field(service: &Service, name: &str, place: Option<&str>, field: &Field, depth: usize) -> Data {
    let mut about = vec![
        ("name", text(name)),
        ("type", text(&describe::kind(service, &field.ty))),
        ("required", Data::Bool(field.is_required())),
    ];
    about.extend(place.map(|place| ("in", text(place))));
    let optional = [
        ("doc", &field.doc),
        ("required_when", &field.facts.required_when),
        ("default", &field.facts.default),
    ];
    for (name, value) in optional {
        about.extend(value.as_ref().map(|value| (name, text(value))));
    }
    let values = describe::values(service, &field.ty);
    if !values.is_empty() && !matches!(field.ty, Type::Scalar(_)) {
        let values: Vec<String> = values.into_iter().map(|(value, _)| value).collect();
        about.push(("values", texts(&values)));
    }
    about.extend(remarks(&field.notes));
    let inner = members(service, innermost(&field.ty));
    if !inner.is_empty() {
        about.push(("members", inner_fields(service, inner, depth)));
    }
    object(about)
}

fn inner_fields(service: &Service, inner: &[Field], depth: usize) -> Data {
    if depth >= DEEPEST {
        let names: Vec<String> = inner.iter().map(|it| it.wire_name.clone()).collect();
        return texts(&names);
    }
    let inner = inner.iter();
    Data::List(
        inner
            .map(|it| field(service, &it.wire_name, None, it, depth + 1))
            .collect(),
    )
}

fn innermost(ty: &Type) -> &Type {
    match ty {
        Type::List(element) | Type::Map(element) => innermost(element),
        ty => ty,
    }
}

/// Where the page and the wire differ, and what nobody could confirm.
fn remarks(notes: &Notes) -> Vec<(&'static str, Data)> {
    let all = [
        ("defects", &notes.defects),
        ("partial", &notes.partial),
        ("unconfirmed", &notes.unconfirmed),
    ];
    let said = all.into_iter().filter(|(_, said)| !said.is_empty());
    said.map(|(name, said)| (name, texts(said))).collect()
}
