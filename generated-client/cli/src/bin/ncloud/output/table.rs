//! Columns for people.

use std::io::IsTerminal as _;

use ncloud::printable;
use ncloud_cli::data::Data;
use ncloud_cli::failure::Failure;
use ncloud_codegen::ir::{Field, ShapeKind, Type};
use unicode_width::UnicodeWidthStr as _;

use super::{Listed, cell, check_columns, names, rows, shown};
use crate::terminal::{say, width};

/// So many columns are taken where nobody says which.
const MOST_COLUMNS: usize = 8;
/// So wide is a cell at most, unless columns are chosen.
const WIDEST: usize = 48;
const BETWEEN: usize = 2;

pub(super) fn written(
    data: &Data,
    listed: &Listed<'_>,
    columns: &[String],
) -> Result<String, Failure> {
    match rows(data, listed) {
        Some(rows) => {
            let fields = listed.as_ref().map_or(&[][..], |(_, fields)| fields);
            of_rows(rows, fields, columns)
        }
        None => match data {
            Data::Object(members) => Ok(of_object(members)),
            value => Ok(format!("{}\n", printable::line(&shown(value)))),
        },
    }
}

fn of_object(members: &[(String, Data)]) -> String {
    let widest = members
        .iter()
        .map(|(name, _)| name.width())
        .max()
        .unwrap_or_default();
    members
        .iter()
        .map(|(name, value)| {
            let padding = " ".repeat(widest - name.width() + BETWEEN);
            format!(
                "{}{padding}{}\n",
                bold(&printable::line(name)),
                printable::line(&shown(value))
            )
        })
        .collect()
}

fn of_rows(rows: &[Data], fields: &[Field], chosen: &[String]) -> Result<String, Failure> {
    if rows.is_empty() {
        say("note: the list is empty");
        return Ok(String::new());
    }
    if rows.iter().all(|row| row.members().is_empty()) {
        let lines = rows.iter().map(|row| match row {
            Data::List(elements) => elements.iter().map(shown).collect::<Vec<_>>().join("  "),
            value => shown(value),
        });
        return Ok(lines
            .map(|line| format!("{}\n", printable::line(&line)))
            .collect());
    }
    check_columns(chosen, rows)?;
    let mut all = names(rows);
    let place = |name: &String| fields.iter().position(|field| field.wire_name == *name);
    all.sort_by_key(|name| place(name).unwrap_or(usize::MAX));
    let columns = if chosen.is_empty() {
        usual(&all, fields, rows)
    } else {
        chosen.to_vec()
    };
    let table = laid_out(rows, &columns, chosen.is_empty());
    let left_out = all.len().saturating_sub(columns.len());
    if chosen.is_empty() && left_out > 0 {
        say(&format!(
            "note: {} of {} columns; `--columns NAME,..` chooses others, `--output json` has all",
            columns.len(),
            all.len()
        ));
    }
    Ok(table)
}

fn laid_out(rows: &[Data], columns: &[String], cuts: bool) -> String {
    let head: Vec<String> = columns.to_vec();
    let mut lines = vec![head];
    for row in rows {
        let cells = columns.iter().map(|column| {
            let text = printable::line(&cell(row, column)).into_owned();
            if cuts { cut(&text) } else { text }
        });
        lines.push(cells.collect());
    }
    let widths: Vec<usize> = (0..columns.len())
        .map(|index| {
            let cells = lines.iter().filter_map(|line| line.get(index));
            cells.map(|cell| cell.width()).max().unwrap_or_default()
        })
        .collect();
    let mut text = String::new();
    for (number, line) in lines.iter().enumerate() {
        let mut row = String::new();
        for (cell, width) in line.iter().zip(&widths) {
            row.push_str(cell);
            row.push_str(&" ".repeat(width - cell.width() + BETWEEN));
        }
        let row = row.trim_end();
        text.push_str(&if number == 0 {
            bold(row)
        } else {
            row.to_owned()
        });
        text.push('\n');
    }
    text
}

fn cut(text: &str) -> String {
    if text.width() <= WIDEST {
        return text.to_owned();
    }
    let mut shown = String::new();
    for character in text.chars() {
        if shown.width() >= WIDEST - 3 {
            break;
        }
        shown.push(character);
    }
    shown + "..."
}

/// The columns that tell most, in the order of the spec, as many as fit.
fn usual(all: &[String], fields: &[Field], rows: &[Data]) -> Vec<String> {
    let mut ranked: Vec<(usize, usize)> = all
        .iter()
        .enumerate()
        .filter(|(_, name)| is_told(name, fields, rows))
        .map(|(index, name)| (rank(index, name), index))
        .collect();
    if ranked.is_empty() {
        return all.iter().take(MOST_COLUMNS).cloned().collect();
    }
    ranked.sort_unstable();
    ranked.truncate(MOST_COLUMNS);
    loop {
        let mut kept: Vec<usize> = ranked.iter().map(|(_, index)| *index).collect();
        kept.sort_unstable();
        let columns: Vec<String> = kept
            .iter()
            .filter_map(|index| all.get(*index).cloned())
            .collect();
        let table = laid_out(rows, &columns, true);
        let widest = table
            .lines()
            .map(|line| line.width())
            .max()
            .unwrap_or_default();
        if columns.len() <= 1 || width().is_none_or(|width| widest <= width) {
            return columns;
        }
        ranked.pop();
    }
}

/// Whether a column says something in one piece.
fn is_told(name: &str, fields: &[Field], rows: &[Data]) -> bool {
    let field = fields.iter().find(|field| field.wire_name == name);
    if let Some(field) = field {
        let is_whole = field.ty.is_text()
            || matches!(
                field.ty,
                Type::CommonCode(_) | Type::Named(ShapeKind::Enum | ShapeKind::NumberEnum, _)
            );
        return is_whole && !field.sensitive;
    }
    let mut values = rows.iter().filter_map(|row| row.get(name));
    values.all(|value| value.scalar().is_some() || value.get("code").is_some())
}

/// The less, the more a column tells: what names a thing, then its state, then where it is.
fn rank(index: usize, name: &str) -> usize {
    let name = name.to_ascii_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    if index == 0 {
        0
    } else if ends(&["status", "state"]) {
        1
    } else if ends(&["name"]) && !name.contains("status") {
        2
    } else if ends(&["no", "id"]) && index < 3 {
        3
    } else if ends(&["ip", "cidrblock", "publicip", "privateip"]) {
        4
    } else if ends(&["code", "type"]) {
        5
    } else if ends(&["date", "time"]) {
        6
    } else if ends(&["statusname", "description", "memo"]) {
        8
    } else {
        7
    }
}

/// The head of a table, where it is read by a person who did not ask for none.
fn bold(text: &str) -> String {
    let wants_colour = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    if wants_colour && std::io::stdout().is_terminal() {
        format!("\u{1b}[1m{text}\u{1b}[0m")
    } else {
        text.to_owned()
    }
}
