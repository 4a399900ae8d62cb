//! What replies are made of: videos, music, articles.

use serde_json::{Map, Value};

/// A video that was uploaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Video(Map<String, Value>);

impl Video {
    /// By its media id.
    pub fn new(media_id: impl Into<String>) -> Video {
        Video(Map::new()).with("MediaId", media_id)
    }

    /// Its title.
    pub fn title(self, title: impl Into<String>) -> Video {
        self.with("Title", title)
    }

    /// What it shows.
    pub fn description(self, description: impl Into<String>) -> Video {
        self.with("Description", description)
    }

    fn with(mut self, name: &str, value: impl Into<String>) -> Video {
        self.0.insert(name.to_owned(), Value::String(value.into()));
        self
    }

    pub(super) fn fields(self) -> Value {
        Value::Object(self.0)
    }
}

impl<T: Into<String>> From<T> for Video {
    fn from(media_id: T) -> Video {
        Video::new(media_id)
    }
}

/// Music.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Music(Map<String, Value>);

impl Music {
    /// By the URL of its file.
    pub fn new(url: impl Into<String>) -> Music {
        Music(Map::new()).with("MusicUrl", url)
    }

    /// Its title.
    pub fn title(self, title: impl Into<String>) -> Music {
        self.with("Title", title)
    }

    /// What it is.
    pub fn description(self, description: impl Into<String>) -> Music {
        self.with("Description", description)
    }

    /// A URL of better quality, for phones with a good connection.
    pub fn hq_url(self, url: impl Into<String>) -> Music {
        self.with("HQMusicUrl", url)
    }

    /// The picture beside it, by its media id.
    pub fn thumb(self, media_id: impl Into<String>) -> Music {
        self.with("ThumbMediaId", media_id)
    }

    fn with(mut self, name: &str, value: impl Into<String>) -> Music {
        self.0.insert(name.to_owned(), Value::String(value.into()));
        self
    }

    pub(super) fn fields(self) -> Value {
        Value::Object(self.0)
    }
}

/// An article of a news message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Article {
    title: String,
    url: String,
    description: String,
    pic_url: String,
}

impl Article {
    /// By its title and where it is.
    pub fn new(title: impl Into<String>, url: impl Into<String>) -> Article {
        Article { title: title.into(), url: url.into(), ..Article::default() }
    }

    /// What it is about.
    pub fn description(mut self, description: impl Into<String>) -> Article {
        self.description = description.into();
        self
    }

    /// Its picture: 360 × 200 for the first, 200 × 200 for the others.
    pub fn pic_url(mut self, url: impl Into<String>) -> Article {
        self.pic_url = url.into();
        self
    }

    /// WeChat wants all four, empty or not.
    pub(super) fn fields(self) -> Value {
        let Article { title, url, description, pic_url } = self;
        let fields =
            [("Title", title), ("Description", description), ("PicUrl", pic_url), ("Url", url)];
        fields.into_iter().map(|(name, value)| (name.to_owned(), Value::String(value))).collect()
    }
}
