use core::marker::PhantomData;
use std::borrow::Cow;

use crate::codec::encode::{ElementsWriter, EncodeElements, EncodeText, EncodeTextAs};

/// Text as it is: the format of what needs none.
#[derive(Debug)]
pub enum Text {}

impl<T: EncodeText + ?Sized> EncodeTextAs<T> for Text {
    fn encode_text_as(value: &T) -> Option<Cow<'_, str>> {
        value.encode_text()
    }
}

/// A list as one text: its items in the format `F`, with the separator between them.
#[derive(Debug)]
pub struct Joined<const SEPARATOR: char, F = Text>(PhantomData<F>);

impl<const SEPARATOR: char, F: EncodeTextAs<T>, T> EncodeTextAs<Vec<T>> for Joined<SEPARATOR, F> {
    fn encode_text_as(list: &Vec<T>) -> Option<Cow<'_, str>> {
        let mut joined = String::new();
        for (index, item) in list.iter().enumerate() {
            if index > 0 {
                joined.push(SEPARATOR);
            }
            joined.push_str(&F::encode_text_as(item).unwrap_or_default());
        }
        Some(Cow::Owned(joined))
    }

    fn fault_as(list: &Vec<T>) -> Option<&'static str> {
        list.iter().find_map(|item| {
            F::fault_as(item).or_else(|| {
                F::encode_text_as(item)?.contains(SEPARATOR).then_some(
                    "has an item that holds the separator of the list; give it another value",
                )
            })
        })
    }
}

/// A tuple as one text: its elements with the separator between them.
#[derive(Debug)]
pub enum JoinedElements<const SEPARATOR: char> {}

impl<const SEPARATOR: char, T: EncodeElements> EncodeTextAs<T> for JoinedElements<SEPARATOR> {
    fn encode_text_as(tuple: &T) -> Option<Cow<'_, str>> {
        Some(Cow::Owned(ElementsWriter::written(tuple, SEPARATOR).0))
    }

    fn fault_as(tuple: &T) -> Option<&'static str> {
        ElementsWriter::written(tuple, SEPARATOR).1
    }
}
