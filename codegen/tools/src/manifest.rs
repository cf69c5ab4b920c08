//! The manifest of a client: each service is a feature, and one feature is all of them.

/// The manifest with a feature for a service, alone and within `all-services`, both in the order of names; as it is if it has
/// that feature. `None` where there is no `all-services` with a name a line and the features behind it.
#[must_use]
pub fn with_feature(manifest: &str, service: &str) -> Option<String> {
    let lines: Vec<&str> = manifest.lines().collect();
    let start = 1 + lines.iter().position(|line| *line == "all-services = [")?;
    let end = start + lines.get(start..)?.iter().position(|line| *line == "]")?;
    let names = lines.get(start..end)?;
    let features = lines.get(end + 1..)?;
    let features = features.split(|line| line.is_empty()).next()?;
    if features.iter().any(|line| feature_of(line) == service) {
        return Some(manifest.to_owned());
    }
    let name_at = start + names.partition_point(|line| name_of(line) < service);
    let feature_at = end + 1 + features.partition_point(|line| feature_of(line) < service);
    let mut text = String::with_capacity(manifest.len() + 2 * service.len() + 16);
    for (index, line) in lines.iter().enumerate() {
        if index == name_at {
            text.push_str(&format!("    \"{service}\",\n"));
        }
        if index == feature_at {
            text.push_str(&format!("{}\n", feature(service)));
        }
        text.push_str(line);
        text.push('\n');
    }
    // Nothing stands behind the last feature.
    if feature_at == lines.len() {
        text.push_str(&format!("{}\n", feature(service)));
    }
    Some(text)
}

/// The line of the feature of a service.
#[must_use]
pub fn feature(service: &str) -> String {
    format!("{service} = []")
}

/// `    "vpc",` -> `vpc`
fn name_of(line: &str) -> &str {
    line.trim().trim_end_matches(',').trim_matches('"')
}

/// `billing = ["xml"]` -> `billing`
fn feature_of(line: &str) -> &str {
    line.split('=').next().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::with_feature;

    const MANIFEST: &str = "[features]\nxml = []\nall-services = [\n    \"billing\",\n    \"vpc\",\n]\nbilling = [\"xml\"]\nvpc = []\n\n[dependencies]\n";

    #[test]
    fn a_service_comes_where_its_name_is_due() {
        for (service, manifest) in [
            (
                "sso",
                "[features]\nxml = []\nall-services = [\n    \"billing\",\n    \"sso\",\n    \"vpc\",\n]\nbilling = [\"xml\"]\nsso = []\nvpc = []\n\n[dependencies]\n",
            ),
            (
                "archive",
                "[features]\nxml = []\nall-services = [\n    \"archive\",\n    \"billing\",\n    \"vpc\",\n]\narchive = []\nbilling = [\"xml\"]\nvpc = []\n\n[dependencies]\n",
            ),
            (
                "workbox",
                "[features]\nxml = []\nall-services = [\n    \"billing\",\n    \"vpc\",\n    \"workbox\",\n]\nbilling = [\"xml\"]\nvpc = []\nworkbox = []\n\n[dependencies]\n",
            ),
            ("billing", MANIFEST),
        ] {
            assert_eq!(with_feature(MANIFEST, service).as_deref(), Some(manifest));
        }
    }

    #[test]
    fn a_manifest_may_end_with_its_features() {
        assert_eq!(
            with_feature("all-services = [\n]\n", "vpc").as_deref(),
            Some("all-services = [\n    \"vpc\",\n]\nvpc = []\n")
        );
    }

    #[test]
    fn another_form_is_left_to_its_author() {
        assert_eq!(with_feature("all-services = [\"vpc\"]\n", "sso"), None);
        assert_eq!(
            with_feature("all-services = [\n    \"vpc\",\n", "sso"),
            None
        );
    }
}
