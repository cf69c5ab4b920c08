//! `Debug` of generated structs, as a derived one prints it. A derived one is a quarter of what the compiler takes to check
//! a client: each field is turned into a `dyn Debug` there, here that happens once for all structs of as many fields.

use core::fmt::{Debug, DebugStruct, Formatter, Result};
use core::str::SplitAsciiWhitespace;

/// Prints a struct; the names of its fields are one text with blanks between them, in the order of the fields.
///
/// # Errors
///
/// When the formatter cannot be written to.
pub fn debug(
    f: &mut Formatter<'_>,
    name: &str,
    field_names: &'static str,
    fields: impl Fields,
) -> Result {
    let mut printed = f.debug_struct(name);
    fields.print(&mut printed, &mut field_names.split_ascii_whitespace());
    printed.finish()
}

/// Fields that are printed: a tuple of references, of at most 16.
pub trait Fields {
    /// Prints them, each under the next one of the names.
    fn print(&self, printed: &mut DebugStruct<'_, '_>, names: &mut SplitAsciiWhitespace<'static>);
}

/// More fields than one tuple takes.
#[derive(Clone, Copy, Debug)]
pub struct Chained<A, B>(pub A, pub B);

impl<A: Fields, B: Fields> Fields for Chained<A, B> {
    fn print(&self, printed: &mut DebugStruct<'_, '_>, names: &mut SplitAsciiWhitespace<'static>) {
        self.0.print(printed, names);
        self.1.print(printed, names);
    }
}

macro_rules! tuples {
    () => {};
    ($first:ident $first_value:ident $($other:ident $other_value:ident)*) => {
        impl<$first: Debug, $($other: Debug),*> Fields for (&$first, $(&$other,)*) {
            fn print(
                &self,
                printed: &mut DebugStruct<'_, '_>,
                names: &mut SplitAsciiWhitespace<'static>,
            ) {
                let ($first_value, $($other_value,)*) = self;
                field(printed, names, $first_value);
                $(field(printed, names, $other_value);)*
            }
        }
        tuples!($($other $other_value)*);
    };
}

tuples!(A a B b C c D d E e F f G g H h I i J j K k L l M m N n O o P p);

fn field(
    printed: &mut DebugStruct<'_, '_>,
    names: &mut SplitAsciiWhitespace<'static>,
    value: &dyn Debug,
) {
    printed.field(names.next().unwrap_or_default(), value);
}
