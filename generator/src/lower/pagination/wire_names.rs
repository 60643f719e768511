//! Names that the official catalogue uses for the parameters and fields of pagination.
//!
//! **Invariant:** names are compared without regard to case and tried in this order.

/// Parameters for the number of the page.
pub(super) const NUMBERS: [&str; 8] = [
    "PageNumber",
    "PageNum",
    "PageNo",
    "CurrentPage",
    "PageIndex",
    "Page",
    "CurrentPageNum",
    "CurrentPageNumber",
];

/// Parameters for the page size.
pub(super) const SIZES: [&str; 12] = [
    "PageSize",
    "MaxResults",
    "Limit",
    "PageCount",
    "Size",
    "ShowSize",
    "PerPage",
    "PageRows",
    "RowsPerPage",
    "PageNumSize",
    "MaxItems",
    "Line",
];

/// Parameters for the number of elements before the page.
pub(super) const OFFSETS: [&str; 1] = ["Offset"];

/// Fields with the number of pages.
pub(super) const PAGE_TOTALS: [&str; 5] = [
    "TotalPageNum",
    "TotalPages",
    "TotalPage",
    "TotalPageCount",
    "PageTotal",
];

/// Fields with the number of elements in all pages.
pub(super) const TOTALS: [&str; 7] = [
    "TotalItemNum",
    "TotalCount",
    "Total",
    "TotalNum",
    "TotalNumber",
    "TotalRecordCount",
    "TotalRecords",
];

/// Objects beside the list that hold fields about its pages.
pub(super) const PAGE_INFO: [&str; 5] = ["PageInfo", "Page", "Pagination", "Paging", "PageBean"];

/// Parameters for the token of the next page, each with the fields that hold the token. Names that begin with `Next` come
/// first, because a response may also repeat the token of the request.
pub(super) const MARKERS: [(&str, &[&str]); 8] = [
    ("NextToken", &["NextToken", "NextPageToken"]),
    ("NextPageToken", &["NextPageToken", "NextToken"]),
    ("PageToken", &["NextPageToken"]),
    ("Marker", &["NextMarker", "Marker"]),
    ("continuation-token", &["NextContinuationToken"]),
    ("ContinuationToken", &["NextContinuationToken"]),
    ("Cursor", &["NextCursor"]),
    ("NextMarker", &["NextMarker"]),
];

/// Fields that say whether there is a next page. Only `false` is relied on.
pub(super) const TRUNCATED: [&str; 2] = ["IsTruncated", "Truncated"];
