//! A crate as the generator writes it, cut down to three operations and a waiter.

use acs_client::codegen;

pub static PRODUCT: codegen::Product = codegen::Product {
    name: "Domain",
    version: "2018-01-29",
    endpoints: &[
        ("ap-southeast-1", "domain-intl.aliyuncs.com"),
        ("cn-hangzhou", "domain.aliyuncs.com"),
    ],
};

#[derive(Clone)]
#[non_exhaustive]
pub enum Lang {
    Zh,
    En,
    Unknown(codegen::UnknownValue),
}

impl Lang {
    const TEXTS: &'static [(&'static str, Self)] = &[("zh", Self::Zh), ("en", Self::En)];
}

codegen::open_enum!(Lang);

#[derive(Clone)]
#[non_exhaustive]
pub enum TaskStatus {
    WaitingExecute,
    ExecuteSuccess,
    ExecuteFailure,
    Unknown(codegen::UnknownValue),
}

impl TaskStatus {
    const TEXTS: &'static [(&'static str, Self)] = &[
        ("WAITING_EXECUTE", Self::WaitingExecute),
        ("EXECUTE_SUCCESS", Self::ExecuteSuccess),
        ("EXECUTE_FAILURE", Self::ExecuteFailure),
    ];
}

codegen::open_enum!(TaskStatus);

#[derive(Clone, Debug, PartialEq)]
pub struct SaveTask {
    pub instance_id: String,
    pub lang: Option<Lang>,
    pub user_client_ip: Option<String>,
}

impl SaveTask {
    pub fn new(instance_id: impl Into<String>) -> Self {
        Self {
            instance_id: instance_id.into(),
            lang: None,
            user_client_ip: None,
        }
    }

    #[must_use]
    pub fn lang(mut self, lang: impl Into<Lang>) -> Self {
        self.lang = Some(lang.into());
        self
    }
}

impl codegen::Operation for SaveTask {
    type Reply = Saved;
    const SPEC: &'static codegen::Spec = &codegen::Spec::rpc(
        &PRODUCT,
        "SaveSingleTaskForSynchronizingDnsHost",
        codegen::Kind::Write,
    );

    fn encode(&self, request: &mut codegen::Request) {
        request.query("InstanceId", &self.instance_id);
        request.query("Lang", &self.lang);
        request.query("UserClientIp", &self.user_client_ip);
    }
}

#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Saved {
    pub request_id: String,
    pub task_no: String,
}

impl codegen::Record for Saved {
    fn read(fields: &mut codegen::Fields<'_>) -> Self {
        Self {
            request_id: fields.get("RequestId"),
            task_no: fields.get("TaskNo"),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct QueryTaskDetailList {
    task_no: String,
    page_num: Option<i64>,
    page_size: Option<i64>,
}

impl QueryTaskDetailList {
    pub fn new(task_no: impl Into<String>) -> Self {
        Self {
            task_no: task_no.into(),
            page_num: None,
            page_size: None,
        }
    }
}

impl codegen::Operation for QueryTaskDetailList {
    type Reply = Response;
    const SPEC: &'static codegen::Spec =
        &codegen::Spec::rpc(&PRODUCT, "QueryTaskDetailList", codegen::Kind::Read);

    fn encode(&self, request: &mut codegen::Request) {
        request.query("TaskNo", &self.task_no);
        request.query("PageNum", &self.page_num);
        request.query("PageSize", &self.page_size);
    }
}

#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Response {
    pub request_id: String,
    pub total_page_num: Option<i64>,
    pub total_item_num: Option<i64>,
    pub next_page: Option<bool>,
    pub data: Data,
}

impl codegen::Record for Response {
    fn read(fields: &mut codegen::Fields<'_>) -> Self {
        Self {
            request_id: fields.get("RequestId"),
            total_page_num: fields.get("TotalPageNum"),
            total_item_num: fields.get("TotalItemNum"),
            next_page: fields.get("NextPage"),
            data: fields.get("Data"),
        }
    }
}

#[derive(Clone, Debug)]
pub struct Data {
    pub task_detail: Vec<TaskDetail>,
}

impl codegen::Record for Data {
    const WRAPS: Option<&'static str> = Some("TaskDetail");

    fn read(fields: &mut codegen::Fields<'_>) -> Self {
        Self {
            task_detail: fields.get("TaskDetail"),
        }
    }
}

#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TaskDetail {
    pub task_detail_no: String,
    pub try_count: Option<i64>,
    pub task_status: Option<TaskStatus>,
}

impl codegen::Record for TaskDetail {
    fn read(fields: &mut codegen::Fields<'_>) -> Self {
        Self {
            task_detail_no: fields.get("TaskDetailNo"),
            try_count: fields.get("TryCount"),
            task_status: fields.get("TaskStatus"),
        }
    }
}

impl codegen::Paged for QueryTaskDetailList {
    type Item = TaskDetail;

    fn items(reply: Response) -> Vec<TaskDetail> {
        reply.data.task_detail
    }

    fn advance(&mut self, reply: &Response) -> bool {
        codegen::next_number(
            &mut self.page_num,
            codegen::Totals {
                items: reply.data.task_detail.len(),
                size: self.page_size,
                pages: reply.total_page_num,
                total: reply.total_item_num,
            },
        )
    }
}

#[derive(Clone, Debug)]
pub struct TaskCompletion {
    task_no: String,
}

impl TaskCompletion {
    pub fn new(task_no: impl Into<String>) -> Self {
        Self {
            task_no: task_no.into(),
        }
    }
}

impl codegen::Waiter for TaskCompletion {
    type Poll = QueryTaskDetailList;
    type Item = TaskDetail;

    fn poll(&self) -> QueryTaskDetailList {
        QueryTaskDetailList::new(&self.task_no)
    }

    fn advance(poll: &mut QueryTaskDetailList, reply: &Response) -> bool {
        codegen::Paged::advance(poll, reply)
    }

    fn items(reply: Response) -> Vec<TaskDetail> {
        reply.data.task_detail
    }

    fn progress(item: &TaskDetail) -> codegen::Progress {
        match &item.task_status {
            Some(TaskStatus::ExecuteSuccess) => codegen::Progress::Done,
            Some(TaskStatus::ExecuteFailure) => codegen::Progress::Failed,
            _ => codegen::Progress::Pending,
        }
    }
}

/// A page of a task's details, one detail for each status.
pub fn page(number: i64, of: i64, statuses: &[&str]) -> String {
    let details: Vec<_> = statuses
        .iter()
        .enumerate()
        .map(|(index, status)| {
            format!(r#"{{"TaskDetailNo": "{number}-{index}", "TaskStatus": "{status}"}}"#)
        })
        .collect();
    let details = details.join(",");
    format!(
        r#"{{"RequestId": "r{number}", "TotalPageNum": {of}, "Data": {{"TaskDetail": [{details}]}}}}"#
    )
}

/// The details of a task on one page.
pub fn details(statuses: &[&str]) -> String {
    page(1, 1, statuses)
}
