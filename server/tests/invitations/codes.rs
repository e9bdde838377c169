//! QR codes, read as a phone's camera would.

use super::{create, path};
use crate::common::TestApp;
use serde_json::json;

/// Grey values by row: 0 is black.
struct Picture {
    side: usize,
    pixels: Vec<u8>,
}

impl Picture {
    fn of_png(body: &[u8]) -> Self {
        let mut reader = png::Decoder::new(std::io::Cursor::new(body)).read_info().expect("a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        let info = reader.next_frame(&mut pixels).expect("a whole picture");
        assert_eq!((info.width, info.color_type), (info.height, png::ColorType::Grayscale));
        Self { side: info.width as usize, pixels }
    }

    /// Squares of one module, `M4,5h1v1h-1`, on a white ground.
    fn of_svg(body: &[u8]) -> Self {
        const SCALE: usize = 8;
        let text = std::str::from_utf8(body).expect("text");
        let size = text.split_once("viewBox=\"0 0 ").expect("a size").1;
        let modules: usize = size.split(' ').next().expect("a number").parse().expect("a number");
        let side = modules * SCALE;
        let mut pixels = vec![255; side * side];
        for square in text.split_once(" d=\"").expect("a path").1.split('M').skip(1) {
            let (x, rest) = square.split_once(',').expect("a place");
            let y: String = rest.chars().take_while(char::is_ascii_digit).collect();
            let (x, y): (usize, usize) = (x.parse().expect("a number"), y.parse().expect("a number"));
            for row in 0..SCALE {
                let start = (y * SCALE + row) * side + x * SCALE;
                pixels[start..start + SCALE].fill(0);
            }
        }
        Self { side, pixels }
    }

    /// What the one code in the picture says.
    fn read(&self) -> String {
        let pixel = |x, y| self.pixels[y * self.side + x];
        let mut picture = rqrr::PreparedImage::prepare_from_greyscale(self.side, self.side, pixel);
        let codes = picture.detect_grids();
        assert_eq!(codes.len(), 1, "one code in {} pixels", self.side);
        codes[0].decode().expect("a readable code").1
    }

    /// White modules around the code; its corner is a black line of seven.
    fn quiet(&self) -> usize {
        let first = self.pixels.iter().position(|pixel| *pixel == 0).expect("something black");
        let line = self.pixels[first..].iter().take_while(|pixel| **pixel == 0).count();
        assert_eq!(first / self.side, first % self.side, "the corner lies on the diagonal");
        first / self.side * 7 / line
    }
}

#[tokio::test]
async fn a_camera_reads_the_link_from_both_pictures() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let link = create(&owner, json!({})).await;
    let id = link["id"].as_str().unwrap();
    let png = Picture::of_png(&owner.get(&format!("/invitations/{id}/qr.png")).await.body);
    let svg = Picture::of_svg(&owner.get(&format!("/invitations/{id}/qr.svg")).await.body);
    assert_eq!(png.read(), link["url"].as_str().unwrap());
    assert_eq!(svg.read(), link["url"].as_str().unwrap());
    assert!(png.side >= 500, "large enough for print: {}", png.side);
    assert_eq!((png.quiet(), svg.quiet()), (4, 4), "modules of white around it, as ISO/IEC 18004 asks for");
    assert_eq!(app.nobody().get(&path(&link)).await.status, 200);
}

#[tokio::test]
async fn the_code_on_the_poster_leads_to_the_door_until_it_is_replaced() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let read = async || {
        let png = Picture::of_png(&owner.get("/door/qr.png").await.body).read();
        assert_eq!(png, Picture::of_svg(&owner.get("/door/qr.svg").await.body).read());
        png.strip_prefix(app.edge.public.origin()).expect("our own address").to_owned()
    };
    let poster = read().await;
    let led = app.nobody().get(&poster).await;
    let page = app.nobody().get(led.location()).await;
    assert!(page.text().contains("Join Harbour Works"), "{}", page.text());
    owner.ask("invitations/reset_door", json!({})).await;
    assert_eq!(app.nobody().get(&poster).await.status, 404);
    assert_eq!(app.nobody().get(&read().await).await.status, 303);
}
