//! `/export/…`: lists as files. A form posts here, so that the browser saves what comes instead of holding it in memory.

use crate::edge::Edge;
use crate::http::answer::Asked;
use crate::reader::Reader;
use crate::routes::fields::Fields;
use crate::session::Visitor;
use app::words::Words;
use app::words::common::CommonWords;
use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest as _, Request, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE};
use axum::response::Response;
use domain::members::{self, Export, Exported};
use domain::sheet::xlsx::Book;
use domain::sheet::{Cell, csv};
use futures::{Stream, StreamExt as _, TryStreamExt as _, stream};
use model::Code;
use model::export::{ExportFormat, ExportMembers, MemberColumn};
use std::sync::Arc;
use tokio_util::io::ReaderStream;

type Place = State<Arc<Edge>>;
type Who = Extension<Visitor>;

/// Blocks of rows that wait to be written into a workbook.
const WAITING: usize = 4;

/// `POST /export/members` with the field `request`, an [`ExportMembers`] as JSON.
pub async fn members(State(edge): Place, Extension(visitor): Who, reader: Reader, request: Request) -> Response {
    let asked = Asked::of(&request);
    let Some(viewer) = visitor.viewer() else { return asked.refuse(&Code::SignedOut.into()) };
    let Ok(fields) = Fields::from_request(request, &edge).await;
    let Ok(wanted) = serde_json::from_str::<ExportMembers>(fields.get("request")) else {
        return asked.refuse(&Code::Malformed.into());
    };
    let format = wanted.format;
    let export = match members::export(&edge.services, viewer, wanted).await {
        Ok(export) => export,
        Err(error) => return asked.refuse(&error.into_problem()),
    };
    let words = Words::get(reader.frame.language);
    let day = day(edge.services.clock.now());
    let name = format!("members-{day}.{}", format.word());
    let header =
        export.request().columns().iter().map(|column| words.common.member_column(*column).to_owned()).collect();
    let rows = rows(export, words.common);
    match format {
        ExportFormat::Csv => file(Body::from_stream(as_csv(header, rows)), "text/csv; charset=utf-8", &name, false),
        ExportFormat::Xlsx => {
            let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            let sheet = words.shell.members.to_owned();
            file(Body::from_stream(as_xlsx(sheet, header, rows)), kind, &name, true)
        }
    }
}

fn day(now: model::Moment) -> String {
    domain::sheet::csv::utc(now).split(' ').next().unwrap_or_default().to_owned()
}

/// What a browser saves under a name. A workbook is packed already.
fn file(body: Body, kind: &'static str, name: &str, packed: bool) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(disposition) = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    if packed {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("identity"));
    }
    response
}

type Rows = domain::Result<Vec<Vec<Cell>>>;

/// The members as rows, block by block: each is read when the one before has been taken.
fn rows(export: Export, words: &'static CommonWords) -> impl Stream<Item = Rows> + Send + 'static {
    stream::try_unfold(export, move |mut export| async move {
        let block = export.next().await?;
        if block.is_empty() {
            return Ok(None);
        }
        let columns = export.request().columns().to_vec();
        let cells = |member: &Exported| columns.iter().map(|column| cell(words, *column, member)).collect();
        let rows = block.iter().map(cells).collect();
        Ok(Some((rows, export)))
    })
}

fn as_csv(
    header: Vec<String>,
    rows: impl Stream<Item = Rows> + Send,
) -> impl Stream<Item = Result<Bytes, axum::BoxError>> {
    let header = vec![header.into_iter().map(Cell::from).collect::<Vec<_>>()];
    let first = stream::once(async move { Ok([csv::BYTE_ORDER_MARK.to_vec(), csv::rows(&header)?].concat()) });
    let rest = rows.map(|rows| csv::rows(&rows?));
    first.chain(rest).map(|bytes: domain::Result<Vec<u8>>| Ok(Bytes::from(logged(bytes)?)))
}

/// The workbook is written while its rows are read, and sent when it is whole: its end holds what its beginning points to.
fn as_xlsx(
    sheet: String,
    header: Vec<String>,
    rows: impl Stream<Item = Rows> + Send + 'static,
) -> impl Stream<Item = Result<Bytes, axum::BoxError>> {
    let written = async move {
        let (sender, mut receiver) = tokio::sync::mpsc::channel::<Vec<Vec<Cell>>>(WAITING);
        let writer = tokio::task::spawn_blocking(move || {
            let mut book = Book::new(&sheet, header);
            while let Some(block) = receiver.blocking_recv() {
                book.add(&block)?;
            }
            book.finish()
        });
        let mut rows = std::pin::pin!(rows);
        while let Some(block) = rows.next().await {
            // A writer that gave up says why below.
            if sender.send(logged(block)?).await.is_err() {
                break;
            }
        }
        drop(sender);
        let file = logged(writer.await?)?;
        Ok::<_, axum::BoxError>(ReaderStream::new(tokio::fs::File::from_std(file)).map_err(axum::BoxError::from))
    };
    stream::once(written).try_flatten()
}

/// The browser sees a broken download; why is in the log.
fn logged<T>(result: domain::Result<T>) -> Result<T, axum::BoxError> {
    result.map_err(|error| format!("the export ended early: {}", error.into_problem()).into())
}

fn cell(words: &CommonWords, column: MemberColumn, member: &Exported) -> Cell {
    let row = &member.row;
    match column {
        MemberColumn::Name => row.name.as_str().into(),
        MemberColumn::Email => row.email.clone().into(),
        MemberColumn::Phone => row.phone.clone().into(),
        MemberColumn::Departments => member.paths.join("; ").into(),
        MemberColumn::Position => row.position.as_str().into(),
        MemberColumn::Location => row.location.as_str().into(),
        MemberColumn::WorkNumber => row.work_number.as_str().into(),
        MemberColumn::Role => words.role_name(row.role).into(),
        MemberColumn::Status => words.member_status(row.status).into(),
        MemberColumn::Source => words.record_source(row.source).into(),
        MemberColumn::Created => Cell::Moment(row.created_at),
        MemberColumn::LastSeen => row.last_seen_at.map_or(Cell::Empty, Cell::Moment),
    }
}
