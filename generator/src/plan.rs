//! What will be printed. Every choice is made; nothing here refers to the model.
//!
//! **Invariant:** wire text stands beside each Rust name and is only ever printed as a literal.

mod feature_gate;
mod tests;

use std::collections::BTreeMap;

use proc_macro2::Ident;

pub use feature_gate::{FeatureGate, Gated};
pub use tests::{
    Assertion, CapturedRequestTest, ErrorTest, Expected, Literal, PaginationTest, PathSegment,
    RequestTest, ResponseTest, Tests, WaiterTests,
};

/// One generated crate.
#[derive(Debug)]
pub struct Plan {
    /// Package name, `acs-domain-20180129`.
    pub package: String,
    /// Folder under the output folder, `domain-2018-01-29`.
    pub folder: String,
    /// Library name, `acs_domain_20180129`.
    pub library: String,
    /// Name of the description, for the header of every file.
    pub source: String,
    /// Product code on the wire.
    pub product: String,
    /// Version on the wire.
    pub version: String,
    /// How requests travel, as a variant of the runtime's `ServiceStyle`.
    pub style: Ident,
    /// Region and host, by region.
    pub endpoints: Vec<(String, String)>,
    /// By name.
    pub operations: Vec<Operation>,
    /// Table of contents; empty where the description has none.
    pub groups: Vec<OperationGroup>,
    /// Types that several operations share, by name.
    pub types: Vec<Gated<Item>>,
    /// Error codes that operations document, where any does.
    pub errors: Option<Enumeration>,
    /// By name.
    pub waiters: Vec<Waiter>,
}

impl Plan {
    /// Features of operations, and the operations of each.
    #[must_use]
    pub fn features(&self) -> BTreeMap<String, Vec<&Operation>> {
        let mut features: BTreeMap<String, Vec<&Operation>> = BTreeMap::new();
        for operation in &self.operations {
            for feature in operation.gate.features() {
                features
                    .entry(feature.to_owned())
                    .or_default()
                    .push(operation);
            }
        }
        features
    }

    /// Where there are shared types at all.
    #[must_use]
    pub fn types_gate(&self) -> FeatureGate {
        FeatureGate::any(self.types.iter().map(|shared| &shared.gate))
    }

    /// Where there are waiters at all.
    #[must_use]
    pub fn waiters_gate(&self) -> FeatureGate {
        FeatureGate::any(self.waiters.iter().map(|waiter| &waiter.gate))
    }

    /// The operation that shows how a call looks: one that only reads, where there is one.
    #[must_use]
    pub fn example(&self) -> Option<&Operation> {
        let reading = self.operations.iter().find(|operation| operation.read_only);
        reading.or(self.operations.first())
    }

    /// The same for a crate whose features are not ours to name: everything is there.
    #[must_use]
    pub fn ungated(mut self) -> Self {
        let operations = self.operations.iter_mut().map(|one| &mut one.gate);
        let types = self.types.iter_mut().map(|one| &mut one.gate);
        let waiters = self.waiters.iter_mut().map(|one| &mut one.gate);
        for gate in operations.chain(types).chain(waiters) {
            *gate = FeatureGate::default();
        }
        self
    }
}

/// A heading and the operations under it.
#[derive(Debug)]
pub struct OperationGroup {
    /// The heading; none for what stands under no other.
    pub title: String,
    /// How many headings are above it.
    pub depth: usize,
    /// Operations, on the wire.
    pub operations: Vec<String>,
}

/// Lines of documentation.
pub type Docs = Vec<String>;

/// One operation and the types only it uses.
#[derive(Debug)]
pub struct Operation {
    /// For the request type.
    pub docs: Docs,
    /// One line for the table of operations.
    pub summary: String,
    /// Module and file.
    pub module: Ident,
    /// Request type.
    pub name: Ident,
    /// Name on the wire.
    pub wire_name: String,
    /// The feature it is there with.
    pub gate: FeatureGate,
    /// How it travels.
    pub binding: HttpBinding,
    /// Whether it only reads.
    pub read_only: bool,
    /// The parameter by which the service knows a repetition, where there is one.
    pub client_token: Option<ClientToken>,
    /// Whether its publisher advises against it.
    pub deprecated: bool,
    /// In the order of the description.
    pub parameters: Vec<Parameter>,
    /// Whether its required parameters are too many for positions.
    pub required_by_name: bool,
    /// What it yields.
    pub response: Type,
    /// Types of this module, the reply's first.
    pub items: Vec<Item>,
    /// Shared types that are also found in this module.
    pub shared: Vec<Ident>,
    /// Codes it documents, on the wire.
    pub errors: Vec<String>,
    /// Paging, where it has some.
    pub pagination: Option<Pagination>,
    /// What its tests do, and the request its examples show.
    pub tests: Tests,
}

impl Operation {
    /// Parameters that `new` takes.
    pub fn required(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters
            .iter()
            .filter(|parameter| parameter.required)
    }
}

/// The parameter by which a service knows a repetition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientToken {
    /// Name on the wire.
    pub wire_name: String,
    /// The runtime's name for where it goes.
    pub place: Ident,
    /// The parameter that is the body it is a field of, on the wire.
    pub body: Option<String>,
}

/// How an operation travels.
#[derive(Debug, PartialEq, Eq)]
pub struct HttpBinding {
    /// HTTP method.
    pub method: String,
    /// Path template, unless the service has one path for all.
    pub path: Option<String>,
    /// Whether it declares a form, which is then sent even when empty.
    pub form_body: bool,
    /// Whether values in the path keep their slashes.
    pub keep_slashes: bool,
    /// Content type of every message, whatever its body.
    pub content_type: Option<&'static str>,
    /// The JSON body it sends where nothing is set, where it declares one.
    pub default_json_body: Option<&'static str>,
    /// How it is told who calls.
    pub auth: AuthRequirement,
}

/// How a service is told who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthRequirement {
    /// By the signature of its style.
    Default,
    /// By signature V1, unless a client chooses another.
    V1,
    /// Not at all.
    Anonymous,
}

/// One parameter.
#[derive(Debug)]
pub struct Parameter {
    /// For the setter, or the argument of `new`.
    pub docs: Docs,
    /// Field, setter and argument.
    pub name: Ident,
    /// Name on the wire.
    pub wire_name: String,
    /// Type of the value.
    pub ty: Type,
    /// Method of the runtime's request that takes it.
    pub setter: Ident,
    /// Whether `new` takes it.
    pub required: bool,
    /// What `new` sets it to.
    pub default: Option<i64>,
}

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
    /// Anything.
    Value,
    /// Nothing.
    Unit,
    /// An enumeration.
    Enumeration(Ident),
    /// A structure.
    Structure(Ident),
    /// A structure behind a pointer, for it holds itself.
    Boxed(Ident),
    /// A structure that is plainly empty when it is missing: it only wraps a list.
    Wrapper(Ident),
    /// List.
    List(Box<Type>),
    /// Values by name.
    Map(Box<Type>),
}

/// A type definition.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Part of a request.
    Input(Structure),
    /// A reply or a part of one.
    Output(Structure),
    /// A reply that tells nothing but the ID of the call.
    Receipt {
        /// For the type.
        docs: Docs,
        /// Name of the type.
        name: Ident,
    },
    /// Documented values of a text.
    Enumeration(Enumeration),
}

impl Item {
    /// Name of the type.
    #[must_use]
    pub fn name(&self) -> &Ident {
        match self {
            Self::Input(structure) | Self::Output(structure) => &structure.name,
            Self::Receipt { name, .. } => name,
            Self::Enumeration(enumeration) => &enumeration.name,
        }
    }
}

/// A structure.
#[derive(Clone, Debug, PartialEq)]
pub struct Structure {
    /// For the type.
    pub docs: Docs,
    /// Name of the type.
    pub name: Ident,
    /// The only field, on the wire, where the structure wraps a list.
    pub wrapped_list: Option<String>,
    /// In the order of the description.
    pub fields: Vec<Field>,
}

/// A field of a structure.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// For the field or its setter.
    pub docs: Docs,
    /// Name of the field.
    pub name: Ident,
    /// Name on the wire.
    pub wire_name: String,
    /// Type of the value.
    pub ty: Type,
    /// On the wire, the only field of an object that does nothing but hold this list.
    pub wrapped_list: Option<String>,
}

/// Documented values of a text, open for more.
#[derive(Clone, Debug, PartialEq)]
pub struct Enumeration {
    /// For the type.
    pub docs: Docs,
    /// Name of the type.
    pub name: Ident,
    /// In the order of the description.
    pub variants: Vec<Variant>,
}

/// A documented value.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// For the variant.
    pub docs: Docs,
    /// Name of the variant.
    pub name: Ident,
    /// Text on the wire.
    pub wire_name: String,
}

/// A place in a value: fields from the outside in.
pub type Path = Vec<PathStep>;

/// A field on the way to a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathStep {
    /// Name of the field.
    pub name: Ident,
    /// Whether it holds an object that may be missing.
    pub optional: bool,
}

/// How an operation is read page by page.
#[derive(Debug)]
pub struct Pagination {
    /// Type of one element.
    pub item: Type,
    /// Where the elements are in the reply.
    pub items: Path,
    /// What leads to the next page.
    pub style: PaginationStyle,
}

/// What leads to the next page.
#[derive(Debug)]
pub enum PaginationStyle {
    /// Pages are counted.
    Number {
        /// Parameter that holds the number.
        number: PageParameter,
        /// Parameter that holds the size, on the wire; nothing where there is none.
        size: String,
        /// Reply field with the number of pages.
        pages: Option<Path>,
        /// Reply field with the number of elements.
        total: Option<Path>,
    },
    /// Elements before the page are counted.
    Offset {
        /// Parameter that holds their number.
        offset: PageParameter,
        /// Parameter that holds the size, on the wire; nothing where there is none.
        size: String,
        /// Reply field with the number of elements.
        total: Option<Path>,
    },
    /// The reply names the next page.
    Token {
        /// Parameter that takes the token.
        parameter: PageParameter,
        /// Reply field that holds it.
        field: Path,
        /// Reply field that says whether there is a next page.
        truncated: Option<Path>,
    },
}

/// The parameter that says which page.
#[derive(Debug)]
pub struct PageParameter {
    /// Name of its setter.
    pub name: Ident,
    /// Name on the wire.
    pub wire_name: String,
    /// Whether it is declared as text.
    pub text: bool,
}

/// What a waiter polls by.
#[derive(Debug)]
pub struct PollArgument {
    /// Argument, and setter of the polled operation.
    pub name: Ident,
    /// Type of the value.
    pub ty: Type,
    /// Whether the operation's `new` takes it.
    pub required: bool,
}

/// States of success and of failure; all others are pending.
#[derive(Debug)]
pub enum States {
    /// Variants of an enumeration.
    Variants {
        /// The enumeration.
        name: Ident,
        /// States of success.
        done: Vec<Ident>,
        /// States of failure.
        failed: Vec<Ident>,
    },
    /// Texts of which nothing is documented.
    Texts {
        /// States of success.
        done: Vec<String>,
        /// States of failure.
        failed: Vec<String>,
    },
    /// Numbers, or true and false.
    Values {
        /// States of success.
        done: Vec<Literal>,
        /// States of failure.
        failed: Vec<Literal>,
    },
}

/// Something that can be waited for.
#[derive(Debug)]
pub struct Waiter {
    /// For the type.
    pub docs: Docs,
    /// Name of the type.
    pub name: Ident,
    /// Module of the operation to poll.
    pub module: Ident,
    /// Operation to poll.
    pub poll: Ident,
    /// What it yields.
    pub response: Ident,
    /// Operation to poll, on the wire.
    pub wire_name: String,
    /// The feature of that operation.
    pub gate: FeatureGate,
    /// Arguments that say what to poll for, in order.
    pub arguments: Vec<PollArgument>,
    /// Where the parts are; the reply itself where empty.
    pub items: Path,
    /// Whether there is one object, not a list.
    pub single_object: bool,
    /// Type of a part.
    pub item: Ident,
    /// Field with the state.
    pub state: Ident,
    /// Its states.
    pub states: States,
    /// Error codes that say that what was waited for is gone.
    pub success_error_codes: Vec<String>,
    /// Whether no part at all is success.
    pub success_when_empty: bool,
    /// Whether the parts come in pages.
    pub paginated: bool,
    /// What its tests do; none where no sample shows a reply.
    pub tests: Option<WaiterTests>,
}
