//! Whether a value is of a scalar type: as it is sent, or as it may be received.

use serde_json::Value as Json;

use super::Encoding;
use crate::{
    ir::{Quotable, Scalar},
    parse::node::Node,
    wire,
};

/// Why a value does not fit.
pub(super) enum Misfit {
    /// What is expected, with an article.
    Not(&'static str),
    /// It is such a value, and goes over the wire in another form.
    SentAs(Json),
}

const TEXT: &str = "text";
const FLAG: &str = "`true` or `false`";
const WHOLE: &str = "a whole number";
const WHOLE_32: &str = "a whole number of 32 bits";
const NUMBER: &str = "a number";
const QUOTED: &str = "a value in quotes";

/// Whether a node is a value of the scalar.
pub(super) fn scalar(scalar: Scalar, node: &Node, encoding: Encoding) -> Result<(), Misfit> {
    let json = match (encoding, node.text()) {
        // Parameters are text whatever they look like; JSON tells a number from its digits.
        (Encoding::Text, Some(text)) if scalar.is_text() => Json::from(text),
        (Encoding::ReceivedXml, Some(text)) => Json::from(stripped(scalar, text)),
        _ => node.json(),
    };
    let fits = |fits: bool, expected| {
        if fits {
            Ok(())
        } else {
            Err(Misfit::Not(expected))
        }
    };
    match scalar {
        Scalar::Json => Ok(()),
        Scalar::Quoted(inner) => quoted(inner, node, encoding),
        Scalar::String => fits(is_text(&json, encoding), TEXT),
        Scalar::Bool => fits(json.is_boolean() || is_flag(&json, encoding), FLAG),
        Scalar::I32 => fits(
            whole(&json, encoding).is_some_and(|number| i32::try_from(number).is_ok()),
            WHOLE_32,
        ),
        Scalar::I64 => fits(whole(&json, encoding).is_some(), WHOLE),
        Scalar::F64 => fits(is_number(&json, encoding), NUMBER),
        Scalar::YesNo => fits(
            matches!(json.as_str(), Some("Y" | "N")) || is_flag(&json, encoding),
            "`Y` or `N`",
        ),
        Scalar::Base64 => fits(
            json.as_str()
                .is_some_and(|text| wire::base64_bytes(text).is_some()),
            "base64, padded",
        ),
        Scalar::Timestamp(format) => {
            let exactly = match encoding {
                Encoding::SentJson => true,
                Encoding::Text => scalar.is_text(),
                Encoding::ReceivedJson | Encoding::ReceivedXml => false,
            };
            if exactly {
                let sent = format.as_sent(&json);
                sent.map_err(|sent| sent.map_or(Misfit::Not(format.what()), Misfit::SentAs))
            } else {
                let millis = format
                    .millis(&json)
                    .filter(|millis| encoding.is_received() || format.says(*millis));
                fits(millis.is_some(), format.what())
            }
        }
        Scalar::Civil(format) => {
            let normal = match (encoding, &json) {
                (Encoding::ReceivedJson, Json::Number(number)) => format.read(&number.to_string()),
                (Encoding::ReceivedJson | Encoding::ReceivedXml, Json::String(text)) => {
                    format.read(text)
                }
                (_, Json::String(text)) => format.normal(text),
                _ => None,
            };
            fits(normal.is_some(), format.pattern())
        }
    }
}

/// A text of XML without the white space that its reader passes over in a scalar.
fn stripped(scalar: Scalar, text: &str) -> String {
    match scalar {
        Scalar::String | Scalar::Json | Scalar::Bool | Scalar::YesNo => text.to_owned(),
        Scalar::Base64 => {
            let text: String = text.split_ascii_whitespace().collect();
            let digits = text.trim_end_matches('=');
            let padding = "=".repeat((4 - digits.len() % 4) % 4);
            format!("{digits}{padding}")
        }
        _ => text.trim().to_owned(),
    }
}

/// Whether a node is a value of the scalar, in quotes where it is sent.
fn quoted(inner: Quotable, node: &Node, encoding: Encoding) -> Result<(), Misfit> {
    let json = node.json();
    if encoding != Encoding::SentJson {
        let bare = json
            .as_str()
            .and_then(|text| serde_json::from_str::<Json>(text).ok());
        return match (inner, bare) {
            (Quotable::Bool, Some(Json::Bool(_))) => Ok(()),
            _ => scalar(inner.bare(), node, encoding),
        };
    }
    let fits = json.as_str().is_some_and(|text| match inner {
        Quotable::Bool => text.parse::<bool>().is_ok(),
        Quotable::I32 => text
            .parse::<i32>()
            .is_ok_and(|number| number.to_string() == text),
        Quotable::I64 => text
            .parse::<i64>()
            .is_ok_and(|number| number.to_string() == text),
        Quotable::F64 => text
            .parse::<f64>()
            .is_ok_and(|number| number.to_string() == text),
    });
    if fits {
        Ok(())
    } else {
        Err(Misfit::Not(QUOTED))
    }
}

/// Whether a node is the number of an enum.
pub(super) fn enum_number(node: &Node, encoding: Encoding) -> Result<(), Misfit> {
    if encoding == Encoding::SentJson && !node.json().is_i64() {
        return Err(Misfit::Not(WHOLE));
    }
    scalar(Scalar::I64, node, encoding)
}

/// Whether JSON is text, or in a response something that is read as text.
pub(super) fn is_text(json: &Json, encoding: Encoding) -> bool {
    json.is_string() || (encoding.is_received() && (json.is_number() || json.is_boolean()))
}

/// Whether JSON is, in a response, a flag in any form.
fn is_flag(json: &Json, encoding: Encoding) -> bool {
    let in_text = |text: &str| {
        let forms = ["true", "false", "Y", "N"];
        forms
            .iter()
            .any(|form| text.trim().eq_ignore_ascii_case(form))
    };
    encoding.is_received()
        && (json.is_boolean()
            || json.as_str().is_some_and(in_text)
            || matches!(whole(json, encoding), Some(0 | 1)))
}

/// Digits in quotes are as good as a number, and 5.0 is 5, on the wire and here; in a response in quotes too.
fn whole(json: &Json, encoding: Encoding) -> Option<i64> {
    let text = json.as_str().map(|text| text.trim());
    let text = text.filter(|text| encoding.is_received() || Some(*text) == json.as_str());
    json.as_i64().or_else(|| text?.parse().ok()).or_else(|| {
        let number = match text {
            Some(text) if encoding.is_received() => text.parse().ok()?,
            _ => json.as_f64()?,
        };
        wire::whole(number)
    })
}

fn is_number(json: &Json, encoding: Encoding) -> bool {
    let text = json.as_str();
    let text = text.map(|text| {
        if encoding.is_received() {
            text.trim()
        } else {
            text
        }
    });
    json.is_number()
        || text
            .and_then(|text| text.parse::<f64>().ok())
            .is_some_and(f64::is_finite)
}
