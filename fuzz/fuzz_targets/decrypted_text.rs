//! Texts of pushes, after they were decrypted. Without `cargo fuzz` this replays the files it is given.
#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| wechat_fuzz::decrypted_text(data));

#[cfg(not(fuzzing))]
fn main() -> std::io::Result<()> {
    for path in std::env::args_os().skip(1) {
        wechat_fuzz::decrypted_text(&std::fs::read(path)?);
    }
    Ok(())
}
