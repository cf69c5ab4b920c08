//! Values as rows of a table, for CSV and for people.

use core::fmt;

use super::{EncodeError, to_json};
use crate::codec::encode::Encode;
use crate::codec::json::Kind;
use crate::codec::types::JsonRef;

/// Values as rows: a column for each member, those of objects inside too.
///
/// A column is named by the way to its member, `serverInstanceStatus.code`. Columns stand in the order in which they come first. A
/// cell holds text as it is, a list as its JSON, and nothing where the member is absent or `null`. Displayed as CSV with a head,
/// as RFC 4180 has it:
///
/// ```
/// use ncloud::data::Table;
/// use ncloud::types::Json;
///
/// let servers: Vec<Json> = vec![
///     r#"{"name": "web", "status": {"code": "RUN"}, "tags": ["a", "b"]}"#.parse()?,
///     r#"{"name": "db, \"old\"", "memory": 4}"#.parse()?,
/// ];
/// let table = Table::of(&servers)?;
/// assert_eq!(table.columns(), ["name", "status.code", "tags", "memory"]);
/// assert_eq!(
///     table.to_string(),
///     "name,status.code,tags,memory\r\nweb,RUN,\"[\"\"a\"\",\"\"b\"\"]\",\r\n\"db, \"\"old\"\"\",,,4\r\n"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// What the column of a value is called that has no members.
const VALUE: &str = "value";

impl Table {
    /// The table of values: requests, responses, or parts of them, such as the items of a list.
    ///
    /// # Errors
    ///
    /// When JSON cannot hold a part of a value.
    pub fn of<'a, T: Encode + 'a>(
        values: impl IntoIterator<Item = &'a T>,
    ) -> Result<Self, EncodeError> {
        let mut this = Self::default();
        for value in values {
            let json = to_json(value)?;
            let mut row = Vec::new();
            this.fill(&mut row, String::new(), json.as_ref());
            this.rows.push(row);
        }
        for row in &mut this.rows {
            row.resize(this.columns.len(), String::new());
        }
        Ok(this)
    }

    /// The names of the columns.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The rows, each as long as there are columns.
    #[must_use]
    pub fn rows(&self) -> &[Vec<String>] {
        &self.rows
    }

    /// The same with these columns alone, in this order; one that no value has is empty.
    #[must_use]
    pub fn select(&self, columns: &[&str]) -> Self {
        let place = |name: &&str| self.columns.iter().position(|column| column == name);
        let places: Vec<Option<usize>> = columns.iter().map(place).collect();
        let cell = |row: &[String], place: &Option<usize>| {
            let cell = place.and_then(|place| row.get(place));
            cell.cloned().unwrap_or_default()
        };
        let rows = self.rows.iter();
        Self {
            columns: columns.iter().map(|&name| name.to_owned()).collect(),
            rows: rows
                .map(|row| places.iter().map(|place| cell(row, place)).collect())
                .collect(),
        }
    }

    fn fill(&mut self, row: &mut Vec<String>, name: String, value: JsonRef<'_>) {
        if value.kind() == Some(Kind::Object) {
            for (member, value) in value.members() {
                let name = if name.is_empty() {
                    member.into_owned()
                } else {
                    format!("{name}.{member}")
                };
                self.fill(row, name, value);
            }
            return;
        }
        let name = if name.is_empty() {
            VALUE.to_owned()
        } else {
            name
        };
        let found = self.columns.iter().position(|column| *column == name);
        let place = found.unwrap_or_else(|| {
            self.columns.push(name);
            self.columns.len() - 1
        });
        if row.len() <= place {
            row.resize(place + 1, String::new());
        }
        if let Some(cell) = row.get_mut(place) {
            *cell = match value.as_str() {
                Some(text) => text.into_owned(),
                None if value.is_null() => String::new(),
                None => value.to_string(),
            };
        }
    }
}

/// CSV, with a line for the names of the columns.
impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        line(&self.columns, f)?;
        self.rows.iter().try_for_each(|row| line(row, f))
    }
}

fn line(cells: &[String], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            f.write_str(",")?;
        }
        let is_lone = cells.len() == 1 && cell.is_empty();
        if is_lone || cell.contains([',', '"', '\r', '\n']) {
            write!(f, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            f.write_str(cell)?;
        }
    }
    f.write_str("\r\n")
}
