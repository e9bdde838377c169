//! `/export/…`: lists as files. A form posts here, so that the browser saves what comes instead of holding it in memory.

use crate::edge::Edge;
use crate::http::answer::Asked;
use crate::reader::Reader;
use crate::routes::fields::Fields;
use crate::session::Visitor;
use app::words::Words;
use app::words::activity::ActivityWords;
use app::words::common::CommonWords;
use app::words::customers::CustomersWords;
use app::words::labels::LabelWords;
use app::words::presence::PresenceWords;
use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest as _, Request, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE};
use axum::response::Response;
use domain::Viewer;
use domain::members::{self, Exported};
use domain::sheet::xlsx::Book;
use domain::sheet::{Cell, Source, csv, json};
use domain::{audit, customers, exports, mappings};
use futures::{Stream, StreamExt as _, TryStreamExt as _, stream};
use model::Code;
use model::audit::Entry;
use model::export::{
    ActivityColumn, CustomerColumn, ExportActivity, ExportCustomers, ExportFormat, ExportMappings, ExportMembers,
    MappingColumn, MemberColumn,
};
use serde::de::DeserializeOwned;
use std::sync::Arc;
use tokio_util::io::ReaderStream;

type Place = State<Arc<Edge>>;
type Who = Extension<Visitor>;

/// Blocks of rows that wait to be written into a workbook.
const WAITING: usize = 4;

/// `POST /export/members` with the field `request`, an [`ExportMembers`] as JSON.
pub async fn members(State(edge): Place, Extension(visitor): Who, reader: Reader, request: Request) -> Response {
    let asked = Asked::of(&request);
    let begun = async {
        let (viewer, wanted) = (signed_in(&visitor)?, wanted::<ExportMembers>(request).await?);
        members::export(&edge.services, viewer, wanted).await
    };
    let export = match begun.await {
        Ok(export) => export,
        Err(error) => return asked.refuse(&error.into_problem()),
    };
    let words = Words::get(reader.frame.language);
    let labels = LabelWords::get(reader.frame.language);
    let columns = export.request().columns().to_vec();
    let file = File {
        name: "members",
        sheet: words.shell.members,
        header: columns.iter().map(|column| words.common.member_column(*column)).collect(),
        format: export.request().format,
        day: day(edge.services.clock.now()),
    };
    file.of(export, move |row| columns.iter().map(|column| of_member(words.common, labels, *column, row)).collect())
}

/// `POST /export/customers` with the field `request`, an [`ExportCustomers`] as JSON.
pub async fn customers(State(edge): Place, Extension(visitor): Who, reader: Reader, request: Request) -> Response {
    let asked = Asked::of(&request);
    let begun = async {
        let (viewer, wanted) = (signed_in(&visitor)?, wanted::<ExportCustomers>(request).await?);
        customers::export(&edge.services, viewer, wanted).await
    };
    let export = match begun.await {
        Ok(export) => export,
        Err(error) => return asked.refuse(&error.into_problem()),
    };
    let words = Words::get(reader.frame.language);
    let labels = LabelWords::get(reader.frame.language);
    let columns = export.request().columns().to_vec();
    let file = File {
        name: "customers",
        sheet: words.shell.customers,
        header: columns.iter().map(|column| CustomersWords::column(reader.frame.language, *column)).collect(),
        format: export.request().format,
        day: day(edge.services.clock.now()),
    };
    file.of(export, move |row| columns.iter().map(|column| of_customer(labels, *column, row)).collect())
}

/// `POST /export/mappings` with the field `request`, an [`ExportMappings`] as JSON.
pub async fn mappings(State(edge): Place, Extension(visitor): Who, reader: Reader, request: Request) -> Response {
    let asked = Asked::of(&request);
    let begun = async {
        let (viewer, wanted) = (signed_in(&visitor)?, wanted::<ExportMappings>(request).await?);
        mappings::export(&edge.services, viewer, wanted).await
    };
    let export = match begun.await {
        Ok(export) => export,
        Err(error) => return asked.refuse(&error.into_problem()),
    };
    let language = reader.frame.language;
    let words = PresenceWords::get(language);
    let columns = export.request().columns().to_vec();
    let file = File {
        name: "mappings",
        sheet: words.mappings,
        header: columns.iter().map(|column| PresenceWords::column(language, *column)).collect(),
        format: export.request().format,
        day: day(edge.services.clock.now()),
    };
    file.of(export, move |row| columns.iter().map(|column| of_mapping(words, *column, row)).collect())
}

/// `POST /export/activity` with the field `request`, an [`ExportActivity`] as JSON.
pub async fn activity(State(edge): Place, Extension(visitor): Who, reader: Reader, request: Request) -> Response {
    let asked = Asked::of(&request);
    let begun = async {
        let (viewer, wanted) = (signed_in(&visitor)?, wanted::<ExportActivity>(request).await?);
        audit::export(&edge.services, viewer, wanted).await
    };
    let export = match begun.await {
        Ok(export) => export,
        Err(error) => return asked.refuse(&error.into_problem()),
    };
    let words = Words::get(reader.frame.language);
    let labels = LabelWords::get(reader.frame.language);
    let titles = ActivityWords::get(reader.frame.language);
    let columns = export.request().columns().to_vec();
    let format = export.request().format;
    // What a machine reads has the words of the wire.
    let machine = format == ExportFormat::Json;
    let title = |column: &ActivityColumn| if machine { column.word() } else { titles.column(*column) };
    let file = File {
        name: "activity",
        sheet: words.shell.activity,
        header: columns.iter().map(title).collect(),
        format,
        day: day(edge.services.clock.now()),
    };
    let system = words.common.system;
    file.of(export, move |row| columns.iter().map(|column| of_entry((labels, system), machine, *column, row)).collect())
}

fn of_entry((labels, system): (&LabelWords, &str), machine: bool, column: ActivityColumn, entry: &Entry) -> Cell {
    let said = |machine_word: &'static str, word: &'static str| if machine { machine_word } else { word }.into();
    match column {
        ActivityColumn::Number => Cell::Text(entry.seq.to_string()),
        ActivityColumn::At => Cell::Moment(entry.at),
        ActivityColumn::Actor if entry.actor.is_empty() && !machine => system.into(),
        ActivityColumn::Actor => entry.actor.as_str().into(),
        ActivityColumn::Channel => said(entry.origin.word(), labels.origin(entry.origin)),
        ActivityColumn::Address => entry.address.as_str().into(),
        ActivityColumn::Verb => said(entry.verb.word(), labels.verb(entry.verb)),
        ActivityColumn::Subject => said(entry.subject.word(), labels.subject(entry.subject)),
        ActivityColumn::Name => entry.subject_name.as_str().into(),
        ActivityColumn::Before => entry.before.as_str().into(),
        ActivityColumn::After => entry.after.as_str().into(),
        ActivityColumn::Hash => entry.hash.as_str().into(),
    }
}

fn signed_in(visitor: &Visitor) -> domain::Result<&Viewer> {
    visitor.viewer().ok_or_else(|| Code::SignedOut.into())
}

async fn wanted<T: DeserializeOwned>(request: Request) -> domain::Result<T> {
    let Ok(fields) = Fields::from_request(request, &()).await;
    serde_json::from_str(fields.get("request")).map_err(|_| Code::Malformed.into())
}

fn day(now: model::Moment) -> String {
    domain::sheet::csv::utc(now).split(' ').next().unwrap_or_default().to_owned()
}

/// A file before its rows are there.
struct File {
    name: &'static str,
    sheet: &'static str,
    header: Vec<&'static str>,
    format: ExportFormat,
    day: String,
}

pub(super) type Rows = domain::Result<Vec<Vec<Cell>>>;

impl File {
    /// What a browser saves. Each block of rows is read when the one before has been taken.
    fn of<S: Source + 'static>(self, source: S, cells: impl Fn(&S::Row) -> Vec<Cell> + Send + 'static) -> Response {
        let rows = stream::try_unfold((source, cells), |(mut source, cells)| async {
            let rows: Vec<Vec<Cell>> = source.next().await?.iter().map(&cells).collect();
            Ok((!rows.is_empty()).then_some((rows, (source, cells))))
        });
        let name = format!("{}-{}.{}", self.name, self.day, self.format.word());
        let header = self.header.into_iter().map(str::to_owned).collect();
        let body = match self.format {
            ExportFormat::Csv => Body::from_stream(as_csv(header, rows)),
            ExportFormat::Json => Body::from_stream(as_json(header, rows)),
            ExportFormat::Xlsx => Body::from_stream(as_xlsx(self.sheet.to_owned(), header, rows)),
        };
        saved(&name, media_type(self.format), body, self.format == ExportFormat::Xlsx)
    }
}

/// A file that was written already, piece by piece.
pub(crate) fn file_response(
    name: &str,
    format: ExportFormat,
    made: model::Moment,
    parts: impl Stream<Item = domain::Result<Vec<u8>>> + Send + 'static,
) -> Response {
    let body = Body::from_stream(parts.map(logged));
    let name = format!("{name}-{}.{}", day(made), format.word());
    saved(&name, media_type(format), body, format == ExportFormat::Xlsx)
}

const fn media_type(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Csv => "text/csv; charset=utf-8",
        ExportFormat::Json => "application/json",
        ExportFormat::Xlsx => XLSX,
    }
}

/// A workbook that a browser saves under a name.
pub(super) fn workbook(name: &str, body: Body) -> Response {
    saved(name, XLSX, body, true)
}

/// Text that a browser saves under a name.
pub(super) fn text_file(name: &str, body: Body) -> Response {
    saved(name, media_type(ExportFormat::Csv), body, false)
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn saved(name: &str, kind: &'static str, body: Body, packed: bool) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(disposition) = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    if packed {
        // Compressing it again would only take time.
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("identity"));
    }
    response
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

fn as_json(
    keys: Vec<String>,
    rows: impl Stream<Item = Rows> + Send,
) -> impl Stream<Item = Result<Bytes, axum::BoxError>> {
    let begin = stream::once(async { Ok(json::BEGIN.to_vec()) });
    let blocks = rows.enumerate().map(move |(at, rows)| json::rows(&keys, &rows?, at == 0));
    let whole = begin.chain(blocks).chain(stream::once(async { Ok(json::END.to_vec()) }));
    whole.map(|bytes: domain::Result<Vec<u8>>| Ok(Bytes::from(logged(bytes)?)))
}

/// The workbook is written while its rows are read, and sent when it is whole: its end holds what its beginning points to.
pub(super) fn as_xlsx(
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

fn of_member(words: &CommonWords, labels: &LabelWords, column: MemberColumn, member: &Exported) -> Cell {
    let row = &member.row;
    match column {
        MemberColumn::Name => row.name.as_str().into(),
        MemberColumn::Email => row.email.clone().into(),
        MemberColumn::Phone => row.phone.clone().into(),
        MemberColumn::Departments => member.paths.clone().into(),
        MemberColumn::Position => row.position.as_str().into(),
        MemberColumn::Location => row.location.as_str().into(),
        MemberColumn::WorkNumber => row.work_number.as_str().into(),
        MemberColumn::Role => words.held_role(row.role, row.own_role.as_ref()).into(),
        MemberColumn::Status => words.member_status(row.status).into(),
        MemberColumn::Source => labels.record_source(row.source).into(),
        MemberColumn::Created => Cell::Moment(row.created_at),
        MemberColumn::LastSeen => row.last_seen_at.map_or(Cell::Empty, Cell::Moment),
    }
}

fn of_customer(labels: &LabelWords, column: CustomerColumn, customer: &customers::Exported) -> Cell {
    let row = &customer.row;
    match column {
        CustomerColumn::Name => row.name.as_str().into(),
        CustomerColumn::Company => row.company.as_str().into(),
        CustomerColumn::Position => customer.position.as_str().into(),
        CustomerColumn::Phone => row.phone.as_str().into(),
        CustomerColumn::Email => row.email.as_str().into(),
        CustomerColumn::Note => customer.note.as_str().into(),
        CustomerColumn::Kind => labels.customer_kind(row.kind).into(),
        CustomerColumn::Owners => row.owners.iter().map(|owner| owner.name.clone()).collect::<Vec<_>>().into(),
        CustomerColumn::Tags => {
            row.tags.iter().map(|tag| format!("{}/{}", tag.group, tag.name)).collect::<Vec<_>>().into()
        }
        CustomerColumn::Added => Cell::Moment(row.added_at),
        CustomerColumn::Contacted => Cell::Moment(row.contacted_at),
        CustomerColumn::Source => labels.record_source(row.source).into(),
    }
}

/// As scripts get it, but for what people read in their language.
fn of_mapping(words: &PresenceWords, column: MappingColumn, row: &mappings::Exported) -> Cell {
    match column {
        MappingColumn::Status => words.status(row.mapping.status).into(),
        MappingColumn::Reason => row.mapping.reason.map_or(Cell::Empty, |reason| words.reason_of(reason).into()),
        _ => exports::of_mapping(column, row),
    }
}
