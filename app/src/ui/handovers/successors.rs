//! Who gets what: a rule a kind of thing.

use super::loads::Loads;
use super::rule::{RuleDraft, RuleFields};
use super::steps::{Step, StepActions, Way};
use super::{keep, said, words};
use crate::api::{Answer, customers, handovers, members};
use crate::ui::deed::deed;
use crate::ui::kit::{Button, Choice, Finder, Form, MultiCombobox, member_finder};
use crate::ui::load::{Loaded, Loader, load};
use leptos::prelude::*;
use model::MemberId;
use model::handover::{Handover, ItemKind, SaveHandover};
use model::member::Status;
use std::sync::Arc;

/// Names of what the rules name by id.
#[derive(Clone, PartialEq)]
pub struct Named {
    /// The successors.
    pub members: Vec<Choice>,
    /// Every tag that there is.
    pub tags: Vec<Choice>,
}

async fn named(plan: Handover) -> Answer<Named> {
    let loads = handovers::loads(plan.id).await?;
    let mut known: Vec<Choice> = loads.into_iter().map(|load| Choice::new(load.member_id.0, load.name)).collect();
    for id in plan.rules.iter().flat_map(|rule| rule.successors()) {
        // One who got nothing, because there was less than there are people.
        if !known.iter().any(|one| one.id == id.0) {
            let row = members::get(id.clone()).await?.row;
            known.push(Choice::new(row.id.0, row.name));
        }
    }
    let tag = |tag: model::customer::Tag| Choice::new(tag.id.0, tag.name).detail(tag.group);
    let tags = match plan.counts.iter().any(|(kind, ..)| *kind == ItemKind::Customer) {
        true => customers::tags().await?.into_iter().map(tag).collect(),
        false => Vec::new(),
    };
    Ok(Named { members: known, tags })
}

/// Finds those who can take something over: not those who leave themselves.
pub fn successor_finder(leavers: Vec<MemberId>) -> Finder {
    let find = member_finder(&[Status::Active]);
    let leavers = Arc::new(leavers);
    Arc::new(move |text| {
        let (found, leavers) = (find(text), leavers.clone());
        Box::pin(async move {
            let barred = |choice: Choice| match leavers.iter().any(|leaver| leaver.0 == choice.id) {
                true => choice.disabled(words().is_a_leaver),
                false => choice,
            };
            Ok(found.await?.into_iter().map(barred).collect())
        })
    })
}

/// Those who may not be a successor.
pub fn leavers(plan: &Handover) -> Vec<MemberId> {
    plan.leavers.iter().map(|leaver| leaver.member_id.clone()).collect()
}

/// The step.
#[component]
pub fn SuccessorsStep(
    /// The hand-over, as it is now.
    now: Signal<Handover>,
    /// The hand-over.
    plan: Loader<Handover>,
    /// The way between the steps.
    way: Way,
) -> impl IntoView {
    let known = load(|| (), move |()| named(now.get_untracked()));
    view! {
        <Loaded from=known let:known>
            <RulesForm now plan way known=known.get_untracked()/>
        </Loaded>
    }
}

#[component]
fn RulesForm(now: Signal<Handover>, plan: Loader<Handover>, way: Way, known: Named) -> impl IntoView {
    let kinds = now.with_untracked(said::kinds).into_iter().filter(|kind| kind.has_successor());
    let drafts: Vec<RuleDraft> = kinds.map(|kind| now.with_untracked(|now| RuleDraft::of(kind, now, &known))).collect();
    let drafts = StoredValue::new(drafts);
    let find = successor_finder(now.with_untracked(leavers));
    let on = RwSignal::new(false);
    let save = deed(handovers::save, move |saved: Handover| {
        keep(plan, saved);
        if on.try_get_untracked() == Some(true) {
            way.on_from(Step::Successors);
        }
    });
    // What differs is sent: a rule divides the things of its kind anew.
    let send = move |goes_on: bool| {
        let known = now.get_untracked();
        match drafts.with_value(|drafts| untrack(|| changed(drafts, &known))) {
            Ok(rules) if rules.is_empty() && goes_on => way.on_from(Step::Successors),
            Ok(rules) => {
                on.set(goes_on);
                let (id, revision) = (known.id, known.revision);
                save.go(SaveHandover {
                    id,
                    revision,
                    rules,
                    leavers: None,
                    at: None,
                    zone: None,
                    suspend: None,
                    message: None,
                });
            }
            Err(problem) => save.set_problem(Some(problem)),
        }
    };
    let cards = drafts.with_value(|drafts| {
        drafts
            .iter()
            .map(|draft| {
                let (draft, find, tags) = (draft.clone(), find.clone(), known.tags.clone());
                view! { <RuleFields now draft find tags/> }
            })
            .collect_view()
    });
    let several = drafts.with_value(|drafts| drafts.len() > 1);
    view! {
        <Form on_submit=move || send(true) problem=save.problem()>
            {several.then(|| view! { <Everything drafts find=find.clone()/> })}
            {cards}
            <div class="line">
                <Button busy=save.busy() on_click=move || send(false)>{words().divide}</Button>
                <span class="faint">{words().divide_text}</span>
            </div>
            <Loads now/>
            <StepActions way step=Step::Successors busy=save.busy()/>
        </Form>
    }
}

fn changed(drafts: &[RuleDraft], known: &Handover) -> Result<Vec<model::handover::Rule>, model::Problem> {
    let mut rules = Vec::new();
    for draft in drafts {
        let rule = draft.rule()?;
        let same = match known.rules.iter().find(|old| old.kind == rule.kind) {
            Some(old) => *old == rule,
            None => rule.successors().next().is_none(),
        };
        if !same {
            rules.push(rule);
        }
    }
    Ok(rules)
}

/// The same people for everything.
#[component]
fn Everything(drafts: StoredValue<Vec<RuleDraft>>, find: Finder) -> impl IntoView {
    let all = RwSignal::new(Vec::<Choice>::new());
    let use_for_all = move || {
        let chosen = all.get_untracked();
        drafts.with_value(|drafts| drafts.iter().for_each(|draft| draft.to.set(chosen.clone())));
    };
    view! {
        <div class="card line handover-everything">
            <MultiCombobox name="everything" label=words().everything_to value=all find/>
            <Button disabled=Signal::derive(move || all.with(Vec::is_empty)) on_click=use_for_all>{words().use_for_all}</Button>
        </div>
    }
}
