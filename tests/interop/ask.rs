//! One case, asked with our client: its request made twice, of what was given and of what the official SDK sent.

use std::fmt::Debug;

use acs_client::blocking::Client;
use acs_client::{Operation, Value};
use serde_json::json;

use crate::tree::Tree;

/// A case and where it is served.
pub struct Ask<'a> {
    pub operation: &'a str,
    pub client: &'a Client,
    /// The parameters the case gives.
    pub given: &'a Tree,
    /// The parameters as they are read from the official SDK's request.
    pub arrived: &'a Tree,
}

/// What our client answered, as JSON of the reply's own shape, or of the error.
pub type Answered = Result<Value, Value>;

impl Ask<'_> {
    /// Makes the request of both, wants them equal, sends it, and tells what came.
    pub fn send<O>(
        &self,
        build: impl Fn(&Tree) -> O,
        shown: impl Fn(&O::Response) -> Value,
    ) -> Result<Answered, String>
    where
        O: Operation + PartialEq + Debug,
    {
        let (given, arrived) = (build(self.given), build(self.arrived));
        if given != arrived {
            return Err(format!(
                "what arrived reads as another request: {arrived:?}, not {given:?}"
            ));
        }
        Ok(match self.client.send(given) {
            Ok(reply) => Ok(json!({ "status": reply.status(), "body": shown(&reply) })),
            Err(error) => Err(json!({
                "status": error.status(),
                "code": error.code(),
                "message": error.message(),
                "request_id": error.request_id(),
                "recommend": error.diagnosis_url(),
            })),
        })
    }
}
