//! The server: it listens on loopback, answers, and remembers.

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener as StdTcpListener};
use std::sync::Arc;
use std::thread;
use std::time::SystemTime;

use http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use ncloud_codegen::ir::Service;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, JoinSet};

use crate::error::Error;
use crate::feed::{Feed, Feeds};
use crate::hidden::Hidden;
use crate::judge::{Judgement, Received, judge};
use crate::misbehaviour::{Misbehaviour, Plan, Times};
use crate::multipart::Part;
use crate::record::{KEPT_REQUESTS, RecordedPart, RecordedRequest, Records, Verdict};
use crate::reply::{self, Reply, ReplyBody};
use crate::route::{Router, prefix};
use crate::settings::ServiceSettings;
use crate::signature::Keys;
use crate::state::State;

/// The access key of a gateway that was given none.
pub const SAMPLE_ACCESS_KEY: &str = "SANDBOXACCESSKEY0001";
/// The secret key of a gateway that was given none. No secret.
pub const SAMPLE_SECRET_KEY: &str = "SandboxSecretKeyThatIsNoSecretAtAll00001";

type Clock = Arc<dyn Fn() -> SystemTime + Send + Sync>;
type Observer = Box<dyn Fn(&RecordedRequest) + Send + Sync>;

/// Settings of a gateway that is about to start.
#[must_use = "a gateway starts with `start` or `start_blocking`"]
pub struct Builder {
    services: Vec<Service>,
    keys: Keys,
    clock: Clock,
    port: u16,
    observer: Option<Observer>,
    kept_requests: usize,
    keeps_state: bool,
}

impl Builder {
    /// Adds services, as [`ncloud_codegen::load`] reads them. A gateway without any answers 404 to whatever is signed
    /// well.
    pub fn specs(mut self, services: impl IntoIterator<Item = Service>) -> Self {
        self.services.extend(services);
        self
    }

    /// Adds a pair of keys. Without any, [`SAMPLE_ACCESS_KEY`] and [`SAMPLE_SECRET_KEY`] are the only ones.
    pub fn key(mut self, access_key: impl Into<String>, secret_key: impl Into<String>) -> Self {
        self.keys.insert(access_key.into(), secret_key.into());
        self
    }

    /// Sets the clock that timestamps are held against and that `Date` tells. Default: the system's.
    pub fn clock(mut self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Sets the port on 127.0.0.1. Default: 0, any free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Keeps so many requests, the last ones. Default: 10,000. Of their bodies no more than 64 MiB are kept in all, for which the oldest
    /// requests are dropped too; [`Gateway::dropped_requests`] counts them.
    pub fn keep_requests(mut self, most: usize) -> Self {
        self.kept_requests = most;
        self
    }

    /// Keeps what is created, so that it can be listed, read, changed and deleted, as far as the specs tell how; what they do not
    /// tell is answered as without it, and [`RecordedRequest::not_kept`] says why. Default: nothing is kept.
    pub fn keep_state(mut self) -> Self {
        self.keeps_state = true;
        self
    }

    /// Calls this with every request when it has been checked, before it is answered.
    pub fn on_request(
        mut self,
        observer: impl Fn(&RecordedRequest) + Send + Sync + 'static,
    ) -> Self {
        self.observer = Some(Box::new(observer));
        self
    }

    /// Starts the gateway as a task of the present runtime, which must be Tokio's with input, output and time
    /// enabled.
    ///
    /// # Errors
    ///
    /// [`Error::Bind`] when the port cannot be had.
    pub async fn start(self) -> Result<Gateway, Error> {
        let (listener, address, shared) = self.prepare()?;
        let (stop, stopped) = oneshot::channel();
        let bind_error = |source| Error::Bind { address, source };
        let listener = TcpListener::from_std(listener).map_err(bind_error)?;
        let task = tokio::spawn(serve(listener, Arc::clone(&shared), stopped));
        Ok(Gateway {
            address,
            shared,
            stop: Some(stop),
            worker: Some(Worker::Task(task)),
        })
    }

    /// Starts the gateway on a thread of its own, for callers without a runtime.
    ///
    /// # Errors
    ///
    /// Those of [`start`](Self::start), and [`Error::Runtime`] when the thread cannot be had.
    pub fn start_blocking(self) -> Result<Gateway, Error> {
        let (listener, address, shared) = self.prepare()?;
        let (stop, stopped) = oneshot::channel();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .enable_time()
            .build()
            .map_err(Error::Runtime)?;
        let listener = {
            let _inside = runtime.enter();
            TcpListener::from_std(listener).map_err(Error::Runtime)?
        };
        let serving = serve(listener, Arc::clone(&shared), stopped);
        let thread = thread::Builder::new()
            .name("ncloud-sandbox".to_owned())
            .spawn(move || runtime.block_on(serving))
            .map_err(Error::Runtime)?;
        Ok(Gateway {
            address,
            shared,
            stop: Some(stop),
            worker: Some(Worker::Thread(thread)),
        })
    }

    fn prepare(self) -> Result<(StdTcpListener, SocketAddr, Arc<Shared>), Error> {
        let mut keys = self.keys;
        if keys.is_empty() {
            keys.insert(SAMPLE_ACCESS_KEY.to_owned(), SAMPLE_SECRET_KEY.to_owned());
        }
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let bind_error = |source| Error::Bind { address, source };
        let listener = StdTcpListener::bind(address).map_err(bind_error)?;
        listener.set_nonblocking(true).map_err(bind_error)?;
        let address = listener.local_addr().map_err(bind_error)?;
        let url = url(address);
        let services: Vec<_> = self.services.into_iter().map(Arc::new).collect();
        let router = Router::new(&services);
        let settings = services.iter().map(|service| {
            if router.is_twin(&service.name) {
                ServiceSettings::of(service, &format!("{url}{}", prefix(&service.name)))
            } else {
                ServiceSettings::of(service, &url)
            }
        });
        let shared = Arc::new(Shared {
            settings: settings.collect(),
            state: self.keeps_state.then(|| State::of(&services)),
            router,
            keys,
            clock: self.clock,
            observer: self.observer,
            records: Records::new(self.kept_requests),
            plan: Plan::default(),
            feeds: Feeds::default(),
        });
        Ok((listener, address, shared))
    }
}

/// Without the secret keys.
impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let services: Vec<&str> = self.services.iter().map(|it| it.name.as_str()).collect();
        f.debug_struct("Builder")
            .field("services", &services)
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}

/// A stand-in for the gateway of NAVER Cloud Platform that is running. It stops when it is dropped.
pub struct Gateway {
    address: SocketAddr,
    shared: Arc<Shared>,
    /// Dropped to stop the server.
    stop: Option<oneshot::Sender<Infallible>>,
    worker: Option<Worker>,
}

enum Worker {
    Task(JoinHandle<()>),
    Thread(thread::JoinHandle<()>),
}

impl Gateway {
    /// Begins to set up a gateway.
    pub fn builder() -> Builder {
        Builder {
            services: Vec::new(),
            keys: Keys::new(),
            clock: Arc::new(SystemTime::now),
            port: 0,
            observer: None,
            kept_requests: KEPT_REQUESTS,
            keeps_state: false,
        }
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `http://127.0.0.1:40321`, without a slash at the end: what stands in for `https://{service}.apigw.ntruss.com`.
    #[must_use]
    pub fn url(&self) -> String {
        url(self.address)
    }

    /// What a client has to be told, for every service.
    #[must_use]
    pub fn settings(&self) -> &[ServiceSettings] {
        &self.shared.settings
    }

    /// What could be better: operations of one service that no request tells apart.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        self.shared.router.warnings()
    }

    /// The last requests, in the order in which their last bytes came in: all of them, unless
    /// [`dropped_requests`](Self::dropped_requests) says otherwise.
    ///
    /// What is not HTTP is refused with a bare 400 and is not among them; nor is a request that broke off.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.shared.records.all()
    }

    /// How many requests are no longer among [`requests`](Self::requests), because more came than are kept.
    #[must_use]
    pub fn dropped_requests(&self) -> usize {
        self.shared.records.dropped()
    }

    /// Returns as soon as that many requests have come in since the start. It has no deadline of its own.
    pub async fn wait_for_requests(&self, count: usize) {
        self.shared.records.wait_for(count).await;
    }

    /// Misbehaves to the next requests, or to all: `misbehave(Misbehaviour::CloseConnection, 1)`, `misbehave(..,
    /// Times::Always)`.
    ///
    /// Orders are used up one after the other: each request gets the first that is left.
    pub fn misbehave(&self, misbehaviour: Misbehaviour, times: impl Into<Times>) {
        self.shared.plan.push(misbehaviour, None, times.into());
    }

    /// Misbehaves to requests of one operation alone, named `GetUser` or `service.GetUser`; a request that is refused
    /// counts as well.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownOperation`] when no spec has the operation.
    pub fn misbehave_on(
        &self,
        operation: &str,
        misbehaviour: Misbehaviour,
        times: impl Into<Times>,
    ) -> Result<(), Error> {
        self.known(operation)?;
        let operation = Some(operation.to_owned());
        self.shared.plan.push(misbehaviour, operation, times.into());
        Ok(())
    }

    /// Hands the body of the next accepted request's answer to the caller, piece by piece, for an operation named `GetUser`
    /// or `service.GetUser`. Status and headers are those that the operation answers with; feeds are used up one after the
    /// other.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownOperation`] when no spec has the operation.
    pub fn feed(&self, operation: &str) -> Result<Feed, Error> {
        self.known(operation)?;
        Ok(self.shared.feeds.add(operation.to_owned()))
    }

    fn known(&self, operation: &str) -> Result<(), Error> {
        let mut routes = self.shared.router.routes().iter();
        if routes.any(|route| route.name().is(operation)) {
            Ok(())
        } else {
            Err(Error::UnknownOperation(operation.to_owned()))
        }
    }

    /// Forgets every order to misbehave.
    pub fn behave(&self) {
        self.shared.plan.clear();
    }

    /// Stops it, closes its connections and returns when the port is free.
    pub async fn shutdown(mut self) {
        self.stop = None;
        if let Some(Worker::Task(task)) = self.worker.take_if(|it| matches!(it, Worker::Task(_))) {
            // Fails only if the task was torn down with its runtime: then it has stopped as well.
            let _ = task.await;
        }
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(Worker::Thread(thread)) = self.worker.take() {
            // Fails only if the thread panicked, of which the panic hook has told already.
            let _ = thread.join();
        }
    }
}

/// Without the secret keys.
impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gateway")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

fn url(address: SocketAddr) -> String {
    format!("http://{address}")
}

/// What every connection needs.
struct Shared {
    settings: Vec<ServiceSettings>,
    router: Router,
    state: Option<State>,
    keys: Keys,
    clock: Clock,
    observer: Option<Observer>,
    records: Records,
    plan: Plan,
    feeds: Feeds,
}

fn recorded_parts(parts: Result<Vec<Part>, String>) -> Vec<RecordedPart> {
    // What is wrong with them is in the verdict.
    parts
        .unwrap_or_default()
        .into_iter()
        .map(|part| RecordedPart {
            name: part.name,
            file_name: part.file_name,
            content_type: part.content_type,
            content: part.kept,
            length: part.length,
            sha256: part.sha256,
        })
        .collect()
}

/// Accepts until it is stopped, then drops every connection.
async fn serve(
    listener: TcpListener,
    shared: Arc<Shared>,
    mut stopped: oneshot::Receiver<Infallible>,
) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            _ = &mut stopped => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection(stream, Arc::clone(&shared)));
                }
                // Out of descriptors: the end of a connection frees one.
                Err(_) => {
                    connections.join_next().await;
                }
            },
            Some(_) = connections.join_next() => {}
        }
    }
    connections.shutdown().await;
}

fn connection(stream: TcpStream, shared: Arc<Shared>) -> impl Future<Output = ()> {
    let service = service_fn(move |request| {
        let shared = Arc::clone(&shared);
        async move { shared.answer(request).await }
    });
    async move {
        let connection = http1::Builder::new()
            // `Date` tells the gateway's own clock, and is absent where it is told to be.
            .auto_date_header(false)
            .serve_connection(TokioIo::new(stream), service);
        // A connection that breaks off, on either side, concerns nobody else.
        let _ = connection.await;
    }
}

impl Shared {
    /// Answers a request. An error closes the connection without an answer.
    async fn answer(&self, request: Request<Incoming>) -> Result<Response<ReplyBody>, io::Error> {
        let received = Received::read(&self.router, request)
            .await
            .map_err(io::Error::other)?;
        let now = (self.clock)();
        let judgement = judge(
            &self.router,
            &self.keys,
            now,
            self.state.as_ref(),
            &received,
        );
        let misbehaviour = self.plan.next(judgement.operation.as_ref());
        let trace_id = reply::trace_id();
        self.record(received, &judgement, misbehaviour.clone(), &trace_id);

        let (mut reply, fed) = match &judgement.outcome {
            Ok(answer) => (
                Reply::endpoint(answer),
                self.feeds.next(judgement.operation.as_ref()),
            ),
            Err(refusal) => (Reply::refusal(refusal), None),
        };
        let mut is_truncated = false;
        let mut skew = None;
        match misbehaviour {
            None => {}
            Some(Misbehaviour::Delay(duration)) => tokio::time::sleep(duration).await,
            Some(Misbehaviour::CloseConnection) => {
                return Err(io::Error::other("told to close the connection"));
            }
            Some(Misbehaviour::Truncate) => is_truncated = true,
            Some(Misbehaviour::Throttle { code, retry_after }) => {
                let error = code.error();
                reply = Reply::gateway_error(error, error.usual_details());
                if let Some(wait) = retry_after {
                    reply.set_retry_after(wait);
                }
            }
            Some(Misbehaviour::Error(error)) => {
                reply = Reply::gateway_error(error, error.usual_details());
            }
            Some(Misbehaviour::SkewedDate(by)) => skew = Some(by),
            Some(Misbehaviour::HtmlPage(status)) => return Ok(Reply::html_page(status).whole()),
            Some(Misbehaviour::WrongShape) => {
                reply = Reply::wrong_shape(judgement.success_status);
            }
            Some(Misbehaviour::Respond {
                status,
                headers,
                body,
            }) => {
                let reply = Reply {
                    status,
                    headers,
                    body,
                };
                return Ok(reply.whole());
            }
        }
        reply.set_trace_id(&trace_id);
        reply.set_date((self.clock)(), skew);
        if let Some(fed) = fed {
            return Ok(reply.fed(fed));
        }
        Ok(if is_truncated {
            reply.truncated()
        } else {
            reply.whole()
        })
    }

    fn record(
        &self,
        received: Received,
        judgement: &Judgement,
        misbehaviour: Option<Misbehaviour>,
        trace_id: &str,
    ) {
        let verdict = match &judgement.outcome {
            Ok(answer) => Verdict::Accepted {
                source: answer.source.clone(),
            },
            Err(refusal) => Verdict::Refused {
                error: refusal.error,
                reason: refusal.reason.clone(),
            },
        };
        let request = RecordedRequest {
            hidden: Hidden::of(&self.router, &received, judgement.operation.as_ref()),
            target: received.target().to_owned(),
            method: received.method,
            headers: received.headers,
            body: received.body.kept,
            length: received.body.length,
            sha256: received.body.sha256,
            parts: recorded_parts(received.body.parts),
            operation: judgement.operation.clone(),
            verdict,
            not_kept: judgement.not_kept,
            misbehaviour,
            trace_id: trace_id.to_owned(),
        };
        if let Some(observer) = &self.observer {
            observer(&request);
        }
        self.records.push(request);
    }
}
