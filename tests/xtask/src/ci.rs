//! What CI runs, step by step. This is the only place that says it: `.ci/run` and the workflows call it.

use std::{path::Path, time::Instant};

use crate::{
    command::{printed, repository, run},
    regenerate::{self, Mode},
};

/// Warnings of rustdoc are errors.
const DOCS: &[(&str, &str)] = &[("RUSTDOCFLAGS", "-D warnings")];
/// Snapshots are compared, never written.
const TESTS: &[(&str, &str)] = &[("INSTA_UPDATE", "no")];

struct Step {
    name: &'static str,
    what: What,
}

enum What {
    /// A command with variables of its environment.
    Run(&'static str, &'static [(&'static str, &'static str)]),
    /// A command that must not print a word.
    Lacks(&'static str, &'static str),
    /// A command that needs the standard library of a target.
    Target(&'static str, &'static str),
    Regenerate,
    Deny,
}

const fn step(name: &'static str, line: &'static str) -> Step {
    Step {
        name,
        what: What::Run(line, &[]),
    }
}

const fn with(
    name: &'static str,
    variables: &'static [(&'static str, &'static str)],
    line: &'static str,
) -> Step {
    Step {
        name,
        what: What::Run(line, variables),
    }
}

const STEPS: &[Step] = &[
    step("format", "cargo fmt --all --check"),
    step(
        "format-progenitor",
        "cargo fmt --check --manifest-path tests/progenitor/Cargo.toml",
    ),
    step(
        "clippy",
        "cargo clippy --workspace --all-targets -- -D warnings",
    ),
    // The client as small as it can be, and with each choice of TLS that needs nothing from the system.
    step(
        "clippy-least",
        "cargo clippy -p ncloud --no-default-features -- -D warnings",
    ),
    step(
        "clippy-ring",
        "cargo clippy -p ncloud --no-default-features --features all-services,reqwest,rustls-ring -- -D warnings",
    ),
    // Values as data without serde.
    step(
        "clippy-data",
        "cargo clippy -p ncloud --no-default-features --features data,organization --all-targets -- -D warnings",
    ),
    // The transport on hyper alone, with TLS and without, and what a caller of it gets: no reqwest.
    step(
        "clippy-hyper",
        "cargo clippy -p ncloud --no-default-features --features hyper -- -D warnings",
    ),
    step(
        "clippy-hyper-ring",
        "cargo clippy -p ncloud --no-default-features --features hyper,organization,rustls-ring --all-targets -- -D warnings",
    ),
    Step {
        name: "hyper-without-reqwest",
        what: What::Lacks(
            "cargo tree -p ncloud -e normal --no-default-features --features hyper,organization,rustls-ring",
            "reqwest",
        ),
    },
    // What stands between the client and the network, and is off by default.
    step(
        "clippy-around",
        "cargo clippy -p ncloud --features blocking,http2,hyper,opentelemetry,tower,tracing --all-targets -- -D warnings",
    ),
    // The client for a browser, which has neither sockets nor TLS of one's own.
    Step {
        name: "wasm",
        what: What::Target(
            "wasm32-unknown-unknown",
            "cargo check -p ncloud --target wasm32-unknown-unknown --features opentelemetry,organization,tower,tracing",
        ),
    },
    Step {
        name: "wasm-without-sockets",
        what: What::Lacks(
            "cargo tree -p ncloud -e normal --target wasm32-unknown-unknown --features opentelemetry,organization,tower,tracing",
            "mio v",
        ),
    },
    Step {
        name: "wasm-without-tls",
        what: What::Lacks(
            "cargo tree -p ncloud -e normal --target wasm32-unknown-unknown --features opentelemetry,organization,tower,tracing",
            "ring v",
        ),
    },
    // The program that calls straight from a spec, with nothing that other packages turn on.
    step(
        "clippy-cli",
        "cargo clippy -p ncloud-cli --all-targets -- -D warnings",
    ),
    with("doc", DOCS, "cargo doc --workspace --no-deps"),
    // With what a caller can turn on.
    with(
        "doc-client",
        DOCS,
        "cargo doc -p ncloud --no-deps --features all-services,blocking,dynamic,http2,hyper,mock,opentelemetry,serde,tower,tracing,xml",
    ),
    // The README's test command.
    with("test", TESTS, "cargo test"),
    // The tests of the transport without reqwest; with both they ran above.
    with(
        "test-hyper",
        TESTS,
        "cargo test -p ncloud --no-default-features --features blocking,hyper,rustls-ring --test blocking \
         --test connections --test encode --test fault_matrix --test retry_classes --test tls --test transport",
    ),
    with(
        "test-around",
        TESTS,
        "cargo test -p ncloud --features blocking,http2,hyper,opentelemetry,tower,tracing --lib \
         --test any_endpoint --test around --test call_options --test secrets --test telemetry --test tls --test transport",
    ),
    with(
        "test-hyper-plain",
        TESTS,
        "cargo test -p ncloud --no-default-features --features hyper --lib --test transport",
    ),
    Step {
        name: "regenerate",
        what: What::Regenerate,
    },
    // What check accepts compiles: other mutants of the specs each time. The seed that it prints makes the same ones again.
    step(
        "mutants",
        "cargo run --quiet -p ncloud-mutants -- --count 300",
    ),
    // The bytes of others at every border: the corpora, and new inputs each time. tests/FUZZING.md says how to run it longer.
    step(
        "fuzz",
        "cargo run --quiet -p ncloud-fuzz -- --inputs 2000 --seconds 3",
    ),
    // The package that is published, built away from the repository with a service of each form. `cargo xtask release` builds it
    // with all of them.
    step(
        "release",
        "cargo run --quiet -p xtask -- release --allow-dirty --features blocking,organization,vserver",
    ),
    Step {
        name: "deny",
        what: What::Deny,
    },
];

/// Prints the names of the steps.
pub(crate) fn list() {
    for step in STEPS {
        println!("{}", step.name);
    }
}

/// Runs steps, all of them if none is named, up to the first that fails.
///
/// # Errors
///
/// When there is no step of a name, or one fails.
pub(crate) fn run_steps(names: &[&str]) -> Result<(), String> {
    let known = |name: &&&str| STEPS.iter().any(|step| step.name == **name);
    if let Some(name) = names.iter().find(|name| !known(name)) {
        return Err(format!(
            "there is no step `{name}`; `cargo xtask ci --list` has their names"
        ));
    }
    for step in STEPS {
        if !names.is_empty() && !names.contains(&step.name) {
            continue;
        }
        println!("\n== {}", step.name);
        let begin = Instant::now();
        step.run()
            .map_err(|error| format!("{}: {error}", step.name))?;
        println!("== {}: {} s", step.name, begin.elapsed().as_secs());
    }
    Ok(())
}

impl Step {
    fn run(&self) -> Result<(), String> {
        match self.what {
            What::Run(line, variables) => run(&words(line), variables),
            What::Lacks(line, word) => {
                if printed(&words(line))?.contains(word) {
                    return Err(format!("`{line}` has {word}"));
                }
                Ok(())
            }
            What::Target(target, line) => {
                let library = ["rustc", "--print", "target-libdir", "--target", target];
                if Path::new(printed(&library)?.trim()).exists() {
                    return run(&words(line), &[]);
                }
                println!("left out; `rustup target add {target}` installs what it needs");
                Ok(())
            }
            // The snapshots are compared by the tests above.
            What::Regenerate => regenerate::texts(Mode::Check),
            What::Deny => deny(),
        }
    }
}

fn words(line: &str) -> Vec<&str> {
    line.split_whitespace().collect()
}

/// Advisories come over git and are left out: the machine may reach registries alone.
fn deny() -> Result<(), String> {
    const TOOLS: &str = "target/tools";
    let program = repository().join(TOOLS).join("bin/cargo-deny");
    if !program.exists() {
        let installed = run(
            &[
                "cargo",
                "install",
                "--quiet",
                "--locked",
                "--root",
                TOOLS,
                "cargo-deny@0.20.2",
            ],
            &[],
        );
        if installed.is_err() {
            println!("cargo-deny could not be installed: left out");
            return Ok(());
        }
    }
    let program = program.display().to_string();
    run(
        &[
            &program,
            "--all-features",
            "check",
            "licenses",
            "bans",
            "sources",
        ],
        &[],
    )
}
