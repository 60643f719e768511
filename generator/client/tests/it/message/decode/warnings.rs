//! The warnings that go with a decoded response.

use acs_client::DecodeWarningKind;

use super::{Field, decode};
use crate::domain::QueryTaskDetailListResponse;

#[test]
fn warnings_name_the_path_of_a_value() {
    let body = r#"{"Data": {"TaskDetail": [{}, {}, {}, {"TryCount": "many", "New": 1}]}}"#;
    let response = decode::<QueryTaskDetailListResponse>(body).unwrap();
    let warnings: Vec<_> = response
        .warnings()
        .iter()
        .map(|warning| (warning.kind(), warning.to_string()))
        .collect();
    assert_eq!(
        warnings,
        [
            (
                DecodeWarningKind::Unreadable,
                "Data.TaskDetail[3].TryCount: expected an integer, found \"many\"".to_owned()
            ),
            (
                DecodeWarningKind::UnknownField,
                "Data.TaskDetail[3].New: not declared".to_owned()
            ),
        ]
    );
    assert_eq!(response.warnings()[0].path(), "Data.TaskDetail[3].TryCount");
}

#[test]
fn limits_the_number_of_warnings() {
    let keys: Vec<_> = (0..5000).map(|index| format!(r#""k{index}": 1"#)).collect();
    let response = decode::<Field<i64>>(&format!("{{{}}}", keys.join(","))).unwrap();
    assert_eq!(response.warnings().len(), 1000);
}
