use std::path::{Path, PathBuf};

use ncloud_codegen::ir::Service;
use ncloud_tools::doc;

use crate::{failure::Failure, files::write_all};

pub(crate) fn doc(services: &[Service], out: &Path) -> Result<String, Failure> {
    let mut files: Vec<(PathBuf, String)> = vec![
        (out.join(doc::INDEX), doc::index(services)),
        (out.join(doc::LANGUAGE), doc::language()),
    ];
    for service in services {
        files.push((out.join(doc::file_name(service)), doc::page(service)));
    }
    write_all(out, files)
}
