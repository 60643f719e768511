//! All that generated code may name, and nothing else: re-exports, and the macros that write what all its types have.
//!
//! **Invariant**: what is here changes only together with the generator.

pub use bytes::Bytes;
pub use serde_json::Value;

pub use crate::client::{
    Operation, Paged, Progress, Totals, Waiter, next_number, next_offset, next_token,
};
pub use crate::message::request::{Encode, Object, Parameters, any, list, map, show, show_request};
pub use crate::message::response::decode::{Decode, Fields, Record, Root, Shape, Slot};
pub use crate::message::response::{Outcome, Receipt, reply};
pub use crate::message::{Open, open};
pub use crate::types::{Kind, Known, Place, Product, ServiceStyle, Signature, Spec, debug};
pub use crate::{exchange, known, request, show};

/// The functions of [`Operation`] for a request that is a name for its parameters.
#[doc(hidden)]
#[macro_export]
macro_rules! exchange {
    () => {
        fn into_parameters(self) -> $crate::codegen::Parameters {
            self.0
        }

        fn reply(
            outcome: $crate::codegen::Outcome,
        ) -> ::core::result::Result<$crate::Reply<Self::Reply>, $crate::Error> {
            $crate::codegen::reply(outcome)
        }
    };
}

/// What every request is able to, given its name. Inlined, so that only what is used is compiled.
#[doc(hidden)]
#[macro_export]
macro_rules! request {
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
macro_rules! show {
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
macro_rules! known {
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
