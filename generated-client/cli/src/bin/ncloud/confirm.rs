//! The question before something is deleted or stopped.

use std::io;

use ncloud_cli::call::Call;
use ncloud_cli::commands::command;
use ncloud_cli::failure::Failure;

use crate::terminal::{can_ask, say_on_line};

/// Asks whether to go on.
///
/// # Errors
///
/// When the response is not yes, and when nobody can be asked.
pub(crate) fn confirm(call: &Call<'_>) -> Result<(), Failure> {
    let operation = call.operation();
    let name = format!(
        "{} {}",
        command(&operation.service().name),
        command(&operation.model().name)
    );
    if !can_ask() {
        return Err(Failure::Usage(format!(
            "`{name}` deletes or stops something, and nobody is there to ask: `--yes` goes on, `--dry-run` shows the request"
        )));
    }
    let shown = operation.redacted_request(call.request());
    let values = shown.arguments.iter();
    let values: Vec<String> = values
        .map(|argument| format!("{} {}", argument.name, argument.value))
        .collect();
    say_on_line(&format!(
        "{name}: {}. Go on? [y/N] ",
        ncloud::printable::line(&values.join(", "))
    ));
    let mut reply = String::new();
    let read = io::stdin().read_line(&mut reply);
    let is_yes = matches!(
        reply.trim().to_lowercase().as_str(),
        "y" | "yes" | "예" | "네"
    );
    match read {
        Ok(_) if is_yes => Ok(()),
        _ => Err(Failure::Usage("nothing was sent".to_owned())),
    }
}
