//! What wechat-backend-auth does: web login without any state.

use std::time::{Duration, Instant};

use wechat_app::official_account::oauth::{OauthAuth, OauthUserinfo};
use wechat_app::prelude::*;
use wechat_app::{AuthorizeUrl, ErrorKind, RetryPolicy, Scope};
use wechat_sim::Person;

use crate::support::{World, fails, works};

const EXCHANGE: &str = "/sns/oauth2/access_token";
const USER: &str = "/sns/userinfo";

#[tokio::test]
async fn exchange_user_info_validate_refresh() {
    let world = World::start().await;
    world.wechat.person(Person::new("oLiLei").nickname("李雷").unionid("o6_LiLei"));
    let account = world.account();

    let login =
        works(account.oauth().access_token(world.wechat.oauth_code("oLiLei", "snsapi_userinfo")))
            .await;
    assert_eq!((login.openid.as_str(), login.unionid.as_deref()), ("oLiLei", Some("o6_LiLei")));
    assert_eq!(login.scope, ["snsapi_userinfo"]);
    let user = works(account.oauth().userinfo(&login)).await;
    assert_eq!(user.nickname, "李雷");
    works(account.oauth().auth(&login)).await;
    let again = works(account.oauth().refresh_token(&login)).await;
    assert_eq!(again.openid, "oLiLei");
    works(account.oauth().userinfo(&again)).await;
    assert_eq!(world.wechat.token_requests(), 0, "the user's tokens are all it takes");

    let printed = format!("{login:?} {again:?} {:?}", OauthUserinfo::from(&login));
    for secret in [&login.access_token, &login.refresh_token, &again.access_token] {
        assert!(!printed.contains(secret.expose()), "{printed}");
    }
}

#[tokio::test]
async fn errors_tell_invalid_code_used_code_expired_token_and_transport() {
    let world = World::start().await;
    let account = world.account();
    let code = world.wechat.oauth_code("oLiLei", "snsapi_userinfo");
    let login = works(account.oauth().access_token(&*code)).await;

    let used = fails(account.oauth().access_token(&*code)).await;
    assert!(
        used.is_code_used()
            && used.is(ErrCode::CODE_USED)
            && !used.is_invalid_code()
            && !used.is_retryable()
    );

    world.secret("0f00ba40f00ba40f00ba40f00ba4");
    let invalid = fails(account.oauth().access_token("0f00ba40f00ba40f00ba40f00ba4")).await;
    assert!(invalid.is_invalid_code() && invalid.is(40029) && !invalid.is_code_used());
    assert_eq!(invalid.endpoint(), Some("oauth.access_token"));
    assert!(invalid.rid().is_some(), "{invalid}");

    let late = world.wechat.oauth_code("oLiLei", "snsapi_base");
    world.wechat.advance(Duration::from_secs(301));
    assert!(fails(account.oauth().access_token(late)).await.is(ErrCode::CODE_EXPIRED));

    world.wechat.advance(Duration::from_secs(7200));
    let expired = fails(account.oauth().userinfo(&login)).await;
    assert!(
        expired.is_expired()
            && expired.is(ErrCode::ACCESS_TOKEN_EXPIRED)
            && !expired.is_invalid_code()
    );
    let again = works(account.oauth().refresh_token(&login)).await;
    works(account.oauth().auth(&again)).await;
    world.wechat.advance(Duration::from_secs(31 * 86_400));
    let expired = fails(account.oauth().refresh_token(&again)).await;
    assert!(expired.is_expired() && expired.is(ErrCode::REFRESH_TOKEN_EXPIRED));

    let stranger =
        fails(account.oauth().auth(OauthAuth::new("no token of WeChat", "oLiLei"))).await;
    assert!(
        stranger.is(ErrCode::INVALID_CREDENTIAL) && stranger.attempts() == 1,
        "nothing is renewed for it"
    );

    world.wechat.drop_next_n(EXCHANGE, 5);
    let broken =
        fails(account.oauth().access_token(world.wechat.oauth_code("oLiLei", "snsapi_base"))).await;
    assert_eq!((broken.kind(), broken.code(), broken.attempts()), (ErrorKind::Transport, None, 1));
    assert!(broken.is_retryable(), "{broken}");

    let nowhere = world
        .account_with(|builder| builder.base_url("http://127.0.0.1:9").retry(RetryPolicy::NONE));
    let refused =
        fails(nowhere.oauth().access_token(world.wechat.oauth_code("oLiLei", "snsapi_base"))).await;
    assert!(refused.is_connect() && refused.is_retryable() && !refused.is_timeout());
}

#[tokio::test]
async fn timeouts_retries_delay_user_agent() {
    let world = World::start().await;
    let pause = Duration::from_millis(40);
    let account = world.account_with(|builder| {
        builder
            .timeout(Duration::from_secs(20))
            .connect_timeout(Duration::from_secs(5))
            .retry(RetryPolicy { count: 3, pause, max_pause: pause })
            .user_agent("shop-login/1.0")
    });
    let login =
        works(account.oauth().access_token(world.wechat.oauth_code("oLiLei", "snsapi_userinfo")))
            .await;

    world.wechat.fail_next_n(USER, -1, 2);
    world.wechat.drop_next(USER);
    let begun = Instant::now();
    works(account.oauth().userinfo(&login)).await;
    assert_eq!(world.wechat.count(USER), 4);
    assert!(begun.elapsed() >= pause * 3 / 2, "three pauses of at least half of {pause:?}");
    for call in world.wechat.calls() {
        assert_eq!(call.header("user-agent"), Some("shop-login/1.0"));
    }

    world.wechat.fail_next_n(USER, -1, 4);
    let busy = fails(account.oauth().userinfo(&login)).await;
    assert!(busy.is_busy() && busy.is_retryable());
    assert_eq!(busy.attempts(), 4);

    world.wechat.fail_next(EXCHANGE, -1);
    let error =
        fails(account.oauth().access_token(world.wechat.oauth_code("oLiLei", "snsapi_base"))).await;
    assert!(error.is_busy() && error.attempts() == 1, "a code works once and is never sent twice");

    world.wechat.delay(USER, Duration::from_secs(5));
    let late = fails(account.oauth().userinfo(&login).timeout(Duration::from_millis(80))).await;
    assert!(late.is_timeout() && late.kind() == ErrorKind::Timeout);
}

#[test]
fn the_address_of_the_login_has_a_fixed_order() {
    let account = crate::support::Account::new().expect("the settings are right");
    let url = AuthorizeUrl::new(&account, "https://shop.example/a b?c=登录#d")
        .scope(Scope::UserInfo)
        .state("x&y");
    assert_eq!(
        url.to_string(),
        "https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx5f10e2c8a6b94d73\
         &redirect_uri=https%3A%2F%2Fshop.example%2Fa%20b%3Fc%3D%E7%99%BB%E5%BD%95%23d\
         &response_type=code&scope=snsapi_userinfo&state=x%26y#wechat_redirect"
    );
}

/// `WECHAT_APPID=… WECHAT_SECRET=… cargo test --features full --test flows -- --ignored live`; with
/// `WECHAT_OAUTH_CODE`, a code that WeChat's page gave to a browser, the whole login.
#[tokio::test]
#[ignore = "needs real credentials in WECHAT_APPID, WECHAT_SECRET"]
async fn live() {
    let appid = std::env::var("WECHAT_APPID");
    let secret = std::env::var("WECHAT_SECRET");
    let account = App::dynamic(wechat_app::kind::OfficialAccount, appid, secret)
        .expect("the credentials are set");

    let error = account.oauth().access_token("no code of WeChat").await.expect_err("it is none");
    assert!(error.is_invalid_code(), "{error:#}");

    if let Ok(code) = std::env::var("WECHAT_OAUTH_CODE") {
        let login = account.oauth().access_token(&*code).await.expect("the code is fresh");
        account.oauth().auth(&login).await.expect("the token is good");
        let again =
            account.oauth().refresh_token(&login).await.expect("the token can be refreshed");
        if again.scope.iter().any(|scope| scope == "snsapi_userinfo") {
            account.oauth().userinfo(&again).await.expect("the user agreed");
        }
        let used = account.oauth().access_token(code).await.expect_err("it was used");
        assert!(used.is_code_used(), "{used:#}");
    }
}
