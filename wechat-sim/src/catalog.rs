//! The one place that knows how the spec crate hands out a catalogue.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use wechat_spec::Catalog;

use crate::lock;
use crate::schema::Schema;

/// A directory of specs, read once a process: a test binary starts many simulators. The error is
/// every mistake in it.
pub(crate) fn load(dir: &Path) -> Result<Catalog, String> {
    static LOADED: Mutex<BTreeMap<PathBuf, Catalog>> = Mutex::new(BTreeMap::new());
    let key = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    let mut loaded = lock(&LOADED);
    if let Some(catalog) = loaded.get(&key) {
        return Ok(catalog.clone());
    }
    let catalog = read(dir)?;
    loaded.insert(key, catalog.clone());
    Ok(catalog)
}

fn read(dir: &Path) -> Result<Catalog, String> {
    let (catalog, diagnostics) = Catalog::load(dir);
    if !diagnostics.is_empty() {
        return Err(diagnostics.to_string());
    }
    if catalog.groups.is_empty() {
        return Err("it describes no endpoint".into());
    }
    Ok(catalog)
}

/// Adds one more file, with the product and the types it brings along.
pub(crate) fn add_file(catalog: &mut Catalog, file: &Path) -> Result<(), String> {
    let loaded = wechat_spec::load_group(file, &wechat_spec::Disk::here());
    if !loaded.diagnostics.is_empty() {
        return Err(loaded.diagnostics.to_string());
    }
    let known = catalog.products.iter().map(|product| product.name.as_str()).collect::<Vec<_>>();
    if let Some(product) = loaded.product.filter(|product| !known.contains(&product.name.as_str()))
    {
        catalog.products.push(product);
    }
    for types in [loaded.product_types, loaded.common_types].into_iter().flatten() {
        if !catalog.types.iter().any(|other| other.product == types.product) {
            catalog.types.push(types);
        }
    }
    catalog.groups.push(loaded.group);
    Ok(())
}

/// Whether a directory describes products, and not only groups that stand alone: a product has a
/// file and a directory of one name.
pub(crate) fn has_products(dir: &Path) -> bool {
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.path())
        .any(|path| path.is_dir() && path.with_extension("toml").is_file())
}

/// Reads a catalogue.
pub(crate) fn schema(catalog: &Catalog) -> Schema {
    let types = catalog.types.iter().map(|group| (group.product.clone(), group.clone()));
    Schema::new(catalog.products.iter().cloned(), catalog.groups.iter().cloned(), types)
}
