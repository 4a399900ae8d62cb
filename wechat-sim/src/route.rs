//! Finds the endpoints that a method and a path may mean. What tells several on one path apart
//! (constants) is the check's business.

use std::collections::HashMap;

use crate::schema::{EntryId, Schema};

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Routes {
    /// Paths without parameters: path → (method, endpoint).
    plain: HashMap<String, Vec<(&'static str, EntryId)>>,
    patterns: Vec<(Pattern, &'static str, EntryId)>,
}

/// What a path means.
#[derive(Debug, PartialEq)]
pub(crate) enum Found {
    /// These endpoints, with the parameters of the path.
    Endpoints(Vec<(EntryId, Vec<(String, String)>)>),
    /// The path is there, under this other method.
    OtherMethod(&'static str),
    /// Nothing.
    Nothing,
}

impl Routes {
    /// The routes of a catalogue.
    pub(crate) fn new(schema: &Schema) -> Self {
        let mut routes = Routes::default();
        for (id, entry) in schema.entries().iter().enumerate() {
            let (method, path) = (entry.endpoint.method.word(), &entry.endpoint.path);
            if path.contains('{') {
                routes.patterns.push((Pattern::new(path), method, id));
            } else {
                routes.plain.entry(path.clone()).or_default().push((method, id));
            }
        }
        routes
    }

    /// Looks a call up. `path` is decoded.
    pub(crate) fn find(&self, method: &str, path: &str) -> Found {
        let mut found = Vec::new();
        let mut other = None;
        for (its, id) in self.plain.get(path).into_iter().flatten() {
            if *its == method {
                found.push((*id, Vec::new()));
            } else {
                other = Some(*its);
            }
        }
        // A path written out goes before one with parameters.
        if found.is_empty() {
            for (pattern, its, id) in &self.patterns {
                let Some(params) = pattern.matches(path) else { continue };
                if *its == method {
                    found.push((*id, params));
                } else {
                    other = Some(*its);
                }
            }
        }
        match (found.is_empty(), other) {
            (false, _) => Found::Endpoints(found),
            (true, Some(method)) => Found::OtherMethod(method),
            (true, None) => Found::Nothing,
        }
    }
}

/// A path with parameters, which may stand anywhere in it: `/v3/a/{id}.json`.
#[derive(Debug)]
struct Pattern(Vec<Piece>);

#[derive(Debug)]
enum Piece {
    Text(String),
    Param(String),
}

impl Pattern {
    fn new(path: &str) -> Self {
        let mut pieces = Vec::new();
        let mut rest = path;
        while let Some((text, tail)) = rest.split_once('{') {
            if !text.is_empty() {
                pieces.push(Piece::Text(text.to_owned()));
            }
            let (name, tail) = tail.split_once('}').unwrap_or((tail, ""));
            pieces.push(Piece::Param(name.to_owned()));
            rest = tail;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Pattern(pieces)
    }

    fn matches(&self, path: &str) -> Option<Vec<(String, String)>> {
        fn walk(pieces: &[Piece], path: &str, params: &mut Vec<(String, String)>) -> bool {
            match pieces {
                [] => path.is_empty(),
                [Piece::Text(text), rest @ ..] => {
                    path.strip_prefix(text.as_str()).is_some_and(|tail| walk(rest, tail, params))
                }
                [Piece::Param(name), rest @ ..] => {
                    let segment = path.find('/').unwrap_or(path.len());
                    // The longest first, so that `{id}.json` takes `a.b.json` whole.
                    let ends = path[..segment].char_indices().map(|(at, c)| at + c.len_utf8());
                    for end in ends.collect::<Vec<_>>().into_iter().rev() {
                        params.push((name.clone(), path[..end].to_owned()));
                        if walk(rest, &path[end..], params) {
                            return true;
                        }
                        params.pop();
                    }
                    false
                }
            }
        }
        let mut params = Vec::new();
        walk(&self.0, path, &mut params).then_some(params)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params(pattern: &str, path: &str) -> Option<Vec<String>> {
        Some(
            Pattern::new(pattern)
                .matches(path)?
                .into_iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect(),
        )
    }

    #[test]
    fn parameters_anywhere() {
        assert_eq!(params("/a/{id}/b", "/a/1/b"), Some(vec!["id=1".into()]));
        assert_eq!(params("/a/{id}.json", "/a/x.y.json"), Some(vec!["id=x.y".into()]));
        assert_eq!(params("/{a}-{b}", "/商户-2"), Some(vec!["a=商户".into(), "b=2".into()]));
        assert_eq!(params("/a/{id}", "/a/"), None);
        assert_eq!(params("/a/{id}", "/a/1/2"), None);
    }
}
