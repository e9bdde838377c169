//! Set-up: the first organisation and its first account.

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
            name: "organisation",
            label: words.label_organisation,
            kind: "text",
            value: self.organisation.clone(),
            autocomplete: "organization",
            fault: field::fault(frame, self.problem.as_ref(), "organisation"),
            ..field::Input::default()
        };
        let main = view! {
            <h1>{words.setup_title}</h1>
            <p class="lead">{words.setup_lead}</p>
            {problem::alert(frame, self.problem.as_ref())}
            <form class="card" method="post" novalidate>
                <h2>{words.setup_organisation}</h2>
                {organisation.view(frame)}
                <h2>{words.setup_person}</h2>
                {field::account(frame, "", &self.typed, None, self.problem.as_ref())}
                <button>{words.setup_submit}</button>
            </form>
        };
        frame.document(words.setup_title, main)
    }
}
