//! QR codes (ISO/IEC 18004), always dark on white: some phones do not read them inverted.

use super::{find_for, url};
use crate::{Error, Result, Services, Viewer};
use fast_qr::convert::Builder as _;
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::{ECL, QRBuilder, QRCode};
use model::InvitationId;
use model::permission::Permission;

/// The form of a QR code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For screens and print.
    Svg,
    /// For chats and documents.
    Png,
}

/// The quiet zone around the code, in modules, as the standard asks for.
const MARGIN: usize = 4;
/// Pixels a module of the PNG: a version-5 code comes to 720 px.
const SCALE: usize = 16;

/// The QR code of a link.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::InvitationsWrite`], [`model::Code::NotFound`].
pub async fn qr(services: &Services, viewer: &Viewer, id: &InvitationId, format: Format) -> Result<Vec<u8>> {
    viewer.require(Permission::InvitationsWrite)?;
    let mut conn = services.store.read().await?;
    let row = find_for(&mut conn, viewer, id).await?;
    drop(conn);
    let token = services.seal.open(row.id.as_str(), &row.token_sealed)?;
    draw(&url(services, &token), format)
}

/// The QR code of the door number.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::InvitationsRead`].
pub async fn door_qr(services: &Services, viewer: &Viewer, format: Format) -> Result<Vec<u8>> {
    let door = super::door(services, viewer).await?;
    draw(&door.url, format)
}

fn draw(text: &str, format: Format) -> Result<Vec<u8>> {
    // Medium correction: a poster that is 15 % worn still reads.
    let code = QRBuilder::new(text).ecl(ECL::M).build().map_err(|error| Error::Broken(error.to_string()))?;
    match format {
        Format::Svg => Ok(SvgBuilder::default().margin(MARGIN).to_str(&code).into_bytes()),
        Format::Png => png(&code),
    }
}

fn png(code: &QRCode) -> Result<Vec<u8>> {
    let side = (code.size + 2 * MARGIN) * SCALE;
    let mut pixels = vec![255_u8; side * side];
    for y in 0..code.size {
        for x in 0..code.size {
            if !code[y][x].value() {
                continue;
            }
            for row in 0..SCALE {
                let start = ((y + MARGIN) * SCALE + row) * side + (x + MARGIN) * SCALE;
                pixels[start..start + SCALE].fill(0);
            }
        }
    }
    let mut out = Vec::new();
    let wrong = |error: png::EncodingError| Error::Broken(error.to_string());
    let width = u32::try_from(side).map_err(|error| Error::Broken(error.to_string()))?;
    let mut encoder = png::Encoder::new(&mut out, width, width);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().map_err(wrong)?;
    writer.write_image_data(&pixels).map_err(wrong)?;
    writer.finish().map_err(wrong)?;
    Ok(out)
}
