//! Set-up: the first organisation and its first account.

use super::details::Details;
use super::{Frame, field, join::Typed, problem};
use leptos::prelude::*;
use model::Problem;

/// The page.
#[derive(Debug, Clone, Default)]
pub struct Setup {
    /// The organisation's name as typed before.
    pub organisation: String,
    /// The person as typed before.
    pub typed: Typed,
    /// Why the last try failed.
    pub problem: Option<Problem>,
}

impl Setup {
    /// The document.
    pub fn html(&self, frame: &Frame) -> String {
        let words = frame.words();
        let organisation = field::Input {
            name: "organisation".into(),
            label: words.label_organisation.into(),
            kind: "text",
            value: self.organisation.clone(),
            autocomplete: "organization",
            fault: field::fault(frame, self.problem.as_ref(), "organisation"),
            ..field::Input::default()
        };
        let person =
            Details { frame, form: "", typed: &self.typed, welcome: None, problem: self.problem.as_ref() }.account();
        let main = view! {
            <h1>{words.setup_title}</h1>
            <p class="lead">{words.setup_lead}</p>
            {problem::alert(frame, self.problem.as_ref())}
            <form class="card" method="post" novalidate>
                <h2>{words.setup_organisation}</h2>
                {organisation.view(frame)}
                <h2>{words.setup_person}</h2>
                {person}
                <button>{words.setup_submit}</button>
            </form>
        };
        frame.document(words.setup_title, main)
    }
}
