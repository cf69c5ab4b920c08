//! What is offered at the cursor.

use crate::{
    editor::{CURSOR, Editor, Proposal},
    forms::{HEAD, forms},
};

fn proposal(label: &str, inserted: &str, documentation: &str) -> Proposal {
    Proposal {
        label: label.to_owned(),
        inserted: inserted.to_owned(),
        documentation: documentation.to_owned(),
    }
}

#[test]
fn every_key_is_offered_with_its_documentation() {
    let Some(mut editor) = Editor::start() else {
        return;
    };
    for form in forms() {
        let text = format!("{}{}", form.before, form.line(&CURSOR.to_string()));
        let proposals = editor.proposals(&text);
        for key in form.keys.iter().filter(|key| !form.has(key)) {
            let of_key: Vec<&Proposal> = proposals
                .iter()
                .filter(|proposal| proposal.label == key.name)
                .collect();
            let [proposal] = of_key.as_slice() else {
                panic!("{} {}: {of_key:?}", form.name, key.name);
            };
            assert_eq!(proposal.documentation, key.documentation);
            // The server leaves the colon away where a word or a list of words may follow.
            assert!(
                proposal.inserted.starts_with(&format!("{}:", key.name))
                    || proposal.inserted == key.name,
                "{proposal:?}"
            );
        }
        // Beside the keys there is one proposal, of all that are required.
        let others: Vec<&str> = proposals
            .iter()
            .map(|proposal| proposal.label.as_str())
            .filter(|label| !form.keys.iter().any(|key| key.name == *label))
            .collect();
        assert!(
            others.is_empty() || others == [form.name.as_str()],
            "{others:?}"
        );
    }
}

#[test]
fn every_word_is_offered_with_what_it_means() {
    let Some(mut editor) = Editor::start() else {
        return;
    };
    let mut words = 0;
    for form in forms() {
        for key in form.keys.iter().filter(|key| !key.words.is_empty()) {
            let line = form.line(&format!("{}: {CURSOR}", key.name));
            let proposals = editor.proposals(&format!("{}{line}", form.before));
            for (word, meaning) in &key.words {
                let expected = proposal(word, word, meaning);
                assert!(
                    proposals.contains(&expected),
                    "{} {}: {expected:?} {proposals:?}",
                    form.name,
                    key.name
                );
            }
            words += key.words.len();
        }
    }
    assert!(words > 100, "{words}");
}

#[test]
fn an_author_is_led_from_the_first_line_to_an_enum() {
    let Some(mut editor) = Editor::start() else {
        return;
    };
    let mut labels = |text: &str| -> Vec<String> {
        editor
            .proposals(text)
            .into_iter()
            .map(|proposal| proposal.label)
            .collect()
    };
    let schema = HEAD.lines().next().unwrap();

    // A file that is nothing yet: the service's, or a part of one.
    let first = labels(&format!("{schema}\nspec: 1\n{CURSOR}"));
    for label in ["service", "part_of", "title", "operations"] {
        assert!(first.iter().any(|first| first == label), "{first:?}");
    }
    let part = labels(&format!("{schema}\nspec: 1\npart_of: sample\n{CURSOR}"));
    assert_eq!(
        part,
        [
            "allow",
            "defect",
            "docs",
            "errors",
            "operations",
            "title",
            "partFile",
            "types",
            "unconfirmed",
            "waiters",
        ]
    );

    // Keys of one row, in a mapping of one line.
    assert_eq!(
        labels(&format!(
            "{HEAD}query:\n  page?: {{ type: i64, s{CURSOR} }}\n"
        )),
        [
            "allow",
            "const",
            "default",
            "defect",
            "doc",
            "name",
            "required_when",
            "sensitive",
            "size",
            "style",
            "unconfirmed",
        ]
    );

    // Words, in a list and alone.
    let styles = ["indexed", "repeated", "comma", "pipe", "colon", "space"];
    assert_eq!(
        labels(&format!(
            "{HEAD}query:\n  ids: {{ type: list<list<i64>>, style: [pipe, {CURSOR}] }}\n"
        )),
        styles
    );
    assert_eq!(
        labels(&format!(
            "{HEAD}errors:\n  E1:\n    doc: Failed.\n    retry: {CURSOR}\n"
        )),
        ["never", "reads", "always"]
    );

    // The type of a parameter in its short form.
    let types = labels(&format!("{HEAD}query:\n  page?: {CURSOR}\n"));
    for label in ["string", "i64", "timestamp(ms)", "list<string>"] {
        assert!(types.iter().any(|known| known == label), "{types:?}");
    }

    // What a type can be.
    assert_eq!(
        labels(&format!("{HEAD}types:\n  Thing:\n    {CURSOR}\n")),
        ["fields", "tuple", "enum", "one_of"]
    );

    // Names, and texts, are the author's.
    let none: [&str; 0] = [];
    assert_eq!(labels(&format!("{HEAD}operations:\n  {CURSOR}\n")), none);
    assert_eq!(
        labels(&format!(
            "{HEAD}types:\n  Thing:\n    enum:\n      A: {CURSOR}\n"
        )),
        none
    );
}
