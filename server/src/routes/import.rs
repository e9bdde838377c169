//! `/import/…`: table files come in, templates and rejected rows go out.

use crate::edge::Edge;
use crate::http::answer::Asked;
use crate::reader::Reader;
use crate::routes::export::{Rows, as_xlsx, text_file, workbook};
use crate::session::Visitor;
use app::words::imports::{ImportsWords, field, say_issue, template as template_words};
use app::words::{Language, fill, problems};
use axum::body::Body;
use axum::extract::multipart::Field;
use axum::extract::{FromRequest as _, Multipart, Path, Query, Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use domain::Viewer;
use domain::imports::{self, RejectedRow, Upload};
use domain::sheet::{Cell, Source as _, csv};
use futures::stream;
use model::export::ExportFormat;
use model::import::{ImportField, ImportKind, examples};
use model::{Code, ImportId, Problem, problem::Fault};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

type Place = State<Arc<Edge>>;
type Who = Extension<Visitor>;

/// How long the next bytes of a file may take: a sender that stops is gone.
const PATIENCE: Duration = Duration::from_secs(30);
/// Bytes of the longest word for a kind, and some to spare.
const LONGEST_KIND: usize = 40;

fn signed_in(visitor: &Visitor) -> domain::Result<&Viewer> {
    visitor.viewer().ok_or_else(|| Code::SignedOut.into())
}

/// `POST /import/{kind}` with the field `file`, or with the field `pasted` for text; answers `{"id": …}`.
pub async fn upload(State(edge): Place, Extension(visitor): Who, kind: ImportKind, request: Request) -> Response {
    let asked = Asked::of(&request);
    let taken = async {
        let viewer = signed_in(&visitor)?;
        let multipart = Multipart::from_request(request, &()).await.map_err(|_| Code::Malformed)?;
        take(&edge, viewer, Some(kind), multipart).await
    };
    match taken.await {
        Ok(id) => Json(json!({ "id": id })).into_response(),
        Err(error) => asked.refuse(&error.into_problem()),
    }
}

/// Takes the file of a form in, from its field `file` or `pasted`. What its rows become, where the address does not say it, the field
/// `kind` does, before the file or behind it.
pub(crate) async fn take(
    edge: &Edge,
    viewer: &Viewer,
    kind: Option<ImportKind>,
    mut multipart: Multipart,
) -> domain::Result<ImportId> {
    let malformed = || domain::Error::from(Code::Malformed);
    let (mut said, mut file) = (kind, None);
    loop {
        let field = timeout(PATIENCE, multipart.next_field()).await.map_err(|_| malformed())?;
        let Some(field) = field.map_err(|_| malformed())? else { break };
        let file_name = match field.name() {
            Some("file") => field.file_name().unwrap_or_default().to_owned(),
            Some("pasted") => String::new(),
            Some("kind") if kind.is_none() => {
                said = Some(kind_in(field).await?);
                continue;
            }
            _ => continue,
        };
        if file.is_some() {
            return Err(malformed());
        }
        let mut upload = Upload::begin(&edge.services, viewer, said, &file_name).await?;
        fill_up(&mut upload, field).await?;
        file = Some(upload);
        if kind.is_some() {
            break;
        }
    }
    file.ok_or_else(malformed)?.finish(said).await
}

/// The kind that a field names; a word is short.
async fn kind_in(mut field: Field<'_>) -> domain::Result<ImportKind> {
    let mut word = Vec::new();
    while let Some(bytes) =
        timeout(PATIENCE, field.chunk()).await.map_err(|_| Code::Malformed)?.map_err(|_| Code::Malformed)?
    {
        word.extend_from_slice(&bytes);
        if word.len() > LONGEST_KIND {
            break;
        }
    }
    let kind = std::str::from_utf8(&word).ok().and_then(|word| ImportKind::from_word(word.trim()));
    kind.ok_or_else(|| Problem::field("kind", Fault::Unknown).into())
}

/// Dropped before its end, in whatever way, an upload leaves nothing.
async fn fill_up(upload: &mut Upload, mut field: Field<'_>) -> domain::Result<()> {
    loop {
        let chunk = timeout(PATIENCE, field.chunk()).await.map_err(|_| Code::Malformed)?;
        match chunk.map_err(|_| Code::Malformed)? {
            Some(bytes) => upload.push(&bytes).await?,
            None => return Ok(()),
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

/// `GET /import/template/{kind}`: a workbook to fill in, with two examples, in the reader's language; with `?format=csv` as text.
pub async fn template(
    Extension(visitor): Who,
    reader: Reader,
    Path(kind): Path<String>,
    Query(wanted): Query<Wanted>,
    request: Request,
) -> Response {
    let asked = Asked::of(&request);
    let made = signed_in(&visitor).and_then(|viewer| {
        let kind = ImportKind::from_word(&kind).ok_or(Code::NotFound)?;
        let format = match wanted.format.as_deref() {
            None => ExportFormat::Xlsx,
            Some(word) => ExportFormat::from_word(word).ok_or(Code::Malformed)?,
        };
        filled_template(viewer, kind, format, reader.frame.language)
    });
    made.unwrap_or_else(|error| asked.refuse(&error.into_problem()))
}

/// In which format.
#[derive(Debug, serde::Deserialize)]
pub struct Wanted {
    format: Option<String>,
}

/// The file to fill in. Its first row tells what it is and of which version, so that another one can be told from it later.
pub(crate) fn filled_template(
    viewer: &Viewer,
    kind: ImportKind,
    format: ExportFormat,
    language: Language,
) -> domain::Result<Response> {
    imports::require(viewer, kind)?;
    let (mark, sheet) = template_words(language, kind);
    let fields = ImportField::of(kind);
    let mut rows: Vec<Vec<Cell>> = vec![fields.iter().map(|of| Cell::from(field(language, *of))).collect()];
    rows.extend(examples(kind, language).iter().map(|example| example.iter().map(|cell| Cell::from(*cell)).collect()));
    let header = vec![mark.to_owned()];
    match format {
        ExportFormat::Xlsx => {
            let rows: Rows = Ok(rows);
            let body = as_xlsx(sheet.to_owned(), header, stream::once(async move { rows }));
            Ok(workbook(&format!("muster-{kind}.xlsx"), Body::from_stream(body)))
        }
        ExportFormat::Csv => {
            // Every line of a text has as many cells.
            let mut first: Vec<Cell> = header.into_iter().map(Cell::from).collect();
            first.resize(fields.len(), Cell::Empty);
            rows.insert(0, first);
            let text = [csv::BYTE_ORDER_MARK.to_vec(), csv::rows(&rows)?].concat();
            Ok(text_file(&format!("muster-{kind}.csv"), Body::from(text)))
        }
        ExportFormat::Json => Err(Code::Malformed.into()),
    }
}
