//! What an account knows of its followers: tags, remarks, the blacklist.

use std::collections::{BTreeMap, HashMap};

use crate::answer::{Refusal, refuse};

/// Tags below this are WeChat's own.
const FIRST_OWN: i64 = 100;
/// Tags an account may have.
const MOST_TAGS: usize = 100;
/// Tags a follower may bear.
const MOST_OF_ONE: usize = 20;

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Tags {
    names: BTreeMap<i64, String>,
    made: i64,
    /// openid → tags, in the order they were put on.
    of: HashMap<String, Vec<i64>>,
    remarks: HashMap<String, String>,
    /// In the order they were blocked.
    blocked: Vec<String>,
}

impl Tags {
    pub(crate) fn create(&mut self, name: &str) -> Result<i64, Refusal> {
        self.check_name(name, None)?;
        if self.names.len() >= MOST_TAGS {
            return refuse(45056);
        }
        let id = FIRST_OWN + self.made;
        self.made += 1;
        self.names.insert(id, name.to_owned());
        Ok(id)
    }

    pub(crate) fn rename(&mut self, id: i64, name: &str) -> Result<(), Refusal> {
        self.check_id(id)?;
        self.check_name(name, Some(id))?;
        self.names.insert(id, name.to_owned());
        Ok(())
    }

    pub(crate) fn delete(&mut self, id: i64) -> Result<(), Refusal> {
        self.check_id(id)?;
        self.names.remove(&id);
        self.of.values_mut().for_each(|tags| tags.retain(|tag| *tag != id));
        Ok(())
    }

    /// Number, name, and how many bear it.
    pub(crate) fn list(&self) -> Vec<(i64, &str, usize)> {
        let bearers = |id: &i64| self.of.values().filter(|tags| tags.contains(id)).count();
        self.names.iter().map(|(id, name)| (*id, name.as_str(), bearers(id))).collect()
    }

    /// Puts a tag on followers, all or none.
    pub(crate) fn put(&mut self, id: i64, openids: &[String]) -> Result<(), Refusal> {
        self.check_id(id)?;
        let full = |openid: &String| {
            self.of.get(openid).is_some_and(|tags| tags.len() >= MOST_OF_ONE && !tags.contains(&id))
        };
        if openids.iter().any(full) {
            return refuse(45059);
        }
        for openid in openids {
            let tags = self.of.entry(openid.clone()).or_default();
            if !tags.contains(&id) {
                tags.push(id);
            }
        }
        Ok(())
    }

    pub(crate) fn take(&mut self, id: i64, openids: &[String]) -> Result<(), Refusal> {
        self.check_id(id)?;
        for openid in openids {
            if let Some(tags) = self.of.get_mut(openid) {
                tags.retain(|tag| *tag != id);
            }
        }
        Ok(())
    }

    pub(crate) fn of(&self, openid: &str) -> Vec<i64> {
        self.of.get(openid).cloned().unwrap_or_default()
    }

    pub(crate) fn known(&self, id: i64) -> Result<(), Refusal> {
        if self.names.contains_key(&id) { Ok(()) } else { refuse(45159) }
    }

    pub(crate) fn bears(&self, openid: &str, id: i64) -> bool {
        self.of.get(openid).is_some_and(|tags| tags.contains(&id))
    }

    pub(crate) fn set_remark(&mut self, openid: &str, remark: &str) {
        self.remarks.insert(openid.to_owned(), remark.to_owned());
    }

    pub(crate) fn remark(&self, openid: &str) -> &str {
        self.remarks.get(openid).map(String::as_str).unwrap_or_default()
    }

    pub(crate) fn block(&mut self, openids: Vec<String>) {
        for openid in openids {
            if !self.blocked.contains(&openid) {
                self.blocked.push(openid);
            }
        }
    }

    pub(crate) fn unblock(&mut self, openids: &[String]) {
        self.blocked.retain(|openid| !openids.contains(openid));
    }

    pub(crate) fn blocked(&self) -> &[String] {
        &self.blocked
    }

    fn check_id(&self, id: i64) -> Result<(), Refusal> {
        match id {
            0..=2 => refuse(45058),
            id => self.known(id),
        }
    }

    fn check_name(&self, name: &str, except: Option<i64>) -> Result<(), Refusal> {
        let taken = self.names.iter().any(|(id, its)| its == name && Some(*id) != except);
        // Bytes: ten Chinese characters.
        match name.len() {
            0 => refuse(45157),
            31.. => refuse(45158),
            _ if taken => refuse(45157),
            _ => Ok(()),
        }
    }
}
