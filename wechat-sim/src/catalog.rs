//! The one place that knows how the spec crate hands out a catalogue.

use std::path::Path;

use wechat_spec::Catalog;

use crate::schema::Schema;

/// Loads a directory of specs; the error is every mistake in it.
pub(crate) fn load(dir: &Path) -> Result<Catalog, String> {
    let (catalog, diagnostics) = Catalog::load(dir);
    if !diagnostics.is_empty() {
        return Err(diagnostics.to_string());
    }
    if catalog.groups.is_empty() {
        return Err("it describes no endpoint".into());
    }
    Ok(catalog)
}

/// Reads a catalogue.
pub(crate) fn schema(catalog: &Catalog) -> Schema {
    let types = catalog.types.iter().map(|group| (group.product.clone(), group.clone()));
    Schema::new(catalog.products.iter().cloned(), catalog.groups.iter().cloned(), types)
}
