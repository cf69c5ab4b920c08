//! What generated code hands to the run time: a macro a type, which is nothing where the feature `data` is off. The crate that the
//! code is in, be it this one or another one, needs no feature of its own for that.

/// A struct or a union: how it is written and read as data, where it does not go over the wire that way. The first word says what is
/// to be made of the fields, each of which has the method that writes it, its name, that of its member, and its format.
#[cfg(feature = "data")]
#[doc(hidden)]
#[macro_export]
macro_rules! __ncloud_data {
    // Written and read out by hand in each arm: a macro that hands all fields on is read once more by the compiler.
    (
        request $name:ident;
        $($method:ident $field:ident $member:literal $(as $format:ty)?;)*
    ) => {
        impl $crate::__v1::Encode for $name {
            #[allow(unused_mut, reason = "there may be no members")]
            fn encode(&self, writer: &mut $crate::__v1::JsonWriter) {
                let mut object = writer.object();
                $(object.$method $(::<$format, _>)? ($member, &self.$field);)*
                object.end();
            }
        }

        impl $crate::__v1::Decode for $name {
            fn decode(reader: &mut $crate::__v1::Reader<'_>) -> Self {
                reader.refuse_unknown();
                reader.begin();
                Self { $($field: reader.$method $(::<$format, _>)? ($member),)* }
            }
        }

        $crate::__ncloud_value!($name);
    };
    (
        encode $name:ident;
        $($method:ident $field:ident $member:literal $(as $format:ty)?;)*
    ) => {
        impl $crate::__v1::Encode for $name {
            #[allow(unused_mut, reason = "there may be no members")]
            fn encode(&self, writer: &mut $crate::__v1::JsonWriter) {
                let mut object = writer.object();
                $(object.$method $(::<$format, _>)? ($member, &self.$field);)*
                object.end();
            }
        }

        $crate::__ncloud_value!($name);
    };
    (
        decode $name:ident;
        $($method:ident $field:ident $member:literal $(as $format:ty)?;)*
    ) => {
        impl $crate::__v1::Decode for $name {
            fn decode(reader: &mut $crate::__v1::Reader<'_>) -> Self {
                reader.begin();
                Self { $($field: reader.$method $(::<$format, _>)? ($member),)* }
            }
        }

        $crate::__ncloud_value!($name);
    };
    (as_written $name:ident; $($items:tt)*) => {
        $($items)*

        $crate::__ncloud_value!($name);
    };
}

/// What every struct and union is, once it is written and read.
#[cfg(feature = "data")]
#[doc(hidden)]
#[macro_export]
macro_rules! __ncloud_value {
    ($name:ident) => {
        impl ::core::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> ::core::primitive::bool {
                $crate::__v1::equal(self, other)
            }
        }

        $crate::__ncloud_serde!($name);
    };
}

/// An enum of texts.
#[cfg(feature = "data")]
#[doc(hidden)]
#[macro_export]
macro_rules! __ncloud_text_enum {
    ($name:ident; $($items:tt)*) => {
        $($items)*

        $crate::__ncloud_enum!($name as_str);

        impl ::core::str::FromStr for $name {
            type Err = $crate::__v1::UnknownValue;

            fn from_str(
                text: &::core::primitive::str,
            ) -> ::core::result::Result<Self, $crate::__v1::UnknownValue> {
                match <Self as ::core::convert::From<&::core::primitive::str>>::from(text) {
                    Self::Unknown(value) => ::core::result::Result::Err(value),
                    known => ::core::result::Result::Ok(known),
                }
            }
        }
    };
}

/// An enum of numbers.
#[cfg(feature = "data")]
#[doc(hidden)]
#[macro_export]
macro_rules! __ncloud_number_enum {
    ($name:ident; $($items:tt)*) => {
        $($items)*

        $crate::__ncloud_enum!($name as_i64);

        impl ::core::str::FromStr for $name {
            type Err = $crate::__v1::UnknownValue;

            fn from_str(
                text: &::core::primitive::str,
            ) -> ::core::result::Result<Self, $crate::__v1::UnknownValue> {
                let number = text.parse::<::core::primitive::i64>();
                match number.map(<Self as ::core::convert::From<::core::primitive::i64>>::from) {
                    ::core::result::Result::Ok(Self::Unknown(_)) | ::core::result::Result::Err(_) => {
                        ::core::result::Result::Err($crate::__v1::UnknownValue::new(text))
                    }
                    known => known.map_err(|_| $crate::__v1::UnknownValue::new(text)),
                }
            }
        }
    };
}

/// What both kinds of enums are, by what they are on the wire.
#[cfg(feature = "data")]
#[doc(hidden)]
#[macro_export]
macro_rules! __ncloud_enum {
    ($name:ident $method:ident) => {
        impl ::core::hash::Hash for $name {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                ::core::hash::Hash::hash(&self.$method(), state);
            }
        }

        impl ::core::cmp::PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> ::core::option::Option<::core::cmp::Ordering> {
                ::core::option::Option::Some(::core::cmp::Ord::cmp(self, other))
            }
        }

        impl ::core::cmp::Ord for $name {
            fn cmp(&self, other: &Self) -> ::core::cmp::Ordering {
                ::core::cmp::Ord::cmp(&self.$method(), &other.$method())
            }
        }

        $crate::__ncloud_serde!($name);
    };
}

/// Nothing, without the feature.
#[cfg(not(feature = "data"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __ncloud_data {
    ($($items:tt)*) => {};
}

/// Nothing, without the feature.
#[cfg(not(feature = "data"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __ncloud_text_enum {
    ($($items:tt)*) => {};
}

/// Nothing, without the feature.
#[cfg(not(feature = "data"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __ncloud_number_enum {
    ($($items:tt)*) => {};
}

/// `Serialize` and `Deserialize`, by JSON.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __ncloud_serde {
    ($name:ident) => {
        impl $crate::__v1::serde::Serialize for $name {
            fn serialize<S: $crate::__v1::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__v1::serialize(self, serializer)
            }
        }

        impl<'de> $crate::__v1::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__v1::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__v1::deserialize(deserializer)
            }
        }
    };
}

/// Nothing, without serde.
#[cfg(all(feature = "data", not(feature = "serde")))]
#[doc(hidden)]
#[macro_export]
macro_rules! __ncloud_serde {
    ($name:ident) => {};
}
