//! What is said of that which is at the cursor.

use crate::{
    editor::{CURSOR, Editor},
    forms::{Form, HEAD, Key, forms},
};

/// A text in which the mapping has the key, the cursor in the key.
fn text(form: &Form, key: &Key) -> String {
    let (first, rest) = key.name.split_at(1);
    if form.has(key) {
        let known = form.line(&format!("{}:", key.name));
        let marked = form.line(&format!("{first}{CURSOR}{rest}:"));
        return form.before.replacen(known.trim_end(), marked.trim_end(), 1);
    }
    let line = form.line(&format!("{first}{CURSOR}{rest}: {}", key.example));
    format!("{}{line}", form.before)
}

#[test]
fn every_key_is_said_to_be_what_it_is() {
    let Some(mut editor) = Editor::start() else {
        return;
    };
    let mut keys = 0;
    for form in forms() {
        for key in &form.keys {
            let said = editor.hover(&text(&form, key));
            let place = format!("{} {}: {said}", form.name, key.name);
            assert!(said.starts_with(key.documentation.trim_end()), "{place}");
            assert_eq!(said.matches("Example:").count(), 1, "{place}");
            let is_word = key
                .words
                .iter()
                .any(|(word, _)| key.example == *word || key.example == format!("\"{word}\""));
            if is_word {
                for (word, meaning) in &key.words {
                    assert!(
                        said.contains(&format!("* `{word}`: {meaning}\n")),
                        "{place}"
                    );
                }
            }
            keys += 1;
        }
    }
    assert!(keys > 130, "{keys}");
}

#[test]
fn what_is_said_is_whole_and_said_once() {
    let Some(mut editor) = Editor::start() else {
        return;
    };
    let mut said = |lines: &str| editor.hover(&format!("{HEAD}{lines}"));
    let retry = "\
Which operations may be repeated after it. Default: what its status allows, as if the code were not listed.

Allowed Values:

* `always`: Every operation may be repeated: the call was refused before it was carried out.
* `never`: No operation may be repeated.
* `reads`: Operations that only read may be repeated.

Example:

```yaml
reads
```";
    assert_eq!(
        said("errors:\n  E1: { doc: Failed., re¦try: always }\n"),
        retry
    );
    assert_eq!(
        said("errors:\n  E1: { doc: Failed., retry: al¦ways }\n"),
        retry
    );
    let body = "\
The JSON body: its members, or one type for a body that is not an object of its own; `Settings?` for one that may be absent. `bytes`: the body is streamed as it is.

Takes a type, or a mapping.

Example:

```yaml
body: { name: string }
```";
    // In its short form, its long form, and while nothing stands behind it.
    for value in ["list<Move>", "{ name: string }", ""] {
        assert_eq!(
            said(&format!("operations:\n  Move:\n    bo¦dy: {value}\n")),
            body
        );
    }
    assert_eq!(
        said("operations:\n  Mo¦ve:\n    doc: Moves.\n"),
        "An operation: one documentation page."
    );
    assert_eq!(
        said("query:\n  na¦me: { type: string }\n"),
        "A parameter with `type`, or the same on every call with `const`."
    );
    assert_eq!(
        said("query:\n  na¦me: list<Name>\n"),
        "A parameter with `type`, or the same on every call with `const`."
    );
    for body in ["{ name: string }", "{ enum: { A: A. } }"] {
        assert_eq!(
            said(&format!("types:\n  Th¦ing: {body}\n")),
            "A type: the map of its fields, or a mapping with `fields`, `tuple`, `enum` or `one_of`."
        );
    }
}
