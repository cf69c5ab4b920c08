//! Has progenitor make a client of every service's document, and writes down which services it refuses.

use std::{env, error::Error, fs, panic, path::Path};

use ncloud_progenitor_price::client;
use progenitor_impl::GenerationSettings;

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
