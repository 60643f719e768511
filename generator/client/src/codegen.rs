//! All that generated code may name, and nothing else.
//!
//! **Invariant**: what is here changes only together with the generator.

pub use bytes::Bytes;
pub use serde_json::Value;

pub use crate::decode::{Decode, Fields, Record, Root, Shape, Slot};
pub use crate::encode::{Encode, any, list, map, open};
pub use crate::open::{Known, Open, debug};
pub use crate::operation::{
    Kind, Operation, Paged, Place, Product, Progress, ServiceStyle, Spec, Waiter,
};
pub use crate::pages::{Totals, next_number, next_offset, next_token};
pub use crate::parameters::{Object, Parameters};
pub use crate::receipt::Receipt;
pub use crate::reply::{Outcome, reply};
pub use crate::show::{show, show_request};
pub use crate::sign::Signature;
pub use crate::{exchange, known, request, show};
