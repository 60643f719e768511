//! Checks names of networks other than the internet and applies them to hosts.
//!
//! **Invariant**: only lowercase letters, digits and hyphens from a network's name reach a host name.

use crate::error::Error;

/// The maximum length of a network's name, in bytes.
const MAX_LEN: usize = 40;

/// Checks the name of a network; returns `None` for the internet, which hosts do not name.
///
/// # Errors
///
/// Returns an error if the name contains anything but lowercase letters, digits and inner hyphens.
pub(crate) fn parse_network(text: &str) -> Result<Option<String>, Error> {
    let text = text.trim();
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    match text {
        "" | "public" => Ok(None),
        _ if text.len() <= MAX_LEN
            && text.bytes().all(allowed)
            && !text.starts_with('-')
            && !text.ends_with('-') =>
        {
            Ok(Some(text.to_owned()))
        }
        _ => Err(Error::endpoint(format!(
            "`{text}` is not a network; expected a name such as `vpc`"
        ))),
    }
}

/// Returns the same host on another network: `ecs-vpc.cn-hangzhou.aliyuncs.com`,
/// `oss-cn-hangzhou-internal.aliyuncs.com`.
pub(super) fn on_network(host: &str, network: &str) -> String {
    let (label, rest) = host.split_once('.').unwrap_or((host, ""));
    if label.ends_with(&format!("-{network}")) {
        return host.to_owned();
    }
    format!("{label}-{network}.{rest}")
}
