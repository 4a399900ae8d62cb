//! A product file.

use crate::ast::Product;
use crate::diagnostic::Report;
use crate::parse::endpoint::envelope;
use crate::parse::field::named_tables;
use crate::parse::{Keys, credential, exchange, syntax};
use crate::toml::Table;
use crate::vocabulary::PRODUCT;

/// Everything of a file.
pub(crate) fn product(root: &Table<'_>, report: &mut Report<'_>) -> Product {
    let keys = Keys::new(report, root, "a product file", PRODUCT);
    let mut product = Product {
        title: keys.title(report, "title"),
        doc: keys.doc(report, "doc"),
        base: keys.word(report, "base"),
        host: keys.word(report, "host").and_then(|word| syntax::host(report, word)),
        envelope: keys.get("envelope").and_then(|node| envelope(report, node)),
        kinds: keys.words(report, "kinds"),
        auth: keys.word(report, "auth"),
        credentials: Vec::new(),
        exchanges: Vec::new(),
    };
    for (name, table) in named_tables(report, &keys, "credential") {
        product.credentials.push(credential::credential(report, name, table));
    }
    for (name, table) in named_tables(report, &keys, "exchange") {
        product.exchanges.push(exchange::exchange(report, name, table));
    }
    product
}
