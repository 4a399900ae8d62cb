//! The catalogue as the simulator reads it: endpoints by number, names looked up where they are
//! described, every credential's fetch call as an endpoint of its own.

use std::collections::HashMap;

use wechat_spec::model::{
    Auth, Body, ConstField, Credential, Endpoint, Enum, Envelope, Event, Fetch, Group, Home,
    Method, Place, Product, Record, Response, TypeRef, Union,
};

/// A spec file, by number: names in a record are looked up from the file the record stands in.
pub(crate) type FileId = usize;

/// An endpoint, by number.
pub(crate) type EntryId = usize;

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Schema {
    products: Vec<Product>,
    files: Vec<File>,
    entries: Vec<Entry>,
    events: Vec<EventEntry>,
}

/// An event that apps of a product are sent.
#[derive(Debug)]
pub(crate) struct EventEntry {
    /// `official_account`
    pub(crate) product: String,
    /// Where it is described.
    file: FileId,
    pub(crate) event: Event,
}

impl EventEntry {
    /// `official_account.subscribe`
    pub(crate) fn name(&self) -> String {
        format!("{}.{}", self.product, self.event.name)
    }
}

#[derive(Debug)]
struct File {
    group: Group,
    names: HashMap<String, Item>,
    product_types: Option<FileId>,
    common_types: Option<FileId>,
}

#[derive(Clone, Copy, Debug)]
enum Item {
    Record(usize),
    Enum(usize),
    Union(usize),
}

/// One endpoint with what belongs to it.
#[derive(Debug)]
pub(crate) struct Entry {
    /// `mini_program.login.code2session`
    pub(crate) name: String,
    pub(crate) file: FileId,
    /// `https://api.weixin.qq.com`. The simulator is all of them, but a path may mean something else
    /// on each.
    pub(crate) host: String,
    pub(crate) endpoint: Endpoint,
    pub(crate) envelope: Envelope,
    /// What a call must carry.
    pub(crate) credential: Option<Credential>,
    /// Set when this is not an endpoint of a group but the call that fetches this credential.
    pub(crate) fetches: Option<Credential>,
}

impl Schema {
    /// Reads products, their groups, and types files (with the product they belong to).
    pub(crate) fn new(
        products: impl IntoIterator<Item = Product>,
        groups: impl IntoIterator<Item = Group>,
        types: impl IntoIterator<Item = (String, Group)>,
    ) -> Self {
        let mut schema = Schema { products: products.into_iter().collect(), ..Schema::default() };
        let mut types_of = HashMap::new();
        for (product, group) in types {
            types_of.insert(product, schema.files.len());
            schema.files.push(File::new(group));
        }
        for group in groups {
            schema.files.push(File::new(group));
        }
        for file in &mut schema.files {
            file.product_types = types_of.get(&file.group.product).copied();
            file.common_types = types_of.get("common").copied();
        }
        for id in 0..schema.files.len() {
            schema.add_endpoints(id);
        }
        schema.add_events();
        schema.add_fetches();
        schema
    }

    fn add_endpoints(&mut self, id: FileId) {
        let group = &self.files[id].group;
        let product = self.product_of(group);
        let mut entries = Vec::new();
        for endpoint in &group.endpoints {
            let auth = match &endpoint.auth {
                Auth::Product => product.and_then(|p| p.auth.clone()),
                Auth::None => None,
                Auth::Named(name) => Some(name.clone()),
            };
            let credential = auth.and_then(|name| find_credential(product, &name));
            let own = endpoint.envelope.clone();
            let name = [group.product.as_str(), &group.name, &endpoint.name];
            entries.push(Entry {
                name: name
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join("."),
                file: id,
                host: host(product, endpoint),
                endpoint: endpoint.clone(),
                envelope: own.or_else(|| product.map(|p| p.envelope.clone())).unwrap_or_default(),
                credential,
                fetches: None,
            });
        }
        self.entries.append(&mut entries);
    }

    /// What several products are sent stands in one file, and in each product's list.
    fn add_events(&mut self) {
        let is_shared =
            |file: &File| file.group.product == "common" && !file.group.events.is_empty();
        let shared = self.files.iter().position(is_shared);
        for (file, File { group, .. }) in self.files.iter().enumerate() {
            let own = group.events.iter().map(|event| (Some(file), event));
            let common = group.common_events.iter().map(|event| (shared, event));
            // Messages of another source (the archive of WeCom's chats) are pushed to nobody.
            for (file, event) in own.chain(common).filter(|_| group.name == "events") {
                let Some(file) = file else { continue };
                let product = group.product.clone();
                self.events.push(EventEntry { product, file, event: event.clone() });
            }
        }
    }

    /// The events of all products.
    pub(crate) fn events(&self) -> &[EventEntry] {
        &self.events
    }

    /// The fields of an event, and the file they stand in.
    pub(crate) fn event_record(&self, entry: &EventEntry) -> Option<(FileId, &Record)> {
        let own = TypeRef { home: Home::Group, ..entry.event.record.clone() };
        self.record(entry.file, &own)
    }

    /// A fetch call that no group describes is served all the same. Products that share a base
    /// share its fetch calls.
    fn add_fetches(&mut self) {
        for product in &self.products {
            for credential in &product.credentials {
                let Some(fetch) = &credential.fetch else { continue };
                let endpoint = fetch_endpoint(credential, fetch);
                let known = self.entries.iter().any(|entry| {
                    let other = &entry.endpoint;
                    other.method == endpoint.method
                        && other.path == endpoint.path
                        && (entry.fetches.is_none() || other.consts == endpoint.consts)
                });
                if known {
                    continue;
                }
                let uses = credential.uses.as_deref();
                self.entries.push(Entry {
                    name: format!("{}.credential.{}", product.name, credential.name),
                    file: 0,
                    host: host(Some(product), &endpoint),
                    endpoint,
                    envelope: product.envelope.clone(),
                    credential: uses.and_then(|name| find_credential(Some(product), name)),
                    fetches: Some(credential.clone()),
                });
            }
        }
    }

    /// A file that stands alone takes the first product that serves one of its kinds of app.
    fn product_of(&self, group: &Group) -> Option<&Product> {
        if !group.product.is_empty() {
            return self.products.iter().find(|product| product.name == group.product);
        }
        let serves =
            |product: &&Product| product.kinds.iter().any(|kind| group.kinds.contains(kind));
        self.products
            .iter()
            .find(serves)
            .or_else(|| self.products.iter().find(|product| product.auth.is_some()))
    }

    /// Whether an endpoint hands out a credential.
    pub(crate) fn is_fetch(&self, entry: &Entry) -> bool {
        let (method, path) = (entry.endpoint.method, &entry.endpoint.path);
        let rows = self.products.iter().flat_map(|product| &product.credentials);
        let mut fetches = rows.filter_map(|credential| credential.fetch.as_ref());
        fetches.any(|fetch| fetch.method == method && fetch.path == *path)
    }

    /// All endpoints, by number.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The record a name stands for, and the file it stands in.
    pub(crate) fn record(&self, from: FileId, name: &TypeRef) -> Option<(FileId, &Record)> {
        match self.find(from, name)? {
            (file, Item::Record(index)) => Some((file, &self.files[file].group.records[index])),
            _ => None,
        }
    }

    /// The enum a name stands for.
    pub(crate) fn enumeration(&self, from: FileId, name: &TypeRef) -> Option<&Enum> {
        match self.find(from, name)? {
            (file, Item::Enum(index)) => Some(&self.files[file].group.enums[index]),
            _ => None,
        }
    }

    /// The union a name stands for, and the file it stands in.
    pub(crate) fn union(&self, from: FileId, name: &TypeRef) -> Option<(FileId, &Union)> {
        match self.find(from, name)? {
            (file, Item::Union(index)) => Some((file, &self.files[file].group.unions[index])),
            _ => None,
        }
    }

    fn find(&self, from: FileId, name: &TypeRef) -> Option<(FileId, Item)> {
        let file = self.files.get(from)?;
        let (own, product, common) = (Some(from), file.product_types, file.common_types);
        let order = match name.home {
            Home::Group => [own, product, common],
            Home::Product => [product, common, own],
            Home::Common => [common, product, own],
        };
        order.into_iter().flatten().find_map(|id| {
            let item = self.files[id].names.get(&name.name)?;
            Some((id, *item))
        })
    }
}

impl Entry {
    /// `POST /wxa/getwxacode`
    pub(crate) fn call(&self) -> String {
        format!("{} {}", self.endpoint.method.word(), self.endpoint.path)
    }

    /// Whether it is WeCom's.
    pub(crate) fn is_wecom(&self) -> bool {
        self.host.starts_with("https://qyapi.")
    }
}

impl File {
    fn new(group: Group) -> Self {
        let mut names = HashMap::new();
        names.extend(
            group.records.iter().enumerate().map(|(i, it)| (it.name.clone(), Item::Record(i))),
        );
        names
            .extend(group.enums.iter().enumerate().map(|(i, it)| (it.name.clone(), Item::Enum(i))));
        names.extend(
            group.unions.iter().enumerate().map(|(i, it)| (it.name.clone(), Item::Union(i))),
        );
        File { group, names, product_types: None, common_types: None }
    }
}

fn host(product: Option<&Product>, endpoint: &Endpoint) -> String {
    let own = endpoint.host.clone();
    own.or_else(|| product.map(|product| product.host.clone())).unwrap_or_default()
}

/// By its name. Two that are fetched alike are one, whatever calls carry it as.
fn find_credential(product: Option<&Product>, name: &str) -> Option<Credential> {
    let all = &product?.credentials;
    let found = all.iter().find(|credential| credential.name == name)?;
    let alike = |other: &&Credential| other.fetch.is_some() && other.fetch == found.fetch;
    let name = all.iter().find(alike).unwrap_or(found).name.clone();
    Some(Credential { name, ..found.clone() })
}

fn fetch_endpoint(credential: &Credential, fetch: &Fetch) -> Endpoint {
    let in_query = fetch.method == Method::Get;
    let place = if in_query { Place::Query } else { Place::Body };
    let consts = fetch.request.iter();
    Endpoint {
        name: credential.name.clone(),
        doc: credential.doc.clone(),
        method: fetch.method,
        path: fetch.path.clone(),
        host: fetch.host.clone(),
        auth: credential.uses.clone().map_or(Auth::None, Auth::Named),
        body: if in_query { Body::None } else { Body::Json },
        consts: consts
            .map(|(wire, value)| ConstField { wire: wire.clone(), place, value: value.clone() })
            .collect(),
        response: Response::Empty,
        ..Endpoint::default()
    }
}
