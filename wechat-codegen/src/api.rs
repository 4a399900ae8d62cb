//! The expansion of `wechat_api!`: a spec file as a module, a product file as a constant.
//!
//! ```text
//! wechat_api!(pub mod loyalty = "api-specs/loyalty.toml");
//! wechat_api!(pub mod login = "…", feature = "mini-program-login", types = super::types);
//! wechat_api!(pub const PRODUCT = "api-specs/mini-program.toml", codes = [super::errors::CODES]);
//! ```

extern crate proc_macro;

use std::path::{Path, PathBuf};

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{LitStr, Token, Visibility, bracketed};
use wechat_spec::names::nearest;
use wechat_spec::{Diagnostics, Disk, Loaded, load_group, load_product};

use crate::emit::{self, Paths};
use crate::syntax::{Errors, KINDS, facade, items, kind_type, kind_words, text, value};

/// Where a macro call stands: the crate that it is in.
#[derive(Clone, Debug)]
pub struct Door {
    /// `CARGO_MANIFEST_DIR`, against which spec files are named.
    pub manifest_dir: PathBuf,
}

/// Expands `wechat_api!`.
pub fn api(input: TokenStream, door: &Door) -> TokenStream {
    match syn::parse2::<Call>(input) {
        Ok(call) => call.expand(door),
        Err(error) => error.into_compile_error(),
    }
}

struct Call {
    vis: Visibility,
    item: Item,
    name: Ident,
    file: LitStr,
    codes: Vec<String>,
    paths: Paths,
    errors: Errors,
}

/// What the call declares.
#[derive(Clone, Copy, PartialEq)]
enum Item {
    Module,
    Product,
}

const USAGE: &str =
    "expected `pub mod name = \"api-specs/name.toml\"` (or `pub const NAME = …` for a product)";

impl Parse for Call {
    fn parse(input: ParseStream<'_>) -> syn::Result<Call> {
        let usage = |error: syn::Error| syn::Error::new(error.span(), USAGE);
        let vis = input.parse()?;
        let item = match input.parse::<Option<Token![const]>>()? {
            Some(_) => Item::Product,
            None => {
                input.parse::<Token![mod]>().map_err(usage)?;
                Item::Module
            }
        };
        let name = input.parse().map_err(usage)?;
        input.parse::<Token![=]>().map_err(usage)?;
        let file: LitStr = input.parse().map_err(usage)?;
        let mut call = Call {
            vis,
            item,
            name,
            file,
            codes: Vec::new(),
            paths: Paths::default(),
            errors: Errors::default(),
        };
        if input.parse::<Option<Token![,]>>()?.is_none() && !input.is_empty() {
            call.errors.push(input.span(), "expected `,`");
        }
        let mut errors = std::mem::take(&mut call.errors);
        let mut given = Vec::new();
        items(input, &mut errors, |input, _| call.option(input, &mut given));
        call.errors = errors;
        Ok(call)
    }
}

const OPTIONS: &[&str] = &["crate", "types", "common", "feature", "codes"];

fn unknown_option(name: &str) -> String {
    let meant = match nearest(name, OPTIONS.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", OPTIONS.join(", ")),
    };
    format!("unknown option `{name}`: {meant}")
}

impl Call {
    /// One `name = value`.
    fn option(&mut self, input: ParseStream<'_>, given: &mut Vec<String>) -> syn::Result<()> {
        let word = Ident::parse_any(input)?;
        let name = word.to_string();
        if !OPTIONS.contains(&name.as_str()) {
            return Err(syn::Error::new(word.span(), unknown_option(&name)));
        }
        if given.contains(&name) {
            return Err(syn::Error::new(word.span(), format!("`{name}` is given twice")));
        }
        given.push(name.clone());
        let is_for = match (self.item, name.as_str()) {
            (Item::Module, "codes") => "a product: `pub const NAME = …`",
            (Item::Product, "types" | "common" | "feature") => "a module: `pub mod name = …`",
            _ => "",
        };
        if !is_for.is_empty() {
            return Err(syn::Error::new(word.span(), format!("`{name}` is for {is_for}")));
        }
        input.parse::<Token![=]>()?;
        match name.as_str() {
            "crate" => self.paths.facade = text(&facade(&word, value(input))?),
            "types" => self.paths.product_types = text(&input.parse()?),
            "common" => self.paths.common_types = text(&input.parse()?),
            "feature" => self.paths.feature = Some(input.parse::<LitStr>()?.value()),
            _ => {
                let list;
                bracketed!(list in input);
                let paths = Punctuated::<syn::Path, Token![,]>::parse_terminated(&list)?;
                self.codes = paths.iter().map(text).collect();
            }
        }
        Ok(())
    }
}

impl Call {
    fn expand(self, door: &Door) -> TokenStream {
        let Call { vis, item, name, file, codes, paths, errors: mistakes } = self;
        let mut tokens = mistakes.into_tokens();
        let disk = Disk::below(&door.manifest_dir);
        let value = file.value();
        let path = Path::new(&value);
        match item {
            Item::Module => {
                tokens.extend(module(
                    &vis,
                    &name,
                    load_group(path, &disk),
                    &paths,
                    file.span(),
                    door,
                ));
                tokens
            }
            Item::Product => {
                let (product, diagnostics) = load_product(path, &disk);
                tokens.extend(errors(&diagnostics, file.span()));
                // A default product stands in for a broken file, so that what names it compiles.
                let product = product.unwrap_or_default();
                tokens.extend(tracked(&product.files, file.span(), door));
                let about = format!("{} {}", product.title, product.doc);
                let code = parsed(&emit::product(&product, &codes), file.span());
                let rt: TokenStream = paths.runtime().parse().unwrap_or_default();
                tokens.extend(quote! {
                    #[doc = #about]
                    #vis const #name: #rt::Product = {
                        use #rt as rt;
                        #code
                    };
                });
                tokens
            }
        }
    }
}

/// A loaded group as a module. What is right of a broken file is declared next to its errors, so
/// that the rest of the crate keeps compiling.
pub(crate) fn module(
    vis: &Visibility,
    name: &Ident,
    mut loaded: Loaded,
    paths: &Paths,
    span: Span,
    door: &Door,
) -> TokenStream {
    // The module is what the group is called, whatever the file is.
    loaded.group.name = name.unraw().to_string();
    let mut errors = errors(&loaded.diagnostics, span);
    let file =
        loaded.group.files.first().map(|file| file.display().to_string()).unwrap_or_default();
    loaded.group.kinds.retain(|kind| {
        let known = kind_type(kind).is_some();
        if !known {
            let message = match nearest(kind, KINDS.iter().map(|(word, _)| *word)) {
                Some(near) => {
                    format!("{file}: unknown kind of app `{kind}`: did you mean `{near}`?")
                }
                None => {
                    format!("{file}: unknown kind of app `{kind}`: there are {}", kind_words(", "))
                }
            };
            errors.extend(quote_spanned!(span=> ::core::compile_error!(#message);));
        }
        known
    });
    let group = &loaded.group;
    let taken = emit::taken(group);
    for message in &taken {
        let message = format!("{file}: {message}");
        errors.extend(quote_spanned!(span=> ::core::compile_error!(#message);));
    }
    let tracked = tracked(&loaded.files(), span, door);
    let about = format!("{} {}", group.title, group.doc);
    let code = if taken.is_empty() {
        parsed(&emit::group(group, paths), span)
    } else {
        TokenStream::new()
    };
    quote! {
        #errors
        #[doc = #about]
        #vis mod #name {
            #tracked
            #code
        }
    }
}

/// What makes cargo build again when a file changes. One that is not there is an error anyway.
fn tracked(files: &[PathBuf], span: Span, door: &Door) -> TokenStream {
    let files = files.iter().filter(|file| door.manifest_dir.join(file).exists());
    let files = files.map(|file| {
        if file.is_absolute() {
            let file = file.display().to_string();
            return quote!(#file);
        }
        let file = format!("/{}", file.display());
        quote!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #file))
    });
    quote_spanned! {span=> #(const _: &[u8] = ::core::include_bytes!(#files);)* }
}

/// Generated text as tokens.
fn parsed(code: &str, span: Span) -> TokenStream {
    match lex(code) {
        Ok(tokens) => tokens,
        // Only when a name of the spec is no Rust at all, which its checks refuse before.
        Err(error) => {
            let message =
                format!("the generated code cannot be read ({error}): please report this");
            quote_spanned!(span=> ::core::compile_error!(#message);)
        }
    }
}

/// By the compiler alone where there is one: `proc_macro2` first reads the text by itself, to be
/// sure of it, which takes longer than all else that a macro does.
fn lex(code: &str) -> Result<TokenStream, String> {
    if proc_macro::is_available() {
        let tokens: Result<proc_macro::TokenStream, _> = code.parse();
        tokens.map(TokenStream::from).map_err(|error| error.to_string())
    } else {
        code.parse().map_err(|error: proc_macro2::LexError| error.to_string())
    }
}

fn errors(diagnostics: &Diagnostics, span: Span) -> TokenStream {
    if diagnostics.is_empty() {
        return TokenStream::new();
    }
    let message = diagnostics.to_string();
    let message = message.trim_end();
    quote_spanned!(span=> ::core::compile_error!(#message);)
}
