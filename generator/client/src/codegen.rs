//! All that generated code may name, and nothing else.
//!
//! **Invariant**: what is here changes only together with the generator.

pub use bytes::Bytes;
pub use serde_json::Value;

pub use crate::decode::{Cursor, Decode, DecodeObject, ElementKind, ObjectReader, PayloadKind};
pub use crate::encode::{Encode, encode_any, encode_enum, encode_list, encode_map};
pub use crate::open::{OpenEnum, StringEnum, debug};
pub use crate::operation::{
    ApiStyle, Operation, OperationSpec, OperationType, Paginated, Product, TokenLocation, Waiter,
    WaiterState,
};
pub use crate::pages::{PageTotals, next_page_number, next_page_offset, next_page_token};
pub use crate::parameters::{JsonObject, Parameters};
pub use crate::receipt::EmptyResponse;
pub use crate::reply::{RawResult, into_typed};
pub use crate::show::{show, show_request};
pub use crate::sign::SignatureVersion;
pub use crate::{impl_debug, impl_operation, impl_request, impl_string_enum};
