//! A password of one's own, in the place of the one that was mailed.

use super::{Frame, field, problem};
use crate::words::fill;
use leptos::prelude::*;
use model::Problem;

/// The page.
#[derive(Debug, Clone, Default)]
pub struct NewPassword {
    /// The person's name.
    pub name: String,
    /// Where to go afterwards: a path of this site.
    pub next: String,
    /// Why the last try failed.
    pub problem: Option<Problem>,
}

impl NewPassword {
    /// The document.
    pub fn html(&self, frame: &Frame) -> String {
        let words = frame.words();
        let main = view! {
            <h1>{words.new_password_title}</h1>
            <p class="lead">{fill(words.new_password_lead, &[("name", &self.name)])}</p>
            {problem::alert(frame, self.problem.as_ref())}
            <form class="card" method="post" novalidate action="/new-password">
                <input type="hidden" name="next" value=self.next.clone()/>
                {field::password(frame, "", self.problem.as_ref())}
                <button>{words.new_password_submit}</button>
            </form>
            <form class="actions" method="post" action="/sign-out">
                <button class="plain">{words.sign_out}</button>
            </form>
        };
        frame.document(words.new_password_title, main)
    }
}
