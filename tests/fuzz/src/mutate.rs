//! New inputs of old ones: a few changes of bytes, words and lines at a time.

use fastrand::Rng;

use crate::corpus::LONGEST;

/// What no format expects, and every one meets.
const ODD: &[&[u8]] = &[
    b"\0",
    b"\x1b[31m",
    b"\x7f",
    b"\xff",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xe2\x80",
    "\u{85}".as_bytes(),
    "\u{a0}".as_bytes(),
    "\u{9b}".as_bytes(),
    "\u{301}".as_bytes(),
    "\u{200b}".as_bytes(),
    "\u{202e}".as_bytes(),
    "\u{2028}".as_bytes(),
    "\u{2029}".as_bytes(),
    "\u{2066}".as_bytes(),
    "\u{feff}".as_bytes(),
    "\u{fffd}".as_bytes(),
    "\u{ffff}".as_bytes(),
    "\u{1f600}".as_bytes(),
    "\u{e0001}".as_bytes(),
    "\u{10ffff}".as_bytes(),
    "\u{d55c}\u{ae00}".as_bytes(),
    b"\r",
    b"\n",
    b"\r\n",
    b"\t",
    b" ",
    b"\"",
    b"'",
    b"`",
    b"\\",
    b"/",
    b"%",
    b"&",
    b"<",
    b">",
    b":",
    b";",
    b",",
    b"=",
    b"[",
    b"]",
    b"{",
    b"}",
    b"|",
    b"#",
];

const NUMBERS: &[&[u8]] = &[
    b"0",
    b"-1",
    b"-0",
    b"007",
    b"1.5",
    b"127",
    b"128",
    b"65535",
    b"65536",
    b"2147483648",
    b"9007199254740993",
    b"9223372036854775807",
    b"9223372036854775808",
    b"18446744073709551616",
    b"1e30",
    b"1e400",
    b"0.1e-400",
];

/// A mutant of one of the inputs, of at most [`LONGEST`] bytes.
#[must_use]
pub fn mutant(inputs: &[Vec<u8>], words: &[&str], rng: &mut Rng) -> Vec<u8> {
    let usable = |rng: &mut Rng| -> Vec<u8> {
        // Short ones more often: they are read whole sooner.
        let one = rng.choice(inputs);
        let other = rng.choice(inputs);
        let shorter = one.into_iter().chain(other).min_by_key(|input| input.len());
        let mut input = shorter.cloned().unwrap_or_default();
        input.truncate(LONGEST);
        input
    };
    let mut input = usable(rng);
    for _ in 0..=rng.usize(0..6) {
        let donor = if rng.u8(0..8) == 0 {
            usable(rng)
        } else {
            Vec::new()
        };
        change(&mut input, &donor, words, rng);
        input.truncate(LONGEST);
    }
    input
}

fn change(input: &mut Vec<u8>, donor: &[u8], words: &[&str], rng: &mut Rng) {
    let at = rng.usize(..=input.len());
    let piece = piece(input, rng);
    match rng.u8(0..16) {
        _ if !donor.is_empty() => {
            let taken = self::piece(donor, rng);
            let taken = donor.get(taken).unwrap_or_default().to_vec();
            insert(input, at, &taken);
        }
        0 => {
            if let Some(byte) = input.get_mut(at) {
                *byte ^= 1 << rng.u8(0..8);
            }
        }
        1 => {
            if let Some(byte) = input.get_mut(at) {
                *byte = rng.u8(..);
            }
        }
        2..=4 => {
            let word = rng.choice(words).map_or(&b""[..], |word| word.as_bytes());
            insert(input, at, word);
        }
        5 | 6 => insert(input, at, rng.choice(ODD).copied().unwrap_or_default()),
        7 | 8 => {
            input.drain(piece);
        }
        9 => {
            let copy = input.get(piece).unwrap_or_default().to_vec();
            insert(input, at, &copy);
        }
        10 => repeat(input, piece, rng),
        11 => number(input, at, rng),
        12 => lines(input, rng),
        13 => {
            // A word in place of a piece.
            let word = rng.choice(words).map_or(&b""[..], |word| word.as_bytes());
            input.splice(piece, word.iter().copied());
        }
        14 => input.truncate(at),
        _ => {
            let (start, end) = (piece.start, piece.end);
            if let Some(bytes) = input.get_mut(start..end) {
                bytes.reverse();
            }
        }
    }
}

/// A place in an input, mostly a short one.
fn piece(input: &[u8], rng: &mut Rng) -> std::ops::Range<usize> {
    let start = rng.usize(..=input.len());
    let most = if rng.u8(0..4) == 0 { 1024 } else { 12 };
    let length = rng.usize(..=most).min(input.len() - start);
    start..start + length
}

fn insert(input: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    let at = at.min(input.len());
    input.splice(at..at, bytes.iter().copied());
}

/// A piece many times: depth, and what grows with the square.
fn repeat(input: &mut Vec<u8>, piece: std::ops::Range<usize>, rng: &mut Rng) {
    let end = piece.end;
    let copy = input.get(piece).unwrap_or_default().to_vec();
    let times = [2, 10, 200, 4000]
        .get(rng.usize(..4))
        .copied()
        .unwrap_or_default();
    let times = times.min(LONGEST / copy.len().max(1));
    insert(input, end, &copy.repeat(times));
}

/// Another number in place of the one that comes next.
fn number(input: &mut Vec<u8>, at: usize, rng: &mut Rng) {
    let digits = |byte: &u8| byte.is_ascii_digit();
    let rest = input.get(at..).unwrap_or_default();
    let Some(begin) = rest.iter().position(digits).map(|begin| at + begin) else {
        return;
    };
    let rest = input.get(begin..).unwrap_or_default();
    let length = rest.iter().take_while(|byte| digits(byte)).count();
    let other = rng.choice(NUMBERS).copied().unwrap_or_default();
    input.splice(begin..begin + length, other.iter().copied());
}

/// A line goes, comes twice, or changes its place.
fn lines(input: &mut Vec<u8>, rng: &mut Rng) {
    let mut lines: Vec<Vec<u8>> = input
        .split_inclusive(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    if lines.is_empty() {
        return;
    }
    let (one, other) = (rng.usize(..lines.len()), rng.usize(..lines.len()));
    match rng.u8(0..4) {
        0 => {
            lines.remove(one);
        }
        1 => {
            let copy = lines.get(one).cloned().unwrap_or_default();
            lines.insert(other, copy);
        }
        2 => lines.swap(one, other),
        _ => {
            if let Some(line) = lines.get_mut(one) {
                line.splice(0..0, b"  ".iter().copied());
            }
        }
    }
    *input = lines.concat();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_makes_the_same_mutants_again() {
        let inputs = vec![b"{\"a\": 12}\n[1]\n".to_vec(), b"x\n".repeat(10)];
        let mutants = |first: u64| -> Vec<Vec<u8>> {
            let seeds = first..first + 200;
            seeds
                .map(|seed| mutant(&inputs, &["null"], &mut Rng::with_seed(seed)))
                .collect()
        };
        assert_eq!(mutants(1), mutants(1));
        assert_ne!(mutants(1), mutants(2));
        assert!(mutants(1).iter().all(|mutant| mutant.len() <= LONGEST));
        assert!(mutants(1).iter().any(|mutant| mutant.len() > 1000));
    }
}
