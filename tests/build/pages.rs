//! Every call of Rust in the pages of services, as a function of its own that has to compile.
//!
//! ```text
//! async fn organization_1(client: &ncloud::Client) -> Result<(), Box<dyn std::error::Error>> {
//!     use ncloud::organization::GetOrganization;
//!
//!     let response = client.send(GetOrganization::new()).await?;
//!     ::core::result::Result::Ok(())
//! }
//! ```

use std::fmt::Write;

use ncloud_codegen::ir::Service;
use ncloud_tools::doc;

/// The text of all functions, and of a list with the number of them by service; `home` is the crate that has the services.
pub(crate) fn functions(services: &[Service], home: &str) -> String {
    let mut text = String::new();
    let mut counts = String::new();
    for service in services {
        let name = &service.name;
        let calls = calls(&doc::page(service));
        for (index, call) in calls.iter().enumerate() {
            let call = call.replace(
                &format!("use ncloud::{name}::"),
                &format!("use {home}::{name}::"),
            );
            let _ = writeln!(
                text,
                "async fn {name}_{index}(client: &ncloud::Client) -> Result<(), Box<dyn std::error::Error>> {{\n{call}::core::result::Result::Ok(())\n}}\n"
            );
        }
        let _ = writeln!(counts, "    ({name:?}, {}),", calls.len());
    }
    let list = home.to_uppercase();
    format!("{text}const {list}: &[(&str, usize)] = &[\n{counts}];\n\n")
}

/// The blocks of a page that are Rust.
fn calls(page: &str) -> Vec<String> {
    let mut calls = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let fence: String = line.chars().take_while(|sign| *sign == '`').collect();
        if fence.len() < 3 {
            continue;
        }
        let block = lines.by_ref().take_while(|line| *line != fence);
        let block: String = block.flat_map(|line| [line, "\n"]).collect();
        if line == "```rust" {
            calls.push(block);
        }
    }
    calls
}
