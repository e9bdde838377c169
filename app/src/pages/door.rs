//! Where a door number is typed.

use super::{Frame, field, problem};
use leptos::prelude::*;
use model::{Code, Problem};

/// The page.
#[derive(Debug, Clone, Default)]
pub struct Door {
    /// What was typed before.
    pub number: String,
    /// Why it led nowhere.
    pub problem: Option<Problem>,
}

impl Door {
    /// The document.
    pub fn html(&self, frame: &Frame) -> String {
        let words = frame.words();
        let unknown = self.problem.as_ref().is_some_and(|problem| problem.code == Code::NotFound);
        let fault = if unknown {
            Some(words.door_unknown.to_owned())
        } else {
            field::fault(frame, self.problem.as_ref(), "door")
        };
        let other = self.problem.as_ref().filter(|_| fault.is_none());
        let input = field::Input {
            name: "door".into(),
            label: words.label_door.into(),
            kind: "text",
            value: self.number.clone(),
            autocomplete: "off",
            class: Some("door"),
            hint: Some(words.hint_door.to_owned()),
            fault,
            ..field::Input::default()
        };
        let main = view! {
            <h1>{words.door_title}</h1>
            <p class="lead">{words.door_lead}</p>
            {problem::alert(frame, other)}
            <form class="card" method="get" action="/join" novalidate>
                {input.view(frame)}
                <button>{words.door_submit}</button>
            </form>
        };
        frame.document(words.door_title, main)
    }
}
