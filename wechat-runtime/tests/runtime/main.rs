//! The runtime against real sockets: small servers on loopback that answer, misbehave or vanish.
//! Whatever a test writes to errors or logs is searched for secrets when it ends; see `hush.rs`.
//!
//! What went wrong in other crates of the field, and the test that keeps it from going wrong here:
//!
//! | defect | test |
//! |---|---|
//! | a caller that gives up wedges the client | `credentials::a_cancelled_waiter_cancels_nobody` |
//! | waiters of a failed refresh go on with an empty token | `credentials::a_failed_fetch_is_every_waiters_error_and_then_rests` |
//! | many callers make many token requests | `storms::ten_thousand_calls_on_a_cold_client_fetch_one_token` |
//! | a failing refresh is repeated by each caller | `storms::a_wrong_secret_costs_a_handful_of_requests` |
//! | a dead token stays, or the call is repeated with it | `credentials::a_stale_token_is_renewed_and_the_call_repeated_once` |
//! | a return code comes back as success, or as a decode error | `answers::return_codes_are_read_in_every_form` |
//! | a missing or negative `expires_in` | `credentials::any_life_is_bearable` |
//! | `force_refresh` as a string, JSON without its content type | `credentials::a_reload_comes_first_when_asked_for`, `calls::a_call_carries_its_token_and_gives_its_record` |
//! | a code pasted into the URL unescaped | `calls::values_cannot_add_parameters` |
//! | a one-time code sent again | `retries::what_may_have_been_done_is_not_repeated`, `retries::a_one_time_code_is_not_sent_again_after_a_timeout` |
//! | errors that cannot change are retried | `retries::what_will_not_change_is_not_repeated` |
//! | no time limit | `calls::a_call_ends_in_time_whatever_holds_it_up` |
//! | a panic at a page of Chinese | `answers::a_non_ascii_error_page_is_told_of` |
//! | 5xx as success or as a decode error | `answers::each_bad_answer_has_its_own_error` |
//! | small pictures as errors, long errors as pictures | `answers::files_are_told_from_errors` |
//! | secrets in `Debug`, errors and logs | `hush.rs`, in every test |

mod answers;
#[cfg(feature = "api-security")]
mod api_security;
mod calls;
mod credentials;
mod files;
mod fixture;
mod hush;
mod interleavings;
mod proxies;
mod retries;
mod server;
mod settings;
#[cfg(feature = "crypto")]
mod signed;
mod storms;
