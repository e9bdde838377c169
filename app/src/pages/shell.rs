//! The document that the console runs in: a skeleton to look at until it does.

use super::frame::ICON;
use super::{Frame, SHELL_STYLE, Theme};
use leptos::prelude::*;

/// The files that the shell names.
#[derive(Debug, Clone)]
pub struct Shell {
    /// The module script that starts the console.
    pub js: String,
    /// The wasm file, fetched beside the script instead of after it.
    pub wasm: String,
    /// The style sheet.
    pub css: String,
}

impl Shell {
    /// The document. `#skeleton` is removed by the console once it has drawn itself.
    pub fn html(&self, frame: &Frame) -> String {
        let words = frame.words();
        let bars = |n| vec![view! { <i></i> }; n];
        view! {
            <!DOCTYPE html>
            <html lang=frame.language.word() data-theme=frame.theme.map(Theme::word)>
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1"/>
                    <meta name="robots" content="noindex"/>
                    <title>"Muster"</title>
                    <link rel="icon" href=ICON/>
                    <style>{SHELL_STYLE}</style>
                    <link rel="preload" href=self.wasm.clone() r#as="fetch" type="application/wasm" crossorigin="anonymous"/>
                    <link rel="stylesheet" href=self.css.clone()/>
                    <script type="module" src=self.js.clone()></script>
                </head>
                <body>
                    <div id="skeleton">
                        <nav aria-hidden="true">{bars(9)}</nav>
                        <div aria-hidden="true">{bars(10)}</div>
                        <p role="status">{words.shell_loading}</p>
                        <noscript>{words.shell_no_script}</noscript>
                    </div>
                </body>
            </html>
        }
        .to_html()
    }
}

/// What a server says that was built without the browser's part.
pub fn missing(frame: &Frame) -> String {
    let words = frame.words();
    let main = view! {
        <h1>{words.shell_no_site_title}</h1>
        <p class="lead">{words.shell_no_site}</p>
        <form class="actions" method="post" action="/sign-out">
            <button class="plain">{words.sign_out}</button>
        </form>
    };
    frame.document(words.shell_no_site_title, main)
}
