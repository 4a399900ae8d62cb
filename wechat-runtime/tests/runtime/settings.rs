//! Settings: what is refused, and that nothing prints.

use std::env::VarError;

use wechat_runtime::{App, Client, ErrorKind, Kind, KindInfo, Registry, Secret, WeChatApp};

use crate::fixture::*;
use crate::hush;

#[test]
fn all_mistakes_are_told_by_name_and_without_values() {
    let failed = Client::builder(&KIND)
        .appid(Err::<String, _>(VarError::NotPresent))
        .secret(Err::<String, _>(VarError::NotUnicode("HUSH".into())))
        .aes_key("HUSH")
        .env_version("HUSH")
        .base_url("ftp://HUSH:x@host")
        .user_agent("a\nHUSH")
        .build();
    let text = error(failed).to_string();
    for name in ["appid", "secret", "aes_key", "env_version", "base_url", "user_agent"] {
        assert!(text.contains(&format!("`{name}`: ")), "{name}: {text}");
    }
    assert!(text.contains("not set") && text.contains("not UTF-8"), "{text}");
    for proxy in ["HUSH", "ftp://HUSH:HUSH@host:1", "http://HUSH:HUSH@:0x"] {
        let failed = error(builder("http://10.0.0.1").proxy(proxy).build());
        assert!(failed.to_string().contains("`proxy`"), "{failed}");
    }
    assert!(error(Client::builder(&KIND).build()).to_string().contains("`appid`: not set"));
    assert!(error(builder("http://x").secret(" HUSH").build()).to_string().contains("white space"));
    for key in ["", " HUSH"] {
        assert!(error(builder("http://x").pay_key(key).build()).to_string().contains("`pay_key`"));
    }
    hush::search();
}

#[test]
fn settings_take_texts_secrets_options_and_variables() {
    let client = Client::builder(&KIND)
        .appid(Some("wx0123456789abcdef"))
        .secret(Ok::<_, VarError>(SECRET.to_owned()))
        .token(Secret::from("HUSH"))
        .aes_key(None::<String>)
        .env_version("trial")
        .code_name("shop")
        .build()
        .unwrap();
    assert_eq!((client.appid(), client.env_version()), ("wx0123456789abcdef", "trial"));
    assert_eq!(client.token().unwrap().expose(), "HUSH");
    assert!(client.aes_key().is_none());
    hush::print(&client);
    hush::print(&client.credential("access_token"));
    hush::search();
}

#[tokio::test]
async fn a_missing_secret_is_told_when_it_is_needed() {
    let client =
        Client::builder(&KIND).appid("wx1").base_url("http://127.0.0.1:9").build().unwrap();
    let failed = error(user(&client).await);
    assert_eq!((failed.kind(), failed.credential()), (ErrorKind::Config, Some("access_token")));
    assert!(failed.to_string().contains("`secret`"), "{failed}");
    let failed = error(login(&client).await);
    assert!(failed.to_string().contains("`secret`"), "{failed}");
}

pub(crate) struct Mini;
impl Kind for Mini {
    const INFO: &'static KindInfo = &KIND;
}

#[test]
fn apps_are_found_by_appid_and_by_name() {
    let apps = Registry::new();
    let app = |appid: &str, name: Option<&str>| {
        let mut builder = App::<Mini>::builder().appid(appid).secret(SECRET);
        if let Some(name) = name {
            builder = builder.code_name(name);
        }
        builder.build().unwrap()
    };
    apps.insert(app("wx1", Some("shop"))).unwrap();
    apps.insert(App::dynamic(Mini, "wx2", SECRET).unwrap()).unwrap();
    assert_eq!(apps.get("shop").unwrap().client().appid(), "wx1");
    assert_eq!(apps.get("wx2").unwrap().client().appid(), "wx2");
    assert_eq!(apps.all().len(), 2);
    assert!(error(apps.insert(app("wx3", Some("shop")))).to_string().contains("wx1"));
    // A new name for an app takes the old one out.
    assert!(apps.insert(app("wx1", Some("store"))).unwrap().is_some());
    assert!(apps.get("shop").is_none() && apps.get("store").is_some());
    assert!(apps.remove("wx1").is_some() && apps.get("store").is_none());
    hush::print(&apps);
    hush::search();
}
