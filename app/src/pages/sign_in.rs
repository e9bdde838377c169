//! Sign-in.

use super::{Frame, field, problem};
use leptos::prelude::*;
use model::Problem;

/// The page.
#[derive(Debug, Clone, Default)]
pub struct SignIn {
    /// Where to go afterwards: a path of this site.
    pub next: String,
    /// E-mail or phone as typed before.
    pub email: String,
    /// Why the last try failed.
    pub problem: Option<Problem>,
}

impl SignIn {
    /// The document.
    pub fn html(&self, frame: &Frame) -> String {
        let words = frame.words();
        let main = view! {
            <h1>{words.sign_in_title}</h1>
            {problem::alert(frame, self.problem.as_ref())}
            <form class="card" method="post" novalidate action="/sign-in">
                <input type="hidden" name="next" value=self.next.clone()/>
                {field::known(frame, "", &self.email, self.problem.as_ref())}
                <button>{words.sign_in_submit}</button>
            </form>
            <p class="links"><a href="/join">{words.sign_in_door}</a></p>
        };
        frame.document(words.sign_in_title, main)
    }
}
