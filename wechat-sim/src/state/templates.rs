//! The message templates that an account has chosen.

/// A template of the account.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    pub(crate) id: String,
    /// Its number in the public library.
    pub(crate) public: String,
    /// For subscribe messages, not for template messages.
    pub(crate) subscribe: bool,
}

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Templates {
    pub(crate) all: Vec<Template>,
    /// Numbers of the two industries.
    pub(crate) industries: Option<(String, String)>,
    had: bool,
}

impl Templates {
    pub(crate) fn add(&mut self, id: String, public: &str, subscribe: bool) {
        self.had = true;
        self.all.push(Template { id, public: public.to_owned(), subscribe });
    }

    /// Whether there was one to delete.
    pub(crate) fn delete(&mut self, id: &str) -> bool {
        let before = self.all.len();
        self.all.retain(|template| template.id != id);
        self.all.len() != before
    }

    /// Until the first is chosen, any id will do.
    pub(crate) fn allows(&self, id: &str) -> bool {
        !self.had || self.all.iter().any(|template| template.id == id)
    }
}
