//! Reading and writing an organisation's own texts.

use super::{Key, filled, find, original};
use crate::audit::{self, Actor, Record, difference};
use crate::{Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::language::Language;
use model::outbox::{Medium, Preview, Template, TemplateText};
use model::permission::Permission;
use serde_json::json;

/// All texts, as they are used now.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::ConnectionsRead`].
pub async fn list(services: &Services, viewer: &Viewer) -> Result<Vec<TemplateText>> {
    viewer.require_everywhere(Permission::ConnectionsRead)?;
    let mut conn = services.store.read().await?;
    let mut texts = Vec::new();
    for template in Template::ALL.iter().copied() {
        for medium in Medium::ALL.iter().copied() {
            for language in Language::ALL.iter().copied() {
                texts.push(find(&mut conn, &viewer.organisation, (template, medium, language)).await?);
            }
        }
    }
    Ok(texts)
}

/// Writes a text of the organisation's own.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::ConnectionsWrite`], [`model::Code::Invalid`], [`model::Code::Stale`].
pub async fn save(services: &Services, viewer: &Viewer, text: &TemplateText) -> Result<TemplateText> {
    viewer.require_everywhere(Permission::ConnectionsWrite)?;
    let text = text.clone().check()?;
    let key = (text.template, text.medium, text.language);
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let old = find(&mut tx, &viewer.organisation, key).await?;
    if old.revision != text.revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, &id(key), &id(key)).await?.into());
    }
    sqlx::query(
        "insert into templates (organisation_id, template, medium, language, subject, body, revision) \
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (organisation_id, template, medium, language) do update set \
         subject = excluded.subject, body = excluded.body, revision = excluded.revision",
    )
    .bind(&viewer.organisation)
    .bind(text.template)
    .bind(text.medium)
    .bind(text.language)
    .bind(&text.subject)
    .bind(&text.body)
    .bind(old.revision + 1)
    .execute(&mut *tx)
    .await?;
    let saved = find(&mut tx, &viewer.organisation, key).await?;
    note(&mut tx, services, viewer, Verb::Update, (&old, &saved)).await?;
    tx.commit().await?;
    Ok(saved)
}

/// Goes back to the product's own text.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::ConnectionsWrite`].
pub async fn reset(services: &Services, viewer: &Viewer, key: Key) -> Result<TemplateText> {
    viewer.require_everywhere(Permission::ConnectionsWrite)?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let old = find(&mut tx, &viewer.organisation, key).await?;
    if !old.original {
        sqlx::query(
            "delete from templates where organisation_id = $1 and template = $2 and medium = $3 and language = $4",
        )
        .bind(&viewer.organisation)
        .bind(key.0)
        .bind(key.1)
        .bind(key.2)
        .execute(&mut *tx)
        .await?;
        note(&mut tx, services, viewer, Verb::Reset, (&old, &original(key))).await?;
    }
    tx.commit().await?;
    Ok(original(key))
}

fn id((template, medium, language): Key) -> String {
    format!("{template} {medium} {language}")
}

/// Which text an entry of the activity is about.
pub(crate) fn key(id: &str) -> Option<Key> {
    let mut words = id.split(' ');
    let (template, medium, language) = (words.next()?, words.next()?, words.next()?);
    Some((Template::from_word(template)?, Medium::from_word(medium)?, Language::from_tag(language)?))
}

async fn note(
    tx: &mut crate::Write,
    services: &Services,
    viewer: &Viewer,
    verb: Verb,
    (old, new): (&TemplateText, &TemplateText),
) -> Result<()> {
    let fields = |text: &TemplateText| json!({ "subject": text.subject, "body": text.body });
    let (was, is) = difference(&fields(old), &fields(new));
    let id = id((new.template, new.medium, new.language));
    let record = Record::new(verb, Subject::Template, &id, &id).fields(was, is).back(fields(old), fields(new));
    audit::record(tx, &viewer.organisation, &Actor::from(viewer), services.clock.now(), record).await?;
    tx.hint(&viewer.organisation, "templates");
    Ok(())
}

/// A text as somebody would get it, with the organisation's and the viewer's own names.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::ConnectionsRead`], [`model::Code::Invalid`].
pub async fn preview(services: &Services, viewer: &Viewer, text: &TemplateText) -> Result<Preview> {
    viewer.require_everywhere(Permission::ConnectionsRead)?;
    let text = text.clone().check()?;
    let mut conn = services.store.read().await?;
    let organisation = organisation::find(&mut conn, &viewer.organisation).await?;
    let link = crate::invitations::url(services, "EXAMPLE");
    let values = [
        ("organisation", organisation.name.as_str()),
        ("inviter", &viewer.name),
        ("name", &viewer.name),
        ("link", &link),
        ("days", "7"),
        ("code", "123456"),
        ("minutes", "10"),
    ];
    let (subject, body) = filled(&text, &values);
    Ok(Preview { subject, body })
}
