//! Seeds and former finds, on any compiler.

use std::path::Path;

#[test]
fn seeds_of_spec_parser() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut replayed = 0;
    for dir in ["seeds/spec_parser", "corpus/spec_parser", "artifacts/spec_parser"] {
        // Only the seeds are part of the project; the others are there after a run.
        let Ok(entries) = std::fs::read_dir(root.join(dir)) else { continue };
        for entry in entries {
            let path = entry.expect("an entry").path();
            wechat_fuzz::spec_parser(&std::fs::read(&path).expect("a file"));
            replayed += 1;
        }
    }
    assert!(replayed >= 5, "the seeds are gone");
}
