//! Documents in XML, read into records. Without `cargo fuzz` this replays the files it is given.
#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| wechat_fuzz::xml_codec(data));

#[cfg(not(fuzzing))]
fn main() -> std::io::Result<()> {
    for path in std::env::args_os().skip(1) {
        wechat_fuzz::xml_codec(&std::fs::read(path)?);
    }
    Ok(())
}
