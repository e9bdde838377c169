//! `/imports`

use super::import_shown::Import;
use super::page::{Asked, Listed, Paging, word};
use super::sent::{Revision, Sent};
use super::shown::Shown;
use super::{Key, Place, Told};
use crate::edge::Edge;
use crate::routes::import::take;
use axum::Extension;
use axum::Json;
use axum::extract::{FromRequest as _, Multipart, Path, Request, State};
use axum::http::StatusCode;
use domain::api_keys::Caller;
use domain::{changes, imports};
use model::change::ChangeState;
use model::import::{Duplicates, ImportDetail, ImportField, ImportMode, ImportOptions, ImportState, Repair, SkipRows};
use model::language::Language;
use model::{Code, ImportId, Problem, RunId, problem::Fault};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where files come in.
pub const PATH: &str = "/api/v1/imports";

/// A file that comes in.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described: the body is read piece by piece")]
pub struct NewImport {
    /// XLSX, XLS, ODS or CSV.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// What its rows become: members, customers, mappings or agents. Members unless it says otherwise.
    #[schema(value_type = Option<String>, example = "members")]
    kind: Option<String>,
}

/// What a column means.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Meaning {
    /// The column, from 0.
    column: u32,
    /// Of members: name, email, phone, departments, position, location, work_number or manager. Of customers: name, company, position,
    /// phone, email, note, owners, tags or added. Of mappings: member_id, email, work_number, connection, external_id, external_email or
    /// external_number. Of agents: name, nickname, agent_number, email, role or skill_groups.
    #[schema(example = "email")]
    field: String,
}

/// A cell typed anew.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Cell {
    /// The row's number as the spreadsheet shows it, from 1.
    row: i64,
    /// The column, from 0.
    column: u32,
    /// The new text.
    text: String,
}

/// What to change about an import. What is not named stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct ImportChange {
    /// What the columns mean; the others are left out.
    mapping: Option<Vec<Meaning>>,
    /// The row with the headings, from 1.
    header_row: Option<i64>,
    /// What stands between the parts of a department's path, and between a tag and its group.
    path_delimiter: Option<String>,
    /// Whether departments that do not exist are made.
    create_departments: Option<bool>,
    /// Whether tags that do not exist are made.
    create_tags: Option<bool>,
    /// Whether skill groups that do not exist are made.
    create_groups: Option<bool>,
    /// Whether rows about somebody who is not here add him.
    add_new: Option<bool>,
    /// Whether customers without a phone number and an address in common are the same where name and company are.
    match_names: Option<bool>,
    /// What becomes of rows about somebody who is here: skip, fill_empty, overwrite or ask.
    duplicates: Option<String>,
    /// What rows with errors mean for the others: all_or_nothing or valid_only.
    mode: Option<String>,
    /// Whether those who come new are sent an invitation.
    send_invitations: Option<bool>,
    /// The language of the invitations: en, zh-CN or pt-BR.
    language: Option<String>,
    /// Cells typed anew.
    #[serde(default)]
    repairs: Vec<Cell>,
    /// Numbers of rows to leave out.
    #[serde(default)]
    skip: Vec<i64>,
    /// Numbers of rows to take back in.
    #[serde(default)]
    unskip: Vec<i64>,
}

impl ImportChange {
    /// The options with what is named changed.
    fn over(&self, old: &ImportOptions) -> Told<ImportOptions> {
        let mut new = old.clone();
        if let Some(mapping) = &self.mapping {
            let one = |meaning: &Meaning| {
                let field = ImportField::from_word(&meaning.field);
                field.map(|field| (meaning.column, field)).ok_or_else(|| Problem::field("mapping", Fault::Malformed))
            };
            new.mapping = mapping.iter().map(one).collect::<Result<_, Problem>>()?;
        }
        new.header_row = self.header_row.or(new.header_row);
        new.path_delimiter = self.path_delimiter.clone().unwrap_or(new.path_delimiter);
        new.create_departments = self.create_departments.unwrap_or(new.create_departments);
        new.create_tags = self.create_tags.unwrap_or(new.create_tags);
        new.create_groups = self.create_groups.unwrap_or(new.create_groups);
        new.add_new = self.add_new.unwrap_or(new.add_new);
        new.match_names = self.match_names.unwrap_or(new.match_names);
        new.send_invitations = self.send_invitations.unwrap_or(new.send_invitations);
        new.duplicates =
            word("duplicates", self.duplicates.as_deref(), Duplicates::from_word)?.unwrap_or(new.duplicates);
        new.mode = word("mode", self.mode.as_deref(), ImportMode::from_word)?.unwrap_or(new.mode);
        new.language = word("language", self.language.as_deref(), Language::from_word)?.unwrap_or(new.language);
        Ok(new)
    }
}

async fn shown(edge: &Edge, caller: &Caller, id: &ImportId) -> Told<(Import, i64)> {
    let ImportDetail { import, columns, .. } = imports::get(&edge.services, &caller.viewer, id).await?;
    let revision = import.revision;
    Ok((Import::of(import, columns), revision))
}

/// List imports
///
/// Newest first, of the kinds that the key may import.
#[utoipa::path(
    get, path = "/imports", tag = "Imports", operation_id = "listImports", params(Paging),
    security(("key" = ["members.import"]), ("key" = ["customers.write"]), ("key" = ["mapping.map"]), ("key" = ["agents.write"])), responses((status = 200, body = Listed<Import>)),
)]
pub async fn list(
    State(edge): Place,
    Extension(caller): Key,
    Asked(paging): Asked<Paging>,
) -> Told<Json<Listed<Import>>> {
    let found = imports::list(&edge.services, &caller.viewer, None, &paging.request()?).await?;
    Ok(Json(Listed::of(found, |import| Import::of(import, Vec::new()))))
}

/// Upload a file
///
/// It is read in the background: look again until its state is `mapping`. Nothing is written into the organisation before the changes
/// are applied. No idempotency key: `same_as` names an earlier import of the very same file.
#[utoipa::path(
    post, path = "/imports", tag = "Imports", operation_id = "addImport",
    request_body(content = NewImport, content_type = "multipart/form-data"),
    security(("key" = ["members.import"]), ("key" = ["customers.write"]), ("key" = ["mapping.map"]), ("key" = ["agents.write"])), responses((status = 201, body = Import)),
)]
pub async fn upload(State(edge): Place, Extension(caller): Key, request: Request) -> Told<Shown<Import>> {
    // Before a byte of the file is read.
    imports::require_any(&caller.viewer)?;
    let multipart = Multipart::from_request(request, &()).await.map_err(|_| Code::UnsupportedType)?;
    let id = take(&edge, &caller.viewer, None, multipart).await?;
    let (import, revision) = shown(&edge, &caller, &id).await?;
    Ok(Shown::made(import, revision, &format!("/imports/{id}")))
}

/// Read an import
#[utoipa::path(
    get, path = "/imports/{id}", tag = "Imports", operation_id = "getImport", params(("id" = String, Path)),
    security(("key" = ["members.import"]), ("key" = ["customers.write"]), ("key" = ["mapping.map"]), ("key" = ["agents.write"])), responses((status = 200, body = Import)),
)]
pub async fn get(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Shown<Import>> {
    let (import, revision) = shown(&edge, &caller, &ImportId(id)).await?;
    Ok(Shown::now(import, revision))
}

/// Say what columns mean, repair rows
///
/// What is said about columns and duplicates is followed by a check of every row: look again until the state is `checked`. Repairs and
/// rows left out belong into a request of their own, after the check.
#[utoipa::path(
    patch, path = "/imports/{id}", tag = "Imports", operation_id = "changeImport", params(("id" = String, Path)),
    request_body = ImportChange, security(("key" = ["members.import"]), ("key" = ["customers.write"]), ("key" = ["mapping.map"]), ("key" = ["agents.write"])), responses((status = 200, body = Import)),
)]
pub async fn change(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
    Sent(change): Sent<ImportChange>,
) -> Told<Shown<Import>> {
    let id = ImportId(id);
    let old = imports::get(&edge.services, &caller.viewer, &id).await?.import;
    let options = change.over(&old.options)?;
    let mending = !change.repairs.is_empty() || !change.skip.is_empty() || !change.unskip.is_empty();
    if !mending || options != old.options {
        imports::save(&edge.services, &caller.viewer, &id, revision.of(), &options).await?;
        imports::check(&edge.services, &caller.viewer, &id).await?;
    } else if revision.of() != old.revision {
        return Err(Code::Stale.into());
    }
    for Cell { row, column, text } in change.repairs {
        let repair = Repair { import: id.clone(), number: row, column, text, was: None };
        imports::repair(&edge.services, &caller.viewer, &repair).await?;
    }
    for (numbers, skipped) in [(change.skip, true), (change.unskip, false)] {
        if !numbers.is_empty() {
            imports::skip(&edge.services, &caller.viewer, &SkipRows { import: id.clone(), numbers, skipped }).await?;
        }
    }
    let (import, revision) = shown(&edge, &caller, &id).await?;
    Ok(Shown::now(import, revision))
}

/// Long work that has begun.
#[derive(Debug, Serialize, ToSchema)]
pub struct Begun {
    /// Its run; the import's own state tells as well when it is over.
    run: String,
}

fn begun(run: Option<RunId>) -> Told<(StatusCode, Json<Begun>)> {
    let run = run.ok_or(Code::NotFound)?.0;
    Ok((StatusCode::ACCEPTED, Json(Begun { run })))
}

/// Go on with an import
///
/// Once it is checked, this proposes the changes; once they are proposed (`drafted`), this carries them out. Each is a run.
#[utoipa::path(
    post, path = "/imports/{id}/apply", tag = "Imports", operation_id = "applyImport", params(("id" = String, Path)),
    security(("key" = ["members.import"]), ("key" = ["customers.write"]), ("key" = ["mapping.map"]), ("key" = ["agents.write"])), responses((status = 202, body = Begun)),
)]
pub async fn apply(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
) -> Told<(StatusCode, Json<Begun>)> {
    let id = ImportId(id);
    let import = imports::get(&edge.services, &caller.viewer, &id).await?.import;
    match import.change_set.filter(|_| import.state == ImportState::Drafted) {
        Some(set) => {
            let started = changes::apply(&edge.services, &caller.viewer, &set, "").await?;
            begun(Some(started.run.id))
        }
        None => {
            let drafting = imports::draft(&edge.services, &caller.viewer, &id).await?;
            begun(drafting.run)
        }
    }
}

/// Give an import up
#[utoipa::path(
    post, path = "/imports/{id}/cancel", tag = "Imports", operation_id = "cancelImport", params(("id" = String, Path)),
    security(("key" = ["members.import"]), ("key" = ["customers.write"]), ("key" = ["mapping.map"]), ("key" = ["agents.write"])), responses((status = 200, body = Import)),
)]
pub async fn cancel(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Shown<Import>> {
    let id = ImportId(id);
    imports::cancel(&edge.services, &caller.viewer, &id).await?;
    let (import, revision) = shown(&edge, &caller, &id).await?;
    Ok(Shown::now(import, revision))
}

/// Put an import back
///
/// Whatever nobody touched since is as it was before.
#[utoipa::path(
    post, path = "/imports/{id}/undo", tag = "Imports", operation_id = "undoImport", params(("id" = String, Path)),
    security(("key" = ["members.import"]), ("key" = ["customers.write"]), ("key" = ["mapping.map"]), ("key" = ["agents.write"])), responses((status = 202, body = Begun)),
)]
pub async fn undo(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
) -> Told<(StatusCode, Json<Begun>)> {
    let import = imports::get(&edge.services, &caller.viewer, &ImportId(id)).await?.import;
    let nothing = || Problem::new(Code::WrongState).with("state", ChangeState::Draft);
    let set = import.change_set.ok_or_else(nothing)?;
    let started = changes::undo(&edge.services, &caller.viewer, &set).await?;
    begun(Some(started.run.id))
}
