//! The browser's part, embedded: one file is the whole product.
//!
//! Everything under `/assets/<hash>/` may be kept for ever; the few public files beside it are asked for again with their `ETag`.

use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, IF_NONE_MATCH, VARY,
};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::{EmbeddedFile, RustEmbed};
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "$MUSTER_SITE"]
struct Site;

/// What the HTML shell names, as paths from the root. `pack` writes it into `manifest.json`.
#[derive(Clone, Debug, Deserialize)]
pub struct Entry {
    /// A module script that loads the rest.
    pub js: String,
    /// For `<link rel="preload" as="fetch" type="application/wasm" crossorigin>`, so that it loads beside the script.
    pub wasm: String,
    pub css: String,
}

/// `None` in a server that was built without a site.
pub fn entry() -> Option<&'static Entry> {
    static ENTRY: LazyLock<Option<Entry>> = LazyLock::new(|| serde_json::from_slice(&Site::get(MANIFEST)?.data).ok());
    ENTRY.as_ref()
}

/// `/assets/…` and one route for each public file. Whatever is not among them is 404 or the router's own.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let public = Site::iter().filter(|name| !name.starts_with("assets/") && *name != MANIFEST && !is_sibling(name));
    public.fold(Router::new().route("/assets/{*name}", get(asset)), |router, name| {
        let path = format!("/{name}");
        router.route(&path, get(public_file))
    })
}

const MANIFEST: &str = "manifest.json";

async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Response {
    serve(&format!("assets/{name}"), "public, max-age=31536000, immutable", &headers)
}

async fn public_file(uri: Uri, headers: HeaderMap) -> Response {
    serve(uri.path().trim_start_matches('/'), "no-cache", &headers)
}

fn serve(name: &str, cache: &'static str, headers: &HeaderMap) -> Response {
    let Some((file, encoding)) = best(name, headers) else { return StatusCode::NOT_FOUND.into_response() };
    let tag = format!("\"{}\"", hex::encode(&file.metadata.sha256_hash()[..16]));
    let known = headers.get(IF_NONE_MATCH).and_then(|v| v.to_str().ok());
    let mut response = if known.is_some_and(|tags| tags.split(',').any(|t| same(t, &tag))) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut whole = Body::from(file.data).into_response();
        whole.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type(name)));
        if let Some(encoding) = encoding {
            whole.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        whole
    };
    let answer = response.headers_mut();
    answer.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    answer.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::try_from(tag) {
        answer.insert(ETAG, tag);
    }
    response
}

/// A proxy that changed the encoding marks the tag as weak; it is still the same file.
fn same(sent: &str, tag: &str) -> bool {
    let sent = sent.trim();
    sent == "*" || sent.trim_start_matches("W/") == tag
}

/// The smallest form that the browser says it can read.
fn best(name: &str, headers: &HeaderMap) -> Option<(EmbeddedFile, Option<&'static str>)> {
    if is_sibling(name) {
        return None;
    }
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
    [("br", "br"), ("gz", "gzip")]
        .into_iter()
        .filter(|(_, encoding)| accepts(accepted, encoding))
        .find_map(|(suffix, encoding)| Some((Site::get(&format!("{name}.{suffix}"))?, Some(encoding))))
        .or_else(|| Some((Site::get(name)?, None)))
}

fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|part| {
        let mut fields = part.split(';').map(str::trim);
        fields.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding))
            && !fields.any(|f| f.strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0)))
    })
}

fn is_sibling(name: &str) -> bool {
    name.ends_with(".br") || name.ends_with(".gz")
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "css" => "text/css; charset=utf-8",
        "ico" => "image/x-icon",
        "js" => "text/javascript; charset=utf-8",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::accepts;

    #[test]
    fn an_encoding_is_accepted_by_name_unless_its_weight_is_zero() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("BR;q=0.5", "br"));
        assert!(!accepts("br;q=0, gzip", "br"));
        assert!(!accepts("gzip", "br"));
        assert!(!accepts("", "gzip"));
        assert!(!accepts("brotli", "br"));
    }
}
