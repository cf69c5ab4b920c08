//! HTML of what pages say: the only place where text becomes markup.
//!
//! The Markdown within blocks is our own and has little: code, links, strong text, breaks, anchors. Text of specs is escaped in it;
//! whatever is none of that is text here too.

use ncloud_codegen::printable;

use super::links::Links;
use crate::doc::page::Block;

/// Text as HTML shows it, in an element or in an attribute in quotes.
pub(super) fn escape(text: &str) -> String {
    let text = printable::lines(text);
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// A link to an address that is as it should be.
pub(super) fn link(address: &str, text: &str) -> String {
    format!("<a href=\"{}\">{}</a>", escape(address), escape(text))
}

/// Blocks, one after another.
pub(super) fn blocks(blocks: &[Block], links: &Links<'_>) -> String {
    blocks.iter().map(|each| block(each, links)).collect()
}

fn block(block: &Block, links: &Links<'_>) -> String {
    match block {
        Block::Title(title) => format!("<h1>{}</h1>\n", inline(title, links)),
        Block::Heading {
            level,
            anchor,
            title,
        } => format!(
            "<h{level} id=\"{anchor}\"><a class=\"here\" href=\"#{anchor}\">{title}</a></h{level}>\n",
            anchor = escape(anchor),
            title = inline(title, links),
        ),
        Block::Paragraph(text) => format!("<p>{}</p>\n", inline(text, links)),
        Block::List(items) => {
            let items = items.iter();
            let items = items.map(|item| format!("<li>{}</li>\n", inline(item, links)));
            format!("<ul>\n{}</ul>\n", items.collect::<String>())
        }
        Block::Code { language, text } => code(language, text),
        Block::Table { head, rows } => table(head, rows, links),
        Block::Markdown(text) => format!("<pre>{}</pre>\n", escape(text)),
    }
}

/// Text that stays as it is, with a button that copies it.
pub(super) fn code(language: &str, text: &str) -> String {
    format!(
        "<div class=\"code\"><button type=\"button\" class=\"copy\">Copy</button><pre tabindex=\"0\"><code class=\"{}\">{}</code></pre></div>\n",
        escape(language),
        escape(text)
    )
}

/// On narrow screens each cell stands under the name of its column.
fn table(head: &[&str], rows: &[Vec<String>], links: &Links<'_>) -> String {
    let columns: String = head
        .iter()
        .map(|name| format!("<th scope=\"col\">{}</th>", escape(name)))
        .collect();
    let rows: String = rows
        .iter()
        .map(|row| {
            let cells = head.iter().zip(row).map(|(name, cell)| {
                format!(
                    "<td data-column=\"{}\">{}</td>",
                    escape(name),
                    inline(cell, links)
                )
            });
            format!("<tr>{}</tr>\n", cells.collect::<String>())
        })
        .collect();
    format!(
        "<div class=\"table\"><table>\n<thead><tr>{columns}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n"
    )
}

/// A line of Markdown.
pub(super) fn inline(text: &str, links: &Links<'_>) -> String {
    let mut html = String::with_capacity(text.len());
    let mut plain = String::new();
    let mut is_strong = false;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some((markup, after)) = markup(rest, &mut is_strong, links) {
            html.push_str(&escape(&std::mem::take(&mut plain)));
            html.push_str(&markup);
            rest = after;
            continue;
        }
        let mut after = rest.get(first.len_utf8()..).unwrap_or_default();
        match after.chars().next() {
            Some(escaped) if first == '\\' && escaped.is_ascii_punctuation() => {
                plain.push(escaped);
                after = after.get(1..).unwrap_or_default();
            }
            _ => plain.push(first),
        }
        rest = after;
    }
    html.push_str(&escape(&plain));
    if is_strong {
        html.push_str("</strong>");
    }
    html
}

/// What the text begins with, if it is markup, and what follows it.
fn markup<'text>(
    text: &'text str,
    is_strong: &mut bool,
    links: &Links<'_>,
) -> Option<(String, &'text str)> {
    match text.chars().next()? {
        '`' => {
            let (content, after) = in_code(text)?;
            Some((format!("<code>{}</code>", escape(content)), after))
        }
        '*' => {
            let after = text.strip_prefix("**")?;
            *is_strong = !*is_strong;
            let tag = if *is_strong { "<strong>" } else { "</strong>" };
            Some((tag.to_owned(), after))
        }
        '<' => in_brackets(text, links),
        '[' => {
            let end = end_of_label(text)?;
            let label = text.get(1..end)?;
            let (address, after) = text.get(end + 1..)?.strip_prefix('(')?.split_once(')')?;
            let label = inline(label, links);
            let html = match links.to(address) {
                Some(address) => format!("<a href=\"{}\">{label}</a>", escape(&address)),
                None => label,
            };
            Some((html, after))
        }
        _ => None,
    }
}

/// `<https://..>`, `<br>`, `<a id="..">`.
fn in_brackets<'text>(text: &'text str, links: &Links<'_>) -> Option<(String, &'text str)> {
    if let Some(after) = text.strip_prefix("<br>") {
        return Some(("<br>".to_owned(), after));
    }
    if let Some(rest) = text.strip_prefix("<a id=\"") {
        let (id, after) = rest.split_once("\"></a>")?;
        return Some((format!("<span id=\"{}\"></span>", escape(id)), after));
    }
    let (address, after) = text.strip_prefix('<')?.split_once('>')?;
    let is_address = address.starts_with("https://") || address.starts_with("http://");
    let target = links.to(address).filter(|_| is_address)?;
    Some((link(&target, address), after))
}

/// Code between as many backticks as it begins with, without the spaces that keep it apart from them.
fn in_code(text: &str) -> Option<(&str, &str)> {
    let rest = text.trim_start_matches('`');
    let fence = text.get(..text.len() - rest.len())?;
    let mut from = 0;
    loop {
        let found = from + rest.get(from..)?.find(fence)?;
        let after = rest.get(found..)?.trim_start_matches('`');
        let end = rest.len() - after.len();
        if end - found == fence.len() {
            let content = rest.get(..found)?;
            let inner = content
                .strip_prefix(' ')
                .and_then(|inner| inner.strip_suffix(' '))
                .filter(|inner| !inner.trim().is_empty());
            return Some((inner.unwrap_or(content), after));
        }
        from = end;
    }
}

/// Where the text of a link ends that the text begins with.
fn end_of_label(text: &str) -> Option<usize> {
    let mut from = 1;
    let mut depth = 0_usize;
    while let Some(character) = text.get(from..)?.chars().next() {
        match character {
            '\\' => from += 1,
            '`' => {
                if let Some((_, after)) = in_code(text.get(from..)?) {
                    from = text.len() - after.len();
                    continue;
                }
            }
            '[' => depth += 1,
            ']' if depth == 0 => return Some(from),
            ']' => depth -= 1,
            _ => {}
        }
        from += text.get(from..)?.chars().next()?.len_utf8();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Links, inline};

    #[test]
    fn our_markdown_is_markup_and_all_else_is_text() {
        let links = Links::none();
        for (text, expected) in [
            ("a **b** c", "a <strong>b</strong> c"),
            (
                "`a<b>` and `` ` ``",
                "<code>a&lt;b&gt;</code> and <code>`</code>",
            ),
            (r"\<script\> \*\*a", "&lt;script&gt; **a"),
            ("<script>", "&lt;script&gt;"),
            ("a<br>b", "a<br>b"),
            ("<a id=\"A\"></a>b", "<span id=\"A\"></span>b"),
            (
                "see <https://a.b/c?d&e>.",
                "see <a href=\"https://a.b/c?d&amp;e\">https://a.b/c?d&amp;e</a>.",
            ),
            (
                r"[`a]` \] b](https://a.b)",
                "<a href=\"https://a.b\"><code>a]</code> ] b</a>",
            ),
            ("[a](javascript:alert(1))", "a)"),
            ("[a] b", "[a] b"),
            ("one ` alone \\", "one ` alone \\"),
            ("\u{d55c}\\_", "\u{d55c}_"),
        ] {
            assert_eq!(inline(text, &links), expected, "{text}");
        }
    }
}
