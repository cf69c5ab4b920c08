use super::{Decode, Reader};
use crate::codec::types::CommonCode;

impl<T: Decode> Decode for CommonCode<T> {
    fn decode(reader: &mut Reader<'_>) -> Self {
        Self {
            code: reader.field("code"),
            code_name: reader.field("codeName"),
        }
    }
}
