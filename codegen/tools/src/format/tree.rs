//! A spec with its comments: each belongs to the entry before which, or behind which, it stands.

use ncloud_codegen::{
    parse::node::{Entry, Kind, Node},
    source::Position,
};

use super::{
    comments::{Characters, Closing, Comment, Scan},
    scalars::Scalar,
};

/// A node with its comments.
pub(super) enum Tree<'text> {
    Scalar(Scalar<'text>),
    Sequence(Collection<'text>),
    Mapping(Collection<'text>),
}

pub(super) struct Collection<'text> {
    pub(super) members: Vec<Member<'text>>,
    /// Comments behind the last member.
    pub(super) end: Vec<Comment<'text>>,
}

/// An entry of a mapping or, without a key, an element of a list.
pub(super) struct Member<'text> {
    /// Comments that stand before it.
    pub(super) before: Vec<Comment<'text>>,
    /// Whether the line above it is empty.
    pub(super) is_apart: bool,
    pub(super) key: Option<Scalar<'text>>,
    pub(super) value: Tree<'text>,
    /// The comment on its line.
    pub(super) remark: Option<Comment<'text>>,
}

/// The tree of a document, and its comments in their order.
pub(super) fn read<'text>(text: &'text str, root: &Node) -> (Tree<'text>, Vec<&'text str>) {
    let characters = Characters::of(text);
    let scan = Scan::of(&characters, root);
    let comments = scan.comments.iter().map(|comment| comment.text).collect();
    let mut reader = Reader {
        characters,
        scan,
        next: 0,
    };
    let mut tree = reader.tree(root, usize::MAX);
    if let Tree::Mapping(collection) | Tree::Sequence(collection) = &mut tree {
        collection.end.extend(reader.comments_before(usize::MAX));
    }
    (tree, comments)
}

struct Reader<'text> {
    characters: Characters<'text>,
    scan: Scan<'text>,
    /// The first comment that belongs to nothing yet.
    next: usize,
}

impl<'text> Reader<'text> {
    fn comment_if(&mut self, condition: impl Fn(&Comment<'_>) -> bool) -> Option<Comment<'text>> {
        let comment = self.scan.comments.get(self.next).copied();
        let comment = comment.filter(condition)?;
        self.next += 1;
        Some(comment)
    }

    fn comments_before(&mut self, index: usize) -> Vec<Comment<'text>> {
        std::iter::from_fn(|| self.comment_if(|comment| comment.index < index)).collect()
    }

    /// A node. `limit` is where what follows it begins.
    fn tree(&mut self, node: &Node, limit: usize) -> Tree<'text> {
        match &node.kind {
            Kind::Scalar(scalar) => {
                let written = self.scan.scalars.get(&node.span.start.index).copied();
                Tree::Scalar(Scalar::new(scalar, written.unwrap_or_default()))
            }
            Kind::Sequence(elements) => Tree::Sequence(self.sequence(node, elements, limit)),
            Kind::Mapping(entries) => Tree::Mapping(self.mapping(node, entries, limit)),
        }
    }

    fn mapping(&mut self, node: &Node, entries: &[Entry], limit: usize) -> Collection<'text> {
        let is_flow = self.is_flow(node);
        let limit = self.closing(node).map_or(limit, |closing| closing.index);
        let mut members = Vec::new();
        let mut rest = entries.iter().peekable();
        while let Some(entry) = rest.next() {
            let limit = rest.peek().map_or(limit, |next| next.key.span.start.index);
            members.push(self.entry(entry, limit));
        }
        let column = entries
            .first()
            .map_or(0, |first| self.column_of_key(first.key.span.start));
        Collection {
            members,
            end: self.end(is_flow, column, limit),
        }
    }

    fn entry(&mut self, entry: &Entry, limit: usize) -> Member<'text> {
        let start = entry.key.span.start;
        let mut before = self.comments_before(start.index);
        let written = self.scan.scalars.get(&start.index).copied();
        let mut remark = if self.is_block(&entry.value) {
            let content = self.content(&entry.value);
            self.comment_if(|comment| !comment.is_alone && comment.index < content)
        } else {
            let mut between = self.comments_before(entry.value.span.start.index);
            let beside = between.iter().position(|comment| !comment.is_alone);
            let remark = beside.map(|place| between.remove(place));
            before.extend(between);
            remark
        };
        let mut value = self.tree(&entry.value, limit);
        before.extend(value.comments_of_nothing());
        if let Some(behind) = self.behind(&entry.value, limit)
            && let Some(earlier) = remark.replace(behind)
        {
            before.push(earlier);
        }
        Member {
            before,
            is_apart: self.characters.is_empty_above(start.line) && self.is_first_of_line(start),
            key: Some(Scalar::key(&entry.key.value, written.unwrap_or_default())),
            value,
            remark,
        }
    }

    fn sequence(&mut self, node: &Node, elements: &[Node], limit: usize) -> Collection<'text> {
        let is_flow = self.is_flow(node);
        let limit = self.closing(node).map_or(limit, |closing| closing.index);
        let mut members = Vec::new();
        let mut rest = elements.iter().peekable();
        let mut column = 0;
        while let Some(element) = rest.next() {
            let start = |element: &Node| {
                if is_flow {
                    element.span.start.index
                } else {
                    self.dash_of(element)
                }
            };
            let limit = rest.peek().map_or(limit, |next| start(next));
            let own = start(element);
            if members.is_empty() && !is_flow {
                column = self.column_of(own);
            }
            let mut before = self.comments_before(self.content(element));
            let mut value = self.tree(element, limit);
            before.extend(value.comments_of_nothing());
            let remark = self.behind(element, limit);
            // Behind a dash there is no place for a comment of a list or a mapping in a block.
            if matches!(value, Tree::Sequence(_) | Tree::Mapping(_)) {
                before.extend(remark);
                members.push(Member::element(before, value, None));
            } else {
                members.push(Member::element(before, value, remark));
            }
        }
        Collection {
            members,
            end: self.end(is_flow, column, limit),
        }
    }

    /// Comments behind the last member: in a block those that are indented like it.
    fn end(&mut self, is_flow: bool, column: usize, limit: usize) -> Vec<Comment<'text>> {
        if is_flow {
            return self.comments_before(limit);
        }
        std::iter::from_fn(|| {
            self.comment_if(|comment| {
                comment.is_alone && comment.column >= column && comment.index < limit
            })
        })
        .collect()
    }

    /// The comment behind a value, on the line on which it ends.
    fn behind(&mut self, value: &Node, limit: usize) -> Option<Comment<'text>> {
        if self.is_block(value) {
            return None;
        }
        let start = value.span.start;
        let line = match (self.closing(value), self.scan.scalars.get(&start.index)) {
            (Some(closing), _) => closing.line,
            (None, Some(written)) => start.line + written.matches('\n').count(),
            (None, None) => start.line,
        };
        self.comment_if(|comment| {
            !comment.is_alone && comment.line == line && comment.index < limit
        })
    }

    fn closing(&self, node: &Node) -> Option<Closing> {
        self.scan.closings.get(&node.span.start.index).copied()
    }

    fn is_flow(&self, node: &Node) -> bool {
        self.closing(node).is_some()
    }

    /// Whether the node is a list or a mapping in a block.
    fn is_block(&self, node: &Node) -> bool {
        !matches!(node.kind, Kind::Scalar(_)) && !self.is_flow(node)
    }

    /// Where the first scalar or bracket of a node stands.
    fn content(&self, node: &Node) -> usize {
        if self.is_flow(node) {
            return node.span.start.index;
        }
        match &node.kind {
            Kind::Scalar(_) => node.span.start.index,
            Kind::Sequence(elements) => elements
                .first()
                .map_or(node.span.start.index, |first| self.content(first)),
            Kind::Mapping(entries) => entries
                .first()
                .map_or(node.span.start.index, |first| first.key.span.start.index),
        }
    }

    fn dash_of(&self, element: &Node) -> usize {
        let place = element.span.start.index;
        let before = self.scan.dashes.partition_point(|dash| *dash < place);
        let dash = before.checked_sub(1).and_then(|i| self.scan.dashes.get(i));
        dash.copied().unwrap_or(place)
    }

    fn column_of(&self, index: usize) -> usize {
        let mut start = index;
        while start > 0 && self.characters.at(start - 1) != Some('\n') {
            start -= 1;
        }
        index - start
    }

    /// What stands before a place on its line.
    fn line_before(&self, start: Position) -> &'text str {
        let begin = (start.index + 1).saturating_sub(start.column);
        self.characters.slice(begin, start.index)
    }

    fn is_first_of_line(&self, start: Position) -> bool {
        let before = self.line_before(start).trim();
        before.is_empty() || before == "?"
    }

    /// Characters before a key on its line, or before the mark of a long one.
    fn column_of_key(&self, start: Position) -> usize {
        let before = self.line_before(start);
        match before.trim_end().strip_suffix('?') {
            Some(before) => before.chars().count(),
            None => start.column.saturating_sub(1),
        }
    }
}

impl<'text> Member<'text> {
    fn element(
        before: Vec<Comment<'text>>,
        value: Tree<'text>,
        remark: Option<Comment<'text>>,
    ) -> Self {
        Self {
            before,
            is_apart: false,
            key: None,
            value,
            remark,
        }
    }

    pub(super) fn has_comments(&self) -> bool {
        !self.before.is_empty() || self.remark.is_some() || self.value.has_comments()
    }
}

impl<'text> Tree<'text> {
    /// Takes the comments out of a list or a mapping that has nothing else.
    fn comments_of_nothing(&mut self) -> Vec<Comment<'text>> {
        match self {
            Self::Sequence(empty) | Self::Mapping(empty) if empty.members.is_empty() => {
                std::mem::take(&mut empty.end)
            }
            _ => Vec::new(),
        }
    }

    /// Whether there are comments inside.
    pub(super) fn has_comments(&self) -> bool {
        match self {
            Self::Scalar(_) => false,
            Self::Sequence(collection) | Self::Mapping(collection) => {
                !collection.end.is_empty() || collection.members.iter().any(Member::has_comments)
            }
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        let Self::Mapping(collection) = self else {
            return None;
        };
        let mut members = collection.members.iter();
        let is_meant = |member: &&Member<'_>| member.key.as_ref().is_some_and(|k| k.text == key);
        members.find(is_meant).map(|member| &member.value)
    }

    /// The JSON that the tree stands for, with what its scalars would be as text.
    pub(super) fn to_json_text(&self) -> String {
        let mut text = String::new();
        self.write_json(&mut text);
        text
    }

    fn write_json(&self, text: &mut String) {
        match self {
            Self::Scalar(scalar) => {
                text.push_str(&scalar.json().to_string());
                text.push_str(&format!("={:?}", scalar.text));
            }
            Self::Sequence(collection) | Self::Mapping(collection) => {
                text.push(if matches!(self, Self::Sequence(_)) {
                    '['
                } else {
                    '{'
                });
                for member in &collection.members {
                    if let Some(key) = &member.key {
                        text.push_str(&format!("{:?}:", key.text));
                    }
                    member.value.write_json(text);
                    text.push(',');
                }
                text.push_str(if matches!(self, Self::Sequence(_)) {
                    "]"
                } else {
                    "}"
                });
            }
        }
    }
}
