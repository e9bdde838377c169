//! The page behind an invitation's link, its QR code and a door number.

use super::details::Details;
use super::{Frame, field, problem};
use crate::words::fill;
use leptos::prelude::*;
use model::invitation::Welcome;
use model::join_details::{Detail, DetailKind, Told};
use model::{Code, Problem};

/// What a person typed about himself, without the password.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// The phone number.
    pub phone: String,
    /// What is asked for beside the account.
    pub told: Told,
}

impl Typed {
    /// What was typed for a detail.
    pub fn value(&self, detail: &Detail) -> &str {
        match detail.kind {
            DetailKind::Name => &self.name,
            DetailKind::Email => &self.email,
            DetailKind::Phone => &self.phone,
            _ => self.told.value(detail),
        }
    }
}

/// As whom somebody asks; the hidden field `way` of each form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Way {
    /// With a new account.
    #[default]
    New,
    /// With the name and password of an account.
    Known,
    /// With the account that is signed in.
    SignedIn,
}

impl Way {
    /// The word in the form.
    pub const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Known => "known",
            Self::SignedIn => "signed-in",
        }
    }

    /// The way of a form's word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::New, Self::Known, Self::SignedIn].into_iter().find(|way| way.word() == word)
    }
}

/// The page.
#[derive(Debug, Clone)]
pub struct Join {
    /// Who invites into what.
    pub welcome: Welcome,
    /// The name of whoever is signed in.
    pub signed_in: Option<String>,
    /// The form that was sent.
    pub way: Way,
    /// What was typed into it.
    pub typed: Typed,
    /// Why it failed.
    pub problem: Option<Problem>,
}

impl Join {
    /// The document.
    pub fn html(&self, frame: &Frame) -> String {
        let words = frame.words();
        let title = fill(words.join_title, &[("organisation", &self.welcome.organisation)]);
        let others = match &self.signed_in {
            // The person who was invited has an account: a second one could not take the invitation.
            _ if self.welcome.has_account => self.known_details(frame).into_any(),
            Some(_) => view! {
                <details open=self.problem.is_some() && self.way != Way::SignedIn>
                    <summary>{words.join_other}</summary>
                    {self.new_form(frame, "")}
                </details>
                {self.known_details(frame)}
            }
            .into_any(),
            None => view! {
                <section class="card">
                    <h2>{words.join_new}</h2>
                    {self.new_form(frame, "")}
                </section>
                {self.known_details(frame)}
            }
            .into_any(),
        };
        let main = view! {
            <h1>{title.clone()}</h1>
            {self.greeting(frame)}
            {problem::alert(frame, self.problem.as_ref())}
            {self.signed_in.as_ref().map(|name| view! {
                <form class="card" method="post" novalidate>
                    <input type="hidden" name="way" value=Way::SignedIn.word()/>
                    {self.details(frame, "me-", Way::SignedIn).extra()}
                    <button>{fill(words.join_continue, &[("name", name)])}</button>
                </form>
            })}
            {others}
        };
        frame.document(&title, main)
    }

    fn greeting(&self, frame: &Frame) -> impl IntoView + use<> {
        let words = frame.words();
        let from = match &self.welcome.inviter {
            Some(inviter) => fill(words.join_by, &[("inviter", inviter)]),
            None => words.join_by_door.to_owned(),
        };
        let department = self.welcome.department.clone().map(|name| (words.join_department, name));
        let position = Some(self.welcome.position.clone()).filter(|name| !name.is_empty());
        let facts: Vec<_> = department.into_iter().chain(position.map(|name| (words.join_position, name))).collect();
        let facts = (!facts.is_empty()).then(|| {
            let rows: Vec<_> =
                facts.into_iter().map(|(term, value)| view! { <dt>{term}</dt><dd>{value}</dd> }).collect();
            view! { <dl>{rows}</dl> }
        });
        let rule = if self.welcome.waits { words.join_waits } else { words.join_at_once };
        view! {
            <p class="lead">{from}</p>
            {facts}
            <p class="lead">{rule}</p>
        }
    }

    fn submit(&self, frame: &Frame) -> &'static str {
        let words = frame.words();
        if self.welcome.waits { words.join_submit_waits } else { words.join_submit_at_once }
    }

    fn problem_of(&self, way: Way) -> Option<&Problem> {
        self.problem.as_ref().filter(|_| self.way == way)
    }

    fn details<'a>(&'a self, frame: &'a Frame, form: &'static str, way: Way) -> Details<'a> {
        Details { frame, form, typed: &self.typed, welcome: Some(&self.welcome), problem: self.problem_of(way) }
    }

    fn new_form(&self, frame: &Frame, prefix: &'static str) -> impl IntoView + use<> {
        let fields = self.details(frame, prefix, Way::New).account();
        view! {
            <form method="post" novalidate>
                <input type="hidden" name="way" value=Way::New.word()/>
                {fields}
                <button>{self.submit(frame)}</button>
            </form>
        }
    }

    /// Folded until it is wanted: most who scan a code are new. Open when the address turned out to have an account.
    fn known_details(&self, frame: &Frame) -> impl IntoView + use<> {
        let words = frame.words();
        let has_account = self.problem.as_ref().is_some_and(|problem| {
            let taken = problem.fields.iter().any(|field| field.fault == model::problem::Fault::Taken);
            taken || problem.code == Code::Taken
        });
        let open = has_account
            || (self.welcome.has_account && self.signed_in.is_none())
            || self.problem_of(Way::Known).is_some();
        let typed = if self.typed.email.is_empty() { &self.typed.phone } else { &self.typed.email };
        let name = self.welcome.address.as_ref().unwrap_or(typed);
        let mut fields = field::known(frame, "known-", name, self.problem_of(Way::Known));
        fields.extend(self.details(frame, "known-", Way::Known).extra());
        view! {
            <details open=open>
                <summary>{words.join_known}</summary>
                <form method="post" novalidate>
                    <p class="lead">{words.join_known_lead}</p>
                    <input type="hidden" name="way" value=Way::Known.word()/>
                    {fields}
                    <button>{self.submit(frame)}</button>
                </form>
            </details>
        }
    }
}
