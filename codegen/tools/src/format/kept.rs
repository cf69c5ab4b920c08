//! Texts whose line breaks are kept to the last, `|+` and `>+`: an empty line behind one is a line of it.

/// Whether lines end within such a text, by their indentation: lines that are put in behind them go behind its empty lines, and
/// no other one before themselves.
pub(crate) fn ends_in_kept_text(lines: &[&str]) -> bool {
    let mut least = usize::MAX;
    for line in lines.iter().rev() {
        let content = line.trim_start_matches(' ');
        let indentation = line.len() - content.len();
        if content.trim().is_empty() || indentation >= least {
            continue;
        }
        if least != usize::MAX && begins_kept_text(content) {
            return true;
        }
        least = indentation;
        if least == 0 {
            break;
        }
    }
    false
}

/// `key: |+`, `- >+2 # comment`
fn begins_kept_text(line: &str) -> bool {
    let line = line.split(" #").next().unwrap_or(line).trim_end();
    let mark = line.rsplit(' ').next().unwrap_or(line);
    let rest = mark.strip_prefix(['|', '>']).unwrap_or_default();
    rest.contains('+') && rest.chars().all(|c| c == '+' || c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::ends_in_kept_text;

    #[test]
    fn a_kept_text_is_told_by_its_head() {
        for (text, is_kept) in [
            ("a: |+\n  b", true),
            ("a: |+\n  b\n\n    c\n\n", true),
            ("a: |+\n    b\n  c", true),
            ("a:\n  b: >+2\n      c", true),
            ("a:\n  - |2+ # comment\n     c", true),
            ("a: |\n  b\n", false),
            ("a: |+\n  b\nc: d\n", false),
            ("a:\n  b: |+\n    c\n  d:\n    e: f", false),
            ("a: |-\n  b", false),
            ("a: b +", false),
            ("", false),
        ] {
            let lines: Vec<&str> = text.lines().collect();
            assert_eq!(ends_in_kept_text(&lines), is_kept, "{text:?}");
        }
    }
}
