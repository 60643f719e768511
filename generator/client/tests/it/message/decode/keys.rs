//! The spelling of keys.

use acs_client::codegen::{DecodeObject, ObjectReader};

use super::{Field, decode};

#[test]
fn finds_keys_in_any_spelling() {
    for key in ["f", "F", "_f", "F-"] {
        let response = decode::<Field<Option<i64>>>(&format!(r#"{{"{key}": 1}}"#)).unwrap();
        assert_eq!(response.0, Some(1));
        assert_eq!(response.warnings().len(), usize::from(key != "F"));
    }
    // The exact spelling wins, and the other spelling is not reported as an unknown field.
    let response = decode::<Field<Option<i64>>>(r#"{"F": 1, "f": 2}"#).unwrap();
    assert_eq!((response.0, response.warnings().len()), (Some(1), 0));
}

#[test]
fn keeps_keys_apart_that_differ_only_in_case() {
    struct BothKeys(Option<i64>, Option<i64>);
    impl DecodeObject for BothKeys {
        fn decode_fields(fields: &mut ObjectReader<'_>) -> Self {
            Self(fields.get("Key"), fields.get("key"))
        }
    }
    let response = decode::<BothKeys>(r#"{"Key": 1}"#).unwrap();
    assert_eq!((response.0, response.1), (Some(1), None));
    assert_eq!(response.warnings(), []);
    let response = decode::<BothKeys>(r#"{"Key": 1, "key": 2}"#).unwrap();
    assert_eq!((response.0, response.1), (Some(1), Some(2)));
}
