//! `/archive/…`: files of archived messages go out.

use crate::edge::Edge;
use crate::http::answer::Asked;
use crate::session::Visitor;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::Response;
use domain::conversations;
use model::{Code, ConversationId};
use std::sync::Arc;
use tokio_util::io::ReaderStream;

/// `GET /archive/{conversation}/{message}/{position}`: a file of a message in a conversation that was opened. Pictures may be shown, all
/// else is saved: somebody outside sent it.
pub async fn media(
    State(edge): State<Arc<Edge>>,
    Extension(visitor): Extension<Visitor>,
    Path((conversation, message, position)): Path<(String, String, i64)>,
    request: Request,
) -> Response {
    let asked = Asked::of(&request);
    let found = async {
        let viewer = visitor.viewer().ok_or(Code::SignedOut)?;
        let id = ConversationId(conversation);
        let found = conversations::media(&edge.services, viewer, &id, (&message, position)).await?;
        // A backup brings back what was written, and not the files.
        let file = tokio::fs::File::open(&found.path).await.map_err(|_| Code::NotFound)?;
        let size = file.metadata().await.map_err(|_| Code::NotFound)?.len();
        domain::Result::Ok((found, file, size))
    };
    let (found, file, size) = match found.await {
        Ok(found) => found,
        Err(error) => return asked.refuse(&error.into_problem()),
    };
    let mut head = [0; 12];
    let kind = match (found.kind.as_str(), first(&found.path, &mut head).await) {
        ("image" | "emotion" | "mixed" | "chatrecord", Some(head)) => picture(head),
        _ => None,
    };
    let mut response = Response::new(Body::from_stream(ReaderStream::new(file)));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind.unwrap_or("application/octet-stream")));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(size));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    let way = if kind.is_some() { "inline" } else { "attachment" };
    let name: String =
        url::form_urlencoded::byte_serialize(found.name.as_bytes()).collect::<String>().replace('+', "%20");
    if let Ok(disposition) = HeaderValue::try_from(format!("{way}; filename*=UTF-8''{name}")) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    response
}

async fn first<'a>(path: &std::path::Path, head: &'a mut [u8; 12]) -> Option<&'a [u8]> {
    use tokio::io::AsyncReadExt as _;
    let mut file = tokio::fs::File::open(path).await.ok()?;
    let read = file.read(head).await.ok()?;
    head.get(..read)
}

/// Pictures that browsers show and that hold no script.
fn picture(head: &[u8]) -> Option<&'static str> {
    match head {
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', ..] => Some("image/gif"),
        [b'B', b'M', ..] => Some("image/bmp"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    }
}
