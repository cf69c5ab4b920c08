//! Bodies of several parts, as the sandbox reads them: the same parts wherever the pieces end.

use ncloud_sandbox::parts_of;

pub(super) const WORDS: &[&str] = &[
    "--b\r\n",
    "--b--\r\n",
    "\r\n--b",
    "\r\n\r\n",
    "content-disposition: form-data; name=\"a\"",
    "; filename=\"x%22.txt\"",
    "content-type: text/plain\r\n",
    "\r",
    "\n",
    "--",
];

/// The first byte says where the body is cut; the rest is the body.
pub(super) fn run(input: &[u8]) {
    let Some((cut, body)) = input.split_first() else {
        return;
    };
    let whole = parts_of("b", &[body]);
    let pieces: Vec<&[u8]> = body.chunks(1 + usize::from(*cut) % 16).collect();
    assert_eq!(parts_of("b", &pieces), whole);
    if let Ok(parts) = whole {
        let kept: usize = parts.iter().map(|(_, _, content)| content.len()).sum();
        assert!(kept <= body.len());
    }
}
