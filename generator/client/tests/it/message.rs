//! Tests of the message layer: serialization of parameters and decoding of response bodies.

mod client_token;
mod decode;
mod document;
mod open_enum;
mod parameters;
