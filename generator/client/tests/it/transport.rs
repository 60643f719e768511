//! Tests of the real transports against servers on loopback.

mod exchange;
mod load;
