//! Reads an answer into records. Forms: `ours-1`, `serde-1`, `ours-100`, `serde-100`, by their
//! document's KB.

use std::hint::black_box;

use wechat_app::op::{Code, Envelope};
use wechat_benches::{arguments, by_hand, document, ours};

static ENVELOPE: Envelope = Envelope { code: "errcode", message: "errmsg", ok: &[Code::Number(0)] };

fn main() {
    let (form, times) = arguments();
    let (codec, kb) = form.split_once('-').expect("a form such as ours-1");
    let text = document(kb.parse::<usize>().expect("KB") * 1024);
    for _ in 0..times {
        let body = black_box(text.as_bytes());
        let (users, good) = match codec {
            "ours" => {
                let decoded =
                    wechat_app::record::decode::<ours::users::UsersResponse>(body, &ENVELOPE);
                let (head, record) = decoded.expect("it fits");
                let found = (record.user_info_list.len(), head.code.is_none());
                black_box(record);
                found
            }
            _ => {
                let record: by_hand::UsersResponse = serde_json::from_slice(body).expect("it fits");
                let found = (record.user_info_list.len(), record.errcode == 0);
                black_box(record);
                found
            }
        };
        assert!(good && users > 0);
    }
}
