//! How generated structs print themselves: as a derived `Debug` does.

use core::fmt;

use ncloud::__v1::{Chained, debug};

mod derived {
    #[derive(Debug)]
    #[expect(dead_code, reason = "printed")]
    pub(super) struct Server {
        pub(super) name: String,
        pub(super) r#type: Option<i32>,
        pub(super) rules: Vec<Rule>,
    }

    #[derive(Debug)]
    #[expect(dead_code, reason = "printed")]
    pub(super) struct Rule {
        pub(super) priority: i32,
    }
}

struct Server {
    name: String,
    r#type: Option<i32>,
    rules: Vec<Rule>,
}

struct Rule {
    priority: i32,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = Chained((&self.name, &self.r#type), (&self.rules,));
        debug(f, "Server", "name type rules", fields)
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug(f, "Rule", "priority", (&self.priority,))
    }
}

#[test]
fn a_struct_is_printed_as_a_derived_one() {
    let written = Server {
        name: "a \"b\"".to_owned(),
        r#type: None,
        rules: vec![Rule { priority: 1 }, Rule { priority: -2 }],
    };
    let derived = derived::Server {
        name: "a \"b\"".to_owned(),
        r#type: None,
        rules: vec![
            derived::Rule { priority: 1 },
            derived::Rule { priority: -2 },
        ],
    };
    assert_eq!(format!("{written:?}"), format!("{derived:?}"));
    assert_eq!(format!("{written:#?}"), format!("{derived:#?}"));
    assert_eq!(
        format!("{written:?}"),
        r#"Server { name: "a \"b\"", type: None, rules: [Rule { priority: 1 }, Rule { priority: -2 }] }"#
    );
}
