//! The manifest of the package that is published.

/// What only the repository has a use for.
const LEFT_OUT: [&str; 5] = [
    "build-dependencies",
    "dev-dependencies",
    "bench",
    "example",
    "test",
];

/// The manifest as cargo wrote it for a package of the repository, without the build script and what tests need, and a workspace of
/// its own.
///
/// # Errors
///
/// When it would still name the generator, or has no feature for one of the services.
pub(crate) fn published(manifest: &str, services: &[String]) -> Result<String, String> {
    let mut published = String::with_capacity(manifest.len());
    let mut is_left_out = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            let table = line.trim_matches(['[', ']']);
            is_left_out = LEFT_OUT.iter().any(|left_out| {
                table
                    .strip_prefix(left_out)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            });
        }
        match line {
            _ if is_left_out => {}
            "build = \"build.rs\"" => published.push_str("build = false\n"),
            // The package of the repository is not published in its place.
            "publish = false" => {}
            line => {
                published.push_str(line);
                published.push('\n');
            }
        }
    }
    if published.contains("codegen") || !published.contains("\nbuild = false\n") {
        return Err("the manifest of the package still has a build script".to_owned());
    }
    for service in services {
        if !published.contains(&format!("\n{service} = [")) {
            return Err(format!("the manifest has no feature `{service}`"));
        }
    }
    Ok(published + "\n[workspace]\n")
}

#[cfg(test)]
mod tests {
    use super::published;

    const MANIFEST: &str = "\
[package]
name = \"ncloud\"
build = \"build.rs\"
publish = false

[features]
maps = []

[lib]
name = \"ncloud\"

[[test]]
name = \"maps\"

[dependencies.bytes]
version = \"1\"

[dev-dependencies.tokio]
version = \"1\"

[build-dependencies.ncloud-codegen]
version = \"0.1.0\"

[target.'cfg(unix)'.dependencies.libc]
version = \"1\"
";

    #[test]
    fn build_script_and_tests_are_left_out() {
        let expected = "\
[package]
name = \"ncloud\"
build = false

[features]
maps = []

[lib]
name = \"ncloud\"

[dependencies.bytes]
version = \"1\"

[target.'cfg(unix)'.dependencies.libc]
version = \"1\"

[workspace]
";
        assert_eq!(
            published(MANIFEST, &["maps".to_owned()]).as_deref(),
            Ok(expected)
        );
    }

    #[test]
    fn a_manifest_that_names_the_generator_or_lacks_a_feature_is_refused() {
        let as_dependency =
            MANIFEST.replace("[dependencies.bytes]", "[dependencies.ncloud-codegen]");
        assert!(published(&as_dependency, &[]).is_err());
        assert!(published(MANIFEST, &["papago".to_owned()]).is_err());
    }
}
