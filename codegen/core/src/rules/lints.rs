//! What people get wrong when they transcribe a page, as data.

use super::{Rule, Severity};

rules! {
    Warning:
    /// Every lint. Each can be allowed in place: `allow: { missing-pager: why }`.
    LINTS;

    FOREIGN_HOST = "foreign-host":
        "A service is at a host of NAVER Cloud Platform."
        "Pages are copied with slips (`ntruss.co`), and a key that is sent to the wrong host is given away. Known are ntruss.com and \
         ncloud.com, those of the government and the financial sector, navercorp.com and naverncp.com."

    ODD_PATH = "odd-path":
        "A path begins like those of the other operations of the service."
        "Where all others begin alike, or with nearly the same word, the page or its reader has misspelt it, or a part of the path that \
         belongs into the service's `url` stands in some of them."

    DOCS_ADDRESS = "docs-address":
        "A service and its operations name their pages, at a host of the documentation."
        "Whoever reviews a spec checks it against its pages. They are at ncloud-docs.com and the hosts below it."

    YN_TYPE = "yn-type":
        "A member whose name ends in Yn is a Y/N flag."
        "The pages type them String or Boolean; on the wire they are the texts Y and N, which `yn` reads and writes as a flag. `bool` is right \
         where the samples have true and false."

    TIME_TYPE = "time-type":
        "A member whose name ends in Ymdt, Date or Time is a time."
        "Callers want a time, not a text or a number of unknown unit; `timestamp(..)`, `datetime(..)`, `date(..)` and `month(..)` know \
         the formats of the pages. A member whose `defect` or `unconfirmed` says why it is none is left alone, and so is one whose text \
         speaks of a length of time."

    NUMERIC_ID = "numeric-id":
        "An id that is text elsewhere in the service is not a number."
        "The pages type the same id now String, now Integer. As a number it loses leading zeros, and callers cannot pass what one \
         operation returns to the next."

    TYPE_AGAINST_SAMPLE = "type-against-sample":
        "A member has the type that the samples show."
        "The client reads numbers in quotes and the reverse, so nothing fails; but callers have a type that the service does not send. \
         A member whose `defect` or `unconfirmed` says so is left alone."

    UNSEEN_MEMBER = "unseen-member":
        "A member of a response is in a sample, where most of its neighbours are."
        "A single member that no sample has, among many that are there, is likely to be misspelt in the table or read from the wrong row. \
         (A member that a sample has and the spec has not is an error: `example-response`, `example-body`.)"

    MISSING_PAGER = "missing-pager":
        "A list that has a total and takes a page says how it goes on."
        "Without `pages`, callers have to count for themselves."

    SAFE_WRITE = "safe-write":
        "What changes something is not marked as a read."
        "An operation that only reads is repeated when its response is lost. A write that is repeated may be carried out twice."

    UNUSED_ALLOW = "unused-allow":
        "What is allowed is there."
        "An `allow` that no finding needs hides the next one; one with an id that no lint has does nothing."
}
