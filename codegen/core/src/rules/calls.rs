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
    /// What a response is held to. The service is right, most likely, and the spec is not.
    RESPONSES;

    RESPONSE_UNDECLARED = "response-undeclared":
        "Every member of a response is declared."
        "Clients pass over members that they do not know, so nothing fails; but nobody can use the member. The page may lag behind the service."

    RESPONSE_MISSING = "response-missing":
        "Every member that is declared as required is in the response."
        "Without it the typed client cannot read the response. Where the service leaves it out, declare it with `?`, and record a `defect` if the page \
         says otherwise."

    RESPONSE_STATUS = "response-status":
        "A success has a status that the operation lists."
        "Clients take every status from 200 to 299 for a success. What is listed is for the reader, and for the sandbox."

    RESPONSE_TYPE = "response-type":
        "Every value of a response is of its type, or in a form that is read as such."
        "The typed client cannot read the response, or reads something else. Mend the type, and record a `defect` if the page says otherwise."
}
