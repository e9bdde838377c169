//! Pages that are printed: `/certificates/{id}` and `/dossiers/{id}`, with the file of the latter.

use crate::edge::Edge;
use crate::reader::{Reader, see_other};
use crate::session::Visitor;
use app::pages::certificate::CertificatePage;
use app::pages::dossier::DossierPage;
use app::pages::problem;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use domain::{customers, organisation, privacy};
use model::{DossierId, ErasureId};
use std::sync::Arc;

type Place = State<Arc<Edge>>;
type Who = Extension<Visitor>;

fn failed(reader: &Reader, error: domain::Error) -> Response {
    let problem = error.into_problem();
    reader.failed(problem.code, problem::html(&reader.frame, &problem))
}

/// The proof that somebody was erased.
pub async fn certificate(place: Place, who: Who, Path(id): Path<String>, reader: Reader) -> Response {
    let (State(edge), Extension(visitor)) = (place, who);
    let Some(viewer) = visitor.viewer() else { return see_other("/sign-in", None) };
    let found = async {
        let certificate = customers::certificate(&edge.services, viewer, &ErasureId(id)).await?;
        let organisation = organisation::name(&edge.services, viewer).await?;
        Ok(CertificatePage { certificate, organisation })
    };
    match found.await {
        Ok(page) => reader.page(StatusCode::OK, page.html(&reader.frame)),
        Err(error) => failed(&reader, error),
    }
}

/// Everything that is held about a person, to be read.
pub async fn dossier(place: Place, who: Who, Path(id): Path<String>, reader: Reader) -> Response {
    let (State(edge), Extension(visitor)) = (place, who);
    let Some(viewer) = visitor.viewer() else { return see_other("/sign-in", None) };
    let found = async {
        let file = privacy::fetch(&edge.services, viewer, &DossierId(id.clone())).await?;
        let document = serde_json::from_slice(&file.json)?;
        Ok(DossierPage { document, file: format!("/dossiers/{id}/file.json") })
    };
    match found.await {
        Ok(page) => reader.page(StatusCode::OK, page.html(&reader.frame)),
        Err(error) => failed(&reader, error),
    }
}

/// The same for programs.
pub async fn dossier_file(place: Place, who: Who, Path(id): Path<String>, reader: Reader) -> Response {
    let (State(edge), Extension(visitor)) = (place, who);
    let Some(viewer) = visitor.viewer() else { return see_other("/sign-in", None) };
    match privacy::fetch(&edge.services, viewer, &DossierId(id)).await {
        Ok(file) => {
            let headers =
                [(CONTENT_TYPE, "application/json"), (CONTENT_DISPOSITION, "attachment; filename=\"person.json\"")];
            (headers, file.json).into_response()
        }
        Err(error) => failed(&reader, error),
    }
}
