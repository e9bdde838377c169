//! What a mail server's refusal means. The table is RFC 5321 with RFC 4954 (sign-in) and RFC 3463 (enhanced codes).

use std::{error::Error as _, io};

use lettre::transport::smtp::Error;

use crate::{
    delivery::{Reason, SendError},
    http::innermost,
};

/// How far the conversation had come. The same code means another thing about the sender than about the recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// TCP, TLS, greeting and EHLO.
    Connect,
    StartTls,
    Auth,
    Mail,
    Rcpt,
    /// DATA, the letter and the answer to its final dot.
    Data,
}

/// What to do about an error of a stage.
pub(super) fn judge(stage: Stage, error: &Error) -> SendError {
    let text = innermost(error);
    if let Some(code) = error.status() {
        let code = u16::from(code);
        return by_code(stage, code, &format!("{code} {text}"));
    }
    if error.is_tls() || is_handshake(error) {
        // Again, because certificates are renewed and a middle box may pass; the reason tells a person what to look at.
        return SendError::retry(Reason::NotTls, text);
    }
    if error.is_client() {
        // The client's own refusals: no STARTTLS and no common way to sign in. Both are settings.
        let reason = if stage == Stage::StartTls { Reason::NotTls } else { Reason::WrongCredentials };
        return SendError::stop(reason, text);
    }
    if error.is_response() && text != "incomplete response" {
        return SendError::stop(Reason::NotThePlatform, text);
    }
    match stage {
        Stage::Connect => SendError::retry(Reason::Unreachable, text),
        _ => SendError::retry(Reason::Cut, text),
    }
}

/// Whether TLS failed. The library tells most of it as a broken connection: invalid data, with the cause inside. A line
/// that is not UTF-8 is invalid data too, with nothing inside.
fn is_handshake(error: &Error) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(io) = error.downcast_ref::<io::Error>()
            && io.kind() == io::ErrorKind::InvalidData
        {
            return io.get_ref().is_some();
        }
        cause = error.source();
    }
    false
}

/// Nothing came back in time.
pub(super) fn too_late(stage: Stage) -> SendError {
    let reason = if stage == Stage::Connect { Reason::Unreachable } else { Reason::Cut };
    SendError::retry(reason, "no answer in time")
}

fn by_code(stage: Stage, code: u16, text: &str) -> SendError {
    let full = enhanced(text).is_some_and(|(subject, detail)| (subject, detail) == (2, 2));
    let policy = enhanced(text).is_some_and(|(subject, _)| subject == 7);
    match (code, stage) {
        (450 | 451, Stage::Rcpt) => SendError::retry(Reason::Greylisted, text),
        (452, Stage::Rcpt) => SendError::retry(Reason::MailboxFull, text),
        (400..=499, _) => SendError::retry(Reason::Busy, text),
        // Wherever they are said, these are about who we are.
        (530, _) => SendError::stop(Reason::SignInRequired, text),
        (534 | 535, _) => SendError::stop(Reason::WrongCredentials, text),
        (538, _) => SendError::stop(Reason::NotTls, text),
        (_, Stage::Connect) => SendError::stop(Reason::Rejected, text),
        (_, Stage::StartTls) => SendError::stop(Reason::NotTls, text),
        (_, Stage::Auth) => SendError::stop(Reason::WrongCredentials, text),
        (552, _) if full => SendError::refuse(Reason::MailboxFull, text),
        (552, _) => SendError::refuse(Reason::TooLarge, text),
        // Every letter has the same sender, so who refuses it refuses all.
        (_, Stage::Mail) => SendError::stop(Reason::BadSender, text),
        (550 | 551 | 553, Stage::Rcpt) if !policy => SendError::refuse(Reason::NoSuchMailbox, text),
        (550 | 551 | 553 | 554, _) => SendError::refuse(Reason::Rejected, text),
        _ => SendError::refuse(Reason::Other, text),
    }
}

/// Subject and detail of an enhanced code such as the `5.1.1` in `550 5.1.1 no such user`.
fn enhanced(text: &str) -> Option<(u16, u16)> {
    let mut parts = text.split_whitespace().nth(1)?.splitn(3, '.');
    let class: u16 = parts.next()?.parse().ok()?;
    let (subject, detail) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    matches!(class, 2 | 4 | 5).then_some((subject, detail))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::Decision;

    #[test]
    fn codes_mean_what_their_stage_makes_of_them() {
        for (stage, text, decision, reason) in [
            (Stage::Connect, "554 no mail here", Decision::StopChannel, Reason::Rejected),
            (Stage::Connect, "421 4.3.2 later", Decision::Retry, Reason::Busy),
            (Stage::Auth, "535 5.7.8 no", Decision::StopChannel, Reason::WrongCredentials),
            (Stage::Auth, "534 5.7.9 application password", Decision::StopChannel, Reason::WrongCredentials),
            (Stage::Auth, "538 5.7.11 encrypt", Decision::StopChannel, Reason::NotTls),
            (Stage::Auth, "454 4.7.0 later", Decision::Retry, Reason::Busy),
            (Stage::Mail, "530 5.7.0 sign in", Decision::StopChannel, Reason::SignInRequired),
            (Stage::Mail, "553 5.7.1 not yours", Decision::StopChannel, Reason::BadSender),
            (Stage::Mail, "552 5.3.4 big", Decision::RefuseRecipient, Reason::TooLarge),
            (Stage::Rcpt, "550 5.1.1 nobody", Decision::RefuseRecipient, Reason::NoSuchMailbox),
            (Stage::Rcpt, "550 nobody", Decision::RefuseRecipient, Reason::NoSuchMailbox),
            (Stage::Rcpt, "550 5.7.1 relay denied", Decision::RefuseRecipient, Reason::Rejected),
            (Stage::Rcpt, "552 5.2.2 full", Decision::RefuseRecipient, Reason::MailboxFull),
            (Stage::Rcpt, "450 4.2.0 grey", Decision::Retry, Reason::Greylisted),
            (Stage::Data, "451 4.3.0 later", Decision::Retry, Reason::Busy),
            (Stage::Data, "554 5.7.1 spam", Decision::RefuseRecipient, Reason::Rejected),
            (Stage::Data, "500 what", Decision::RefuseRecipient, Reason::Other),
        ] {
            let code = text[..3].parse().unwrap();
            let error = by_code(stage, code, text);
            assert_eq!((error.decision, error.reason, error.detail.as_str()), (decision, reason, text));
        }
    }
}
