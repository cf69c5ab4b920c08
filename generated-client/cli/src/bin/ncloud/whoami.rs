//! `ncloud whoami`: whether the keys are taken.

use ncloud_cli::call::Call;
use ncloud_cli::catalog::Catalog;
use ncloud_cli::data::Data;
use ncloud_cli::failure::Failure;
use ncloud_tools::dynamic::Request;

use crate::globals::Globals;
use crate::output::Output;

/// A read that every key may make, and that costs nothing.
const SERVICE: &str = "vserver";
const OPERATION: &str = "GetRegionList";

/// Calls it, and prints what is known of the key.
///
/// # Errors
///
/// When the call fails: the key is refused, or there is none.
pub(crate) async fn whoami(catalog: &Catalog, globals: &Globals) -> Result<(), Failure> {
    let operation = catalog.operation(SERVICE, OPERATION)?;
    let settings = globals.settings(catalog, SERVICE)?;
    let client = settings.client(&operation)?;
    let call = Call::new(operation, Request::default(), false)?;
    let response = call.send(&client, settings.region()).await?;
    let list = response.data(true).and_then(|data| data.get("regionList"));
    let codes = list.map_or(&[][..], Data::elements).iter();
    let codes: Vec<Data> = codes
        .filter_map(|region| region.get("regionCode").cloned())
        .collect();
    let from_environment = ["NCLOUD_ACCESS_KEY_ID", "NCLOUD_ACCESS_KEY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    let source = match (settings.sandbox.is_some(), globals.profile()) {
        (true, _) => "the sandbox's samples".to_owned(),
        (false, Some(profile)) => format!("the profile `{profile}` of ~/.ncloud/configure"),
        (false, None) if from_environment => "the environment".to_owned(),
        (false, None) => "~/.ncloud/configure, or the role of the server".to_owned(),
    };
    let site = clap::ValueEnum::to_possible_value(&globals.site()?);
    let text = |text: &str| Data::Text(text.to_owned());
    let data = Data::Object(vec![
        ("keys".to_owned(), text("taken")),
        ("from".to_owned(), text(&source)),
        (
            "site".to_owned(),
            text(
                site.map_or("public".to_owned(), |site| site.get_name().to_owned())
                    .as_str(),
            ),
        ),
        ("regions".to_owned(), Data::List(codes)),
    ]);
    Output::new(globals)?.print(&data, &None).map(drop)
}
