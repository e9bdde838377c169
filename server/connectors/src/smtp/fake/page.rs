//! The letters by HTTP: for a person to read, and as JSON.
//!
//! | path | method | |
//! |---|---|---|
//! | `/` | GET | a page that lists the letters |
//! | `/letters` | GET | the same as JSON, newest first |
//! | `/letters` | DELETE | forgets them |
//! | `/letters/{n}` | GET | a page with one letter |

use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
    routing::get,
};

use super::{Fake, Mail};
use crate::fake::page::{document, escape, table, time};

pub(super) fn router(fake: &Fake) -> Router {
    Router::new()
        .route("/", get(list))
        .route("/letters", get(json).delete(clear))
        .route("/letters/{number}", get(one))
        .with_state(fake.clone())
}

async fn list(State(fake): State<Fake>) -> Response {
    let state = fake.state();
    let rows = state.letters.newest_first().map(|(number, mail)| {
        let subject = if mail.subject.is_empty() { "(no subject)" } else { &mail.subject };
        vec![
            time(mail.at),
            escape(&mail.to.join(", ")),
            format!("<a href=\"/letters/{number}\">{}</a>", escape(subject)),
            mail.times_seen.to_string(),
        ]
    });
    document("Letters", &table(&["Received", "To", "Subject", "Times"], rows))
}

async fn json(State(fake): State<Fake>) -> Json<Vec<Mail>> {
    Json(fake.letters())
}

async fn clear(State(fake): State<Fake>) -> StatusCode {
    fake.clear();
    StatusCode::NO_CONTENT
}

async fn one(State(fake): State<Fake>, Path(number): Path<u64>) -> Response {
    let state = fake.state();
    let Some(mail) = state.letters.get(number) else {
        let page = document("No such letter", "<p><a href=\"/\">All letters</a></p>");
        return (StatusCode::NOT_FOUND, page).into_response();
    };
    // A frame with an empty `sandbox` runs no script, sends no form and opens nothing, and has an origin of its own.
    let html = if mail.html.is_empty() {
        String::new()
    } else {
        format!("<h2>HTML</h2><iframe sandbox=\"\" title=\"The letter\" srcdoc=\"{}\"></iframe>", escape(&mail.html))
    };
    let head = [
        ("From", mail.from.clone()),
        ("To", mail.to.join(", ")),
        ("Received", time(mail.at)),
        ("Message-ID", mail.message_id.clone()),
        ("Times", mail.times_seen.to_string()),
    ];
    let head = table(&["", ""], head.into_iter().map(|(name, value)| vec![name.to_owned(), escape(&value)]));
    let source = escape(&String::from_utf8_lossy(&mail.raw));
    let body = format!(
        "<p><a href=\"/\">All letters</a></p>{head}{html}<h2>Text</h2><pre>{}</pre>\
         <details><summary>Source</summary><pre>{source}</pre></details>",
        escape(&mail.text)
    );
    document(&mail.subject, &body)
}
