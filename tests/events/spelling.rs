//! Spellings that WeChat's servers, and the tests of its SDKs, do not agree on.

use serde_json::json;
use wechat_app::callback::{Event, Message};
use wechat_app::{official_account, open_platform, wecom};

fn name<E: Event>(text: serde_json::Value) -> &'static str {
    Message::parse(text.to_string()).unwrap().event::<E>().name()
}

#[test]
fn case_and_space_around_are_passed_over() {
    for event in ["SCAN", "scan", " Scan\n"] {
        let text = json!({"MsgType": "event", "Event": event});
        assert_eq!(name::<official_account::events::Event>(text), "Scan");
    }
    for event in ["click", "CLICK"] {
        let text = json!({"MsgType": "event", "Event": event});
        assert_eq!(name::<wecom::events::Event>(text), "Click");
    }
    let text = json!({"MsgType": "Event", "Event": "subscribe "});
    assert_eq!(name::<official_account::events::Event>(text), "Subscribe");
}

/// A corp's own app gets it as an event, a suite as an instruction.
#[test]
fn instructions_are_the_events_of_the_same_name() {
    for known in ["Event", "InfoType"] {
        let text =
            json!({(known): "change_contact", "ChangeType": "create_user", "UserID": "LiLei"});
        assert_eq!(name::<wecom::events::Event>(text), "CreateUser");
        let text = json!({(known): "change_contact", "ChangeType": "something_new"});
        assert_eq!(name::<wecom::events::Event>(text), "ChangeContact");
    }
    // Where both are said, the event counts.
    let text = json!({"MsgType": "event", "Event": "subscribe", "InfoType": "change_contact"});
    assert_eq!(name::<wecom::events::Event>(text), "Subscribe");
}

/// `AppId` is the platform's, `appid` the new mini program's, in whatever order.
#[test]
fn what_the_message_says_of_itself_is_not_the_events() {
    let elements = ["<AppId>wxplatform</AppId>", "<appid>wxnew</appid>"];
    for order in [[0, 1], [1, 0]] {
        let inner: String = order.iter().map(|at| elements[*at]).collect();
        let text = format!("<xml>{inner}<InfoType>notify_third_fasteregister</InfoType></xml>");
        let message = Message::parse(text).unwrap();
        assert_eq!(message.field("AppId"), Some("wxplatform"));
        let open_platform::events::Event::NotifyThirdFasteregister(event) = message.event() else {
            panic!("another event")
        };
        assert_eq!(event.app_id.as_deref(), Some("wxnew"));
    }
    let text =
        "<xml><AppId>wxplatform</AppId><InfoType>notify_third_fasteregister</InfoType></xml>";
    let message = Message::parse(text.to_owned()).unwrap();
    let open_platform::events::Event::NotifyThirdFasteregister(event) = message.event() else {
        panic!("another event")
    };
    assert_eq!(event.app_id, None);
}
