//! The contract with generated code: the items that generated code uses, and the macros for its common implementations.
//!
//! **Invariant**: changes only together with the generator. Hand-written code should not depend on this module.

pub use bytes::Bytes;
pub use serde_json::Value;

pub use crate::client::{
    Operation, PageTotals, Paginated, Waiter, WaiterState, next_page_number, next_page_offset,
    next_page_token,
};
pub use crate::message::request::{
    Encode, JsonObject, Parameters, encode_any, encode_list, encode_map, show, show_request,
};
pub use crate::message::response::decode::{
    Cursor, Decode, DecodeObject, ElementKind, ObjectReader, PayloadKind,
};
pub use crate::message::response::{EmptyResponse, RawResult, into_typed};
pub use crate::message::{OpenEnum, encode_enum};
pub use crate::types::{
    ApiStyle, OperationSpec, OperationType, Product, SignatureVersion, StringEnum, TokenLocation,
    debug,
};
pub use crate::{impl_debug, impl_operation, impl_request, impl_string_enum};

/// Implements the functions of [`Operation`] for a newtype of [`Parameters`].
#[doc(hidden)]
#[macro_export]
macro_rules! impl_operation {
    () => {
        fn into_parameters(self) -> $crate::codegen::Parameters {
            self.0
        }

        fn into_response(
            result: $crate::codegen::RawResult,
        ) -> ::core::result::Result<$crate::Response<Self::Response>, $crate::Error> {
            $crate::codegen::into_typed(result)
        }
    };
}

/// Implements `Clone`, `PartialEq` and `Debug` for a request. The functions are inlined, so that unused
/// functions are not compiled.
#[doc(hidden)]
#[macro_export]
macro_rules! impl_request {
    ($name:ident) => {
        impl ::core::clone::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                Self(self.0.clone())
            }
        }

        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0
            }
        }

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::codegen::show_request(f, ::core::stringify!($name), &self.0)
            }
        }
    };
}

/// Implements `Debug` for a response or a part of a response from the names of its fields.
#[doc(hidden)]
#[macro_export]
macro_rules! impl_debug {
    ($name:ident { $($field:ident),* }) => {
        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let names = ::core::concat!(::core::stringify!($name) $(, " ", ::core::stringify!($field))*);
                $crate::codegen::show(f, names, &[$(&self.$field),*])
            }
        }
    };
}

/// Implements `Copy`, `Clone`, `Eq`, `PartialEq` and `Debug` for an enum of documented values.
///
/// Derived implementations take three times as long to compile, which is most of the compile time of a crate with many
/// enums.
#[doc(hidden)]
#[macro_export]
macro_rules! impl_string_enum {
    ($name:ident) => {
        impl ::core::marker::Copy for $name {}

        impl ::core::clone::Clone for $name {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl ::core::cmp::Eq for $name {}

        impl ::core::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                *self as usize == *other as usize
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::codegen::debug(*self, f)
            }
        }
    };
}
