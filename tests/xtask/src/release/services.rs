//! The declarations of the services' modules.

/// The declarations, each behind the feature of its service and with its content in a file beside them; and the names of the services.
///
/// # Errors
///
/// When a declaration does not look like one that the generator prints.
pub(crate) fn gated(index: &str) -> Result<(String, Vec<String>), String> {
    let mut names = Vec::new();
    let mut gated = String::with_capacity(index.len());
    for line in index.lines() {
        if let Some(name) = line
            .strip_prefix("pub mod ")
            .and_then(|rest| rest.strip_suffix(" {"))
        {
            gated.push_str(&format!("#[cfg(feature = \"{name}\")]\n"));
            names.push(name.to_owned());
        }
        let own = names.last().map(|name| {
            (
                format!("::core::concat!(::core::env!(\"OUT_DIR\"), \"/{name}.rs\")"),
                format!("\"{name}.rs\""),
            )
        });
        match own {
            Some((of_build, beside)) => gated.push_str(&line.replace(&of_build, &beside)),
            None => gated.push_str(line),
        }
        gated.push('\n');
    }
    if names.is_empty() || gated.contains("OUT_DIR") {
        return Err("the declarations of the services are not as they were; teach `cargo xtask release` what they are now".to_owned());
    }
    Ok((gated, names))
}

#[cfg(test)]
mod tests {
    use super::gated;

    #[test]
    fn a_module_is_behind_its_feature_and_beside_the_others() {
        let index = "// @generated\n\n/// Maps.\n#[allow(x)]\npub mod maps {\n    ::core::include!(::core::concat!(::core::env!(\"OUT_DIR\"), \"/maps.rs\"));\n}\n";
        let expected = "// @generated\n\n/// Maps.\n#[allow(x)]\n#[cfg(feature = \"maps\")]\npub mod maps {\n    ::core::include!(\"maps.rs\");\n}\n";
        assert_eq!(
            gated(index),
            Ok((expected.to_owned(), vec!["maps".to_owned()]))
        );
    }

    #[test]
    fn another_form_is_refused() {
        let index = "pub mod maps { include!(concat!(env!(\"OUT_DIR\"), \"/maps.rs\")); }\n";
        assert!(gated(index).is_err());
        assert!(gated("").is_err());
    }
}
