//! Changes, for people and for programs.

use ncloud_codegen::printable;
use serde_json::{Value as Json, json};

use super::{Change, Effect, Version, effect};

/// A line a change, then a line with the step that they ask for of the released version.
#[must_use]
pub fn text(changes: &[Change], released: Version) -> String {
    let mut text = String::new();
    for change in changes {
        let effect = change.rule.effect;
        let breaking = match effect {
            Effect::Breaking => ", breaking",
            Effect::None | Effect::Patch | Effect::Addition => "",
        };
        text.push_str(&format!(
            "{}: {}{breaking} [{}] `{}` {}\n",
            change.location,
            released.step(effect).as_str(),
            change.rule.id,
            printable::line(&change.subject),
            printable::line(&change.message),
        ));
    }
    if !changes.is_empty() {
        text.push('\n');
    }
    let step = released.step(effect(changes));
    text.push_str(&format!(
        "{}, {} breaking; version step: {}, {released} -> {}\n",
        match changes.len() {
            1 => "1 change".to_owned(),
            count => format!("{count} changes"),
        },
        breaking(changes),
        step.as_str(),
        released.after(step),
    ));
    text
}

/// The same as one object.
#[must_use]
pub fn json(changes: &[Change], released: Version) -> String {
    let step = released.step(effect(changes));
    let rows: Vec<Json> = changes
        .iter()
        .map(|change| {
            json!({
                "rule": change.rule.id,
                "breaking": change.rule.effect == Effect::Breaking,
                "step": released.step(change.rule.effect).as_str(),
                "subject": change.subject,
                "message": change.message,
                "side": change.side.as_str(),
                "file": change.location.file,
                "line": change.location.line,
                "column": change.location.column,
            })
        })
        .collect();
    let report = json!({
        "breaking": breaking(changes),
        "step": step.as_str(),
        "released": released.to_string(),
        "next": released.after(step).to_string(),
        "changes": rows,
    });
    printable::json(&format!("{report:#}\n")).into_owned()
}

fn breaking(changes: &[Change]) -> usize {
    changes
        .iter()
        .filter(|change| change.rule.effect == Effect::Breaking)
        .count()
}
