//! Types of values, and the definitions of structures and enumerations.
//!
//! **Invariant:** a definition names its parts and must not know which module it is printed in.

use proc_macro2::Ident;

use super::docs::{Deprecation, Docs};

/// Type of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// Text.
    String,
    /// Bytes.
    Bytes,
    /// Whole number, always 64 bits.
    Integer,
    /// Number.
    Number,
    /// True or false.
    Boolean,
    /// Any JSON.
    Value,
    /// The unit type.
    Unit,
    /// An enumeration.
    Enumeration(Ident),
    /// A structure.
    Structure(Ident),
    /// A structure in a `Box`, because it contains itself.
    Boxed(Ident),
    /// A structure that only wraps a list: it is empty, not optional, when it is missing.
    Wrapper(Ident),
    /// List.
    List(Box<Type>),
    /// Map from text.
    Map(Box<Type>),
}

impl Type {
    /// Returns the name of the structure or enumeration that the type, or each of its elements, is.
    #[must_use]
    pub fn named(&self) -> Option<&Ident> {
        match self {
            Self::List(inner) | Self::Map(inner) => inner.named(),
            Self::Enumeration(name)
            | Self::Structure(name)
            | Self::Boxed(name)
            | Self::Wrapper(name) => Some(name),
            _ => None,
        }
    }
}

/// A type definition.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Structure in a request.
    RequestObject(Structure),
    /// Response, or structure in a response.
    ResponseObject(Structure),
    /// Response that holds nothing but the ID of the request.
    EmptyResponse {
        /// Documentation of the type.
        docs: Docs,
        /// Name of the type.
        name: Ident,
    },
    /// Documented values of a text.
    Enumeration(Enumeration),
}

impl Item {
    /// Returns the name of the type.
    #[must_use]
    pub fn name(&self) -> &Ident {
        match self {
            Self::RequestObject(structure) | Self::ResponseObject(structure) => &structure.name,
            Self::EmptyResponse { name, .. } => name,
            Self::Enumeration(enumeration) => &enumeration.name,
        }
    }
}

/// A structure.
#[derive(Clone, Debug, PartialEq)]
pub struct Structure {
    /// Documentation of the type.
    pub docs: Docs,
    /// Name of the type.
    pub name: Ident,
    /// Wire name of the only field, if that field is a list.
    pub wrapped_list: Option<String>,
    /// Fields in the order of the description.
    pub fields: Vec<FieldPlan>,
}

/// A field of a structure.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldPlan {
    /// Documentation of the field or of its setter.
    pub docs: Docs,
    /// Name of the field.
    pub name: Ident,
    /// Name on the wire.
    pub wire_name: String,
    /// Type of the value.
    pub ty: Type,
    /// Wire name of the list inside the object that the field has on the wire, if the object only wraps that list.
    pub wrapped_list: Option<String>,
    /// Deprecation, if the publisher advises against the field.
    pub deprecated: Option<Deprecation>,
}

/// Documented values of a text; a service may send others.
#[derive(Clone, Debug, PartialEq)]
pub struct Enumeration {
    /// Documentation of the type.
    pub docs: Docs,
    /// Name of the type.
    pub name: Ident,
    /// Variants in the order of the description.
    pub variants: Vec<Variant>,
}

/// A documented value.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// Documentation of the variant.
    pub docs: Docs,
    /// Name of the variant.
    pub name: Ident,
    /// Text on the wire.
    pub wire_name: String,
}

/// Path to a value inside a response: fields from the outside in.
pub type Path = Vec<PathStep>;

/// A field on a [`Path`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathStep {
    /// Name of the field.
    pub name: Ident,
    /// Whether the field is an object that may be missing.
    pub optional: bool,
}
