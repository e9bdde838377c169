//! `/backups/…`: files of backups come and go.

use crate::edge::Edge;
use crate::http::answer::Asked;
use crate::routes::fields::Fields;
use crate::session::Visitor;
use axum::body::Body;
use axum::extract::multipart::Field;
use axum::extract::{FromRequest as _, Multipart, Path, Request, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use domain::{Viewer, backups, restores};
use futures::stream;
use model::backup::Restore;
use model::{BackupId, Code};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

type Place = State<Arc<Edge>>;
type Who = Extension<Visitor>;

/// How long the next bytes of a file may take: a sender that stops is gone.
const PATIENCE: Duration = Duration::from_secs(30);
/// What is typed in the field that says that the file holds everything.
pub const CONFIRM: &str = "everything";

fn signed_in(visitor: &Visitor) -> domain::Result<&Viewer> {
    visitor.viewer().ok_or_else(|| Code::SignedOut.into())
}

/// `POST /backups/{id}/file`, a form: the file of a backup. One that is not encrypted needs the field `confirm`, `everything`.
pub async fn file(State(edge): Place, Extension(visitor): Who, Path(id): Path<BackupId>, request: Request) -> Response {
    let asked = Asked::of(&request);
    let begun = async {
        let viewer = signed_in(&visitor)?;
        let Ok(fields) = Fields::from_request(request, &()).await;
        backups::file(&edge.services, viewer, &id, fields.get("confirm") == CONFIRM).await
    };
    begun.await.map_or_else(|error| asked.refuse(&error.into_problem()), saved)
}

/// A file as it goes out, piece by piece.
pub(crate) fn saved(file: backups::File) -> Response {
    let (name, size) = (file.name.clone(), file.size);
    let parts = stream::try_unfold(file, |mut file| async move {
        let next = file.next().await.map_err(|error| error.into_problem().to_string())?;
        Ok::<_, axum::BoxError>(next.map(|bytes| (bytes, file)))
    });
    let mut response = Response::new(Body::from_stream(parts));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    // Packed already: compressing it again would only take time.
    headers.insert(CONTENT_ENCODING, HeaderValue::from_static("identity"));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(size));
    if let Ok(disposition) = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    response
}

/// `POST /backups/upload` with the fields `passphrase`, which may be empty, and then `file`: begins to check it; answers `{"id": …}`.
pub async fn upload(State(edge): Place, Extension(visitor): Who, request: Request) -> Response {
    let asked = Asked::of(&request);
    let taken = async {
        let viewer = signed_in(&visitor)?;
        let multipart = Multipart::from_request(request, &()).await.map_err(|_| Code::Malformed)?;
        take(&edge, viewer, multipart).await
    };
    match taken.await {
        Ok(restore) => Json(json!({ "id": restore.id })).into_response(),
        Err(error) => asked.refuse(&error.into_problem()),
    }
}

async fn take(edge: &Edge, viewer: &Viewer, mut multipart: Multipart) -> domain::Result<Restore> {
    let mut passphrase = String::new();
    loop {
        let field = timeout(PATIENCE, multipart.next_field()).await.map_err(|_| Code::Malformed)?;
        let Some(field) = field.map_err(|_| Code::Malformed)? else { return Err(Code::Malformed.into()) };
        match field.name() {
            Some("passphrase") => passphrase = short(field).await?,
            Some("file") => {
                let name = field.file_name().unwrap_or_default().to_owned();
                let upload = restores::Upload::begin(&edge.services, viewer, &name).await?;
                return fill_up(upload, field, &passphrase).await;
            }
            _ => {}
        }
    }
}

/// A passphrase; whatever is longer is none.
async fn short(mut field: Field<'_>) -> domain::Result<String> {
    let mut text = Vec::new();
    while let Some(bytes) = field.chunk().await.map_err(|_| Code::Malformed)? {
        text.extend_from_slice(&bytes);
        if text.len() > 4 * model::limits::SECRET {
            return Err(Code::Malformed.into());
        }
    }
    String::from_utf8(text).map_err(|_| Code::Malformed.into())
}

/// Dropped before its end, in whatever way, an upload leaves nothing.
async fn fill_up(mut upload: restores::Upload, mut field: Field<'_>, passphrase: &str) -> domain::Result<Restore> {
    loop {
        let chunk = timeout(PATIENCE, field.chunk()).await.map_err(|_| Code::Malformed)?;
        match chunk.map_err(|_| Code::Malformed)? {
            Some(bytes) => upload.push(&bytes).await?,
            None => return upload.finish(Some(passphrase)).await,
        }
    }
}
