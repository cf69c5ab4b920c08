//! Operations and types into a spec that is there: at the end of their mappings, every other line as it was.

use crate::format::ends_in_kept_text;

/// The spec with more operations and types, both indented as they stand in it.
pub(crate) fn into(spec: &str, operations: &str, types: &str) -> String {
    let spec = with(spec, "operations", operations);
    if types.is_empty() {
        spec
    } else {
        with(&spec, "types", types)
    }
}

fn with(spec: &str, key: &str, entries: &str) -> String {
    let lines: Vec<&str> = spec.lines().collect();
    let head = format!("{key}:");
    let Some(start) = lines.iter().position(|line| *line == head) else {
        let mut text = whole(spec);
        // An empty mapping on the line of its key is of no use.
        let empty = format!("{key}: {{}}");
        text = text.replace(&format!("\n{empty}"), "");
        // Operations stand before types, types before errors and waiters.
        let followers: &[&str] = match key {
            "operations" => &["types:", "errors:", "waiters:"],
            _ => &["errors:", "waiters:"],
        };
        let at = followers
            .iter()
            .filter_map(|follower| text.find(&format!("\n{follower}")))
            .min();
        return match at {
            Some(at) => {
                let (before, after) = text.split_at(at + 1);
                format!("{}{head}\n{entries}\n{after}", apart(before))
            }
            None => format!("{}{head}\n{entries}", apart(&text)),
        };
    };
    let is_over = |line: &&str| line.starts_with(|first: char| first.is_ascii_alphanumeric());
    let next = lines
        .iter()
        .skip(start + 1)
        .position(is_over)
        .map_or(lines.len(), |at| start + 1 + at);
    // Comments at the margin belong to what follows.
    let mut end = next;
    while end > start + 1
        && lines
            .get(end - 1)
            .is_some_and(|line| line.is_empty() || line.starts_with('#'))
    {
        end -= 1;
    }
    let (before, after) = lines.split_at(end);
    let is_kept = ends_in_kept_text(before);
    let own = after.iter().take_while(|line| is_kept && line.is_empty());
    let (before, after) = lines.split_at(end + own.count());
    let mut text = apart(&(before.join("\n") + "\n"));
    text.push_str(entries);
    if !after.is_empty() {
        text.push_str(&after.join("\n"));
        text.push('\n');
    }
    text
}

/// Lines without empty ones at their end, but those that belong to the last text.
fn whole(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    if ends_in_kept_text(&lines) {
        lines.join("\n") + "\n"
    } else {
        format!("{}\n", text.trim_end())
    }
}

/// The same, with an empty line behind them, unless it would belong to the last text.
fn apart(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let gap = if ends_in_kept_text(&lines) { "" } else { "\n" };
    whole(text) + gap
}

#[cfg(test)]
mod tests {
    use super::into;

    #[test]
    fn a_text_whose_line_breaks_are_kept_keeps_them() {
        let more = "  B:\n    doc: y\n";
        let kept = "    doc: |+\n      x\n\n\n";
        let operations = format!("spec: 1\noperations:\n  A:\n{kept}");
        assert_eq!(into(&operations, more, ""), format!("{operations}{more}"));
        let errors = "# codes\nerrors:\n  E: { doc: x }\n";
        assert_eq!(
            into(&format!("{operations}{errors}"), more, ""),
            format!("{operations}{more}{errors}")
        );
        let types = format!("types:\n  T:\n{kept}");
        assert_eq!(
            into(&format!("spec: 1\n{types}"), more, ""),
            format!("spec: 1\n\noperations:\n{more}\n{types}")
        );
        let service = "spec: 1\ndoc: |+\n  x\n\n\n";
        assert_eq!(
            into(service, more, ""),
            format!("{service}operations:\n{more}")
        );
        assert_eq!(
            into(&format!("{service}{types}"), more, ""),
            format!("{service}operations:\n{more}\n{types}")
        );
    }

    #[test]
    fn entries_go_to_the_end_of_their_mappings() {
        let spec = "spec: 1\noperations:\n  A:\n    doc: x\n\ntypes:\n  T:\n    a: string\n\n# codes\nerrors:\n  E: { doc: x }\n";
        assert_eq!(
            into(spec, "  B:\n    doc: y\n", "  U:\n    b: string\n"),
            "spec: 1\noperations:\n  A:\n    doc: x\n\n  B:\n    doc: y\n\ntypes:\n  T:\n    a: string\n\n  U:\n    b: string\n\n# codes\nerrors:\n  E: { doc: x }\n"
        );
    }

    #[test]
    fn a_mapping_that_is_not_there_comes_to_be() {
        let spec = "spec: 1\noperations:\n  A:\n    doc: x\n\nerrors:\n  E: { doc: x }\n";
        assert_eq!(
            into(spec, "  B:\n    doc: y\n", "  U:\n    b: string\n"),
            "spec: 1\noperations:\n  A:\n    doc: x\n\n  B:\n    doc: y\n\ntypes:\n  U:\n    b: string\n\nerrors:\n  E: { doc: x }\n"
        );
    }
}
