//! Bodies of pushes, before anything about them is known. Without `cargo fuzz` this replays the files it is given.
#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| wechat_fuzz::callback_body(data));

#[cfg(not(fuzzing))]
fn main() -> std::io::Result<()> {
    for path in std::env::args_os().skip(1) {
        wechat_fuzz::callback_body(&std::fs::read(path)?);
    }
    Ok(())
}
