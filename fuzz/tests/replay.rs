//! Seeds and former finds, on any compiler.

use std::path::Path;

#[test]
fn seeds_of_spec_parser() {
    assert!(replay("spec_parser", wechat_fuzz::spec_parser) >= 5, "the seeds are gone");
}

#[test]
fn seeds_of_encrypted_data() {
    assert!(replay("encrypted_data", wechat_fuzz::encrypted_data) >= 5, "the seeds are gone");
}

#[test]
fn seeds_of_oauth_state() {
    assert!(replay("oauth_state", wechat_fuzz::oauth_state) >= 5, "the seeds are gone");
}

#[test]
fn seeds_of_callback_body() {
    assert!(replay("callback_body", wechat_fuzz::callback_body) >= 5, "the seeds are gone");
}

#[test]
fn seeds_of_decrypted_text() {
    assert!(replay("decrypted_text", wechat_fuzz::decrypted_text) >= 5, "the seeds are gone");
}

#[test]
fn seeds_of_json_codec() {
    assert!(replay("json_codec", wechat_fuzz::json_codec) >= 5, "the seeds are gone");
}

#[test]
fn seeds_of_xml_codec() {
    assert!(replay("xml_codec", wechat_fuzz::xml_codec) >= 5, "the seeds are gone");
}

#[test]
fn seeds_of_springboard() {
    assert!(replay("springboard", wechat_fuzz::springboard) >= 5, "the seeds are gone");
}

#[test]
fn seeds_of_hub_request() {
    assert!(replay("hub_request", wechat_fuzz::hub_request) >= 5, "the seeds are gone");
}

/// Gives a target all files that it has, and counts them.
fn replay(name: &str, target: fn(&[u8])) -> usize {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut replayed = 0;
    for dir in ["seeds", "corpus", "artifacts"] {
        // Only the seeds are part of the project; the others are there after a run.
        let Ok(entries) = std::fs::read_dir(root.join(dir).join(name)) else { continue };
        for entry in entries {
            let path = entry.expect("an entry").path();
            target(&std::fs::read(&path).expect("a file"));
            replayed += 1;
        }
    }
    replayed
}
