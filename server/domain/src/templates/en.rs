//! English.

use model::outbox::{Medium, Template};

/// Subject and body.
pub(super) const fn texts(template: Template, medium: Medium) -> (&'static str, &'static str) {
    match (template, medium) {
        (Template::Invitation, Medium::Email) => (
            "{inviter} invites you to {organisation}",
            "Hello,\n\n{inviter} invites you to join {organisation} on Muster.\n\nOpen this link to sign up and join. It works for \
             {days} days and only for you:\n\n{link}\n\nIf you do not know {inviter} or {organisation}, ignore this message: \
             nothing happens without you.",
        ),
        (Template::Invitation, Medium::Sms) => ("", "{inviter} invites you to join {organisation}: {link}"),
        (Template::Code, Medium::Email) => (
            "{code} is your code",
            "Hello {name},\n\nyour code is {code}. It works for {minutes} minutes.\n\nNobody from {organisation} will ever ask \
             you for it. If you did not ask for a code, ignore this message.",
        ),
        (Template::Code, Medium::Sms) => {
            ("", "{code} is your Muster code. It works for {minutes} minutes. Tell it to nobody.")
        }
    }
}
