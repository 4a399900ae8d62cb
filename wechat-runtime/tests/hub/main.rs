//! Hubs over real sockets: a fake WeChat, a hub that has the secret, peers that have none. All keys
//! and tokens are marked, and no test may print one; see `hush.rs` of the runtime's tests.
//!
//! | invariant | test |
//! |---|---|
//! | however many peers begin at once, WeChat is asked once | `fleet::ten_cold_peers_cost_one_fetch` |
//! | a value that ends is followed by the next | `fleet::calls_go_on_when_tokens_end` |
//! | ten complaints about one value cost one fetch | `fleet::ten_peers_with_one_stale_token_cost_one_fetch` |
//! | complaints without reason cost a handful | `fleet::a_call_that_always_fails_does_not_use_up_tokens`, `fleet::a_peer_that_complains_of_everything_is_not_heard_for_long` |
//! | while the hub is away calls go on, and it is found again | `fleet::peers_outlive_their_hub` |
//! | who has no key, or the wrong one, gets nothing | `access::strangers_get_nothing` |
//! | a peer has what it was allowed and nothing else | `access::a_peer_has_what_it_was_allowed` |
//! | no value is served under another's name | `access::agents_are_not_taken_for_each_other` |
//! | a record of each request, and no value in it | `access::each_request_leaves_a_record_without_values` |
//! | what WeChat said at the hub is told at the peer | `answers::what_wechat_said_is_told` |
//! | a springboard sends to registered sites only | `springboard.rs`, and beside its code |
//! | whatever a hub answers, a peer has an error that says so | `answers::any_answer_is_borne` |

mod access;
mod answers;
mod fixture;
mod fleet;
#[path = "../runtime/hush.rs"]
#[allow(dead_code, reason = "shared with the tests of the runtime")]
mod hush;
#[path = "../runtime/server.rs"]
#[allow(dead_code, reason = "shared with the tests of the runtime")]
mod server;
mod springboard;
