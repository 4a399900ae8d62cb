//! What a content check means, as questions.

use crate::mini_program::security::{CheckResult, MsgSecCheckResponse, Suggestion};

impl CheckResult {
    /// The content may be shown.
    pub fn is_pass(&self) -> bool {
        self.suggest == Suggestion::Pass
    }

    /// A person must look at the content before it is shown.
    pub fn is_review(&self) -> bool {
        self.suggest == Suggestion::Review
    }

    /// The content must not be shown.
    pub fn is_risky(&self) -> bool {
        self.suggest == Suggestion::Risky
    }
}

impl MsgSecCheckResponse {
    /// The text may be shown.
    pub fn is_pass(&self) -> bool {
        self.result.is_pass()
    }

    /// A person must look at the text before it is shown.
    pub fn is_review(&self) -> bool {
        self.result.is_review()
    }

    /// The text must not be shown.
    pub fn is_risky(&self) -> bool {
        self.result.is_risky()
    }
}
