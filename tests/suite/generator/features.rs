//! What is generated for each feature of the language, as the user who steps into it reads it.

use ncloud_codegen::{emit::rust, ir::Service};
use quote::ToTokens;

use crate::support::{load, path, snapshots, spec};

/// Fixtures whose text is too long to be read; they are there to be compiled.
const COMPILED_ONLY: [&str; 2] = ["naming", "run_time_names"];

/// What is generated for a feature is reviewed.
fn check(name: &str) {
    let services = load(&spec("fixtures/features", name));
    assert_eq!(services.len(), 1);
    assert_eq!(
        services[0].name, name,
        "the file is named after its service"
    );
    if !COMPILED_ONLY.contains(&name) {
        let module = rust::module(&services[0], rust::RUN_TIME);
        snapshots("features").bind(|| insta::assert_snapshot!(name, module));
    }
}

ncloud_test_support::named_tests!("features");

#[test]
fn the_first_operations_have_their_reviewed_code() {
    for (service, operation) in [
        ("organization", "ListWithdrawalRequests"),
        ("media_connect_center", "GetUser"),
    ] {
        let services = load(&path(&format!("../spec/{service}.yaml")));
        let code = with_its_types(&services[0], operation);
        snapshots("operations").bind(|| insta::assert_snapshot!(operation, code));
    }
}

/// The items of an operation and of every type that it reaches, cut from the module.
fn with_its_types(service: &Service, operation: &str) -> String {
    let mut names = vec![operation.to_owned()];
    let response = service
        .operation_named(operation)
        .unwrap()
        .response
        .ty
        .clone()
        .unwrap();
    let mut waiting = vec![response];
    while let Some(ty) = waiting.pop() {
        if let Some(name) = ty.definition()
            && !names.iter().any(|known| known == name)
        {
            waiting.extend(service.type_named(name).unwrap().shape.types().cloned());
            names.push(name.to_owned());
        }
    }
    let module = rust::module(service, rust::RUN_TIME);
    items(&module)
        .into_iter()
        .filter(|item| names.contains(&name_of(item)))
        .collect()
}

/// The items of a module as they are written, documentation included: each begins after an empty line at the margin.
fn items(module: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut before = "";
    for line in module.lines() {
        if before.is_empty() && !line.is_empty() && !line.starts_with(' ') {
            items.push(String::new());
        }
        let item = items.last_mut().unwrap();
        item.push_str(line);
        item.push('\n');
        before = line;
    }
    items
}

/// What an item defines, or implements something for.
fn name_of(item: &str) -> String {
    let Ok(file) = syn::parse_file(item) else {
        panic!("not an item: {item}");
    };
    match file.items.as_slice() {
        [syn::Item::Struct(item)] => item.ident.to_string(),
        [syn::Item::Enum(item)] => item.ident.to_string(),
        [syn::Item::Impl(item)] => item.self_ty.to_token_stream().to_string(),
        _ => String::new(),
    }
}
