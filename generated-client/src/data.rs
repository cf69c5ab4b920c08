//! Requests and responses as data: JSON of them and back, rows of a table, and what their specification does not know.
//!
//! With the feature `data`, requests and responses are equal or not by [`PartialEq`], and are [`Data`]: JSON and back, without a
//! dependency. Open enums have `Hash`, `Ord` (by what goes over the wire) and `FromStr`, which takes known values alone. With the
//! feature `serde` everything that is `Data` is `Serialize` and `Deserialize` as well, [`Json`](crate::types::Json) too: for YAML,
//! for a file of requests, for whatever has a serializer.
//!
//! ```
//! # #[cfg(feature = "organization")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use ncloud::data::Data;
//! use ncloud::organization::DeleteOrganization;
//!
//! let request = DeleteOrganization::new(166);
//! let json = request.to_json()?;
//! assert_eq!(json.text(), r#"{"organizationNo":166}"#);
//! assert_eq!(DeleteOrganization::from_json(&json)?, request);
//!
//! // A name that the request does not have is an error, not a parameter that is lost.
//! let wrong = r#"{"organisationNo": 166}"#.parse()?;
//! assert!(DeleteOrganization::from_json(&wrong).is_err());
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "organization"))]
//! # fn main() {}
//! ```
//!
//! Equality is that of the JSON: two values are equal if the same would go over the wire. A value with a number that is not finite
//! is equal to none.
//!
//! # Members that the specification does not know
//!
//! They are passed over when a response is read. [`RawResponse::decode_kept`](crate::RawResponse::decode_kept) keeps them, beside
//! the typed value; they go back out with it:
//!
//! ```
//! use ncloud::data::{Data, Kept};
//! use ncloud::types::CommonCode;
//!
//! let json = r#"{"code": "RUN", "codeName": "running", "color": "green"}"#.parse()?;
//! let mut status = Kept::<CommonCode>::from_json(&json)?;
//! assert_eq!(status.unknown().map(|(path, value)| format!("{path} = {value}")).collect::<Vec<_>>(), ["color = \"green\""]);
//!
//! status.value.code_name = None;
//! assert_eq!(status.to_json()?.text(), r#"{"code":"RUN","color":"green"}"#);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub use crate::codec::data::{Data, EncodeError, Kept, Table};
