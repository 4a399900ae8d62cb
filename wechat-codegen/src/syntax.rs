//! What both macros share: mistakes collected, the reading of `name = value` lists, kinds of app.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::parse::ParseStream;
use syn::{LitStr, Token};

/// Kinds of app, as specs and attributes name them, and their types in the facade.
pub(crate) const KINDS: &[(&str, &str)] = &[
    ("mini_program", "MiniProgram"),
    ("official_account", "OfficialAccount"),
    ("open_platform", "OpenPlatform"),
    ("channels", "Channels"),
    ("wecom", "Wecom"),
    ("wecom_suite", "WecomSuite"),
    ("wecom_provider", "WecomProvider"),
    ("dialogue", "Dialogue"),
];

/// The type of a kind of app.
pub(crate) fn kind_type(word: &str) -> Option<&'static str> {
    KINDS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind)
}

/// All kinds, for messages.
pub(crate) fn kind_words(separator: &str) -> String {
    KINDS.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(separator)
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

    pub(crate) fn into_tokens(self) -> TokenStream {
        self.0.map(syn::Error::into_compile_error).unwrap_or_default()
    }
}

/// Reads items with commas between them. A wrong one does not keep the others from being read.
pub(crate) fn items(
    input: ParseStream<'_>,
    errors: &mut Errors,
    mut read: impl FnMut(ParseStream<'_>, &mut Errors) -> syn::Result<()>,
) {
    while !input.is_empty() {
        if let Err(error) = read(input, errors) {
            errors.add(error);
            // On with what follows the next comma.
            let _ = value(input);
        }
        if !input.is_empty() && input.parse::<Token![,]>().is_err() {
            errors.push(input.span(), "expected `,`");
            let _ = value(input);
            let _ = input.parse::<Token![,]>();
        }
    }
}

/// Everything up to the next comma that stands outside of brackets and generic arguments.
pub(crate) fn value(input: ParseStream<'_>) -> TokenStream {
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        // A turbofish may hold commas: `read::<A, B>()`.
        if input.peek(Token![::])
            && let Ok(colons) = input.parse::<Token![::]>()
        {
            colons.to_tokens(&mut tokens);
            if input.peek(Token![<])
                && let Ok(arguments) = input.parse::<syn::AngleBracketedGenericArguments>()
            {
                arguments.to_tokens(&mut tokens);
            }
            continue;
        }
        match input.parse::<TokenTree>() {
            Ok(token) => tokens.extend([token]),
            Err(_) => break,
        }
    }
    tokens
}

/// The value of `crate = …`: where the facade is, as a path or in a string.
pub(crate) fn facade(word: &Ident, tokens: TokenStream) -> syn::Result<syn::Path> {
    let usage = "expected a path: `crate = ::name`";
    if tokens.is_empty() {
        return Err(syn::Error::new(word.span(), usage));
    }
    let path: syn::Path = match syn::parse2::<LitStr>(tokens.clone()) {
        Ok(literal) => literal.parse(),
        Err(_) => syn::parse2(tokens),
    }
    .map_err(|error| syn::Error::new(error.span(), usage))?;
    let first = path.segments.first().is_some_and(|segment| segment.ident == "crate");
    if path.leading_colon.is_none() && !first {
        return Err(syn::Error::new_spanned(
            &path,
            format!(
                "the path must be absolute, as modules within use it too: `::{0}` or `crate::{0}`",
                text(&path)
            ),
        ));
    }
    Ok(path)
}

/// A path as text, without the spaces of its tokens.
pub(crate) fn text(path: &syn::Path) -> String {
    path.to_token_stream().to_string().replace(' ', "")
}
