//! A crate as the generator writes it, reduced to two operations and a waiter.

use acs_client::codegen;

pub static PRODUCT: codegen::Product = codegen::Product {
    name: "Domain",
    version: "2018-01-29",
    style: codegen::ApiStyle::Rpc,
    endpoints: &[
        ("ap-southeast-1", "domain-intl.aliyuncs.com"),
        ("cn-hangzhou", "domain.aliyuncs.com"),
    ],
};

#[non_exhaustive]
pub enum Lang {
    Zh,
    En,
}

impl codegen::StringEnum for Lang {
    const VALUES: &'static [&'static str] = &["zh", "en"];

    fn from_index(index: usize) -> Self {
        match index {
            0 => Self::Zh,
            _ => Self::En,
        }
    }
}

codegen::impl_string_enum!(Lang);

#[non_exhaustive]
pub enum TaskStatus {
    WaitingExecute,
    ExecuteSuccess,
    ExecuteFailure,
}

impl codegen::StringEnum for TaskStatus {
    const VALUES: &'static [&'static str] =
        &["WAITING_EXECUTE", "EXECUTE_SUCCESS", "EXECUTE_FAILURE"];

    fn from_index(index: usize) -> Self {
        match index {
            0 => Self::WaitingExecute,
            1 => Self::ExecuteSuccess,
            _ => Self::ExecuteFailure,
        }
    }
}

codegen::impl_string_enum!(TaskStatus);

pub struct SaveTask(codegen::Parameters);

codegen::impl_request!(SaveTask);

impl SaveTask {
    pub fn new(instance_id: &str) -> Self {
        Self(codegen::Parameters::new().query("InstanceId", instance_id))
    }

    #[must_use]
    pub fn lang(self, value: impl Into<codegen::OpenEnum<Lang>>) -> Self {
        Self(self.0.query("Lang", codegen::encode_enum::<Lang>(value)))
    }
}

impl codegen::Operation for SaveTask {
    type Response = SaveTaskResponse;
    const SPEC: &'static codegen::OperationSpec = &codegen::OperationSpec::rpc(
        &PRODUCT,
        "SaveSingleTaskForSynchronizingDnsHost",
        codegen::OperationType::Write,
    );

    acs_client::impl_operation!();
}

#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SaveTaskResponse {
    pub request_id: String,
    pub task_no: String,
}

impl codegen::DecodeObject for SaveTaskResponse {
    fn decode_fields(fields: &mut codegen::ObjectReader<'_>) -> Self {
        Self {
            request_id: fields.get("RequestId"),
            task_no: fields.get("TaskNo"),
        }
    }
}

pub struct QueryTaskDetailList(codegen::Parameters);

codegen::impl_request!(QueryTaskDetailList);

impl QueryTaskDetailList {
    pub fn new(task_no: &str) -> Self {
        Self(codegen::Parameters::new().query("TaskNo", task_no))
    }

    #[must_use]
    pub fn page_num(self, value: i64) -> Self {
        Self(self.0.query("PageNum", value))
    }
}

impl codegen::Operation for QueryTaskDetailList {
    type Response = QueryTaskDetailListResponse;
    const SPEC: &'static codegen::OperationSpec = &codegen::OperationSpec::rpc(
        &PRODUCT,
        "QueryTaskDetailList",
        codegen::OperationType::Read,
    );

    acs_client::impl_operation!();
}

#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct QueryTaskDetailListResponse {
    pub request_id: String,
    pub total_page_num: Option<i64>,
    pub total_item_num: Option<i64>,
    pub next_page: Option<bool>,
    pub data: Vec<TaskDetail>,
}

impl codegen::DecodeObject for QueryTaskDetailListResponse {
    fn decode_fields(fields: &mut codegen::ObjectReader<'_>) -> Self {
        Self {
            request_id: fields.get("RequestId"),
            total_page_num: fields.get("TotalPageNum"),
            total_item_num: fields.get("TotalItemNum"),
            next_page: fields.get("NextPage"),
            data: fields.list("Data", "TaskDetail"),
        }
    }
}

#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TaskDetail {
    pub task_detail_no: String,
    pub try_count: Option<i64>,
    pub task_status: codegen::OpenEnum<TaskStatus>,
}

impl codegen::DecodeObject for TaskDetail {
    fn decode_fields(fields: &mut codegen::ObjectReader<'_>) -> Self {
        Self {
            task_detail_no: fields.get("TaskDetailNo"),
            try_count: fields.get("TryCount"),
            task_status: fields.get("TaskStatus"),
        }
    }
}

impl codegen::Paginated for QueryTaskDetailList {
    type Item = TaskDetail;

    fn items(response: QueryTaskDetailListResponse) -> Vec<TaskDetail> {
        response.data
    }

    fn next_page(self, response: &QueryTaskDetailListResponse) -> Option<Self> {
        let totals = codegen::PageTotals {
            items: response.data.len(),
            pages: response.total_page_num,
            total: response.total_item_num,
        };
        let next = codegen::next_page_number(&self.0, "PageNum", "PageSize", totals)?;
        Some(self.page_num(next))
    }
}

#[derive(Clone, Debug)]
pub struct TaskCompletion {
    task_no: String,
}

impl TaskCompletion {
    pub fn new(task_no: &str) -> Self {
        Self {
            task_no: task_no.to_owned(),
        }
    }
}

impl codegen::Waiter for TaskCompletion {
    type Poll = QueryTaskDetailList;
    type Item = TaskDetail;

    fn poll(&self) -> QueryTaskDetailList {
        QueryTaskDetailList::new(&self.task_no)
    }

    fn next_page(
        poll: QueryTaskDetailList,
        response: &QueryTaskDetailListResponse,
    ) -> Option<QueryTaskDetailList> {
        codegen::Paginated::next_page(poll, response)
    }

    fn items(response: QueryTaskDetailListResponse) -> Vec<TaskDetail> {
        response.data
    }

    fn progress(item: &TaskDetail) -> codegen::WaiterState {
        match item.task_status.known() {
            Some(TaskStatus::ExecuteSuccess) => codegen::WaiterState::Succeeded,
            Some(TaskStatus::ExecuteFailure) => codegen::WaiterState::Failed,
            _ => codegen::WaiterState::Pending,
        }
    }
}

/// Returns the JSON of page `number` of `total_pages`, with one task detail for each status.
pub fn page(number: i64, total_pages: i64, statuses: &[&str]) -> String {
    let details: Vec<_> = statuses
        .iter()
        .enumerate()
        .map(|(index, status)| {
            format!(r#"{{"TaskDetailNo": "{number}-{index}", "TaskStatus": "{status}"}}"#)
        })
        .collect();
    let details = details.join(",");
    format!(
        r#"{{"RequestId": "r{number}", "TotalPageNum": {total_pages}, "Data": {{"TaskDetail": [{details}]}}}}"#
    )
}

/// Returns the JSON of a single page, with one task detail for each status.
pub fn details(statuses: &[&str]) -> String {
    page(1, 1, statuses)
}
