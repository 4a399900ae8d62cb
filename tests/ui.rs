//! What the compiler says to every class of mistake in `wechat_api!` and `#[derive(WeChatApp)]`, and
//! that it says nothing else: each page goes on to use what it declares. After a wanted change:
//! `TRYBUILD=overwrite cargo test --test ui`, and read the diff.

#[test]
fn mistakes_are_told_where_they_are() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
