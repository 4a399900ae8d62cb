//! The macros of `wechat-app`, which re-exports them: thin doors onto `wechat-codegen`.

use proc_macro::TokenStream;
use wechat_codegen::Door;

/// Declares a module with the types and calls of a spec file.
///
/// ```text
/// wechat_app::wechat_api!(pub mod loyalty = "api-specs/loyalty.toml");
/// ```
///
/// The path is relative to the crate's `Cargo.toml`. Options, after a comma: `crate = path` (where
/// `wechat-app` is, when renamed), `types = path` and `common = path` (modules of shared types, as
/// seen from the module), `feature = "…"` (named in docs). Mistakes in the file are reported all at
/// once, each as `path:line:col`, and what is right of it is declared all the same.
///
/// `pub const NAME = "….toml"` declares a product; `codes = [path, …]` are its return codes.
///
/// What a file becomes can be read, and held still by a test of one line, with `wechat-codegen` and
/// its feature `pretty`: `insta::assert_snapshot!(wechat_codegen::expand("api-specs/loyalty.toml"))`.
#[proc_macro]
pub fn wechat_api(input: TokenStream) -> TokenStream {
    wechat_codegen::api(input.into(), &door()).into()
}

/// Makes a struct with a field `client: Client` an app.
///
/// ```text
/// #[derive(WeChatApp, Clone)]
/// #[wechat(mini_program, appid = env!("WECHAT_APPID"), secret = std::env::var("WECHAT_SECRET"))]
/// struct Shop {
///     client: Client,
/// }
/// ```
///
/// In `#[wechat(…)]`: the kind (`mini_program`, `official_account`, …); `appid`, `secret`, `token`,
/// `aes_key`, `pay_key`, `env_version` as any expression of a text, or a `Result` or `Option` of one,
/// where a literal that cannot be right is an error; `agent_id` of an agent of WeCom, a number or a text;
/// `name = "…"`, a code name for the registry; `specs(name = "path", …)`, spec files of the app's
/// own; `crate = path`. Other fields of the struct become arguments of `new` and `builder`.
#[proc_macro_derive(WeChatApp, attributes(wechat))]
pub fn derive_wechat_app(input: TokenStream) -> TokenStream {
    wechat_codegen::derive(input.into(), &door()).into()
}

fn door() -> Door {
    Door { manifest_dir: std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default().into() }
}
