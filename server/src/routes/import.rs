//! `/import/…`: table files come in, templates and rejected rows go out.

use crate::edge::Edge;
use crate::http::answer::Asked;
use crate::reader::Reader;
use crate::routes::export::{Rows, as_xlsx, workbook};
use crate::session::Visitor;
use app::words::imports::{ImportsWords, field, say_issue};
use app::words::{Language, fill, problems};
use axum::body::Body;
use axum::extract::multipart::Field;
use axum::extract::{FromRequest as _, Multipart, Path, Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use domain::Viewer;
use domain::imports::{self, RejectedRow, Upload};
use domain::sheet::{Cell, Source as _};
use futures::stream;
use model::import::{ImportField, ImportKind, examples};
use model::{Code, ImportId, Problem};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

type Place = State<Arc<Edge>>;
type Who = Extension<Visitor>;

/// How long the next bytes of a file may take: a sender that stops is gone.
const PATIENCE: Duration = Duration::from_secs(30);

fn signed_in(visitor: &Visitor) -> domain::Result<&Viewer> {
    visitor.viewer().ok_or_else(|| Code::SignedOut.into())
}

/// `POST /import/members` with the field `file`, or with the field `pasted` for text; answers `{"id": …}`.
pub async fn members(State(edge): Place, Extension(visitor): Who, request: Request) -> Response {
    let asked = Asked::of(&request);
    let taken = async {
        let viewer = signed_in(&visitor)?;
        let multipart = Multipart::from_request(request, &()).await.map_err(|_| Code::Malformed)?;
        take(&edge, viewer, multipart).await
    };
    match taken.await {
        Ok(id) => Json(json!({ "id": id })).into_response(),
        Err(error) => asked.refuse(&error.into_problem()),
    }
}

/// Takes the file of a form in, from its field `file` or `pasted`.
pub(crate) async fn take(edge: &Edge, viewer: &Viewer, mut multipart: Multipart) -> domain::Result<ImportId> {
    let malformed = || domain::Error::from(Code::Malformed);
    loop {
        let field = timeout(PATIENCE, multipart.next_field()).await.map_err(|_| malformed())?;
        let Some(field) = field.map_err(|_| malformed())? else { return Err(Problem::new(Code::Malformed).into()) };
        let file_name = match field.name() {
            Some("file") => field.file_name().unwrap_or_default().to_owned(),
            Some("pasted") => String::new(),
            _ => continue,
        };
        let upload = Upload::begin(&edge.services, viewer, ImportKind::Members, &file_name).await?;
        return fill_up(upload, field).await;
    }
}

/// Dropped before its end, in whatever way, an upload leaves nothing.
async fn fill_up(mut upload: Upload, mut field: Field<'_>) -> domain::Result<ImportId> {
    loop {
        let chunk = timeout(PATIENCE, field.chunk()).await.map_err(|_| Code::Malformed)?;
        match chunk.map_err(|_| Code::Malformed)? {
            Some(bytes) => upload.push(&bytes).await?,
            None => return upload.finish().await,
        }
    }
}

/// `GET /import/{id}/rejected`: the rows that were not imported, with the reasons in a last column.
pub async fn rejected(
    State(edge): Place,
    Extension(visitor): Who,
    reader: Reader,
    Path(id): Path<ImportId>,
    request: Request,
) -> Response {
    let asked = Asked::of(&request);
    let language = reader.frame.language;
    let begun = async { rejected_rows(&edge, signed_in(&visitor)?, &id, language).await };
    begun.await.unwrap_or_else(|error| asked.refuse(&error.into_problem()))
}

/// The rows that were not imported, as a workbook.
pub(crate) async fn rejected_rows(
    edge: &Edge,
    viewer: &Viewer,
    id: &ImportId,
    language: Language,
) -> domain::Result<Response> {
    let source = imports::rejected(&edge.services, viewer, id).await?;
    let words = ImportsWords::get(language);
    let columns = source.columns;
    let mut header = source.header.clone();
    header.resize(columns, String::new());
    header.extend([words.reason.to_owned(), words.row.to_owned()]);
    let rows = stream::try_unfold(source, move |mut source| async move {
        let rows: Vec<Vec<Cell>> = source.next().await?.iter().map(|row| cells(language, columns, row)).collect();
        Ok((!rows.is_empty()).then_some((rows, source)))
    });
    let name = format!("rejected-{id}.xlsx");
    Ok(workbook(&name, Body::from_stream(as_xlsx(words.rejected_sheet.to_owned(), header, rows))))
}

fn cells(language: Language, columns: usize, row: &RejectedRow) -> Vec<Cell> {
    let words = ImportsWords::get(language);
    let mut cells: Vec<Cell> = row.cells.iter().map(|cell| Cell::from(cell.as_str())).collect();
    cells.resize(columns, Cell::Empty);
    let wrong = row.issues.iter().filter(|issue| issue.level == model::import::Level::Error);
    let mut reasons: Vec<String> = wrong.map(|issue| say_issue(language, issue)).collect();
    if let Some(problem) = &row.problem {
        reasons.push(fill(words.failed_row, &[("problem", &problems::say(language, problem))]));
    }
    cells.extend([Cell::from(reasons.join("\n")), Cell::from(row.number.to_string())]);
    cells
}

/// `GET /import/template/members`: a workbook to fill in, with two examples, in the reader's language.
pub async fn template(Extension(visitor): Who, reader: Reader, request: Request) -> Response {
    let asked = Asked::of(&request);
    let made = signed_in(&visitor).and_then(|viewer| filled_template(viewer, reader.frame.language));
    made.unwrap_or_else(|error| asked.refuse(&error.into_problem()))
}

/// The workbook to fill in.
pub(crate) fn filled_template(viewer: &Viewer, language: Language) -> domain::Result<Response> {
    viewer.require(ImportKind::Members.right())?;
    let words = ImportsWords::get(language);
    let fields = ImportField::of(ImportKind::Members);
    let mut rows: Vec<Vec<Cell>> = vec![fields.iter().map(|of| Cell::from(field(language, *of))).collect()];
    rows.extend(examples(language).iter().map(|example| example.iter().map(|cell| Cell::from(*cell)).collect()));
    let header = vec![words.template_mark.to_owned()];
    let rows: Rows = Ok(rows);
    let body = as_xlsx(words.template_sheet.to_owned(), header, stream::once(async move { rows }));
    Ok(workbook("muster-members.xlsx", Body::from_stream(body)))
}
