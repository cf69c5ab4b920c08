//! Samples in XML, as the JSON that the same response is.

use std::collections::BTreeMap;

use crate::json::Json;

/// An element that nothing ends, or one in another of this many, is none of a sample.
const DEEPEST: usize = 48;

/// The root element as an object of one member. `None`: the sample is cut off.
pub(crate) fn read(text: &str) -> Option<Json> {
    let text = match text.trim_start().strip_prefix("<?") {
        Some(rest) => rest.split_once("?>")?.1,
        None => text,
    };
    let (name, value, rest) = element(text.trim_start(), 0)?;
    rest.trim()
        .is_empty()
        .then(|| Json::Object(vec![(name.to_owned(), value)]))
}

/// The element at the beginning, and what follows it.
fn element(text: &str, depth: usize) -> Option<(&str, Json, &str)> {
    if depth == DEEPEST {
        return None;
    }
    let (tag, mut rest) = text.strip_prefix('<')?.split_once('>')?;
    let name = tag.split([' ', '/', '\n']).next()?;
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    if tag.ends_with('/') {
        return Some((name, Json::String(String::new()), rest));
    }
    let close = format!("</{name}>");
    let mut members: Vec<(String, Json)> = Vec::new();
    loop {
        let inner = rest.trim_start();
        if let Some(rest) = inner.strip_prefix(close.as_str()) {
            return Some((name, object(name, members), rest));
        }
        if inner.starts_with('<') {
            let (member, value, after) = element(inner, depth + 1)?;
            members.push((member.to_owned(), value));
            rest = after;
        } else if members.is_empty() {
            let (text, after) = rest.split_once(close.as_str())?;
            let text = crate::draft::markup::unmarked(text.trim());
            return (!text.contains('<')).then_some((name, Json::String(text), after));
        } else {
            return None;
        }
    }
}

/// What the elements in an element are in JSON: `serverList` of `server`s is a list.
fn object(name: &str, members: Vec<(String, Json)>) -> Json {
    if members.is_empty() {
        let is_list = name.ends_with("List");
        return if is_list {
            Json::List(Vec::new())
        } else {
            Json::String(String::new())
        };
    }
    let is_list = members
        .iter()
        .all(|(member, _)| name.strip_suffix("List").is_some_and(|stem| stem == member));
    if is_list {
        return Json::List(members.into_iter().map(|(_, value)| value).collect());
    }
    let mut merged: Vec<(String, Json)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (member, value) in members {
        let place = places.get(&member).copied();
        match place.and_then(|place| merged.get_mut(place)) {
            Some((_, Json::List(elements))) => elements.push(value),
            Some((_, first)) => {
                let known = std::mem::replace(first, Json::Null);
                *first = Json::List(vec![known, value]);
            }
            None => {
                places.insert(member.clone(), merged.len());
                merged.push((member, value));
            }
        }
    }
    Json::Object(merged)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn elements_are_members_and_lists() {
        let json = read(
            "<?xml version=\"1.0\"?>\n<r>\n <n>1</n>\n <subnetList>\n <subnet><subnet>10.0.0.0/24</subnet><status/></subnet>\n </subnetList>\n <xList></xList>\n</r>",
        );
        assert_eq!(
            json.map(|json| json.to_string()).as_deref(),
            Some(
                r#"{"r": {"n": "1", "subnetList": [{"subnet": "10.0.0.0/24", "status": ""}], "xList": []}}"#
            )
        );
        assert!(read("<r><n>1</n>").is_none());
        assert!(read("<r>text<n>1</n></r>").is_none());
    }
}
