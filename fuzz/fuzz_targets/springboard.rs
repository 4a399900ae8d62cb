//! An address behind a springboard. Without `cargo fuzz` this replays the files it is given.
#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| wechat_fuzz::springboard(data));

#[cfg(not(fuzzing))]
fn main() -> std::io::Result<()> {
    for path in std::env::args_os().skip(1) {
        wechat_fuzz::springboard(&std::fs::read(path)?);
    }
    Ok(())
}
