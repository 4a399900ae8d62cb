//! The handles by which a test has tickets pushed, accounts authorise a platform, corps install a
//! suite.

use crate::engine::Engine;
use crate::push::{Push, Pushed, Target};
use crate::simulator::Simulator;
use crate::state::platforms::Account;

/// A third-party platform, as WeChat sees it.
///
/// ```no_run
/// # async fn test(wechat: wechat_sim::Simulator, target: wechat_sim::Target) {
/// let platform = wechat.platform("wx0123456789abcdef");
/// platform.pushes_to(&target);
/// platform.push_ticket().await;
/// let code = platform.authorize("wx5f10e2c8a6b94d73").await; // as the redirect brings it
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct SimPlatform<'a> {
    wechat: &'a Simulator,
    id: &'a str,
}

/// A suite, as WeCom sees it.
#[derive(Clone, Copy, Debug)]
pub struct SimSuite<'a> {
    wechat: &'a Simulator,
    id: &'a str,
}

impl<'a> SimPlatform<'a> {
    pub(crate) fn new(wechat: &'a Simulator, id: &'a str) -> Self {
        SimPlatform { wechat, id }
    }

    /// Where the platform is told what concerns it. Without it nothing is pushed.
    pub fn pushes_to(self, target: &Target) {
        listen(self.wechat, self.id, target);
    }

    /// Where it is told.
    pub fn target(self) -> Option<Target> {
        self.wechat.engine.state.platforms.of(self.id, |it| it.target.clone())
    }

    /// Pushes a new ticket. From the first on, the platform's token is given for tickets that were
    /// pushed, each good for twelve hours.
    pub async fn push_ticket(self) -> Option<Pushed> {
        let ticket = format!("ticket@@@{}", self.wechat.engine.state.id("ticket", 86));
        let push = Push::info("component_verify_ticket").with("ComponentVerifyTicket", ticket);
        tell(self.wechat, self.id, push).await
    }

    /// An account's owner authorises the platform, or does so again: the platform is told, and this
    /// is the code with which the browser comes back.
    pub async fn authorize(self, account: &str) -> String {
        let engine = &self.wechat.engine;
        let again = engine.state.platforms.of(self.id, |it| it.grant(account).is_some());
        let (code, push) = authorize(engine, self.id, account, again);
        tell(self.wechat, self.id, push).await;
        code
    }

    /// An account takes its authorisation back: its tokens are dead, and the platform is told.
    pub async fn unauthorize(self, account: &str) {
        revoke(&self.wechat.engine, self.id, account);
        let push = Push::info("unauthorized").with("AuthorizerAppid", account);
        tell(self.wechat, self.id, push).await;
    }

    /// Who is at the page of authorisation from now on, and agrees: an account by its appid.
    pub fn agrees(self, account: Option<&str>) {
        let account = account.map(|id| Account { id: id.to_owned(), ..Account::default() });
        self.wechat.engine.state.platforms.sit_at_the_page(account);
    }

    /// The refresh token of an account that is good now.
    pub fn refresh_token(self, account: &str) -> Option<String> {
        lasting(self.wechat, self.id, account)
    }
}

impl<'a> SimSuite<'a> {
    pub(crate) fn new(wechat: &'a Simulator, id: &'a str) -> Self {
        SimSuite { wechat, id }
    }

    /// Where the suite is told what concerns it. Without it nothing is pushed.
    pub fn pushes_to(self, target: &Target) {
        listen(self.wechat, self.id, target);
    }

    /// Pushes a new ticket. From the first on, the suite's token is given for tickets that were
    /// pushed, each good for thirty minutes.
    pub async fn push_ticket(self) -> Option<Pushed> {
        let ticket = self.wechat.engine.state.id("suite ticket", 64);
        let push = Push::info("suite_ticket").with("SuiteId", self.id).with("SuiteTicket", ticket);
        tell(self.wechat, self.id, push).await
    }

    /// A corp installs the suite from WeCom's shop, where its app gets this number: the suite is told
    /// the code, which works once.
    pub async fn install(self, corpid: &str, agent: u64) -> Option<Pushed> {
        self.told(Account { id: corpid.to_owned(), agent, customized: false }, "create_auth").await
    }

    /// A corp lets the provider develop an app for it, by this template.
    pub async fn install_customized(self, corpid: &str, agent: u64) -> Option<Pushed> {
        self.told(Account { id: corpid.to_owned(), agent, customized: true }, "create_auth").await
    }

    async fn told(self, account: Account, event: &str) -> Option<Pushed> {
        let code = install(&self.wechat.engine, self.id, account);
        let push = Push::info(event).with("SuiteId", self.id).with("AuthCode", code);
        tell(self.wechat, self.id, push).await
    }

    /// A corp has its permanent code reset: the old one is dead, and the suite is told a code for the
    /// new one.
    pub async fn reset_permanent_code(self, corpid: &str) -> Option<Pushed> {
        let account = self
            .wechat
            .engine
            .state
            .platforms
            .of(self.id, |it| it.grant(corpid).map(|grant| grant.account.clone()))?;
        revoke(&self.wechat.engine, self.id, corpid);
        self.told(account, "reset_permanent_code").await
    }

    /// A corp removes the suite: its tokens are dead, and the suite is told.
    pub async fn uninstall(self, corpid: &str) {
        revoke(&self.wechat.engine, self.id, corpid);
        let push = Push::info("cancel_auth").with("SuiteId", self.id).with("AuthCorpId", corpid);
        tell(self.wechat, self.id, push).await;
    }

    /// Who is at the page of installation from now on, and agrees: a corp, and the number that the
    /// suite's app gets there.
    pub fn agrees(self, corp: Option<(&str, u64)>) {
        let account =
            corp.map(|(id, agent)| Account { id: id.to_owned(), agent, customized: false });
        self.wechat.engine.state.platforms.sit_at_the_page(account);
    }

    /// The permanent code of a corp that is good now.
    pub fn permanent_code(self, corpid: &str) -> Option<String> {
        lasting(self.wechat, self.id, corpid)
    }
}

fn listen(wechat: &Simulator, id: &str, target: &Target) {
    wechat.engine.state.platforms.of(id, |it| it.target = Some(target.clone()));
}

async fn tell(wechat: &Simulator, id: &str, push: Push) -> Option<Pushed> {
    let target = wechat.engine.state.platforms.of(id, |it| it.target.clone())?;
    Some(wechat.engine.push(&target, push).await)
}

fn lasting(wechat: &Simulator, id: &str, account: &str) -> Option<String> {
    wechat.engine.state.platforms.of(id, |it| it.grant(account).map(|it| it.lasting.clone()))
}

/// An account authorises a platform: the code for it, and the push that tells it.
pub(crate) fn authorize(
    engine: &Engine,
    platform: &str,
    account: &str,
    again: bool,
) -> (String, Push) {
    let (state, now) = (&engine.state, engine.clock.now());
    let code = format!("queryauthcode@@@{}", state.id("code", 60));
    let refresh = format!("refreshtoken@@@{}", state.id("refresh token", 43));
    let number = state.number();
    state.platforms.of(platform, |it| {
        let account = Account { id: account.to_owned(), ..Account::default() };
        it.add_code(&code, &account.id, now);
        it.allow(account, refresh, number, now);
    });
    let push = Push::info(if again { "updateauthorized" } else { "authorized" })
        .with("AuthorizerAppid", account)
        .with("AuthorizationCode", code.as_str())
        .with("AuthorizationCodeExpiredTime", (now / 1000 + 3600).to_string());
    (code, push)
}

/// A corp installs a suite: the code for it.
pub(crate) fn install(engine: &Engine, suite: &str, corp: Account) -> String {
    let (state, now) = (&engine.state, engine.clock.now());
    let (code, permanent) = (state.id("auth code", 64), state.id("permanent code", 43));
    let number = state.number();
    state.platforms.of(suite, |it| {
        it.add_code(&code, &corp.id, now);
        it.allow(corp, permanent, number, now);
    });
    code
}

fn revoke(engine: &Engine, platform: &str, account: &str) {
    let grant = engine.state.platforms.of(platform, |it| it.revoke(account));
    for token in grant.into_iter().flat_map(|grant| grant.tokens) {
        engine.state.tokens.kill(&token, engine.clock.now());
    }
}
