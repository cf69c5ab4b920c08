//! Addresses as servers: a site or a region each.

use ncloud_codegen::{
    emit::words,
    ir::{Address, Base, Operation, PathSegment},
};

use super::tree::Object;

/// The servers of an address, that of the public site first; of an address with parameters only what comes before them.
pub(super) fn servers(address: &Address) -> Object {
    let path = path_after_server(&address.base);
    let (said, others): (Vec<&Base>, Vec<&Base>) = address
        .bases()
        .partition(|base| path_after_server(base) == path);
    let others = others
        .into_iter()
        .map(|base| server(base, words::whole(base)));
    Object::new()
        .with(
            "servers",
            said.into_iter()
                .map(|base| {
                    let prefix = literal_prefix(&base.path);
                    let server = server(base, format!("{}{prefix}", base.endpoint));
                    server.with_some(
                        "x-ncloud-tenant",
                        address.is_tenant.then_some(address.is_tenant),
                    )
                })
                .collect::<Vec<_>>(),
        )
        // A server has no parameters, and a path is the same on all.
        .with_list("x-ncloud-other-addresses", others)
}

fn server(base: &Base, url: String) -> Object {
    Object::new()
        .with("url", url)
        .with("x-ncloud-site", base.site.as_str())
        .with_some("x-ncloud-region", base.region.as_ref())
}

/// The path of an operation after its server.
pub(super) fn path(address: &Address, operation: &Operation) -> Vec<PathSegment> {
    let mut path = path_after_server(&address.base);
    path.extend(operation.path.iter().cloned());
    path
}

/// Whole segments without a parameter.
fn literal_prefix(path: &[PathSegment]) -> &str {
    match path {
        [] => "",
        [PathSegment::Literal(text)] => text.trim_end_matches('/'),
        [PathSegment::Literal(text), ..] => text.rsplit_once('/').map_or("", |(whole, _)| whole),
        [PathSegment::Parameter(_), ..] => "",
    }
}

fn path_after_server(base: &Base) -> Vec<PathSegment> {
    let mut path = base.path.clone();
    let cut = literal_prefix(&base.path).len();
    if let Some(PathSegment::Literal(text)) = path.first_mut() {
        let rest = text.split_off(cut);
        *text = rest;
        if matches!(text.as_str(), "" | "/") && base.path.len() == 1 {
            path.clear();
        }
    }
    path
}
