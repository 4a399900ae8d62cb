//! The expansion of `#[derive(WeChatApp)]`: the app's trait, its constructors, and the modules of
//! its own specs. Mistakes are collected, reported together where they stand, and a stub is
//! emitted all the same, so that the rest of the crate keeps compiling.

mod attributes;
mod check;
mod fields;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Data, DeriveInput};
use wechat_spec::{Disk, load_group};

use self::attributes::{Attributes, Spec};
use self::fields::{Fields, never};
use crate::api::{Door, module as module_of};
use crate::emit;
use crate::syntax::Errors;

/// Expands `#[derive(WeChatApp)]`.
pub fn derive(input: TokenStream, door: &Door) -> TokenStream {
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Errors::default();
    let attributes = Attributes::read(&input.attrs, input.ident.span(), &mut errors);
    if let Some(first) = input.generics.params.first() {
        errors.push(
            syn::spanned::Spanned::span(first),
            "an app cannot be generic: its tokens and callbacks belong to one type; \
             keep the generic part in a field of its own type",
        );
    }
    let fields = match &input.data {
        Data::Struct(data) => {
            Some(Fields::read(data, input.ident.span(), &attributes, &mut errors))
        }
        Data::Enum(data) => {
            errors.push(data.enum_token.span, "an app is a struct with a field `client: Client`");
            None
        }
        Data::Union(data) => {
            errors.push(data.union_token.span, "an app is a struct with a field `client: Client`");
            None
        }
    };
    let mut tokens = errors.into_tokens();
    tokens.extend(app(&input, &attributes, fields.as_ref()));
    for spec in &attributes.specs {
        tokens.extend(own_spec(&input, &attributes, spec, door));
    }
    tokens
}

fn app(input: &DeriveInput, attributes: &Attributes, fields: Option<&Fields>) -> TokenStream {
    let (name, vis, facade) = (&input.ident, &input.vis, &attributes.facade);
    let rt = quote!(#facade::__private::v0_1);
    let kind = &attributes.kind;
    let settings = attributes.settings.iter().map(|(setting, value)| {
        if *setting == attributes::AGENT {
            return quote!(.part(#setting, #value));
        }
        let setting = format_ident!("{setting}");
        quote!(.#setting(#value))
    });
    let code_name = attributes.name.iter();
    let (arguments, names, make, client) = match fields {
        Some(fields) => fields.parts(),
        None => (TokenStream::new(), TokenStream::new(), never(), never()),
    };
    let (generics, of, _) = input.generics.split_for_impl();
    let bounds = stub_bounds(input);
    quote! {
        impl #generics #facade::WeChatApp for #name #of #bounds {
            type Kind = #rt::kind::#kind;

            fn client(&self) -> &#facade::Client {
                #client
            }
        }

        impl #generics #name #of #bounds {
            /// The app, with the settings of its attributes.
            #vis fn new(#arguments) -> #facade::Result<Self> {
                Self::builder(#names).build()
            }

            /// The app's settings, those of its attributes first.
            #vis fn builder(#arguments) -> #facade::AppBuilder<Self> {
                #facade::AppBuilder::new(
                    <#rt::kind::#kind as #facade::Kind>::INFO,
                    move |client: #facade::Client| #make,
                )
                #(.code_name(#code_name))*
                #(#settings)*
            }
        }
    }
}

/// Parameters are refused; the stub has them all the same, and asks what the trait asks.
fn stub_bounds(input: &DeriveInput) -> Option<TokenStream> {
    let generic = !input.generics.params.is_empty();
    generic.then(|| {
        quote!(where Self: ::core::clone::Clone + ::core::marker::Send + ::core::marker::Sync + 'static)
    })
}

/// The module of one of the app's own spec files, and the method that gives its handle.
fn own_spec(input: &DeriveInput, attributes: &Attributes, spec: &Spec, door: &Door) -> TokenStream {
    let (name, vis, module) = (&input.ident, &input.vis, &spec.name);
    let facade = &attributes.facade;
    let mut loaded = load_group(spec.file.value().as_ref(), &Disk::below(&door.manifest_dir));
    // Only this app calls it.
    loaded.group.kinds = attributes.kind_word().map(str::to_owned).into_iter().collect();
    loaded.group.name = syn::ext::IdentExt::unraw(module).to_string();
    let empty = loaded.group.endpoints.is_empty() || !emit::taken(&loaded.group).is_empty();
    let handle = emit::handle(&loaded.group.name);
    let about = format!("The calls of `{}`.", spec.file.value());
    let paths = emit::Paths { facade: attributes.facade_text(), ..emit::Paths::default() };
    let module_tokens = module_of(vis, module, loaded, &paths, spec.file.span(), door);
    let (generics, of, _) = input.generics.split_for_impl();
    let bounds = stub_bounds(input);
    let accessor = if empty {
        TokenStream::new()
    } else {
        let handle = format_ident!("{handle}");
        quote! {
            impl #generics #name #of #bounds {
                #[doc = #about]
                #vis fn #module(&self) -> #module::#handle<'_> {
                    #module::#handle::new(#facade::WeChatApp::client(self))
                }
            }
        }
    };
    quote! {
        #module_tokens
        #accessor
    }
}
