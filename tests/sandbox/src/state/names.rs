//! What the names of operations, parameters and members say.

/// What an operation does to a thing, by the first word of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Read,
    Create,
    /// Creates, or changes where the number of a thing is given.
    Put,
    Add,
    Set,
    Remove,
    Delete,
    Start,
    Stop,
    Attach,
    Detach,
    /// Begins something that ends by itself.
    Run,
    Cancel,
    Change,
}

impl Verb {
    fn of(word: &str) -> Self {
        match word {
            "Get" | "List" | "Describe" | "Search" | "Find" | "Check" => Self::Read,
            "Create" | "Register" | "Allocate" | "Import" | "Install" | "Make" => Self::Create,
            "Put" => Self::Put,
            "Add" => Self::Add,
            "Set" | "Replace" => Self::Set,
            "Remove" => Self::Remove,
            "Delete" | "Terminate" | "Release" | "Unregister" => Self::Delete,
            "Start" | "Restart" | "Reboot" | "Resume" | "Activate" | "Enable" => Self::Start,
            "Stop" | "Suspend" | "Pause" | "Deactivate" | "Disable" => Self::Stop,
            "Attach" | "Associate" => Self::Attach,
            "Detach" | "Disassociate" => Self::Detach,
            "Run" | "Execute" => Self::Run,
            "Cancel" | "Abort" => Self::Cancel,
            _ => Self::Change,
        }
    }
}

/// Whether a piece of a path begins as the name of a function does: `getClusterInfo`.
pub(super) fn begins_with_verb(piece: &str) -> bool {
    let verbs = [
        "get", "list", "create", "delete", "change", "set", "add", "remove", "update", "restart",
        "reset", "enable", "disable", "download",
    ];
    let rest = verbs.iter().find_map(|verb| piece.strip_prefix(verb));
    rest.is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_uppercase()))
}

/// `GetServerInstanceDetail`: what it does, and `ServerInstance`.
pub(super) fn parsed(operation: &str) -> (Verb, String) {
    let end = operation
        .char_indices()
        .skip(1)
        .find(|(_, letter)| letter.is_ascii_uppercase());
    let (word, rest) = match end {
        Some((end, _)) => operation.split_at(end),
        None => (operation, ""),
    };
    (Verb::of(word), singular(without_list(rest)).to_owned())
}

fn without_list(noun: &str) -> &str {
    let noun = noun.strip_suffix("List").unwrap_or(noun);
    noun.strip_suffix("Detail").unwrap_or(noun)
}

fn singular(noun: &str) -> &str {
    match noun.strip_suffix('s') {
        Some(one) if !one.ends_with('s') && !one.ends_with("statu") => one,
        _ => noun,
    }
}

/// The name of what a list of numbers or names lists: `vpcNo` of `vpcNoList`.
pub(super) fn listed(name: &str) -> Option<&str> {
    name.strip_suffix("List").filter(|name| !name.is_empty())
}

/// Whether a longer name ends with a shorter one, at the beginning of a word: `cloudMysqlDatabaseName` and `databaseName`.
pub(super) fn ends_with_word(long: &str, short: &str) -> bool {
    long.len() > short.len() && long.ends_with(&capitalised(short))
}

pub(super) fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_ascii_uppercase())
        .into_iter()
        .chain(letters)
        .collect()
}

/// `Build` of `lastBuild`.
pub(super) fn last_word(name: &str) -> &str {
    let begin = name.rfind(|letter: char| letter.is_ascii_uppercase());
    begin.and_then(|begin| name.get(begin..)).unwrap_or(name)
}

/// Whether somebody chooses it, where numbers are given by the service.
pub(super) fn is_chosen(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    !(key.ends_with("no") || key.ends_with("id"))
}

/// `target group` of `TargetGroup`.
pub(super) fn words(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.push(letter.to_ascii_lowercase());
    }
    words
}
