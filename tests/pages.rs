//! Reference pages in Markdown: small ones that each show a form pages have, and those of the corpus where it is at hand.

mod figures;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use acsgen::model::{Format, Operation, ParameterLocation, Provenance, SchemaKind, Service};
use acsgen::{Diagnostics, Generator, SourceFile, Sources, SpecDefaults};

use crate::corpus;
use crate::fresh::load;

fn sources(name: &str, text: &str) -> Sources {
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

fn read(text: &str) -> (Service, Diagnostics) {
    acsgen::read(&sources("Page.md", text)).unwrap_or_else(|diagnostics| panic!("{diagnostics}"))
}

#[track_caller]
fn only(service: &Service) -> &Operation {
    assert_eq!(service.operations.len(), 1);
    &service.operations[0]
}

/// `Name: shape` a line, what is inside indented.
fn outline(operation: &Operation) -> String {
    let mut text = String::new();
    for parameter in &operation.parameters {
        let required = if parameter.schema.required { "!" } else { "" };
        let _ = writeln!(
            text,
            "{}{required}: {}",
            parameter.name,
            shape(&parameter.schema.kind)
        );
        inside(&parameter.schema.kind, 1, &mut text);
    }
    if let Some(reply) = &operation.response {
        let _ = writeln!(text, "-> {}", shape(&reply.kind));
        inside(&reply.kind, 1, &mut text);
    }
    text
}

fn inside(shape_of: &SchemaKind, depth: usize, text: &mut String) {
    match shape_of {
        SchemaKind::List(inner) => inside(&inner.kind, depth, text),
        SchemaKind::Object(fields) => {
            for field in fields {
                let _ = writeln!(
                    text,
                    "{:indent$}{}: {}",
                    "",
                    field.name,
                    shape(&field.schema.kind),
                    indent = 2 * depth
                );
                inside(&field.schema.kind, depth + 1, text);
            }
        }
        _ => {}
    }
}

fn shape(shape_of: &SchemaKind) -> String {
    match shape_of {
        SchemaKind::String(values) if values.is_empty() => "string".to_owned(),
        SchemaKind::String(values) => {
            let texts: Vec<&str> = values.iter().map(|value| value.text.as_str()).collect();
            texts.join("|")
        }
        SchemaKind::Integer => "integer".to_owned(),
        SchemaKind::Number => "number".to_owned(),
        SchemaKind::Boolean => "boolean".to_owned(),
        SchemaKind::List(inner) => format!("[{}]", shape(&inner.kind)),
        SchemaKind::Object(_) => "object".to_owned(),
        other => format!("{other:?}")
            .split(['(', ' '])
            .next()
            .unwrap_or_default()
            .to_owned(),
    }
}

const BOATS: &str = "\
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

#[test]
fn a_page_says_what_a_description_says() {
    let (service, warnings) = read(BOATS);
    assert!(warnings.is_empty(), "{warnings}");
    assert_eq!(
        (service.product.as_str(), service.version.as_str()),
        ("Harbour", "2026-02-03")
    );
    let operation = only(&service);
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
fn a_damaged_sample_is_mended() {
    let (service, _) = read(BOATS);
    let sample = &only(&service).samples[0];
    assert_eq!(sample.format, Format::Json);
    let value: serde_json::Value = serde_json::from_str(&sample.text).unwrap();
    assert_eq!(value["Boats"]["Boat"][0]["Crew"]["Crew"][0]["Name"], "Ann");
    assert_eq!(value["RequestId"], "r-1");
}

#[test]
fn every_fact_knows_its_line_and_its_ground() {
    let (service, _) = read(BOATS);
    let reply = only(&service).response.as_ref().unwrap();
    let SchemaKind::Object(fields) = &reply.kind else {
        panic!("{reply:?}")
    };
    let known: Vec<(&str, usize, Provenance)> = fields
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
        known,
        [
            ("Boats", 31, Provenance::Confirmed),
            ("RequestId", 38, Provenance::Confirmed),
            ("TotalCount", 39, Provenance::Stated)
        ]
    );
}

#[test]
fn cells_may_be_paragraphs() {
    let page = "\
# PutBoat

## Request parameters

|Parameter

|Type

|Required

|Description |
|-----------|------|----------|-------------|
|Name

|String

|Yes

|Its name | or its number. |
|Sail

|Boolean

|No

|Whether it has a sail.

```
a | b
```

More. |
";
    let (service, _) = read(page);
    let operation = only(&service);
    assert_eq!(outline(operation), "Name!: string\nSail: boolean\n");
    assert_eq!(
        operation.parameters[0].schema.description,
        "Its name | or its number."
    );
    assert!(
        operation.parameters[1]
            .schema
            .description
            .ends_with("More.")
    );
}

#[test]
fn tables_may_lack_a_delimiter_a_pipe_or_a_heading_of_their_own() {
    let page = "\
# PutBoat

## Request Parameters

|Name|Parameters|Required|
|Name|String|Yes.|
|Kind|String|No| sail | motor

 |
|Berth|Integer|
|Size|Long|No|

## Return parameters

|Type|Parameter|Description|
|:---|:--------|:----------|
|String|RequestId|The request.|
";
    let (service, _) = read(page);
    assert_eq!(
        outline(only(&service)),
        "Name!: string\nKind: string\nBerth: integer\nSize: integer\n-> object\n  RequestId: string\n"
    );
}

#[test]
fn the_oldest_pages_have_lists() {
    let page = "\
# PutBoat {#reference_x .reference}

## Interface description {#section_a .section}

Puts a boat.

## Request prameters {#section_b .section}

**Action**

-   Type: String
-   Required: Yes
-   Description: The value is PutBoat.

**BoatName**

-   Name: BoatName
-   Type: String
-   Required: Yes
-   Description: Its name.
";
    let (service, _) = read(page);
    let operation = only(&service);
    assert_eq!(
        (operation.name.as_str(), outline(operation).as_str()),
        ("PutBoat", "BoatName!: string\n")
    );
    assert_eq!(operation.summary, "Puts a boat.");
}

#[test]
fn setext_headings_padded_tables_and_indented_code() {
    let page = "\
StopBoats {#title}
==================

Stops boats.\x20

Request syntax\x20
---------------

    POST|PUT /boats/[BoatId]/stop?force=true HTTPS|HTTP

Request parameters\x20
-------------------

|  Parameter  |  Type  | Required | Example | Description |
|-------------|--------|----------|---------|-------------|
| BoatId      | String | Yes      | b-1     | The boat.   |

RequestBody\x20
------------

A list of reasons.

DocExamples\x20
---------

` JSON ` Syntax

    {
        \"Result\": true
    }
";
    let (service, _) = read(page);
    let operation = only(&service);
    assert_eq!(
        (operation.method.as_str(), operation.path.as_deref()),
        ("POST", Some("/boats/{BoatId}/stop"))
    );
    let positions: Vec<ParameterLocation> = operation
        .parameters
        .iter()
        .map(|parameter| parameter.location)
        .collect();
    assert_eq!(
        positions,
        [ParameterLocation::Path, ParameterLocation::Body]
    );
    assert_eq!(
        outline(operation),
        "BoatId!: string\nbody: Any\n-> object\n  Result: boolean\n"
    );
}

#[test]
fn chinese_pages_are_read_alike() {
    let page = "\
# DescribeBoat

查询一条船。

## 请求参数

|名称|类型|是否必选|示例值|描述|
|--|--|----|---|--|
|Action|String|是|DescribeBoat|系统规定参数。取值：DescribeBoat。 |
|BoatId|String|是|b-1|船的ID。 |
|Lang|String|否|zh|语言。取值：

-   **zh**：中文
-   **en**：英文

默认值：zh。 |

## 返回数据

|名称|类型|示例值|描述|
|--|--|---|--|
|RequestId|String|r-1|请求ID。 |

## 示例

正常返回示例

`JSON` 格式

```
{\"RequestId\": \"r-1\"}
```

## 错误码

|HttpCode|错误码|错误信息|描述|
|--------|---|----|--|
|400|NoBoat|No such boat.|船不存在。|
";
    let (service, warnings) = read(page);
    assert!(warnings.is_empty(), "{warnings}");
    let operation = only(&service);
    assert_eq!(
        outline(operation),
        "BoatId!: string\nLang: zh|en\n-> object\n  RequestId: string\n"
    );
    assert_eq!(
        operation.parameters[1].schema.default.as_deref(),
        Some("zh")
    );
    assert_eq!(
        (operation.errors[0].code.as_str(), operation.samples.len()),
        ("NoBoat", 1)
    );
}

#[test]
fn marks_types_and_paths_tell_what_is_inside() {
    let page = "\
# GetBoat

## Response parameters

|Name|Type|Description|
|----|----|-----------|
|Data| |Data.|
|└Name|Struct|Name.|
|└└ Mast|List<Mast\\>|Masts.|
|Owner.Name|String|Who has it.|
|Rules|[RuleList](#section_r)|Rules.|

## RuleList {#section_r .section}

|Name|Type|Description|
|----|----|-----------|
|RuleId|String|Its ID.|
";
    let (service, _) = read(page);
    assert_eq!(
        outline(only(&service)),
        "\
-> object
  Data: object
    Name: object
      Mast: [Any]
  Owner: object
    Name: string
  Rules: object
    RuleId: string
"
    );
}

#[test]
fn a_row_without_a_place_is_a_warning_with_its_place() {
    let page = BOATS
        .replace("|Order|String", "|Order of things|String")
        .replace("|TotalCount|Integer", "|RequestId|Integer");
    let (_, warnings) = read(&page);
    let all: Vec<String> = warnings
        .iter()
        .map(|warning| format!("{} {}", warning.code(), warning.at()))
        .collect();
    assert_eq!(
        all,
        ["unplaced-row Page.md:16:2", "unplaced-row Page.md:39:2"]
    );
}

#[test]
fn what_is_no_page_of_an_operation_gets_one_clear_answer() {
    for (text, code) in [
        ("", "empty-file"),
        ("\u{feff}\r\n\r\n", "empty-file"),
        ("# About boats\n\nBoats swim.\n", "not-a-description"),
        ("\u{0}\u{1}\u{2}|||\u{7f}", "not-a-description"),
        (
            "# x\n\n## Request parameters\n\n|Name|Type|Required|\n|a|String|No|\n",
            "missing-member",
        ),
    ] {
        let diagnostics = acsgen::read(&sources("page.md", text)).unwrap_err();
        let codes: Vec<&str> = diagnostics
            .iter()
            .map(|problem| problem.code().name())
            .collect();
        assert!(codes.contains(&code), "{text:?}: {diagnostics}");
    }
}

#[test]
fn line_ends_and_marks_of_the_editor_change_nothing() {
    let (service, _) = read(BOATS);
    let (other, _) = read(&format!("\u{feff}{}", BOATS.replace('\n', "\r\n")));
    assert_eq!(outline(only(&service)), outline(only(&other)));
    assert_eq!(only(&service).errors.len(), only(&other).errors.len());
}

#[test]
fn a_folder_of_pages_is_one_product() {
    let second = BOATS.replace("ListBoats", "DescribeBoats").replace(
        "|Order|String|No|name|How they are sorted.",
        "|Order|String|No|name|Sorted.",
    );
    let foreign = BOATS
        .replace("ListBoats", "ListShips")
        .replace("2026-02-03", "2019-01-01");
    let about = "# Boats\n\nAll about them.\n";
    let mut given = sources("a.md", BOATS);
    given.defaults = SpecDefaults::default();
    given.pages = [
        ("b.md", second.as_str()),
        ("c.md", foreign.as_str()),
        ("d.md", about),
        ("e.md", BOATS),
    ]
    .map(|(name, text)| SourceFile::new(name, text))
    .to_vec();
    let (service, warnings) = acsgen::read(&given).unwrap();
    let names: Vec<&str> = service
        .operations
        .iter()
        .map(|operation| operation.name.as_str())
        .collect();
    assert_eq!(names, ["DescribeBoats", "ListBoats"]);
    let codes: Vec<&str> = warnings
        .iter()
        .map(|warning| warning.code().name())
        .collect();
    assert_eq!(
        codes,
        ["not-a-description", "mismatched-page", "duplicate-page"]
    );
}

#[test]
fn pages_beside_a_description_add_prose_and_samples() {
    let description = r#"{ "version": "1.0", "info": { "style": "RPC", "product": "Harbour", "version": "2026-02-03" },
        "apis": { "ListBoats": { "methods": ["post"], "summary": "x",
            "parameters": [{ "name": "Order", "in": "query", "schema": { "type": "string" } },
                           { "name": "Hidden", "in": "query", "schema": { "type": "string" } }],
            "responses": {} } } }"#;
    let mut given = sources("api-docs.json", description);
    given
        .pages
        .push(SourceFile::new("pages/ListBoats.md", BOATS));
    let (service, warnings) = acsgen::read(&given).unwrap();
    assert!(warnings.is_empty(), "{warnings}");
    let operation = only(&service);
    assert_eq!(outline(operation), "Order: name|size\nHidden: string\n");
    assert_eq!(operation.summary, "Lists the boats of a harbour.");
    assert_eq!((operation.samples.len(), operation.errors.len()), (1, 1));
}

/// Code without its documentation.
fn bare(text: &str) -> String {
    let lines = text.lines().filter(|line| {
        let line = line.trim_start();
        !line.starts_with("//")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Where a type stands depends on how many operations there are: items are compared, not files.
fn items(sources: &Sources, operation: &str) -> BTreeSet<String> {
    let generated = Generator::new()
        .operations([operation])
        .generate(sources)
        .unwrap();
    let ours = [
        "src/save_single_task_for_synchronizing_dns_host.rs",
        "src/types.rs",
    ];
    let files = generated
        .files
        .iter()
        .filter(|file| ours.contains(&file.path.as_str()));
    let text: String = files.map(|file| bare(&file.text) + "\n\n").collect();
    let items = text.split("\n\n").map(|item| {
        let kept = item
            .lines()
            .filter(|line| !line.starts_with("use ") && !line.starts_with("pub use "));
        kept.collect::<Vec<_>>().join("\n").trim().to_owned()
    });
    items.filter(|item| !item.is_empty()).collect()
}

#[test]
fn the_flagships_page_gives_the_client_of_its_description() {
    const NAME: &str = "SaveSingleTaskForSynchronizingDnsHost";
    let path = corpus::folder().join(format!("pages/domain/{NAME}.md"));
    let Ok(page) = acsgen::input::load_spec(&path) else {
        println!("skipped: no pages; set ACSGEN_CORPUS to the corpus");
        return;
    };
    let whole = load("specs/domain/2018-01-29/api-docs.json");
    assert_eq!(items(&page, NAME), items(&whole, NAME));
}

#[test]
fn pages_yield_what_they_must_of_the_official_descriptions() {
    let Some(figures) = figures::count(&corpus::folder(), figures::Chosen::Newest) else {
        println!("skipped: no pages; set ACSGEN_CORPUS to the corpus");
        return;
    };
    println!("{}", figures.table());
    if std::env::var_os("ACSGEN_ALL_PAGES").is_some()
        && let Some(all) = figures::count(&corpus::folder(), figures::Chosen::All)
    {
        println!("all generations:\n{}", all.table());
    }
    for (kind, list) in &figures.differences {
        println!("{kind}: {}", list.len());
        list.iter()
            .take(figures::shown())
            .for_each(|difference| println!("  {difference}"));
    }
    for (what, share, least) in figures.lines() {
        assert!(
            share.percent() >= least,
            "{what}: {:.2} % of {} are less than {least} %",
            share.percent(),
            share.all
        );
    }
}

fn corpus_pages() -> Vec<(PathBuf, String)> {
    let folders = fs::read_dir(corpus::folder().join("pages"))
        .into_iter()
        .flatten()
        .flatten();
    let mut pages: Vec<PathBuf> = folders
        .flat_map(|folder| fs::read_dir(folder.path()).into_iter().flatten().flatten())
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    pages.sort();
    pages
        .into_iter()
        .filter_map(|path| Some((path.clone(), fs::read_to_string(path).ok()?)))
        .collect()
}

/// One in a thousand, or every nth as `ACSGEN_PAGE_PREFIXES=n` says.
#[test]
fn no_prefix_of_a_page_makes_the_reader_fail() {
    let step = std::env::var("ACSGEN_PAGE_PREFIXES")
        .ok()
        .and_then(|step| step.parse().ok())
        .unwrap_or(1009);
    let pages = corpus_pages();
    let small = [(PathBuf::from("boats.md"), BOATS.to_owned())];
    for (index, (path, text)) in small.iter().chain(&pages).enumerate() {
        let step = if index == 0 { 1 } else { step };
        for end in (0..text.len()).skip(index % step).step_by(step) {
            if let Some(prefix) = text.get(..end) {
                let _ = acsgen::read(&sources(&path.to_string_lossy(), prefix));
            }
        }
    }
}

#[test]
fn a_huge_page_takes_no_longer_than_its_size() {
    let row = "|Name|String|No|x|Some text about it. |\n";
    let head = "# PutBoat\n\n## Request parameters\n\n|Parameter|Type|Required|Example|Description|\n|---|---|---|---|---|\n";
    let size = if cfg!(debug_assertions) {
        2 << 20
    } else {
        50 << 20
    };
    for body in [
        row.repeat(size / row.len()),
        "|".repeat(size),
        "[".repeat(size),
        "|a\n".repeat(size / 3),
        "```\n".repeat(size / 4),
    ] {
        let _ = acsgen::read(&sources("page.md", &format!("{head}{body}")));
    }
    let reply =
        "# GetBoat\n\n## Response parameters\n\n|Parameter|Type|Description|\n|---|---|---|\n";
    let inner = "|Inner|Struct|One in another. |\n".repeat(size / 40);
    let _ = acsgen::read(&sources("page.md", &format!("{reply}{inner}")));
    let sample = format!(
        "# GetBoat\n\n## Examples\n\n```\n{}\n```\n\n{}",
        "{\"a\":[".repeat(size / 8),
        &reply[10..]
    );
    let _ = acsgen::read(&sources("page.md", &sample));
}
