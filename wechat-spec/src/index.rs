//! Looking up by name, and sorting: one plain kind of each for the whole crate, because every kind
//! of map and every sorted type is compiled anew, and this crate is part of every user's build.

/// Names and a number for each.
#[derive(Default)]
pub(crate) struct Index(Vec<(String, usize)>);

impl Index {
    /// The number of a name.
    pub(crate) fn get(&self, name: &str) -> Option<usize> {
        self.0.get(self.find(name).ok()?).map(|(_, number)| *number)
    }

    /// Adds a name. One that is there keeps its number, which is returned.
    pub(crate) fn add(&mut self, name: &str, number: usize) -> Option<usize> {
        match self.find(name) {
            Ok(at) => self.0.get(at).map(|(_, number)| *number),
            Err(at) => {
                self.0.insert(at, (name.to_owned(), number));
                None
            }
        }
    }

    /// All names, sorted.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    fn find(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.as_str().cmp(name))
    }
}

/// Sorts by keys made of text; what has the same key keeps its order.
pub(crate) fn sort<T>(items: &mut Vec<T>, key: impl Fn(&T) -> String) {
    let keys =
        items.iter().enumerate().map(|(at, item)| format!("{}\0{at:09}", key(item))).collect();
    arrange(items, order(keys));
}

/// The order that sorts these different keys.
fn order(keys: Vec<String>) -> Vec<usize> {
    let mut index = Index::default();
    for (at, key) in keys.iter().enumerate() {
        index.add(key, at);
    }
    index.0.into_iter().map(|(_, at)| at).collect()
}

/// Sorts by numbers; what has the same number keeps its order.
pub(crate) fn sort_by_number<T>(items: &mut Vec<T>, number: impl Fn(&T) -> usize) {
    let mut keys: Vec<(usize, usize)> =
        items.iter().enumerate().map(|(at, item)| (number(item), at)).collect();
    keys.sort_unstable();
    arrange(items, keys.into_iter().map(|(_, at)| at).collect());
}

fn arrange<T>(items: &mut Vec<T>, order: Vec<usize>) {
    let mut slots: Vec<Option<T>> = items.drain(..).map(Some).collect();
    for at in order {
        items.extend(slots.get_mut(at).and_then(Option::take));
    }
}
