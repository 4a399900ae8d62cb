//! The expansion of `#[derive(WeChatApp)]`: the app's trait, its constructors, and the modules of
//! its own specs. Mistakes are collected, reported together where they stand, and a stub is
//! emitted all the same, so that the rest of the crate keeps compiling.

mod attributes;
mod check;
mod fields;

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::{Data, DeriveInput};
use wechat_spec::{Disk, load_group};

use self::attributes::{Attributes, Spec};
use self::fields::Fields;
use crate::api::{Door, module as module_of};
use crate::emit;

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
        Data::Struct(data) => Fields::read(data, input.ident.span(), &mut errors),
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
    // Without a field for the client there is nothing to implement the trait with.
    let generic = !input.generics.params.is_empty();
    if !generic {
        tokens.extend(app(&input, &attributes, fields.as_ref()));
    }
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
        let setting = format_ident!("{setting}");
        quote!(.#setting(#value))
    });
    let code_name = attributes.name.iter();
    let (arguments, names, make, client) = match fields {
        Some(fields) => fields.parts(),
        None => {
            let never = quote!(::core::unreachable!("the derive of this app has errors"));
            (TokenStream::new(), TokenStream::new(), never.clone(), never)
        }
    };
    quote! {
        impl #facade::WeChatApp for #name {
            type Kind = #rt::kind::#kind;

            fn client(&self) -> &#facade::Client {
                #client
            }
        }

        impl #name {
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

/// The module of one of the app's own spec files, and the method that gives its handle.
fn own_spec(input: &DeriveInput, attributes: &Attributes, spec: &Spec, door: &Door) -> TokenStream {
    let (name, vis, module) = (&input.ident, &input.vis, &spec.name);
    let facade = &attributes.facade;
    let mut loaded =
        load_group(spec.file.value().as_ref(), &Disk::below(&door.manifest_dir));
    // Only this app calls it.
    loaded.group.kinds = vec![attributes.kind_word()];
    let empty = loaded.group.endpoints.is_empty();
    let about = format!("The calls of `{}`.", spec.file.value());
    let paths = emit::Paths { facade: attributes.facade_text(), ..emit::Paths::default() };
    let module_tokens = module_of(vis, module, loaded, &paths, spec.file.span());
    let accessor = if empty {
        TokenStream::new()
    } else {
        let handle = emit::handle(&syn::ext::IdentExt::unraw(module).to_string());
        let handle = format_ident!("{handle}");
        quote! {
            impl #name {
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

/// Mistakes, collected.
#[derive(Default)]
pub(crate) struct Errors(Option<syn::Error>);

impl Errors {
    pub(crate) fn push(&mut self, span: Span, message: impl std::fmt::Display) {
        self.add(syn::Error::new(span, message));
    }

    pub(crate) fn add(&mut self, error: syn::Error) {
        match &mut self.0 {
            Some(first) => first.combine(error),
            none => *none = Some(error),
        }
    }

    fn into_tokens(self) -> TokenStream {
        self.0.map(syn::Error::into_compile_error).unwrap_or_default()
    }
}
