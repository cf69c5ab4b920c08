//! The program as a server, a client of it, and a gateway that it calls.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use ncloud_sandbox::{Gateway, SAMPLE_ACCESS_KEY, SAMPLE_SECRET_KEY};
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ClientCapabilities, ClientConfig,
    ElicitRequestParams, ElicitResult, ElicitationAction, ErrorData, Implementation,
    InputResponses, ProtocolVersion, Tool,
};
use rmcp::service::{ClientLifecycleMode, ClientServiceExt as _, RequestContext, RunningService};
use rmcp::{ClientHandler, RoleClient, ServiceExt as _};
use serde_json::Value as Json;
use tokio::process::Child;

/// A user, who is asked or not.
#[derive(Clone, Default)]
pub(crate) struct User {
    pub(crate) says: Option<ElicitationAction>,
    pub(crate) questions: Arc<Mutex<Vec<String>>>,
}

impl ClientHandler for User {
    fn get_info(&self) -> ClientConfig {
        let capabilities = match self.says {
            Some(_) => ClientCapabilities::builder().enable_elicitation().build(),
            None => ClientCapabilities::default(),
        };
        ClientConfig::new(capabilities, Implementation::new("user", "1"))
    }

    async fn create_elicitation(
        &self,
        request: ElicitRequestParams,
        _context: RequestContext<RoleClient>,
    ) -> Result<ElicitResult, ErrorData> {
        let ElicitRequestParams::FormElicitationParams { message, .. } = request else {
            return Err(ErrorData::invalid_params("a form is expected", None));
        };
        self.questions.lock().unwrap().push(message);
        Ok(ElicitResult::new(self.says.clone().unwrap()))
    }
}

/// The protocol with a greeting, and the one without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    Before2026,
    Of2026,
}

pub(crate) struct Agent {
    client: RunningService<RoleClient, User>,
    /// It ends with this.
    _program: Child,
}

impl Agent {
    /// Of a server with options, whose user is not asked.
    pub(crate) async fn of(gateway: &Gateway, options: &str) -> Self {
        Self::with(gateway, options, User::default(), Protocol::Before2026).await
    }

    pub(crate) async fn with(
        gateway: &Gateway,
        options: &str,
        user: User,
        protocol: Protocol,
    ) -> Self {
        let mut program = tokio::process::Command::from(program(gateway, options));
        let program = program.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut program = program.kill_on_drop(true).spawn().unwrap();
        let ends = (
            program.stdout.take().unwrap(),
            program.stdin.take().unwrap(),
        );
        let client = match protocol {
            Protocol::Before2026 => user.serve(ends).await.unwrap(),
            Protocol::Of2026 => {
                let mode = ClientLifecycleMode::Discover {
                    preferred_versions: vec![ProtocolVersion::V_2026_07_28],
                };
                user.serve_with_lifecycle(ends, mode).await.unwrap()
            }
        };
        Self {
            client,
            _program: program,
        }
    }

    pub(crate) async fn tools(&self) -> Vec<Tool> {
        self.client.list_all_tools().await.unwrap()
    }

    pub(crate) async fn call(&self, tool: &'static str, arguments: Json) -> CallToolResult {
        let arguments = arguments.as_object().unwrap().clone();
        let params = CallToolRequestParams::new(tool).with_arguments(arguments);
        self.client.call_tool(params).await.unwrap()
    }

    /// What `call_operation` gives before the client asks its user by itself.
    pub(crate) async fn once(
        &self,
        arguments: Json,
        responses: Option<InputResponses>,
    ) -> CallToolResponse {
        let arguments = arguments.as_object().unwrap().clone();
        let mut params = CallToolRequestParams::new("call_operation").with_arguments(arguments);
        params.input_responses = responses;
        self.client.call_tool_once(params).await.unwrap()
    }

    /// The text of what succeeds.
    pub(crate) async fn given(&self, tool: &'static str, arguments: Json) -> String {
        let result = self.call(tool, arguments).await;
        assert_eq!(result.is_error, Some(false), "{result:?}");
        text(&result)
    }

    /// The text of what does not.
    pub(crate) async fn refused(&self, tool: &'static str, arguments: Json) -> String {
        let result = self.call(tool, arguments).await;
        assert_eq!(result.is_error, Some(true), "{result:?}");
        text(&result)
    }
}

pub(crate) fn text(result: &CallToolResult) -> String {
    assert_eq!(result.content.len(), 1);
    assert_eq!(result.structured_content, None);
    result.content[0].as_text().unwrap().text.clone()
}

pub(crate) fn json(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

/// A gateway of a service that keeps what is created.
pub(crate) fn gateway(service: &str) -> Gateway {
    gateway_of(service, Gateway::builder().keep_state())
}

pub(crate) fn gateway_of(service: &str, builder: ncloud_sandbox::Builder) -> Gateway {
    let services = ncloud_codegen::load([spec_of(service)]).unwrap();
    builder.specs(services).start_blocking().unwrap()
}

pub(crate) fn spec_of(service: &str) -> PathBuf {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
    let folder = specs.join(service);
    if folder.is_dir() {
        folder
    } else {
        specs.join(format!("{service}.yaml"))
    }
}

/// `ncloud mcp` with options, which calls a gateway with its sample keys.
pub(crate) fn program(gateway: &Gateway, options: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ncloud"));
    command
        .arg("mcp")
        .args(options.split_whitespace())
        .args(["--endpoint", &gateway.url()])
        .env_clear()
        .env("NCLOUD_ACCESS_KEY_ID", SAMPLE_ACCESS_KEY)
        .env("NCLOUD_SECRET_ACCESS_KEY", SAMPLE_SECRET_KEY);
    command
}

/// The requests that came, `POST /vpc/v2/createVpc`.
pub(crate) fn requests(gateway: &Gateway) -> Vec<String> {
    let requests = gateway.requests();
    let lines = requests.iter();
    lines
        .map(|it| format!("{} {}", it.method, it.target))
        .collect()
}
