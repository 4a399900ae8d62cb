//! QR codes are real: a decoder reads from the picture what the code stands for.

use serde_json::json;

use crate::api::{Api, code};

/// Reads a PNG of one bit a pixel with a palette, as the simulator draws them.
fn decode(png: &[u8]) -> (String, usize) {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut pixels).expect("a picture");
    let samples = info.color_type.samples();
    let width = info.width as usize;
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(width, info.height as usize, |x, y| {
            let pixel = &pixels[(y * width + x) * samples..][..samples];
            let transparent = pixel.get(3) == Some(&0);
            if transparent {
                255
            } else {
                u8::try_from(pixel[..3].iter().map(|it| u32::from(*it)).sum::<u32>() / 3).unwrap()
            }
        });
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "one code");
    (grids[0].decode().expect("readable").1, width)
}

#[tokio::test]
async fn mini_program_codes_say_path_and_scene() {
    let api = Api::start().await;
    let looks =
        json!({"width": 600, "line_color": {"r": 10, "g": 80, "b": 160}, "is_hyaline": true});
    let with = |mut body: serde_json::Value, looks: &serde_json::Value| {
        body.as_object_mut().unwrap().extend(looks.as_object().unwrap().clone());
        body
    };
    let path = "pages/item/item?id=42&from=海报";
    let none = json!({});
    let unlimited = json!({"scene": "id=42&x=a/b", "page": "pages/item/item"});
    for (url, body, says, width) in [
        ("/wxa/getwxacode", with(json!({"path": path}), &none), path, 430),
        ("/wxa/getwxacode", with(json!({"path": path}), &looks), path, 600),
        (
            "/cgi-bin/wxaapp/createwxaqrcode",
            json!({"path": "pages/a", "width": 280}),
            "pages/a",
            280,
        ),
        ("/wxa/getwxacodeunlimit", with(unlimited.clone(), &none), "id=42&x=a/b", 430),
        ("/wxa/getwxacodeunlimit", with(unlimited, &looks), "id=42&x=a/b", 600),
    ] {
        let answer = api.post_raw(url, body).await;
        assert_eq!(answer.headers()["content-type"], "image/png");
        let png = answer.bytes().await.expect("a picture");
        assert_eq!(decode(&png), (says.to_owned(), width), "{url}");
    }
    api.assert_clean();
}

#[tokio::test]
async fn wrong_scenes_and_pages_are_refused() {
    let api = Api::start().await;
    api.wechat.page("pages/index/index");
    for (body, wanted) in [
        (json!({"scene": ""}), 40169),
        (json!({"scene": "x".repeat(33)}), 40169),
        (json!({"scene": "中文"}), 40169),
        (json!({"scene": "a", "page": "pages/none"}), 41030),
        (json!({"scene": "a", "page": "/pages/index/index"}), 41030),
        (json!({"scene": "a", "width": 10}), 40097),
    ] {
        let answer = api.post("/wxa/getwxacodeunlimit", body.clone()).await;
        assert_eq!(code(&answer), wanted, "{body}");
    }
    for body in [
        json!({"scene": "a", "page": "pages/index/index"}),
        json!({"scene": "a", "page": "pages/none", "check_path": false}),
    ] {
        let answer = api.post_raw("/wxa/getwxacodeunlimit", body).await;
        assert_eq!(answer.headers()["content-type"], "image/png");
    }
    api.assert_clean();
}

#[tokio::test]
async fn parametric_codes_are_shown_by_ticket() {
    let api = Api::start().await;
    let body = json!({
        "expire_seconds": 600,
        "action_name": "QR_STR_SCENE",
        "action_info": {"scene": {"scene_str": "spring"}},
    });
    let made = api.post("/cgi-bin/qrcode/create", body).await;
    assert_eq!(made["expire_seconds"], 600);
    let (ticket, url) = (made["ticket"].as_str().unwrap(), made["url"].as_str().unwrap());
    let shown =
        api.http.get(api.url("/cgi-bin/showqrcode", &[("ticket", ticket)])).send().await.unwrap();
    assert_eq!(decode(&shown.bytes().await.unwrap()).0, url);
    api.advance(600);
    let late =
        api.http.get(api.url("/cgi-bin/showqrcode", &[("ticket", ticket)])).send().await.unwrap();
    assert_eq!(late.status().as_u16(), 404);
    let zero = json!({"action_name": "QR_LIMIT_SCENE", "action_info": {"scene": {"scene_id": 0}}});
    assert_eq!(code(&api.post("/cgi-bin/qrcode/create", zero).await), 40053);
    api.assert_clean();
}
