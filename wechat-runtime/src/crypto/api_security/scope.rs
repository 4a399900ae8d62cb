//! Which calls are secured.

use std::fmt;

/// Says yes to the paths of calls that are secured.
type Covers = dyn Fn(&str) -> bool + Send + Sync;

/// Which calls are secured.
pub(super) enum Scope {
    Nothing,
    Paths(Vec<String>),
    When(Box<Covers>),
}

impl Scope {
    /// These paths as well.
    pub(super) fn or_paths(self, mut paths: Vec<String>) -> Scope {
        if let Scope::Paths(known) = self {
            paths.extend(known);
        }
        Scope::Paths(paths)
    }

    pub(super) fn covers(&self, path: &str) -> bool {
        match self {
            Scope::Nothing => false,
            Scope::Paths(paths) => paths.iter().any(|known| known == path),
            Scope::When(covers) => covers(path),
        }
    }

    /// What keeps it from ever covering a call.
    pub(super) fn mistake(&self) -> Option<String> {
        let paths = match self {
            Scope::Nothing => &[][..],
            Scope::Paths(paths) => paths,
            Scope::When(_) => return None,
        };
        if paths.is_empty() {
            return Some("names no endpoint: say which with `only` or `when`".into());
        }
        let wrong =
            paths.iter().find(|path| !path.starts_with('/') || path.contains(['?', '#']))?;
        Some(format!("{wrong:?} is no path: write it like `/wxa/getuserriskrank`"))
    }
}

impl fmt::Debug for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Scope::Nothing => f.write_str("Nothing"),
            Scope::Paths(paths) => f.debug_list().entries(paths).finish(),
            Scope::When(_) => f.write_str("When(…)"),
        }
    }
}
