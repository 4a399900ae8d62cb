// Not a module of xtask: the main file of a crate that the benchmark writes, so that the generator
// is timed at the same optimisation as the crate it is built into. Arguments: the spec files.
// Prints the milliseconds of reading and checking, of writing the text, and of making tokens.

use std::path::Path;
use std::time::Instant;

fn main() {
    let disk = wechat_spec::Disk::here();
    let (mut load, mut emit, mut tokens) = (0.0, 0.0, 0.0);
    let ms = |from: Instant| from.elapsed().as_secs_f64() * 1e3;
    for file in std::env::args().skip(1) {
        let start = Instant::now();
        let loaded = wechat_spec::load_group(Path::new(&file), &disk);
        load += ms(start);
        assert!(loaded.diagnostics.is_empty(), "{}", loaded.diagnostics);
        let start = Instant::now();
        let text = wechat_codegen::group(&loaded.group, &wechat_codegen::Paths::default());
        emit += ms(start);
        let start = Instant::now();
        let stream: proc_macro2::TokenStream = text.parse().expect("generated text is Rust");
        tokens += ms(start);
        std::hint::black_box(stream);
    }
    println!("{load:.1} {emit:.1} {tokens:.1}");
}
