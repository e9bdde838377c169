//! `/exports`

use super::members::MemberFilter;
use super::moment::At;
use super::page::word;
use super::sent::Sent;
use super::shown::Shown;
use super::{Key, Place, Told};
use crate::routes::export::file_response;
use app::words::{Language, problems};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::{Extension, Json};
use domain::exports;
use futures::stream;
use model::customer::CustomerQuery;
use model::export::{
    CustomerColumn, Export as Known, ExportCustomers, ExportFormat, ExportKind, ExportMappings, ExportMembers,
    ExportRequest, MappingColumn, MemberColumn,
};
use model::mapping::MappingStatus;
use model::page::PageRequest;
use model::problem::Fault;
use model::run::RunState;
use model::{ConnectionId, CustomerId, ExportId, MemberId, Problem, TagId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is wanted in a file.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewExport {
    /// members, customers or mappings.
    #[schema(example = "members")]
    kind: String,
    /// xlsx, csv or json.
    #[schema(example = "csv")]
    format: String,
    /// Which of them; all without it.
    #[serde(default)]
    filter: ExportFilter,
    /// Of members and customers: only these, at most 1 000.
    #[serde(default)]
    ids: Vec<String>,
    /// The columns, in this order; all without it. Of members: name, email, phone, departments, position, location, work_number,
    /// role, status, source, created, last_seen. Of customers: name, company, kind, owners, tags, added, source.
    /// Of mappings: member_id, name, email, work_number, department, connection, status, reason, external_id, external_name,
    /// external_email, external_number, decided_by, since.
    #[serde(default)]
    columns: Vec<String>,
}

/// Which rows are wanted.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct ExportFilter {
    /// Members: what `GET /members` takes. Customers: `q` of it. Mappings: `q`, and `status` as `GET /mappings` takes it.
    #[serde(flatten)]
    members: MemberFilter,
    /// Customers: only those whom this member looks after.
    owner_id: Option<String>,
    /// Customers: only with this tag.
    tag: Option<String>,
    /// Customers: only added at or after this moment.
    added_from: Option<At>,
    /// Customers: only added before this moment.
    added_until: Option<At>,
    /// Mappings: only on this connection.
    connection_id: Option<String>,
}

impl NewExport {
    fn request(self) -> Told<ExportRequest> {
        let missing = |field: &str| Problem::field(field, Fault::Missing);
        let format = word("format", Some(&self.format), ExportFormat::from_word)?.ok_or_else(|| missing("format"))?;
        let kind = word("kind", Some(&self.kind), ExportKind::from_word)?.ok_or_else(|| missing("kind"))?;
        let filter = self.filter;
        Ok(match kind {
            ExportKind::Members => ExportRequest::Members(ExportMembers {
                query: filter.members.query(PageRequest::default())?,
                ids: self.ids.into_iter().map(MemberId).collect(),
                format,
                columns: columns(&self.columns, MemberColumn::from_word)?,
            }),
            ExportKind::Mappings => ExportRequest::Mappings(ExportMappings {
                connection: filter.connection_id.map(ConnectionId),
                status: word("status", filter.members.status(), MappingStatus::from_word)?,
                search: filter.members.words(),
                format,
                columns: columns(&self.columns, MappingColumn::from_word)?,
            }),
            ExportKind::Customers => ExportRequest::Customers(ExportCustomers {
                query: CustomerQuery {
                    search: filter.members.words(),
                    owner: filter.owner_id.map(MemberId),
                    tags: filter.tag.map(TagId).into_iter().collect(),
                    added_from: filter.added_from.map(|at| at.0),
                    added_until: filter.added_until.map(|at| at.0),
                    ..CustomerQuery::default()
                },
                ids: self.ids.into_iter().map(CustomerId).collect(),
                format,
                columns: columns(&self.columns, CustomerColumn::from_word)?,
            }),
        })
    }
}

fn columns<T>(names: &[String], of: impl Fn(&str) -> Option<T>) -> Told<Vec<T>> {
    let known = names.iter().map(|name| of(name).ok_or_else(|| Problem::field("columns", Fault::Unknown)));
    Ok(known.collect::<Result<_, Problem>>()?)
}

/// A list that becomes a file.
#[derive(Debug, Serialize, ToSchema)]
pub struct Export {
    id: String,
    /// members, customers or mappings.
    #[schema(value_type = String, example = "members")]
    kind: ExportKind,
    /// xlsx, csv or json.
    #[schema(value_type = String, example = "csv")]
    format: ExportFormat,
    /// queued, running, done, failed or cancelled.
    #[schema(value_type = String, example = "done")]
    state: RunState,
    /// The run that writes it.
    run: String,
    /// Rows written so far.
    rows: i64,
    /// Bytes of the finished file.
    #[schema(required)]
    size: Option<i64>,
    created_at: At,
    /// When the file is removed.
    kept_until: At,
    /// Why it failed.
    #[schema(required)]
    problem: Option<String>,
}

impl From<Known> for Export {
    fn from(known: Known) -> Self {
        Self {
            id: known.id.0,
            kind: known.kind,
            format: known.format,
            state: known.state,
            run: known.run.0,
            rows: known.rows,
            size: known.size,
            created_at: At(known.created_at),
            kept_until: At(known.kept_until),
            problem: known.problem.map(|problem| problems::say(Language::En, &problem)),
        }
    }
}

/// Write a list into a file
///
/// It is written in the background: look again until its state is `done`, then fetch the file. Values stand as the words that this
/// interface uses, and columns by their names here. Only this key sees it, for a day.
#[utoipa::path(
    post, path = "/exports", tag = "Exports", operation_id = "addExport", request_body = NewExport,
    security(("key" = ["members.export"]), ("key" = ["customers.export"])),
    responses((status = 202, body = Export)),
)]
pub async fn begin(
    State(edge): Place,
    Extension(caller): Key,
    Sent(sent): Sent<NewExport>,
) -> Told<(StatusCode, Json<Export>)> {
    let export = exports::begin(&edge.services, &caller.viewer, &sent.request()?).await?;
    Ok((StatusCode::ACCEPTED, Json(export.into())))
}

/// Read an export
#[utoipa::path(
    get, path = "/exports/{id}", tag = "Exports", operation_id = "getExport", params(("id" = String, Path)),
    security(("key" = ["members.export"]), ("key" = ["customers.export"])), responses((status = 200, body = Export)),
)]
pub async fn get(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Shown<Export>> {
    let export = exports::get(&edge.services, &caller.viewer, &ExportId(id)).await?;
    Ok(Shown::plain(export.into()))
}

/// Fetch the file
///
/// As often as you like until it is removed.
#[utoipa::path(
    get, path = "/exports/{id}/file", tag = "Exports", operation_id = "getExportFile", params(("id" = String, Path)),
    security(("key" = ["members.export"]), ("key" = ["customers.export"])),
    responses((status = 200, content(
        (String = "text/csv"),
        (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (Vec<serde_json::Value> = "application/json"),
    ))),
)]
pub async fn file(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Response> {
    let file = exports::file(&edge.services, &caller.viewer, &ExportId(id)).await?;
    let (name, format, day) = (file.kind.word(), file.format, file.created_at);
    let parts = stream::try_unfold(file, |mut file| async move { Ok(file.next().await?.map(|bytes| (bytes, file))) });
    Ok(file_response(name, format, day, parts))
}
