//! Checks the `host` or `host:port` that a caller sets as an endpoint.
//!
//! **Invariant**: the result is spelled as in a URL; this module knows no product and no region.

use std::net::IpAddr;

use crate::error::Error;

/// Checks `host` or `host:port` and returns it as a URL spells it, so that the signed host equals the sent host.
///
/// # Errors
///
/// Returns an error if the text has a scheme, a path, user information or a malformed port.
pub(crate) fn parse_authority(text: &str, plaintext: bool) -> Result<String, Error> {
    let text = text.trim();
    let invalid = || {
        Error::endpoint(format!(
            "`{text}` is not an endpoint; expected `host` or `host:port`"
        ))
    };
    let authority: http::uri::Authority = text.parse().map_err(|_| invalid())?;
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
    if authority.host().is_empty() || !authority.as_str().chars().all(allowed) {
        return Err(invalid());
    }
    // Only a valid port may follow the host.
    if authority.host().len() < authority.as_str().len() && authority.port_u16().is_none() {
        return Err(invalid());
    }
    let host = authority.host().to_ascii_lowercase();
    // A URL omits the default port of its scheme.
    let default_port = if plaintext { 80 } else { 443 };
    Ok(match authority.port_u16() {
        Some(port) if port != default_port => format!("{host}:{port}"),
        _ => host,
    })
}

/// Returns whether a checked authority names this machine, so that plaintext requests never leave it.
pub(crate) fn is_loopback(authority: &str) -> bool {
    let Ok(authority) = authority.parse::<http::uri::Authority>() else {
        return false;
    };
    let host = authority.host();
    let address = host
        .trim_start_matches('[')
        .trim_end_matches(']')
        .parse::<IpAddr>();
    match address {
        Ok(address) => address.is_loopback(),
        Err(_) => host == "localhost" || host.ends_with(".localhost"),
    }
}
