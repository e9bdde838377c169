//! Links that lead nowhere any more: which of the reasons, and what to do.

use super::{Frame, problem};
use leptos::prelude::*;
use model::{Code, Problem};

/// A page for an invitation or door number that does not work; any other failure is told as it is.
pub fn html(frame: &Frame, problem: &Problem) -> String {
    let words = frame.words();
    let (title, text) = match problem.code {
        Code::InvitationExpired => (words.dead_expired_title, words.dead_expired),
        Code::InvitationUsedUp => (words.dead_used_up_title, words.dead_used_up),
        Code::InvitationPaused => (words.dead_paused_title, words.dead_paused),
        Code::InvitationRevoked => (words.dead_revoked_title, words.dead_revoked),
        Code::ChannelClosed => (words.dead_channel_title, words.dead_channel),
        Code::OrganisationClosed => (words.dead_closed_title, words.dead_closed),
        Code::NotFound => (words.dead_unknown_title, words.dead_unknown),
        _ => return problem::html(frame, problem),
    };
    document(frame, title, text)
}

/// A set-up link that was used, or never was one: both look the same to whoever guesses.
pub fn setup(frame: &Frame) -> String {
    let words = frame.words();
    document(frame, words.dead_setup_title, words.dead_setup)
}

fn document(frame: &Frame, title: &'static str, text: &'static str) -> String {
    let words = frame.words();
    let main = view! {
        <h1>{title}</h1>
        <p class="lead">{text}</p>
        <div class="actions">
            <a class="button" href="/sign-in">{words.to_sign_in}</a>
            <a class="button plain" href="/join">{words.to_door}</a>
        </div>
    };
    frame.document(title, main)
}
