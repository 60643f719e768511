//! Correction of the local clock when a service rejects the date of a request.

use std::time::Duration;

use acs_client::replay::block_on;
use acs_client::{Client, Replay};

use crate::domain::SaveTask;

const SUBMITTED: &str = r#"{"RequestId": "6EF2-4A", "TaskNo": "75addb07"}"#;

fn client(replay: &Replay) -> Client {
    Client::replay(replay).with_retries(3)
}

#[test]
fn corrects_the_clock_for_this_call_and_later_ones() {
    let rejection = r#"{"Code": "InvalidTimeStamp.Expired", "Message": "the date is over"}"#;
    let replay = Replay::new()
        .error(400, rejection)
        .header("date", "Fri, 02 Jan 2037 00:00:00 GMT")
        .json(SUBMITTED)
        .json(SUBMITTED);
    let client = client(&replay);
    block_on(client.send(SaveTask::new("ST1"))).unwrap();
    block_on(client.send(SaveTask::new("ST1"))).unwrap();

    let dates: Vec<_> = replay
        .requests()
        .iter()
        .map(|request| request.headers()["x-acs-date"].to_str().unwrap().to_owned())
        .collect();
    assert_eq!(dates[1..], ["2037-01-02T00:00:00Z", "2037-01-02T00:00:00Z"]);
    assert_eq!(replay.elapsed(), Duration::ZERO);
}

#[test]
fn does_not_retry_if_a_correction_cannot_help() {
    let rejection = r#"{"Code": "InvalidTimeStamp.Expired"}"#;
    for replay in [
        // The service does not send its time.
        Replay::new().error(400, rejection),
        // The service rejects the corrected date too, so the clock is not the cause.
        Replay::new()
            .error(400, rejection)
            .header("date", "Fri, 02 Jan 2037 00:00:00 GMT")
            .error(400, rejection)
            .header("date", "Fri, 02 Jan 2039 00:00:00 GMT"),
    ] {
        let expected = replay.remaining();
        let replay = replay.json(SUBMITTED);
        let error = block_on(client(&replay).send(SaveTask::new("ST1"))).unwrap_err();
        assert_eq!(error.attempts() as usize, expected, "{error}");
    }
}
