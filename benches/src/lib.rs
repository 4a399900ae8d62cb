//! What the programs share: a document, and the same records by both codecs.

/// The records as the SDK has them.
pub mod ours {
    wechat_app::wechat_api!(pub mod users = "specs/users.toml");
}

/// The records as one writes them with serde, as lenient as its attributes make them: every field
/// may be absent.
pub mod by_hand {
    use serde::Deserialize;

    /// The answer, its envelope with it.
    #[derive(Clone, Debug, Default, Deserialize)]
    #[serde(default)]
    pub struct UsersResponse {
        pub errcode: i64,
        pub errmsg: String,
        pub total: i64,
        pub count: i64,
        pub next_openid: Option<String>,
        pub user_info_list: Vec<User>,
    }

    /// One of its users.
    #[derive(Clone, Debug, Default, Deserialize)]
    #[serde(default)]
    pub struct User {
        pub subscribe: i64,
        pub openid: String,
        pub nickname: Option<String>,
        pub language: String,
        pub city: String,
        pub province: String,
        pub country: String,
        pub headimgurl: Option<String>,
        pub subscribe_time: i64,
        pub unionid: Option<String>,
        pub remark: String,
        pub groupid: i64,
        pub tagid_list: Vec<i64>,
        pub subscribe_scene: String,
        pub qr_scene: i64,
        pub qr_scene_str: String,
    }
}

/// An answer with as many users as make about this many bytes.
pub fn document(bytes: usize) -> String {
    let user = |index: usize| {
        format!(
            "{{\"subscribe\":1,\"openid\":\"otvxTs4dckWG7imySrJd6jSi{index:04}\",\"nickname\":\"\\u5f20\\u4e09{index}\",\
             \"sex\":0,\"language\":\"zh_CN\",\"city\":\"广州\",\"province\":\"广东\",\"country\":\"中国\",\
             \"headimgurl\":\"http:\\/\\/thirdwx.qlogo.cn\\/mmopen\\/g3MonUZtNHkdmzicIlibx6iaFqAc56vxLSUfpb6n5WKSYVY0ChQKkiaJSgQ1dZuTOgvLLrhJbERQQ4eMsv84eavHiaiceqxibJxCfHe\\/0\",\
             \"subscribe_time\":{},\"unionid\":\"oR5GjjgEhCMJFyzaVZdrxZ2zRR{index:04}\",\"remark\":\"\",\"groupid\":0,\
             \"tagid_list\":[128,2],\"subscribe_scene\":\"ADD_SCENE_QR_CODE\",\"qr_scene\":98765,\"qr_scene_str\":\"\"}}",
            1_434_093_047 + index
        )
    };
    let mut list = String::new();
    let mut count = 0;
    while list.len() + user(count).len() / 2 < bytes {
        if count > 0 {
            list.push(',');
        }
        list.push_str(&user(count));
        count += 1;
    }
    format!("{{\"total\":{count},\"count\":{count},\"next_openid\":null,\"user_info_list\":[{list}]}}")
}

/// The arguments of a program: which of its forms, and how often.
pub fn arguments() -> (String, usize) {
    let mut arguments = std::env::args().skip(1);
    let form = arguments.next().unwrap_or_default();
    let times = arguments.next().and_then(|times| times.parse().ok()).unwrap_or(1);
    (form, times)
}
