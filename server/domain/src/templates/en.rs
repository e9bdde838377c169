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
        (Template::HandoverPlanned, Medium::Email) => (
            "{leaver} is being handed over",
            "Hello {name},\n\nwhat {leaver} looks after in {organisation} goes to others on {when}. {by} set this up.\n\nIf this comes as a surprise, talk to {by}.",
        ),
        (Template::HandoverPlanned, Medium::Sms) => ("", "{leaver}'s work in {organisation} goes to others on {when}."),
        (Template::HandoverDone, Medium::Email) => (
            "{leaver}: the hand-over is through",
            "Hello {name},\n\nthe hand-over of what {leaver} looked after in {organisation} is through. Handed over: {done}.\n\n{failed}",
        ),
        (Template::HandoverDone, Medium::Sms) => ("", "The hand-over of {leaver} is through. Handed over: {done}."),
        (Template::HandoverReceived, Medium::Email) => (
            "You took over from {leaver}",
            "Hello {name},\n\nthis is yours now in {organisation}. {leaver} looked after it before:\n\n{things}",
        ),
        (Template::HandoverReceived, Medium::Sms) => ("", "You took over from {leaver}: {things}"),
        (Template::AutoSyncFailed, Medium::Email) => (
            "Auto Sync of {connection} failed",
            "Hello,\n\nAuto Sync of {connection} in {organisation} failed, and nothing was changed. What it met:\n\n{reason}\n\nIt tries again at its next time. Under Presence Sync you can start it yourself.",
        ),
        (Template::AutoSyncFailed, Medium::Sms) => ("", "Auto Sync of {connection} in {organisation} failed: {reason}"),
        (Template::PresenceOutage, Medium::Email) => (
            "{connection} is not heard any more",
            "Hello,\n\nstates of {connection} in {organisation} do not arrive at the moment, so that nothing of them is told to the other platform. What it met:\n\n{reason}\n\nIt goes on trying, and reads everything as soon as it is back. Presence Sync shows how it stands.",
        ),
        (Template::PresenceOutage, Medium::Sms) => ("", "{connection} in {organisation} is not heard: {reason}"),
        (Template::AgentPassword, Medium::Email) => (
            "Your access to {organisation}",
            "Hello {name},\n\nyou are an agent of {organisation} from now on. Your agent number is {number}.\n\nSign in with this address and this password:\n\n{password}\n\n{link}\n\nYou choose a password of your own when you sign in for the first time. The one above works for {days} days.",
        ),
        (Template::AgentPassword, Medium::Sms) => ("", "{organisation}: agent {number}, password {password}, {link}"),
        (Template::AgentPasswordReset, Medium::Email) => (
            "Your new password for {organisation}",
            "Hello {name},\n\nyour password for {organisation} was reset. The old one no longer works. Sign in with this one:\n\n{password}\n\n{link}\n\nYou choose a password of your own when you sign in. The one above works for {days} days. Your agent number is {number}.",
        ),
        (Template::AgentPasswordReset, Medium::Sms) => ("", "{organisation}: new password {password}, {link}"),
        (Template::AgentWelcome, Medium::Email) => (
            "You are an agent of {organisation} now",
            "Hello {name},\n\nyou are an agent of {organisation} from now on. Your agent number is {number}.\n\nSign in as you always do:\n\n{link}",
        ),
        (Template::AgentWelcome, Medium::Sms) => ("", "{organisation}: you are agent {number} now. {link}"),
        (Template::AgentForcedOffline, Medium::Email) => (
            "You were signed out of {organisation}",
            "Hello {name},\n\n{by} signed you out of {organisation}, and you cannot sign in for the time being. The reason:\n\n{reason}\n\nUntil: {until}\n\nIf you have questions, talk to {by}.",
        ),
        (Template::AgentForcedOffline, Medium::Sms) => ("", "{by} signed you out of {organisation}: {reason}"),
        (Template::AgentResumed, Medium::Email) => (
            "You can sign in to {organisation} again",
            "Hello {name},\n\nyou can sign in to {organisation} again:\n\n{link}",
        ),
        (Template::AgentResumed, Medium::Sms) => ("", "You can sign in to {organisation} again: {link}"),
    }
}
