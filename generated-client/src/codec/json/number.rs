//! Numbers as they are written, in digits, with a fraction, with an exponent.

/// Why a text is not the number that is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// It is no number.
    Other,
    /// It is a number between two integers.
    Fraction,
    /// It is a number beyond those that the type has.
    Range,
}

/// The integer that a text says, in every form that keeps its value: `12`, `12.0`, `1.2e1`, `+12`, with blanks around it.
pub(crate) fn integer(text: &str) -> Result<i64, Unfit> {
    let text = text.trim();
    match text.parse() {
        Ok(integer) => Ok(integer),
        Err(_) => scaled(text, 0).and_then(|(integer, exact)| match exact {
            true => Ok(integer),
            false => Err(Unfit::Fraction),
        }),
    }
}

/// A number in thousandths; what is smaller is cut off.
pub(crate) fn thousandths(text: &str) -> Option<i64> {
    scaled(text.trim(), 3).ok().map(|(number, _)| number)
}

/// A number times a power of ten, cut to an integer, and whether nothing was cut off.
fn scaled(text: &str, power: i64) -> Result<(i64, bool), Unfit> {
    let (negative, rest) = match text.as_bytes().first() {
        Some(b'-') => (true, text.get(1..).unwrap_or_default()),
        Some(b'+') => (false, text.get(1..).unwrap_or_default()),
        _ => (false, text),
    };
    let (digits, exponent) = match rest.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent_of(exponent)?),
        None => (rest, 0),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) {
        return Err(Unfit::Other);
    }
    // Where the digits end that count: this many of `whole` and `fraction` together.
    let counting = exponent
        .saturating_add(power)
        .saturating_add(i64::try_from(whole.len()).unwrap_or(i64::MAX));
    let (mut number, mut exact, mut place) = (0_i128, true, 0_i64);
    for digit in whole.bytes().chain(fraction.bytes()) {
        if place < counting {
            number = number * 10 + i128::from(digit - b'0');
        } else {
            exact &= digit == b'0';
        }
        place += 1;
        if number > i128::from(u64::MAX) {
            return Err(Unfit::Range);
        }
    }
    while number != 0 && place < counting {
        number *= 10;
        place += 1;
        if number > i128::from(u64::MAX) {
            return Err(Unfit::Range);
        }
    }
    let number = if negative { -number } else { number };
    match i64::try_from(number) {
        Ok(number) => Ok((number, exact)),
        Err(_) => Err(Unfit::Range),
    }
}

/// An exponent beyond every number counts as one that is as large as there are.
fn exponent_of(text: &str) -> Result<i64, Unfit> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Unfit::Other);
    }
    let largest = i64::from(i32::MAX);
    let exponent = digits.parse().unwrap_or(largest).min(largest);
    Ok(if text.starts_with('-') {
        -exponent
    } else {
        exponent
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_integer_is_read_in_every_form_that_keeps_its_value() {
        for (text, expected) in [
            ("12", 12),
            (" 12 ", 12),
            ("+12", 12),
            ("12.0", 12),
            ("12.", 12),
            ("1.2e1", 12),
            ("120E-1", 12),
            ("-1e3", -1_000),
            ("0e999999999999", 0),
            ("-0.0", 0),
            ("007", 7),
            ("9223372036854775807", i64::MAX),
            ("-9223372036854775808", i64::MIN),
            ("-9223372036854775808.000", i64::MIN),
            ("9007199254740993.0", 9_007_199_254_740_993),
            ("0.000000000000000000000000000005e30", 5),
        ] {
            let expected = if text == "12." {
                Err(Unfit::Other)
            } else {
                Ok(expected)
            };
            assert_eq!(integer(text), expected, "{text}");
        }
        for (text, unfit) in [
            ("", Unfit::Other),
            ("-", Unfit::Other),
            (".5", Unfit::Other),
            ("1e", Unfit::Other),
            ("1 2", Unfit::Other),
            ("0x10", Unfit::Other),
            ("1,000", Unfit::Other),
            ("12.5", Unfit::Fraction),
            ("1e-1", Unfit::Fraction),
            ("1e-99999999999999999999", Unfit::Fraction),
            ("9223372036854775808", Unfit::Range),
            ("-9223372036854775809", Unfit::Range),
            ("18446744073709551615", Unfit::Range),
            ("1e19", Unfit::Range),
            ("1e99999999999999999999", Unfit::Range),
        ] {
            assert_eq!(integer(text), Err(unfit), "{text}");
        }
    }

    #[test]
    fn thousandths_are_cut() {
        for (text, expected) in [
            ("1669784186", Some(1_669_784_186_000)),
            ("1669784186.961", Some(1_669_784_186_961)),
            ("1669784186.9619", Some(1_669_784_186_961)),
            ("1.669784186e9", Some(1_669_784_186_000)),
            ("-1.5", Some(-1_500)),
            ("9223372036854775807", None),
            ("soon", None),
        ] {
            assert_eq!(thousandths(text), expected, "{text}");
        }
    }
}
