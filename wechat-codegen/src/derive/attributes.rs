//! `#[wechat(…)]` on the struct.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Lit, LitStr, Meta, Token, parenthesized};

use super::check;
use crate::syntax::{Errors, KINDS, facade, items, kind_type, kind_words, value};

/// What the attributes say.
pub(crate) struct Attributes {
    /// The kind's type: `MiniProgram`. `Any` when none was named, so that calls still resolve.
    pub(crate) kind: Ident,
    /// Path of the facade.
    pub(crate) facade: TokenStream,
    /// Builder methods and their arguments, in the order written.
    pub(crate) settings: Vec<(&'static str, TokenStream)>,
    /// Those that are literals, checked when the kind is known.
    literals: Vec<(&'static str, LitStr)>,
    /// Where the agent is named, for kinds that have none.
    agent: Option<Span>,
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

const SETTINGS: &[&str] =
    &["appid", "secret", "token", "aes_key", "pay_key", "env_version", "agent_id"];
/// The setting that only agents of WeCom have: a number, or a name for a secret without one.
pub(crate) const AGENT: &str = "agent_id";
const OTHERS: &[&str] = &["name", "specs", "crate"];

impl Attributes {
    pub(crate) fn read(attributes: &[Attribute], name: Span, errors: &mut Errors) -> Attributes {
        let mut out = Attributes {
            kind: Ident::new("Any", name),
            facade: quote!(::wechat_app),
            settings: Vec::new(),
            literals: Vec::new(),
            agent: None,
            name: None,
            specs: Vec::new(),
        };
        let mut kinds = 0;
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("wechat")) {
            match &attribute.meta {
                Meta::List(list) => {
                    let read = |input: ParseStream<'_>| {
                        items(input, errors, |input, errors| {
                            out.read_one(input, &mut kinds, errors)
                        });
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
        // What is right may depend on the kind, which may come last.
        let kind = out.kind_word().unwrap_or_default();
        for (setting, literal) in &out.literals {
            if let Err(message) = check::literal(kind, setting, &literal.value()) {
                errors.push(literal.span(), message);
            }
        }
        if let Some(at) = out.agent
            && !matches!(kind, "wecom" | "")
        {
            errors.push(at, "only an app of the kind `wecom` has an `agent_id`");
        }
        if kinds == 0 {
            errors.push(
                name,
                format!("say what kind of app this is: #[wechat({}, …)]", kind_words(" | ")),
            );
        }
        out
    }

    /// The kind as specs name it; `None` when it is not known.
    pub(crate) fn kind_word(&self) -> Option<&'static str> {
        KINDS.iter().find(|(_, kind)| self.kind == kind).map(|(word, _)| *word)
    }

    pub(crate) fn facade_text(&self) -> String {
        self.facade.to_string().replace(' ', "")
    }

    fn read_one(
        &mut self,
        input: ParseStream<'_>,
        kinds: &mut usize,
        errors: &mut Errors,
    ) -> syn::Result<()> {
        let word = Ident::parse_any(input)
            .map_err(|error| syn::Error::new(error.span(), format!("expected {}", words())))?;
        let text = word.to_string();
        if let Some(kind) = kind_type(&text) {
            *kinds += 1;
            self.kind = Ident::new(if *kinds == 1 { kind } else { "Any" }, word.span());
            if *kinds > 1 {
                errors.push(word.span(), "an app is of one kind; two apps are two structs");
            }
            return Ok(());
        }
        if text == "specs" {
            return self.read_specs(&word, input, errors);
        }
        let Some(setting) = SETTINGS.iter().chain(OTHERS).find(|name| **name == text) else {
            let near = nearest(&text);
            // A mistyped kind is that kind, for all that follows.
            if let Some(kind) = near.and_then(kind_type) {
                *kinds += 1;
                self.kind = Ident::new(kind, word.span());
            }
            return Err(syn::Error::new(word.span(), unknown(&text, near)));
        };
        input
            .parse::<Token![=]>()
            .map_err(|error| syn::Error::new(error.span(), format!("expected `{text} = …`")))?;
        let value = value(input);
        if value.is_empty() {
            return Err(syn::Error::new(word.span(), format!("expected a value: `{text} = …`")));
        }
        match *setting {
            "crate" => self.facade = facade(&word, value)?.to_token_stream(),
            "name" => {
                self.name = Some(syn::parse2(value).map_err(|error| {
                    syn::Error::new(
                        error.span(),
                        "the code name is a string literal: `name = \"shop\"`",
                    )
                })?);
            }
            setting => {
                if self.settings.iter().any(|(name, _)| *name == setting) {
                    return Err(syn::Error::new(
                        word.span(),
                        format!("`{setting}` is given twice"),
                    ));
                }
                if setting == AGENT {
                    self.agent = Some(word.span());
                }
                match syn::parse2::<Lit>(value.clone()) {
                    Ok(Lit::Str(literal)) => self.literals.push((setting, literal)),
                    Ok(Lit::Int(number)) if setting == AGENT => {
                        let text = LitStr::new(number.base10_digits(), number.span());
                        self.settings.push((setting, text.to_token_stream()));
                        return Ok(());
                    }
                    Ok(other) => {
                        let message = format!("expected a text: `{setting} = \"…\"`");
                        return Err(syn::Error::new(other.span(), message));
                    }
                    Err(_) => {}
                }
                self.settings.push((setting, value));
            }
        }
        Ok(())
    }

    fn read_specs(
        &mut self,
        word: &Ident,
        input: ParseStream<'_>,
        errors: &mut Errors,
    ) -> syn::Result<()> {
        const USAGE: &str = "expected `specs(name = \"api-specs/name.toml\")`";
        if !input.peek(syn::token::Paren) {
            return Err(syn::Error::new(word.span(), USAGE));
        }
        let list;
        parenthesized!(list in input);
        items(&list, errors, |list, errors| {
            let usage = |error: syn::Error| syn::Error::new(error.span(), USAGE);
            let name = Ident::parse_any(list).map_err(usage)?;
            list.parse::<Token![=]>().map_err(usage)?;
            let file: LitStr = list.parse().map_err(usage)?;
            if self.specs.iter().any(|spec| spec.name == name) {
                errors.push(name.span(), format!("`{name}` is given twice"));
            } else {
                self.specs.push(Spec { name, file });
            }
            Ok(())
        });
        Ok(())
    }
}

fn nearest(word: &str) -> Option<&'static str> {
    let kinds = KINDS.iter().map(|(kind, _)| *kind);
    wechat_spec::names::nearest(word, kinds.chain(SETTINGS.iter().chain(OTHERS).copied()))
}

fn unknown(word: &str, near: Option<&str>) -> String {
    match near {
        Some(near) => format!("unknown word `{word}`: did you mean `{near}`?"),
        None => format!("unknown word `{word}`: expected {}", words()),
    }
}

/// All that an attribute may say.
fn words() -> String {
    let others: Vec<&str> = SETTINGS.iter().chain(OTHERS).copied().collect();
    format!("a kind ({}) or {}", kind_words(", "), others.join(", "))
}
