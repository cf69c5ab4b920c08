//! Values in a format, written and read.

use std::marker::PhantomData;

use ncloud::__v1::DecodeAs;
use ncloud::__v1::EncodeAs;
use ncloud::decode::{Decode, Reader, from_str};
use ncloud::operation::{Encode, Encoded, JsonWriter, Request};
use ncloud::operation::{Method, Operation, OperationMeta, PathSegment};

/// Sends a value in a format as its body.
struct Put<F, T>(T, PhantomData<F>);

impl<F: EncodeAs<T>, T> Operation for Put<F, T> {
    type Output = ();

    const META: &'static OperationMeta = &OperationMeta::new(
        &super::SERVICE,
        "Put",
        Method::Put,
        &[PathSegment::Literal("/")],
    );

    fn encode(&self, request: &mut Request) {
        request.json_as::<F, T>(&self.0);
    }
}

pub fn written<F: EncodeAs<T>, T>(value: T) -> Result<String, String> {
    Encoded::of(&Put::<F, T>(value, PhantomData))
        .map(|encoded| String::from_utf8(encoded.body().as_bytes().unwrap().to_vec()).unwrap())
        .map_err(|error| error.to_string())
}

/// The format of what needs none.
pub enum Plain {}

impl<T: Encode> EncodeAs<T> for Plain {
    fn encode_as(value: &T, writer: &mut JsonWriter) {
        value.encode(writer);
    }
}

struct As<F, T>(T, PhantomData<F>);

impl<F: DecodeAs<T>, T> Decode for As<F, T> {
    fn decode(reader: &mut Reader) -> Self {
        Self(reader.value_as::<F, T>(), PhantomData)
    }
}

pub fn read<F: DecodeAs<T>, T>(json: &str) -> Result<T, String> {
    from_str::<As<F, T>>(json)
        .map(|value| value.0)
        .map_err(|error| error.to_string())
}
