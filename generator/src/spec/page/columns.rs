//! Columns of tables by their headings, never by their place.

use super::super::markdown::inline::plain;
use super::super::markdown::{Cell, Row};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Name,
    Type,
    Required,
    Example,
    ParameterLocation,
    Description,
    Status,
    DiagnosticCode,
    Message,
}

/// The columns of a table.
#[derive(Debug)]
pub(super) struct Columns(Vec<Option<Column>>);

impl Columns {
    /// Columns of a table of parameters or fields; none where it is another kind of table.
    pub(super) fn of_parameters(header: &Row<'_>, reply: bool) -> Option<Self> {
        let mut columns: Vec<Option<Column>> = Vec::new();
        for cell in &header.cells {
            let mut found = parameter_column(&plain(cell.text).to_lowercase());
            if found == Some(Column::Required) && reply {
                found = Some(Column::Description);
            }
            if columns.contains(&found) {
                // `Name|Parameters|Required`: what comes second is the type.
                found = match found {
                    Some(Column::Name) if !columns.contains(&Some(Column::Type)) => {
                        Some(Column::Type)
                    }
                    _ => None,
                };
            }
            columns.push(found);
        }
        let columns = Self(columns);
        (columns.has(Column::Name) && (columns.has(Column::Type) || columns.has(Column::Required)))
            .then_some(columns)
    }

    /// Columns of a table of errors.
    pub(super) fn of_errors(header: &Row<'_>) -> Option<Self> {
        let titles: Vec<String> = header
            .cells
            .iter()
            .map(|cell| plain(cell.text).to_lowercase())
            .collect();
        let mut columns: Vec<Option<Column>> = Vec::new();
        for title in &titles {
            let found = error_column(title).filter(|found| !columns.contains(&Some(*found)));
            columns.push(found);
        }
        // Without a message of its own, the description is what the service says.
        let described = |column: &Option<Column>| *column == Some(Column::Description);
        if !columns.contains(&Some(Column::Message))
            && let Some(index) = columns.iter().position(described)
        {
            columns[index] = Some(Column::Message);
        }
        let columns = Self(columns);
        columns.has(Column::DiagnosticCode).then_some(columns)
    }

    pub(super) fn has(&self, column: Column) -> bool {
        self.0.contains(&Some(column))
    }

    /// The cell of a row under a column.
    pub(super) fn cell<'t>(&self, row: &Row<'t>, column: Column) -> Option<Cell<'t>> {
        let index = self.0.iter().position(|found| *found == Some(column))?;
        row.cells.get(index).copied()
    }
}

fn parameter_column(title: &str) -> Option<Column> {
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    let is = |words: &[&str]| words.contains(&title);
    if has(&["example", "sample", "instance value", "示例"]) {
        Some(Column::Example)
    } else if has(&["type", "类型"]) {
        Some(Column::Type)
    } else if has(&["required", "mandatory", "是否必", "必选", "必填", "必须"]) {
        Some(Column::Required)
    } else if is(&["position", "location", "in", "位置", "参数位置"]) {
        Some(Column::ParameterLocation)
    } else if has(&["param", "pramet", "参数", "字段", "名称"])
        || is(&["name", "field", "attribute", "field name", "header", "名字"])
    {
        Some(Column::Name)
    } else if has(&["descri", "meaning", "note", "remark", "描述", "说明"]) {
        Some(Column::Description)
    } else {
        None
    }
}

fn error_column(title: &str) -> Option<Column> {
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    if has(&["http", "status", "状态码"]) {
        Some(Column::Status)
    } else if has(&["code", "错误码", "错误代码"]) {
        Some(Column::DiagnosticCode)
    } else if has(&["message", "information", "错误信息"]) {
        Some(Column::Message)
    } else if has(&[
        "descri", "meaning", "semantic", "note", "描述", "说明", "语义",
    ]) {
        Some(Column::Description)
    } else {
        None
    }
}
