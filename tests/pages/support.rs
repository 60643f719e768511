//! The page that most tests vary, and helpers that read pages and print what was read.

use std::fmt::Write;

use acsgen::model::{Operation, Schema, SchemaKind, Service};
use acsgen::{Diagnostics, SourceFile, Sources, SpecDefaults};

/// Creates sources of one page whose product and version are given.
pub fn sources(name: &str, text: &str) -> Sources {
    Sources {
        description: SourceFile::new(name, text),
        pages: Vec::new(),
        overrides: None,
        defaults: SpecDefaults {
            product: Some("Demo".to_owned()),
            version: Some("2026-01-01".to_owned()),
            ..SpecDefaults::default()
        },
    }
}

/// Reads one page, and returns its service with the warnings.
pub fn read(text: &str) -> (Service, Diagnostics) {
    acsgen::read(&sources("Page.md", text)).unwrap_or_else(|diagnostics| panic!("{diagnostics}"))
}

/// Returns the operation of a service that has only one.
#[track_caller]
pub fn single_operation(service: &Service) -> &Operation {
    assert_eq!(service.operations.len(), 1);
    &service.operations[0]
}

/// Returns `Name: type` for each parameter and response field, one a line; members are indented, and `!` marks required
/// parameters.
pub fn outline(operation: &Operation) -> String {
    let mut text = String::new();
    for parameter in &operation.parameters {
        let required = if parameter.schema.required { "!" } else { "" };
        let name = format!("{}{required}", parameter.name);
        write_field(&mut text, &name, &parameter.schema, 0);
    }
    if let Some(response) = &operation.response {
        let _ = writeln!(text, "-> {}", type_name(&response.kind));
        write_members(&mut text, &response.kind, 1);
    }
    text
}

fn write_field(text: &mut String, name: &str, schema: &Schema, depth: usize) {
    let indent = 2 * depth;
    let _ = writeln!(text, "{:indent$}{name}: {}", "", type_name(&schema.kind));
    write_members(text, &schema.kind, depth + 1);
}

fn write_members(text: &mut String, shape: &SchemaKind, depth: usize) {
    match shape {
        SchemaKind::List(element) => write_members(text, &element.kind, depth),
        SchemaKind::Object(fields) => {
            for field in fields {
                write_field(text, &field.name, &field.schema, depth);
            }
        }
        _ => {}
    }
}

/// Returns `name|size` for a string with these values, and `[X]` for a list of `X`.
fn type_name(shape: &SchemaKind) -> String {
    match shape {
        SchemaKind::String(values) if values.is_empty() => "string".to_owned(),
        SchemaKind::String(values) => {
            let texts: Vec<&str> = values.iter().map(|value| value.text.as_str()).collect();
            texts.join("|")
        }
        SchemaKind::Integer => "integer".to_owned(),
        SchemaKind::Number => "number".to_owned(),
        SchemaKind::Boolean => "boolean".to_owned(),
        SchemaKind::List(element) => format!("[{}]", type_name(&element.kind)),
        SchemaKind::Object(_) => "object".to_owned(),
        other => format!("{other:?}")
            .split(['(', ' '])
            .next()
            .unwrap_or_default()
            .to_owned(),
    }
}

/// A page of the newest generation, with a sample that lacks commas and braces.
pub const BOATS: &str = "\
# ListBoats

Lists the boats of a harbour.

You can call the [CreateBoat](~~12~~) operation to add one.

## Debugging

[Try it.](https://api.aliyun.com/#product=Harbour&api=ListBoats&type=RPC&version=2026-02-03)

## Request parameters

|Parameter|Type|Required|Example|Description|
|---------|----|--------|-------|-----------|
|Action|String|Yes|ListBoats|The operation. Set the value to **ListBoats**. |
|Order|String|No|name|How they are sorted. Valid values:

-   **name**: by name
-   **size**: by length

Default value: **name**. |
|PageSize|Integer|No|10|Entries a page. Valid values: 1 to 50. Default value: 10. |
|Tag.N.Key|String|No|k|A key \\| or several. |
|Tag.N.Value|String|No|v\\*\\*\\*\\*|A value. |
|BoatId.N|RepeatList|Yes|b-1|Boat N. |

## Response parameters

|Parameter|Type|Example|Description|
|---------|----|-------|-----------|
|Boats|Array of Boat| |The boats. |
|Boat| | | |
|BoatId|String|b-1|The boat. |
|Crew|Array of Crew| |Who is aboard. |
|Crew| | | |
|Name|String|Ann|A name. |
|Length|Float|7.5|Its length. |
|RequestId|String|r-1|The request. |
|TotalCount|Integer|1|How many. |

## Examples

Sample success responses

`JSON` format

```
{\"Boats\": {\"Boat\": [{\"BoatId\": \"b-1\", \"Crew\": {\"Crew\": [{\"Name\": \"Ann\"}]}, \"Length\": 7.5}]}
 \"RequestId\": \"r-1\",}
```

## Error codes

|Error code|Error message|HTTP status code|Meaning|
|----------|-------------|----------------|-------|
|NoBoat.%s|There is no such boat.|404|No boat.|
";
