//! One call with options of its own.

use core::fmt;
use core::time::Duration;

use http::header::{HeaderName, HeaderValue};

use super::{Client, RawResponse};
use crate::call::layer::Layer;
use crate::call::response::Executed;
use crate::call::response_head::Reading;
use crate::call::retry::RetryPolicy;
use crate::codec::decode::Decode;
use crate::codec::encode::{Encode, EncodeText};
use crate::codec::types::Json;
use crate::meta::{Authorization, Envelope, Method, Region, ResponseBody, Safety};
use crate::wire::body::Upload;
use crate::wire::credentials::CredentialsProvider;
use crate::wire::download::Download;
use crate::wire::endpoint::Endpoint;
use crate::wire::error::Error;
use crate::wire::request::{AnyRequest, Operation, ServiceOrAddress};
use crate::wire::service_key::ServiceKey;

/// One call: a request, and what is to be otherwise for it alone.
///
/// [`Client::call`] makes one of any request, [`Client::request`] one to any endpoint. Options come first, in any order, and the verb
/// last; the verbs are those of the client:
///
/// ```no_run
/// # use ncloud::operation::Operation;
/// # use core::time::Duration;
/// # async fn example<O: Operation>(client: &ncloud::Client, request: O) -> Result<(), ncloud::Error> {
/// let response = client
///     .call(request)
///     .header("x-request-source", "nightly-report")
///     .call_timeout(Duration::from_secs(10))
///     .repeatable(true)
///     .region("SGN")
///     .send()
///     .await?;
/// # let _ = response;
/// # Ok(())
/// # }
/// ```
///
/// A call is made with a copy of the client that holds the options, which is cheap: what `client.with_region(..)` decides for all
/// calls of a copy, `.region(..)` decides in the same place for one. Every verb so has every option: those of
/// [`pages`](Self::pages) and [`wait`](Self::wait) hold for each request that the verb sends, a time limit of a call for each too.
/// That is why options are methods of the call rather than a value beside the request, which every verb would have to
/// take, or a second kind of request.
///
/// What cannot be used, such as an address that is none, is the error of the verb, and nothing is sent.
#[must_use = "a call does nothing until a verb such as `send`"]
pub struct Call<R, C = Client> {
    pub(crate) client: C,
    pub(crate) request: R,
}

/// What makes calls: [`Client`] and `blocking::Client`, and nothing else.
#[expect(private_bounds, reason = "nobody else implements it")]
pub trait Calls: Sealed {}

pub(crate) trait Sealed {
    /// The client whose settings are those of the calls.
    fn settings(&mut self) -> &mut Client;
}

impl Calls for Client {}

impl Sealed for Client {
    fn settings(&mut self) -> &mut Client {
        self
    }
}

impl Client {
    /// A call of a request, to which options are given. See [`Call`].
    pub fn call<O: Operation>(&self, request: O) -> Call<O> {
        Call {
            client: self.clone(),
            request,
        }
    }

    /// A call to any endpoint, whether a specification has it or not: of a service, `&vserver::SERVICE`, or of an address. It is signed,
    /// repeated, and its errors are read as those of all others are.
    ///
    /// ```no_run
    /// use ncloud::operation::Method;
    ///
    /// # async fn example(client: &ncloud::Client) -> Result<(), ncloud::Error> {
    /// let books = client
    ///     .request(Method::Get, "https://library.apigw.ntruss.com/api/v1", "/shelves")
    ///     .segment("a/1")
    ///     .query("limit", 10)
    ///     .send()
    ///     .await?;
    /// println!("{:?}", books.get("total"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// The path comes behind that of the address, and may have a query; both are sent as they are given. What has to be
    /// encoded is given by [`segment`](Call::segment) and [`query`](Call::query). A body is given by [`json`](Call::json),
    /// [`form`](Call::form) or [`body`](Call::body).
    ///
    /// Without more, `GET` and `HEAD` are repeated like what only reads, and the other methods like what changes something: see
    /// [`repeatable`](Call::repeatable). The call is signed with the keys of the account: see
    /// [`authorization`](Call::authorization). The region of the client is sent to services that are told it by a parameter, in
    /// the query, unless the query or the form has it.
    ///
    /// An address is taken as the one that is documented for the endpoint: where the client has one address for all services
    /// ([`ClientBuilder::endpoint_for_all`](crate::ClientBuilder::endpoint_for_all)), the call goes there, with the same path. Addresses
    /// other than `https` are for this machine alone.
    pub fn request(
        &self,
        method: Method,
        to: impl Into<ServiceOrAddress>,
        path: impl AsRef<str>,
    ) -> Call<AnyRequest> {
        Call {
            client: self.clone(),
            request: AnyRequest::new(method, to.into(), path.as_ref()),
        }
    }
}

impl<R, C: Calls> Call<R, C> {
    /// Adds a parameter to the query, encoded; one that is absent is left out. Of a name that the request writes itself it is an
    /// error; several of one name are all sent.
    pub fn query(mut self, name: impl AsRef<str>, value: impl EncodeText) -> Self {
        self.options().query(name.as_ref(), &value);
        self
    }

    /// Adds a header. One that the request writes itself is an error, and so is one that says who sends the call or that is the
    /// transport's; `accept`, `accept-encoding` and `user-agent` stand in place of the client's. A [`HeaderValue`] that is marked as sensitive is `[redacted]` in errors and logs.
    pub fn header(
        mut self,
        name: impl TryInto<HeaderName>,
        value: impl TryInto<HeaderValue>,
    ) -> Self {
        self.options()
            .header(name.try_into().ok(), value.try_into().ok());
        self
    }

    /// Adds a member to a body that is a JSON object, which a request without a body is given one for; one that is absent is left
    /// out. Of a name that the request writes itself it is an error.
    pub fn member(mut self, name: impl Into<String>, value: impl Encode) -> Self {
        self.options().member(name.into(), &value);
        self
    }

    /// Adds a parameter to a body that is a form, as [`member`](Self::member) does to one that is JSON.
    pub fn form_parameter(mut self, name: impl Into<String>, value: impl EncodeText) -> Self {
        self.options().form(name.into(), &value);
        self
    }

    /// Time limit, repetitions and the delays between them included, at most a year.
    pub fn call_timeout(self, limit: Duration) -> Self {
        self.with(|client| client.with_call_timeout(limit))
    }

    /// Time limit for every attempt, at most a year.
    pub fn attempt_timeout(self, limit: Duration) -> Self {
        self.with(|client| client.with_attempt_timeout(limit))
    }

    /// Time limit for the whole of a body that is streamed, at most a year.
    pub fn transfer_timeout(self, limit: Duration) -> Self {
        self.with(|client| client.with_transfer_timeout(limit))
    }

    /// Least rate of a body that is streamed, in bytes per second; 0 for none.
    pub fn least_rate(self, bytes_per_second: u64) -> Self {
        self.with(|client| client.with_least_rate(bytes_per_second))
    }

    /// Content codings that a download may come in, as [`ClientBuilder::accept_encoding`](crate::ClientBuilder::accept_encoding) takes
    /// them.
    pub fn accept_encoding(self, codings: impl AsRef<str>) -> Self {
        self.with_checked(|client| client.with_accept_encoding(codings))
    }

    /// How the call is repeated.
    pub fn retry(self, policy: RetryPolicy) -> Self {
        self.with(|client| client.with_retry(policy))
    }

    /// Whether the call may be carried out twice, so that it is repeated where its response is lost, whatever the operation says of
    /// itself. [`RetryPolicy`] has the table; a body that is a stream of the caller's is sent once all the same.
    pub fn repeatable(mut self, repeatable: bool) -> Self {
        self.options().safety = Some(match repeatable {
            true => Safety::Read,
            false => Safety::Write,
        });
        self
    }

    /// The region, as [`Client::with_region`] takes it.
    pub fn region(self, region: impl Into<Region>) -> Self {
        self.with(|client| client.with_region(region))
    }

    /// No region, as [`Client::without_region`].
    pub fn without_region(self) -> Self {
        self.with(Client::without_region)
    }

    /// The address that the call goes to, in place of that of its service: scheme, host and, where it has one, a path that comes
    /// before that of the operation. Plain `http` is for this machine alone.
    pub fn endpoint(mut self, address: impl AsRef<str>) -> Self {
        let options = self.options();
        match Endpoint::new(address.as_ref()) {
            Ok(endpoint) => options.endpoint = Some(endpoint),
            Err(error) => options.refuse(&error),
        }
        self
    }

    /// The keys that the call is signed with.
    pub fn credentials(self, provider: impl CredentialsProvider + 'static) -> Self {
        self.with(|client| client.with_credentials(provider))
    }

    /// The key of the service, where it takes one of its own.
    pub fn service_key(mut self, key: ServiceKey) -> Self {
        self.options().key = Some(key);
        self
    }

    /// Puts a [layer](crate::layer) around the call, within those of the client.
    pub fn layer(self, layer: impl Layer + 'static) -> Self {
        self.with(|client| client.with_layer(layer))
    }

    fn options(&mut self) -> &mut crate::call::options::CallOptions {
        self.client.settings().context.options_mut()
    }

    fn with(mut self, option: impl FnOnce(Client) -> Client) -> Self {
        let client = self.client.settings();
        *client = option(client.clone());
        self
    }

    fn with_checked(mut self, option: impl FnOnce(Client) -> Result<Client, Error>) -> Self {
        match option(self.client.settings().clone()) {
            Ok(client) => *self.client.settings() = client,
            Err(error) => self.options().refuse(&error),
        }
        self
    }
}

impl<C: Calls> Call<AnyRequest, C> {
    /// Appends a segment to the path, encoded: `a/1` is `a%2F1`.
    pub fn segment(mut self, value: impl EncodeText) -> Self {
        self.request.segment(&value);
        self
    }

    /// The body, as JSON.
    pub fn json(mut self, value: impl Encode) -> Self {
        self.request.json(&value);
        self
    }

    /// Adds a parameter to a body that is a form; one that is absent is left out.
    pub fn form(mut self, name: impl AsRef<str>, value: impl EncodeText) -> Self {
        self.request.form(name.as_ref(), &value);
        self
    }

    /// The body: bytes, a file or a stream.
    pub fn body(mut self, content_type: impl AsRef<str>, content: impl Into<Upload>) -> Self {
        self.request.upload(content_type.as_ref(), content.into());
        self
    }

    /// How the call says who sends it, where that is not a signature with the keys of the account. The key is that of the
    /// service, or [`service_key`](Self::service_key).
    pub fn authorization(mut self, authorization: Authorization) -> Self {
        self.request.set_authorization(authorization);
        self
    }
}

/// JSON, or nothing: what an endpoint responds with of which nothing is known.
pub(crate) const ANYTHING: ResponseBody = ResponseBody::Json(Envelope::None);

impl Call<AnyRequest> {
    /// Sends the request, and gives the response as JSON; `null` where it has no body.
    ///
    /// # Errors
    ///
    /// Those of [`Client::send`].
    pub async fn send(self) -> Result<Json, Error> {
        self.send_as().await
    }

    /// Sends the request, and reads its response as a type: one of this crate's, or one of your own that is [`Decode`]. `()` takes
    /// whatever comes.
    ///
    /// # Errors
    ///
    /// Those of [`Client::send`].
    pub async fn send_as<T: Decode + 'static>(self) -> Result<T, Error> {
        let executed = self.executed(ANYTHING, Reading::Whole).await?;
        executed.or_null().decode()
    }

    /// Sends the request, and gives its response as it came, whatever it is: status, headers and body.
    ///
    /// # Errors
    ///
    /// Those of [`Client::send_raw`].
    pub async fn send_raw(self) -> Result<RawResponse<Json>, Error> {
        let executed = self.executed(ANYTHING, Reading::Whole).await?;
        Ok(RawResponse::new(executed.or_null()))
    }

    /// Sends the request, and gives the body of its response piece by piece.
    ///
    /// # Errors
    ///
    /// Those of [`Client::send`].
    pub async fn download(self) -> Result<Download, Error> {
        let executed = self.executed(ResponseBody::Bytes, Reading::Pieces).await?;
        executed.decode()
    }

    pub(crate) async fn executed(
        self,
        response: ResponseBody,
        reading: Reading,
    ) -> Result<Executed, Error> {
        let Self { client, request } = self;
        let options = client.context.options.as_deref();
        // What the call says itself goes before what the client says.
        let is_told = request
            .region_parameter()
            .zip(options)
            .is_some_and(|(name, options)| options.writes(name));
        let encoded = request.encode(client.region().filter(|_| !is_told), response);
        client.execute(encoded, reading).await
    }
}

impl<O: Operation> Call<O> {
    /// As [`Client::send`].
    ///
    /// # Errors
    ///
    /// Those of [`Client::send`].
    pub async fn send(self) -> Result<O::Output, Error> {
        self.client.send(self.request).await
    }

    /// As [`Client::send_raw`].
    ///
    /// # Errors
    ///
    /// Those of [`Client::send_raw`].
    pub async fn send_raw(self) -> Result<RawResponse<O::Output>, Error> {
        self.client.send_raw(self.request).await
    }
}

impl<R: fmt::Debug, C> fmt::Debug for Call<R, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("request", &self.request)
            .finish_non_exhaustive()
    }
}
