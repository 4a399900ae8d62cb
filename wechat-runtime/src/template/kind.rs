//! The types of template fields and what each may hold.
//!
//! The limits are those of the table of parameter values on the page of `subscribeMessage.send`:
//! <https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/sendMessage.html>

/// What a field of a template may hold. A field's key is its type and a number: `thing3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FieldKind {
    /// Any text of 20 characters.
    Thing,
    /// 32 digits, with a point at most.
    Number,
    /// 32 letters.
    Letter,
    /// 5 symbols.
    Symbol,
    /// 32 digits, letters or symbols.
    CharacterString,
    /// A time of day, with a date at most; or two of them joined by `~`.
    Time,
    /// A date, with a time of day at most; or two of them joined by `~`.
    Date,
    /// A currency sign, 10 digits with a point at most, and `元` at most.
    Amount,
    /// 17 digits or symbols.
    PhoneNumber,
    /// 8 characters.
    CarNumber,
    /// 10 characters, or 20 when they are Latin letters and symbols only.
    Name,
    /// 5 Chinese characters.
    Phrase,
    /// One of the values that the template names.
    Enum,
    /// A type that the table does not have: not limited here.
    Other,
}

impl FieldKind {
    /// The type that a key begins with.
    pub fn of_key(key: &str) -> FieldKind {
        match key.trim_end_matches(|letter: char| letter.is_ascii_digit()) {
            "thing" => Self::Thing,
            "number" => Self::Number,
            "letter" => Self::Letter,
            "symbol" => Self::Symbol,
            "character_string" => Self::CharacterString,
            "time" => Self::Time,
            "date" => Self::Date,
            "amount" => Self::Amount,
            "phone_number" => Self::PhoneNumber,
            "car_number" => Self::CarNumber,
            "name" => Self::Name,
            "phrase" => Self::Phrase,
            "enum" => Self::Enum,
            _ => Self::Other,
        }
    }

    /// How many characters of this value fit, where characters are what is counted.
    pub(super) fn characters(self, value: &str) -> Option<usize> {
        Some(match self {
            Self::Thing => 20,
            Self::Letter | Self::CharacterString => 32,
            Self::Symbol | Self::Phrase => 5,
            Self::PhoneNumber => 17,
            Self::CarNumber => 8,
            Self::Name if value.chars().all(is_latin) => 20,
            Self::Name => 10,
            Self::Number | Self::Amount | Self::Time | Self::Date | Self::Enum | Self::Other => {
                return None;
            }
        })
    }
}

/// Latin letters with and without accents, digits, the symbols between them, and `·`.
fn is_latin(letter: char) -> bool {
    matches!(letter, '\0'..='\u{24f}' | '\u{300}'..='\u{36f}' | '\u{1e00}'..='\u{206f}')
}
