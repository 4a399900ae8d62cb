//! Subscribe messages from the description of their template: which fields it has, and values
//! that fit them. Nothing here makes a call.

mod cut;
mod kind;

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Value, json};

pub use kind::FieldKind;

/// A template, read from the `content` that the template list shows.
///
/// ```
/// use wechat_runtime::template::Template;
///
/// let template = Template::parse("姓名: {{name1.DATA}}\n金额: {{amount2.DATA}}\n备注: {{thing3.DATA}}")?;
/// let message = template
///     .message()
///     .set("姓名", "张三")
///     .set("amount2", "¥9.90")
///     .set("备注", "a remark of more than twenty characters")
///     .build()?;
/// assert_eq!(message.json()["thing3"]["value"], "a remark of more tha");
/// assert_eq!(message.cuts()[0].key, "thing3");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    fields: Vec<Field>,
}

/// One field of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// `thing3`: what the message calls it.
    pub key: String,
    /// `备注`: what the user sees before it; may be empty.
    pub title: String,
    /// What it may hold.
    pub kind: FieldKind,
}

impl Template {
    /// Reads `title: {{key.DATA}}` lines.
    pub fn parse(content: &str) -> Result<Template, TemplateError> {
        let mut fields: Vec<Field> = Vec::new();
        for (number, line) in content.lines().enumerate() {
            let mut rest = line;
            while let Some((title, after)) = rest.split_once("{{") {
                let error = |what| TemplateError::Content { line: number + 1, what };
                let (name, after) = after.split_once("}}").ok_or(error("`{{` without `}}`"))?;
                let key = name.trim().strip_suffix(".DATA").unwrap_or_default().trim();
                if key.is_empty() || !key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
                    return Err(error("a field that is not of the form `{{key.DATA}}`"));
                }
                if fields.iter().any(|field| field.key == key) {
                    return Err(error("a field that stands above already"));
                }
                let title = title.trim().trim_end_matches([':', '：']).trim_end();
                let kind = FieldKind::of_key(key);
                fields.push(Field { key: key.to_owned(), title: title.to_owned(), kind });
                rest = after;
            }
        }
        if fields.is_empty() {
            return Err(TemplateError::NoFields);
        }
        Ok(Template { fields })
    }

    /// Its fields, in order.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// Starts a message: set every field, then build.
    pub fn message(&self) -> MessageBuilder<'_> {
        MessageBuilder { template: self, values: Vec::new() }
    }

    /// A message from pairs of a key or title and a value.
    pub fn fill<N: Into<String>, V: fmt::Display>(
        &self,
        values: impl IntoIterator<Item = (N, V)>,
    ) -> Result<Message, TemplateError> {
        values
            .into_iter()
            .fold(self.message(), |message, (name, value)| message.set(name, value))
            .build()
    }

    /// The field of that key, or else the only one of that title.
    fn find(&self, name: &str) -> Result<&Field, Mistake> {
        let name = name.trim();
        if let Some(field) = self.fields.iter().find(|field| field.key == name) {
            return Ok(field);
        }
        let mut titled = self.fields.iter().filter(|field| !name.is_empty() && field.title == name);
        match (titled.next(), titled.next()) {
            (Some(field), None) => Ok(field),
            (Some(_), Some(_)) => Err(Mistake::Ambiguous(name.to_owned())),
            (None, _) => Err(Mistake::Unknown(name.to_owned())),
        }
    }
}

/// A message whose fields are being set.
#[derive(Clone, Debug)]
#[must_use = "a message is made by `build`"]
pub struct MessageBuilder<'a> {
    template: &'a Template,
    values: Vec<(String, String)>,
}

impl MessageBuilder<'_> {
    /// Sets the field of this key (`thing3`) or title (`备注`).
    pub fn set(mut self, name: impl Into<String>, value: impl fmt::Display) -> Self {
        self.values.push((name.into(), value.to_string()));
        self
    }

    /// Cuts the values to what their fields may hold. Everything that cannot be right is said at
    /// once: fields that the template does not have, fields without a value, sums of money that
    /// would become other sums.
    pub fn build(self) -> Result<Message, TemplateError> {
        let (mut values, mut cuts, mut mistakes) = (BTreeMap::new(), Vec::new(), Vec::new());
        for (name, value) in self.values {
            let field = match self.template.find(&name) {
                Ok(field) => field,
                Err(mistake) => {
                    mistakes.push(mistake);
                    continue;
                }
            };
            let value = value.trim();
            let fitted = match cut::fit(field.kind, value) {
                Some(fitted) => fitted,
                None => {
                    mistakes.push(Mistake::Money(field.key.clone()));
                    value.to_owned()
                }
            };
            if fitted != value {
                cuts.push(Cut {
                    key: field.key.clone(),
                    full: value.to_owned(),
                    sent: fitted.clone(),
                });
            }
            if values.insert(field.key.clone(), fitted).is_some() {
                mistakes.push(Mistake::Twice(field.key.clone()));
            }
        }
        for field in &self.template.fields {
            if values.get(&field.key).is_none_or(String::is_empty) {
                mistakes.push(Mistake::Missing(field.key.clone()));
            }
        }
        if mistakes.is_empty() {
            Ok(Message { values, cuts })
        } else {
            Err(TemplateError::Values(mistakes))
        }
    }
}

/// A value that was longer than its field may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The field.
    pub key: String,
    /// What was given.
    pub full: String,
    /// What is sent.
    pub sent: String,
}

/// The data of a message, ready for `data` of the send call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    values: BTreeMap<String, String>,
    cuts: Vec<Cut>,
}

impl Message {
    /// `{"thing3": {"value": "…"}, …}`
    pub fn json(&self) -> Value {
        self.values.iter().map(|(key, value)| (key.clone(), json!({ "value": value }))).collect()
    }

    /// The values by key.
    pub fn values(&self) -> &BTreeMap<String, String> {
        &self.values
    }

    /// The values by key, to be moved into a request.
    pub fn into_values(self) -> BTreeMap<String, String> {
        self.values
    }

    /// What had to be cut.
    pub fn cuts(&self) -> &[Cut] {
        &self.cuts
    }
}

/// Why a template cannot be read, or a message cannot be made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TemplateError {
    /// The content has no field.
    NoFields,
    /// The content is not that of a template.
    Content {
        /// Line, from 1.
        line: usize,
        /// What is in it.
        what: &'static str,
    },
    /// Values do not fit the fields: all that is wrong.
    Values(Vec<Mistake>),
}

/// What is wrong with the values of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mistake {
    /// The template has no field of this key or title.
    Unknown(String),
    /// The template has several fields of this title: set them by key.
    Ambiguous(String),
    /// The field of this key was set twice.
    Twice(String),
    /// The field of this key has no value, or an empty one, which WeChat refuses.
    Missing(String),
    /// The sum of money has more digits before its point than the field may hold.
    Money(String),
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(name) => write!(f, "the template has no field `{name}`"),
            Self::Ambiguous(title) => {
                write!(f, "several fields are called `{title}`: set them by key")
            }
            Self::Twice(key) => write!(f, "`{key}` is set twice"),
            Self::Missing(key) => write!(f, "`{key}` has no value"),
            Self::Money(key) => write!(f, "`{key}` holds sums of at most 10 digits"),
        }
    }
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFields => {
                f.write_str("the template has no `{{key.DATA}}` field: pass its `content`")
            }
            Self::Content { line, what } => write!(f, "line {line} of the template has {what}"),
            Self::Values(mistakes) => {
                f.write_str("the values do not fit the template: ")?;
                for (index, mistake) in mistakes.iter().enumerate() {
                    write!(f, "{}{mistake}", if index == 0 { "" } else { "; " })?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for TemplateError {}

impl From<TemplateError> for crate::Error {
    #[cold]
    fn from(error: TemplateError) -> crate::Error {
        crate::Error::new(crate::ErrorKind::Encode, error.to_string())
    }
}

#[cfg(test)]
mod tests;
