//! What every command makes of a mutant, without a compiler.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant},
};

use ncloud_codegen::{Report, emit::rust, ir::Service, load_str, printable};
use ncloud_tools::{coverage, diff, doc, format, list, openapi};

/// A mutant is a few operations; whatever takes this long does more than read them.
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) enum Outcome {
    /// There are findings, as there may be.
    Refused,
    /// It is sound: the module of each service.
    Sound(Vec<String>),
    /// A command panicked, contradicted another one or took too long.
    Failed(String),
}

/// Tries a spec.
pub(crate) fn of(spec: &str) -> Outcome {
    let begun = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| match load_str("mutant.yaml", spec) {
        Ok(services) => sound(spec, &services),
        Err(report) => refused(spec, &report),
    }));
    match outcome {
        Err(panic) => Outcome::Failed(format!("panic: {}", said(&*panic))),
        Ok(Outcome::Failed(what)) => Outcome::Failed(what),
        Ok(_) if begun.elapsed() > PATIENCE => {
            Outcome::Failed(format!("took {:?}", begun.elapsed()))
        }
        Ok(outcome) => outcome,
    }
}

fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("of no text")
        .to_owned()
}

fn sound(spec: &str, services: &[Service]) -> Outcome {
    let mut texts = vec![rust::index(services), doc::index(services)];
    texts.extend([list::table(services), list::json(services)]);
    texts.push(coverage::table(services));
    let mut modules = Vec::new();
    for service in services {
        for version in [openapi::Version::V3_0, openapi::Version::V3_1] {
            let document = openapi::document(service, version);
            if let Err(error) = serde_json::from_str::<serde_json::Value>(&document) {
                return Outcome::Failed(format!("the OpenAPI document is no JSON: {error}"));
            }
            texts.push(document);
        }
        texts.push(doc::page(service));
        let module = rust::module(service, rust::RUN_TIME);
        if let Err(error) = ncloud_tools::rust::formatted(&module) {
            return Outcome::Failed(format!("the module is no Rust: {error}"));
        }
        texts.push(module.clone());
        modules.push(module);
    }
    if let Some(text) = texts
        .iter()
        .find(|text| printable::lines(text) != text.as_str())
    {
        let line = text.lines().find(|line| printable::line(line) != *line);
        return Outcome::Failed(format!("a product is not printable: {line:?}"));
    }
    if !diff::changes(services, services).is_empty() {
        return Outcome::Failed("a spec differs from itself".to_owned());
    }
    if let Err(what) = formatted(spec) {
        return Outcome::Failed(what);
    }
    Outcome::Sound(modules)
}

/// What is sound can be formatted, once and for all.
fn formatted(spec: &str) -> Result<(), String> {
    let of = |text: &str| {
        format::formatted("mutant.yaml", text)
            .map_err(|report| format!("a sound spec cannot be formatted: {report}"))
    };
    let once = of(spec)?;
    if of(&once)? == once {
        Ok(())
    } else {
        Err("a formatted spec is formatted otherwise".to_owned())
    }
}

fn refused(spec: &str, report: &Report) -> Outcome {
    let text = report.to_string();
    if printable::lines(&text) != text {
        return Outcome::Failed(format!("a finding is not printable: {text}"));
    }
    let drawn = ncloud_tools::drawn(report, false);
    if printable::lines(&drawn) != drawn {
        return Outcome::Failed(format!("a finding is not printable: {drawn}"));
    }
    // Whether it can is another question; it may not panic.
    let _ = format::formatted("mutant.yaml", spec);
    Outcome::Refused
}
