//! Expressions of Rust, laid out: on one line where they fit, else an item a line.

/// A line of a call is not longer, unless a text is.
pub(super) const WIDTH: usize = 96;

pub(super) enum Expression {
    Plain(String),
    /// `before`, items with commas between them, `after`.
    Group {
        before: String,
        items: Vec<Expression>,
        after: &'static str,
    },
}

impl Expression {
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self::Plain(text.into())
    }

    /// A call of a function.
    pub(super) fn call(function: &str, arguments: Vec<Self>) -> Self {
        Self::group(&format!("{function}("), arguments, ")")
    }

    pub(super) fn group(before: &str, items: Vec<Self>, after: &'static str) -> Self {
        Self::Group {
            before: before.to_owned(),
            items,
            after,
        }
    }

    /// The text after `used` columns of a line that is indented by `indentation`.
    pub(super) fn laid_out(&self, indentation: usize, used: usize) -> String {
        let line = self.on_one_line();
        let Self::Group {
            before,
            items,
            after,
        } = self
        else {
            return line;
        };
        if items.is_empty() || used + line.chars().count() <= WIDTH {
            return line;
        }
        if let [only @ Self::Group { .. }] = items.as_slice() {
            let used = used + before.chars().count();
            return format!("{before}{}{after}", only.laid_out(indentation, used));
        }
        let inner = indentation + 4;
        let mut text = format!("{before}\n");
        for item in items {
            text.push_str(&" ".repeat(inner));
            text.push_str(&item.laid_out(inner, inner + 1));
            text.push_str(",\n");
        }
        text.push_str(&" ".repeat(indentation));
        text.push_str(after);
        text
    }

    pub(super) fn on_one_line(&self) -> String {
        match self {
            Self::Plain(text) => text.clone(),
            Self::Group {
                before,
                items,
                after,
            } => {
                let items: Vec<String> = items.iter().map(Self::on_one_line).collect();
                format!("{before}{}{after}", items.join(", "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Expression;

    fn one() -> Expression {
        Expression::call("One::new", vec![Expression::plain("1")])
    }

    #[test]
    fn what_fits_is_one_line() {
        assert_eq!(one().laid_out(0, 0), "One::new(1)");
    }

    #[test]
    fn what_does_not_fit_has_an_item_a_line_and_an_only_item_none() {
        let text = format!("\"{}\"", "a".repeat(90));
        let list = Expression::group("[", vec![Expression::plain(text.as_str()), one()], "]");
        let only = Expression::call("Only::new", vec![list]);
        let outer = Expression::call("Outer::new", vec![one(), only]);
        assert_eq!(
            outer.laid_out(4, 4),
            format!(
                "Outer::new(\n        One::new(1),\n        Only::new([\n            {text},\n            One::new(1),\n        ]),\n    )"
            )
        );
    }
}
