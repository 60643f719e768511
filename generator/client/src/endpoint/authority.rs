//! The host and port that somebody gives as an endpoint.
//!
//! **Invariant**: what comes out is written as a URL writes it; knows no product and no region.

use std::net::IpAddr;

use crate::error::Error;

/// Checks `host` or `host:port` and writes it as a URL would, so that what is signed is what is sent.
pub(crate) fn authority(text: &str, http: bool) -> Result<String, Error> {
    let text = text.trim();
    let refused = || {
        Error::endpoint(format!(
            "`{text}` is not an endpoint; expected `host` or `host:port`"
        ))
    };
    let authority: http::uri::Authority = text.parse().map_err(|_| refused())?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
    if authority.host().is_empty() || !authority.as_str().chars().all(plain) {
        return Err(refused());
    }
    // What follows the host is nothing, or a port that is one.
    if authority.host().len() < authority.as_str().len() && authority.port_u16().is_none() {
        return Err(refused());
    }
    let host = authority.host().to_ascii_lowercase();
    // URLs leave the default port out.
    let default = if http { 80 } else { 443 };
    Ok(match authority.port_u16() {
        Some(port) if port != default => format!("{host}:{port}"),
        _ => host,
    })
}

/// Whether a checked authority is this machine, so that nobody between here and there can read along.
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
