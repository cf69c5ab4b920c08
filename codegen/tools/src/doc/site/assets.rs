//! What all pages share, as it lies beside this file.

/// Paths and texts.
pub(super) fn files() -> Vec<(String, String)> {
    [
        ("style.css", include_str!("style.css")),
        ("script.js", include_str!("script.js")),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .into()
}
