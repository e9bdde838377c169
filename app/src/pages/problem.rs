//! Failures in words: above a form, or as a page of their own.

use super::Frame;
use crate::words::fill;
use leptos::prelude::*;
use model::{Code, Problem};

/// The sentence for a failure.
pub fn sentence(frame: &Frame, problem: &Problem) -> String {
    let words = frame.words();
    let sentence = match problem.code {
        Code::TooMany => {
            let seconds = problem.param("seconds").and_then(|text| text.parse().ok()).unwrap_or(60);
            return words.alert_too_many.say(frame.language, seconds, &seconds.to_string());
        }
        Code::ForcedOffline => words.alert_forced_offline,
        Code::PasswordExpired => words.alert_password_expired,
        Code::Invalid => words.alert_invalid,
        Code::Taken => words.alert_account_exists,
        Code::SignInRefused => words.alert_sign_in_refused,
        Code::Busy | Code::Unreachable => words.alert_busy,
        Code::ForeignOrigin => words.alert_foreign_origin,
        Code::TooLarge => words.alert_too_large,
        Code::Malformed => words.alert_malformed,
        Code::Forbidden => words.alert_forbidden,
        Code::SignedOut => words.alert_signed_out,
        Code::AlreadyMember => words.alert_already_member,
        Code::AlreadyWaiting => words.alert_already_waiting,
        Code::RefusedEarlier => words.alert_refused_earlier,
        Code::RemovedEarlier => words.alert_removed_earlier,
        Code::Blocked => words.alert_blocked,
        Code::ChannelClosed => words.dead_channel,
        Code::WrongAccount => words.alert_wrong_account,
        Code::WrongState | Code::Stale => words.alert_changed,
        Code::NotFound => words.problem_not_found,
        _ => words.alert_internal,
    };
    let values: Vec<(&str, &str)> = problem.params.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    fill(sentence, &values)
}

/// The sentence in a box that screen readers announce.
pub(super) fn alert(frame: &Frame, problem: Option<&Problem>) -> Option<impl IntoView + use<>> {
    let sentence = sentence(frame, problem?);
    Some(view! { <p class="alert" role="alert">{sentence}</p> })
}

/// A page that says what went wrong where there is no form to say it above.
pub fn html(frame: &Frame, problem: &Problem) -> String {
    let words = frame.words();
    let (title, text) = match problem.code {
        Code::NotFound => (words.problem_not_found_title, words.problem_not_found.to_owned()),
        _ => (words.problem_title, sentence(frame, problem)),
    };
    let main = view! {
        <h1>{title}</h1>
        <p class="lead">{text}</p>
        <div class="actions"><a class="button" href="/">{words.problem_home}</a></div>
    };
    frame.document(title, main)
}
