//! Operations that are made up while the program runs: what is known of a call to an endpoint that no specification has.

use std::sync::{PoisonError, RwLock};

use super::address::Address;
use super::authorization::Authorization;
use super::operation::{Method, OperationMeta};
use super::response::ResponseBody;
use super::service::Service;

/// Of endpoints that are of no service.
static NO_SERVICE: Service = Service::new("endpoint", "Any endpoint", Address::Known(&[]));

/// One for each service, method and so on that a program calls so. They are as few as these, and are kept for its life.
static KEPT: RwLock<Vec<&'static OperationMeta>> = RwLock::new(Vec::new());

impl OperationMeta {
    /// The operation of any endpoint. It is named by its method, and its path is that of the request.
    pub(crate) fn of_any(
        service: Option<&'static Service>,
        method: Method,
        authorization: Authorization,
        response: ResponseBody,
    ) -> &'static Self {
        let service = service.unwrap_or(&NO_SERVICE);
        let find = |kept: &[&'static Self]| {
            let is_it = |meta: &Self| {
                core::ptr::eq(meta.service, service)
                    && meta.method == method
                    && meta.authorization == authorization
                    && meta.response == response
            };
            kept.iter().copied().find(|meta| is_it(meta))
        };
        let found = find(&KEPT.read().unwrap_or_else(PoisonError::into_inner));
        if let Some(meta) = found {
            return meta;
        }
        let mut kept = KEPT.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(meta) = find(&kept) {
            return meta;
        }
        let meta: &'static Self = Box::leak(Box::new(
            Self::new(service, method.as_str(), method, &[])
                .authorization(authorization)
                .response(response),
        ));
        kept.push(meta);
        meta
    }
}
