//! A server of the [Model Context Protocol](https://modelcontextprotocol.io): agents find, understand and call operations.
//!
//! There are few tools for all operations, so that a model that is handed them has room for its work. What a tool gives is JSON as text
//! alone: a structured copy beside it would take the room twice, and would round long numbers.

mod access;
mod arguments;
mod call;
mod consent;
mod describe;
mod find;
mod http;
mod parts;
mod reply;
mod tools;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use rmcp::model::{
    CallToolRequestParams, CallToolResponse, ErrorData, Implementation, ListToolsResult,
    PaginatedRequestParams, ServerCapabilities, ServerConfig,
};
use rmcp::service::RequestContext;
use rmcp::{RoleServer, ServerHandler, ServiceExt as _};

use self::consent::Questions;
use self::parts::Kept;
use crate::catalog::Catalog;
use crate::connection::Settings;
use crate::failure::Failure;

pub use self::access::Access;
pub use self::http::{Http, Listening};

/// The characters of a reply, where nothing else is asked for: some thousand tokens.
pub const USUAL_LIMIT: usize = 20_000;

/// What a server may do, and how much it says at once.
#[derive(Clone, Debug)]
pub struct Options {
    /// Which operations may be called.
    pub access: Access,
    /// Asks the user before something is changed, where the client can ask.
    pub asks: bool,
    /// The characters that the data of a reply may have; what goes beyond comes in parts.
    pub limit: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            access: Access::reads(),
            asks: true,
            limit: USUAL_LIMIT,
        }
    }
}

type Connect = dyn Fn(&Catalog, &str) -> Result<Settings, Failure> + Send + Sync;

/// The server. A clone is the same server for another client.
#[derive(Clone, Debug)]
pub struct Server(Arc<Shared>);

struct Shared {
    catalog: Arc<Catalog>,
    connect: Box<Connect>,
    options: Options,
    settings: Mutex<BTreeMap<String, Settings>>,
    kept: Kept,
    questions: Questions,
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

impl Server {
    /// A server over a catalog. `connect` says where calls of a service go; it is asked once for each service.
    #[must_use]
    pub fn new(
        catalog: Arc<Catalog>,
        options: Options,
        connect: impl Fn(&Catalog, &str) -> Result<Settings, Failure> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(Shared {
            kept: Kept::new(options.limit),
            catalog,
            connect: Box::new(connect),
            options,
            settings: Mutex::default(),
            questions: Questions::default(),
        }))
    }

    /// Serves one client on standard input and output, until it closes them.
    ///
    /// # Errors
    ///
    /// When what comes first is no greeting of the protocol, and when the server breaks.
    pub async fn serve_stdio(self) -> Result<(), Failure> {
        let failed = |what: String| Failure::After(format!("standard input: {what}"));
        let running = self.serve(rmcp::transport::stdio()).await;
        let running = match running {
            Ok(running) => running,
            // A client that has nothing to say has done nothing wrong.
            Err(rmcp::service::ServerInitializeError::ConnectionClosed(_)) => return Ok(()),
            Err(error) => return Err(failed(error.to_string())),
        };
        match running.waiting().await {
            Ok(_) => Ok(()),
            Err(error) => Err(failed(error.to_string())),
        }
    }

    fn settings(&self, service: &str) -> Result<Settings, Failure> {
        let mut known = self
            .0
            .settings
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(settings) = known.get(service) {
            return Ok(settings.clone());
        }
        let settings = (self.0.connect)(&self.0.catalog, service)?;
        known.insert(service.to_owned(), settings.clone());
        Ok(settings)
    }
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let information = Implementation::new("ncloud", env!("CARGO_PKG_VERSION"));
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(information)
            .with_instructions(tools::instructions(&self.0.options.access))
    }

    async fn list_tools(
        &self,
        _request: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let tools = tools::tools(&self.0.options.access);
        Ok(ListToolsResult::with_all_items(tools))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let given = request.arguments.unwrap_or_default();
        let done = match request.name.as_ref() {
            tools::FIND => self.find(&given).map(Into::into),
            tools::DESCRIBE => self.describe(&given).map(Into::into),
            tools::CALL => {
                let responses = request.input_responses.as_ref();
                self.call(&given, responses, &context).await
            }
            tools::READ_MORE => self.read_more(&given).map(Into::into),
            other => {
                let message = format!("there is no tool `{other}`");
                return Err(ErrorData::invalid_params(message, None));
            }
        };
        Ok(done.unwrap_or_else(|failure| reply::failed(&failure).into()))
    }
}
