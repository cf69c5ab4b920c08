//! Where the operation is: the template that a page declares, held against the requests that it shows.

use ncloud_codegen::{
    ir::Method,
    parse::http,
    source::{Sources, Span},
};

use crate::draft::{
    infer::{
        endpoint::{host, is_of_another_site, split_below},
        known::Known,
    },
    model::Notes,
    page::{request::Request, sections::Capture, tables::LONGEST_NAME},
    quote::quoted,
};
use crate::format::is_printable;

/// Ends of the hosts that NCP's services have.
const HOSTS: [&str; 7] = [
    ".ntruss.com",
    ".gov-ntruss.com",
    ".fin-ntruss.com",
    ".ncloud.com",
    ".gov-ncloud.com",
    ".fin-ncloud.com",
    ".naver.com",
];

/// Stands for a host that the page does not say, and is none.
pub(crate) const NO_HOST: &str = "https://host.invalid";

/// Where an operation is.
#[derive(Debug)]
pub(crate) struct Address {
    pub(crate) method: Method,
    /// Any method will do: the mark of the family of forms.
    pub(crate) takes_any: bool,
    /// Scheme, host and the path that the service's operations share.
    pub(crate) base: String,
    /// Whether that is another than its service has.
    pub(crate) is_own: bool,
    pub(crate) path: String,
    /// The request that is shown, where it is one to that address.
    pub(crate) sample: Option<Request>,
}

/// Finds it.
///
/// # Errors
///
/// The page shows no request at all.
pub(crate) fn address(
    capture: &Capture,
    known: Option<&Known>,
    notes: &mut Notes,
) -> Result<Address, String> {
    let samples: Vec<Request> = capture
        .samples
        .iter()
        .map(|sample| sound(&of_fixed_host(sample, notes), notes))
        .collect();
    let first = capture.declared.first();
    let first = first.map(|declared| of_fixed_host(declared, notes));
    let is_said = |known: &Request| !known.methods.is_empty();
    let assumed = capture
        .assumed
        .as_ref()
        .filter(|_| {
            // What has a body is no form.
            let is_silent = samples.is_empty() && capture.bodies.is_empty();
            is_silent && !capture.declared.iter().any(is_said)
        })
        .map(|assumed| match &first {
            Some(base) => assumed.clone().below(base),
            None => assumed.clone(),
        });
    if assumed.is_some() {
        notes.gaps.push(
            "the page says neither a method nor a path: those of the family of forms are assumed, with the name of the operation".to_owned(),
        );
    }
    let declared = assumed.as_ref().or(first.as_ref());
    let template = declared.filter(|declared| !is_base_of_samples(declared, &samples));
    let Some(request) = template.or(samples.first()) else {
        return Err("it does not say where the request goes: there is neither a method with a path nor a command".to_owned());
    };
    if let Some(fault) = fault(declared.unwrap_or(request)) {
        return Err(format!(
            "the address of the request cannot be read: {fault}"
        ));
    }
    if template.is_none() {
        notes.gaps.push(
            "the page shows a request, but no template: where values stand in the path, put names in braces".to_owned(),
        );
    }
    let sample = samples
        .iter()
        .find(|sample| above(request, sample).is_some())
        .or_else(|| {
            let like = samples.iter().find(|sample| sample.path.is_empty());
            like.or(samples.first())
        })
        .cloned();
    let methods = [Some(request), sample.as_ref()]
        .into_iter()
        .flatten()
        .map(|request| request.methods.as_slice())
        .find(|methods| !methods.is_empty())
        .unwrap_or_default();
    if request.methods.is_empty()
        && let Some(sample) = &sample
        && !sample.path.is_empty()
        && above(request, sample).is_none()
    {
        notes.gaps.push(format!(
            "the page does not say the method of its address: {} is that of a sample at another, {}",
            methods.iter().map(|method| method.as_str()).collect::<Vec<_>>().join(", "),
            quoted(&sample.path)
        ));
    }
    let takes_any = methods.len() > 1;
    let method = match methods {
        [] => {
            notes
                .gaps
                .push("the page does not say the method: where it is not GET, put the right one under `http`".to_owned());
            Method::Get
        }
        methods if methods.contains(&Method::Post) => Method::Post,
        [first, ..] => *first,
    };
    if let Some(shown) = sample.as_ref().and_then(|sample| sample.methods.first())
        && !methods.contains(shown)
    {
        notes.defects.push(format!(
            "The page says {}; its sample says {}.",
            method.as_str(),
            shown.as_str()
        ));
    }
    let aligned = sample.as_ref().and_then(|sample| above(request, sample));
    let endpoint = endpoint(request, sample.as_ref(), known, notes);
    let above = match (&request.endpoint, aligned) {
        (None, Some(above)) => above,
        _ => String::new(),
    };
    if request.endpoint.is_none() && sample.is_some() && aligned_differs(request, sample.as_ref()) {
        notes
            .defects
            .push("The path of the sample is another than that of the page.".to_owned());
    }
    let (base, path, is_own) = match known {
        Some(known) => known.split(&endpoint, &above, &request.path, notes),
        None => {
            let (base, path) = split_below(&above, &request.path);
            (format!("{endpoint}{base}"), path, false)
        }
    };
    let path = if path.is_empty() {
        "/".to_owned()
    } else {
        path
    };
    Ok(Address {
        method,
        takes_any,
        base,
        is_own,
        path,
        sample,
    })
}

/// A request without its host, where that has a placeholder: each caller has another.
fn of_fixed_host(request: &Request, notes: &mut Notes) -> Request {
    let mut request = request.clone();
    let is_open = |endpoint: &String| endpoint.contains(['{', '<']);
    if let Some(endpoint) = request.endpoint.take_if(|endpoint| is_open(endpoint)) {
        notes.gaps.push(format!(
            "each caller has a host of its own, as `{}` says: see in the reference how a service says so, and put it under `url`",
            quoted(host(&endpoint))
        ));
    }
    request
}

/// A sample, without its address where that is none.
fn sound(sample: &Request, notes: &mut Notes) -> Request {
    let Some(fault) = fault(sample) else {
        return sample.clone();
    };
    notes.gaps.push(format!(
        "the address of a request that is shown cannot be read, {fault}: compare it with `http`"
    ));
    Request {
        endpoint: None,
        path: String::new(),
        ..sample.clone()
    }
}

/// Whether an address without a method is what those of the requests begin with, and none of theirs: it is that of the service.
fn is_base_of_samples(declared: &Request, samples: &[Request]) -> bool {
    let base = declared.segments();
    let is_below = |sample: &Request| {
        let segments = sample.segments();
        segments.len() > base.len() && segments.starts_with(&base)
    };
    declared.methods.is_empty()
        && !samples
            .iter()
            .any(|sample| above(declared, sample).is_some_and(|above| above.is_empty()))
        && samples.iter().any(is_below)
}

/// Why it is no address.
fn fault(request: &Request) -> Option<String> {
    /// Longer than any that works.
    const LONGEST: usize = 2000;
    let endpoint = request.endpoint.as_deref();
    let names_none = |name: &str| {
        let is_name = name.len() <= LONGEST_NAME && ncloud_codegen::names::field(name).is_some();
        !is_name || !name.chars().all(is_printable)
    };
    if let Some(host) = endpoint.map(host).filter(|host| !host.contains('.')) {
        return Some(format!("`{}`", quoted(host)));
    }
    if request.path.len() > LONGEST {
        return Some(format!("`{}` is too long", quoted(&request.path)));
    }
    if request.segments().len() != request.path.matches('/').count() {
        return Some(format!("`{}` is no path", quoted(&request.path)));
    }
    let url = format!(
        "{}{}",
        endpoint
            .unwrap_or(NO_HOST)
            .replacen("http://", "https://", 1),
        request.path
    );
    // As specs are read, so that what is drafted can be.
    let source = Sources::default().add("", "");
    let mut findings = Vec::new();
    let read = http::parse_url(&url, Span::file(source), &mut findings);
    match (read, findings.first()) {
        (_, Some(finding)) => Some(quoted(&finding.message)),
        (None, None) => Some(format!("`{}`", quoted(&url))),
        (Some(url), None) => url
            .placeholders()
            .find(|name| names_none(&name.value))
            .map(|name| format!("`{{{}}}`", quoted(&name.value))),
    }
}

fn aligned_differs(request: &Request, sample: Option<&Request>) -> bool {
    sample.is_some_and(|sample| !sample.path.is_empty() && above(request, sample).is_none())
}

/// What a sample has before the path of the template: `/api/v1` of `/api/v1/ca/1/chain` before `/ca/{caTag}/chain`.
fn above(template: &Request, sample: &Request) -> Option<String> {
    let (template, sample) = (template.segments(), sample.segments());
    let extra = sample.len().checked_sub(template.len())?;
    let fits = sample
        .iter()
        .skip(extra)
        .zip(&template)
        .all(|(shown, declared)| values_of(declared, shown).is_some());
    let above: String = sample
        .iter()
        .take(extra)
        .map(|segment| format!("/{segment}"))
        .collect();
    fits.then_some(above)
}

/// The values of the template's parameters in a sample.
pub(crate) fn values(template: &str, sample: &str) -> Vec<(String, String)> {
    let template: Vec<&str> = template
        .split('/')
        .filter(|segment| !segment.is_empty())
        .collect();
    let sample: Vec<&str> = sample
        .split('/')
        .filter(|segment| !segment.is_empty())
        .collect();
    let Some(extra) = sample.len().checked_sub(template.len()) else {
        return Vec::new();
    };
    let pairs = template.iter().zip(sample.iter().skip(extra));
    let mut values = Vec::new();
    for (declared, shown) in pairs {
        match values_of(declared, shown) {
            Some(own) => values.extend(own),
            None => return Vec::new(),
        }
    }
    values
}

/// The values that a part of a path has where its template has names: `KR-v1` for `{region}-v1`. `None`: it is another part.
fn values_of(template: &str, shown: &str) -> Option<Vec<(String, String)>> {
    let Some((before, rest)) = template.split_once('{') else {
        return (template == shown).then(Vec::new);
    };
    let (name, after) = rest.split_once('}')?;
    let shown = shown.strip_prefix(before)?;
    // Up to where what follows the name is.
    let literal = after.split('{').next().unwrap_or_default();
    let (value, behind) = if literal.is_empty() {
        (shown, "")
    } else {
        shown.split_at(shown.find(literal)?)
    };
    let mut values = values_of(after, behind)?;
    if value.is_empty() {
        return None;
    }
    values.insert(0, (name.to_owned(), value.to_owned()));
    Some(values)
}

fn endpoint(
    request: &Request,
    sample: Option<&Request>,
    known: Option<&Known>,
    notes: &mut Notes,
) -> String {
    let shown = sample.and_then(|sample| sample.endpoint.clone());
    let is_sound = |endpoint: &str| HOSTS.iter().any(|host| endpoint.ends_with(host));
    let endpoint = match (request.endpoint.clone(), shown) {
        (Some(said), Some(shown)) if said != shown => {
            notes.defects.push(format!(
                "The address has the host {}; the sample has {}.",
                host(&said),
                host(&shown)
            ));
            if is_sound(&said) { said } else { shown }
        }
        (Some(endpoint), _) | (None, Some(endpoint)) => endpoint,
        (None, None) => {
            match known {
                Some(known) => return known.endpoint().to_owned(),
                None => {
                    notes.gaps.push("the page does not say the host: put the address of the service under `url`".to_owned());
                    return NO_HOST.to_owned();
                }
            }
        }
    };
    let secure = endpoint.replacen("http://", "https://", 1);
    if secure != endpoint {
        notes
            .defects
            .push("The page writes the address with http.".to_owned());
    }
    if !is_sound(&secure) {
        notes.gaps.push(format!(
            "{} is no host of NCP: if the page slipped, put the right one under `url`",
            host(&secure)
        ));
    }
    if is_of_another_site(&secure) {
        notes.gaps.push(
            "this is the address on another site: `url` is to be that on the public one, and this one stands under `sites`".to_owned(),
        );
    }
    secure
}

#[cfg(test)]
mod tests {
    use super::values;

    #[test]
    fn values_are_read_from_where_the_template_has_names() {
        assert_eq!(
            values("/ca/{caTag}/chain", "/api/v1/ca/12/chain"),
            [("caTag".to_owned(), "12".to_owned())]
        );
        assert_eq!(values("/ca/{caTag}/chain", "/api/v1/cert/12/chain"), []);
        assert_eq!(
            values("/{regionCode}-v1/boxes", "/kr-v1/boxes"),
            [("regionCode".to_owned(), "kr".to_owned())]
        );
    }
}
