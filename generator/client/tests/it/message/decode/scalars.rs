//! Integers, numbers, booleans, text and enums.

use acs_client::OpenEnum;

use super::check;
use crate::domain::Lang;

#[test]
fn decodes_integers() {
    check("7", Some(7_i64), &[]);
    check("9223372036854775807", Some(i64::MAX), &[]);
    check("null", None::<i64>, &[]);
    check("null", 0_i64, &[]);
    check(
        r#"" 7 ""#,
        Some(7_i64),
        &["F: expected an integer, converted \" 7 \""],
    );
    check(
        "7.0",
        Some(7_i64),
        &["F: expected an integer, converted 7.0"],
    );
    check(
        "true",
        Some(1_i64),
        &["F: expected an integer, converted true"],
    );
    check(
        "[7]",
        Some(7_i64),
        &["F: expected an integer, read the only element of a list"],
    );
}

#[test]
fn decodes_an_unreadable_integer_as_absent() {
    check(
        r#""""#,
        None::<i64>,
        &["F: expected an integer, found an empty string"],
    );
    check(
        r#""many""#,
        None::<i64>,
        &["F: expected an integer, found \"many\""],
    );
    check("7.5", None::<i64>, &["F: expected an integer, found 7.5"]);
    check(
        "18446744073709551615",
        None::<i64>,
        &["F: expected an integer, found 18446744073709551615"],
    );
    check(
        "[7, 8]",
        None::<i64>,
        &["F: expected an integer, found a list of length 2"],
    );
    check(
        r#"{"a": 1}"#,
        None::<i64>,
        &["F: expected an integer, found an object of size 1"],
    );
}

#[test]
fn decodes_numbers_and_booleans() {
    check("7", Some(7.0), &[]);
    check(
        r#""7.5""#,
        Some(7.5),
        &["F: expected a number, converted \"7.5\""],
    );
    check(
        r#""NaN""#,
        None::<f64>,
        &["F: expected a number, found \"NaN\""],
    );
    check("true", Some(true), &[]);
    check(
        r#""True""#,
        Some(true),
        &["F: expected a boolean, converted \"True\""],
    );
    check("0", Some(false), &["F: expected a boolean, converted 0"]);
    check(
        r#""maybe""#,
        None::<bool>,
        &["F: expected a boolean, found \"maybe\""],
    );
}

#[test]
fn decodes_text() {
    check(r#""x""#, "x".to_owned(), &[]);
    check(r#""""#, Some(String::new()), &[]);
    check("null", String::new(), &[]);
    check(
        "7.50",
        Some("7.5".to_owned()),
        &["F: expected text, converted 7.5"],
    );
    check(
        "true",
        "true".to_owned(),
        &["F: expected text, converted true"],
    );
    check(
        r#"{"a": [1]}"#,
        r#"{"a":[1]}"#.to_owned(),
        &["F: expected text, kept an object of size 1 as JSON text"],
    );
}

#[test]
fn decodes_open_enums() {
    let empty = OpenEnum::<Lang>::default;
    check(r#""en""#, OpenEnum::from(Lang::En), &[]);
    check(r#""fr""#, OpenEnum::<Lang>::from("fr"), &[]);
    check(
        "1",
        OpenEnum::<Lang>::from("1"),
        &["F: expected an enum value, converted 1"],
    );
    check(
        r#""""#,
        empty(),
        &["F: expected an enum value, found an empty string"],
    );
    check(
        "{}",
        empty(),
        &["F: expected an enum value, found an object of size 0"],
    );
    check("null", empty(), &[]);
}
