//! Text -> JSON.

use super::Json;

/// `None` for what is not JSON.
pub(crate) fn read(text: &str) -> Option<Json> {
    // The reader looks for the ends of values only; that all between them is sound is known before.
    serde_json::from_str::<serde_json::Value>(text).ok()?;
    Reader { rest: text }.value()
}

struct Reader<'text> {
    rest: &'text str,
}

impl Reader<'_> {
    fn value(&mut self) -> Option<Json> {
        self.space();
        match self.rest.chars().next()? {
            '{' => self.object(),
            '[' => self.list(),
            '"' => self.text().map(Json::String),
            _ => self.bare(),
        }
    }

    fn space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, character: char) -> bool {
        self.space();
        let rest = self.rest.strip_prefix(character);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn object(&mut self) -> Option<Json> {
        self.take('{');
        let mut members = Vec::new();
        while !self.take('}') {
            let name = self.text()?;
            self.take(':');
            members.push((name, self.value()?));
            self.take(',');
        }
        Some(Json::Object(members))
    }

    fn list(&mut self) -> Option<Json> {
        self.take('[');
        let mut elements = Vec::new();
        while !self.take(']') {
            elements.push(self.value()?);
            self.take(',');
        }
        Some(Json::List(elements))
    }

    fn text(&mut self) -> Option<String> {
        let mut texts = serde_json::Deserializer::from_str(self.rest).into_iter::<String>();
        let text = texts.next()?.ok()?;
        self.rest = self.rest.get(texts.byte_offset()..)?;
        Some(text)
    }

    fn bare(&mut self) -> Option<Json> {
        let is_end = |c: char| matches!(c, ',' | '}' | ']') || c.is_whitespace();
        let end = self.rest.find(is_end).unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some(match text {
            "null" => Json::Null,
            "true" => Json::Bool(true),
            "false" => Json::Bool(false),
            number => Json::Number(number.to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    fn written(text: &str) -> Option<String> {
        read(text).map(|json| json.to_string())
    }

    #[test]
    fn members_and_numbers_stay_as_they_are_written() {
        for text in [
            r#"{"b": [1, 2.50, 1e5, -0, "x\n", null], "a": {"c": true}, "": {}, "d": []}"#,
            "12345678901234567890123",
            "false",
        ] {
            assert_eq!(written(text), Some(text.to_owned()));
        }
        assert_eq!(
            written("\n{\t\"b\" :1 ,\"a\":[ ]\r\n}\n"),
            Some(r#"{"b": 1, "a": []}"#.to_owned())
        );
    }

    #[test]
    fn texts_are_what_they_stand_for() {
        assert_eq!(
            written(r#"["\ud83d\ude00", "\u0041\/", "\"]},: {[\""]"#),
            Some("[\"\u{1f600}\", \"A/\", \"\\\"]},: {[\\\"\"]".to_owned())
        );
    }

    #[test]
    fn what_is_not_json_is_refused() {
        for text in [
            "",
            "{a: 1}",
            "[1,]",
            "{\"a\": 1} {}",
            "[1] // why",
            "\u{201c}a\u{201d}",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
