//! A call of a case with this client.
//!
//! The request is built twice, from the parameters of the case and from the request of the official SDK, and both must be
//! equal.

use std::fmt::Debug;

use acs_client::blocking::Client;
use acs_client::{Operation, Value};
use serde_json::json;

use crate::tree::Tree;

/// An operation, the client that sends it, and its parameters.
pub struct TypedCall<'a> {
    pub operation: &'a str,
    pub client: &'a Client,
    /// The parameters that the case lists.
    pub listed: &'a Tree,
    /// The parameters that were read from the request of the official SDK.
    pub received: &'a Tree,
}

/// The typed response as JSON with the shape on the wire, or the error as JSON.
pub type CallResult = Result<Value, Value>;

impl TypedCall<'_> {
    /// Builds the request from both sets of parameters, and sends it.
    ///
    /// # Errors
    /// Returns an error if the two requests differ.
    pub fn send<O>(
        &self,
        build: impl Fn(&Tree) -> O,
        response_json: impl Fn(&O::Response) -> Value,
    ) -> Result<CallResult, String>
    where
        O: Operation + PartialEq + Debug,
    {
        let (listed, received) = (build(self.listed), build(self.received));
        if listed != received {
            return Err(format!(
                "the request of the official SDK reads as {received:?}, not {listed:?}"
            ));
        }
        Ok(match self.client.send(listed) {
            Ok(response) => {
                Ok(json!({ "status": response.status(), "body": response_json(&response) }))
            }
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
