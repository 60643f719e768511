//! A page of the newest generation yields parameters, response, samples, error codes and prose.

use acsgen::model::{Format, Provenance, SchemaKind};

use super::support::{BOATS, outline, read, single_operation};

#[test]
fn reads_a_whole_page() {
    let (service, warnings) = read(BOATS);
    assert!(warnings.is_empty(), "{warnings}");
    assert_eq!(
        (service.product.as_str(), service.version.as_str()),
        ("Harbour", "2026-02-03")
    );
    let operation = single_operation(&service);
    assert_eq!(
        outline(operation),
        "\
Order: name|size
PageSize: integer
Tag: [object]
  Key: string
  Value: string
BoatId!: [string]
-> object
  Boats: object
    Boat: [object]
      BoatId: string
      Crew: object
        Crew: [object]
          Name: string
      Length: number
  RequestId: string
  TotalCount: integer
"
    );
    assert_eq!(operation.summary, "Lists the boats of a harbour.");
    assert_eq!(operation.related_operations, ["CreateBoat"]);
    let size = &operation.parameters[1].schema;
    assert_eq!(size.default.as_deref(), Some("10"));
    assert_eq!(
        (
            size.constraints.minimum.as_deref(),
            size.constraints.maximum.as_deref()
        ),
        (Some("1"), Some("50"))
    );
    let error = &operation.errors[0];
    assert_eq!(
        (error.status.as_str(), error.code.as_str()),
        ("404", "NoBoat.%s")
    );
}

#[test]
fn parses_a_damaged_sample() {
    let (service, _) = read(BOATS);
    let sample = &single_operation(&service).samples[0];
    assert_eq!(sample.format, Format::Json);
    let value: serde_json::Value = serde_json::from_str(&sample.text).unwrap();
    assert_eq!(value["Boats"]["Boat"][0]["Crew"]["Crew"][0]["Name"], "Ann");
    assert_eq!(value["RequestId"], "r-1");
}

#[test]
fn records_the_line_and_provenance_of_every_field() {
    let (service, _) = read(BOATS);
    let response = single_operation(&service).response.as_ref().unwrap();
    let SchemaKind::Object(fields) = &response.kind else {
        panic!("{response:?}")
    };
    let fields: Vec<(&str, usize, Provenance)> = fields
        .iter()
        .map(|field| {
            (
                field.name.as_str(),
                field.schema.declared_at.line_column().0,
                field.schema.provenance,
            )
        })
        .collect();
    assert_eq!(
        fields,
        [
            ("Boats", 31, Provenance::Confirmed),
            ("RequestId", 38, Provenance::Confirmed),
            ("TotalCount", 39, Provenance::Stated)
        ]
    );
}

#[test]
fn infers_the_hierarchy_from_the_order_of_rows() {
    let page = "\
# GetBoat

## Response parameters

|Parameter|Type|Description|
|---------|----|-----------|
|Boat|Struct|The boat.|
|Name|String|Its name.|
|RequestId|String|The request.|
";
    let (service, _) = read(page);
    let operation = single_operation(&service);
    assert_eq!(
        outline(operation),
        "-> object\n  Boat: object\n    Name: string\n  RequestId: string\n"
    );
    let Some(SchemaKind::Object(fields)) =
        operation.response.as_ref().map(|response| &response.kind)
    else {
        panic!("{operation:?}")
    };
    let grounds: Vec<Provenance> = fields.iter().map(|field| field.schema.provenance).collect();
    assert_eq!(grounds, [Provenance::Stated, Provenance::Inferred]);
}

#[test]
fn ignores_line_endings_and_a_byte_order_mark() {
    let (service, _) = read(BOATS);
    let (other, _) = read(&format!("\u{feff}{}", BOATS.replace('\n', "\r\n")));
    assert_eq!(
        outline(single_operation(&service)),
        outline(single_operation(&other))
    );
    assert_eq!(
        single_operation(&service).errors.len(),
        single_operation(&other).errors.len()
    );
}

#[test]
fn ignores_an_unnamed_row_around_a_list() {
    let page = "\
# ListBoats

## Response parameters

|Parameter|Type|Description|
|---------|----|-----------|
|-|Array|The boats.|
|id|Integer|The ID.|
|name|String|The name.|

## Examples

JSON format

```
[ { \"id\": 1, \"name\": \"Ada\" } ]
```
";
    let (service, warnings) = read(page);
    assert_eq!(
        outline(single_operation(&service)),
        "-> [object]\n  id: integer\n  name: string\n"
    );
    assert_eq!(warnings.iter().count(), 1, "{warnings}");
}

#[test]
fn prefers_the_link_to_a_word_of_the_title() {
    let page = "\
# Open the HARBOUR

[Debug](https://api.aliyun.com/#product=Harbour&api=OpenHarbourService&type=ROA&version=2026-02-03)

## Request syntax

```
POST /harbour HTTP/1.1
```
";
    let (service, warnings) = read(page);
    assert_eq!(single_operation(&service).name, "OpenHarbourService");
    assert!(warnings.is_empty(), "{warnings}");
}
