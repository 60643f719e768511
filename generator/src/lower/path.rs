//! Paths of wire names, translated into Rust names.
//!
//! **Invariant:** a path is checked before it is translated, so a name that leads nowhere is skipped here.

use super::draft::OperationContext;
use super::types::{Direction, wrapped_field};
use crate::plan::{self, PathStep, Type};

/// Translates a path that starts at the operation's response.
pub(super) fn lower<S: AsRef<str>>(ctx: &OperationContext<'_, '_>, wire_path: &[S]) -> plan::Path {
    let resolver = ctx.resolver();
    let mut schema = ctx.operation().response.as_ref();
    let mut path = plan::Path::new();
    for wire_name in wire_path {
        let Some(object) = schema else { break };
        // A field that only wraps a list is that list.
        let is_list = !path.is_empty() && wrapped_field(object, Direction::Response).is_some();
        let resolved = resolver.service.resolve(object);
        let field = resolved.and_then(|object| object.field(wire_name.as_ref()));
        let name = resolved.and_then(|object| {
            let members = resolver.fields(object, Direction::Response);
            members.names.get(wire_name.as_ref()).cloned()
        });
        if let (false, Some(name), Some(field)) = (is_list, name, field) {
            let ty = resolver.ty(&field.schema, Direction::Response);
            let wraps_list = wrapped_field(&field.schema, Direction::Response).is_some();
            let optional = matches!(ty, Type::Structure(_) | Type::Boxed(_)) && !wraps_list;
            path.push(PathStep { name, optional });
        }
        schema = field.map(|field| &field.schema);
    }
    path
}
