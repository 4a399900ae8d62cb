//! Which call a name of the catalogue stands for.

use std::collections::HashMap;
use std::path::Path;

use serde_json::Value;

/// A method and a path, parameters as `{}`.
pub(crate) struct Call {
    pub(crate) method: String,
    pub(crate) path: String,
}

/// Calls by product and name.
pub(super) struct Catalog(HashMap<(String, String), Call>);

impl Catalog {
    /// Reads `<product>.json` of these products.
    pub(super) fn read(directory: &Path, products: &[&str]) -> Result<Catalog, String> {
        let mut calls = HashMap::new();
        for product in products {
            let path = directory.join(format!("{product}.json"));
            let at = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
            let text = std::fs::read(&path).map_err(|error| at(&error))?;
            let file: Value = serde_json::from_slice(&text).map_err(|error| at(&error))?;
            let endpoints = file.get("endpoints").and_then(Value::as_array);
            for endpoint in endpoints.ok_or_else(|| at(&"no list `endpoints`"))? {
                let text = |name: &str| endpoint.get(name).and_then(Value::as_str);
                if let (Some(id), Some(method), Some(path)) =
                    (text("id"), text("method"), text("path"))
                {
                    let call = Call { method: method.to_owned(), path: plain(path) };
                    calls.insert(((*product).to_owned(), id.to_owned()), call);
                }
            }
        }
        Ok(Catalog(calls))
    }

    pub(super) fn call(&self, product: &str, id: &str) -> Option<&Call> {
        self.0.get(&(product.to_owned(), id.to_owned()))
    }
}

/// A path whose parameters have no names.
pub(crate) fn plain(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        plain.push_str(before);
        plain.push_str("{}");
        rest = after.split_once('}').map_or("", |(_, behind)| behind);
    }
    plain.push_str(rest);
    plain
}
