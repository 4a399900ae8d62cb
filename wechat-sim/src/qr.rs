//! Draws QR codes as PNG.

use qrcode::{Color, QrCode};

/// How a code looks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    /// Pixels of an edge.
    pub(crate) width: u32,
    pub(crate) colour: [u8; 3],
    /// No background.
    pub(crate) transparent: bool,
}

impl Default for Style {
    fn default() -> Self {
        Style { width: 430, colour: [0, 0, 0], transparent: false }
    }
}

/// Modules of quiet zone on each side.
const MARGIN: usize = 4;

/// A picture that says `text`; `None` when it is too long for a code.
pub(crate) fn png(text: &str, style: &Style) -> Option<Vec<u8>> {
    let code = QrCode::new(text.as_bytes()).ok()?;
    let modules = code.width();
    let colours = code.to_colors();
    let width = usize::try_from(style.width).ok()?;
    let scale = (width / (modules + 2 * MARGIN)).max(1);
    let edge = width.max(modules + 2 * MARGIN);
    let border = (edge - modules * scale) / 2;
    // One bit a pixel, rows padded to bytes: 0 is the background.
    let mut rows = vec![0u8; edge.div_ceil(8) * edge];
    for (index, _) in colours.iter().enumerate().filter(|(_, colour)| **colour == Color::Dark) {
        let (left, top) = (border + index % modules * scale, border + index / modules * scale);
        for y in top..top + scale {
            for x in left..left + scale {
                rows[y * edge.div_ceil(8) + x / 8] |= 0x80 >> (x % 8);
            }
        }
    }
    let mut out = Vec::new();
    let size = u32::try_from(edge).ok()?;
    let mut encoder = png::Encoder::new(&mut out, size, size);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::One);
    let [r, g, b] = style.colour;
    encoder.set_palette(vec![255, 255, 255, r, g, b]);
    if style.transparent {
        encoder.set_trns(vec![0, 255]);
    }
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&rows).ok()?;
    writer.finish().ok()?;
    Some(out)
}
