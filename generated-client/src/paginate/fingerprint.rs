//! What pages are told apart by: the lists in their bodies. Totals, numbers of pages and identifiers of requests beside them
//! may differ where the items are the same.

/// A fingerprint that is the same in every build, as one that is stored has to be: FNV-1a of 64 bits.
pub(super) struct Fingerprint(u64);

impl Fingerprint {
    pub(super) fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub(super) fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    pub(super) fn finish(&self) -> u64 {
        self.0
    }
}

/// A fingerprint of the lists in a body, or of the whole body where it has none.
pub(super) fn of_body(body: &[u8]) -> u64 {
    let mut hasher = Fingerprint::new();
    let mut rest = body;
    let mut found = false;
    while let Some((list, behind)) = next_list(rest) {
        hasher.write(list);
        found = true;
        rest = behind;
    }
    if !found {
        let (before, behind) = without_request_id(body);
        hasher.write(before);
        hasher.write(behind);
    }
    hasher.finish()
}

/// A fingerprint of a token.
pub(super) fn of_text(text: &str) -> u64 {
    let mut hasher = Fingerprint::new();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// The first list in JSON that is in no other list, and what comes behind it.
fn next_list(json: &[u8]) -> Option<(&[u8], &[u8])> {
    let (mut start, mut depth) = (0, 0_usize);
    let mut bytes = json.iter().enumerate();
    while let Some((index, byte)) = bytes.next() {
        match byte {
            b'"' => {
                // A text ends at the first quote that no backslash stands before.
                while let Some((_, byte)) = bytes.next() {
                    match byte {
                        b'"' => break,
                        b'\\' => {
                            bytes.next();
                        }
                        _ => {}
                    }
                }
            }
            b'[' => {
                if depth == 0 {
                    start = index;
                }
                depth += 1;
            }
            b']' if depth == 1 => {
                let (before, behind) = json.split_at_checked(index + 1)?;
                return Some((before.get(start..)?, behind));
            }
            b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// What stands before and behind the identifier that a response gives its request, in JSON or XML.
fn without_request_id(body: &[u8]) -> (&[u8], &[u8]) {
    const MEMBER: &[u8] = b"requestId";
    let found = body
        .windows(MEMBER.len())
        .position(|window| window == MEMBER)
        .and_then(|start| body.split_at_checked(start + MEMBER.len()));
    let Some((before, behind)) = found else {
        return (body, b"");
    };
    let end = behind
        .iter()
        .position(|byte| matches!(byte, b',' | b'}' | b'<'));
    (
        before,
        end.and_then(|end| behind.get(end..)).unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_apart_by_their_lists() {
        for (one, other, same) in [
            (r#"{"id":1,"items":[1]}"#, r#"{"id":2,"items":[1]}"#, true),
            (
                r#"{"items":[1],"page":{"sort":[],"no":1}}"#,
                r#"{"items":[1],"page":{"sort":[],"no":2}}"#,
                true,
            ),
            (
                r#"{"a":"[1]","items":[2]}"#,
                r#"{"a":"[3]","items":[2]}"#,
                true,
            ),
            (
                r#"{"a":"\"[1]","items":[2]}"#,
                r#"{"a":"\\","items":[2]}"#,
                true,
            ),
            (r#"{"items":[1]}"#, r#"{"items":[2]}"#, false),
            (r#"{"items":[[1],2]}"#, r#"{"items":[[1],3]}"#, false),
            (r#"{"items":["]",1]}"#, r#"{"items":["]",2]}"#, false),
            ("[1]", "[12]", false),
            (
                r#"{"requestId":"1","item":1}"#,
                r#"{"requestId":"2","item":1}"#,
                true,
            ),
            (
                r#"{"requestId":"1","item":1}"#,
                r#"{"requestId":"1","item":2}"#,
                false,
            ),
            (
                "<r><requestId>1</requestId><item>a</item></r>",
                "<r><requestId>2</requestId><item>a</item></r>",
                true,
            ),
            (
                "<r><requestId>1</requestId><item>a</item></r>",
                "<r><requestId>1</requestId><item>b</item></r>",
                false,
            ),
        ] {
            let (first, second) = (of_body(one.as_bytes()), of_body(other.as_bytes()));
            assert_eq!(first == second, same, "{one} {other}");
        }
    }
}
