//! The APIs whose clients are compiled.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
};

use ncloud_compile_cost::synthetic;

/// What a client is generated from.
#[derive(Clone, Debug)]
pub(crate) enum Api {
    /// The synthetic one, of that many operations.
    Synthetic(usize),
    /// One service of this repository.
    Service(String),
    /// All of them.
    AllServices,
    /// Nothing.
    None,
}

impl Api {
    /// The name of its crates.
    pub(crate) fn slug(&self) -> String {
        match self {
            Self::Synthetic(operations) => operations.to_string(),
            Self::Service(name) => name.clone(),
            Self::AllServices => "all".to_owned(),
            Self::None => "none".to_owned(),
        }
    }

    /// Writes its specs.
    pub(crate) fn write(&self, folder: &Path, repository: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        let specs = repository.join("spec");
        match self {
            Self::Synthetic(operations) => {
                fs::write(folder.join("synthetic.yaml"), synthetic::spec(*operations))
            }
            Self::Service(name) => {
                let file = specs.join(name).with_extension("yaml");
                if file.exists() {
                    fs::copy(file, folder.join(name).with_extension("yaml")).map(drop)
                } else {
                    copy(&specs.join(name), &folder.join(name))
                }
            }
            Self::AllServices => copy(&specs, folder),
            Self::None => Ok(()),
        }
    }
}

impl fmt::Display for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Synthetic(operations) => write!(f, "synthetic, {operations}"),
            Self::Service(name) => write!(f, "`{name}`"),
            Self::AllServices => f.write_str("all services"),
            Self::None => f.write_str("none"),
        }
    }
}

/// Copies the specs of a folder, and those of the folders in it.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for path in entries(from)? {
        let Some(name) = path.file_name() else {
            continue;
        };
        if path.is_dir() {
            copy(&path, &to.join(name))?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}

/// Lines of all specs in a folder.
pub(crate) fn lines(folder: &Path) -> io::Result<usize> {
    let mut lines = 0;
    for path in entries(folder)? {
        lines += if path.is_dir() {
            self::lines(&path)?
        } else {
            fs::read_to_string(&path)?.lines().count()
        };
    }
    Ok(lines)
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect()
}
