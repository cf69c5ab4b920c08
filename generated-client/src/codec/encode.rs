//! How values are written: as JSON, as text, as several parameters.

mod common_code;
mod elements;
mod indexed;
mod json;
pub(crate) mod pairs;
mod text;

pub use self::elements::{ElementsWriter, EncodeElements};
pub use self::indexed::{EncodeIndexed, IndexedWriter};
pub use self::json::{Encode, EncodeAs, JsonWriter, ListWriter, ObjectWriter};
pub use self::pairs::Items;
pub use self::text::{EncodeText, EncodeTextAs};
