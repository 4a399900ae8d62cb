//! Apps: the trait that every app type has, apps that are known only at run time, and a registry of
//! apps.

use std::collections::HashMap;
use std::fmt;
use std::marker::PhantomData;
use std::sync::{PoisonError, RwLock};

use crate::builder::AppBuilder;
use crate::client::Client;
use crate::error::{Error, Result};
use crate::kind::Kind;
use crate::raw::RawCall;
use crate::setting::IntoSetting;

/// An app. `#[derive(WeChatApp)]` writes this for a struct with a field `client: Client`.
///
/// The groups of endpoints that the app's kind may call are methods of it by the traits of the
/// prelude.
pub trait WeChatApp: Clone + Send + Sync + 'static {
    /// Its kind.
    type Kind: Kind;

    /// What does its calls.
    fn client(&self) -> &Client;

    /// A call of an endpoint that nobody has described: `shop.call("POST /wxa/new_thing")`.
    fn call(&self, call: impl AsRef<str>) -> RawCall {
        self.client().call(call)
    }
}

/// An app whose account is known only at run time.
///
/// ```ignore
/// let shop = App::dynamic(MiniProgram, row.appid, row.secret)?;
/// shop.login().code2session(code).await?;
/// ```
///
/// Very many of them take little when they share what is not their own:
/// `App::<MiniProgram>::builder().like(shop.client()).appid(…).secret(…)`.
pub struct App<K> {
    client: Client,
    kind: PhantomData<fn() -> K>,
}

impl<K: Kind> App<K> {
    /// An app of this kind.
    pub fn dynamic(kind: K, appid: impl IntoSetting, secret: impl IntoSetting) -> Result<App<K>> {
        let _ = kind;
        App::builder().appid(appid).secret(secret).build()
    }

    /// The settings of an app of this kind.
    pub fn builder() -> AppBuilder<App<K>> {
        AppBuilder::new(K::INFO, |client| App { client, kind: PhantomData })
    }
}

impl<K: Kind> WeChatApp for App<K> {
    type Kind = K;

    fn client(&self) -> &Client {
        &self.client
    }
}

impl<K> Clone for App<K> {
    fn clone(&self) -> App<K> {
        App { client: self.client.clone(), kind: PhantomData }
    }
}

impl<K> fmt::Debug for App<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("App").field(&self.client).finish()
    }
}

/// Apps by their appid and their code name. One that is taken out goes on to serve those who have it.
#[derive(Debug)]
pub struct Registry<A>(RwLock<HashMap<String, A>>);

impl<A> Default for Registry<A> {
    fn default() -> Registry<A> {
        Registry(RwLock::default())
    }
}

impl<A: WeChatApp> Registry<A> {
    /// Empty.
    pub fn new() -> Registry<A> {
        Registry::default()
    }

    /// Adds an app, and gives back the one that had its appid before. A code name that another app
    /// has is an error, and nothing is added.
    pub fn insert(&self, app: A) -> Result<Option<A>> {
        let client = app.client().clone();
        let mut apps = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(name) = client.code_name()
            && let Some(other) = apps.get(name)
            && other.client().appid() != client.appid()
        {
            return Err(Error::config(format!(
                "the name `{name}` belongs to {}",
                other.client().appid()
            )));
        }
        let old = remove(&mut apps, client.appid());
        if let Some(name) = client.code_name() {
            apps.insert(name.to_owned(), app.clone());
        }
        apps.insert(client.appid().to_owned(), app);
        Ok(old)
    }

    /// The app of this appid or code name.
    pub fn get(&self, name: &str) -> Option<A> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    /// Takes the app of this appid or code name out.
    pub fn remove(&self, name: &str) -> Option<A> {
        remove(&mut self.0.write().unwrap_or_else(PoisonError::into_inner), name)
    }

    /// All apps, in no order.
    pub fn all(&self) -> Vec<A> {
        let apps = self.0.read().unwrap_or_else(PoisonError::into_inner);
        apps.iter()
            .filter(|(name, app)| *name == app.client().appid())
            .map(|(_, app)| app.clone())
            .collect()
    }
}

fn remove<A: WeChatApp>(apps: &mut HashMap<String, A>, name: &str) -> Option<A> {
    let app = apps.remove(name)?;
    apps.remove(app.client().appid());
    if let Some(name) = app.client().code_name() {
        apps.remove(name);
    }
    Some(app)
}
