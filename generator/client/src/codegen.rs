//! All that generated code may name, and nothing else.
//!
//! **Invariant**: what is here changes only together with the generator.

pub use serde_json::Value;

pub use crate::decode::{Decode, Fields, Record, Root, Shape, Slot};
pub use crate::encode::{Encode, object};
pub use crate::open_enum;
pub use crate::operation::{Kind, Operation, Paged, Product, Progress, Spec, Waiter};
pub use crate::pages::{Totals, next_number, next_token};
pub use crate::request::Request;

/// The value of an enum that has no name yet; only this crate's users' generated code makes one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    /// Keeps a value as it came.
    #[doc(hidden)]
    pub fn new(value: &str) -> Self {
        Self(value.into())
    }

    /// The value as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The impls that every open enum has, given `as_str` and `From<&str>`.
#[doc(hidden)]
#[macro_export]
macro_rules! open_enum {
    ($name:ident) => {
        impl ::core::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                Self::from(value.as_str())
            }
        }

        impl ::core::convert::From<&::std::string::String> for $name {
            fn from(value: &::std::string::String) -> Self {
                Self::from(value.as_str())
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::cmp::PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl ::core::cmp::PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl $crate::codegen::Encode for $name {
            fn encode(&self) -> $crate::codegen::Value {
                $crate::codegen::Encode::encode(self.as_str())
            }
        }

        impl $crate::codegen::Decode for $name {
            const SHAPE: $crate::codegen::Shape = $crate::codegen::Shape::Scalar;

            fn decode(slot: $crate::codegen::Slot<'_>) -> ::core::option::Option<Self> {
                $crate::codegen::word(slot).map(|value| Self::from(value.as_str()))
            }

            fn absent() -> Self {
                Self::from("")
            }
        }
    };
}

pub use crate::decode::word;
