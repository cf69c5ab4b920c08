//! JSON whose members stay in the order in which they are put, so that a document reads like the page that it comes from.

use std::collections::BTreeMap;

use ncloud_codegen::printable;
use serde_json::Value as Json;

/// A value of a document.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// Text, a number, a flag, or an example.
    Value(Json),
    List(Vec<Node>),
    Object(Object),
}

/// Members in their order, each name once.
#[derive(Clone, Debug, Default)]
pub(super) struct Object {
    members: Vec<(String, Node)>,
    /// Where each name is, of objects with so many members that looking through them takes long.
    places: BTreeMap<String, usize>,
}

/// Most objects have a handful of members, and no need of an index.
const MANY_MEMBERS: usize = 32;

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.members == other.members
    }
}

impl Object {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// With a member more; one that is there already gets the value.
    #[must_use]
    pub(super) fn with(mut self, name: impl Into<String>, value: impl Into<Node>) -> Self {
        self.set(name, value);
        self
    }

    /// With a member more, where there is a value.
    #[must_use]
    pub(super) fn with_some(self, name: &str, value: Option<impl Into<Node>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// With a list, where it holds something.
    #[must_use]
    pub(super) fn with_list<T: Into<Node>>(
        self,
        name: &str,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        let values: Vec<Node> = values.into_iter().map(Into::into).collect();
        if values.is_empty() {
            self
        } else {
            self.with(name, Node::List(values))
        }
    }

    /// With an object, where it holds something.
    #[must_use]
    pub(super) fn with_object(self, name: &str, object: Self) -> Self {
        if object.is_empty() {
            self
        } else {
            self.with(name, object)
        }
    }

    /// With every member of another.
    #[must_use]
    pub(super) fn and(mut self, other: Self) -> Self {
        for (name, value) in other.members {
            self.set(name, value);
        }
        self
    }

    pub(super) fn set(&mut self, name: impl Into<String>, value: impl Into<Node>) {
        let (name, value) = (name.into(), value.into());
        let place = self.place(&name);
        if let Some((_, known)) = place.and_then(|place| self.members.get_mut(place)) {
            *known = value;
            return;
        }
        self.members.push((name, value));
        let indexed = self.places.len();
        if self.members.len() > MANY_MEMBERS {
            let rest = self.members.iter().enumerate().skip(indexed);
            let rest = rest.map(|(place, (name, _))| (name.clone(), place));
            self.places.extend(rest);
        }
    }

    fn place(&self, name: &str) -> Option<usize> {
        if self.members.len() > MANY_MEMBERS {
            return self.places.get(name).copied();
        }
        self.members.iter().position(|(known, _)| known == name)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    pub(super) fn get(&self, name: &str) -> Option<&Node> {
        let member = self.members.get(self.place(name)?);
        member.map(|(_, value)| value)
    }

    /// The text of a member; empty where there is none.
    pub(super) fn text(&self, name: &str) -> &str {
        match self.get(name) {
            Some(Node::Value(Json::String(text))) => text,
            _ => "",
        }
    }

    pub(super) fn is_true(&self, name: &str) -> bool {
        self.get(name) == Some(&Node::from(true))
    }

    /// The objects of a list; none where there is no list.
    pub(super) fn objects(&self, name: &str) -> impl Iterator<Item = &Self> {
        let list = match self.get(name) {
            Some(Node::List(list)) => list.as_slice(),
            _ => &[],
        };
        list.iter().filter_map(|node| match node {
            Node::Object(object) => Some(object),
            _ => None,
        })
    }

    pub(super) fn object(&self, name: &str) -> Option<&Self> {
        match self.get(name) {
            Some(Node::Object(object)) => Some(object),
            _ => None,
        }
    }

    pub(super) fn members(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.members
            .iter()
            .map(|(name, value)| (name.as_str(), value))
    }

    /// The document as text, indented, with a line feed at its end.
    pub(super) fn document(&self) -> String {
        let mut text = String::new();
        self.print(0, &mut text);
        text.push('\n');
        printable::json(&text).into_owned()
    }

    fn print(&self, depth: usize, text: &mut String) {
        let members = self.members.iter().map(|(name, value)| (Some(name), value));
        print_all(['{', '}'], members, depth, text);
    }
}

impl Node {
    /// The same text for nodes that are the same.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.print(0, &mut text);
        text
    }

    fn print(&self, depth: usize, text: &mut String) {
        match self {
            Self::Value(Json::Array(list)) if !list.is_empty() => {
                let list: Vec<Self> = list.iter().cloned().map(Self::Value).collect();
                Self::List(list).print(depth, text);
            }
            Self::Value(Json::Object(object)) if !object.is_empty() => {
                let mut members = Object::new();
                for (name, value) in object {
                    members.set(name, value.clone());
                }
                members.print(depth, text);
            }
            Self::Value(value) => text.push_str(&value.to_string()),
            Self::List(list) => {
                let elements = list.iter().map(|value| (None, value));
                print_all(['[', ']'], elements, depth, text);
            }
            Self::Object(object) => object.print(depth, text),
        }
    }
}

fn print_all<'node>(
    [open, close]: [char; 2],
    values: impl Iterator<Item = (Option<&'node String>, &'node Node)>,
    depth: usize,
    text: &mut String,
) {
    text.push(open);
    let mut is_empty = true;
    for (name, value) in values {
        if !is_empty {
            text.push(',');
        }
        is_empty = false;
        line(depth + 1, text);
        if let Some(name) = name {
            text.push_str(&Json::from(name.as_str()).to_string());
            text.push_str(": ");
        }
        value.print(depth + 1, text);
    }
    if !is_empty {
        line(depth, text);
    }
    text.push(close);
}

fn line(depth: usize, text: &mut String) {
    text.push('\n');
    text.extend(std::iter::repeat_n("  ", depth));
}

impl From<Object> for Node {
    fn from(object: Object) -> Self {
        Self::Object(object)
    }
}

impl<T: Into<Node>> From<Vec<T>> for Node {
    fn from(list: Vec<T>) -> Self {
        Self::List(list.into_iter().map(Into::into).collect())
    }
}

macro_rules! values {
    ($($from:ty),*) => { $(
        impl From<$from> for Node {
            fn from(value: $from) -> Self {
                Self::Value(Json::from(value))
            }
        }
    )* };
}

values!(Json, &str, String, bool, i64, u16, u64, usize);

impl From<&String> for Node {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

#[cfg(test)]
mod tests {
    use super::{Node, Object};

    #[test]
    fn many_members_are_found_and_replaced() {
        let mut object = Object::new();
        for round in 0..2_u64 {
            for index in 0..1000 {
                object.set(format!("m{index}"), round * 1000 + index);
            }
        }
        assert_eq!(object.members().count(), 1000);
        assert_eq!(object.get("m7"), Some(&Node::from(1007_u64)));
        assert_eq!(object.get("m1000"), None);
        assert_eq!(object.members().next(), Some(("m0", &Node::from(1000_u64))));
    }

    #[test]
    fn members_stay_in_their_order() {
        let object = Object::new()
            .with("b", "1")
            .with("a", vec![Node::from(true), Object::new().into()])
            .with_list("none", Vec::<Node>::new())
            .with("b", serde_json::json!({ "z": [], "y": ["\n"] }));
        assert_eq!(
            object.document(),
            "{\n  \"b\": {\n    \"y\": [\n      \"\\n\"\n    ],\n    \"z\": []\n  },\n  \"a\": [\n    true,\n    {}\n  ]\n}\n"
        );
    }
}
