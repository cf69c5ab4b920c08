//! The body of a response, put together from its pieces within a limit.

use bytes::{Bytes, BytesMut};

use super::{Failure, TransportError};

#[derive(Debug)]
pub(crate) struct Collected {
    /// In bytes.
    limit: usize,
    /// What the pieces come to, where that is announced.
    expected: usize,
    /// Most bodies come in one piece, which needs no copy.
    first: Bytes,
    /// All pieces, as soon as there are two.
    joined: BytesMut,
}

impl Collected {
    /// # Errors
    ///
    /// When more than the limit is announced.
    pub(crate) fn new(limit: usize, announced: Option<u64>) -> Result<Self, TransportError> {
        let expected = usize::try_from(announced.unwrap_or_default()).unwrap_or(usize::MAX);
        let this = Self {
            limit,
            expected,
            first: Bytes::new(),
            joined: BytesMut::new(),
        };
        this.refuse_beyond(expected)?;
        Ok(this)
    }

    /// # Errors
    ///
    /// When the pieces come to more than the limit.
    pub(crate) fn push(&mut self, piece: Bytes) -> Result<(), TransportError> {
        if self.first.is_empty() {
            self.refuse_beyond(piece.len())?;
            self.first = piece;
            return Ok(());
        }
        if self.joined.is_empty() {
            let length = self.first.len() + piece.len();
            self.refuse_beyond(length)?;
            self.joined.reserve(self.expected.max(length));
            self.joined.extend_from_slice(&self.first);
        }
        self.refuse_beyond(self.joined.len() + piece.len())?;
        self.joined.extend_from_slice(&piece);
        Ok(())
    }

    pub(crate) fn into_bytes(self) -> Bytes {
        if self.joined.is_empty() {
            self.first
        } else {
            self.joined.freeze()
        }
    }

    fn refuse_beyond(&self, length: usize) -> Result<(), TransportError> {
        if length <= self.limit {
            return Ok(());
        }
        let problem = format!("its body is longer than {} bytes", self.limit);
        Err(TransportError::new(Failure::TooLarge, problem))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn collected(limit: usize, pieces: &[&'static str]) -> Result<Bytes, TransportError> {
        let mut collected = Collected::new(limit, None)?;
        for piece in pieces {
            collected.push(Bytes::from_static(piece.as_bytes()))?;
        }
        Ok(collected.into_bytes())
    }

    #[test]
    fn pieces_are_joined_up_to_the_limit() {
        for (pieces, joined) in [
            (&[][..], ""),
            (&["", ""], ""),
            (&["", "abc"], "abc"),
            (&["a", "", "bc"], "abc"),
            (&["a", "b", "c"], "abc"),
        ] {
            assert_eq!(collected(3, pieces).unwrap(), joined, "{pieces:?}");
        }
        for pieces in [&["abcd"][..], &["abc", "d"], &["a", "b", "c", "d"]] {
            let error = collected(3, pieces).unwrap_err();
            assert_eq!(error.failure(), Failure::TooLarge, "{pieces:?}");
            assert_eq!(error.to_string(), "its body is longer than 3 bytes");
        }
    }

    #[test]
    fn what_is_announced_is_refused_before_it_comes() {
        assert!(Collected::new(3, Some(3)).is_ok());
        for announced in [4, u64::MAX] {
            let error = Collected::new(3, Some(announced)).unwrap_err();
            assert_eq!(error.failure(), Failure::TooLarge);
        }
    }
}
