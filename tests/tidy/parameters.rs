//! Finds function parameters without names for their parts: tuples and arrays of `bool`.

use syn::{FnArg, ImplItem, Item, Signature, TraitItem, Type};

/// Returns the functions of a source file with a parameter that is a tuple or an array of `bool`, each as
/// `name: parameter`.
pub fn anonymous_parameters(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let file = syn::parse_file(source).expect("the sources compile");
    file.items.iter().for_each(|item| visit(item, &mut found));
    found
}

fn visit(item: &Item, found: &mut Vec<String>) {
    match item {
        Item::Fn(function) => check(&function.sig, found),
        Item::Impl(block) => block.items.iter().for_each(|item| {
            if let ImplItem::Fn(function) = item {
                check(&function.sig, found);
            }
        }),
        Item::Trait(definition) => definition.items.iter().for_each(|item| {
            if let TraitItem::Fn(function) = item {
                check(&function.sig, found);
            }
        }),
        Item::Mod(module) => {
            let items = module.content.iter().flat_map(|(_, items)| items);
            items.for_each(|item| visit(item, found));
        }
        _ => {}
    }
}

fn check(signature: &Signature, found: &mut Vec<String>) {
    for argument in &signature.inputs {
        if let FnArg::Typed(parameter) = argument
            && is_anonymous(&parameter.ty)
        {
            let pattern = &parameter.pat;
            let name = match &**pattern {
                syn::Pat::Ident(identifier) => identifier.ident.to_string(),
                _ => "a pattern".to_owned(),
            };
            found.push(format!("{}: {name}", signature.ident));
        }
    }
}

fn is_anonymous(ty: &Type) -> bool {
    match ty {
        Type::Reference(reference) => is_anonymous(&reference.elem),
        Type::Tuple(tuple) => !tuple.elems.is_empty(),
        Type::Array(array) => {
            matches!(&*array.elem, Type::Path(path) if path.path.is_ident("bool"))
        }
        _ => false,
    }
}
