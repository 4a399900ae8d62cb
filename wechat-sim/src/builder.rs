//! How a simulator is set up: where its specs are, what it begins with.

use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use wechat_spec::Catalog;

use crate::clock::Clock;
use crate::engine::Engine;
use crate::generate::Fill;
use crate::simulator::Simulator;
use crate::{bots, catalog, server};

/// Sets up a [`Simulator`].
#[must_use = "call start()"]
pub struct Builder {
    catalog: Option<Catalog>,
    specs: Option<PathBuf>,
    files: Vec<PathBuf>,
    apps: Vec<(String, String)>,
    bots: Vec<[String; 3]>,
    port: u16,
    seed: u64,
    keep: usize,
    strict: bool,
    manual_clock: bool,
    check_answers: bool,
    stateless: Option<Fill>,
}

impl Default for Builder {
    fn default() -> Self {
        Builder {
            catalog: None,
            specs: None,
            files: Vec::new(),
            apps: Vec::new(),
            bots: Vec::new(),
            port: 0,
            seed: 1,
            keep: 50_000,
            strict: false,
            manual_clock: false,
            check_answers: false,
            stateless: None,
        }
    }
}

impl Builder {
    /// Takes this catalogue.
    pub fn catalog(mut self, catalog: Catalog) -> Self {
        self.catalog = Some(catalog);
        self
    }

    /// Loads the catalogue from this directory of specs. Without it (and without
    /// [`catalog`](Self::catalog)) the directory is what the variable `WECHAT_SPECS` names, else
    /// `api-specs` in the current directory when that describes products, else the one of the
    /// `wechat-app` that this crate was built beside. A directory is read once a process.
    pub fn specs(mut self, dir: impl Into<PathBuf>) -> Self {
        self.specs = Some(dir.into());
        self
    }

    /// Serves a spec file of your own too: `api-specs/loyalty.toml`.
    pub fn spec(mut self, file: impl Into<PathBuf>) -> Self {
        self.files.push(file.into());
        self
    }

    /// Registers an app. From the first on, others are refused.
    pub fn app(mut self, appid: impl Into<String>, secret: impl Into<String>) -> Self {
        self.apps.push((appid.into(), secret.into()));
        self
    }

    /// Registers a bot of the dialogue platform, see [`Simulator::bot`].
    pub fn bot(
        mut self,
        appid: impl Into<String>,
        token: impl Into<String>,
        aes_key: impl Into<String>,
    ) -> Self {
        self.bots.push([appid.into(), token.into(), aes_key.into()]);
        self
    }

    /// Listens on this port instead of any that is free.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Other tokens, ids and generated answers.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// How many calls are kept for [`Simulator::calls`]; 50,000 unless told. Counts go on.
    pub fn keep_calls(mut self, number: usize) -> Self {
        self.keep = number;
        self
    }

    /// Panics when the simulator is dropped and a request has violated its spec.
    pub fn strict(mut self) -> Self {
        self.strict = true;
        self
    }

    /// A clock that stands at 2026-01-01 and moves by [`Simulator::advance`] only.
    pub fn manual_clock(mut self) -> Self {
        self.manual_clock = true;
        self
    }

    /// Answers every call with generated data, whatever state stands behind its endpoint; only
    /// credentials are handed out as ever. For tests of calls that do not depend on each other. The
    /// answers have all fields that are described, or those that are never absent.
    pub fn stateless(mut self, optional_too: bool) -> Self {
        self.stateless = Some(if optional_too { Fill::Everything } else { Fill::Required });
        self
    }

    /// Answers of the simulator's own that their descriptions do not allow are violations too.
    /// For the tests of the simulator itself.
    #[doc(hidden)]
    pub fn check_answers(mut self) -> Self {
        self.check_answers = true;
        self
    }

    /// Starts it on the current tokio runtime.
    pub async fn start(self) -> Result<Simulator, StartError> {
        let mut catalog = match self.catalog {
            Some(catalog) => catalog,
            None => {
                let dir = self.specs.map_or_else(find_specs, Ok)?;
                catalog::load(&dir).map_err(|why| StartError::specs(&dir, why))?
            }
        };
        for file in &self.files {
            catalog::add_file(&mut catalog, file).map_err(|why| StartError::specs(file, why))?;
        }
        let listener = server::listen(self.port).map_err(StartError::listen)?;
        let address = listener.local_addr().map_err(StartError::listen)?;
        let clock = if self.manual_clock { Clock::manual() } else { Clock::real() };
        let url = format!("http://{address}");
        let mut engine = Engine::new(catalog::schema(&catalog), clock, self.seed, self.keep, url);
        engine.check_answers = self.check_answers;
        engine.stateless = self.stateless;
        let engine = Arc::new(engine);
        for (appid, secret) in &self.apps {
            engine.state.apps.register(appid, secret);
        }
        for [appid, token, aes_key] in &self.bots {
            bots::register(&engine.state, appid, token, aes_key);
        }
        let (stop, stopped) = tokio::sync::oneshot::channel();
        server::spawn(listener, Arc::clone(&engine), stopped);
        Ok(Simulator::new(engine, stop, self.strict))
    }
}

fn find_specs() -> Result<PathBuf, StartError> {
    if let Some(named) = std::env::var_os("WECHAT_SPECS") {
        return Ok(named.into());
    }
    // In the repository; in a registry's sources, where versions stand beside each other; vendored.
    let candidates = [
        "api-specs",
        concat!(env!("CARGO_MANIFEST_DIR"), "/../api-specs"),
        concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../wechat-app-",
            env!("CARGO_PKG_VERSION"),
            "/api-specs"
        ),
        concat!(env!("CARGO_MANIFEST_DIR"), "/../wechat-app/api-specs"),
    ];
    let found = candidates.into_iter().map(Path::new).find(|dir| catalog::has_products(dir));
    found.map(Path::to_owned).ok_or_else(|| StartError {
        what: "no specs found: set WECHAT_SPECS to the api-specs directory of wechat-app, run where it is, \
               or use Simulator::builder().specs(dir)"
            .into(),
        why: None,
    })
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("specs", &self.specs)
            .field("files", &self.files)
            .finish_non_exhaustive()
    }
}

/// Why a simulator did not start.
#[derive(Debug)]
pub struct StartError {
    what: String,
    why: Option<Box<dyn Error + Send + Sync>>,
}

impl StartError {
    fn specs(path: &Path, why: String) -> Self {
        StartError {
            what: format!("the specs in {} cannot be used", path.display()),
            why: Some(why.into()),
        }
    }

    fn listen(why: std::io::Error) -> Self {
        StartError { what: "cannot listen on loopback".into(), why: Some(why.into()) }
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.why {
            Some(why) => write!(f, "{}: {why}", self.what),
            None => f.write_str(&self.what),
        }
    }
}

impl Error for StartError {}
