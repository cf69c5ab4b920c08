//! Words of the language: one row a word, with what it means to people and to the reader. Whatever names a word or takes one reads its
//! row: the reader, the JSON Schema, the reference, printers and hints.

use super::Word;

/// Words of a fixed set.
#[derive(Debug)]
pub struct Words<T: 'static> {
    /// For people.
    pub words: &'static [Word],
    meanings: &'static [T],
}

impl<T> Words<T> {
    pub(super) const fn of(words: &'static [Word], meanings: &'static [T]) -> Self {
        Self { words, meanings }
    }

    /// Every word with what it means.
    pub fn rows(&self) -> impl Iterator<Item = (&'static Word, &'static T)> + use<T> {
        self.words.iter().zip(self.meanings)
    }

    /// What a word means.
    pub fn meaning(&self, word: &str) -> Option<&'static T> {
        let found = self.rows().find(|(known, _)| known.name == word);
        found.map(|(_, meaning)| meaning)
    }

    /// The word that means it. `None` for what the language has no word for.
    pub fn word(&self, meaning: &T) -> Option<&'static str>
    where
        T: PartialEq,
    {
        let found = self.rows().find(|(_, known)| *known == meaning);
        found.map(|(word, _)| word.name)
    }

    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<T> {
        self.words.iter().map(|word| word.name)
    }
}

/// `"word" => meaning, "what it means.";`
macro_rules! words {
    ($($(#[$about:meta])* $visibility:vis const $list:ident: $meaning:ty { $($name:literal => $value:expr, $doc:literal;)* })*) => {
        $(
            $(#[$about])*
            $visibility const $list: $crate::language::vocabulary::Words<$meaning> = $crate::language::vocabulary::Words::of(
                &[$($crate::language::Word { name: $name, doc: $doc }),*],
                &[$($value),*],
            );
        )*
    };
}
pub(super) use words;
