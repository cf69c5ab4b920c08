//! What is known of operations, services and waiters: data, which depends on nothing else in this crate.

mod address;
mod authorization;
mod interned;
mod operation;
mod region;
mod response;
mod retry;
mod service;
mod site;
mod waiter;

pub use self::address::{Address, Base, PathSegment};
pub use self::authorization::Authorization;
pub use self::operation::{Method, OperationMeta};
pub use self::region::Region;
pub use self::response::{Envelope, ResponseBody, SuccessCode};
pub use self::retry::{Retry, Safety};
pub use self::service::{ErrorCode, Service};
pub use self::site::Site;
pub use self::waiter::{NotFound, WaiterMeta};
