//! Callbacks from the outside: requests in, responses out. What holds for all of them:
//!
//! | invariant | test |
//! |---|---|
//! | what is let in is what was signed, byte for byte | `security::whatever_is_changed_nothing_else_gets_in` |
//! | a refusal says no more than its status | `security::a_refusal_says_its_status_and_nothing_else` |
//! | no secret and no message stands in an error or a log | `security::nothing_secret_is_told` |
//! | a message is handled once, whatever comes twice, breaks or panics | `service.rs` |
//! | an answer comes in time | `service::a_slow_handler_costs_its_reply_not_the_message` |
//! | an answer belongs to the account of its message | `service::apps_of_a_registry_are_told_apart` |

mod axum;
mod fixture;
mod security;
mod service;
mod tickets;
mod users;
