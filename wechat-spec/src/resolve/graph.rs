//! Who holds whom: a graph of a file's records and unions.

use crate::index::Index;
use crate::model::{Home, Named, Type, TypeRef, Union};
use crate::resolve::Drafts;

/// Records and unions by number. Enums have no edges, and what is of another file has no number:
/// it cannot hold anything of this one.
pub(crate) struct Graph {
    numbers: Index,
    edges: Vec<Vec<Edge>>,
}

/// Something holds something.
pub(crate) struct Edge {
    to: usize,
    /// Neither a list nor a map stands between.
    pub(crate) direct: bool,
    /// A record holds a record that must be there.
    pub(crate) required: bool,
}

impl Graph {
    pub(crate) fn new(drafts: &Drafts, unions: &[Union]) -> Self {
        let records = drafts.iter().map(|draft| draft.record.name.as_str());
        let names = records.chain(unions.iter().map(|union| union.name.as_str()));
        let mut numbers = Index::default();
        for (number, name) in names.enumerate() {
            numbers.add(name, number);
        }
        let number = |name: &TypeRef| match name.home {
            Home::Group => numbers.get(&name.name),
            Home::Product | Home::Common => None,
        };
        let mut edges: Vec<Vec<Edge>> = Vec::new();
        for draft in drafts.iter() {
            let mut of = Vec::new();
            for field in &draft.record.fields {
                let Some(name) = named(&field.ty) else { continue };
                let direct = matches!(field.ty, Type::Named(_));
                let required = direct && !field.optional && name.is == Named::Record;
                of.extend(number(name).map(|to| Edge { to, direct, required }));
            }
            edges.push(of);
        }
        for union in unions {
            let held = union
                .variants
                .iter()
                .filter_map(|variant| variant.record.as_ref())
                .filter_map(&number);
            edges.push(held.map(|to| Edge { to, direct: true, required: false }).collect());
        }
        Graph { numbers, edges }
    }

    pub(crate) fn number(&self, name: &TypeRef) -> Option<usize> {
        match name.home {
            Home::Group => self.numbers.get(&name.name),
            Home::Product | Home::Common => None,
        }
    }

    /// What can be reached from these names, themselves included: a flag for each number.
    pub(crate) fn reach<'n>(&self, from: impl Iterator<Item = &'n TypeRef>) -> Vec<bool> {
        let mut found = vec![false; self.edges.len()];
        let mut waiting: Vec<usize> = from.filter_map(|name| self.number(name)).collect();
        while let Some(at) = waiting.pop() {
            if let Some(flag) = found.get_mut(at).filter(|flag| !**flag) {
                *flag = true;
                waiting.extend(self.edges.get(at).into_iter().flatten().map(|edge| edge.to));
            }
        }
        found
    }

    /// Numbers the circles that these edges make: what holds each other has the same number.
    pub(crate) fn circles(&self, follow: impl Fn(&Edge) -> bool) -> Vec<usize> {
        let targets = |at: usize| {
            self.edges.get(at).into_iter().flatten().filter(|edge| follow(edge)).map(|edge| edge.to)
        };
        let mut back: Vec<Vec<usize>> = vec![Vec::new(); self.edges.len()];
        for at in 0..self.edges.len() {
            for to in targets(at) {
                if let Some(back) = back.get_mut(to) {
                    back.push(at);
                }
            }
        }
        // Forwards, what is left last comes last; backwards from there, whatever comes together is
        // one circle (Kosaraju). No recursion: files can be long chains.
        let mut order = Vec::new();
        let mut seen = vec![false; self.edges.len()];
        for start in 0..self.edges.len() {
            let mut waiting = vec![(start, false)];
            while let Some((at, left)) = waiting.pop() {
                if left {
                    order.push(at);
                } else if let Some(flag) = seen.get_mut(at).filter(|flag| !**flag) {
                    *flag = true;
                    waiting.push((at, true));
                    waiting.extend(targets(at).map(|to| (to, false)));
                }
            }
        }
        let mut circles = vec![usize::MAX; self.edges.len()];
        for start in order.into_iter().rev() {
            let mut waiting = vec![start];
            while let Some(at) = waiting.pop() {
                if let Some(circle) = circles.get_mut(at).filter(|circle| **circle == usize::MAX) {
                    *circle = start;
                    waiting.extend(back.get(at).into_iter().flatten());
                }
            }
        }
        circles
    }
}

/// The name within a type.
pub(crate) fn named(ty: &Type) -> Option<&TypeRef> {
    match ty {
        Type::Named(name) => Some(name),
        Type::List(inner) | Type::Map(inner) => named(inner),
        _ => None,
    }
}
