//! Where a page says a request goes, and the requests that it shows: request lines, addresses, commands.

use ncloud_codegen::ir::Method;

/// A request as a page writes it, template or sample.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Request {
    /// More than one where any will do.
    pub(crate) methods: Vec<Method>,
    /// Scheme and host: `https://organization.apigw.ntruss.com`.
    pub(crate) endpoint: Option<String>,
    /// What follows, up to a question mark.
    pub(crate) path: String,
    /// Decoded.
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    /// Fields of a form.
    pub(crate) form: Vec<(String, String)>,
    pub(crate) body: Option<String>,
}

impl Request {
    pub(crate) fn segments(&self) -> Vec<&str> {
        self.path
            .split('/')
            .filter(|segment| !segment.is_empty())
            .collect()
    }

    /// Method and address, for messages.
    pub(crate) fn target(&self) -> String {
        let methods: Vec<&str> = self.methods.iter().map(|method| method.as_str()).collect();
        let endpoint = self.endpoint.as_deref().unwrap_or_default();
        format!("{} {endpoint}{}", methods.join(", "), self.path)
    }

    /// The request at the address of a service, if it says no other.
    pub(crate) fn below(mut self, base: &Self) -> Self {
        if self.endpoint.is_none() && base.endpoint.is_some() {
            self.endpoint.clone_from(&base.endpoint);
            let is_whole = self
                .path
                .strip_prefix(base.path.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            if !is_whole {
                self.path = format!("{}{}", base.path, self.path);
            }
        }
        self
    }

    fn set_target(&mut self, target: &str) {
        let target: String = target.chars().filter(|c| !c.is_whitespace()).collect();
        let target = target.trim_matches(['"', '\'', '`', ',']);
        let (target, query) = target.split_once('?').unwrap_or((target, ""));
        let path = match target.split_once("://") {
            Some((scheme, rest)) => {
                let end = rest.find('/').unwrap_or(rest.len());
                let (host, path) = rest.split_at(end);
                self.endpoint = Some(format!("{}://{host}", scheme.to_lowercase()));
                path
            }
            // `{CLOUD_FUNCTIONS_API_URL}/packages`: the address of the overview page.
            None if begins_with_base(target) => target
                .find('/')
                .and_then(|at| target.get(at..))
                .unwrap_or_default(),
            None => target,
        };
        let path = path.trim_end_matches('/');
        let slash = if path.starts_with('{') { "/" } else { "" };
        self.path = format!("{slash}{path}");
        self.query = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (decoded(name), decoded(value)))
            .collect();
    }
}

/// Whether a target begins with a placeholder for the address of the service.
fn begins_with_base(target: &str) -> bool {
    let Some((name, rest)) = target
        .strip_prefix('{')
        .and_then(|rest| rest.split_once('}'))
    else {
        return false;
    };
    let lower = name.to_lowercase();
    let names_base = ["url", "uri", "host", "domain", "endpoint", "base"]
        .iter()
        .any(|word| lower.contains(word));
    (rest.is_empty() || rest.starts_with('/'))
        && (names_base || !name.chars().any(char::is_lowercase))
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let hexadecimal = (*first == b'%')
            .then(|| after.get(..2))
            .flatten()
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match hexadecimal {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => bytes.push(if *first == b'+' { b' ' } else { *first }),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The methods at the beginning of a text, and what follows them.
pub(crate) fn methods(text: &str) -> Option<(Vec<Method>, &str)> {
    let mut methods = Vec::new();
    let mut rest = text.trim_start();
    while let Some(method) = Method::ALL
        .into_iter()
        .find(|method| rest.starts_with(method.as_str()))
    {
        if !methods.contains(&method) {
            methods.push(method);
        }
        rest = rest.get(method.as_str().len()..)?;
        let next = rest.trim_start_matches([',', '/', ' ', '|', '\u{3001}', '\\']);
        let next = ["or ", "또는 ", "または "]
            .iter()
            .find_map(|or| next.strip_prefix(or))
            .unwrap_or(next)
            .trim_start();
        let goes_on = Method::ALL
            .iter()
            .any(|method| next.starts_with(method.as_str()));
        if !goes_on || next.len() == rest.len() {
            break;
        }
        rest = next;
    }
    (!methods.is_empty()).then_some((methods, rest))
}

/// `GET https://..`, `GET, POST /getVpcList`, `GET {API_URL}/packages`.
pub(crate) fn is_request_line(text: &str) -> bool {
    methods(text).is_some_and(|(_, rest)| {
        let target = rest.trim_start();
        rest.starts_with(char::is_whitespace)
            && (target.starts_with(['/', '{']) || target.starts_with("http"))
    })
}

/// `HTTP/1.1 200 OK`
pub(crate) fn is_status_line(text: &str) -> bool {
    text.starts_with("HTTP/")
}

/// `HTTP/1.1 201 Created`: 201.
pub(crate) fn status(code: &str) -> Option<u16> {
    let line = code.lines().find(|line| is_status_line(line.trim()))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// A request line with the headers and the body below it.
pub(crate) fn read_request(text: &str) -> Option<Request> {
    let mut lines = text.lines().peekable();
    let (methods, target) = methods(lines.next()?)?;
    let target = target.trim().split(" HTTP/").next().unwrap_or_default();
    let mut request = Request {
        methods,
        ..Request::default()
    };
    let mut target = target.to_owned();
    if target.is_empty() {
        target.push_str(lines.next()?.trim());
    }
    // The query may stand on lines of its own.
    while let Some(line) = lines.next_if(|line| line.trim_start().starts_with(['?', '&'])) {
        target.push_str(line.trim());
    }
    request.set_target(&target);
    let mut body = Vec::new();
    for line in lines {
        match line.split_once(':') {
            Some((name, value))
                if body.is_empty() && !name.trim_start().starts_with(['{', '"', '[']) =>
            {
                request
                    .headers
                    .push((name.trim().to_owned(), value.trim().to_owned()));
            }
            _ if body.is_empty() && line.trim().is_empty() => {}
            _ => body.push(line),
        }
    }
    if !body.is_empty() {
        request.body = Some(body.join("\n"));
    }
    Some(with_host(request))
}

/// An address that stands alone.
pub(crate) fn read_address(text: &str) -> Option<Request> {
    let text = text.trim().trim_matches(['"', '\'', '`']).trim();
    let is_address = text.starts_with("https://") && !text.contains(char::is_whitespace);
    let mut request = Request::default();
    is_address.then(|| request.set_target(text))?;
    Some(request)
}

/// A request line relative to the `Host` below it.
fn with_host(mut request: Request) -> Request {
    if request.endpoint.is_none() {
        request.endpoint = request
            .headers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("host"))
            .map(|(_, host)| format!("https://{}", host.trim()));
    }
    request
}

/// A command of curl.
pub(crate) fn read_command(text: &str) -> Option<Request> {
    let words = shell_words(text);
    let mut words = words.iter().map(String::as_str);
    if words.next() != Some("curl") {
        return None;
    }
    let mut request = Request::default();
    let mut data: Vec<String> = Vec::new();
    let mut is_form = false;
    let mut has_target = false;
    while let Some(word) = words.next() {
        match word {
            "-X" | "--request" => {
                request.methods = methods(words.next()?)
                    .map(|(methods, _)| methods)
                    .unwrap_or_default();
            }
            "-H" | "--header" => {
                if let Some((name, value)) = words.next()?.split_once(':') {
                    request
                        .headers
                        .push((name.trim().to_owned(), value.trim().to_owned()));
                }
            }
            "--data-urlencode" => {
                is_form = true;
                data.push(words.next()?.to_owned());
            }
            "-d" | "--data" | "--data-raw" | "--data-binary" => data.push(words.next()?.to_owned()),
            "-F" | "--form" | "-o" | "--output" => {
                words.next();
            }
            _ if word.starts_with("http") || (word.starts_with('/') && !has_target) => {
                request.set_target(word);
                has_target = true;
            }
            _ => {}
        }
    }
    is_form |= request.headers.iter().any(|(name, value)| {
        name.eq_ignore_ascii_case("content-type") && value.contains("urlencoded")
    });
    if is_form {
        request.form = data
            .iter()
            .flat_map(|data| data.split('&'))
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (decoded(name.trim()), decoded(value.trim())))
            .collect();
    } else if let [body] = data.as_slice() {
        request.body = Some(body.clone());
    }
    if request.methods.is_empty() {
        let method = if data.is_empty() {
            Method::Get
        } else {
            Method::Post
        };
        request.methods.push(method);
    }
    (has_target).then(|| with_host(request))
}

/// The words of a command, quotes taken off. A line that ends in a backslash goes on.
fn shell_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match (quote, character) {
            (Some(open), _) if character == open => quote = None,
            (Some('"'), '\\') if characters.peek() == Some(&'"') => {
                characters.next();
                word.get_or_insert_default().push('"');
            }
            (Some(_), _) => word.get_or_insert_default().push(character),
            (None, '\'' | '"') => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            (None, '\\') if characters.peek().is_none_or(|next| next.is_whitespace()) => {}
            (None, _) if character.is_whitespace() => words.extend(word.take()),
            (None, _) => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::{is_request_line, read_command, read_request};
    use ncloud_codegen::ir::Method;

    #[test]
    fn commands_are_read() {
        let request = read_command(
            "curl --location --request GET 'https://a.apigw.ntruss.com/api/v2/packages?platform=vpc' \\\n--header 'Content-Type: application/json' \\\n--data '{\"a\": 1}'",
        )
        .unwrap_or_default();
        assert_eq!(request.methods, [Method::Get]);
        assert_eq!(
            request.endpoint.as_deref(),
            Some("https://a.apigw.ntruss.com")
        );
        assert_eq!(request.path, "/api/v2/packages");
        assert_eq!(request.query, [("platform".to_owned(), "vpc".to_owned())]);
        assert_eq!(
            request.headers,
            [("Content-Type".to_owned(), "application/json".to_owned())]
        );
        assert_eq!(request.body.as_deref(), Some("{\"a\": 1}"));
    }

    #[test]
    fn an_address_may_be_broken_over_lines() {
        let request = read_command("curl --location 'https://ncloud.apigw.ntruss.com/vpc/v2/getSubnetDetail\n?regionCode=KR\n&subnetNo=***43'\n--header 'x: y'").unwrap_or_default();
        assert_eq!(request.path, "/vpc/v2/getSubnetDetail");
        assert_eq!(request.query.len(), 2);
    }

    #[test]
    fn a_query_may_stand_below_its_request() {
        let request = read_request(
            "GET {API_URL}/vpc/v2/createSubnet\n?regionCode=KR\n&zoneCode=KR-1\nHost: a.apigw.ntruss.com",
        )
        .unwrap_or_default();
        assert_eq!(request.path, "/vpc/v2/createSubnet");
        assert_eq!(request.query.len(), 2);
        let tenant = read_request("GET /{regionCode}-v1/boxes").unwrap_or_default();
        assert_eq!(tenant.path, "/{regionCode}-v1/boxes");
        let any = read_request("GET or POST /getVpcList").unwrap_or_default();
        assert_eq!(any.methods, [Method::Get, Method::Post]);
    }

    #[test]
    fn request_lines_are_read() {
        for line in [
            "GET https://a.b/c",
            "GET, POST /getVpcList",
            "GET {API_URL}/packages",
        ] {
            assert!(is_request_line(line), "{line}");
        }
        for line in ["GET", "Get the list", "POST, then wait"] {
            assert!(!is_request_line(line), "{line}");
        }
        let request =
            read_request("GET /a/v1/users/user01\nHost: a.apigw.ntruss.com\nx-ncp-region_code: KR")
                .unwrap_or_default();
        assert_eq!(
            request.endpoint.as_deref(),
            Some("https://a.apigw.ntruss.com")
        );
        assert_eq!(request.path, "/a/v1/users/user01");
        assert_eq!(request.headers.len(), 2);
        let many = read_request("GET, POST /getVpcList").unwrap_or_default();
        assert_eq!(many.methods, [Method::Get, Method::Post]);
    }
}
