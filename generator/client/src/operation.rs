//! What an operation, a list of pages and a waiter are: the nouns that generated crates provide.
//!
//! **Invariant**: nothing here sends; `client`, `pages` and `wait` are the verbs.

use crate::decode::Decode;
use crate::error::Error;
use crate::parameters::Parameters;
use crate::regions;
use crate::reply::{RawResult, Response};
use crate::sign::SignatureVersion;

/// A product of Alibaba Cloud, in one of its API versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Product {
    /// The product's code, as in `Domain`.
    pub name: &'static str,
    /// The version of its API, as in `2018-01-29`; sent as `x-acs-version`.
    pub version: &'static str,
    /// How its requests travel.
    pub style: ApiStyle,
    /// Region and host, one pair a region.
    pub endpoints: &'static [(&'static str, &'static str)],
}

impl Product {
    /// The host in a region, by the internet or by another network such as `vpc`.
    ///
    /// A region that the table does not list follows the rule of the others, where there is one:
    /// `{product}[-{network}].{region}.aliyuncs.com`.
    ///
    /// # Errors
    ///
    /// Where the region is unknown, or none is given and there are several; it lists the known ones.
    pub fn host(&self, region: Option<&str>, network: Option<&str>) -> Result<String, Error> {
        let network = regions::network(network.unwrap_or_default())?;
        regions::host(self, region, network.as_deref())
    }
}

/// How requests of a product travel, and by that how they are signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiStyle {
    /// One path, the operation in a header.
    Rpc,
    /// A path an operation.
    Roa,
    /// The same for drives, which take the older signature only.
    Pds,
    /// The same for buckets of objects.
    Oss,
    /// The same for projects of logs.
    Sls,
}

/// Whether an operation changes something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperationType {
    /// Changes nothing, so asking twice is safe.
    Read,
    /// Changes something; never repeated where it may already have happened.
    Write,
}

/// The parameter that tells a repetition from a second request: a client fills it in where its caller does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ClientToken {
    /// As the service spells it.
    pub(crate) name: &'static str,
    pub(crate) place: TokenLocation,
}

/// Where a client token goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenLocation {
    /// Among the query parameters.
    Query,
    /// Among the form parameters.
    Form,
    /// Among the headers.
    Header,
    /// A field of the JSON body that is the parameter of this name.
    Body(&'static str),
}

/// What is fixed about an operation: where it goes and how.
#[derive(Clone, Copy, Debug)]
pub struct OperationSpec {
    pub(crate) product: &'static Product,
    pub(crate) name: &'static str,
    pub(crate) kind: OperationType,
    pub(crate) method: &'static str,
    pub(crate) path: Option<&'static str>,
    pub(crate) form: bool,
    pub(crate) json: Option<&'static str>,
    pub(crate) slashes: bool,
    pub(crate) content_type: Option<&'static str>,
    pub(crate) client_token: Option<ClientToken>,
    pub(crate) anonymous: bool,
    pub(crate) signature: Option<SignatureVersion>,
}

impl OperationSpec {
    /// An RPC operation: `POST /`, parameters in the query.
    pub const fn rpc(product: &'static Product, name: &'static str, kind: OperationType) -> Self {
        Self {
            product,
            name,
            kind,
            method: "POST",
            path: None,
            form: false,
            json: None,
            slashes: false,
            content_type: None,
            client_token: None,
            anonymous: false,
            signature: None,
        }
    }

    /// The operation takes a client token, and so can be repeated.
    #[must_use]
    pub const fn client_token(mut self, name: &'static str, place: TokenLocation) -> Self {
        self.client_token = Some(ClientToken { name, place });
        self
    }

    /// Anybody may call it: no credentials are asked for, and nothing is signed.
    #[must_use]
    pub const fn anonymous(mut self) -> Self {
        self.anonymous = true;
        self
    }

    /// The signature it takes unless a client chooses another.
    #[must_use]
    pub const fn signature(mut self, signature: SignatureVersion) -> Self {
        self.signature = Some(signature);
        self
    }

    /// Another HTTP method, in capitals.
    #[must_use]
    pub const fn method(mut self, method: &'static str) -> Self {
        self.method = method;
        self
    }

    /// Makes this a ROA operation with a path template, as in `/clusters/{ClusterId}/attach`.
    #[must_use]
    pub const fn path(mut self, template: &'static str) -> Self {
        self.path = Some(template);
        self
    }

    /// The operation declares form parameters: its body is a form even where none is set.
    #[must_use]
    pub const fn form_body(mut self) -> Self {
        self.form = true;
        self
    }

    /// The operation declares a JSON body: it is this where nothing is set.
    #[must_use]
    pub const fn default_json_body(mut self, empty: &'static str) -> Self {
        self.json = Some(empty);
        self
    }

    /// The content type of every message, whatever its body.
    #[must_use]
    pub const fn content_type(mut self, name: &'static str) -> Self {
        self.content_type = Some(name);
        self
    }

    /// Values in the path keep their slashes: they name objects or log stores, which have paths of their own.
    #[must_use]
    pub const fn keep_slashes(mut self) -> Self {
        self.slashes = true;
        self
    }

    /// The operation's name, sent as `x-acs-action`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The product it belongs to.
    pub const fn product(&self) -> &'static Product {
        self.product
    }

    /// Whether it changes something.
    pub const fn operation_type(&self) -> OperationType {
        self.kind
    }
}

/// A request as a value: give it to [`Client::send`](crate::Client::send).
///
/// `exchange!()` writes its two functions, for every implementation by itself: a default would be compiled again
/// in each crate that sends.
pub trait Operation: Sized + Send + Sync + 'static {
    /// What the service answers.
    type Response: Decode + Send + Sync + 'static;
    /// Where it goes and how.
    const SPEC: &'static OperationSpec;
    /// What it is sent with.
    fn into_parameters(self) -> Parameters;
    /// Gives what came back its type.
    ///
    /// # Errors
    ///
    /// Where nothing came back, or nothing of that type.
    fn into_response(result: RawResult) -> Result<Response<Self::Response>, Error>;
}

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

/// An operation whose answer comes in pages: give it to [`Client::pages`](crate::Client::pages).
pub trait Paginated: Operation + Clone {
    /// What the pages list.
    type Item: Send + 'static;
    /// The items of one page.
    fn items(reply: Self::Response) -> Vec<Self::Item>;
    /// The request for the page after `reply`; none where that was the last.
    fn next_page(self, reply: &Self::Response) -> Option<Self>;
}

/// How far one part of a longer work has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaiterState {
    /// Not ended yet, or in a state nobody has heard of.
    Pending,
    /// Ended well.
    Succeeded,
    /// Ended badly.
    Failed,
}

/// Longer work that can be watched: give it to [`Client::wait`](crate::Client::wait).
pub trait Waiter: Send + Sync + 'static {
    /// The operation that tells how the work is going.
    type Poll: Operation + Clone;
    /// One part of the work.
    type Item: Send + 'static;
    /// Error codes that say that what is polled is gone, and so is the work: done.
    const SUCCESS_ERROR_CODES: &'static [&'static str] = &[];
    /// What it means that there is no part: not begun yet, or ended without a trace.
    const STATE_WHEN_EMPTY: WaiterState = WaiterState::Pending;
    /// The question, as it stands at the first page.
    fn poll(&self) -> Self::Poll;
    /// The question for the page after `reply`; none where that was the last.
    fn next_page(
        poll: Self::Poll,
        reply: &<Self::Poll as Operation>::Response,
    ) -> Option<Self::Poll> {
        let _ = (poll, reply);
        None
    }
    /// The parts one page tells of.
    fn items(reply: <Self::Poll as Operation>::Response) -> Vec<Self::Item>;
    /// How far one part has come.
    fn progress(item: &Self::Item) -> WaiterState;
}
