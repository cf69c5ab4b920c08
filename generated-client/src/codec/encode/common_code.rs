use super::{Encode, JsonWriter};
use crate::codec::types::CommonCode;

impl<T: Encode> Encode for CommonCode<T> {
    fn encode(&self, writer: &mut JsonWriter) {
        let mut object = writer.object();
        object.field("code", &self.code);
        object.field("codeName", &self.code_name);
        object.end();
    }
}
