//! What is underlined.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    editor::{Editor, Squiggle},
    forms::{HEAD, forms},
};

fn spec_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(spec_files(&path));
        } else if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn no_spec_has_any() {
    let Some(mut editor) = Editor::start() else {
        return;
    };
    let files = spec_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec"));
    assert!(files.len() > 50, "{}", files.len());
    for file in files {
        assert_eq!(editor.squiggles_of_file(&file), [], "{}", file.display());
    }
}

#[test]
fn no_example_of_a_key_has_any() {
    let Some(mut editor) = Editor::start() else {
        return;
    };
    for form in forms() {
        let mut text = form.before.clone();
        for key in form.keys.iter().filter(|key| !form.has(key)) {
            text += &form.line(&format!("{}: {}", key.name, key.example));
        }
        assert_eq!(editor.squiggles(&text), [], "{text}");
    }
}

/// A spec with what the mistakes below are made in.
const SOUND: &str = "\
operations:
  GetThing:
    doc: Gets a thing.
    docs: https://docs.example.com/get
    http: GET /things/{id}
    safe: true
    path: { id: { type: string, size: 10 } }
    status: [200, 204]
    response: Thing
types:
  Thing: { id: string }
  State: { enum: { A: { doc: A. } } }
errors:
  E1: { doc: Failed., retry: reads }
waiters:
  Done: { doc: Waits., poll: GetThing, state: state, success: [A] }
";

#[test]
fn a_mistake_is_underlined_where_it_is_and_said() {
    let Some(mut editor) = Editor::start() else {
        return;
    };
    let sound = format!("{HEAD}{SOUND}");
    assert_eq!(editor.squiggles(&sound), []);
    for (right, wrong, underlined, message) in [
        // Misspelt keys.
        (
            "safe: true",
            "save: true",
            "save",
            "Property save is not allowed.",
        ),
        (
            "size: 10",
            "sizes: 10",
            "sizes",
            "Property sizes is not allowed.",
        ),
        (
            "retry: reads",
            "retries: reads",
            "retries",
            "Property retries is not allowed.",
        ),
        // Wrong words.
        (
            "retry: reads",
            "retry: sometimes",
            "sometimes",
            "Value is not accepted. Valid values: \"never\", \"reads\", \"always\".",
        ),
        // Missing keys.
        (
            "    docs: https://docs.example.com/get\n",
            "",
            "GetThing",
            "Missing property \"docs\".",
        ),
        (
            "{ doc: Failed., retry: reads }",
            "{ retry: reads }",
            "E1",
            "Missing property \"doc\".",
        ),
        (
            "{ type: string, size: 10 }",
            "{ size: 10 }",
            "id",
            "Missing property \"type\".",
        ),
        (
            "{ doc: A. }",
            "{ name: Bee }",
            "A",
            "Missing property \"doc\".",
        ),
        // Another kind of value.
        (
            "doc: Gets a thing.",
            "doc: [Gets]",
            "[Gets]",
            "Expected text.",
        ),
        (
            "doc: Gets a thing.",
            "doc: \"\"",
            "\"\"",
            "Expected text that is not empty.",
        ),
        (
            "safe: true",
            "safe: yes",
            "yes",
            "Expected `true` or `false`.",
        ),
        ("size: 10", "size: ten", "ten", "Expected a whole number."),
        (
            "success: [A]",
            "success: Aa",
            "Aa",
            "Expected a list, each text.",
        ),
        (
            "{ id: string }",
            "[id]",
            "[id]",
            "Expected a mapping, each key a name as it goes over the wire, with `?` behind it if it may be absent.",
        ),
        (
            "response: Thing",
            "response: [Thing]",
            "[Thing]",
            "Expected a type, or a mapping.",
        ),
        // Texts of another form.
        (
            "type: string",
            "type: strng",
            "strng",
            "Expected a type, such as `list<string>`.",
        ),
        (
            "id: string }",
            "id: strng }",
            "strng",
            "Expected a type, such as `list<string>`.",
        ),
        (
            "[200, 204]",
            "[200, ok]",
            "ok",
            "Expected an HTTP status, such as `200`.",
        ),
        (
            "GET /things",
            "FETCH /things",
            "FETCH /things/{id}",
            "Expected a method and a path, such as `GET /users/{externalKey}`.",
        ),
        (
            "  GetThing:",
            "  getThing:",
            "getThing",
            "Expected a name in UpperCamelCase, such as `GetUser`.",
        ),
    ] {
        let text = sound.replacen(right, wrong, 1);
        assert_ne!(text, sound, "{right}");
        let [
            Squiggle {
                line,
                columns,
                message: said,
            },
        ] = &editor.squiggles(&text)[..]
        else {
            panic!("{wrong}: {:?}", editor.squiggles(&text));
        };
        assert_eq!(said, message);
        let line = text.lines().nth(usize::try_from(*line).unwrap()).unwrap();
        let (start, end) = (
            usize::try_from(columns.0).unwrap(),
            usize::try_from(columns.1).unwrap(),
        );
        assert_eq!(&line[start..end], underlined, "{line}");
    }
}

#[test]
fn several_mistakes_are_underlined_at_once() {
    let Some(mut editor) = Editor::start() else {
        return;
    };
    let text = "\
# yaml-language-server: $schema=ncloud-spec.schema.json
spec: 1
service: sample
title: Sample
docs: http://docs.example.com
url: https://sample.example.com
protocol: soap
operations:
  GetThing: { doc: Gets., http: GET /, respons: Thing }
";
    let squiggle = |line, columns, message: &str| Squiggle {
        line,
        columns,
        message: message.to_owned(),
    };
    assert_eq!(
        editor.squiggles(text),
        [
            squiggle(
                4,
                (6, 29),
                "Expected an address that begins with https://, such as `https://api.ncloud-docs.com/docs/en/organization-overview`."
            ),
            squiggle(
                6,
                (10, 14),
                "Value is not accepted. Valid values: \"json\", \"form\"."
            ),
            squiggle(8, (2, 10), "Missing property \"docs\"."),
            squiggle(8, (39, 46), "Property respons is not allowed."),
        ]
    );
}
