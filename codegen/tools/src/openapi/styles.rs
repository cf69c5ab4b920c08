//! How parameters are written, as far as OpenAPI has a style for it.

use ncloud_codegen::ir::{Field, ParameterLocation, ParameterStyle, Type};

use super::{
    schemas::{Schemas, of_type},
    tree::{Node, Object},
};

/// A parameter's schema and its style.
pub(super) struct Styled {
    /// Without words.
    pub(super) schema: Object,
    /// `style` and `explode`, where they are not those of the place.
    pub(super) style: Object,
    /// The style that OpenAPI has none for.
    pub(super) remarks: Object,
    /// Whether a sample of the value fits the schema.
    pub(super) is_plain: bool,
}

impl Schemas<'_> {
    pub(super) fn styled(
        self,
        field: &Field,
        style: &ParameterStyle,
        location: ParameterLocation,
    ) -> Styled {
        let plain = |style: Object, remarks: Object| Styled {
            schema: self.bare_field(field),
            style,
            remarks,
            is_plain: true,
        };
        match style {
            ParameterStyle::Single
            | ParameterStyle::Json
            | ParameterStyle::File
            | ParameterStyle::Family => plain(Object::new(), Object::new()),
            ParameterStyle::Repeated => {
                let exploded = Object::new().with("style", "form").with("explode", true);
                plain(exploded, Object::new())
            }
            // Each element, or member of one, is a parameter of its own: `name.1`, `name.1.member`.
            ParameterStyle::Indexed => plain(
                Object::new(),
                Object::new().with("x-ncloud-style", "indexed"),
            ),
            ParameterStyle::Joined(separators) => match joined(&field.ty, separators, location) {
                Some(style) => plain(
                    Object::new().with("style", style).with("explode", false),
                    Object::new(),
                ),
                None => Styled {
                    schema: of_type("string"),
                    style: Object::new(),
                    remarks: Object::new()
                        .with(
                            "x-ncloud-style",
                            separators
                                .iter()
                                .map(|separator| Node::from(separator.to_string()))
                                .collect::<Vec<_>>(),
                        )
                        .with("x-ncloud-value", self.value(&field.ty)),
                    is_plain: false,
                },
            },
        }
    }
}

/// The style of a list of single values that are joined.
fn joined(ty: &Type, separators: &[char], location: ParameterLocation) -> Option<&'static str> {
    if !matches!(ty, Type::List(_)) {
        return None;
    }
    match (location, separators) {
        (ParameterLocation::Path | ParameterLocation::Header, [',']) => Some("simple"),
        (ParameterLocation::Query | ParameterLocation::Form, [',']) => Some("form"),
        (ParameterLocation::Query | ParameterLocation::Form, ['|']) => Some("pipeDelimited"),
        (ParameterLocation::Query | ParameterLocation::Form, [' ']) => Some("spaceDelimited"),
        _ => None,
    }
}
