//! That callbacks are as short to write as the docs say.

use wechat_runtime::callback::{Callback, Context, Failure, Reply, Retry};

use crate::fixture::{Event, app};

async fn by_name(
    event: Event,
    cx: Context<wechat_runtime::App<crate::fixture::Platform>>,
) -> Result<Reply, Failure> {
    let number: i64 = cx.from_user().parse()?;
    match event {
        Event::Text(_) if number == 0 => Err(Retry.into()),
        Event::Text(text) => Ok(Reply::text(text.content)),
        _ => Ok(Reply::none()),
    }
}

#[test]
fn handlers_are_closures_and_functions() {
    let shop = app();
    let inside = shop.clone();
    let made = [
        Callback::new(shop.clone(), by_name),
        Callback::new(shop.clone(), |_: Event, _| async {}),
        Callback::new(shop.clone(), |_: Event, _| async { None::<Reply> }),
        Callback::new(shop.clone(), |_: Event, _| async { Err::<Reply, _>(Retry) }),
        Callback::new(shop.clone(), |_: Event, _| async {
            Err::<(), _>(wechat_runtime::callback::CallbackError::Busy)
        }),
        Callback::new(shop, move |event: Event, cx| {
            let shop = inside.clone();
            async move {
                cx.later(async move { drop(shop) });
                match event {
                    Event::Text(text) => Reply::text(text.content),
                    Event::Subscribe(_) => Reply::image("media"),
                    Event::Other(_) => Reply::none(),
                }
            }
        }),
    ];
    assert!(made.iter().all(Result::is_ok));
}
