//! Reads the links of a page to Alibaba Cloud's API explorer and to its lists of error codes.
//!
//! This module must never know the rest of the page.

/// The maximum length of a value in a link, in bytes.
const MAX_VALUE_LEN: usize = 100;

/// The link to the API explorer: `#product=Domain&api=X&type=RPC&version=2018-01-29`.
#[derive(Default)]
pub(super) struct ExplorerLink {
    pub(super) product: Option<String>,
    pub(super) operation: Option<String>,
    pub(super) style: Option<String>,
    pub(super) version: Option<String>,
}

impl ExplorerLink {
    /// Reads the first explorer link of a page. Every value is `None` if the page has no link.
    pub(super) fn find(text: &str) -> Self {
        let mut link = Self::default();
        let Some(start) = text
            .find("api.aliyun.com/#")
            .or_else(|| text.find("api.alibabacloud.com/#"))
        else {
            return link;
        };
        let after = &text[start..];
        let end = after
            .find(|c: char| c.is_whitespace() || matches!(c, ')' | ']' | '"' | '>'))
            .unwrap_or(after.len());
        let query = after[..end].split_once('#').map_or("", |(_, query)| query);
        for pair in query.trim_start_matches(['/', '?']).split('&') {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = Some(value.to_owned()).filter(|value| is_value(value));
            match key {
                "product" => link.product = value,
                "api" => link.operation = value,
                "type" => link.style = value,
                "version" => link.version = value,
                _ => {}
            }
        }
        link
    }
}

/// Returns the product in the page's link to the error codes of its product.
pub(super) fn product_of_error_link(text: &str) -> Option<String> {
    let (_, after) = text.split_once("error-center.alibabacloud.com/status/product/")?;
    let end = after
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))
        .unwrap_or(after.len());
    Some(after[..end].to_owned()).filter(|product| is_value(product))
}

fn is_value(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= MAX_VALUE_LEN
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
        && !text.contains("..")
}
