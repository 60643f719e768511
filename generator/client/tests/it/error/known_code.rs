//! Documented error codes, some of which contain a placeholder.

use acs_client::{Replay, codegen};

use super::send_error;

#[test]
fn matches_codes_that_contain_placeholders() {
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    enum ErrorCode {
        Any,
        Invalid,
        InvalidPartition,
        InvalidZone,
        Both,
    }
    impl codegen::StringEnum for ErrorCode {
        const VALUES: &'static [&'static str] = &[
            "%s",
            "Invalid.%s",
            "Invalid.Partition.%s",
            "Invalid.Zone",
            "Mismatch.%sAnd%s",
        ];

        fn from_index(index: usize) -> Self {
            match index {
                0 => Self::Any,
                1 => Self::Invalid,
                2 => Self::InvalidPartition,
                3 => Self::InvalidZone,
                _ => Self::Both,
            }
        }
    }
    #[track_caller]
    fn check(code: &str, expected: Option<ErrorCode>) {
        let error = send_error(Replay::new().error(400, format!(r#"{{"Code":"{code}"}}"#)));
        assert_eq!(error.known_code(), expected);
    }
    check("Invalid.RegionId", Some(ErrorCode::Invalid));
    // The most specific template wins, and an exact text wins over every template.
    check("Invalid.Partition.3", Some(ErrorCode::InvalidPartition));
    check("Invalid.Zone", Some(ErrorCode::InvalidZone));
    check("Mismatch.DiskAndZone", Some(ErrorCode::Both));
    check("Mismatch.Disk", None);
    // `%s` alone matches no code, because it would match every code.
    check("Throttling", None);
}
