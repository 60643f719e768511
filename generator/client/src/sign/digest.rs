//! Computes hashes and HMACs in the encodings that the schemes use.
//!
//! **Invariant**: works on bytes and text; knows no request.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256};

pub(super) fn sha256_hex(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

pub(super) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

pub(super) fn hmac_sha1_base64(key: &str, text: &str) -> String {
    STANDARD.encode(mac::<Hmac<Sha1>>(key.as_bytes(), text))
}

pub(super) fn hmac_sha256_base64(key: &str, text: &str) -> String {
    STANDARD.encode(hmac_sha256(key.as_bytes(), text))
}

pub(super) fn hmac_sha256(key: &[u8], text: &str) -> Vec<u8> {
    mac::<Hmac<Sha256>>(key, text)
}

fn mac<M: Mac + KeyInit>(key: &[u8], text: &str) -> Vec<u8> {
    let mut mac = <M as KeyInit>::new_from_slice(key).expect("HMAC accepts keys of any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}
