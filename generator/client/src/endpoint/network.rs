//! Networks other than the internet, and hosts by them.
//!
//! **Invariant**: nothing becomes part of a host name but small letters, digits and hyphens.

use crate::error::Error;

/// Checks the name of a network; none for the internet, which has no name in hosts.
pub(crate) fn network(text: &str) -> Result<Option<String>, Error> {
    let text = text.trim();
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    match text {
        "" | "public" => Ok(None),
        _ if text.len() <= 40
            && text.bytes().all(plain)
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

/// The same host on another network: `ecs-vpc.cn-hangzhou.aliyuncs.com`, `oss-cn-hangzhou-internal.aliyuncs.com`.
pub(super) fn inside(host: &str, network: &str) -> String {
    let (label, rest) = host.split_once('.').unwrap_or((host, ""));
    if label.ends_with(&format!("-{network}")) {
        return host.to_owned();
    }
    format!("{label}-{network}.{rest}")
}
