//! Data, as it is printed.

mod csv;
mod lines;
mod query;
mod table;
mod yaml;

use clap::ValueEnum;
use ncloud_cli::data::Data;
use ncloud_cli::failure::Failure;
use ncloud_cli::secrets::REDACTED;
use ncloud_codegen::ir::Field;

use crate::globals::Globals;
use crate::terminal::{self, Reader, say};

/// How data is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Columns for people
    Table,
    /// JSON, indented
    Json,
    /// YAML
    Yaml,
    /// A line each, with a head, for spreadsheets
    Csv,
    /// A line each, without a head, values separated by tabs
    Text,
}

impl Format {
    /// A table for a person, JSON for a program.
    pub(crate) fn usual() -> Self {
        if terminal::is_read_by_a_person() {
            Self::Table
        } else {
            Self::Json
        }
    }
}

/// The list in a response, as the spec has it: the members to it, and the fields of an element.
pub(crate) type Listed<'model> = Option<(Vec<&'model str>, &'model [Field])>;

/// What is printed of data, and how.
pub(crate) struct Output<'globals> {
    format: Format,
    query: Option<query::Query>,
    columns: &'globals [String],
    pub(crate) reveals: bool,
}

impl<'globals> Output<'globals> {
    /// # Errors
    ///
    /// When the query is none, or the environment names no format.
    pub(crate) fn new(globals: &'globals Globals) -> Result<Self, Failure> {
        Ok(Self {
            format: globals.format()?,
            query: globals
                .query
                .as_deref()
                .map(query::Query::new)
                .transpose()?,
            columns: &globals.columns,
            reveals: globals.reveal,
        })
    }

    /// Prints data. `listed` is where its list is.
    ///
    /// # Errors
    ///
    /// When the query cannot be applied, a column is not there, or standard output takes no more.
    pub(crate) fn print(&self, data: &Data, listed: &Listed<'_>) -> Result<Reader, Failure> {
        if !self.reveals {
            match data.count_of(REDACTED) {
                0 => {}
                1 => say("note: a value is hidden; `--reveal` shows it"),
                count => say(&format!(
                    "note: {count} values are hidden; `--reveal` shows them"
                )),
            }
        }
        match &self.query {
            Some(query) => {
                let found = query.apply(data)?;
                self.print_plain(&found, &None)
            }
            None => self.print_plain(data, listed),
        }
    }

    fn print_plain(&self, data: &Data, listed: &Listed<'_>) -> Result<Reader, Failure> {
        match self.format {
            Format::Json => terminal::print_line(&data.pretty()),
            Format::Yaml => terminal::print_line(yaml::written(data).trim_end_matches('\n')),
            Format::Csv => print_lines(&csv::written(data, listed, self.columns)?),
            Format::Text => print_lines(&lines::written(data, listed, self.columns)?),
            // Its cells are escaped already, and its head may be bold.
            Format::Table => {
                terminal::print_bytes(table::written(data, listed, self.columns)?.as_bytes())
            }
        }
    }

    /// Prints an event as soon as it comes, on a line of its own.
    ///
    /// # Errors
    ///
    /// Those of [`print`](Self::print).
    pub(crate) fn print_event(&self, name: &str, data: Data) -> Result<Reader, Failure> {
        let event = Data::Object(vec![
            ("event".to_owned(), Data::Text(name.to_owned())),
            ("data".to_owned(), data),
        ]);
        let shown = match &self.query {
            Some(query) => query.apply(&event)?,
            None => event,
        };
        match (self.format, &self.query) {
            (_, Some(_)) if shown == Data::Null => Ok(Reader::Listens),
            (Format::Json, _) => terminal::print_line(&shown.to_string()),
            (Format::Yaml, _) => terminal::print_line(&format!(
                "---\n{}",
                yaml::written(&shown).trim_end_matches('\n')
            )),
            (Format::Table, None) => {
                let data = shown
                    .get("data")
                    .map(ToString::to_string)
                    .unwrap_or_default();
                terminal::print_line(&format!("{}: {data}", ncloud::printable::line(name)))
            }
            (_, _) => print_lines(&lines::written(&shown, &None, self.columns)?),
        }
    }
}

fn print_lines(text: &str) -> Result<Reader, Failure> {
    match text.trim_end_matches('\n') {
        "" => Ok(Reader::Listens),
        text => terminal::print_line(text),
    }
}

/// The rows of data that is printed in columns: the elements of its list, else itself.
fn rows<'data>(data: &'data Data, listed: &Listed<'_>) -> Option<&'data [Data]> {
    if let Data::List(elements) = data {
        return Some(elements);
    }
    let (path, _) = listed.as_ref()?;
    let list = path.iter().try_fold(data, |at, name| at.get(name))?;
    match list {
        Data::List(elements) => Some(elements),
        _ => None,
    }
}

/// The names of the members that rows have, in the order in which they come.
fn names(rows: &[Data]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for row in rows {
        for (name, _) in row.members() {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
    }
    names
}

/// Holds that a column that was asked for is in a row at least.
fn check_columns(columns: &[String], rows: &[Data]) -> Result<(), Failure> {
    let known = names(rows);
    let is_there = |column: &&String| {
        let first = column.split('.').next().unwrap_or_default();
        known.iter().any(|name| name == first)
    };
    match columns.iter().find(|column| !is_there(column)) {
        Some(column) if !rows.is_empty() => {
            let names = known.iter().map(String::as_str);
            let hint = ncloud_codegen::suggest::did_you_mean(column, names.clone())
                .unwrap_or_else(|| format!("there are {}", ncloud_codegen::suggest::listed(names)));
            Err(Failure::After(format!(
                "there is no column `{column}`; {hint}"
            )))
        }
        _ => Ok(()),
    }
}

/// What stands in a column of a row: `serverInstanceStatus.code` is a member of a member.
fn cell(row: &Data, column: &str) -> String {
    let value = row
        .get(column)
        .or_else(|| column.split('.').try_fold(row, |at, name| at.get(name)));
    value.map(shown).unwrap_or_default()
}

/// A value in one piece: of a code and its name the code, of other objects and lists their JSON.
fn shown(value: &Data) -> String {
    match value {
        Data::Null => String::new(),
        Data::Object(members) => match (value.get("code"), members.len()) {
            (Some(code), 1 | 2)
                if members
                    .iter()
                    .all(|(name, _)| name == "code" || name == "codeName") =>
            {
                code.scalar().unwrap_or_default()
            }
            _ => value.to_string(),
        },
        Data::List(elements) if elements.iter().all(|each| each.scalar().is_some()) => {
            let elements: Vec<String> = elements.iter().filter_map(Data::scalar).collect();
            elements.join(",")
        }
        value => value.scalar().unwrap_or_else(|| value.to_string()),
    }
}
