//! Where requests go: the host, and what the paths of a service have in common.

/// Whether it is an address for the government or the financial sector.
pub(super) fn is_of_another_site(endpoint: &str) -> bool {
    endpoint.contains(".gov-") || endpoint.contains(".fin-")
}

pub(super) fn host(endpoint: &str) -> &str {
    endpoint.split("://").nth(1).unwrap_or(endpoint)
}

/// A path and what a sample has above it, after what the operations of a service have in common.
pub(super) fn split_below(above: &str, path: &str) -> (String, String) {
    if above.is_empty() || above.contains('{') {
        split(&format!("{above}{path}"))
    } else {
        (above.to_owned(), path.to_owned())
    }
}

/// A path after what the operations of a service have in common, as far as one page can tell: up to its version, and before the first
/// name in braces, which is a parameter of its operation.
fn split(path: &str) -> (String, String) {
    let segments: Vec<&str> = path
        .split('/')
        .filter(|segment| !segment.is_empty())
        .collect();
    let is_version = |segment: &str| {
        segment
            .strip_prefix('v')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let end = segments
        .iter()
        .copied()
        .take(4)
        .take_while(|segment| !segment.contains('{'))
        .position(is_version)
        .map_or(0, |at| at + 1);
    if end == 0 || end >= segments.len() {
        return (String::new(), path.to_owned());
    }
    let join = |segments: &[&str]| {
        segments
            .iter()
            .map(|segment| format!("/{segment}"))
            .collect()
    };
    let (base, rest) = segments.split_at(end);
    (join(base), join(rest))
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn paths_are_cut_behind_the_version() {
        for (path, base, rest) in [
            (
                "/open-api/v1/account/leave",
                "/open-api/v1",
                "/account/leave",
            ),
            (
                "/sms/v2/services/{serviceId}/messages",
                "/sms/v2",
                "/services/{serviceId}/messages",
            ),
            ("/nkey", "", "/nkey"),
            ("/nc{name}c/v1/users", "", "/nc{name}c/v1/users"),
            ("/{tenant}/v1/users", "", "/{tenant}/v1/users"),
            ("/api/v1", "", "/api/v1"),
        ] {
            assert_eq!(split(path), (base.to_owned(), rest.to_owned()), "{path}");
        }
    }
}
