//! Generated code in the style of rustfmt, which a build script has no use for.

use ncloud_codegen::emit::rust::{HEADER, remarked};

/// Generated code in the style of rustfmt, for text that is checked in or compared.
///
/// # Errors
///
/// Where the text is not Rust, which is a fault of the generator.
pub fn formatted(text: &str) -> Result<String, String> {
    let file = syn::parse_file(text).map_err(|error| error.to_string())?;
    let text = remarked(&prettyplease::unparse(&file));
    Ok(format!("{HEADER}\n{text}"))
}
