//! What operations do: lists that go on, and writes.

use super::Subject;
use crate::{
    diagnostic::Diagnostic,
    ir::{Field, Method, Operation, Safety, Scalar, Service, ShapeKind, Type},
    rules::Rule,
    sema,
};

/// Members that say how many items there are in all.
const TOTALS: [&str; 8] = [
    "total",
    "totalCount",
    "totalRows",
    "totalElements",
    "totalItems",
    "totalPages",
    "totalPage",
    "total_count",
];
/// Fields of a request that say which page to give.
const PAGES: [&str; 8] = [
    "page",
    "pageNo",
    "pageNumber",
    "pageIndex",
    "offset",
    "start",
    "nextToken",
    "page_no",
];
/// What names of operations begin with that change something.
const WRITES: [&str; 36] = [
    "Accept",
    "Add",
    "Apply",
    "Approve",
    "Associate",
    "Attach",
    "Cancel",
    "Change",
    "Copy",
    "Create",
    "Decide",
    "Delete",
    "Detach",
    "Disable",
    "Disassociate",
    "Enable",
    "Import",
    "Insert",
    "Modify",
    "Move",
    "Publish",
    "Put",
    "Reboot",
    "Register",
    "Reject",
    "Release",
    "Remove",
    "Rename",
    "Reset",
    "Restart",
    "Send",
    "Set",
    "Start",
    "Stop",
    "Terminate",
    "Update",
];

pub(super) fn pagers(subject: &Subject<'_>, rule: &'static Rule, findings: &mut Vec<Diagnostic>) {
    let lists = subject.model.operations.iter();
    for operation in lists.filter(|operation| operation.pages.is_none()) {
        let mut fields = sema::page_fields(subject.model, operation).into_iter();
        let page = fields.find(|field| counts(field) && is_one_of(field, &PAGES));
        let total = total(subject.model, operation);
        if let (Some(page), Some(total)) = (page, total) {
            findings.push(
                Diagnostic::new(
                    rule,
                    operation.location.span,
                    format!(
                        "`{}` takes `{}` and responds with `{}`, and does not say how it goes on",
                        operation.name, page.wire_name, total.wire_name
                    ),
                )
                .related(page.location.span, "which page")
                .related(total.location.span, "how many")
                .hint("add `pages: { .. }`"),
            );
        }
    }
}

fn is_one_of(field: &Field, names: &[&str]) -> bool {
    names.contains(&field.wire_name.as_str())
}

/// A number or text of which a list may be counted.
fn counts(field: &Field) -> bool {
    matches!(
        field.ty,
        Type::Scalar(Scalar::I32 | Scalar::I64 | Scalar::String | Scalar::Quoted(_))
    )
}

/// The total beside a list: in the response, or in an object of it beside the list.
fn total<'model>(service: &'model Service, operation: &Operation) -> Option<&'model Field> {
    let fields = members(service, operation.response.ty.as_ref()?)?;
    fields
        .iter()
        .find(|field| matches!(field.ty, Type::List(_)))?;
    let nested = fields
        .iter()
        .filter_map(|field| members(service, &field.ty))
        .flatten();
    fields
        .iter()
        .chain(nested)
        .find(|field| is_one_of(field, &TOTALS) && counts(field))
}

fn members<'model>(service: &'model Service, ty: &Type) -> Option<&'model [Field]> {
    let Type::Named(ShapeKind::Struct, name) = ty else {
        return None;
    };
    service.type_named(name)?.shape.members()
}

pub(super) fn writes(subject: &Subject<'_>, rule: &'static Rule, findings: &mut Vec<Diagnostic>) {
    let operations = subject.model.operations.iter();
    for operation in operations.filter(|operation| operation.safety == Safety::Read) {
        let name = &operation.name;
        let by_method = matches!(
            operation.method,
            Method::Put | Method::Patch | Method::Delete
        );
        let by_name = WRITES.iter().any(|verb| {
            let rest = name.strip_prefix(verb);
            rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_lowercase()))
        });
        if by_method || by_name {
            let what = if by_method { "method" } else { "name" };
            findings.push(
                Diagnostic::new(
                    rule,
                    operation.location.span,
                    format!("`{name}` writes by its {what}, and is a read to the client"),
                )
                .hint("take `safe: true` away, or write `safe: false` where the method says that it only reads"),
            );
        }
    }
}
