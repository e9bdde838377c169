//! Where a request to join stands, for whoever asked.

use super::{Frame, moment, problem};
use crate::words::fill;
use domain::joins::Standing;
use leptos::prelude::*;
use model::Problem;
use model::invite::Inviting;
use model::join::JoinState;

/// The page.
pub struct Waiting {
    /// The person's name.
    pub name: String,
    /// Invitations to accept, newest first.
    pub invited: Vec<Inviting>,
    /// All requests, newest first.
    pub standings: Vec<Standing>,
    /// Whether the person is a member somewhere and may open the console.
    pub inside: bool,
    /// Why the last try to withdraw failed.
    pub problem: Option<Problem>,
}

impl Waiting {
    /// The document.
    pub fn html(&self, frame: &Frame) -> String {
        let words = frame.words();
        let cards: Vec<_> = self.standings.iter().map(|standing| card(frame, standing)).collect();
        let invited: Vec<_> = self.invited.iter().map(|one| invitation(frame, one)).collect();
        let nothing = (cards.is_empty() && invited.is_empty() && !self.inside)
            .then(|| view! { <p class="lead">{words.waiting_nothing}</p> });
        let waits = self.standings.iter().any(|standing| standing.state == JoinState::Waiting);
        let main = view! {
            <h1>{words.waiting_title}</h1>
            {problem::alert(frame, self.problem.as_ref())}
            {nothing}
            {invited}
            {cards}
            <div class="actions">
                {self.inside.then(|| view! { <a class="button" href="/">{words.waiting_open}</a> })}
                {waits.then(|| view! { <a class="button plain" href="/waiting">{words.waiting_again}</a> })}
                <a class="button plain" href="/join">{words.waiting_join}</a>
            </div>
            <form class="actions" method="post" action="/sign-out">
                <p class="foot">{fill(words.waiting_signed_in_as, &[("name", &self.name)])}</p>
                <button class="plain">{words.sign_out}</button>
            </form>
        };
        frame.document(words.waiting_title, main)
    }
}

/// An invitation: opening it uses nothing up, the page behind it has the button.
fn invitation(frame: &Frame, inviting: &Inviting) -> impl IntoView + use<> {
    let words = frame.words();
    let at = inviting.url.find("/join/").unwrap_or(0);
    view! {
        <section class="card">
            <h2>{inviting.organisation.clone()}</h2>
            <p>{fill(words.join_by, &[("inviter", &inviting.inviter)])}</p>
            <a class="button" href=inviting.url[at..].to_owned()>{words.waiting_see_invitation}</a>
        </section>
    }
}

fn card(frame: &Frame, standing: &Standing) -> impl IntoView + use<> {
    let words = frame.words();
    let state = match standing.state {
        JoinState::Waiting => words.waiting_waits,
        JoinState::Approved => words.waiting_approved,
        JoinState::Refused => words.waiting_refused,
        JoinState::Blocked => words.waiting_blocked,
        JoinState::Withdrawn => words.waiting_withdrawn,
    };
    let waits = standing.state == JoinState::Waiting;
    let since = moment::utc(standing.created_at);
    let reason = (!standing.reason.is_empty()).then(|| {
        view! {
            <dt>{words.waiting_reason}</dt>
            <dd>{standing.reason.clone()}</dd>
        }
    });
    view! {
        <section class="card">
            <h2>{standing.organisation.clone()}</h2>
            <p class=format!("state {}", standing.state)>{state}</p>
            <dl>
                <dt>{words.waiting_reference}</dt>
                <dd>{standing.reference.clone()}</dd>
                <dt>{words.waiting_since}</dt>
                <dd>{since}</dd>
                {reason}
            </dl>
            {waits.then(|| view! {
                <p class="hint">{words.waiting_reference_hint}</p>
                <form class="actions" method="post" action="/waiting/withdraw">
                    <input type="hidden" name="join" value=standing.join.to_string()/>
                    <button class="plain">{words.waiting_withdraw}</button>
                </form>
            })}
        </section>
    }
}
