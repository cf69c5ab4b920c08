//! Lists that come in pages.

use bytes::Bytes;
use futures_core::Stream;
use futures_util::stream::try_unfold;

use crate::client::Client;
use crate::encode::Encoded;
use crate::error::{Error, ErrorKind};
use crate::operation::Operation;

/// An operation that answers with one page of a list.
pub trait Paginated: Operation {
    /// An item of the list.
    type Item;

    /// Sets the request to the page after `answer`. Says whether there is one.
    fn advance(&mut self, answer: &Self::Output) -> bool;

    /// The items of a page.
    fn into_items(answer: Self::Output) -> Vec<Self::Item>;
}

/// Advances a list that is read by offset. `total` is the length of the whole list, where the answer says it.
///
/// An empty page is the last one, whatever the total is: it may count items that the caller does not see.
pub fn advance_offset(offset: &mut Option<i64>, received: usize, total: Option<i64>) -> bool {
    let next = i64::try_from(received)
        .ok()
        .filter(|received| *received > 0);
    let next = next.and_then(|received| offset.unwrap_or(0).checked_add(received));
    match (next, total) {
        (Some(next), Some(total)) if next >= total => false,
        (Some(next), _) => {
            *offset = Some(next);
            true
        }
        (None, _) => false,
    }
}

/// Reads a list page by page.
pub(crate) struct Pager<O> {
    client: Client,
    request: Option<O>,
    /// The body of the page before.
    last: Bytes,
}

impl<O: Paginated> Pager<O> {
    pub(crate) fn new(client: Client, request: O) -> Self {
        Self {
            client,
            request: Some(request),
            last: Bytes::new(),
        }
    }

    /// The next page, `None` after the last one.
    pub(crate) async fn next(&mut self) -> Result<Option<O::Output>, Error> {
        let Some(mut request) = self.request.take() else {
            return Ok(None);
        };
        let executed = self.client.execute(Encoded::of(&request)).await?;
        let body = executed.body.clone();
        let description = executed.description;
        let answer = executed.decode()?;
        if request.advance(&answer) {
            // A service that passes over the offset would be asked for ever.
            if body == self.last {
                let problem =
                    "the service gave the same page twice; it may not support paging here";
                return Err(Error::new(ErrorKind::Pages, problem).of(description));
            }
            self.last = body;
            self.request = Some(request);
        }
        Ok(Some(answer))
    }
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
