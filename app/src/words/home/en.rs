//! English.

use super::HomeWords;
use crate::words::Plural;

pub const WORDS: HomeWords = HomeWords {
    greeting: "Hello {name}, this is what matters today.",
    needs_you: "Needs you",
    nothing: "Nothing needs you",
    nothing_text: "Nobody waits, nothing failed. New things appear here by themselves.",
    people_wait: Plural { one: "{n} person waits for approval", other: "{n} people wait for approval" },
    people_wait_text: "Approve or refuse them under Joining.",
    run_failed: "{kind}: failed",
    run_waits: "{kind}: waits for your review",
    counts: "{add} to add, {change} to change, {leave} to leave, {conflict} in conflict",
    connection_fails: "{name} does not work",
    connection_untested: "{name} was never tested",
    connection_untested_text: "Test it before the first sync.",
    webhook_off: "The webhook {name} failed and was switched off",
    handover_proposed: "The hand-over of {name} waits for a second person",
    handover_proposed_text: "Look at it and carry it out, unless it was you who proposed it.",
    handover_scheduled: "{name} hands over",
    handover_scheduled_text: "By itself on {date}.",
    handover_not_begun: "The hand-over of {name} could not begin on its date",
    handover_not_begun_text: "Open it to see why.",
    handover_failed: "Not all of {name} went over",
    handover_failed_n: Plural { one: "{n} thing was refused or failed.", other: "{n} things were refused or failed." },
    never_connected: "Connect WeCom",
    never_connected_text: "Departments, members and customers then come here by themselves.",
    at_a_glance: "At a glance",
    active_members: "Active members",
    waiting: "Waiting for approval",
    links: "Links in force",
    health: "Connections",
    // Somebody without rights
    welcome: "Welcome, {name}",
    own_page: "You are in. This is your own page.",
    you_may: "You may",
    you_may_text: "Choose your language and appearance in the menu behind your initials, and sign out there.",
    ask_admin: "The console is for administrators. If you need a part of it, ask an administrator for another role.",
    other_organisations: "You belong to other organisations too: switch at the top of the page.",
    // Inviting and being invited
    invite_title: "Invite colleagues",
    invite_text: "By e-mail, by text message, or from your contacts.",
    invited_to: "{inviter} invites you to {organisation}",
    invited_text: "You stay in your present organisations and can switch between them.",
    see_invitation: "See the invitation",
};
