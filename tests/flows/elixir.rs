//! What feng19/wechat does: an app is a module there and a type here.

use wechat_app::kind::{MiniProgram, OfficialAccount};
use wechat_app::prelude::*;
use wechat_app::{ErrorKind, Registry};

use crate::support::{APPID, SECRET, World, met, show, works};

/// All is known when the program is built.
#[derive(WeChatApp, Clone, Debug)]
#[wechat(mini_program, appid = "wx0123456789abcdef", secret = concat!("a secret of ", env!("CARGO_PKG_NAME")))]
struct Built {
    client: Client,
}

/// Read when the program starts.
#[derive(WeChatApp, Clone, Debug)]
#[wechat(official_account, appid = read("APPID"), secret = read("SECRET"), token = std::env::var("NO_SUCH_TOKEN").ok())]
struct Started {
    client: Client,
}

/// Read when the program starts, and not there.
#[derive(WeChatApp, Clone, Debug)]
#[wechat(mini_program, appid = std::env::var("NO_SUCH_APPID"), secret = std::env::var("NO_SUCH_SECRET"))]
struct Unset {
    client: Client,
}

/// Other fields are its own business, and so are endpoints that only it calls.
#[derive(WeChatApp, Clone, Debug)]
#[wechat(official_account, appid = APPID, secret = SECRET, specs(loyalty = "tests/flows/loyalty.toml"))]
struct Club {
    client: Client,
    name: &'static str,
}

fn read(name: &str) -> Result<String, std::env::VarError> {
    match name {
        "APPID" => Ok(APPID.to_owned()),
        "SECRET" => Ok(SECRET.to_owned()),
        _ => Err(std::env::VarError::NotPresent),
    }
}

#[tokio::test]
async fn options_at_compile_time_and_at_run_time() {
    let world = World::start().await;
    assert_eq!(show(Built::new()).expect("all is known").client().appid(), "wx0123456789abcdef");
    let started = Started::builder().base_url(world.wechat.url()).build().expect("all is there");
    works(started.access_token().get()).await;
    assert_eq!(started.client().token(), None);

    let error = met(Unset::new().expect_err("nothing is there"));
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(
        error.to_string().contains("`appid`") && error.to_string().contains("`secret`"),
        "both: {error}"
    );
    let set = Unset::builder().appid(APPID).secret(SECRET).base_url(world.wechat.url()).build();
    works(set.expect("they are set here instead").access_token().get()).await;
}

#[tokio::test]
async fn choice_of_groups() {
    let world = World::start().await;
    let club =
        Club::builder("tea").base_url(world.wechat.url()).build().expect("the settings are right");
    assert_eq!(club.name, "tea");
    world.wechat.answer_next(
        "/card/points",
        200,
        &[],
        r#"{"errcode":0,"errmsg":"ok","points":52}"#,
    );
    let points = works(club.loyalty().add_points(loyalty::AddPoints::new("card-42", 10))).await;
    assert_eq!(points.points, 52);
    assert_eq!(world.wechat.token_requests(), 1, "with the app's token");
}

#[tokio::test]
async fn dynamic_apps() {
    let world = World::start().await;
    let rows = [
        ("wx1111111111111111", "the-secret-of-the-first-1"),
        ("wx2222222222222222", "the-secret-of-the-second"),
    ];
    for (appid, secret) in rows {
        world.secret(secret);
        world.wechat.app(appid, secret);
        let shop = App::<MiniProgram>::builder()
            .appid(appid)
            .secret(secret)
            .base_url(world.wechat.url())
            .build();
        let shop = show(shop).expect("the settings are right");
        let session = works(shop.login().code2session(world.wechat.login_code("oLiLei"))).await;
        assert_eq!(session.openid, "oLiLei");
        works(shop.access_token().get()).await;
    }
    assert_eq!(world.wechat.token_requests(), 2, "each has its own token");
    let account =
        show(App::dynamic(OfficialAccount, APPID, SECRET)).expect("the settings are right");
    assert_eq!(account.client().kind().name, "official_account");
    let error = met(App::dynamic(MiniProgram, "", SECRET).expect_err("no appid"));
    assert!(error.to_string().contains("`appid`"), "{error}");
}

#[tokio::test]
async fn lookup_by_appid_or_code_name() {
    let world = World::start().await;
    let apps = Registry::new();
    let app = |appid: &str, name: &str| {
        let builder = App::<MiniProgram>::builder().appid(appid).secret(SECRET).code_name(name);
        builder.base_url(world.wechat.url()).build().expect("the settings are right")
    };
    apps.insert(app(APPID, "shop")).expect("both names are free");
    apps.insert(app("wx0123456789abcdef", "club")).expect("both names are free");

    let shop = show(apps.get("shop")).expect("by its code name");
    works(shop.access_token().get()).await;
    works(apps.get(APPID).expect("by its appid").access_token().get()).await;
    assert_eq!(world.wechat.token_requests(), 1, "the same app");
    assert!(apps.get("nobody").is_none());
    met(apps.insert(app("wx3333333333333333", "shop")).expect_err("the name belongs to another"));
    assert_eq!(apps.all().len(), 2);
    assert!(apps.remove("shop").is_some() && apps.get(APPID).is_none());
}
