//! A request, of the values that were given.

use ncloud_codegen::ir::{Body, Example, ParameterLocation, Scalar, Service, Type};
use ncloud_codegen::suggest::{did_you_mean, listed};
use ncloud_tools::dynamic::{Argument, DynamicOperation, Request};
use serde_json::{Map, Value as Json};

use crate::describe;
use crate::failure::Failure;
use crate::flags::{self, Flag, Target};
use crate::value;

/// The name that a body of one value has among other values.
const BODY: &str = "body";

/// The request of values given by flags, as text each, and by `input`, a JSON object of values by their names on the wire: what flags
/// give goes before it.
///
/// # Errors
///
/// Everything that cannot be read or does not fit, each in a line.
pub fn request(
    operation: &DynamicOperation<'_>,
    given: &[(Flag<'_>, Vec<String>)],
    input: Option<&Json>,
) -> Result<Request, Failure> {
    let mut problems = Vec::new();
    let mut request = match input {
        None => Request::default(),
        Some(input) => of_json(operation, input).unwrap_or_else(|problem| {
            problems.extend(problem);
            Request::default()
        }),
    };
    let mut members = Json::Object(Map::new());
    for (flag, texts) in given {
        let value = match flag_value(operation, flag, texts) {
            Ok(value) => value,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        let name = &flag.field.wire_name;
        let location = match flag.target {
            Target::Parameter(location) => Some(location),
            Target::Member => None,
            Target::Body => {
                request.body = Some(value);
                continue;
            }
            Target::BodyMember => {
                if let Json::Object(members) = &mut members {
                    members.insert(name.clone(), value);
                }
                continue;
            }
        };
        put(&mut request, location, name, value);
    }
    if members
        .as_object()
        .is_some_and(|members| !members.is_empty())
    {
        match &mut request.body {
            None => request.body = Some(members),
            Some(Json::Object(known)) => {
                if let Json::Object(members) = members {
                    known.extend(members);
                }
            }
            Some(_) => problems.push("the body is no object, and has no members".to_owned()),
        }
    }
    if !problems.is_empty() {
        return Err(Failure::Usage(problems.join("\nerror: ")));
    }
    Ok(request)
}

fn put(request: &mut Request, location: Option<ParameterLocation>, name: &str, value: Json) {
    request
        .arguments
        .retain(|known| known.location != location || known.name != name);
    request.arguments.push(Argument {
        location,
        name: name.to_owned(),
        value,
    });
}

fn flag_value(
    operation: &DynamicOperation<'_>,
    flag: &Flag<'_>,
    texts: &[String],
) -> Result<Json, String> {
    let name = format!("--{}", flag.name);
    let mut whole: Option<Json> = None;
    for text in texts {
        let value = value::read(operation.service(), &name, &flag.field.ty, text)?;
        whole = Some(match (whole, value) {
            (None, value) => value,
            (Some(Json::Array(mut elements)), Json::Array(more)) => {
                elements.extend(more);
                Json::Array(elements)
            }
            (Some(mut known @ Json::Object(_)), more @ Json::Object(_)) => {
                if !value::joined(&mut known, more) {
                    return Err(format!("`{name}` has a member that is given twice"));
                }
                known
            }
            _ => return Err(format!("`{name}` is given twice")),
        });
    }
    whole.ok_or_else(|| format!("`{name}` has no value"))
}

/// The request of a JSON object: values by their names on the wire, where several have one with the location before it, `path.name`; a
/// body that is one value is called `body`.
///
/// # Errors
///
/// Every name that means nothing, and several things.
pub fn of_json(operation: &DynamicOperation<'_>, input: &Json) -> Result<Request, Vec<String>> {
    let Some(members) = input.as_object() else {
        return Err(vec![
            "the input is no JSON object: values by their names".to_owned(),
        ]);
    };
    let mut request = Request::default();
    let mut problems = Vec::new();
    let has_body = matches!(&operation.model().body, Some(Body::Value(_)));
    for (name, value) in members {
        match operation.target(name) {
            Ok(Some((location, field))) => {
                put(&mut request, location, &field.wire_name, value.clone())
            }
            Ok(None) if has_body && name == BODY => request.body = Some(value.clone()),
            Ok(None) => problems.push(unknown(operation, name)),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() {
        Ok(request)
    } else {
        Err(problems)
    }
}

fn unknown(operation: &DynamicOperation<'_>, name: &str) -> String {
    let fields = operation.model().request_fields();
    let names: Vec<&str> = fields.map(|field| field.wire_name.as_str()).collect();
    let hint = did_you_mean(name, names.iter().copied());
    let hint = hint.map(|hint| format!("; {hint}")).unwrap_or_default();
    format!(
        "`{}` has no parameter `{name}`{hint}",
        operation.model().name
    )
}

/// What of a request the spec refuses.
///
/// # Errors
///
/// The flags that lack, by their names; else what the spec finds, each in a line.
pub fn check(
    operation: &DynamicOperation<'_>,
    flags: &[Flag<'_>],
    request: &Request,
) -> Result<(), Failure> {
    let missing = missing(flags, request);
    let missing: Vec<String> = missing
        .iter()
        .map(|flag| {
            let doc = flag.field.doc.as_deref().map(|doc| format!(": {doc}"));
            format!("\n  --{}{}", flag.name, doc.unwrap_or_default())
        })
        .collect();
    if !missing.is_empty() {
        return Err(Failure::Usage(format!(
            "`{}` needs values that are not given{}",
            operation.model().name,
            missing.concat()
        )));
    }
    let problems = problems(operation, request);
    if problems.is_empty() {
        return Ok(());
    }
    Err(Failure::Usage(problems.join("\nerror: ")))
}

/// What of a request of [`of_json`] the spec refuses.
///
/// # Errors
///
/// The values that lack, by their names in JSON; else what the spec finds, each in a line.
pub fn check_input(operation: &DynamicOperation<'_>, request: &Request) -> Result<(), Failure> {
    let flags = flags::flags(operation.service(), operation.model(), &[]);
    let missing = missing(&flags, request);
    if !missing.is_empty() {
        let missing = missing.iter().map(|flag| {
            let doc = flag.field.doc.as_deref().map(|doc| format!(": {doc}"));
            let name = input_name(operation, flag);
            format!("\n  {name}{}", doc.unwrap_or_default())
        });
        return Err(Failure::Usage(format!(
            "`{}` needs values that are not given{}",
            operation.model().name,
            missing.collect::<String>()
        )));
    }
    let problems = problems(operation, request);
    if problems.is_empty() {
        return Ok(());
    }
    Err(Failure::Usage(problems.join("\n")))
}

/// The name of a value in JSON, as [`of_json`] reads it.
#[must_use]
pub fn input_name(operation: &DynamicOperation<'_>, flag: &Flag<'_>) -> String {
    let name = &flag.field.wire_name;
    let fields = operation.model().request_fields();
    let is_alone = fields.filter(|field| field.wire_name == *name).count() <= 1;
    match flag.target {
        Target::Body => BODY.to_owned(),
        _ if is_alone => name.clone(),
        target => format!("{}.{name}", target.as_str()),
    }
}

fn missing<'flags, 'model>(
    flags: &'flags [Flag<'model>],
    request: &Request,
) -> Vec<&'flags Flag<'model>> {
    let is_missing = |flag: &&Flag<'_>| match flag.target {
        Target::Parameter(place) => request.given(Some(place), &flag.field.wire_name).is_none(),
        Target::Member => {
            request.body.is_none() && request.given(None, &flag.field.wire_name).is_none()
        }
        Target::Body | Target::BodyMember => false,
    };
    let required = flags.iter().filter(|flag| flag.required());
    required.filter(is_missing).collect()
}

fn problems(operation: &DynamicOperation<'_>, request: &Request) -> Vec<String> {
    let findings = operation.request_findings(request);
    let lines = findings.findings().into_iter().map(|finding| {
        let hint = finding.hint.map(|hint| format!("; {hint}"));
        finding.message + &hint.unwrap_or_default()
    });
    lines.collect()
}

/// Values that the spec does not know, of flags whose known values it lists: services may have others, and so they are sent.
#[must_use]
pub fn unknown_values(service: &Service, given: &[(Flag<'_>, Vec<String>)]) -> Vec<String> {
    let mut remarks = Vec::new();
    for (flag, texts) in given {
        let known = describe::values(service, &flag.field.ty);
        let names = || known.iter().map(|(value, _)| value.as_str());
        if known.is_empty() {
            continue;
        }
        for text in texts.iter().filter(|text| !text.starts_with(['[', '@'])) {
            if !names().any(|name| name == text) {
                let hint = did_you_mean(text, names())
                    .unwrap_or_else(|| format!("it knows {}", listed(names())));
                remarks.push(format!(
                    "the spec does not know the value `{text}` of `--{}`; {hint}",
                    flag.name
                ));
            }
        }
    }
    remarks
}

/// The values of an example as a JSON object, as [`of_json`] reads it.
#[must_use]
pub fn example_input(operation: &DynamicOperation<'_>, example: &Example) -> Json {
    let mut members = Map::new();
    let fields = || operation.model().request_fields();
    for given in &example.request {
        let is_alone = fields()
            .filter(|field| field.wire_name == given.name)
            .count()
            == 1;
        let name = if is_alone {
            given.name.clone()
        } else {
            format!("{}.{}", given.location.as_str(), given.name)
        };
        members.insert(name, given.value.clone());
    }
    match (&operation.model().body, &example.body) {
        (Some(Body::Object(_)), Some(Json::Object(body))) => {
            for (name, value) in body {
                let is_alone = fields().filter(|field| field.wire_name == *name).count() == 1;
                let name = if is_alone {
                    name.clone()
                } else {
                    format!("body.{name}")
                };
                members.insert(name, value.clone());
            }
        }
        (_, Some(body)) => {
            members.insert(BODY.to_owned(), body.clone());
        }
        (_, None) => {}
    }
    Json::Object(members)
}

/// The values of an example as arguments of the command. `None` where one of them can be given in `--input-json` alone.
#[must_use]
pub fn example_arguments(flags: &[Flag<'_>], example: &Example) -> Option<Vec<String>> {
    let mut arguments = Vec::new();
    let mut give = |target: Target, name: &str, value: &Json| {
        let is_meant = |flag: &&Flag<'_>| {
            flag.target == target && (target == Target::Body || flag.field.wire_name == name)
        };
        let flag = flags.iter().find(is_meant)?;
        let texts = match (value, &flag.field.ty) {
            (Json::Array(elements), Type::List(element))
                if !elements.is_empty() && element.is_text() =>
            {
                elements
                    .iter()
                    .map(|each| argument(element, each))
                    .collect::<Option<Vec<String>>>()?
            }
            (value, ty) => vec![argument(ty, value)?],
        };
        for text in texts {
            if text.is_empty() || text.starts_with('-') {
                arguments.push(format!("--{}={text}", flag.name));
            } else {
                arguments.push(format!("--{}", flag.name));
                arguments.push(text);
            }
        }
        Some(())
    };
    for given in &example.request {
        give(Target::Parameter(given.location), &given.name, &given.value)?;
    }
    let is_whole = flags.iter().any(|flag| flag.target == Target::Body);
    match &example.body {
        None => {}
        Some(body) if is_whole => give(Target::Body, BODY, body)?,
        Some(Json::Object(members)) => {
            for (name, value) in members {
                give(Target::Member, name, value)?;
            }
        }
        Some(_) => return None,
    }
    Some(arguments)
}

/// A value as it is given for a type. `None` where the text would be read as another one.
fn argument(ty: &Type, value: &Json) -> Option<String> {
    let is_text = ty.is_text() || *ty == Type::Bytes;
    let text = match value {
        Json::String(text) if is_text => text.clone(),
        Json::String(_) | Json::Null if *ty != Type::Scalar(Scalar::Json) => return None,
        _ if *ty == Type::File => return None,
        Json::Object(_) if *ty == Type::Bytes => return None,
        other => other.to_string(),
    };
    Some(match text.strip_prefix('@') {
        Some(_) => format!("@{text}"),
        None => text,
    })
}
