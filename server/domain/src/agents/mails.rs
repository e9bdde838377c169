//! Letters to agents.

use super::password::Issued;
use super::rows::Row;
use crate::outbox::{self, NewMessage};
use crate::{Conn, Result, Services, organisation};
use model::agent_edit::PASSWORD_DAYS;
use model::language::Language;
use model::moment::DAY;
use model::outbox::{Medium, Template};

/// By then whoever it is about has tried.
const OVER_AFTER: i64 = DAY;

/// Brings a password, or tells a member that he is an agent. A letter with a former password that was not sent yet stays unsent.
///
/// # Errors
/// What the database says.
pub async fn password(
    conn: &mut Conn,
    services: &Services,
    row: &Row,
    (template, issued): (Template, Option<&Issued>),
) -> Result<()> {
    outbox::cancel(conn, row.id.as_str()).await?;
    let days = PASSWORD_DAYS.to_string();
    let link = format!("{}/sign-in", services.settings.public_url);
    let mut values = vec![("link", link.as_str())];
    if let Some(issued) = issued {
        values.extend([("password", issued.password.as_str()), ("days", days.as_str())]);
    }
    // As long as the password itself: a mail server that is down for a day loses nothing.
    post(conn, services, row, (template, row.id.as_str()), &values, PASSWORD_DAYS * DAY).await
}

/// Tells that somebody forced the agent offline, or that he may sign in again.
///
/// # Errors
/// What the database says.
pub async fn access(
    conn: &mut Conn,
    services: &Services,
    row: &Row,
    template: Template,
    values: &[(&str, &str)],
) -> Result<()> {
    // Apart from letters with passwords, so that a new one of those takes back nothing of this.
    let about = format!("{}/access", row.id);
    post(conn, services, row, (template, &about), values, OVER_AFTER).await
}

/// Until when somebody is forced offline who has to be resumed by a person.
pub fn until_resumed(row: &Row) -> &'static str {
    match language(row) {
        Language::En => "somebody resumes you",
        Language::ZhCn => "管理员恢复上线为止",
        Language::PtBr => "alguém liberar seu acesso",
    }
}

fn language(row: &Row) -> Language {
    row.language.as_deref().and_then(Language::from_tag).unwrap_or_default()
}

async fn post(
    conn: &mut Conn,
    services: &Services,
    row: &Row,
    (template, about): (Template, &str),
    values: &[(&str, &str)],
    lasts: i64,
) -> Result<()> {
    let organisation = organisation::find(conn, &row.organisation_id).await?;
    let mut all = vec![("organisation", organisation.name.as_str()), ("name", &row.name), ("number", &row.number)];
    all.extend_from_slice(values);
    let new = NewMessage {
        organisation: &row.organisation_id,
        medium: Medium::Email,
        address: &row.email,
        template,
        language: language(row),
        values: &all,
        about,
        over_at: services.clock.now().plus(lasts),
    };
    outbox::post(conn, services, &new).await
}
