//! What calls are held to that are made straight from a spec, as data.

use super::{Rule, Severity};

rules! {
    Error:
    /// What a request is held to before it is sent.
    REQUESTS;

    CALL_REQUEST = "call-request":
        "A call gives every required parameter, no unknown one, and values of their types."
        "The values are held to the spec before anything is sent. Parameters and members go by their names on the wire."
}

rules! {
    Warning:
    /// What an answer is held to. The service is right, most likely, and the spec is not.
    ANSWERS;

    ANSWER_UNDECLARED = "answer-undeclared":
        "Every member of an answer is declared."
        "Clients pass over members that they do not know, so nothing fails; but nobody can use the member. The page may lag behind the service."

    ANSWER_MISSING = "answer-missing":
        "Every member that is declared as required is in the answer."
        "Without it the typed client cannot read the answer. Where the service leaves it out, declare it with `?`, and record a `defect` if the page \
         says otherwise."

    ANSWER_STATUS = "answer-status":
        "A success has a status that the operation lists."
        "Clients take every status from 200 to 299 for a success. What is listed is for the reader, and for the sandbox."

    ANSWER_TYPE = "answer-type":
        "Every value of an answer is of its type, or in a form that is read as such."
        "The typed client cannot read the answer, or reads something else. Mend the type, and record a `defect` if the page says otherwise."
}
