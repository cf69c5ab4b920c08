//! Lists that come in pages.

mod page;
mod value;

use bytes::Bytes;
use futures_core::Stream;
use futures_util::stream::try_unfold;

use self::page::Next;
pub use self::page::Page;
pub use self::value::{PageField, PageValue};
use crate::client::Client;
use crate::encode::Encoded;
use crate::error::{Error, ErrorKind};
use crate::execute::Reading;
use crate::operation::{Description, Operation};

/// An operation that answers with one page of a list.
pub trait Paginated: Operation {
    /// An item of the list.
    type Item;

    /// Tells `page` what `answer` says of the list, and sets the request to the page after it.
    fn advance(&mut self, answer: &Self::Output, page: &mut Page);

    /// The items of a page.
    fn into_items(answer: Self::Output) -> Vec<Self::Item>;
}

/// Reads a list page by page.
pub(crate) struct Pager<O> {
    client: Client,
    request: Option<O>,
    /// The body of the page before.
    last: Bytes,
    /// How many items came so far, with those that were left out at the start.
    counted: Option<i64>,
}

impl<O: Paginated> Pager<O> {
    pub(crate) fn new(client: Client, request: O) -> Self {
        Self {
            client,
            request: Some(request),
            last: Bytes::new(),
            counted: None,
        }
    }

    /// The next page, `None` after the last one.
    pub(crate) async fn next(&mut self) -> Result<Option<O::Output>, Error> {
        let Some(mut request) = self.request.take() else {
            return Ok(None);
        };
        let executed = self
            .client
            .execute(Encoded::of(&request), Reading::Whole)
            .await?;
        let body = executed.body.clone();
        let description = executed.description;
        let answer = executed.decode()?;
        let mut page = Page::after(self.counted);
        request.advance(&answer, &mut page);
        self.counted = Some(page.counted());
        match page.next() {
            Next::End => {}
            Next::Stuck(problem) => return Err(stuck(description, problem)),
            Next::Ask { said } if page::is_repeated(&self.last, &body) => {
                return if said {
                    // A service that passes over what is asked for would be asked for ever.
                    Err(stuck(
                        description,
                        "the service gave the same page twice; it may not support paging here",
                    ))
                } else {
                    Ok(None)
                };
            }
            Next::Ask { .. } => {
                self.last = body;
                self.request = Some(request);
            }
        }
        Ok(Some(answer))
    }
}

fn stuck(description: &'static Description, problem: &str) -> Error {
    Error::new(ErrorKind::Pages, problem).of(description)
}

impl Client {
    /// Reads a list page by page. The stream ends after the last page or the first error.
    pub fn pages<O: Paginated>(
        &self,
        request: O,
    ) -> impl Stream<Item = Result<O::Output, Error>> + Unpin + use<O> {
        let pager = Pager::new(self.clone(), request);
        Box::pin(try_unfold(pager, async |mut pager: Pager<O>| {
            let page = pager.next().await?;
            Ok(page.map(|page| (page, pager)))
        }))
    }

    /// Reads a list item by item, and asks for a page when the one before is used up. The stream ends after the last item
    /// or the first error.
    pub fn items<O: Paginated>(
        &self,
        request: O,
    ) -> impl Stream<Item = Result<O::Item, Error>> + Unpin + use<O> {
        let state = (Pager::new(self.clone(), request), Vec::new().into_iter());
        Box::pin(try_unfold(
            state,
            async |(mut pager, mut items): (Pager<O>, std::vec::IntoIter<O::Item>)| {
                loop {
                    if let Some(item) = items.next() {
                        return Ok(Some((item, (pager, items))));
                    }
                    match pager.next().await? {
                        Some(page) => items = O::into_items(page).into_iter(),
                        None => return Ok(None),
                    }
                }
            },
        ))
    }
}
