//! The constants of a product and its operations: names, version, hosts, method, path and signature.
//!
//! **Invariant**: data only. Hosts are resolved in `endpoint`, and requests are signed in `sign`.

/// A product of Alibaba Cloud, in one of its API versions.
///
/// ```
/// use acs_client::codegen::{ApiStyle, Product};
///
/// static PRODUCT: Product = Product {
///     name: "Domain",
///     version: "2018-01-29",
///     style: ApiStyle::Rpc,
///     endpoints: &[("cn-hangzhou", "domain.aliyuncs.com")],
/// };
/// assert_eq!(PRODUCT.endpoints[0].1, "domain.aliyuncs.com");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Product {
    /// The product's code, such as `Domain`.
    pub name: &'static str,
    /// The version of its API, such as `2018-01-29`; sent as `x-acs-version`.
    pub version: &'static str,
    /// The style of its API.
    pub style: ApiStyle,
    /// Pairs of a region and the host that serves the product there.
    pub endpoints: &'static [(&'static str, &'static str)],
}

/// The style of a product's API, which decides how requests are routed and signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiStyle {
    /// All operations share the path `/`; the operation's name is a header.
    Rpc,
    /// Each operation has a path.
    Roa,
    /// Like [`Roa`](Self::Roa), for drives, which accept only the older signature.
    Pds,
    /// Like [`Roa`](Self::Roa), for buckets of objects.
    Oss,
    /// Like [`Roa`](Self::Roa), for projects of logs.
    Sls,
}

/// Whether an operation changes something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperationType {
    /// Changes nothing, so that a retry is always safe.
    Read,
    /// Changes something. Not retried after it may have been carried out, unless the request carries a client token.
    Write,
}

/// The parameter by which a service recognizes a retry of the same request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ClientToken {
    /// The name of the parameter on the wire.
    pub(crate) name: &'static str,
    pub(crate) location: TokenLocation,
}

/// The location of the client token in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenLocation {
    /// A query parameter.
    Query,
    /// A form parameter.
    Form,
    /// A header.
    Header,
    /// A field of the JSON body, which is the parameter of this name.
    Body(&'static str),
}

/// The constants of an operation: product, name, method, path, body and signature.
///
/// ```
/// use acs_client::codegen::{ApiStyle, OperationSpec, OperationType, Product};
///
/// static PRODUCT: Product = Product {
///     name: "CS",
///     version: "2015-12-15",
///     style: ApiStyle::Roa,
///     endpoints: &[("cn-hangzhou", "cs.cn-hangzhou.aliyuncs.com")],
/// };
/// static SPEC: OperationSpec =
///     OperationSpec::rpc(&PRODUCT, "DescribeClusterDetail", OperationType::Read)
///         .method("GET")
///         .path("/clusters/{ClusterId}");
///
/// assert_eq!(SPEC.name(), "DescribeClusterDetail");
/// assert_eq!(SPEC.product().version, "2015-12-15");
/// assert_eq!(SPEC.operation_type(), OperationType::Read);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct OperationSpec {
    pub(crate) product: &'static Product,
    pub(crate) name: &'static str,
    pub(crate) operation_type: OperationType,
    pub(crate) method: &'static str,
    pub(crate) path: Option<&'static str>,
    pub(crate) form_body: bool,
    pub(crate) default_json_body: Option<&'static str>,
    pub(crate) keep_slashes: bool,
    pub(crate) content_type: Option<&'static str>,
    pub(crate) client_token: Option<ClientToken>,
    pub(crate) anonymous: bool,
    pub(crate) signature: Option<SignatureVersion>,
}

impl OperationSpec {
    /// Creates the description of an RPC operation: `POST /`, with its parameters in the query.
    pub const fn rpc(
        product: &'static Product,
        name: &'static str,
        operation_type: OperationType,
    ) -> Self {
        Self {
            product,
            name,
            operation_type,
            method: "POST",
            path: None,
            form_body: false,
            default_json_body: None,
            keep_slashes: false,
            content_type: None,
            client_token: None,
            anonymous: false,
            signature: None,
        }
    }

    /// Sets the parameter for the client token. A client fills it in if the caller does not, which makes retries safe.
    #[must_use]
    pub const fn client_token(mut self, name: &'static str, location: TokenLocation) -> Self {
        self.client_token = Some(ClientToken { name, location });
        self
    }

    /// Sends the operation without credentials and without a signature.
    #[must_use]
    pub const fn anonymous(mut self) -> Self {
        self.anonymous = true;
        self
    }

    /// Sets the signature that is used unless the client chooses another.
    #[must_use]
    pub const fn signature(mut self, signature: SignatureVersion) -> Self {
        self.signature = Some(signature);
        self
    }

    /// Sets the HTTP method, in capitals. Default: `POST`.
    #[must_use]
    pub const fn method(mut self, method: &'static str) -> Self {
        self.method = method;
        self
    }

    /// Sets the path template of a ROA operation, such as `/clusters/{ClusterId}/attach`. Default: `/`.
    #[must_use]
    pub const fn path(mut self, template: &'static str) -> Self {
        self.path = Some(template);
        self
    }

    /// Sends a form as the body even if no form parameter is set.
    #[must_use]
    pub const fn form_body(mut self) -> Self {
        self.form_body = true;
        self
    }

    /// Sets the JSON text that is sent if the operation declares a JSON body and the caller sets none.
    #[must_use]
    pub const fn default_json_body(mut self, text: &'static str) -> Self {
        self.default_json_body = Some(text);
        self
    }

    /// Sets the content type of every request, whatever its body is.
    #[must_use]
    pub const fn content_type(mut self, name: &'static str) -> Self {
        self.content_type = Some(name);
        self
    }

    /// Keeps slashes in the values of path parameters: they name objects or log stores, whose names contain slashes.
    #[must_use]
    pub const fn keep_slashes(mut self) -> Self {
        self.keep_slashes = true;
        self
    }

    /// Returns the operation's name, which is sent as `x-acs-action`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the product that the operation belongs to.
    pub const fn product(&self) -> &'static Product {
        self.product
    }

    /// Returns whether the operation changes something.
    pub const fn operation_type(&self) -> OperationType {
        self.operation_type
    }
}

/// The version of the signature, for services that accept more than one.
///
/// ```
/// use acs_client::{Client, Credentials, SignatureVersion};
///
/// let client = Client::builder()
///     .credentials(Credentials::new("testid", "testsecret"))
///     .signature(SignatureVersion::V1);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureVersion {
    /// HMAC-SHA1 in the query (RPC) or in a header (ROA), for services that do not accept [`V3`](Self::V3).
    ///
    /// RPC services receive a security token in the query, which logs of proxies may record.
    V1,
    /// `ACS3-HMAC-SHA256`, the default of RPC and ROA services.
    V3,
}

/// The name of the operation that a request calls, for transports that need to know it. It is an extension of the HTTP
/// request because not every signature names the operation on the wire.
#[derive(Clone, Copy)]
pub(crate) struct OperationName(pub(crate) &'static str);
