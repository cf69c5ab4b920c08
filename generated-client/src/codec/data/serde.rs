//! The traits of serde, by JSON: one way for all types, so that generated code has one line a type and no derives.

use core::fmt;

use serde_core::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde_core::ser::{Error as _, SerializeMap as _, SerializeSeq as _};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Kept, to_json};
use crate::codec::decode::{Decode, from_str};
use crate::codec::encode::Encode;
use crate::codec::json::{Kind, quoted};
use crate::codec::types::{Json, JsonRef};

/// Serializes what has JSON.
///
/// # Errors
///
/// When JSON cannot hold a part of it, or the serializer fails.
pub fn serialize<T: Encode, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    to_json(value)
        .map_err(S::Error::custom)?
        .serialize(serializer)
}

/// Deserializes what has JSON.
///
/// # Errors
///
/// When the deserializer fails, or what it has is no such value.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let json = Json::deserialize(deserializer)?;
    from_str(json.text()).map_err(D::Error::custom)
}

impl<T: Encode> Serialize for Kept<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

impl<'de, T: Decode> Deserialize<'de> for Kept<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_ref().serialize(serializer)
    }
}

impl Serialize for JsonRef<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.kind() {
            None => serializer.serialize_unit(),
            Some(Kind::Boolean) => serializer.serialize_bool(self.as_bool() == Some(true)),
            Some(Kind::Text) => serializer.serialize_str(&self.as_str().unwrap_or_default()),
            Some(Kind::Number) => number(self.as_number().unwrap_or_default(), serializer),
            Some(Kind::List) => {
                let mut list = serializer.serialize_seq(Some(self.items().count()))?;
                for item in self.items() {
                    list.serialize_element(&item)?;
                }
                list.end()
            }
            Some(Kind::Object) => {
                let mut object = serializer.serialize_map(Some(self.members().count()))?;
                for (name, member) in self.members() {
                    object.serialize_entry(name.as_ref(), &member)?;
                }
                object.end()
            }
        }
    }
}

/// The smallest of the types of numbers that holds one.
fn number<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if let Ok(number) = text.parse() {
        return serializer.serialize_i64(number);
    }
    if let Ok(number) = text.parse() {
        return serializer.serialize_u64(number);
    }
    if let Ok(number) = text.parse() {
        return serializer.serialize_i128(number);
    }
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && !is_whole(text) => serializer.serialize_f64(number),
        _ => Err(S::Error::custom(
            "a number that is too large for every type of numbers",
        )),
    }
}

/// Whether a number is written without a fraction and without an exponent.
fn is_whole(text: &str) -> bool {
    !text.contains(['.', 'e', 'E'])
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut text = Vec::new();
        Writing(&mut text).deserialize(deserializer)?;
        Ok(Self::of_valid(&text))
    }
}

/// Writes as JSON what a deserializer has.
struct Writing<'a>(&'a mut Vec<u8>);

impl Writing<'_> {
    fn plain<E>(self, value: impl fmt::Display) -> Result<(), E> {
        self.0.extend_from_slice(value.to_string().as_bytes());
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Writing<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Writing<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what JSON can hold")
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.plain(value)
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.plain(value)
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.plain(value)
    }

    fn visit_i128<E>(self, value: i128) -> Result<(), E> {
        self.plain(value)
    }

    fn visit_u128<E>(self, value: u128) -> Result<(), E> {
        self.plain(value)
    }

    fn visit_f64<E: serde_core::de::Error>(self, value: f64) -> Result<(), E> {
        if !value.is_finite() {
            return Err(E::custom("a number that is not finite"));
        }
        self.plain(Json::from(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        quoted(value, self.0);
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.plain("null")
    }

    fn visit_none<E: serde_core::de::Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        self.0.push(b'[');
        let begin = self.0.len();
        loop {
            let before = self.0.len();
            if before > begin {
                self.0.push(b',');
            }
            if list.next_element_seed(Writing(self.0))?.is_none() {
                self.0.truncate(before);
                break;
            }
        }
        self.0.push(b']');
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        self.0.push(b'{');
        let begin = self.0.len();
        while let Some(Name(name)) = object.next_key()? {
            if self.0.len() > begin {
                self.0.push(b',');
            }
            quoted(&name, self.0);
            self.0.push(b':');
            object.next_value_seed(Writing(self.0))?;
        }
        self.0.push(b'}');
        Ok(())
    }
}

/// The name of a member. Formats that have other keys than text, as YAML has, may name one by a number or a boolean.
struct Name(String);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = Json::deserialize(deserializer)?;
        match name.kind() {
            Some(Kind::Text) => Ok(Self(name.as_str().unwrap_or_default().into_owned())),
            Some(Kind::Number | Kind::Boolean) => Ok(Self(name.text().to_owned())),
            None | Some(Kind::List | Kind::Object) => {
                Err(D::Error::custom("a member whose name is no text"))
            }
        }
    }
}
