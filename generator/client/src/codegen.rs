//! All that generated code may name, and nothing else.
//!
//! **Invariant**: what is here changes only together with the generator.

use std::fmt;

pub use serde_json::Value;

pub use crate::decode::{Decode, Fields, Record, Root, Shape, Slot};
pub use crate::encode::{Encode, object};
pub use crate::operation::{Kind, Operation, Paged, Product, Progress, Spec, Waiter};
pub use crate::pages::{Totals, next_number, next_token};
pub use crate::request::Request;
pub use crate::{error_code, open_enum};

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

/// What every open enum has, given its definition and its constant `TEXTS`; all that an error code needs.
///
/// Texts are a table and not the arms of a `match`: an operation may document hundreds of error codes.
#[doc(hidden)]
#[macro_export]
macro_rules! error_code {
    ($name:ident) => {
        impl $name {
            /// The value as it goes over the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    Self::Unknown(value) => value.as_str(),
                    known => $crate::codegen::text_of(Self::TEXTS, known),
                }
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                $crate::codegen::value_of(Self::TEXTS, value)
                    .unwrap_or_else(|| Self::Unknown($crate::codegen::UnknownValue::new(value)))
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::codegen::debug_value(f, ::core::stringify!($name), self.as_str())
            }
        }

        impl ::core::cmp::Eq for $name {}

        impl ::core::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }
    };
}

/// An open enum that is sent or received, given its definition and its constant `TEXTS`.
#[doc(hidden)]
#[macro_export]
macro_rules! open_enum {
    ($name:ident) => {
        $crate::error_code!($name);

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                Self::from(value.as_str())
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
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

/// The text of a documented value.
pub fn text_of<T>(texts: &'static [(&'static str, T)], value: &T) -> &'static str {
    let variant = std::mem::discriminant(value);
    let found = texts
        .iter()
        .find(|(_, known)| std::mem::discriminant(known) == variant);
    found.map_or("", |(text, _)| *text)
}

/// `Lang("en")`: the name of the type, and the value as it goes over the wire.
pub fn debug_value(f: &mut fmt::Formatter<'_>, name: &str, text: &str) -> fmt::Result {
    f.debug_tuple(name).field(&text).finish()
}

/// The documented value of a text.
pub fn value_of<T: Clone>(texts: &'static [(&'static str, T)], text: &str) -> Option<T> {
    let found = texts.iter().find(|(known, _)| *known == text);
    found.map(|(_, value)| value.clone())
}

/// Whether two operations make the same request.
pub fn same_request<O: Operation>(one: &O, other: &O) -> bool {
    let [mut first, mut second] = [(); 2].map(|()| Request::default());
    one.encode(&mut first);
    other.encode(&mut second);
    first == second
}

/// Whether two parts of requests say the same.
pub fn same_value<T: Encode>(one: &T, other: &T) -> bool {
    one.encode() == other.encode()
}
