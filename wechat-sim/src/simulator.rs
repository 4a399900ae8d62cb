//! The handle that a test holds: where the simulator is, what it is told to do, what it has seen.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::oneshot;

use crate::answer::Reply;
use crate::bots;
use crate::builder::{Builder, StartError};
use crate::calls::{Call, Violation};
use crate::engine::Engine;
use crate::faults::{self, Fault};
use crate::lock;
use crate::platforms::{SimPlatform, SimSuite};
use crate::push::{self, EventSample, Push, Pushed, Target};
use crate::state::codes::Use;
use crate::state::messages::Message;
use crate::state::people::Person;

/// A running simulator. It stops when this is dropped.
#[must_use = "the simulator stops when this is dropped"]
pub struct Simulator {
    pub(crate) engine: Arc<Engine>,
    /// Dropped to stop the server.
    _stop: oneshot::Sender<()>,
    strict: bool,
}

impl Simulator {
    pub(crate) fn new(engine: Arc<Engine>, stop: oneshot::Sender<()>, strict: bool) -> Self {
        Simulator { engine, _stop: stop, strict }
    }

    /// Starts one on a free port of loopback, with the specs that [`Builder::specs`] finds by itself.
    pub async fn start() -> Result<Simulator, StartError> {
        Builder::default().start().await
    }

    /// Sets one up.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Base URL for every host of WeChat: `http://127.0.0.1:51234`, without a slash at the end.
    pub fn url(&self) -> &str {
        &self.engine.url
    }
}

/// Who there is.
impl Simulator {
    /// Registers an app. From the first on, other appids are refused with 40013 and wrong secrets
    /// with 40125; until then any appid with any secret is let in.
    pub fn app(&self, appid: &str, secret: &str) {
        self.engine.state.apps.register(appid, secret);
    }

    /// Registers an agent of a WeCom corp, by its number or a name. From the first on, other secrets
    /// of the corp are refused with 40001.
    pub fn agent(&self, corpid: &str, agent: &str, secret: &str) {
        self.engine.state.apps.register_agent(corpid, agent, secret);
    }

    /// Registers a bot of the dialogue platform: its appid, the token that its calls are signed with or
    /// carry, and its EncodingAESKey (43 characters; a key that is none fits nothing). There are no others.
    pub fn bot(&self, appid: &str, token: &str, aes_key: &str) {
        bots::register(&self.engine.state, appid, token, aes_key);
    }

    /// Makes an app key of payment of an app known; it may have several. From the first on, calls with
    /// another `pay_sig` than one of them makes are refused with 268490003; until then any will do. (The
    /// `signature` of a user who has logged in is always checked.)
    pub fn pay_key(&self, appid: &str, key: &str) {
        self.engine.state.apps.add_pay_key(appid, key);
    }

    /// A third-party platform.
    pub fn platform<'a>(&'a self, appid: &'a str) -> SimPlatform<'a> {
        SimPlatform::new(self, appid)
    }

    /// A suite of WeCom, or a template of apps that are developed for corps.
    pub fn suite<'a>(&'a self, id: &'a str) -> SimSuite<'a> {
        SimSuite::new(self, id)
    }

    /// Makes a page of the released mini program known. From the first on, codes for other pages
    /// are refused with 41030 (unless `check_path` is false).
    pub fn page(&self, page: &str) {
        self.engine.state.apps.add_page(page);
    }

    /// Makes a person known, or changes one who is. Those who follow are in followers' lists.
    pub fn person(&self, person: Person) {
        self.engine.state.people.add(person, self.seconds());
    }

    /// From now on login pages ask nobody: this person agrees at once, as WeChat does it for
    /// `snsapi_base`. `None`: they ask again.
    pub fn logs_in(&self, openid: Option<&str>) {
        self.engine.state.people.sit_at_the_phone(openid);
    }

    /// From now on this user refuses subscribe messages (43101).
    pub fn refuse_messages(&self, openid: &str) {
        self.engine.state.people.change(openid, self.seconds(), |person| person.refuses = true);
    }

    /// A code as `wx.login` gives it, for one use within five minutes.
    pub fn login_code(&self, openid: &str) -> String {
        self.code(Use::Login, openid, "")
    }

    /// A code as web login gives it, for one use within five minutes. `scope` is `snsapi_base`,
    /// `snsapi_userinfo` or `snsapi_login`.
    pub fn oauth_code(&self, openid: &str, scope: &str) -> String {
        self.code(Use::OAuth, openid, scope)
    }

    /// A code as a `getPhoneNumber` button gives it, for one use within five minutes.
    pub fn phone_code(&self, number: &str) -> String {
        self.code(Use::Phone, number, "")
    }

    fn code(&self, purpose: Use, whose: &str, scope: &str) -> String {
        let code = format!("0{}", self.engine.state.id("code", 31));
        self.engine.state.codes.issue(&code, purpose, whose, scope, self.engine.clock.now());
        code
    }

    /// The session key of a user who has logged in, to encrypt data as WeChat would.
    pub fn session_key(&self, openid: &str) -> Option<String> {
        self.engine.state.codes.any_session(openid)
    }
}

/// What it pushes to servers.
impl Simulator {
    /// Pushes a message or event, up to three times when it is not answered within five seconds, as
    /// WeChat does; and reads the answer.
    ///
    /// ```no_run
    /// # async fn test(wechat: wechat_sim::Simulator) -> Result<(), Box<dyn std::error::Error>> {
    /// use wechat_sim::{Push, Target};
    ///
    /// let server = Target::new("http://127.0.0.1:8080/wechat", "token")
    ///     .encrypted("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "wx0123456789abcdef")?;
    /// let pushed = wechat.push(&server, Push::text("oLiLei", "hello")).await;
    /// assert_eq!(pushed.reply().map(|reply| reply.text("Content")), Some("you said hello"));
    /// # Ok(()) }
    /// ```
    pub async fn push(&self, target: &Target, push: Push) -> Pushed {
        self.engine.push(target, push).await
    }

    /// An event of the catalogue with every field that is described, by product and key:
    /// `official_account.subscribe`.
    pub fn event(&self, name: &str) -> Option<Push> {
        push::named(&self.engine, name)
    }

    /// All events that apps of a product (`official_account`) are sent.
    pub fn events(&self, product: &str) -> Vec<EventSample> {
        push::samples(&self.engine, product)
    }

    /// Checks the address of a server, as WeChat does when it is entered. The error says what is
    /// wrong.
    pub async fn check_url(&self, target: &Target) -> Result<(), String> {
        push::check_url(&self.engine, target).await
    }

    /// The pushes that were made, oldest first.
    pub fn pushed(&self) -> Vec<Pushed> {
        lock(&self.engine.pushed).clone()
    }
}

/// What goes wrong, and when it is.
impl Simulator {
    /// All tokens and tickets are past their time at once: calls with them get 42001.
    pub fn expire_tokens(&self) {
        self.engine.state.tokens.expire_all(self.engine.clock.now());
    }

    /// The next call of the path is answered with this return code.
    pub fn fail_next(&self, path: &str, code: impl Into<i64>) {
        self.fail_next_n(path, code, 1);
    }

    /// The next `times` calls of the path are answered with this return code.
    pub fn fail_next_n(&self, path: &str, code: impl Into<i64>, times: usize) {
        self.engine.faults.add(path, &Fault::Code(code.into()), times);
    }

    /// From now on calls of the path take so much longer.
    pub fn delay(&self, path: &str, delay: Duration) {
        self.engine.faults.delay(path, delay);
    }

    /// The next call of the path finds its connection closed without an answer.
    pub fn drop_next(&self, path: &str) {
        self.drop_next_n(path, 1);
    }

    /// The next `times` calls of the path find their connection closed without an answer.
    pub fn drop_next_n(&self, path: &str, times: usize) {
        self.engine.faults.add(path, &Fault::Raw(Reply::Drop), times);
    }

    /// The next call of the path gets the first half of its answer; then its connection is closed.
    pub fn cut_next(&self, path: &str) {
        self.engine.faults.add(path, &Fault::Cut, 1);
    }

    /// The next call of the path gets exactly this, whatever it is. The path need not be in the
    /// catalogue.
    pub fn answer_next(
        &self,
        path: &str,
        status: u16,
        headers: &[(&str, &str)],
        body: impl Into<Bytes>,
    ) {
        self.engine.faults.add(path, &faults::raw(status, headers, body.into()), 1);
    }

    /// The next `times` calls of the path get exactly this.
    pub fn answer_next_n(
        &self,
        path: &str,
        status: u16,
        headers: &[(&str, &str)],
        body: impl Into<Bytes>,
        times: usize,
    ) {
        self.engine.faults.add(path, &faults::raw(status, headers, body.into()), times);
    }

    /// Forgets what was to go wrong.
    pub fn clear_faults(&self) {
        self.engine.faults.clear();
    }

    /// Moves the simulator's clock forward: tokens, codes and media age.
    pub fn advance(&self, by: Duration) {
        self.engine.clock.advance(by);
    }

    /// Milliseconds since 1970 on the simulator's clock.
    pub fn now(&self) -> u64 {
        self.engine.clock.now()
    }

    fn seconds(&self) -> u64 {
        self.now() / 1000
    }
}

/// What it has seen.
impl Simulator {
    /// The calls that arrived, oldest first; of very many the last.
    pub fn calls(&self) -> Vec<Arc<Call>> {
        self.engine.calls.all()
    }

    /// The calls of a path.
    pub fn calls_to(&self, path: &str) -> Vec<Arc<Call>> {
        self.engine.calls.to(path)
    }

    /// How many calls of the path arrived.
    pub fn count(&self, path: &str) -> usize {
        self.engine.calls.count(path)
    }

    /// How many calls arrived in all.
    pub fn total(&self) -> usize {
        self.engine.calls.total()
    }

    /// How many calls asked for an access token, classic or stable.
    pub fn token_requests(&self) -> usize {
        self.count("/cgi-bin/stable_token") + self.count("/cgi-bin/token")
    }

    /// The tokens and tickets that are good now.
    pub fn tokens(&self) -> Vec<String> {
        self.engine.state.tokens.current(self.engine.clock.now())
    }

    /// What requests did that their specs do not allow, oldest first. A token that has expired or
    /// was replaced, a used code and the like are no violations.
    pub fn violations(&self) -> Vec<Violation> {
        self.engine.calls.violations()
    }

    /// The messages that were sent to people, oldest first.
    pub fn messages(&self) -> Vec<Message> {
        self.engine.state.messages.all()
    }

    /// The messages that were sent to one person.
    pub fn messages_to(&self, openid: &str) -> Vec<Message> {
        let mut messages = self.messages();
        messages.retain(|message| message.to.iter().any(|to| to == openid));
        messages
    }

    /// Forgets calls, counts and violations; the state stays.
    pub fn clear_calls(&self) {
        self.engine.calls.clear();
    }
}

impl fmt::Debug for Simulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Simulator").field("url", &self.url()).finish_non_exhaustive()
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        if !self.strict || std::thread::panicking() {
            return;
        }
        let violations = self.violations();
        if let [first, ..] = violations.as_slice() {
            // Asked for by `Builder::strict`; a test fails by panicking.
            panic!("{} requests violate their specs, first: {first}", violations.len());
        }
    }
}
