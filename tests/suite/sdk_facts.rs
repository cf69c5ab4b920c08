//! The specs against the facts of the official SDK: every operation, parameter and member is there, spelt alike and
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

use ncloud_codegen::ir::{FactSource, Field, Operation, Scalar, Service, Shape, ShapeKind, Type};
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

/// The specs that the SDK has facts of: service, file of the facts, operations.
const SERVICES: &[(&str, &str, usize)] = &[
    ("autoscaling", "autoscaling", 23),
    ("cdn", "cdn", 6),
    ("cloud_data_streaming", "vcdss", 41),
    ("clouddb", "clouddb", 16),
    ("loadbalancer", "loadbalancer", 12),
    ("nks", "vnks", 36),
    ("search_engine", "vses", 29),
    ("search_engine_v2", "vses2", 13),
    ("server", "server", 76),
    ("source_build", "sourcebuild", 17),
    ("source_commit", "sourcecommit", 6),
    ("source_deploy", "vsourcedeploy", 33),
    ("source_pipeline", "vsourcepipeline", 16),
    ("source_pipeline_classic", "sourcepipeline", 16),
    ("vautoscaling", "vautoscaling", 22),
    ("vhadoop", "vhadoop", 13),
    ("vloadbalancer", "vloadbalancer", 26),
    ("vmongodb", "vmongodb", 23),
    ("vmssql", "vmssql", 21),
    ("vmysql", "vmysql", 25),
    ("vnas", "vnas", 17),
    ("vpc", "vpc", 47),
    ("vpostgresql", "vpostgresql", 24),
    ("vredis", "vredis", 14),
    ("vserver", "vserver", 102),
];

#[test]
fn the_specs_have_all_that_the_sdk_has() {
    assert_eq!(SERVICES.iter().map(|(.., count)| count).sum::<usize>(), 674);
    let services = ncloud_codegen::load([below("../spec")]).unwrap();
    let mut differences = Vec::new();
    for (name, facts, count) in SERVICES {
        let Some(facts) = facts_of(facts) else { return };
        let service = services.iter().find(|service| service.name == *name);
        let mut comparison = Comparison {
            service: service.unwrap(),
            models: &facts["models"],
            seen: BTreeSet::new(),
            differences: Vec::new(),
        };
        let listed = facts["operations"].as_array().unwrap();
        assert_eq!(listed.len(), *count, "{name}");
        for operation in listed {
            comparison.operation(operation);
        }
        let found = comparison.differences.into_iter();
        differences.extend(found.map(|difference| format!("{name}: {difference}")));
    }
    assert_eq!(differences, Vec::<String>::new());
}

#[test]
fn what_names_the_sdk_as_a_source_is_in_its_facts() {
    let services = ncloud_codegen::load([below("../spec")]).unwrap();
    let mut faults = Vec::new();
    for service in &services {
        let known = SERVICES.iter().find(|(name, ..)| *name == service.name);
        let facts = match known {
            Some((_, facts, _)) => match facts_of(facts) {
                Some(facts) => facts,
                None => return,
            },
            None => Json::Null,
        };
        let comparison = Comparison {
            service,
            models: &Json::Null,
            seen: BTreeSet::new(),
            differences: Vec::new(),
        };
        let listed = facts["operations"].as_array().into_iter().flatten();
        let captured: BTreeSet<&str> = listed
            .filter_map(|operation| comparison.captured(operation))
            .map(|operation| operation.name.as_str())
            .collect();
        let operations = service.operations.iter();
        let claims = operations.filter(|it| it.sources.contains(&FactSource::Sdk));
        faults.extend(
            claims
                .filter(|operation| !captured.contains(operation.name.as_str()))
                .map(|operation| format!("{}.{}", service.name, operation.name)),
        );
    }
    assert_eq!(faults, Vec::<String>::new());
}

struct Comparison<'a> {
    service: &'a Service,
    models: &'a Json,
    /// Models that were compared, with the type that they were compared with.
    seen: BTreeSet<(String, String)>,
    differences: Vec<String>,
}

impl<'a> Comparison<'a> {
    fn operation(&mut self, facts: &Json) {
        let wire_name = facts["name"].as_str().unwrap();
        let Some(operation) = self.captured(facts) else {
            return self.differences.push(format!("{wire_name} is missing"));
        };
        self.parameters(operation, facts);
        let Some(response) = facts["response"].as_str() else {
            return;
        };
        let mut model = &self.models[response];
        // Where the SDK opens no envelope, it is a member of its model.
        if let (Some(envelope), true) = (&operation.response.envelope, facts["envelope"].is_null())
        {
            let mut members = model["fields"].as_array().into_iter().flatten();
            let Some(inner) = members.find(|member| member["name"] == *envelope.member) else {
                return self
                    .differences
                    .push(format!("{wire_name}: no envelope {}", envelope.member));
            };
            model = &self.models[inner["ref"].as_str().unwrap_or_default()];
        }
        let ty = match &operation.response.ty {
            Some(Type::List(item)) => Some(&**item),
            ty => ty.as_ref(),
        };
        if model["kind"] == "list" {
            model = &self.models[model["ref"].as_str().unwrap_or_default()];
        }
        if let Some(Type::Named(ShapeKind::Struct, output)) = ty {
            let excuses = self.remarks_on(operation);
            self.members(&operation.name, model, output, &excuses);
        }
    }

    /// The operation of a method and a path, whatever the path's parameters are called.
    fn captured(&self, facts: &Json) -> Option<&'a Operation> {
        let wanted = without_names(facts["path"].as_str().unwrap());
        let method = facts["method"].as_str().unwrap();
        self.service.operations.iter().find(|operation| {
            let path = without_names(&self.service.path_template(operation));
            path.ends_with(&wanted) && operation.method.as_str() == method
        })
    }

    fn parameters(&mut self, operation: &Operation, facts: &Json) {
        for parameter in facts["params"].as_array().unwrap() {
            if parameter["in"] == "body" {
                let model = &self.models[parameter["ref"].as_str().unwrap_or_default()];
                for member in model["fields"].as_array().into_iter().flatten() {
                    self.parameter(operation, member);
                }
            } else {
                self.parameter(operation, parameter);
            }
        }
    }

    fn parameter(&mut self, operation: &Operation, facts: &Json) {
        let excuses = self.remarks_on(operation);
        let wire_name = facts["name"].as_str().unwrap();
        let place = format!("{}, {wire_name}", operation.name);
        let mut declared = operation.request_fields();
        let Some(field) = declared.find(|field| field.wire_name == wire_name) else {
            // Where it is spelt otherwise, the remark stands at the other spelling.
            let others: String = operation.request_fields().map(remarks).collect();
            let excuses = [excuses, others].join("\n");
            return self.unless(&excuses, wire_name, format!("{place}: is missing"));
        };
        let excuses = [excuses.as_str(), &remarks(field)].join("\n");
        let required = facts["required"].as_bool().unwrap();
        if field.is_required() != required && field.notes.defects.is_empty() {
            let problem = format!("{place}: required is {required} in the SDK");
            self.unless(&excuses, wire_name, problem);
        }
        self.value(&place, facts, field, &excuses);
    }

    fn members(&mut self, place: &str, model: &Json, of: &str, excuses: &str) {
        let Some(definition) = self.service.type_named(of) else {
            return self.differences.push(format!("{place}: no type {of}"));
        };
        let Shape::Struct(fields) = &definition.shape else {
            return self.differences.push(format!("{place}: {of} is no struct"));
        };
        let excuses = [excuses, &definition.notes.defects.join("\n")].join("\n");
        let Some(members) = model["fields"].as_array() else {
            return self.unless(
                &excuses,
                of,
                format!("{place}: no struct in the SDK, {of} in the spec"),
            );
        };
        for member in members {
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
            (false, ty) if kind == "any" => ty,
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
                | Type::Named(ShapeKind::Enum, _)
                | Type::Scalar(
                    Scalar::Timestamp(_) | Scalar::Civil(_) | Scalar::Base64 | Scalar::YesNo,
                ),
            )
            | ("bool", Type::Scalar(Scalar::Bool))
            // A wider number, or a time in milliseconds, loses nothing.
            | (
                "int" | "int32",
                Type::Scalar(Scalar::I32 | Scalar::I64 | Scalar::Timestamp(_)),
            )
            | ("int64", Type::Scalar(Scalar::I64 | Scalar::Timestamp(_)))
            | ("any", _)
            | ("map<string>", Type::Map(_))
            | ("float32", Type::Scalar(Scalar::F64)) => {}
            ("object", Type::CommonCode(_)) if self.is_code(&facts["ref"]) => {}
            ("object", Type::Named(ShapeKind::Struct, of)) => {
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

    /// Whether a model is a code with its name.
    fn is_code(&self, model: &Json) -> bool {
        let fields = self.models[model.as_str().unwrap()]["fields"].as_array();
        let names = fields.into_iter().flatten().map(|field| &field["name"]);
        names.eq(["code", "codeName"])
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

/// A path with its parameters left open.
fn without_names(path: &str) -> String {
    let mut parts = path.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let (_, literal) = part.split_once('}').unwrap_or(("", part));
        text + "{}" + literal
    })
}

fn remarks(field: &Field) -> String {
    field.notes.defects.join("\n")
}
