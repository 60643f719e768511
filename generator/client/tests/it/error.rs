//! Tests of the error layer: what an error reports, how it is classified, and codes that a description documents.

mod advice;
mod known_code;
mod service;
mod transport;

use acs_client::replay::block_on;
use acs_client::{Client, Error, Replay};

use crate::domain::SaveTask;

const OPERATION: &str = "SaveSingleTaskForSynchronizingDnsHost";

/// Sends a request that fails and returns its error.
#[track_caller]
fn send_error(replay: Replay) -> Error {
    block_on(Client::replay(&replay).send(SaveTask::new("ST2017"))).unwrap_err()
}
