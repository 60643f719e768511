//! What is fixed about a product and its operations: names, version, hosts, method, path and signature.
//!
//! **Invariant**: data only. Which host a product has in a region is for `endpoint` to find, how a request is signed for
//! `sign`.

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

/// A version of signatures, for services that take more than one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureVersion {
    /// HMAC-SHA1, in the query (RPC) or in a header (ROA), for services that have not learned the next.
    ///
    /// A security token of an RPC service travels in the query, where logs of proxies may keep it.
    V1,
    /// `ACS3-HMAC-SHA256`, what RPC and ROA services take unless another is chosen.
    V3,
}

/// The operation a message calls, for transports that want to know: not every protocol tells.
#[derive(Clone, Copy)]
pub(crate) struct OperationName(pub(crate) &'static str);
