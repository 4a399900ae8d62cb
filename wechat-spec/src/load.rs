//! Which files make up a group, and the reading of them.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Diagnostics, Report};
use crate::model::{Group, Product};
use crate::resolve::{self, Around};
use crate::source::{Files, Source};
use crate::{ast, parse, toml};

/// A group and what stands around it.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// `None` for a file that stands alone.
    pub product: Option<Product>,
    /// As much of it as could be made out.
    pub group: Group,
    /// `types.toml` of the product.
    pub product_types: Option<Group>,
    /// `common/types.toml`.
    pub common_types: Option<Group>,
    /// Every mistake of every file that was read.
    pub diagnostics: Diagnostics,
}

impl Loaded {
    /// All files that were read, the group's own first, none twice: what a build must track.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut files = self.group.files.clone();
        for file in self.product.iter().flat_map(|product| &product.files) {
            if !files.contains(file) {
                files.push(file.clone());
            }
        }
        files
    }
}

/// Loads a group file (`api-specs/mini-program/login.toml`), its product
/// (`api-specs/mini-program.toml`) and the types it may use (`types.toml` beside it and
/// `api-specs/common/types.toml`). A file without a product stands alone.
pub fn load_group(path: &Path, files: &dyn Files) -> Loaded {
    let mut loader = Loader::new(files);
    let found = loader.group(path);
    let mut loaded = Loaded { diagnostics: loader.diagnostics, ..Loaded::default() };
    if let Some(found) = found {
        loaded.product = found.product.as_deref().cloned();
        loaded.product_types = found.product_types.as_deref().map(|types| types.group.clone());
        loaded.common_types = found.common_types.as_deref().map(|types| types.group.clone());
        loaded.group = found.group;
    } else {
        loaded.group.name = stem(path);
        loaded.group.files.push(path.to_owned());
    }
    loaded.diagnostics.tidy();
    loaded
}

/// Loads a product file and the products it is based on.
pub fn load_product(path: &Path, files: &dyn Files) -> (Option<Product>, Diagnostics) {
    let mut loader = Loader::new(files);
    let product = loader.product(path, 0);
    if product.is_none() && loader.diagnostics.is_empty() {
        loader.diagnostics.push(Diagnostic::file(
            path.to_owned(),
            "there is no such file".to_owned(),
            None,
        ));
    }
    loader.diagnostics.tidy();
    (product.as_deref().cloned(), loader.diagnostics)
}

/// `mini-program.toml` → `mini_program`
pub(crate) fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().replace('-', "_")).unwrap_or_default()
}

/// What the file is called that describes what a product's apps are sent.
const EVENTS: &str = "events.toml";

/// Products based on products based on products… end here.
const MAX_BASES: usize = 8;

/// Reads each file once.
pub(crate) struct Loader<'f> {
    files: &'f dyn Files,
    products: Vec<(PathBuf, Option<Rc<Product>>)>,
    types: Vec<(PathBuf, Option<Rc<Found>>)>,
    pub(crate) diagnostics: Diagnostics,
}

/// A group, the file it was made of, and its surroundings.
pub(crate) struct Found {
    pub(crate) source: Source,
    pub(crate) file: ast::Group,
    pub(crate) group: Group,
    pub(crate) product: Option<Rc<Product>>,
    pub(crate) product_types: Option<Rc<Found>>,
    pub(crate) common_types: Option<Rc<Found>>,
}

impl<'f> Loader<'f> {
    pub(crate) fn new(files: &'f dyn Files) -> Self {
        Loader {
            files,
            products: Vec::new(),
            types: Vec::new(),
            diagnostics: Diagnostics::default(),
        }
    }

    fn read(&mut self, path: &Path) -> Option<Source> {
        match self.files.read(path) {
            Ok(text) => text.map(|text| Source::new(path, text)),
            Err(error) => {
                self.diagnostics.push(Diagnostic::file(
                    path.to_owned(),
                    format!("cannot be read: {error}"),
                    None,
                ));
                None
            }
        }
    }

    /// A group or types file; `None` (and a report) when it cannot be read.
    pub(crate) fn group(&mut self, path: &Path) -> Option<Found> {
        let before = self.diagnostics.len();
        let Some(source) = self.read(path) else {
            if self.diagnostics.len() == before {
                self.not_there(path);
            }
            return None;
        };
        let dir = path.parent().unwrap_or(Path::new(""));
        let root = dir.parent().unwrap_or(Path::new(""));
        let product = match dir.file_name() {
            Some(name) => {
                let mut file = name.to_os_string();
                file.push(".toml");
                self.product(&root.join(file), 0)
            }
            None => None,
        };
        let is_types = path.file_name().is_some_and(|name| name == "types.toml");
        let mut product_types = None;
        let mut common_types = None;
        let mut common_events = None;
        if product.is_some() {
            let common = root.join("common").join("types.toml");
            let own = dir.join("types.toml");
            if path != common {
                common_types = self.types(&common);
            }
            if path != own && own != common {
                product_types = self.types(&own);
            }
            let common = root.join("common").join(EVENTS);
            let base = root.join("common.toml");
            let based = product.as_ref().is_some_and(|product| product.files.contains(&base));
            if based && path != common && path.file_name().is_some_and(|name| name == EVENTS) {
                common_events = self.types(&common);
            }
        }
        let mut report = Report::new(&source);
        let mut file = ast::Group::default();
        toml::parse(&source, &mut report, &mut |table, report| file = parse::group(table, report));
        let name = stem(path);
        let around = Around {
            product: product.as_deref(),
            product_types: product_types.as_deref().map(|types| &types.group),
            common_types: common_types.as_deref().map(|types| &types.group),
            common_events: common_events.as_deref().map(|events| &events.group),
            is_types,
        };
        let mut group = resolve::group(&file, &name, &around, &mut report);
        group.files.push(path.to_owned());
        for types in product_types.iter().chain(&common_types).chain(&common_events) {
            group.files.push(types.source.path.clone());
        }
        self.diagnostics.extend(report.finish());
        if !crate::names::is_snake(&name) {
            let help = "a group is named after its file: letters, digits and `-`".to_owned();
            self.diagnostics.push(Diagnostic::file(
                path.to_owned(),
                format!("`{name}` makes no Rust name"),
                Some(help),
            ));
        }
        Some(Found { source, file, group, product, product_types, common_types })
    }

    /// Says that there is no such file, and which was probably meant.
    fn not_there(&mut self, path: &Path) {
        let dir = path.parent().unwrap_or(Path::new(""));
        // The directory of a whole crate is too much to look through.
        let beside = match dir.as_os_str().is_empty() {
            true => Vec::new(),
            false => self.files.list(dir).unwrap_or_default(),
        };
        let names: Vec<String> = beside
            .iter()
            .filter(|other| other.parent() == Some(dir))
            .filter_map(|other| Some(other.file_name()?.to_string_lossy().into_owned()))
            .collect();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let guess = crate::names::nearest(&name, names.iter().map(String::as_str));
        let help = guess.map(|guess| format!("did you mean `{guess}`"));
        let message = "there is no such file".to_owned();
        self.diagnostics.push(Diagnostic::file(path.to_owned(), message, help));
    }

    /// A file that others use, if there is one.
    pub(crate) fn types(&mut self, path: &Path) -> Option<Rc<Found>> {
        if let Some((_, known)) = self.types.iter().find(|(known, _)| known == path) {
            return known.clone();
        }
        let found = match self.files.read(path) {
            Ok(None) => None,
            _ => self.group(path).map(Rc::new),
        };
        self.types.push((path.to_owned(), found.clone()));
        found
    }

    /// A product, if there is one.
    pub(crate) fn product(&mut self, path: &Path, depth: usize) -> Option<Rc<Product>> {
        if let Some((_, known)) = self.products.iter().find(|(known, _)| known == path) {
            return known.clone();
        }
        let found = self.read_product(path, depth).map(Rc::new);
        self.products.push((path.to_owned(), found.clone()));
        found
    }

    fn read_product(&mut self, path: &Path, depth: usize) -> Option<Product> {
        let source = self.read(path)?;
        let mut report = Report::new(&source);
        let mut file = ast::Product::default();
        toml::parse(&source, &mut report, &mut |table, report| {
            file = parse::product(table, report)
        });
        let mut base = None;
        if let Some(word) = &file.base {
            let base_path = path.with_file_name(format!("{}.toml", word.value));
            if depth >= MAX_BASES || base_path == path {
                report.error(word.span, "the product is based on itself");
            } else {
                base = self.product(&base_path, depth + 1);
                if base.is_none() {
                    report.error(
                        word.span,
                        format!("there is no product file `{}.toml` beside this one", word.value),
                    );
                }
            }
        }
        let mut files = vec![path.to_owned()];
        files.extend(base.iter().flat_map(|base| base.files.iter().cloned()));
        let mut product =
            resolve::product(&file, &stem(path), base.as_deref().cloned(), &mut report);
        product.files = files;
        self.diagnostics.extend(report.finish());
        Some(product)
    }
}
