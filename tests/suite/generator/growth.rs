//! Work grows with the size of a spec, not with its square.
//!
//! Each command takes a spec and another one four times its size. Time is that of the thread alone, where the system
//! tells it, so that other tests do not count.

use std::{
    fs,
    time::{Duration, Instant},
};

use ncloud_codegen::{emit::rust, ir::Service, load_str};
use ncloud_tools::{
    diff, doc,
    dynamic::{Response, Specs},
    format, list, openapi,
};

/// What four times the size may take in multiples: the square would be sixteen.
const BOUND: f64 = 9.0;
/// Shorter times say nothing.
const LEAST: Duration = Duration::from_millis(4);

const HEAD: &str = "spec: 1\nservice: sample\ntitle: Sample\ndocs: https://docs.example.com\nurl: https://sample.example.com\n";

/// How long the thread has run.
fn now() -> Duration {
    static BEGUN: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let begun = *BEGUN;
    fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|text| text.split(' ').next()?.parse().ok())
        .map_or_else(|| begun.elapsed(), Duration::from_nanos)
}

fn time(run: &dyn Fn()) -> Duration {
    let begun = now();
    run();
    now().saturating_sub(begun)
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

fn operation(name: &str, rest: &str) -> String {
    format!("  {name}:\n    doc: Does.\n    docs: https://docs.example.com\n{rest}")
}

/// A shape of specs by their size.
struct Shape {
    name: &'static str,
    size: usize,
    spec: fn(usize) -> String,
}

const SHAPES: &[Shape] = &[
    Shape {
        name: "operations",
        size: 250,
        spec: |size| {
            let operations = lines(size, |index| {
                operation(
                    &format!("Get{index}"),
                    &format!(
                        "    http: GET /get/{index}/{{id}}\n    path: {{ id: string }}\n    query: {{ kind?: {{ type: Kind, default: A }} }}\n    response: Answer\n"
                    ),
                )
            });
            format!(
                "{HEAD}operations:\n{operations}types:\n  Answer: {{ id: string }}\n  Kind: {{ enum: {{ A: One. }} }}\n"
            )
        },
    },
    Shape {
        name: "operations of one path",
        size: 100,
        spec: |size| {
            let operations = lines(size, |index| {
                operation(
                    &format!("Get{index}"),
                    &format!(
                        "    http: GET /get\n    query: {{ code: {{ const: \"{index}\" }}, a{index}?: string }}\n    response: {{ b{index}: string }}\n"
                    ),
                )
            });
            format!("{HEAD}operations:\n{operations}")
        },
    },
    Shape {
        name: "fields",
        size: 1000,
        spec: |size| {
            let fields = lines(size, |index| {
                format!("    f{index}?: {{ type: Kind, default: A, doc: A field. }}\n")
            });
            let get = operation("Get", "    http: GET /get\n    response: Answer\n");
            format!(
                "{HEAD}operations:\n{get}types:\n  Kind: {{ enum: {{ A: One. }} }}\n  Answer:\n{fields}"
            )
        },
    },
    Shape {
        name: "parameters",
        size: 500,
        spec: |size| {
            let fields = lines(size, |index| {
                format!(
                    "      f{index}?: string\n      g{index}: {{ type: list<i64>, style: comma }}\n"
                )
            });
            let get = operation("Get", &format!("    http: GET /get\n    query:\n{fields}"));
            format!("{HEAD}operations:\n{get}")
        },
    },
    Shape {
        name: "members of a form",
        size: 500,
        spec: |size| {
            let fields = lines(size, |index| {
                format!("      f{index}?: string\n      g{index}: list<string>\n")
            });
            let get = operation("Set", &format!("    form:\n{fields}"));
            format!("{HEAD}protocol: form\noperations:\n{get}")
        },
    },
    Shape {
        name: "placeholders",
        size: 250,
        spec: |size| {
            let path = lines(size, |index| format!("/{{p{index}}}"));
            let fields = lines(size, |index| format!("      p{index}: string\n"));
            let get = operation(
                "Get",
                &format!("    http: \"GET {path}\"\n    path:\n{fields}"),
            );
            format!("{HEAD}operations:\n{get}")
        },
    },
    Shape {
        name: "types",
        size: 500,
        spec: |size| {
            let types = lines(size, |index| {
                format!(
                    "  A{index}: {{ next?: A{}, kind?: {{ type: K{index}, default: A }}, list: list<A{index}> }}\n  K{index}: {{ enum: {{ A: One. }} }}\n",
                    index + 1
                )
            });
            let set = operation(
                "Set",
                "    http: POST /set\n    body: A0\n    response: A0\n",
            );
            format!("{HEAD}operations:\n{set}types:\n{types}  A{size}: {{ end: string }}\n")
        },
    },
    Shape {
        name: "values of an enum",
        size: 1000,
        spec: |size| {
            let values = lines(size, |index| format!("      V{index}: A value.\n"));
            let fields = lines(size, |index| {
                format!("    f{index}?: {{ type: Kind, default: V{index} }}\n")
            });
            let get = operation("Get", "    http: GET /get\n    response: Answer\n");
            format!(
                "{HEAD}operations:\n{get}types:\n  Answer:\n{fields}  Kind:\n    enum:\n{values}"
            )
        },
    },
    Shape {
        name: "alternatives",
        size: 500,
        spec: |size| {
            let alternatives = lines(size, |index| format!("      a{index}: T{index}\n"));
            let types = lines(size, |index| format!("  T{index}: {{ a: string }}\n"));
            let get = operation(
                "Set",
                "    http: POST /set\n    body: Union\n    response: Union\n",
            );
            format!(
                "{HEAD}operations:\n{get}types:\n  Union:\n    tag: t\n    one_of:\n{alternatives}{types}"
            )
        },
    },
    Shape {
        name: "elements of a tuple",
        size: 500,
        spec: |size| {
            let elements = lines(size, |index| format!("      e{index}: i64\n"));
            let get = operation("Get", "    http: GET /get\n    response: Tuple\n");
            format!("{HEAD}operations:\n{get}types:\n  Tuple:\n    tuple:\n{elements}")
        },
    },
    Shape {
        name: "examples",
        size: 100,
        spec: |size| {
            let examples = lines(size, |index| {
                format!(
                    "      e{index}: {{ made: M., request: {{ id: a, f: b }}, response: {{ list: [{{ a: b }}] }} }}\n"
                )
            });
            let get = operation(
                "Get",
                &format!(
                    "    http: GET /get/{{id}}\n    path: {{ id: string }}\n    query: {{ f: string }}\n    response: {{ list: list<Item> }}\n    examples:\n{examples}"
                ),
            );
            format!("{HEAD}operations:\n{get}types: {{ Item: {{ a: string }} }}\n")
        },
    },
    Shape {
        name: "an example of many members",
        size: 500,
        spec: |size| {
            let fields = lines(size, |index| format!("    f{index}?: string\n"));
            let members = lines(size, |index| format!("          f{index}: a\n"));
            let get = operation(
                "Get",
                &format!(
                    "    http: GET /get\n    response: Answer\n    examples:\n      one:\n        made: M.\n        response:\n{members}"
                ),
            );
            format!("{HEAD}operations:\n{get}types:\n  Answer:\n{fields}")
        },
    },
    Shape {
        name: "errors and waiters",
        size: 300,
        spec: |size| {
            let get = lines(size, |index| {
                operation(
                    &format!("Get{index}"),
                    &format!("    http: GET /get/{index}\n    response: {{ state: string }}\n"),
                )
            });
            let errors = lines(size, |index| format!("  E{index}: {{ doc: An error. }}\n"));
            let waiters = lines(size, |index| {
                format!(
                    "  W{index}: {{ doc: Waits., poll: Get{index}, state: state, success: [A] }}\n"
                )
            });
            format!("{HEAD}operations:\n{get}errors:\n{errors}waiters:\n{waiters}")
        },
    },
    Shape {
        name: "a long text",
        size: 20_000,
        spec: |size| {
            let words = "word (in) `code` https://a.b/c, <b> ".repeat(size / 20);
            let get = operation(
                "Get",
                &format!("    http: GET /get\n    defect: {words:?}\n"),
            );
            format!("{HEAD}operations:\n{get}")
        },
    },
    Shape {
        name: "lints and what is allowed",
        size: 300,
        spec: |size| {
            let fields = lines(size, |index| {
                format!(
                    "    f{index}Time: {{ type: string, allow: {{ time-type: A. }} }}\n    g{index}Date: string\n"
                )
            });
            let get = operation("Get", "    http: GET /get\n    response: Answer\n");
            format!("{HEAD}operations:\n{get}types:\n  Answer:\n{fields}")
        },
    },
];

/// A command on a sound spec.
struct Command {
    name: &'static str,
    run: fn(&str, &[Service], &[Service]),
}

const COMMANDS: &[Command] = &[
    Command {
        name: "check",
        run: |text, _, _| {
            assert!(load_str("spec.yaml", text).is_ok());
        },
    },
    Command {
        name: "generate",
        run: |_, services, _| {
            assert!(!rust::module(&services[0], rust::RUN_TIME).is_empty());
        },
    },
    Command {
        name: "openapi 3.1",
        run: |_, services, _| {
            assert!(!openapi::document(&services[0], openapi::Version::V3_1).is_empty());
        },
    },
    Command {
        name: "openapi 3.0",
        run: |_, services, _| {
            assert!(!openapi::document(&services[0], openapi::Version::V3_0).is_empty());
        },
    },
    Command {
        name: "doc",
        run: |_, services, _| {
            assert!(!doc::page(&services[0]).is_empty());
        },
    },
    Command {
        name: "list",
        run: |_, services, _| {
            assert!(!list::table(services).is_empty());
        },
    },
    Command {
        name: "diff",
        run: |_, services, others| {
            let _ = diff::changes(services, others);
        },
    },
    Command {
        name: "fmt",
        run: |text, _, _| {
            assert!(format::formatted("spec.yaml", text).is_ok());
        },
    },
];

/// The services of a text, and of one in which much is called otherwise.
fn pair(text: &str) -> (Vec<Service>, Vec<Service>) {
    let services =
        |text: &str| load_str("spec.yaml", text).unwrap_or_else(|report| panic!("{report}"));
    let others = text
        .replace("string", "i64")
        .replace("f1", "x1")
        .replace("V1", "Y1")
        .replace("/get/1", "/got/1");
    (
        services(text),
        load_str("spec.yaml", &others).unwrap_or_default(),
    )
}

/// How many times as long the larger one takes; nothing where both are quick.
fn ratio(small: &dyn Fn(), large: &dyn Fn()) -> f64 {
    let long = time(large);
    if long < LEAST * 4 {
        return 0.0;
    }
    long.as_secs_f64() / time(small).max(LEAST / 2).as_secs_f64()
}

/// Somebody else may take the time away once, but hardly three times.
fn grows_too_fast(small: &dyn Fn(), large: &dyn Fn()) -> Option<f64> {
    let mut least = f64::MAX;
    for _ in 0..3 {
        least = least.min(ratio(small, large));
        if least <= BOUND {
            return None;
        }
    }
    Some(least)
}

#[test]
fn work_grows_with_the_size_of_a_sound_spec() {
    let mut failures = Vec::new();
    for shape in SHAPES {
        let (small, large) = ((shape.spec)(shape.size), (shape.spec)(shape.size * 4));
        let ((small_services, small_others), (large_services, large_others)) =
            (pair(&small), pair(&large));
        for command in COMMANDS {
            let grown = grows_too_fast(
                &|| (command.run)(&small, &small_services, &small_others),
                &|| (command.run)(&large, &large_services, &large_others),
            );
            if let Some(ratio) = grown {
                failures.push(format!(
                    "{} of {}: {ratio:.1} times",
                    command.name, shape.name
                ));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Specs with as many findings as their size.
const FAULTY: &[Shape] = &[
    Shape {
        name: "unknown keys",
        size: 500,
        spec: |size| {
            format!(
                "{HEAD}operations: {{}}\n{}",
                lines(size, |index| format!("key{index}: value\n"))
            )
        },
    },
    Shape {
        name: "unknown types",
        size: 500,
        spec: |size| {
            let get = operation("Get", "    http: GET /get\n    response: A\n");
            let fields = lines(size, |index| format!("    f{index}: Unknown{index}\n"));
            format!("{HEAD}operations:\n{get}types:\n  A:\n{fields}")
        },
    },
    Shape {
        name: "findings in one line",
        size: 500,
        spec: |size| {
            format!(
                "{HEAD}operations: {{}}\ntypes: {{ {} }}\n",
                lines(size, |index| format!("a{index}: 1, "))
            )
        },
    },
    Shape {
        name: "names that collide",
        size: 500,
        spec: |size| {
            let get = operation("Get", "    http: GET /get\n    response: A\n");
            let fields = lines(size, |index| {
                format!(
                    "    \"{}a\": string\n",
                    "-".repeat(index % 50 + 1) + &"_".repeat(index / 50)
                )
            });
            format!("{HEAD}operations:\n{get}types:\n  A:\n{fields}")
        },
    },
    Shape {
        name: "examples that do not fit",
        size: 500,
        spec: |size| {
            let members = lines(size, |index| format!("{{ a{index}: 1, b: true }}, "));
            let get = operation(
                "Get",
                &format!(
                    "    http: GET /get\n    response: list<A>\n    examples: {{ one: {{ made: M., response: [{members}] }} }}\n"
                ),
            );
            format!("{HEAD}operations:\n{get}types: {{ A: {{ b: string, c: string }} }}\n")
        },
    },
    Shape {
        name: "members that no type has",
        size: 500,
        spec: |size| {
            let fields = lines(size, |index| format!("    field{index}?: string\n"));
            let members = lines(size, |index| format!("feild{index}: a, "));
            let get = operation(
                "Get",
                &format!(
                    "    http: GET /get\n    response: A\n    examples: {{ one: {{ made: M., response: {{ {members} }} }} }}\n"
                ),
            );
            format!("{HEAD}operations:\n{get}types:\n  A:\n{fields}")
        },
    },
    Shape {
        name: "waits and pagers that lead nowhere",
        size: 250,
        spec: |size| {
            let fields = lines(size, |index| format!("    field{index}?: string\n"));
            let get = operation("Get", "    http: GET /get\n    response: A\n");
            let waiters = lines(size, |index| {
                format!(
                    "  W{index}: {{ doc: Waits., poll: Got{index}, state: a, success: [A] }}\n  X{index}: {{ doc: Waits., poll: Get, state: feild{index}, success: [A] }}\n"
                )
            });
            format!("{HEAD}operations:\n{get}types:\n  A:\n{fields}waiters:\n{waiters}")
        },
    },
    Shape {
        name: "operations of one address",
        size: 250,
        spec: |size| {
            let operations = lines(size, |index| {
                operation(&format!("Get{index}"), "    http: GET /get\n")
            });
            format!("{HEAD}operations:\n{operations}")
        },
    },
    Shape {
        name: "lists in lists",
        size: 2000,
        spec: |size| {
            let get = operation(
                "Get",
                &format!(
                    "    http: GET /get\n    response: {}string{}\n",
                    "list<".repeat(size),
                    ">".repeat(size)
                ),
            );
            format!("{HEAD}operations:\n{get}")
        },
    },
    Shape {
        name: "carriage returns",
        size: 2000,
        spec: |size| {
            format!(
                "{HEAD}operations: {{}}\n{}",
                lines(size, |index| format!("key{index}: value\r"))
            )
        },
    },
];

#[test]
fn work_grows_with_the_number_of_findings() {
    let mut failures = Vec::new();
    for shape in FAULTY {
        let (small, large) = ((shape.spec)(shape.size), (shape.spec)(shape.size * 4));
        let report = |text: &str| match load_str("spec.yaml", text) {
            Ok(_) => panic!("{}: no findings", shape.name),
            Err(report) => report,
        };
        let (small_report, large_report) = (report(&small), report(&large));
        let check = |text: &str| assert!(load_str("spec.yaml", text).is_err());
        for (command, grown) in [
            (
                "check",
                grows_too_fast(&|| check(&small), &|| check(&large)),
            ),
            (
                "print",
                grows_too_fast(&|| assert!(!small_report.to_string().is_empty()), &|| {
                    assert!(!large_report.to_string().is_empty())
                }),
            ),
            (
                "draw",
                grows_too_fast(
                    &|| assert!(!ncloud_tools::drawn(&small_report, true).is_empty()),
                    &|| assert!(!ncloud_tools::drawn(&large_report, true).is_empty()),
                ),
            ),
        ] {
            if let Some(ratio) = grown {
                failures.push(format!("{command} of {}: {ratio:.1} times", shape.name));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn work_grows_with_the_number_of_findings_in_an_answer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sample.yaml");
    let get = operation(
        "Get",
        "    http: GET /get\n    response: { declared: string }\n",
    );
    fs::write(&path, format!("{HEAD}operations:\n{get}")).unwrap();
    let specs = Specs::load(&[path]).unwrap();
    let operation = specs.operation("sample.Get").unwrap();
    let answer = |count| {
        let members = lines(count, |member| format!("\"m{member}\":1,"));
        format!("{{{members}\"m\":1}}")
    };
    let (small, large) = (answer(5_000), answer(20_000));
    let find = |body: &str| {
        let report = operation.response_findings(Response {
            status: 200,
            headers: &[],
            body: Some(body.as_bytes()),
            xml: None,
        });
        assert!(!report.is_empty());
    };
    assert_eq!(grows_too_fast(&|| find(&small), &|| find(&large)), None);
}
