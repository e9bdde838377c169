//! The table of ways in: how somebody comes, who invited, and what happens.

use super::draft::Draft;
use super::words;
use crate::ui::joining::channel::channel_icon;
use crate::ui::kit::{Choice, Labelled, Padlock, Select, Tone, badge};
use crate::ui::w;
use crate::words::fill;
use leptos::prelude::*;
use model::invitation::Channel;
use model::join_rules::{Cell, CellLimit, Inviter, JoinOutcome, JoinRules};

const OPEN: &str = "open";
const CLOSED: &str = "closed";

/// The table. The roles are said again, as on a phone each row is a card and no table for the browser any more.
#[component]
pub fn Matrix(
    /// The rules.
    draft: Draft,
    /// Whether they may be changed.
    writes: bool,
) -> impl IntoView {
    let heads = Inviter::ALL.iter().map(|inviter| {
        view! { <th role="columnheader" scope="col">{words().inviter(*inviter)}</th> }
    });
    let rows = Channel::ALL.iter().map(|channel| {
        let channel = *channel;
        let cells = Inviter::ALL.iter().map(|inviter| cell(Cell { channel, inviter: *inviter }, draft, writes));
        view! {
            <tr role="row">
                <th role="rowheader" scope="row">
                    <Labelled icon=channel_icon(channel)>{w().common.channel(channel)}</Labelled>
                </th>
                {cells.collect_view()}
            </tr>
        }
    });
    view! {
        <table class="ways" role="table" aria-label=words().ways>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{words().way}</th>
                    {heads.collect_view()}
                </tr>
            </thead>
            <tbody role="rowgroup">{rows.collect_view()}</tbody>
        </table>
    }
}

fn cell(cell: Cell, draft: Draft, writes: bool) -> AnyView {
    let inviter = words().inviter(cell.inviter);
    if !cell.exists() {
        return view! {
            <td role="cell" class="no-way">
                <span class="faint" aria-hidden="true">"–"</span>
                <span class="unseen">{words().no_such_way}</span>
            </td>
        }
        .into_any();
    }
    let limit = cell.limit();
    // What the switch decides is no lock: it is on this page.
    let lock = matches!(limit, CellLimit::Public | CellLimit::AdminInvites)
        .then(|| view! { <Padlock reason=words().limit(limit)/> });
    let inside =
        if writes && limit.may_close() { choice(cell, draft).into_any() } else { shown(cell, draft).into_any() };
    view! {
        <td role="cell" title=words().limit(limit)>
            <span class="way-inviter" aria-hidden="true">{inviter}</span>
            <span class="way-cell">{inside} {lock}</span>
        </td>
    }
    .into_any()
}

fn outcome(cell: Cell, rules: &JoinRules) -> JoinOutcome {
    rules.verdict(cell).outcome
}

fn shown(cell: Cell, draft: Draft) -> impl IntoView {
    move || {
        let outcome = draft.rules.with(|rules| outcome(cell, rules));
        badge(tone(outcome), words().outcome(outcome))
    }
}

/// What an outcome means.
pub fn tone(outcome: JoinOutcome) -> Tone {
    match outcome {
        JoinOutcome::Joins => Tone::Good,
        JoinOutcome::Waits => Tone::Warning,
        JoinOutcome::Refused => Tone::Bad,
    }
}

fn choice(cell: Cell, draft: Draft) -> impl IntoView {
    let label = fill(
        words().cell,
        &[("channel", w().common.channel(cell.channel)), ("inviter", words().inviter(cell.inviter))],
    );
    let closed = Memo::new(move |_| draft.rules.with(|rules| rules.closed.contains(&cell)));
    let value = Signal::derive(move || if closed.get() { CLOSED } else { OPEN }.to_owned());
    // What happens while the way is open follows from the rules and the switch.
    let open = Memo::new(move |_| {
        draft.rules.with(|rules| {
            let open = JoinRules { closed: Vec::new(), details: Vec::new(), ..*rules };
            outcome(cell, &open)
        })
    });
    let options = Signal::derive(move || {
        vec![Choice::new(OPEN, words().outcome(open.get())), Choice::new(CLOSED, words().outcome(JoinOutcome::Refused))]
    });
    view! {
        <Select
            name="closed"
            label
            bare=true
            value
            options
            on_change=move |chosen: String| draft.rules.update(|rules| {
                rules.close(cell, chosen == CLOSED);
                rules.closed.sort_unstable();
            })
        />
    }
}
