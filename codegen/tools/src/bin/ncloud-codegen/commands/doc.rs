use std::path::{Path, PathBuf};

use ncloud_codegen::ir::Service;
use ncloud_tools::doc;

use crate::{failure::Failure, files::write_all};

pub(crate) fn doc(
    services: &[Service],
    out: Option<&Path>,
    site: Option<&Path>,
) -> Result<String, Failure> {
    let mut written = String::new();
    if let Some(out) = out {
        written += &write_all(out, pages(services, out))?;
    }
    if let Some(site) = site {
        let files = doc::site(services).into_iter();
        let files = files.map(|(path, text)| (site.join(path), text));
        written += &write_all(site, files)?;
    }
    Ok(written)
}

fn pages(services: &[Service], out: &Path) -> Vec<(PathBuf, String)> {
    let mut files = vec![
        (out.join(doc::INDEX), doc::index(services)),
        (out.join(doc::LANGUAGE), doc::language()),
    ];
    for service in services {
        files.push((out.join(doc::file_name(service)), doc::page(service)));
    }
    files
}
