//! "Did you mean": the known name that is nearest to an unknown one.

/// Longer texts are no misspelt names.
const LONGEST_NAME: usize = 200;

/// Nobody looks for a name among more.
const MOST_NAMES: usize = 50;

/// How many hints a check looks for: where there are more unknown names, none of them is just misspelt, and comparing all
/// of them with all that is known takes long.
pub(crate) const MOST_SUGGESTIONS: usize = 50;

/// A hint that names the nearest of the known names, if one is near enough to be meant.
pub fn did_you_mean<'name>(
    unknown: &str,
    known: impl IntoIterator<Item = &'name str>,
) -> Option<String> {
    nearest(unknown, known).map(|name| format!("did you mean `{name}`?"))
}

/// Known names for a hint: the first of them, where they are many.
pub fn listed<'name>(known: impl IntoIterator<Item = &'name str>) -> String {
    let mut known = known.into_iter();
    let names: Vec<&str> = known.by_ref().take(MOST_NAMES).collect();
    match known.count() {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

/// The known name that is nearest, if one is near enough to be meant.
pub(crate) fn nearest<'name>(
    unknown: &str,
    known: impl IntoIterator<Item = &'name str>,
) -> Option<&'name str> {
    // Names of other lengths are not looked at: comparing is dear, and a text may be of any length.
    let length = unknown.chars().count();
    let tolerated = (length / 3).clamp(1, 4);
    if length > LONGEST_NAME {
        return None;
    }
    let unknown = unknown.to_lowercase();
    known
        .into_iter()
        .filter(|name| name.chars().count().abs_diff(length) <= tolerated)
        .map(|name| (strsim::osa_distance(&unknown, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= tolerated)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn the_nearest_name_is_named_and_a_far_one_is_not() {
        assert_eq!(
            did_you_mean("membrNo", ["memberNo", "memberName"]).as_deref(),
            Some("did you mean `memberNo`?")
        );
        assert_eq!(did_you_mean("zone", ["memberNo", "memberName"]), None);
    }
}
