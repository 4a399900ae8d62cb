//! The struct's fields: one holds the client, the others are arguments of the constructors.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::{DataStruct, Index, Member, Type};

use super::attributes::Attributes;
use crate::syntax::{Errors, text};

/// The fields of an app.
pub(crate) struct Fields {
    /// `None` when there is not one, which has been complained of.
    client: Option<Member>,
    /// The others, in order, with the names of their arguments.
    others: Vec<(Member, Ident, Type)>,
}

impl Fields {
    pub(crate) fn read(
        data: &DataStruct,
        name: Span,
        attributes: &Attributes,
        errors: &mut Errors,
    ) -> Fields {
        let facade = attributes.facade_text();
        let own = |ty: &Type| is_client(ty, &["wechat_app", &facade]);
        // `reqwest::Client` is a client too, but only if there is none of ours.
        let has_own = data.fields.iter().any(|field| own(&field.ty));
        let mut clients = Vec::new();
        let mut others = Vec::new();
        for (index, field) in data.fields.iter().enumerate() {
            let member = match &field.ident {
                Some(name) => Member::Named(name.clone()),
                None => Member::Unnamed(Index::from(index)),
            };
            if own(&field.ty) || (!has_own && is_client(&field.ty, &[])) {
                clients.push((member, syn::spanned::Spanned::span(&field.ty)));
            } else {
                let argument = field.ident.clone().unwrap_or_else(|| format_ident!("field{index}"));
                others.push((member, argument, field.ty.clone()));
            }
        }
        for (_, further) in clients.iter().skip(1) {
            errors.push(*further, "an app has one client: remove this field");
        }
        if clients.is_empty() {
            errors.push(name, "an app needs a field for its client: `client: Client`");
        }
        let client =
            if clients.len() == 1 { clients.pop().map(|(client, _)| client) } else { None };
        Fields { client, others }
    }

    /// Arguments of the constructors, their names, the expression that makes the struct from them
    /// and `client`, and the expression that borrows the client.
    pub(crate) fn parts(&self) -> (TokenStream, TokenStream, TokenStream, TokenStream) {
        let Fields { client, others } = self;
        let arguments = others.iter().map(|(_, name, ty)| quote!(#name: #ty));
        let names = others.iter().map(|(_, name, _)| name);
        let members = others.iter().map(|(member, name, _)| quote!(#member: #name));
        let (make, borrow) = match client {
            Some(client) => {
                (quote!(Self { #client: client, #(#members),* }), quote!(&self.#client))
            }
            None => {
                let (names, never) = (names.clone(), never());
                (quote!({ let _ = (#(#names,)*); #never }), never)
            }
        };
        (quote!(#(#arguments),*), quote!(#(#names),*), make, borrow)
    }
}

/// Stands for what an app with errors has not got.
pub(crate) fn never() -> TokenStream {
    quote!(::core::unreachable!("the derive of this app has errors"))
}

/// By the type's name, as a macro can see no further: `Client`, alone or in one of these modules
/// (in any, if none is named).
fn is_client(ty: &Type, modules: &[&str]) -> bool {
    let Type::Path(path) = ty else { return false };
    let text = text(&path.path);
    match text.strip_suffix("Client").map(|module| module.trim_matches(':')) {
        Some("") => true,
        Some(module) if text.ends_with("::Client") => {
            modules.is_empty() || modules.iter().any(|known| known.trim_matches(':') == module)
        }
        _ => false,
    }
}
