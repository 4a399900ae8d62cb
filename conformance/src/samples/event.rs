//! Pushed messages: each is a variant of its own, of the product it belongs to.

use serde_core::Serialize;
use wechat_app::callback::{Event, Message};
use wechat_app::{channels, dialogue, mini_program, official_account, open_platform, wecom};

use super::report::Outcome;

/// Whether some product of the samples' has a variant for it.
pub(super) fn run(product: &str, text: String) -> Outcome {
    let message = match Message::parse(text) {
        Ok(message) => message,
        Err(error) => return Outcome::Failed(vec![error.to_string()]),
    };
    let known = match product {
        "openai" => knows::<dialogue::events::Event>(&message),
        "work" => knows::<wecom::events::Event>(&message),
        "api" => {
            knows::<official_account::events::Event>(&message)
                || knows::<mini_program::events::Event>(&message)
                || knows::<channels::events::Event>(&message)
                || knows::<open_platform::events::Event>(&message)
        }
        _ => return Outcome::Undescribed("no events of this product are described".to_owned()),
    };
    if known {
        Outcome::Passed
    } else {
        Outcome::Failed(vec!["is no event that is known".to_owned()])
    }
}

fn knows<E: Event + Serialize>(message: &Message) -> bool {
    message.event::<E>().content().is_some()
}
