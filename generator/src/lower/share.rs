//! Types that live in `types.rs`: components, and what every operation declares alike.
//!
//! A type moves there only where all operations that have its name agree on it; operations re-export it, so
//! its path in them stays.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use proc_macro2::Ident;

use super::docs::DocContext;
use super::lookup::Resolver;
use super::types::{Direction, TypeDraft, Types, inside, wraps};
use super::{LoweringContext, OperationDraft};
use crate::diagnostic::Diagnostics;
use crate::model::{Schema, SchemaKind, Service};
use crate::plan::{Enumeration, FeatureGate, Field, Gated, Item, Structure, Variant};

/// Types of the components, for the ways they are used.
pub(super) fn components<'s>(service: &'s Service, named: &HashMap<&str, &str>) -> Types<'s> {
    let mut types = Types::new();
    for way in [Direction::Request, Direction::Response] {
        for name in reached(service, way) {
            if let Some(component) = service.component(name) {
                types.collect(&component.schema, name, name, way, named);
            }
        }
    }
    // Operations stand beside them at the root, and keep the names their publisher gave them.
    let operations = service.operations.iter();
    types.commit(
        &operations
            .map(|operation| crate::names::operation(&operation.name).to_string())
            .collect(),
    );
    types
}

/// Components that requests or replies lead to.
fn reached(service: &Service, way: Direction) -> BTreeSet<&str> {
    let mut reached = BTreeSet::new();
    for operation in &service.operations {
        match way {
            Direction::Request => operation
                .parameters
                .iter()
                .for_each(|one| reach(&one.schema, service, &mut reached)),
            Direction::Response => operation
                .response
                .iter()
                .for_each(|reply| reach(reply, service, &mut reached)),
        }
    }
    reached
}

fn reach<'s>(schema: &'s Schema, service: &'s Service, reached: &mut BTreeSet<&'s str>) {
    match &schema.kind {
        SchemaKind::Reference(name) => {
            if let Some(component) = service.component(name)
                && reached.insert(name)
            {
                reach(&component.schema, service, reached);
            }
        }
        SchemaKind::List(inner) | SchemaKind::Map(inner) => reach(inner, service, reached),
        SchemaKind::Object(fields) => fields
            .iter()
            .for_each(|field| reach(&field.schema, service, reached)),
        _ => {}
    }
}

/// Names of types that more than one operation has, all alike.
pub(super) fn agreed(lowering: &LoweringContext<'_>) -> BTreeSet<String> {
    let mut seen: BTreeMap<String, Vec<(&TypeDraft<'_>, BTreeSet<String>)>> = BTreeMap::new();
    for drafted in &lowering.operations {
        for (draft, name) in drafted.types.distinct() {
            if name != "Response" {
                let inner = inner_names(draft, &lowering.lookup(drafted));
                seen.entry(name.to_string())
                    .or_default()
                    .push((draft, inner));
            }
        }
    }
    seen.retain(|_, drafts| {
        drafts.len() > 1
            && drafts
                .iter()
                .all(|(draft, inner)| alike(draft, drafts[0].0) && *inner == drafts[0].1)
    });
    // What a shared type holds must be shared, too.
    loop {
        let names: BTreeSet<String> = seen.keys().cloned().collect();
        seen.retain(|_, drafts| drafts[0].1.is_subset(&names));
        if seen.len() == names.len() {
            return names;
        }
    }
}

fn alike(one: &TypeDraft<'_>, other: &TypeDraft<'_>) -> bool {
    let enumeration = matches!(one.schema.kind, SchemaKind::String(_));
    (enumeration || one.way == other.way) && one.schema.kind == other.schema.kind
}

/// Types of the same module that a type's fields name.
fn inner_names(draft: &TypeDraft<'_>, lookup: &Resolver<'_, '_>) -> BTreeSet<String> {
    let SchemaKind::Object(fields) = &draft.schema.kind else {
        return BTreeSet::new();
    };
    let mut names = BTreeSet::new();
    for field in fields {
        let mut schema =
            inside(&field.schema, draft.way).map_or(&field.schema, |list| &list.schema);
        while let SchemaKind::List(inner) | SchemaKind::Map(inner) = &schema.kind {
            schema = inner;
        }
        names.extend(
            lookup
                .own
                .name(schema, draft.way)
                .map(|name| name.to_string()),
        );
    }
    names
}

/// Everything in `types.rs`, by name.
pub(super) fn items(
    lowering: &LoweringContext<'_>,
    shared: &BTreeSet<String>,
    known: &DocContext<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Gated<Item>> {
    let mut items: BTreeMap<String, Item> = BTreeMap::new();
    let nothing = Types::new();
    let lookup = Resolver {
        own: &nothing,
        ..lowering.lookup_components()
    };
    for (draft, name) in lowering.components.distinct() {
        items.insert(
            name.to_string(),
            item(draft, name, &lookup, known, diagnostics),
        );
    }
    let mut operations: Vec<&OperationDraft<'_>> = lowering.operations.iter().collect();
    operations.sort_by_key(|drafted| &drafted.operation.name);
    for drafted in operations {
        for (draft, name) in drafted.types.distinct() {
            let text = name.to_string();
            if shared.contains(&text) && !items.contains_key(&text) {
                items.insert(
                    text,
                    item(draft, name, &lowering.lookup(drafted), known, diagnostics),
                );
            }
        }
    }
    items
        .into_values()
        .map(|item| Gated {
            gate: FeatureGate::default(),
            item,
        })
        .collect()
}

/// Types of an operation's own module, and the shared ones it uses.
pub(super) fn own_items(
    drafted: &OperationDraft<'_>,
    lowering: &LoweringContext<'_>,
    shared: &BTreeSet<String>,
    known: &DocContext<'_>,
    diagnostics: &mut Diagnostics,
) -> (Vec<Item>, Vec<Ident>) {
    let lookup = lowering.lookup(drafted);
    let mut own = Vec::new();
    let mut imported = BTreeSet::new();
    for (draft, name) in drafted.types.distinct() {
        if shared.contains(&name.to_string()) {
            imported.insert(name);
        } else {
            own.push(item(draft, name, &lookup, known, diagnostics));
        }
    }
    // What is received comes first: it is read far more often than what nests in a request.
    own.sort_by_key(|item| match item {
        Item::Output(_) | Item::Receipt { .. } => 0,
        Item::Input(_) => 1,
        Item::Enumeration(_) => 2,
    });
    let schemas = drafted
        .operation
        .parameters
        .iter()
        .map(|one| (&one.schema, Direction::Request));
    for (schema, way) in schemas.chain(
        drafted
            .operation
            .response
            .iter()
            .map(|reply| (reply, Direction::Response)),
    ) {
        direct_components(schema, way, &lookup, &mut imported);
    }
    (own, imported.into_iter().collect())
}

/// Components that the module itself names.
fn direct_components(
    schema: &Schema,
    way: Direction,
    lookup: &Resolver<'_, '_>,
    names: &mut BTreeSet<Ident>,
) {
    match &schema.kind {
        SchemaKind::Reference(_) => names.extend(named_component(schema, way, lookup)),
        SchemaKind::List(inner) | SchemaKind::Map(inner) => {
            direct_components(inner, way, lookup, names)
        }
        SchemaKind::Object(fields) => fields
            .iter()
            .for_each(|field| direct_components(&field.schema, way, lookup, names)),
        _ => {}
    }
}

/// The type behind a reference: through lists, maps and further references.
fn named_component(schema: &Schema, way: Direction, lookup: &Resolver<'_, '_>) -> Option<Ident> {
    lookup.components.name(lookup.service.element(schema)?, way)
}

fn item<'s>(
    draft: &TypeDraft<'s>,
    name: Ident,
    lookup: &Resolver<'_, 's>,
    known: &DocContext<'_>,
    diagnostics: &mut Diagnostics,
) -> Item {
    let docs = if draft.is_reply() {
        known.reply(draft.schema, &draft.wire)
    } else {
        known.ty(draft.schema, &draft.wire)
    };
    match &draft.schema.kind {
        SchemaKind::String(values) => {
            let (names, clashes) = lookup.variants(draft.schema, draft.way);
            super::warn(
                &clashes,
                &draft.schema.declared_at,
                &format!("`{}`", draft.wire),
                diagnostics,
            );
            let variants = values.iter().map(|value| Variant {
                docs: known.variant(&value.title, &value.text),
                name: names[&value.text].clone(),
                wire_name: value.text.clone(),
            });
            Item::Enumeration(Enumeration {
                docs,
                name,
                variants: variants.collect(),
            })
        }
        SchemaKind::Object(fields) if draft.is_reply() && is_receipt(fields) => {
            Item::Receipt { docs, name }
        }
        SchemaKind::Object(fields) => {
            let (names, clashes) = lookup.fields(draft.schema, draft.way);
            super::warn(
                &clashes,
                &draft.schema.declared_at,
                &format!("`{}`", draft.wire),
                diagnostics,
            );
            let fields = fields.iter().map(|field| {
                let list = inside(&field.schema, draft.way);
                Field {
                    docs: match list {
                        Some(list) => known.wrapped(field, list),
                        None => known.value(&field.schema, &field.name),
                    },
                    name: names[&field.name].clone(),
                    wire_name: field.name.clone(),
                    ty: lookup.ty(list.map_or(&field.schema, |list| &list.schema), draft.way),
                    wrapped_list: list.map(|list| list.name.clone()),
                }
            });
            let structure = Structure {
                docs,
                name,
                wrapped_list: wraps(draft.schema).map(|(wire, _)| wire.to_owned()),
                fields: fields.collect(),
            };
            if draft.way == Direction::Request {
                Item::Input(structure)
            } else {
                Item::Output(structure)
            }
        }
        _ => Item::Output(Structure {
            docs,
            name,
            wrapped_list: None,
            fields: Vec::new(),
        }),
    }
}

/// Whether a reply is the one that most operations without a result have.
fn is_receipt(fields: &[crate::model::Field]) -> bool {
    match fields {
        [field] => {
            let plain =
                matches!(&field.schema.kind, SchemaKind::String(values) if values.is_empty());
            plain && field.name == "RequestId"
        }
        _ => false,
    }
}
