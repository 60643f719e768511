//! Forms that pages of all generations have: headings, tables, lists, languages, and ways to show a hierarchy.

use acsgen::model::ParameterLocation;

use super::support::{outline, read, single_operation};

#[test]
fn reads_cells_of_several_paragraphs() {
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
    let operation = single_operation(&service);
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
fn reads_tables_without_delimiter_rows_or_closing_pipes() {
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
        outline(single_operation(&service)),
        "Name!: string\nKind: string\nBerth: integer\nSize: integer\n-> object\n  RequestId: string\n"
    );
}

#[test]
fn reads_the_lists_of_the_oldest_pages() {
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
    let operation = single_operation(&service);
    assert_eq!(
        (operation.name.as_str(), outline(operation).as_str()),
        ("PutBoat", "BoatName!: string\n")
    );
    assert_eq!(operation.summary, "Puts a boat.");
}

#[test]
fn reads_setext_headings_padded_tables_and_indented_code() {
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

Examples\x20
---------

` JSON ` Syntax

    {
        \"Result\": true
    }
";
    let (service, _) = read(page);
    let operation = single_operation(&service);
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
fn reads_chinese_pages() {
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
    let operation = single_operation(&service);
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
fn nests_fields_by_marks_types_and_dotted_names() {
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
        outline(single_operation(&service)),
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
