//! What the specs describe: the calls of their groups, and those that fetch credentials.

use std::collections::HashMap;
use std::path::Path;

use wechat_spec::Catalog;
use wechat_spec::model::{Group, Product};

use super::known::{Call, shape};

pub(super) struct Specs {
    pub products: Vec<Product>,
    /// Without `types` and groups of codes or events only.
    pub groups: Vec<Group>,
    /// Family and path → method and place.
    calls: HashMap<(bool, String), Vec<(&'static str, String)>>,
}

impl Specs {
    pub(super) fn load(dir: &Path) -> Result<Specs, String> {
        let (catalog, mistakes) = Catalog::load(dir);
        if let Some(mistake) = mistakes.iter().next() {
            return Err(format!("{} mistakes in {}: {mistake}", mistakes.len(), dir.display()));
        }
        let mut calls: HashMap<_, Vec<_>> = HashMap::new();
        let mut add = |product: &str, path: &str, method, place: String| {
            let places = calls.entry((is_wecom(product), shape(path))).or_default();
            if !places.contains(&(method, place.clone())) {
                places.push((method, place));
            }
        };
        for group in &catalog.groups {
            for endpoint in &group.endpoints {
                let place = format!("{}.{}.{}", group.product, group.name, endpoint.name);
                add(&group.product, &endpoint.path, endpoint.method.word(), place);
            }
        }
        for product in &catalog.products {
            for credential in &product.credentials {
                let fetches =
                    credential.fetch.iter().chain(credential.recover.iter().map(|all| &all.fetch));
                for fetch in fetches {
                    let place = format!("credential {}", credential.name);
                    add(&product.name, &fetch.path, fetch.method.word(), place);
                }
            }
            for exchange in &product.exchanges {
                let place = format!("exchange {}", exchange.name);
                add(&product.name, &exchange.fetch.path, exchange.fetch.method.word(), place);
            }
        }
        let mut groups: Vec<Group> =
            catalog.groups.into_iter().filter(|group| !group.endpoints.is_empty()).collect();
        groups.sort_by(|a, b| (&a.product, &a.name).cmp(&(&b.product, &b.name)));
        let mut products = catalog.products;
        products.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Specs { products, groups, calls })
    }

    /// Where a path is described. A method that differs from the inventory's is said.
    pub(super) fn places(&self, call: &Call) -> Vec<String> {
        let wecom = is_wecom(&call.product);
        let path = shape(&call.path);
        let found = self.calls.get(&(wecom, path.clone()));
        // The inventory has paths of `other` without their first directory.
        let tail = || {
            let mut ends = self.calls.iter().filter(|((family, known), _)| {
                *family == wecom
                    && known.ends_with(&path)
                    && known.matches('/').count() == path.matches('/').count() + 1
            });
            ends.next().map(|(_, places)| places)
        };
        let found = if call.product == "other" { found.or_else(tail) } else { found };
        let Some(found) = found else { return Vec::new() };
        let same: Vec<String> = found
            .iter()
            .filter(|(method, _)| *method == call.method || call.method.is_empty())
            .map(|(_, place)| place.clone())
            .collect();
        if !same.is_empty() {
            return same;
        }
        found.iter().map(|(method, place)| format!("{place} ({method})")).collect()
    }
}

/// WeCom has a host of its own, on which the same paths are other calls.
fn is_wecom(product: &str) -> bool {
    product.starts_with("wecom")
}
