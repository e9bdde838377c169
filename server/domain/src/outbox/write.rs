//! From a queued message to what a person reads.

use super::send::Row;
use crate::{Conn, Result, Services, templates};
use connectors::secret::Secret;
use model::outbox::{Medium, Template};

/// A message as it is handed over.
pub(super) struct Written {
    /// Its id: the Message-ID of a letter, the deduplication key of a text message.
    pub id: String,
    /// Where to.
    pub address: String,
    /// What for.
    pub template: Template,
    /// The values in the order that approved templates of gateways take them.
    pub params: Vec<(String, Secret)>,
    /// The organisation's name.
    pub from_name: String,
    /// The tag of the language.
    pub language: &'static str,
    /// The subject of a letter.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The text as HTML.
    pub html: String,
}

/// The values that gateways' approved templates take, in their order.
const fn params(template: Template) -> &'static [&'static str] {
    match template {
        Template::Invitation => &["organisation", "inviter", "link"],
        Template::Code => &["code"],
        Template::HandoverPlanned => &["organisation", "leaver", "when"],
        Template::HandoverDone => &["organisation", "leaver", "done"],
        Template::HandoverReceived => &["organisation", "leaver", "things"],
        Template::AutoSyncFailed | Template::PresenceOutage => &["organisation", "connection", "reason"],
        Template::AgentPassword | Template::AgentPasswordReset => &["organisation", "number", "password", "link"],
        Template::AgentWelcome | Template::AgentResumed => &["organisation", "number", "link"],
        Template::AgentForcedOffline => &["organisation", "by", "reason"],
    }
}

/// Writes a message out of its template and its sealed values.
pub(super) async fn write(conn: &mut Conn, services: &Services, row: &Row) -> Result<Written> {
    let values = services.seal.open(row.id.as_str(), &row.values_sealed)?;
    let values: std::collections::BTreeMap<String, String> = serde_json::from_str(&values)?;
    let pairs: Vec<(&str, &str)> = values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let text = templates::find(conn, &row.organisation_id, (row.template, row.medium, row.language)).await?;
    let (subject, body) = templates::filled(&text, &pairs);
    let organisation = values.get("organisation").cloned().unwrap_or_default();
    let params = params(row.template)
        .iter()
        .map(|name| ((*name).to_owned(), Secret::new(values.get(*name).cloned().unwrap_or_default())))
        .collect();
    Ok(Written {
        id: row.id.0.clone(),
        address: row.address.clone(),
        template: row.template,
        params,
        from_name: organisation,
        language: row.language.word(),
        html: if row.medium == Medium::Email { templates::html(row.language, &subject, &body) } else { String::new() },
        subject,
        text: body,
    })
}
