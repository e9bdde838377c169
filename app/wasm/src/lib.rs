//! What the browser starts: nothing but the way in, so that the interface itself is an ordinary library.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(start)]
pub fn start() {
    app::ui::mount();
}
