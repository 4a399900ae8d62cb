//! The expansion of `wechat_api!`: a spec file as a module, a product file as a constant.
//!
//! ```text
//! wechat_api!(pub mod loyalty = "api-specs/loyalty.toml");
//! wechat_api!(pub mod login = "…", feature = "mini-program-login", types = super::types);
//! wechat_api!(pub const PRODUCT = "api-specs/mini-program.toml", codes = [super::errors::CODES]);
//! ```

use std::path::{Path, PathBuf};

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{LitStr, Token, Visibility, bracketed};
use wechat_spec::{Diagnostics, Disk, Loaded, load_group, load_product};

use crate::emit::{self, Paths};

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
}

/// What the call declares.
enum Item {
    Module,
    Product,
}

const USAGE: &str = "expected `pub mod name = \"api-specs/….toml\"`";

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
        let mut call =
            Call { vis, item, name, file, codes: Vec::new(), paths: Paths::default() };
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let (name, span) = match input.parse::<Option<Token![crate]>>()? {
                Some(word) => ("crate".to_owned(), word.span),
                None => {
                    let word: Ident = input.parse()?;
                    (word.to_string(), word.span())
                }
            };
            input.parse::<Token![=]>()?;
            match name.as_str() {
                "crate" => call.paths.facade = path(input)?,
                "types" => call.paths.product_types = path(input)?,
                "common" => call.paths.common_types = path(input)?,
                "feature" => call.paths.feature = Some(input.parse::<LitStr>()?.value()),
                "codes" => {
                    let list;
                    bracketed!(list in input);
                    let paths = Punctuated::<syn::Path, Token![,]>::parse_terminated(&list)?;
                    call.codes = paths.iter().map(text).collect();
                }
                other => return Err(syn::Error::new(span, unknown_option(other))),
            }
        }
        Ok(call)
    }
}

const OPTIONS: &[&str] = &["crate", "types", "common", "feature", "codes"];

fn unknown_option(name: &str) -> String {
    let meant = match wechat_spec::names::nearest(name, OPTIONS.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", OPTIONS.join(", ")),
    };
    format!("unknown option `{name}`: {meant}")
}

fn path(input: ParseStream<'_>) -> syn::Result<String> {
    input.parse::<syn::Path>().map(|path| text(&path))
}

fn text(path: &syn::Path) -> String {
    path.to_token_stream().to_string().replace(' ', "")
}

impl Call {
    fn expand(&self, door: &Door) -> TokenStream {
        let Call { vis, name, file, paths, .. } = self;
        let disk = Disk::below(&door.manifest_dir);
        let value = file.value();
        let path = Path::new(&value);
        match self.item {
            Item::Module => module(vis, name, load_group(path, &disk), paths, file.span()),
            Item::Product => {
                let (product, diagnostics) = load_product(path, &disk);
                let mut tokens = errors(&diagnostics, file.span());
                // A default product stands in for a broken file, so that what names it compiles.
                let product = product.unwrap_or_default();
                tokens.extend(tracked(&product.files, file.span()));
                let about = format!("{} {}", product.title, product.doc);
                let code = parsed(&emit::product(&product, &self.codes), file.span());
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
) -> TokenStream {
    // The module is what the group is called, whatever the file is.
    loaded.group.name = name.unraw().to_string();
    let group = &loaded.group;
    let errors = errors(&loaded.diagnostics, span);
    let tracked = tracked(&loaded.files(), span);
    let about = format!("{} {}", group.title, group.doc);
    let code = parsed(&emit::group(group, paths), span);
    quote! {
        #errors
        #[doc = #about]
        #vis mod #name {
            #tracked
            #code
        }
    }
}

/// What makes cargo build again when a file changes.
fn tracked(files: &[PathBuf], span: Span) -> TokenStream {
    let files = files.iter().map(|file| format!("/{}", file.display()));
    quote_spanned! {span=> #(
        const _: &[u8] = ::core::include_bytes!(::core::concat!(
            ::core::env!("CARGO_MANIFEST_DIR"),
            #files
        ));
    )* }
}

/// Generated text as tokens.
fn parsed(code: &str, span: Span) -> TokenStream {
    match code.parse() {
        Ok(tokens) => tokens,
        // Only when a name of the spec is no Rust at all, which its checks refuse before.
        Err(error) => {
            let message = format!("the generated code cannot be read ({error}): please report this");
            quote_spanned!(span=> ::core::compile_error!(#message);)
        }
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
