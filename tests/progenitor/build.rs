//! Has progenitor make a client of every service's document, and writes down which services it refuses.

use std::{any::Any, env, error::Error, fs, panic, path::Path};

use ncloud_codegen::ir::Service;
use ncloud_tools::openapi::{Version, document};

use openapiv3::OpenAPI;
use progenitor_impl::{GenerationSettings, Generator};

const SPECS: &str = "../../spec";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={SPECS}");
    let out = env::var_os("OUT_DIR").ok_or("no OUT_DIR")?;
    let out = Path::new(&out);
    let mut settings = GenerationSettings::new();
    settings
        .with_inner_type("crate::Keys".parse()?)
        .with_pre_hook_async("crate::signature::sign".parse()?);
    // What progenitor panics with is a refusal, and kept below.
    panic::set_hook(Box::new(|_| ()));

    let mut modules = String::new();
    let mut clients = Vec::new();
    let mut refusals = Vec::new();
    for service in ncloud_codegen::load([SPECS])? {
        let name = service.name.clone();
        match client(&service, &settings)? {
            Ok(text) => {
                fs::write(out.join(format!("{name}.rs")), text)?;
                // What the lints find in it is progenitor's.
                modules += &format!(
                    "#[allow(warnings)]\npub mod {name} {{ include!(concat!(env!(\"OUT_DIR\"), \"/{name}.rs\")); }}\n"
                );
                clients.push(name);
            }
            Err(refusal) => refusals.push((name, refusal)),
        }
    }
    modules += &format!(
        "/// The services that have a client.\npub const CLIENTS: &[&str] = &{clients:?};\n\
         /// The services that have none, and what progenitor says of them.\npub const REFUSALS: &[(&str, &str)] = &{refusals:?};\n"
    );
    fs::write(out.join("clients.rs"), modules)?;
    Ok(())
}

/// The text of a client, or why there is none.
fn client(
    service: &Service,
    settings: &GenerationSettings,
) -> Result<Result<String, String>, serde_json::Error> {
    let document: OpenAPI = serde_json::from_str(&document(service, Version::V3_0))?;
    let generated = panic::catch_unwind(|| Generator::new(settings).generate_tokens(&document));
    Ok(match generated {
        Ok(Ok(tokens)) => Ok(tokens.to_string()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(panic) => Err(message(&*panic)),
    })
}

fn message(panic: &(dyn Any + Send)) -> String {
    match (panic.downcast_ref::<String>(), panic.downcast_ref::<&str>()) {
        (Some(text), _) => text.clone(),
        (None, Some(text)) => (*text).to_owned(),
        (None, None) => "a panic without a message".to_owned(),
    }
}
