//! `/` and every path that the console draws by itself.

use crate::reader::{Reader, see_other};
use crate::session::Visitor;
use crate::site;
use app::pages::shell::{Shell, missing};
use app::words::Language;
use axum::Extension;
use axum::extract::OriginalUri;
use axum::http::StatusCode;
use axum::response::Response;
use url::form_urlencoded;

/// The shell, for somebody who is in. Others are sent where they can get in.
pub async fn show(
    Extension(visitor): Extension<Visitor>,
    OriginalUri(uri): OriginalUri,
    mut reader: Reader,
) -> Response {
    let Some(identity) = &visitor.identity else {
        let here = uri.path_and_query().map_or("/", |path| path.as_str());
        if here == "/" {
            return see_other("/sign-in", None);
        }
        let next: String = form_urlencoded::byte_serialize(here.as_bytes()).collect();
        return see_other(&format!("/sign-in?next={next}"), None);
    };
    if identity.must_change {
        return see_other("/new-password", None);
    }
    if identity.viewer.is_none() {
        return see_other("/waiting", None);
    }
    // In the console the person's own language comes first; it follows him to every browser.
    if let Some(language) = identity.language.as_deref().and_then(Language::from_tag) {
        reader.frame.language = language;
    }
    match site::entry() {
        Some(entry) => {
            let shell = Shell { js: entry.js.clone(), wasm: entry.wasm.clone(), css: entry.css.clone() };
            reader.page(StatusCode::OK, shell.html(&reader.frame))
        }
        None => reader.page(StatusCode::SERVICE_UNAVAILABLE, missing(&reader.frame)),
    }
}
