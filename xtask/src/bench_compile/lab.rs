//! The workspace that the benchmark writes below the target directory, and what building its
//! crates costs.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::synthetic;
use crate::measure::{self, Cost};
use crate::place;

/// How a crate is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Check,
    Debug,
    Release,
}

impl Mode {
    pub(crate) const ALL: [Mode; 3] = [Mode::Check, Mode::Debug, Mode::Release];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Mode::Check => "check",
            Mode::Debug => "debug",
            Mode::Release => "release",
        }
    }

    fn arguments(self) -> &'static [&'static str] {
        match self {
            Mode::Check => &["check"],
            Mode::Debug => &["build"],
            Mode::Release => &["build", "--release"],
        }
    }
}

/// The directory of the experiment.
pub(crate) struct Lab {
    dir: PathBuf,
}

/// What the crates depend on, and what their source is.
struct Form {
    name: &'static str,
    dependencies: String,
    source: String,
}

impl Lab {
    /// Writes the three crates, and one that times the generator.
    pub(crate) fn new(endpoints: usize) -> Result<Lab, String> {
        let root = place::workspace();
        let lab = Lab { dir: place::target().join("bench-compile") };
        let path = |part: &str| format!("{{ path = {:?} }}", root.join(part).display().to_string());
        let facade = format!(
            "wechat-app = {{ path = {:?}, default-features = false }}",
            root.display().to_string()
        );
        let serde = "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"";
        let expansion = format!(
            "wechat-spec = {}\nwechat-codegen = {}\nproc-macro2 = \"1\"",
            path("wechat-spec"),
            path("wechat-codegen")
        );
        let forms = [
            Form { name: "ours", dependencies: facade, source: synthetic::ours(endpoints) },
            Form {
                name: "serde-derives",
                dependencies: serde.to_owned(),
                source: synthetic::serde(endpoints),
            },
            Form { name: "bare", dependencies: String::new(), source: synthetic::bare(endpoints) },
            Form { name: "expansion", dependencies: expansion, source: String::new() },
        ];
        for form in &forms {
            let Form { name, dependencies, source } = form;
            lab.write(
                &format!("{name}/Cargo.toml"),
                &format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}\n"),
            )?;
            match *name {
                "expansion" => lab.write("expansion/src/main.rs", include_str!("expansion.rs"))?,
                _ => lab.write(&format!("{name}/src/lib.rs"), source)?,
            }
        }
        for group in 0..synthetic::groups(endpoints) {
            lab.write(
                &format!("ours/specs/group-{group}.toml"),
                &synthetic::spec(group, endpoints),
            )?;
        }
        lab.workspace(&forms.map(|form| form.name))?;
        Ok(lab)
    }

    /// Writes programs that use the facade: name, features of it, source.
    pub(crate) fn programs(programs: &[(&str, &str, &str)]) -> Result<Lab, String> {
        let root = place::workspace();
        let lab = Lab { dir: place::target().join("bench-compile-catalogue") };
        for (name, features, source) in programs {
            lab.write(
                &format!("{name}/Cargo.toml"),
                &format!(
                    "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
                     wechat-app = {{ path = {:?}, default-features = false, features = [{features}] }}\n",
                    root.display().to_string()
                ),
            )?;
            lab.write(&format!("{name}/src/main.rs"), source)?;
        }
        let names: Vec<&str> = programs.iter().map(|(name, _, _)| *name).collect();
        lab.workspace(&names)?;
        Ok(lab)
    }

    fn workspace(&self, members: &[&str]) -> Result<(), String> {
        self.write(
            "Cargo.toml",
            &format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n"),
        )?;
        // The versions of the workspace, as far as it has them.
        std::fs::copy(place::workspace().join("Cargo.lock"), self.dir.join("Cargo.lock"))
            .map(drop)
            .map_err(|error| format!("Cargo.lock: {error}"))
    }

    /// What is so already stays as it is, and needs no build.
    fn write(&self, path: &str, text: &str) -> Result<(), String> {
        let path = self.dir.join(path);
        if std::fs::read_to_string(&path).is_ok_and(|old| old == text) {
            return Ok(());
        }
        let fail = |error: std::io::Error| format!("{}: {error}", path.display());
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(fail)?;
        }
        std::fs::write(&path, text).map_err(fail)
    }

    fn cargo(&self) -> Command {
        let mut cargo = place::cargo();
        cargo
            .current_dir(&self.dir)
            .env("CARGO_TARGET_DIR", self.dir.join("target"))
            .env("CARGO_INCREMENTAL", "0");
        cargo
    }

    /// Builds a crate with all it depends on.
    pub(crate) fn prepare(&self, name: &str, mode: Mode) -> Result<(), String> {
        self.build(name, mode).map(drop)
    }

    /// Builds a crate and the facade again, and nothing else.
    pub(crate) fn measure_with_facade(&self, name: &str, mode: Mode) -> Result<Cost, String> {
        let mut clean = self.cargo();
        clean.args(["clean", "--package", "wechat-app", "--package", name]);
        measure::run(&mut clean, &self.dir.join("cargo.log"))?;
        self.build(name, mode)
    }

    /// Builds a crate again, and nothing but the crate.
    pub(crate) fn measure(&self, name: &str, mode: Mode) -> Result<Cost, String> {
        let source = self.dir.join(name).join("src");
        let source = ["lib.rs", "main.rs"].map(|file| source.join(file));
        let source = source.iter().find(|file| file.is_file()).unwrap_or(&source[0]);
        let touched = std::fs::File::options().append(true).open(source);
        touched
            .and_then(|file| file.set_modified(std::time::SystemTime::now()))
            .map_err(|error| format!("{}: {error}", source.display()))?;
        self.build(name, mode)
    }

    fn build(&self, name: &str, mode: Mode) -> Result<Cost, String> {
        let mut cargo = self.cargo();
        cargo.args(mode.arguments()).args(["--package", name]);
        measure::run(&mut cargo, &self.dir.join("cargo.log"))
    }

    /// Size of a built library, in MiB.
    pub(crate) fn rlib(&self, name: &str, mode: Mode) -> Option<f64> {
        let dir = match mode {
            Mode::Check => return None,
            Mode::Debug => "debug",
            Mode::Release => "release",
        };
        let file = format!("lib{}.rlib", name.replace('-', "_"));
        let meta = std::fs::metadata(self.dir.join("target").join(dir).join(file)).ok()?;
        Some(meta.len() as f64 / (1024.0 * 1024.0))
    }

    /// Milliseconds of the generator over all files: reading, writing text, making tokens.
    pub(crate) fn expansion(&self, mode: Mode, groups: usize) -> Result<[f64; 3], String> {
        self.prepare("expansion", mode)?;
        let dir = if mode == Mode::Release { "release" } else { "debug" };
        let files = (0..groups).map(|group| format!("specs/group-{group}.toml"));
        let output = Command::new(self.dir.join("target").join(dir).join("expansion"))
            .current_dir(self.dir.join("ours"))
            .args(files)
            .output()
            .map_err(|error| error.to_string())?;
        let text = String::from_utf8_lossy(&output.stdout);
        let mut numbers = text.split_whitespace().filter_map(|word| word.parse().ok());
        match (numbers.next(), numbers.next(), numbers.next()) {
            (Some(load), Some(emit), Some(tokens)) => Ok([load, emit, tokens]),
            _ => Err(format!("the generator failed: {}", String::from_utf8_lossy(&output.stderr))),
        }
    }

    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }
}
