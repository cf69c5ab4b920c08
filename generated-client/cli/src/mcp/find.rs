//! The tool that finds operations by words.

use ncloud_tools::dynamic::DynamicOperation;
use rmcp::model::{CallToolResult, JsonObject};

use super::Server;
use super::arguments::Arguments;
use super::reply::{count, object, reply, text};
use crate::catalog::Catalog;
use crate::data::Data;
use crate::failure::Failure;

const USUAL: usize = 10;
pub(super) const MOST: usize = 50;

impl Server {
    pub(super) fn find(&self, given: &JsonObject) -> Result<CallToolResult, Failure> {
        let given = Arguments::new(given, &["query", "service", "limit"])?;
        let query = given.text("query")?;
        let limit = given.count("limit", USUAL, MOST)?;
        let catalog = &self.0.catalog;
        let words = [query.to_owned()];
        let found = match given.optional_text("service")? {
            None => catalog.search(&words),
            Some(name) => catalog.search_in(catalog.known_service(name)?, &words),
        };
        let operations = found.iter().take(limit).map(|(service, operation)| {
            let access = &self.0.options.access;
            object([
                (
                    "operation",
                    text(&format!("{}.{}", service.name, operation.name)),
                ),
                ("service", text(service.title)),
                ("does", text(operation.doc)),
                (
                    "kind",
                    text(if operation.reads { "reads" } else { "changes" }),
                ),
                (
                    "allowed",
                    Data::Bool(access.allows(service.name, operation.name, operation.reads)),
                ),
            ])
        });
        let operations: Vec<Data> = operations.collect();
        let further = found.len() - operations.len();
        let mut members = vec![("operations", Data::List(operations))];
        if further > 0 {
            members.push(("further", count(further)));
        }
        if found.is_empty() {
            members.push((
                "note",
                text("no operation has such words: use others, in English or Korean"),
            ));
        }
        Ok(reply(&object(members)))
    }
}

/// The operation of a name: `vpc.DeleteVpc`, or as commands spell it, `vpc delete-vpc`.
pub(super) fn named<'catalog>(
    catalog: &'catalog Catalog,
    name: &str,
) -> Result<DynamicOperation<'catalog>, Failure> {
    let parts = name.trim().split_once(['.', ' ', '/']);
    let (service, operation) = parts.ok_or_else(|| {
        Failure::Usage(format!(
            "`{name}` names no operation: write its service before it, `vpc.GetVpcList`"
        ))
    })?;
    catalog.operation(service, operation.trim())
}
