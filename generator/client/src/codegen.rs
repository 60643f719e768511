//! All that generated code may name, and nothing else: re-exports, and the macros that write what all its types have.
//!
//! **Invariant**: what is here changes only together with the generator.

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

/// The functions of [`Operation`] for a request that is a name for its parameters.
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

/// What every request is able to, given its name. Inlined, so that only what is used is compiled.
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

/// `Debug` of a reply or a part of one, given its fields.
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

/// What every enum of documented values has. Derives would do the same at three times the price, and these are
/// most of what a crate of many enums costs to compile.
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
