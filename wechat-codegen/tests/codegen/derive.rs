//! `#[derive(WeChatApp)]` from outside: what it writes for each form of struct. That it runs is
//! tested in `fixtures/own-spec`, what the compiler says of mistakes in `tests/ui`.

use insta::assert_snapshot;
use wechat_codegen::{Door, derive, format};

use crate::{compile_errors, files_of};

fn expand(item: &str) -> String {
    let dir = files_of(&[(
        "api-specs/one.toml",
        "title = \"一\"\n[endpoint.get]\ncall = \"GET /one\"\n[code.1]\nname = \"ONE\"\n",
    )]);
    let tokens = derive(item.parse().unwrap(), &Door { manifest_dir: dir.path().to_owned() });
    format(&tokens.to_string())
}

#[test]
fn a_struct_with_all_settings() {
    assert_snapshot!(expand(
        r#"
        #[wechat(mini_program, appid = env!("APPID"), secret = std::env::var("SECRET"))]
        #[wechat(token = read::<A, B>("x", 1), aes_key = Some("k".repeat(43)), pay_key = "p", env_version = "trial", name = "shop")]
        pub(crate) struct Shop {
            client: Client,
            pub title: String,
            pub r#type: Vec<u8>,
        }
        "#
    ));
}

#[test]
fn a_tuple_struct_with_a_renamed_sdk() {
    assert_snapshot!(expand(
        "#[wechat(official_account, crate = ::wx)] struct Account(u8, wx::Client, String);"
    ));
}

#[test]
fn an_agent_of_a_corp() {
    for (written, text) in [
        ("1000002", "\"1000002\""),
        ("1_000_002u32", "\"1000002\""),
        ("\"contacts\"", "\"contacts\""),
        ("std::env::var(\"AGENT\")", "std::env::var(\"AGENT\")"),
    ] {
        let text = format!(".part(\"agent_id\", {text})");
        let app = format!(
            "#[wechat(wecom, appid = \"ww0123456789abcdef\", agent_id = {written})] struct Agent {{ client: Client }}"
        );
        assert!(expand(&app).contains(&text), "{}", expand(&app));
    }
    for (app, wrong) in [
        ("mini_program, agent_id = 1000002", "only an app of the kind `wecom` has an `agent_id`"),
        ("wecom, agent_id = \"\"", "the agent_id is empty"),
        ("wecom, agent_id = 1.5", "expected a text"),
    ] {
        let app = format!("#[wechat({app})] struct Agent {{ client: Client }}");
        assert!(expand(&app).contains(wrong), "{}", expand(&app));
    }
}

#[test]
fn specs_of_its_own() {
    let text = expand(
        "#[wechat(mini_program, specs(one = \"api-specs/one.toml\", r#type = \"api-specs/one.toml\"))] struct Shop { client: Client }",
    );
    for wanted in [
        "mod one {",
        "fn one(&self) -> one::OneApi<'_> {",
        "mod r#type {",
        "fn r#type(&self) -> r#type::TypeApi<'_> {",
        "::core::env!(\"CARGO_MANIFEST_DIR\"), \"/api-specs/one.toml\"",
    ] {
        assert!(text.contains(wanted), "no `{wanted}` in {text}");
    }
}

#[test]
fn all_mistakes_at_once() {
    let tokens = derive(
        r#"
        #[wechat(appid = "wx12", appid = "wx13", colour = 5, token =, specs(a, b = "x.toml"), crate = wx)]
        enum Shop<T> { A(T) }
        "#
        .parse()
        .unwrap(),
        &Door { manifest_dir: env!("CARGO_MANIFEST_DIR").into() },
    );
    assert_snapshot!(compile_errors(tokens));
}
