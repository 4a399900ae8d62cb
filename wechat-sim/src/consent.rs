//! The pages on which an account's owner authorises a platform, and a corp installs a suite: who
//! asks is checked, its pre-auth code is used up, and the browser is sent back with a code.

use axum::http::StatusCode;

use crate::check::Finding;
use crate::engine::Engine;
use crate::login::{Shown, escape, html, redirect};
use crate::platforms;
use crate::request::{Request, encode};
use crate::state::codes::Use;

/// A page: its path, its parameters, the one that says who asks.
struct Page {
    path: &'static str,
    title: &'static str,
    who: &'static str,
    /// The others that must be there, and those that may.
    must: &'static [&'static str],
    may: &'static [&'static str],
    /// Asks a corp to install a suite.
    suite: bool,
}

const PAGES: [Page; 3] = [
    Page {
        path: "/cgi-bin/componentloginpage",
        title: "公众号或小程序授权",
        who: "component_appid",
        must: &["pre_auth_code", "redirect_uri"],
        may: &["auth_type", "biz_appid"],
        suite: false,
    },
    Page {
        path: "/safe/bindcomponent",
        title: "公众号或小程序授权",
        who: "component_appid",
        must: &["action", "no_scan", "pre_auth_code", "redirect_uri"],
        may: &["auth_type", "biz_appid"],
        suite: false,
    },
    Page {
        path: "/3rdapp/install",
        title: "安装应用",
        who: "suite_id",
        must: &["pre_auth_code", "redirect_uri", "state"],
        may: &[],
        suite: true,
    },
];

/// The answer to a browser, when the path is a page's.
pub(crate) fn serve(engine: &Engine, request: &Request) -> Option<Shown> {
    let page = PAGES.iter().find(|page| page.path == request.path)?;
    let findings = check(page, request);
    let refused =
        |why: &str| html(StatusCode::BAD_REQUEST, "参数错误", &format!("<p>{}</p>", escape(why)));
    if let Some(first) = findings.first() {
        let why = format!("{}：{}", first.at, first.what);
        return Some((refused(&why), findings));
    }
    let value = |name: &str| request.query(name).unwrap_or_default();
    let asked = value("biz_appid");
    let Some(mut owner) = engine.state.platforms.at_the_page() else {
        let text = "<p>没有人：先用 <code>agrees</code> 设置</p>";
        return Some((html(StatusCode::OK, page.title, text), findings));
    };
    if !asked.is_empty() {
        asked.clone_into(&mut owner.id);
    }
    let (who, now) = (value(page.who), engine.clock.now());
    let spent = engine.state.codes.spend_for(who, value("pre_auth_code"), Use::PreAuth, now);
    if spent.is_err() {
        // A page that was opened twice is everyday life.
        return Some((refused("预授权码无效或已使用"), findings));
    }
    let added = if page.suite {
        let code = platforms::install(engine, who, owner);
        let state = encode(value("state"));
        format!("auth_code={code}&expires_in=1200&state={state}")
    } else {
        let again = engine.state.platforms.of(who, |it| it.grant(&owner.id).is_some());
        let (code, push) = platforms::authorize(engine, who, &owner.id, again);
        engine.tell(who, push.with("PreAuthCode", value("pre_auth_code")));
        format!("auth_code={}&expires_in=3600", encode(&code))
    };
    Some((redirect(value("redirect_uri"), &added), findings))
}

fn check(page: &Page, request: &Request) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut note = |at: &str, what: &str| {
        findings.push(Finding { code: 40097, at: format!("query.{at}"), what: what.to_owned() });
    };
    let value = |name: &str| request.query(name).unwrap_or_default();
    if request.method != "GET" {
        note("", "a page is asked for with GET");
    }
    for name in page.must.iter().chain([&page.who]) {
        if value(name).is_empty() && *name != "state" {
            note(name, "missing");
        }
    }
    for (name, _) in &request.query {
        if name != page.who && !page.must.iter().chain(page.may).any(|known| known == name) {
            note(name, "unknown to this page");
        }
    }
    for (name, right) in [("action", "bindcomponent"), ("no_scan", "1")] {
        if page.must.contains(&name) && value(name) != right {
            note(name, &format!("must be `{right}`"));
        }
    }
    let target = value("redirect_uri");
    if !target.starts_with("http://") && !target.starts_with("https://") {
        note("redirect_uri", "no whole address");
    }
    if !matches!(value("auth_type"), "" | "1" | "2" | "3" | "4" | "5" | "6") {
        note("auth_type", "must be 1 to 6");
    }
    if !value("auth_type").is_empty() && !value("biz_appid").is_empty() {
        note("biz_appid", "stands instead of `auth_type`, not beside it");
    }
    let state = value("state");
    if state.len() > 128 || !state.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        note("state", "must be at most 128 letters and digits");
    }
    findings
}
