//! What the catalogue calls the parts of paging, compared without regard to case.

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

pub(super) const OFFSETS: [&str; 1] = ["Offset"];

pub(super) const PAGE_TOTALS: [&str; 5] = [
    "TotalPageNum",
    "TotalPages",
    "TotalPage",
    "TotalPageCount",
    "PageTotal",
];

pub(super) const TOTALS: [&str; 7] = [
    "TotalItemNum",
    "TotalCount",
    "Total",
    "TotalNum",
    "TotalNumber",
    "TotalRecordCount",
    "TotalRecords",
];

/// Objects beside the list that are about its pages.
pub(super) const PAGE_INFO: [&str; 5] = ["PageInfo", "Page", "Pagination", "Paging", "PageBean"];

/// Parameters that take what the reply says of the next page, and the fields that say it. A reply may repeat what it was
/// asked with: what begins with `Next` comes first.
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

/// Fields that say whether there is a next page; only a no is believed.
pub(super) const TRUNCATED: [&str; 2] = ["IsTruncated", "Truncated"];
