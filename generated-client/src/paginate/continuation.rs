//! Where a list is read on from, as text.

use core::fmt;
use core::str::{FromStr, Split};

use http::header::CONTENT_TYPE;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::Paginated;
use super::fingerprint::Fingerprint;
use super::history::SoFar;
use super::page::place;
use crate::meta::{OperationMeta, Region};
use crate::wire::error::{Error, ErrorKind};
use crate::wire::request::Encoded;

/// What a continuation begins with: the version of what follows.
const VERSION: &str = "ncloud-pages-1";
const FAMILY: &str = "ncloud-pages-";

/// Where a list is read on from: [`Pages::continuation`](super::Pages::continuation) and
/// [`Items::continuation`](super::Items::continuation) give it, `resume` of both takes it.
///
/// It is text, to be stored and read again by [`FromStr`], in another process and by a later version of this crate too. It holds
/// the operation, a fingerprint of the request, the number, offset, token or marker of the page, and what was learned of the list so far;
/// of the request and of the items it holds nothing else. How long a token lives is up to the service.
///
/// ```
/// use ncloud::paginate::Continuation;
///
/// assert!("ncloud-pages-1;".parse::<Continuation>().is_err());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Continuation {
    pub(super) operation: String,
    /// Of the request, whatever page it asks for.
    pub(super) request: u64,
    pub(super) position: Position,
    /// Items of the page that were read already.
    pub(super) taken: u64,
}

/// A page, and what was learned before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Position {
    /// What the request names it by.
    pub(super) at: Option<String>,
    pub(super) so_far: SoFar,
}

pub(super) fn name(meta: &OperationMeta) -> String {
    format!("{}.{}", meta.service.name, meta.name)
}

/// A fingerprint of what the request asks for, but for the page.
pub(super) fn fingerprint<O: Paginated>(
    request: &mut O,
    region: Option<&Region>,
) -> Result<u64, Error> {
    // Every type of such a field holds it.
    const ANY_PAGE: &str = "0";
    let at = place::read(request);
    place::write(request, Some(ANY_PAGE));
    let encoded = Encoded::within(region, request);
    place::write(request, at.as_deref());
    let encoded = encoded?;
    let mut fingerprint = Fingerprint::new();
    let mut part = |bytes: &[u8]| {
        fingerprint.write(&(bytes.len() as u64).to_le_bytes());
        fingerprint.write(bytes);
    };
    part(region.map_or("", Region::code).as_bytes());
    part(encoded.target().as_bytes());
    for (_, value) in &encoded.path {
        part(value.as_bytes());
    }
    for (name, value) in encoded.headers() {
        if name != CONTENT_TYPE {
            part(name.as_str().as_bytes());
            part(value.as_bytes());
        }
    }
    part(encoded.body().as_bytes().map_or(&[][..], |body| body));
    Ok(fingerprint.finish())
}

impl Continuation {
    /// Refuses to go on with another list.
    pub(super) fn check(&self, meta: &'static OperationMeta, request: u64) -> Result<(), Error> {
        let own = name(meta);
        let problem = if self.operation != own {
            format!(
                "the continuation is one of {}, and the request is one of {own}; resume the list that it was taken of",
                self.operation
            )
        } else if self.request != request {
            "the continuation is of another request to the same operation, or of one in another region; give the request that the list was begun with".to_owned()
        } else {
            return Ok(());
        };
        Err(Error::new(ErrorKind::Pages, problem).of(meta))
    }
}

impl fmt::Display for Continuation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.unsealed();
        write!(f, "{text};{:016x}", seal(&text))
    }
}

impl Continuation {
    fn unsealed(&self) -> String {
        let SoFar {
            pages,
            counted,
            exact,
            first_total,
            total_refuted,
            total_pages_refuted,
            largest,
            empty,
            last_page,
        } = self.position.so_far;
        let at = self.position.at.as_ref();
        let at = at.map(|at| format!("={}", utf8_percent_encode(at, NON_ALPHANUMERIC)));
        let number = |number: Option<i64>| number.map_or_else(String::new, |it| it.to_string());
        let flags: String = [exact, total_refuted, total_pages_refuted]
            .map(|flag| if flag { '1' } else { '0' })
            .into_iter()
            .collect();
        let fields = [
            VERSION.to_owned(),
            self.operation.clone(),
            format!("{:016x}", self.request),
            at.unwrap_or_default(),
            self.taken.to_string(),
            pages.to_string(),
            number(counted),
            flags,
            number(first_total),
            largest.to_string(),
            empty.to_string(),
            last_page.map_or_else(String::new, |page| format!("{page:016x}")),
        ];
        fields.join(";")
    }
}

fn seal(text: &str) -> u64 {
    let mut fingerprint = Fingerprint::new();
    fingerprint.write(text.as_bytes());
    fingerprint.finish()
}

impl FromStr for Continuation {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let version = text.split(';').next().unwrap_or_default();
        if version != VERSION && version.starts_with(FAMILY) {
            return Err(Error::new(
                ErrorKind::Pages,
                format!(
                    "the continuation is one of another version of this crate, {version}, and {VERSION} is known; begin the list again"
                ),
            ));
        }
        read(text).ok_or_else(|| {
            Error::new(
                ErrorKind::Pages,
                "the text is no continuation, or not the whole of one; give what `Continuation` was written as",
            )
        })
    }
}

fn read(text: &str) -> Option<Continuation> {
    let (unsealed, sealed) = text.rsplit_once(';')?;
    if hexadecimal(sealed)? != seal(unsealed) {
        return None;
    }
    let mut fields = Fields(unsealed.split(';'));
    if fields.next()? != VERSION {
        return None;
    }
    let operation = fields.next()?.to_owned();
    let request = hexadecimal(fields.next()?)?;
    let at = match fields.next()? {
        "" => None,
        at => Some(
            percent_decode_str(at.strip_prefix('=')?)
                .decode_utf8()
                .ok()?
                .into_owned(),
        ),
    };
    let taken = fields.next()?.parse().ok()?;
    let pages = fields.next()?.parse().ok()?;
    let counted = fields.number()?;
    let mut flags = fields.next()?.chars().map(|flag| flag == '1');
    let so_far = SoFar {
        pages,
        counted,
        exact: flags.next()?,
        total_refuted: flags.next()?,
        total_pages_refuted: flags.next()?,
        first_total: fields.number()?,
        largest: fields.next()?.parse().ok()?,
        empty: fields.next()?.parse().ok()?,
        last_page: match fields.next()? {
            "" => None,
            page => Some(hexadecimal(page)?),
        },
    };
    Some(Continuation {
        operation,
        request,
        position: Position { at, so_far },
        taken,
    })
}

struct Fields<'text>(Split<'text, char>);

impl<'text> Fields<'text> {
    fn next(&mut self) -> Option<&'text str> {
        self.0.next()
    }

    /// A number that may be absent.
    fn number(&mut self) -> Option<Option<i64>> {
        match self.next()? {
            "" => Some(None),
            number => number.parse().ok().map(Some),
        }
    }
}

fn hexadecimal(text: &str) -> Option<u64> {
    u64::from_str_radix(text, 16).ok()
}

/// Without the place, which may be the name of an item.
impl fmt::Debug for Continuation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Continuation")
            .field("operation", &self.operation)
            .field("pages", &self.position.so_far.pages)
            .finish_non_exhaustive()
    }
}
