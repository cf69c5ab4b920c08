//! The tool that calls an operation.

use futures_util::TryStreamExt as _;
use ncloud::Region;
use ncloud_codegen::ir::Safety;
use ncloud_tools::dynamic::DynamicOperation;
use rmcp::RoleServer;
use rmcp::model::{CallToolResponse, InputResponses, JsonObject};
use rmcp::service::RequestContext;
use serde_json::Value as Json;

use super::Server;
use super::arguments::Arguments;
use super::consent::Consent;
use super::find::named;
use super::reply::{count, object, reply, text};
use crate::bind;
use crate::call::Call;
use crate::commands::command;
use crate::connection::Settings;
use crate::data::Data;
use crate::describe;
use crate::failure::Failure;
use crate::pages::{Walk, incomplete};
use crate::preview::preview;

/// The pages of a list that are read for one call.
const PAGES: usize = 50;
/// The events of a stream that are kept.
const EVENTS: usize = 10_000;

impl Server {
    pub(super) async fn call(
        &self,
        given: &JsonObject,
        responses: Option<&InputResponses>,
        context: &RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, Failure> {
        const NAMES: [&str; 5] = ["operation", "arguments", "dry_run", "all_pages", "region"];
        let arguments = Arguments::new(given, &NAMES)?;
        let operation = named(&self.0.catalog, arguments.text("operation")?)?;
        let (service, model) = (operation.service(), operation.model());
        let input = Json::Object(arguments.object("arguments")?);
        let request = bind::of_json(&operation, &input)
            .map_err(|problems| Failure::Usage(problems.join("\n")))?;
        bind::check_input(&operation, &request)?;
        let mut settings = self.settings(&service.name)?;
        if let Some(region) = arguments.optional_text("region")? {
            settings.region = Some(Region::from(region));
        }
        settings.check_region(&operation)?;
        let mut call = self.0.catalog.call(operation, request)?;
        let name = format!("{}.{}", service.name, model.name);
        let mut members = vec![("operation", text(&name))];
        if arguments.is_set("dry_run")? {
            let shown = preview(&call, &settings).await?;
            members.push(("sent", Data::Bool(false)));
            members.push(("request", Data::Text(shown)));
            return Ok(reply(&object(members)).into());
        }
        let all_pages = arguments.is_set("all_pages")?;
        self.0.options.access.check(&operation)?;
        if call.as_download() {
            return Err(Failure::Usage(format!(
                "nothing was sent: `{name}` responds with a file; `ncloud {} {} --out FILE` keeps it",
                command(&service.name),
                command(&model.name)
            )));
        }
        if all_pages && model.pages.is_none() {
            return Err(Failure::Usage(format!(
                "nothing was sent: `{name}` gives its whole response at once: leave `all_pages` out"
            )));
        }
        if model.safety == Safety::Write && self.0.options.asks {
            let questions = &self.0.questions;
            let consent = questions.ask(&call, given, responses, context).await?;
            if let Consent::Asked(question) = consent {
                return Ok(question.into());
            }
        }
        let list = describe::listed(service, model).map(|(path, _)| path);
        let done = if all_pages {
            let (items, notes) = all(&mut call, &settings, &operation).await?;
            (items, notes, Some(Vec::new()))
        } else if call.as_events() {
            let (events, notes) = events(&call, &settings, &operation).await?;
            (events, notes, Some(Vec::new()))
        } else {
            let client = settings.client(&operation)?;
            let response = call.send(&client, settings.region()).await?;
            members.push(("status", count(response.status.into())));
            let Some(data) = response.data(false) else {
                return Ok(reply(&object(members)).into());
            };
            let notes = model
                .pages
                .as_ref()
                .and_then(|pages| incomplete(pages, data));
            let notes = notes.map(|(shown, total)| {
                format!("{shown} of {total} items: `all_pages` walks through all")
            });
            (data.clone(), notes, list)
        };
        let (data, note, list) = done;
        members.extend(note.map(|note| ("pages", Data::Text(note))));
        let reply = self.0.kept.reply(members, data, list.as_deref());
        Ok(reply.into())
    }
}

/// The items of all pages, as far as they are read, and what is to be said of them.
async fn all(
    call: &mut Call<'_>,
    settings: &Settings,
    operation: &DynamicOperation<'_>,
) -> Result<(Data, Option<String>), Failure> {
    let client = settings.client(operation)?;
    let mut walk = Walk::new(call)?;
    let mut items = Vec::new();
    for _ in 0..PAGES {
        match walk.next(&client, settings.region(), false).await? {
            Some(page) => items.extend(page.items),
            None => return Ok((Data::List(items), None)),
        }
    }
    let note = format!("the first {PAGES} pages; the list may go on: narrow it down");
    Ok((Data::List(items), Some(note)))
}

/// The events of a stream until it ends.
async fn events(
    call: &Call<'_>,
    settings: &Settings,
    operation: &DynamicOperation<'_>,
) -> Result<(Data, Option<String>), Failure> {
    let client = settings.client(operation)?;
    let mut events = call.events(&client, settings.region()).await?;
    let mut kept = Vec::new();
    while let Some(event) = events.try_next().await? {
        kept.push(object([
            ("event", text(event.name())),
            ("data", call.event_data(&event, false)),
        ]));
        if kept.len() == EVENTS {
            let note = format!("the first {EVENTS} events; more may have come");
            return Ok((Data::List(kept), Some(note)));
        }
    }
    Ok((Data::List(kept), None))
}
