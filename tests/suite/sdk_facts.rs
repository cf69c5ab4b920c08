//! The form family's specs against the facts of the official SDK: every operation, parameter and member is there, spelt alike and
//! of a like type, except where a `defect` names it.
//!
//! The facts are not part of the repository. Where the variable `NCLOUD_SDK_FACTS` does not name their folder, the tests say so and end.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
};

use ncloud_codegen::ir::{Field, Operation, Scalar, Service, Shape, Type};
use serde_json::Value as Json;

/// Names the folder of the facts, one JSON file a service.
const FACTS: &str = "NCLOUD_SDK_FACTS";

fn below(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn facts_of(service: &str) -> Option<Json> {
    let Some(folder) = env::var_os(FACTS) else {
        eprintln!("left out: {FACTS} does not name the facts of the SDK");
        return None;
    };
    let path = Path::new(&folder).join(format!("{service}.json"));
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Some(serde_json::from_str(&text).unwrap())
}

fn compare(name: &str, operations: usize) {
    let Some(facts) = facts_of(name) else { return };
    let services = ncloud_codegen::load([below("../spec").join(name)]).unwrap();
    let mut comparison = Comparison {
        service: &services[0],
        models: &facts["models"],
        seen: BTreeSet::new(),
        differences: Vec::new(),
    };
    let listed = facts["operations"].as_array().unwrap();
    assert_eq!(listed.len(), operations);
    for operation in listed {
        comparison.operation(operation);
    }
    assert_eq!(comparison.differences, Vec::<String>::new());
}

#[test]
fn vserver_has_all_that_the_sdk_has() {
    compare("vserver", 102);
}

#[test]
fn vpc_has_all_that_the_sdk_has() {
    compare("vpc", 47);
}

struct Comparison<'a> {
    service: &'a Service,
    models: &'a Json,
    /// Models that were compared, with the type that they were compared with.
    seen: BTreeSet<(String, String)>,
    differences: Vec<String>,
}

impl Comparison<'_> {
    fn operation(&mut self, facts: &Json) {
        let wire_name = facts["name"].as_str().unwrap();
        let mut name = wire_name.to_owned();
        name[..1].make_ascii_uppercase();
        let Some(operation) = self.service.operation_named(&name) else {
            return self.differences.push(format!("{name} is missing"));
        };
        let path = self.service.path_template(operation);
        assert!(path.ends_with(&format!("/{wire_name}")), "{path}");
        self.parameters(operation, facts);
        let response = &self.models[facts["response"].as_str().unwrap()];
        if let Some(Type::Struct(output)) = &operation.response.ty {
            let excuses = self.remarks_on(operation);
            self.members(&name, response, output, &excuses);
        }
    }

    fn parameters(&mut self, operation: &Operation, facts: &Json) {
        let excuses = self.remarks_on(operation);
        let declared: Vec<&Field> = operation.request_fields().collect();
        for parameter in facts["params"].as_array().unwrap() {
            let wire_name = parameter["name"].as_str().unwrap();
            let place = format!("{}, {wire_name}", operation.name);
            let Some(field) = declared.iter().find(|field| field.wire_name == wire_name) else {
                self.unless(&excuses, wire_name, format!("{place}: is missing"));
                continue;
            };
            let excuses = [excuses.as_str(), &remarks(field)].join("\n");
            let required = parameter["required"].as_bool().unwrap();
            if field.required != required && field.notes.defects.is_empty() {
                let problem = format!("{place}: required is {required} in the SDK");
                self.unless(&excuses, wire_name, problem);
            }
            self.value(&place, parameter, field, &excuses);
        }
    }

    fn members(&mut self, place: &str, model: &Json, of: &str, excuses: &str) {
        let Some(definition) = self.service.type_named(of) else {
            return self.differences.push(format!("{place}: no type {of}"));
        };
        let Shape::Struct(fields) = &definition.shape else {
            return self.differences.push(format!("{place}: {of} is no struct"));
        };
        let excuses = [excuses, &definition.notes.defects.join("\n")].join("\n");
        for member in model["fields"].as_array().unwrap() {
            let wire_name = member["name"].as_str().unwrap();
            let place = format!("{place}, {wire_name}");
            let Some(field) = fields.iter().find(|field| field.wire_name == wire_name) else {
                // Where it is spelt otherwise, the remark stands at the other spelling.
                let remarks: String = fields.iter().map(remarks).collect();
                let excuses = [excuses.as_str(), &remarks].join("\n");
                self.unless(
                    &excuses,
                    wire_name,
                    format!("{place}: is missing from {of}"),
                );
                continue;
            };
            let excuses = [excuses.as_str(), &remarks(field)].join("\n");
            self.value(&place, member, field, &excuses);
        }
    }

    fn value(&mut self, place: &str, facts: &Json, field: &Field, excuses: &str) {
        let kind = facts["type"].as_str().unwrap();
        let ty = match (facts["list"].as_bool().unwrap(), &field.ty) {
            (true, Type::List(item)) => item,
            (false, Type::List(_)) | (true, _) => {
                return self.unless_remarked(
                    field,
                    excuses,
                    format!("{place}: is a list in one alone"),
                );
            }
            (false, ty) => ty,
        };
        match (kind, ty) {
            (
                "string",
                Type::Scalar(Scalar::String)
                | Type::Enum(_)
                | Type::Scalar(Scalar::Timestamp(_) | Scalar::Civil(_) | Scalar::Base64),
            )
            | ("bool", Type::Scalar(Scalar::Bool))
            | ("int32", Type::Scalar(Scalar::I32))
            | ("int64", Type::Scalar(Scalar::I64))
            | ("float32", Type::Scalar(Scalar::F64)) => {}
            ("object", Type::CommonCode(_)) if facts["ref"] == "CommonCode" => {}
            ("object", Type::Struct(of)) => {
                let model = facts["ref"].as_str().unwrap();
                if self.seen.insert((model.to_owned(), of.clone())) {
                    self.members(place, &self.models[model], of, excuses);
                }
            }
            (kind, ty) => {
                let problem = format!("{place}: {kind} in the SDK, {ty:?} in the spec");
                self.unless_remarked(field, excuses, problem);
            }
        }
    }

    /// What the spec says of an operation besides.
    fn remarks_on(&self, operation: &Operation) -> String {
        let service = self.service.notes.defects.iter();
        let own = operation.notes.defects.iter();
        service.chain(own).cloned().collect::<Vec<_>>().join("\n")
    }

    fn unless_remarked(&mut self, field: &Field, excuses: &str, problem: String) {
        if field.notes.defects.is_empty() {
            self.unless(excuses, &field.wire_name, problem);
        }
    }

    /// A difference is one unless a remark names what differs.
    fn unless(&mut self, excuses: &str, wire_name: &str, problem: String) {
        if !excuses.contains(wire_name) {
            self.differences.push(problem);
        }
    }
}

fn remarks(field: &Field) -> String {
    field.notes.defects.join("\n")
}
