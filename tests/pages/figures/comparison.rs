//! Compares the operation of a page with the official one.

use std::collections::HashMap;

use acsgen::model::{Operation, Service};

use super::corpus_index::CorpusPage;
use super::paths::{ValuePath, field_paths, parameter_paths};
use super::{Figures, OfficialOperation};

/// The maximum number of official paths named in a difference.
const MAX_NAMED_PATHS: usize = 4;

impl Figures {
    /// Compares operation, product and version with what the index states about the page.
    pub(super) fn compare_identity(
        &mut self,
        page: &CorpusPage,
        service: &Service,
        operation: &Operation,
    ) {
        for (member, name) in [
            ("operation", &operation.name),
            ("product", &service.product),
            ("version", &service.version),
        ] {
            if let Some(stated) = page.stated(member) {
                self.identity.add(stated == name);
                if stated != name {
                    let difference = format!("{}: {member} {name}, not {stated}", page.file);
                    self.add_difference("identity", difference);
                }
            }
        }
    }

    /// Compares parameters. Those of ROA operations are only listed, because the official descriptions put them into
    /// bodies that pages do not have.
    pub(super) fn compare_request(
        &mut self,
        page: &CorpusPage,
        operation: &Operation,
        official: &OfficialOperation<'_>,
    ) {
        let is_rpc = page.stated("style") == Some("RPC");
        let official_paths = parameter_paths(official.service, official.operation);
        let by_name = index_by_name(&official_paths);
        for path in parameter_paths(official.service, operation) {
            if !path.is_row() {
                continue;
            }
            let official_path = by_name.get(path.name.as_str());
            if is_rpc {
                self.compare_parameter(page, &path, official_path.copied());
            } else if official_path.is_none() {
                let difference = format!("{}: {}", page.file, path.name);
                self.add_difference("ROA parameter not official", difference);
            }
        }
        if is_rpc {
            self.find_official_parameters(operation, official.operation);
        }
    }

    fn compare_parameter(
        &mut self,
        page: &CorpusPage,
        path: &ValuePath,
        official: Option<&ValuePath>,
    ) {
        let place = format!("{}: {}", page.file, path.name);
        self.parameters.add(official.is_some());
        let Some(official) = official else {
            self.add_difference("parameter not official", place);
            return;
        };
        self.required.add(official.required == path.required);
        if official.required != path.required {
            self.add_difference("required", format!("{place} {}", path.required));
        }
        self.parameter_types
            .add(official.type_name == path.type_name);
        if official.type_name != path.type_name {
            let difference = format!("{place} {} not {}", path.type_name, official.type_name);
            self.add_difference("type", difference);
        }
    }

    /// Counts the official parameters that the page lists.
    fn find_official_parameters(&mut self, operation: &Operation, official: &Operation) {
        for parameter in &official.parameters {
            let is_listed = operation
                .parameters
                .iter()
                .any(|listed| listed.name == parameter.name);
            self.official_parameters.add(is_listed);
            if !is_listed {
                self.add_difference("official parameter not on page", parameter.name.clone());
            }
        }
    }

    /// Compares response fields.
    pub(super) fn compare_response(
        &mut self,
        page: &CorpusPage,
        operation: &Operation,
        official: &OfficialOperation<'_>,
    ) {
        let (Some(response), Some(official_response)) =
            (&operation.response, &official.operation.response)
        else {
            return;
        };
        let official_paths = field_paths(official.service, official_response);
        let by_name = index_by_name(&official_paths);
        let mut rows = field_paths(official.service, response);
        rows.retain(ValuePath::is_row);
        let mut is_exact = true;
        for path in &rows {
            let official_path = by_name.get(path.name.as_str());
            self.response_rows.add(official_path.is_some());
            is_exact &= official_path.is_some();
            match official_path {
                Some(official_path) => self.compare_field_type(page, path, official_path),
                None => self.add_misplaced_field(page, path, &official_paths),
            }
        }
        if !rows.is_empty() {
            self.exact_responses.add(is_exact);
        }
    }

    fn compare_field_type(&mut self, page: &CorpusPage, path: &ValuePath, official: &ValuePath) {
        self.response_types
            .add(official.type_name == path.type_name);
        if official.type_name != path.type_name {
            let difference = format!(
                "{}: {} {} not {} {:?}",
                page.file, path.name, path.type_name, official.type_name, path.ground
            );
            self.add_difference("response type", difference);
        }
    }

    /// Adds a field that is not at its official path, with the official paths of its name.
    fn add_misplaced_field(
        &mut self,
        page: &CorpusPage,
        path: &ValuePath,
        official_paths: &[ValuePath],
    ) {
        let candidates: Vec<&str> = official_paths
            .iter()
            .filter(|official| official.last_name() == path.last_name())
            .map(|official| official.name.as_str())
            .take(MAX_NAMED_PATHS)
            .collect();
        let kind = if candidates.is_empty() {
            "response field unknown"
        } else {
            "response field elsewhere"
        };
        let difference = format!(
            "{}: {} ({:?}), official {candidates:?}",
            page.file, path.name, path.ground
        );
        self.add_difference(kind, difference);
    }
}

fn index_by_name(paths: &[ValuePath]) -> HashMap<&str, &ValuePath> {
    paths
        .iter()
        .map(|path| (path.name.as_str(), path))
        .collect()
}
