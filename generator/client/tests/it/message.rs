//! Tests of the message layer: how parameters are serialized and how response bodies are decoded.

mod client_token;
mod decode;
mod document;
mod open_enum;
mod parameters;
