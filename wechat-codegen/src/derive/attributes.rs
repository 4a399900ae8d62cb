//! `#[wechat(…)]` on the struct.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, LitStr, Meta, Token, parenthesized};

use super::{Errors, check};

/// What the attributes say.
pub(crate) struct Attributes {
    /// The kind's type: `MiniProgram`. `Any` when none was named, so that calls still resolve.
    pub(crate) kind: Ident,
    /// Path of the facade.
    pub(crate) facade: TokenStream,
    /// Builder methods and their arguments, in the order written.
    pub(crate) settings: Vec<(&'static str, TokenStream)>,
    /// The code name.
    pub(crate) name: Option<LitStr>,
    /// Spec files of the app's own.
    pub(crate) specs: Vec<Spec>,
}

/// `loyalty = "api-specs/loyalty.toml"`
pub(crate) struct Spec {
    pub(crate) name: Ident,
    pub(crate) file: LitStr,
}

const KINDS: &[(&str, &str)] =
    &[("mini_program", "MiniProgram"), ("official_account", "OfficialAccount")];
const SETTINGS: &[&str] = &["appid", "secret", "token", "aes_key", "env_version"];
const OTHERS: &[&str] = &["name", "specs", "crate"];

impl Attributes {
    pub(crate) fn read(attributes: &[Attribute], name: Span, errors: &mut Errors) -> Attributes {
        let mut out = Attributes {
            kind: Ident::new("Any", name),
            facade: quote!(::wechat_app),
            settings: Vec::new(),
            name: None,
            specs: Vec::new(),
        };
        let mut kinds = 0;
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("wechat")) {
            match &attribute.meta {
                Meta::List(list) => {
                    let read = |input: ParseStream<'_>| {
                        out.read_all(input, &mut kinds, errors);
                        Ok(())
                    };
                    if let Err(error) = read.parse2(list.tokens.clone()) {
                        errors.add(error);
                    }
                }
                other => errors.push(
                    syn::spanned::Spanned::span(other),
                    "expected `#[wechat(mini_program, appid = …, secret = …)]`",
                ),
            }
        }
        if kinds == 0 {
            errors.push(name, format!("say what kind of app this is: #[wechat({}, …)]", kind_words(" | ")));
        }
        out
    }

    /// The kind as specs name it.
    pub(crate) fn kind_word(&self) -> String {
        let own = KINDS.iter().find(|(_, kind)| self.kind == kind);
        own.map_or_else(|| "any".to_owned(), |(word, _)| (*word).to_owned())
    }

    pub(crate) fn facade_text(&self) -> String {
        self.facade.to_string().replace(' ', "")
    }

    fn read_all(&mut self, input: ParseStream<'_>, kinds: &mut usize, errors: &mut Errors) {
        while !input.is_empty() {
            if let Err(error) = self.read_one(input, kinds, errors) {
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

    fn read_one(
        &mut self,
        input: ParseStream<'_>,
        kinds: &mut usize,
        errors: &mut Errors,
    ) -> syn::Result<()> {
        let word = Ident::parse_any(input)?;
        let text = word.to_string();
        if let Some((_, kind)) = KINDS.iter().find(|(name, _)| *name == text) {
            *kinds += 1;
            if *kinds > 1 {
                errors.push(word.span(), "an app is of one kind; two apps are two structs");
            }
            self.kind = Ident::new(kind, word.span());
            return Ok(());
        }
        if text == "specs" {
            return self.read_specs(input, errors);
        }
        let Some(setting) = SETTINGS.iter().chain(OTHERS).find(|name| **name == text) else {
            return Err(syn::Error::new(word.span(), unknown(&text)));
        };
        input.parse::<Token![=]>().map_err(|error| {
            syn::Error::new(error.span(), format!("expected `{text} = …`"))
        })?;
        let value = value(input);
        if value.is_empty() {
            return Err(syn::Error::new(word.span(), format!("expected a value: `{text} = …`")));
        }
        match *setting {
            "crate" => self.facade = path(value)?,
            "name" => {
                self.name = Some(syn::parse2(value).map_err(|error| {
                    syn::Error::new(error.span(), "the code name is a string literal: `name = \"shop\"`")
                })?);
            }
            setting => {
                if self.settings.iter().any(|(name, _)| *name == setting) {
                    return Err(syn::Error::new(word.span(), format!("`{setting}` is given twice")));
                }
                if let Ok(literal) = syn::parse2::<LitStr>(value.clone())
                    && let Err(message) = check::literal(setting, &literal.value())
                {
                    errors.push(literal.span(), message);
                }
                self.settings.push((setting, value));
            }
        }
        Ok(())
    }

    fn read_specs(&mut self, input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<()> {
        let list;
        parenthesized!(list in input);
        while !list.is_empty() {
            let name = Ident::parse_any(&list)?;
            list.parse::<Token![=]>()?;
            let file: LitStr = list.parse().map_err(|error| {
                syn::Error::new(
                    error.span(),
                    "expected the path of a spec file: `specs(loyalty = \"api-specs/loyalty.toml\")`",
                )
            })?;
            if self.specs.iter().any(|spec| spec.name == name) {
                errors.push(name.span(), format!("`{name}` is given twice"));
            } else {
                self.specs.push(Spec { name, file });
            }
            if !list.is_empty() {
                list.parse::<Token![,]>()?;
            }
        }
        Ok(())
    }
}

fn path(tokens: TokenStream) -> syn::Result<TokenStream> {
    let path: syn::Path = match syn::parse2::<LitStr>(tokens.clone()) {
        Ok(literal) => literal.parse()?,
        Err(_) => syn::parse2(tokens)?,
    };
    let first = path.segments.first().is_some_and(|segment| segment.ident == "crate");
    if path.leading_colon.is_none() && !first {
        return Err(syn::Error::new_spanned(
            &path,
            "the path must be absolute, as the derive's modules use it too: `::name` or `crate::name`",
        ));
    }
    Ok(path.to_token_stream())
}

/// Everything up to the next comma that stands outside of brackets and generic arguments.
fn value(input: ParseStream<'_>) -> TokenStream {
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

fn kind_words(separator: &str) -> String {
    KINDS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(separator)
}

fn unknown(word: &str) -> String {
    let known = KINDS.iter().map(|(name, _)| *name).chain(SETTINGS.iter().chain(OTHERS).copied());
    match wechat_spec::names::nearest(word, known) {
        Some(near) => format!("unknown word `{word}`: did you mean `{near}`?"),
        None => format!(
            "unknown word `{word}`: expected a kind ({}) or {}",
            kind_words(", "),
            SETTINGS.iter().chain(OTHERS).copied().collect::<Vec<_>>().join(", ")
        ),
    }
}
