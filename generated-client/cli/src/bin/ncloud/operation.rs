//! A call of an operation, from its flags to what is printed.

use std::io::Write as _;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use clap::parser::ValueSource;
use clap::{ArgMatches, FromArgMatches as _};
use futures_util::TryStreamExt as _;
use ncloud::Client;
use ncloud_cli::call::{Call, Response, is_destructive};
use ncloud_cli::catalog::Catalog;
use ncloud_cli::commands::command;
use ncloud_cli::connection::Settings;
use ncloud_cli::data::Data;
use ncloud_cli::failure::Failure;
use ncloud_cli::flags::Flag;
use ncloud_cli::pages::{self, Walk};
use ncloud_cli::preview::preview;
use ncloud_cli::skeleton::skeleton;
use ncloud_cli::wait::{self, Pace};
use ncloud_cli::{bind, describe, value};
use ncloud_codegen::ir::Waiter;
use ncloud_tools::dynamic::{DynamicOperation, Request};

use crate::arguments::OfOperation;
use crate::confirm::confirm;
use crate::globals::Globals;
use crate::output::Output;
use crate::progress::{Progress, bar, size};
use crate::terminal::{self, Reader, say};
use crate::tree;

pub(crate) async fn run(
    catalog: &Catalog,
    globals: &Globals,
    operation: DynamicOperation<'_>,
    matches: &ArgMatches,
) -> Result<(), Failure> {
    let (service, model) = (operation.service(), operation.model());
    let options = OfOperation::from_arg_matches(matches)
        .map_err(|error| Failure::Usage(error.to_string()))?;
    if options.skeleton {
        return terminal::print_line(&skeleton(service, model).pretty()).map(drop);
    }
    let output = Output::new(globals)?;
    let request = request(&operation, &options, matches)?;
    let waiter = options.wait.as_deref().map(|name| {
        let name = Some(name).filter(|name| !name.is_empty());
        wait::choose(service, model, name)
    });
    let waiter = waiter.transpose()?;
    let settings = globals.settings(catalog, &service.name)?;
    settings.check_region(&operation)?;
    let mut call = Call::new(operation, request, options.events)?;
    if options.dry_run {
        return terminal::print_line(&preview(&call, &settings).await?).map(drop);
    }
    if call.as_download() && options.out.is_none() && terminal::is_read_by_a_person() {
        return Err(Failure::Usage(
            "the response is a file: `--out FILE` keeps it, or a pipe takes it".to_owned(),
        ));
    }
    if is_destructive(model) && !options.yes {
        confirm(&call)?;
    }
    let client = settings.client(&operation)?;
    let progress = Progress::new(globals.progress);
    if call.as_events() {
        return events(&call, &client, &settings, &output).await;
    }
    if call.as_download() {
        return download(&call, &client, &settings, options.out.as_deref(), progress).await;
    }
    if options.all {
        return all(call, &client, &settings, &output, progress).await;
    }
    let response = send(&mut call, &client, &settings, progress).await?;
    let listed = describe::listed(service, model);
    if let Some(waiter) = waiter {
        return waited(
            catalog,
            &call,
            waiter,
            response.data(true),
            &settings,
            globals,
            &options,
            &output,
        )
        .await;
    }
    let Some(data) = response.data(output.reveals) else {
        say(&format!("note: HTTP {}, without a value", response.status));
        return Ok(());
    };
    output.print(data, &listed)?;
    let pages = model.pages.as_ref();
    if let Some((shown, total)) = pages.and_then(|pages| pages::incomplete(pages, data)) {
        say(&format!(
            "note: {shown} of {total}; `--all` walks through all pages"
        ));
    }
    Ok(())
}

/// The request of the flags and of `--input-json`.
pub(crate) fn request(
    operation: &DynamicOperation<'_>,
    options: &OfOperation,
    matches: &ArgMatches,
) -> Result<Request, Failure> {
    let input =
        match &options.input_json {
            None => None,
            Some(argument) => {
                let text = value::content("--input-json", argument).map_err(Failure::Usage)?;
                let json = serde_json::from_slice(&text);
                Some(json.map_err(|error| {
                    Failure::Usage(format!("`--input-json` is not JSON: {error}"))
                })?)
            }
        };
    let flags = tree::flags_of(operation);
    let given: Vec<(Flag<'_>, Vec<String>)> = flags
        .iter()
        .filter_map(|flag| {
            let id = tree::id(flag);
            let is_given = matches.value_source(&id) == Some(ValueSource::CommandLine);
            let values = matches.get_many::<String>(&id).filter(|_| is_given)?;
            Some((flag.clone(), values.cloned().collect()))
        })
        .collect();
    let request = bind::request(operation, &given, input.as_ref())?;
    for remark in bind::unknown_values(operation.service(), &given) {
        say(&format!("note: {remark}"));
    }
    bind::check(operation, &flags, &request)?;
    Ok(request)
}

async fn send(
    call: &mut Call<'_>,
    client: &Client,
    settings: &Settings,
    progress: Progress,
) -> Result<Response, Failure> {
    let progress = Arc::new(Mutex::new(progress));
    if let Some(whole) = call.upload_length() {
        let progress = Arc::clone(&progress);
        call.on_upload(move |sent| {
            let told = format!(
                "{} {} of {}",
                bar(sent, whole),
                size(sent.min(whole)),
                size(whole)
            );
            progress
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .tell(&told);
        });
    }
    let response = call.send(client, settings.region()).await;
    progress
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .end();
    response
}

async fn all(
    mut call: Call<'_>,
    client: &Client,
    settings: &Settings,
    output: &Output<'_>,
    mut progress: Progress,
) -> Result<(), Failure> {
    let operation = *call.operation();
    let listed = describe::listed(operation.service(), operation.model());
    let mut walk = Walk::new(&mut call)?;
    let mut items = Vec::new();
    let mut number = 0;
    while let Some(page) = walk.next(client, settings.region(), output.reveals).await? {
        number += 1;
        items.extend(page.items);
        let count = items.len();
        progress.tell(
            &match page.total.and_then(|total| u64::try_from(total).ok()) {
                Some(total) => format!(
                    "{} page {number}, {count} of {total}",
                    bar(count as u64, total)
                ),
                None => format!("page {number}, {count} items"),
            },
        );
    }
    progress.end();
    let listed = listed.map(|(_, fields)| (Vec::new(), fields));
    output.print(&Data::List(items), &listed).map(drop)
}

async fn events(
    call: &Call<'_>,
    client: &Client,
    settings: &Settings,
    output: &Output<'_>,
) -> Result<(), Failure> {
    let mut events = call.events(client, settings.region()).await?;
    while let Some(event) = events.try_next().await? {
        let data = call.event_data(&event, output.reveals);
        if output.print_event(event.name(), data)? == Reader::Gone {
            return Ok(());
        }
    }
    Ok(())
}

async fn download(
    call: &Call<'_>,
    client: &Client,
    settings: &Settings,
    out: Option<&Path>,
    mut progress: Progress,
) -> Result<(), Failure> {
    let mut download = call.download(client, settings.region()).await?;
    let whole = download.length();
    let mut done = 0_u64;
    let failed =
        |path: &Path, error: std::io::Error| Failure::After(format!("{}: {error}", path.display()));
    // What is there under the name stays until the file is whole.
    let folder = |path: &Path| match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => Path::new(".").to_owned(),
    };
    let mut file = match out {
        None => None,
        Some(path) => Some((
            path,
            tempfile::Builder::new()
                .prefix(".ncloud-")
                .tempfile_in(folder(path))
                .map_err(|error| failed(path, error))?,
        )),
    };
    while let Some(piece) = download.chunk().await? {
        done += piece.len() as u64;
        match &mut file {
            Some((path, file)) => file
                .write_all(&piece)
                .map_err(|error| failed(path, error))?,
            None => {
                if terminal::print_bytes(&piece)? == Reader::Gone {
                    return Ok(());
                }
            }
        }
        progress.tell(&match whole {
            Some(whole) => format!("{} {} of {}", bar(done, whole), size(done), size(whole)),
            None => size(done),
        });
    }
    progress.end();
    if let Some((path, file)) = file {
        file.persist(path)
            .map_err(|error| failed(path, error.error))?;
        say(&format!("{}: {}", path.display(), size(done)));
    }
    Ok(())
}

#[expect(
    clippy::too_many_arguments,
    reason = "what a wait needs is all that there is"
)]
async fn waited(
    catalog: &Catalog,
    call: &Call<'_>,
    waiter: &Waiter,
    response: Option<&Data>,
    settings: &Settings,
    globals: &Globals,
    options: &OfOperation,
    output: &Output<'_>,
) -> Result<(), Failure> {
    let poll = catalog.operation(&call.operation().service().name, &waiter.poll)?;
    let pace = Pace {
        every: options.wait_every,
        deadline: options.wait_timeout,
    };
    let name = command(&waiter.name);
    let listed = describe::listed(poll.service(), poll.model());
    let polls = wait::polls(&poll, call.request(), response)?;
    let mut last = Vec::new();
    for request in polls {
        let mut progress = Progress::new(globals.progress);
        let tell = |state: wait::Progress<'_>| {
            let (waited, deadline) = (state.waited.as_secs(), state.deadline.as_secs());
            let shown = state.state.unwrap_or("not there");
            progress.tell(&format!(
                "{} {name}: {shown}, {waited} of at most {deadline} s",
                bar(waited, deadline)
            ));
        };
        let ended = wait::wait(poll, waiter, request, settings, pace, output.reveals, tell).await?;
        last.extend(ended);
    }
    for data in &last {
        output.print(data, &listed)?;
    }
    say(&format!("{name}: reached"));
    Ok(())
}
