//! Finds the columns of tables by their titles, in English and Chinese; their order never matters.
//!
//! This module must never know what the cells of a column look like.

use super::super::markdown::inline::plain_text;
use super::super::markdown::{Span, TableRow};

/// The content of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Name,
    Type,
    Required,
    Example,
    Location,
    Description,
    Status,
    Code,
    Message,
}

/// The columns of a table, in table order. Columns with an unknown title are `None`.
#[derive(Debug)]
pub(super) struct Columns(Vec<Option<Column>>);

impl Columns {
    /// Finds the columns of a table of request parameters. Returns `None` if the table lists something else.
    pub(super) fn of_parameters(header: &TableRow<'_>) -> Option<Self> {
        Self::of_named_rows(header, parameter_column)
    }

    /// Finds the columns of a table of response fields. Returns `None` if the table lists something else.
    pub(super) fn of_fields(header: &TableRow<'_>) -> Option<Self> {
        Self::of_named_rows(header, |title| match parameter_column(title) {
            // A response field cannot be required: some pages put a description under this title.
            Some(Column::Required) => Some(Column::Description),
            other => other,
        })
    }

    fn of_named_rows(
        header: &TableRow<'_>,
        column_of: impl Fn(&str) -> Option<Column>,
    ) -> Option<Self> {
        let mut columns: Vec<Option<Column>> = Vec::new();
        for cell in &header.cells {
            let mut column = column_of(&plain_text(cell.text).to_lowercase());
            if columns.contains(&column) {
                // In `Name|Parameters|Required` the second name is the type.
                column = match column {
                    Some(Column::Name) if !columns.contains(&Some(Column::Type)) => {
                        Some(Column::Type)
                    }
                    _ => None,
                };
            }
            columns.push(column);
        }
        let columns = Self(columns);
        let lists_names = columns.contains(Column::Name)
            && (columns.contains(Column::Type) || columns.contains(Column::Required));
        lists_names.then_some(columns)
    }

    /// Finds the columns of a table of error codes. Returns `None` if the table lists something else.
    pub(super) fn of_errors(header: &TableRow<'_>) -> Option<Self> {
        let mut columns: Vec<Option<Column>> = Vec::new();
        for cell in &header.cells {
            let column = error_column(&plain_text(cell.text).to_lowercase());
            columns.push(column.filter(|column| !columns.contains(&Some(*column))));
        }
        // Without a column of messages, the description is the message of the service.
        let is_description = |column: &Option<Column>| *column == Some(Column::Description);
        if !columns.contains(&Some(Column::Message))
            && let Some(index) = columns.iter().position(is_description)
        {
            columns[index] = Some(Column::Message);
        }
        let columns = Self(columns);
        columns.contains(Column::Code).then_some(columns)
    }

    pub(super) fn contains(&self, column: Column) -> bool {
        self.0.contains(&Some(column))
    }

    /// Returns the cell of a row in a column.
    pub(super) fn cell<'t>(&self, row: &TableRow<'t>, column: Column) -> Option<Span<'t>> {
        let index = self.0.iter().position(|found| *found == Some(column))?;
        row.cells.get(index).copied()
    }
}

/// Classifies the lower-case title of a column of parameters or fields. Some titles are misspelt on published pages.
fn parameter_column(title: &str) -> Option<Column> {
    let contains = |words: &[&str]| words.iter().any(|word| title.contains(word));
    let equals = |words: &[&str]| words.contains(&title);
    if contains(&["example", "sample", "instance value", "示例"]) {
        Some(Column::Example)
    } else if contains(&["type", "类型"]) {
        Some(Column::Type)
    } else if contains(&["required", "mandatory", "是否必", "必选", "必填", "必须"]) {
        Some(Column::Required)
    } else if equals(&["position", "location", "in", "位置", "参数位置"]) {
        Some(Column::Location)
    } else if contains(&["param", "pramet", "参数", "字段", "名称"])
        || equals(&["name", "field", "attribute", "field name", "header", "名字"])
    {
        Some(Column::Name)
    } else if contains(&["descri", "meaning", "note", "remark", "描述", "说明"]) {
        Some(Column::Description)
    } else {
        None
    }
}

/// Classifies the lower-case title of a column of error codes.
fn error_column(title: &str) -> Option<Column> {
    let contains = |words: &[&str]| words.iter().any(|word| title.contains(word));
    if contains(&["http", "status", "状态码"]) {
        Some(Column::Status)
    } else if contains(&["code", "错误码", "错误代码"]) {
        Some(Column::Code)
    } else if contains(&["message", "information", "错误信息"]) {
        Some(Column::Message)
    } else if contains(&[
        "descri", "meaning", "semantic", "note", "描述", "说明", "语义",
    ]) {
        Some(Column::Description)
    } else {
        None
    }
}
