//! What generated code names, and nobody else: not a part of what this crate promises to callers.
//!
//! The name of the module is the version of the contract between the generator and the run time. A change of anything in it,
//! an addition too, is a contract of another name: code of a generator that does not fit fails at the one line that names the
//! module, and the comment behind it says what to do.

mod data;

#[cfg(feature = "data")]
pub use crate::codec::data::equal;
#[cfg(feature = "serde")]
pub use crate::codec::data::{deserialize, serialize};
pub use crate::codec::debug::{Chained, debug};
pub use crate::codec::decode::{Decode, DecodeError, Reader, stand_in};
pub use crate::codec::encode::{
    ElementsWriter, Encode, EncodeElements, EncodeIndexed, IndexedWriter, JsonWriter,
};
pub use crate::codec::format::{
    Base64, BasicIso8601, CompactDate, CompactDateTime, CompactMonth, EpochMillis, EpochMillisText,
    EpochSeconds, Iso8601, IsoDate, IsoDateTime, IsoMonth, Joined, JoinedElements, Quoted,
    SpacedDateTime, SpacedDateTimeToMinute, YesNo,
};
pub use crate::codec::json::Kind;
pub use crate::codec::types::{
    CivilDate, CivilDateTime, CivilMonth, CommonCode, Json, Patch, Timestamp, UnknownJson,
    UnknownNumber, UnknownValue,
};
pub use crate::events::{EventData, Streaming};
pub use crate::meta::{
    Address, Authorization, Base, Envelope, ErrorCode, Method, NotFound, OperationMeta,
    PathSegment, ResponseBody, Retry, Safety, Service, Site, SuccessCode, WaiterMeta,
};
pub use crate::paginate::{Page, Paginated};
pub use crate::wait::Waiter;
pub use crate::wire::body::{File, Upload};
pub use crate::wire::download::Download;
pub use crate::wire::request::{Operation, Request};

// What stands in the bounds of their methods.
pub use crate::codec::debug::Fields;
pub use crate::codec::decode::DecodeAs;
pub use crate::codec::encode::{
    EncodeAs, EncodeText, EncodeTextAs, Items, ListWriter, ObjectWriter,
};
pub use crate::codec::format::Text;
pub use crate::paginate::{PageField, PageValue};
pub use crate::wire::request::{Files, HeaderFamily};

// What is made of values as data, where that is turned on.
pub use crate::{
    __ncloud_data as data, __ncloud_number_enum as number_enum, __ncloud_text_enum as text_enum,
};
#[cfg(feature = "serde")]
pub use ::serde_core as serde;
