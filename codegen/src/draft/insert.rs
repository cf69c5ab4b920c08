//! Operations and types into a spec that is there: at the end of their mappings, every other line as it was.

/// The spec with more operations and types, both indented as they stand in it.
pub(super) fn into(spec: &str, operations: &str, types: &str) -> String {
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
        let mut text = spec.trim_end().to_owned();
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
                format!("{}\n\n{head}\n{entries}\n{after}\n", before.trim_end())
            }
            None => format!("{text}\n\n{head}\n{entries}"),
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
    let mut text = before.join("\n");
    text.push_str("\n\n");
    text.push_str(entries);
    if !after.is_empty() {
        text.push_str(&after.join("\n"));
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::into;

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
