use ncloud_codegen::rules;
use ncloud_tools::diff;

use crate::failure::Failure;

pub(crate) fn explain(rule: Option<&str>) -> Result<String, Failure> {
    let Some(id) = rule else {
        return Ok(explained()
            .iter()
            .map(|rule| format!("{:32} {}\n", rule.id, rule.purpose))
            .collect());
    };
    match explained().into_iter().find(|rule| rule.id == id) {
        Some(rule) => Ok(format!(
            "{} ({})\n\n{}\n\n{}\n",
            rule.id, rule.weight, rule.purpose, rule.explanation
        )),
        None => {
            let hint = rules::nearest(id)
                .or_else(|| diff::rules::nearest(id))
                .unwrap_or_else(|| "`ncloud-codegen explain` lists them".to_owned());
            Err(Failure::Other(format!("there is no rule `{id}`; {hint}")))
        }
    }
}

/// A rule as `explain` prints it.
pub(crate) struct Explained {
    id: &'static str,
    /// How much what it finds weighs.
    weight: String,
    purpose: &'static str,
    explanation: &'static str,
}

/// Every rule: of what specs are held to, then of changes.
pub(crate) fn explained() -> Vec<Explained> {
    let held = rules::every().map(|rule| Explained {
        id: rule.id,
        weight: rule.severity.to_string(),
        purpose: rule.purpose,
        explanation: rule.explanation,
    });
    let changes = diff::rules::ALL.iter().map(|rule| Explained {
        id: rule.id,
        weight: rule.effect.as_str().to_owned(),
        purpose: rule.purpose,
        explanation: rule.explanation,
    });
    held.chain(changes).collect()
}
