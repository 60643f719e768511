//! Finds the host that receives the requests of a product, from a region, a network or a fixed endpoint.
//!
//! The layer owns the endpoint settings of a client ([`EndpointConfig`]), the check of endpoints and networks that a
//! caller enters, and the rule that turns a region into a host. It must never know a request or a signature.
//!
//! Without a client, [`Product::host`](crate::types::Product::host) resolves an endpoint:
//!
//! ```
//! use acs_client::codegen::{ApiStyle, Product};
//!
//! static ECS: Product = Product {
//!     name: "Ecs",
//!     version: "2014-05-26",
//!     style: ApiStyle::Rpc,
//!     endpoints: &[
//!         ("cn-beijing", "ecs.cn-beijing.aliyuncs.com"),
//!         ("eu-west-1", "ecs.eu-west-1.aliyuncs.com"),
//!     ],
//! };
//!
//! assert_eq!(ECS.host(Some("eu-west-1"), None)?, "ecs.eu-west-1.aliyuncs.com");
//! # Ok::<_, acs_client::Error>(())
//! ```

mod authority;
mod network;
mod resolve;
mod table;

pub(crate) use authority::{is_loopback, parse_authority};
pub(crate) use network::parse_network;
pub(crate) use resolve::{EndpointConfig, ResolvedEndpoint};
