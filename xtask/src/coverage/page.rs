//! The page: a table of the products, what is described group by group, then every known path
//! with its state.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::State;
use super::known::{Call, Known};
use super::specs::Specs;

/// Products in the order of the page, as the inventory names them, and as people do. Any other
/// comes after them.
const NAMES: &[(&str, &str)] = &[
    ("mini_program", "Mini programs 小程序"),
    ("official_account", "Official accounts 公众号"),
    ("open_platform", "Open platform 开放平台"),
    ("channels", "Channels and shops 视频号、微信小店"),
    ("wecom", "WeCom 企业微信"),
    ("ads", "Advertising 微信广告"),
    ("other", "Dialogue and others 智能对话等"),
    ("pay_v2", "WeChat Pay, API v2 微信支付"),
    ("pay_v3", "WeChat Pay, API v3 微信支付"),
];

const HEAD: &str = "# Coverage

Every path that WeChat is known to have, and where it is described. `cargo xtask coverage` writes
this page from the specs, an inventory of official pages and SDKs, and the reasons in
[`xtask/coverage.toml`](../xtask/coverage.toml): edit those, not this.

* **described**: `product.group.method`; its feature is `product-group`. A method in brackets is the
  one it is described with, where the inventory has another. `credential` and `exchange` are calls
  that the SDK makes by itself to get tokens and tickets.
* **left out**: WeChat withdrew it, or is about to.
* **not current**: there is no such call, though some SDK has it.
* **elsewhere**: of a product that is not covered yet.
* **missing**: current, and not described yet.

";

pub(super) fn page(specs: &Specs, known: &Known, states: &[State<'_>]) -> String {
    let mut products: BTreeMap<(usize, &str), Vec<(&Call, &State<'_>)>> = BTreeMap::new();
    for (call, state) in known.calls.iter().zip(states) {
        let at = NAMES.iter().position(|(name, _)| *name == call.product);
        let key = (at.unwrap_or(NAMES.len()), call.product.as_str());
        products.entry(key).or_default().push((call, state));
    }
    let mut out = HEAD.to_owned();
    totals(&mut out, &products);
    groups(&mut out, specs);
    for ((_, product), calls) in &products {
        let _ = writeln!(out, "## {}\n", title(product));
        described(&mut out, calls);
        missing(&mut out, calls);
        let reason = |state: &State<'_>| match state {
            State::LeftOut(reason) => Some((*reason).to_owned()),
            _ => None,
        };
        apart(&mut out, "Left out", calls, reason);
        let reason = |state: &State<'_>| match state {
            State::NotCurrent(reason) => Some((*reason).to_owned()),
            _ => None,
        };
        apart(&mut out, "Not current", calls, reason);
        let reason = |state: &State<'_>| match state {
            State::Elsewhere(reason) => Some((*reason).to_owned()),
            _ => None,
        };
        apart(&mut out, "Elsewhere", calls, reason);
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn title(product: &str) -> &str {
    NAMES.iter().find(|(name, _)| *name == product).map_or(product, |(_, title)| title)
}

fn totals(out: &mut String, products: &BTreeMap<(usize, &str), Vec<(&Call, &State<'_>)>>) {
    out.push_str(
        "| product | paths | described | left out | not current | elsewhere | missing |\n",
    );
    out.push_str("|---|--:|--:|--:|--:|--:|--:|\n");
    let mut sums = [0; 6];
    let row = |out: &mut String, name: &str, counts: [usize; 6]| {
        let cells: Vec<String> = counts.iter().map(usize::to_string).collect();
        let _ = writeln!(out, "| {name} | {} |", cells.join(" | "));
    };
    for ((_, product), calls) in products {
        let count =
            |is: fn(&State<'_>) -> bool| calls.iter().filter(|(_, state)| is(state)).count();
        let counts = [
            calls.len(),
            count(|state| matches!(state, State::Described(_))),
            count(|state| matches!(state, State::LeftOut(_))),
            count(|state| matches!(state, State::NotCurrent(_))),
            count(|state| matches!(state, State::Elsewhere(_))),
            count(|state| matches!(state, State::Missing)),
        ];
        row(out, title(product), counts);
        sums = std::array::from_fn(|at| sums[at] + counts[at]);
    }
    row(out, "**all**", sums);
    out.push('\n');
}

fn groups(out: &mut String, specs: &Specs) {
    let endpoints: usize = specs.groups.iter().map(|group| group.endpoints.len()).sum();
    let count = specs.groups.len();
    let _ = writeln!(out, "## Described: {endpoints} calls in {count} groups\n");
    out.push_str("| product | groups, and how many calls each has | calls |\n|---|---|--:|\n");
    for product in &specs.products {
        let of: Vec<_> =
            specs.groups.iter().filter(|group| group.product == product.name).collect();
        if of.is_empty() {
            continue;
        }
        let names: Vec<String> =
            of.iter().map(|group| format!("`{}` {}", group.name, group.endpoints.len())).collect();
        let sum: usize = of.iter().map(|group| group.endpoints.len()).sum();
        let _ = writeln!(
            out,
            "| `{}` {} | {} | {sum} |",
            product.name,
            product.title,
            names.join(", ")
        );
    }
    out.push('\n');
}

fn described(out: &mut String, calls: &[(&Call, &State<'_>)]) {
    let mut rows: Vec<(&[String], &Call)> = calls
        .iter()
        .filter_map(|(call, state)| match state {
            State::Described(places) => Some((places.as_slice(), *call)),
            _ => None,
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    rows.sort_by(|(a, x), (b, y)| (a, &x.path, &x.method).cmp(&(b, &y.path, &y.method)));
    out.push_str("| described as | path | title |\n|---|---|---|\n");
    for (places, call) in rows {
        let places: Vec<String> = places.iter().map(|place| format!("`{place}`")).collect();
        let _ = writeln!(out, "| {} | {} | {} |", places.join(" "), path(call), call.title);
    }
    out.push('\n');
}

fn missing(out: &mut String, calls: &[(&Call, &State<'_>)]) {
    let rows: Vec<&Call> = calls
        .iter()
        .filter(|(_, state)| matches!(state, State::Missing))
        .map(|(call, _)| *call)
        .collect();
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(out, "### Missing: {}\n", rows.len());
    for call in rows {
        let _ = writeln!(out, "- {} {}", path(call), call.title);
    }
    out.push('\n');
}

/// Paths that are not described, by the reason.
fn apart(
    out: &mut String,
    title: &str,
    calls: &[(&Call, &State<'_>)],
    reason: impl Fn(&State<'_>) -> Option<String>,
) {
    let mut by_reason: BTreeMap<String, Vec<&Call>> = BTreeMap::new();
    for (call, state) in calls {
        if let Some(reason) = reason(state) {
            by_reason.entry(reason).or_default().push(call);
        }
    }
    if by_reason.is_empty() {
        return;
    }
    let count: usize = by_reason.values().map(Vec::len).sum();
    let _ = writeln!(out, "### {title}: {count}\n");
    for (reason, calls) in by_reason {
        let _ = writeln!(out, "{reason}\n");
        for call in calls {
            let _ = writeln!(out, "- {} {}", path(call), call.title);
        }
        out.push('\n');
    }
}

fn path(call: &Call) -> String {
    let method = if call.method.is_empty() { "?" } else { &call.method };
    format!("`{method} {}`", call.path)
}
