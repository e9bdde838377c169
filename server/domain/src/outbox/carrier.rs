//! From a connection to whatever hands messages over.

use super::gateway::{gateway, moment};
use super::send::connection;
use super::write::Written;
use crate::connections::Values;
use crate::connections::rows::{self, Row};

use crate::{Result, Services};
use connectors::delivery::{Decision, Reason, SendError};
use connectors::sms::{Sms, TemplateChoice, Text};
use connectors::smtp::{Letter, Security, Smtp, SmtpConfig};
use model::connection::{ConnectionKind, ConnectionState};
use model::outbox::{DeliveryReason, Medium, Template};
use model::setting::Setting;
use model::{Code, OrganisationId, Problem};
use std::sync::{Mutex, PoisonError};

/// What to do with a message that was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// Try it again later.
    Retry,
    /// It will not go through.
    Refuse,
    /// Nothing goes through this connection.
    Stop,
}

/// Why a message was not taken.
#[derive(Debug, Clone)]
pub(super) struct Failed {
    pub then: Then,
    pub reason: DeliveryReason,
    pub detail: String,
}

enum Way {
    Smtp(Smtp),
    Sms { client: Box<Sms>, sign: String, invitation: String, code: String },
}

/// The connection that messages of an organisation go through.
pub(super) struct Carrier {
    row: Row,
    way: std::result::Result<Way, Failed>,
    /// Once the connection refused, what else waits is not tried: a mail server that counts wrong passwords locks the account.
    stopped: Mutex<Option<Failed>>,
}

impl Carrier {
    /// The first connection of an organisation that sends such messages.
    pub(super) async fn of(services: &Services, organisation: &OrganisationId, medium: Medium) -> Result<Option<Self>> {
        let mut conn = services.store.read().await?;
        let Some(row) = connection(&mut conn, organisation, medium).await? else { return Ok(None) };
        drop(conn);
        let way = way(services, &row)?;
        Ok(Some(Self { row, way, stopped: Mutex::new(None) }))
    }

    /// Hands a message over; the platform's name of it.
    pub(super) async fn send(&self, services: &Services, message: &Written) -> std::result::Result<String, Failed> {
        if let Some(failed) = self.stopped.lock().unwrap_or_else(PoisonError::into_inner).clone() {
            return Err(failed);
        }
        let sent = match &self.way {
            Err(failed) => Err(failed.clone()),
            Ok(Way::Smtp(client)) => client.send(&letter(&self.row, message)).await.map_err(failed),
            Ok(Way::Sms { client, sign, invitation, code }) => {
                let template = match message.template {
                    Template::Invitation => invitation,
                    Template::Code => code,
                    // Letters only: gateways have no approved text for them.
                    _ => "",
                };
                client.send(&text(message, template, sign), &moment(services)).await.map_err(failed)
            }
        };
        if let Err(failed) = &sent
            && failed.then == Then::Stop
        {
            *self.stopped.lock().unwrap_or_else(PoisonError::into_inner) = Some(failed.clone());
        }
        sent.map(|receipt| receipt.provider_id)
    }

    /// Keeps with the connection how it went; only what is new is written.
    pub(super) async fn note(&self, services: &Services, failed: Option<&Failed>) -> Result<()> {
        let known = if failed.is_none() { ConnectionState::Good } else { ConnectionState::Bad };
        if self.row.state == known {
            return Ok(());
        }
        let problem = failed
            .map(|failed| Problem::new(Code::Platform).with("reason", failed.reason).with("detail", &failed.detail));
        let mut tx = services.store.write().await?;
        rows::set_state(&mut tx, &self.row.id, problem.as_ref()).await?;
        tx.hint(&self.row.organisation_id, "connections");
        tx.commit().await
    }
}

/// The client of a connection; a setting that cannot be one stops the connection, not the job.
fn way(services: &Services, row: &Row) -> Result<std::result::Result<Way, Failed>> {
    let values = Values::of(services, row)?;
    if row.kind == ConnectionKind::Smtp {
        return Ok(smtp(services, &values).map(Way::Smtp).map_err(failed));
    }
    let client = gateway(services, row.kind, &values)?;
    Ok(client.map_err(failed).map(|client| Way::Sms {
        client: Box::new(client),
        sign: values.text(Setting::SignName),
        invitation: values.text(Setting::TemplateInvitation),
        code: values.text(Setting::TemplateCode),
    }))
}

/// The client of a mail server.
fn smtp(services: &Services, values: &Values) -> std::result::Result<Smtp, SendError> {
    let config = SmtpConfig {
        host: values.text(Setting::Host),
        port: values.text(Setting::Port).parse().unwrap_or(587),
        security: match values.text(Setting::Security).as_str() {
            "none" => Security::None,
            "tls" => Security::Tls,
            _ => Security::StartTls,
        },
        username: values.text(Setting::Username),
        password: values.secret(Setting::Password),
        from: values.text(Setting::From),
    };
    Smtp::new(config, services.settings.allow_private_addresses)
}

/// Tries a connection out without sending anything.
pub(crate) async fn try_out(
    services: &Services,
    kind: ConnectionKind,
    values: &Values,
) -> Result<std::result::Result<(), SendError>> {
    if kind == ConnectionKind::Smtp {
        return Ok(match smtp(services, values) {
            Ok(client) => client.test().await,
            Err(error) => Err(error),
        });
    }
    Ok(match gateway(services, kind, values)? {
        Ok(client) => client.test(&moment(services)).await,
        Err(error) => Err(error),
    })
}

fn letter(row: &Row, message: &Written) -> Letter {
    // The domain of the sender makes the Message-ID unique in the world (RFC 5322 §3.6.4).
    let from = row.settings().remove(&Setting::From).unwrap_or_default();
    let domain = from.rsplit_once('@').map_or("localhost", |(_, domain)| domain.trim_end_matches('>')).to_owned();
    Letter {
        to: message.address.clone(),
        from_name: Some(message.from_name.clone()).filter(|name| !name.is_empty()),
        subject: message.subject.clone(),
        text: message.text.clone(),
        html: message.html.clone(),
        message_id: format!("<{}@{domain}>", message.id),
        language: Some(message.language.to_owned()),
    }
}

fn text(message: &Written, template: &str, sign: &str) -> Text {
    let params = message.params.iter().map(|(name, value)| (name.clone(), value.expose().to_owned())).collect();
    Text {
        id: message.id.clone(),
        to: message.address.clone(),
        template: TemplateChoice { code: template.to_owned(), params },
        text: message.text.clone(),
        sign: sign.to_owned(),
    }
}

fn failed(error: SendError) -> Failed {
    let then = match error.decision {
        Decision::Retry => Then::Retry,
        Decision::RefuseRecipient => Then::Refuse,
        Decision::StopChannel => Then::Stop,
    };
    Failed { then, reason: reason(error.reason), detail: error.detail }
}

fn reason(reason: Reason) -> DeliveryReason {
    match reason {
        Reason::NoSuchMailbox => DeliveryReason::NoSuchMailbox,
        Reason::BadNumber => DeliveryReason::BadNumber,
        Reason::OptedOut => DeliveryReason::OptedOut,
        Reason::TooOften => DeliveryReason::TooOften,
        Reason::Rejected => DeliveryReason::Rejected,
        Reason::TooLarge => DeliveryReason::TooLarge,
        Reason::BadTemplate | Reason::BadSign | Reason::BadSender => DeliveryReason::NotApproved,
        Reason::WrongCredentials | Reason::SignInRequired => DeliveryReason::WrongCredentials,
        Reason::AddressNotTrusted => DeliveryReason::AddressNotTrusted,
        Reason::NoMoney => DeliveryReason::NotPaid,
        Reason::NotTls => DeliveryReason::NotEncrypted,
        Reason::PrivateAddress => DeliveryReason::PrivateAddress,
        Reason::Unreachable | Reason::Cut | Reason::NotThePlatform => DeliveryReason::Unreachable,
        Reason::MailboxFull | Reason::Greylisted | Reason::Busy => DeliveryReason::Later,
        Reason::Malformed | Reason::WrongClock | Reason::Other => DeliveryReason::Other,
    }
}
