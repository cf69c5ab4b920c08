//! What a shell offers for a value.

use clap_complete::CompletionCandidate;
use ncloud::Region;

use crate::configure;

/// The regions that are known.
pub(crate) fn regions() -> Vec<CompletionCandidate> {
    let known = [
        (Region::KR, "Korea"),
        (Region::KRS, "Korea, the southern part"),
        (Region::FKR, "Korea, on the financial site"),
        (Region::HK, "Hong Kong"),
        (Region::JPN, "Japan"),
        (Region::SGN, "Singapore"),
        (Region::USWN, "the west of the United States"),
        (Region::DEN, "Germany"),
    ];
    known
        .iter()
        .map(|(region, about)| CompletionCandidate::new(region.code()).help(Some((*about).into())))
        .collect()
}

/// The profiles of the configure file.
pub(crate) fn profiles() -> Vec<CompletionCandidate> {
    let names = configure::profiles().unwrap_or_default();
    names.into_iter().map(CompletionCandidate::new).collect()
}

/// The values of an enum.
pub(crate) fn values(values: &[(String, String)]) -> Vec<CompletionCandidate> {
    values
        .iter()
        .map(|(value, about)| {
            let about = (!about.is_empty()).then(|| about.clone().into());
            CompletionCandidate::new(value).help(about)
        })
        .collect()
}
