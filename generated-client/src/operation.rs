//! Operations: what a request type of this crate is, and how one is written by hand for an endpoint that no specification
//! holds yet.
//!
//! ```
//! use ncloud::decode::{Decode, Reader};
//! use ncloud::operation::{
//!     Address, Base, Encoded, Envelope, Method, Operation, OperationMeta, PathSegment, Request, ResponseBody, Service,
//! };
//! use ncloud::{Client, Error, Site};
//!
//! static SERVICE: Service = Service::new(
//!     "library",
//!     "Library",
//!     Address::Known(&[Base::new(Site::Public, None, "https://library.apigw.ntruss.com", &[])]),
//! );
//!
//! /// Searches books.
//! struct ListBooks {
//!     shelf: String,
//!     limit: Option<i32>,
//! }
//!
//! struct Book {
//!     title: String,
//!     pages: Option<i64>,
//! }
//!
//! impl Operation for ListBooks {
//!     type Output = Vec<Book>;
//!
//!     const META: &'static OperationMeta = &OperationMeta::new(
//!         &SERVICE,
//!         "ListBooks",
//!         Method::Get,
//!         &[PathSegment::Literal("/shelves/"), PathSegment::Parameter("shelf"), PathSegment::Literal("/books")],
//!     )
//!     .response(ResponseBody::Json(Envelope::Member("books")));
//!
//!     fn encode(&self, request: &mut Request) {
//!         request.path("shelf", &self.shelf);
//!         request.query("limit", &self.limit);
//!     }
//! }
//!
//! impl Decode for Book {
//!     fn decode(reader: &mut Reader<'_>) -> Self {
//!         Self {
//!             title: reader.field("title"),
//!             pages: reader.field("pages"),
//!         }
//!     }
//! }
//!
//! async fn print(client: &Client) -> Result<(), Error> {
//!     for book in client.send(ListBooks { shelf: "a/1".to_owned(), limit: Some(10) }).await? {
//!         println!("{}, {:?} pages", book.title, book.pages);
//!     }
//!     Ok(())
//! }
//!
//! // What would go over the wire, without a client.
//! let encoded = Encoded::of(&ListBooks { shelf: "a/1".to_owned(), limit: Some(10) })?;
//! assert_eq!(encoded.target(), "/shelves/a%2F1/books?limit=10");
//! # let _ = print;
//! # Ok::<(), Error>(())
//! ```
//!
//! The build script of a crate of your own can generate such code from a specification of your own: `ncloud-codegen`.

pub use crate::codec::encode::{Encode, EncodeText, JsonWriter, ListWriter, ObjectWriter};
pub use crate::meta::{
    Address, Authorization, Base, Envelope, ErrorCode, Method, OperationMeta, PathSegment,
    ResponseBody, Retry, Safety, Service, SuccessCode,
};
pub use crate::wire::request::{Encoded, Operation, Request};
