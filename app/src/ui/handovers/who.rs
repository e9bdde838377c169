//! Who leaves, when, and whether he is suspended until then.

use super::start::CAN_LEAVE;
use super::steps::{Step, StepActions, Way};
use super::{keep, words, zone};
use crate::api::handovers;
use crate::ui::deed::deed;
use crate::ui::kit::{
    Checkbox, Choice, Form, MultiCombobox, Person, RadioGroup, TextField, TextKind, badge, member_finder,
};
use crate::ui::load::Loader;
use crate::ui::{format, route, w};
use leptos::prelude::*;
use model::handover::{Handover, HandoverKind, Leaver, SaveHandover};
use model::problem::Fault;
use model::{MemberId, Moment, Problem};

const NOW: &str = "now";
const AT: &str = "at";

/// What is typed.
#[derive(Clone, Copy)]
struct Typed {
    leavers: RwSignal<Vec<Choice>>,
    when: RwSignal<String>,
    wall: RwSignal<String>,
    zone: RwSignal<String>,
    suspend: RwSignal<bool>,
}

impl Typed {
    fn of(plan: &Handover) -> Self {
        let zone = if plan.zone.is_empty() { format::zone() } else { plan.zone.clone() };
        let wall = plan.at.and_then(|at| zone::wall(at, &zone)).unwrap_or_default();
        let leavers = plan.leavers.iter().map(|one| Choice::new(one.member_id.0.clone(), one.name.clone()));
        Self {
            leavers: RwSignal::new(leavers.collect()),
            when: RwSignal::new(if plan.at.is_some() { AT } else { NOW }.to_owned()),
            wall: RwSignal::new(wall),
            zone: RwSignal::new(zone),
            suspend: RwSignal::new(plan.suspend),
        }
    }
    fn is_dated(self) -> bool {
        self.when.with(|when| when == AT)
    }
    fn at(self) -> Result<Option<Moment>, Problem> {
        if !self.is_dated() {
            return Ok(None);
        }
        let (wall, zone) = (self.wall.get(), self.zone.get());
        if wall.is_empty() {
            return Err(Problem::field("at", Fault::Missing));
        }
        zone::moment(&wall, zone.trim()).map(Some).ok_or_else(|| Problem::field("zone", Fault::Unknown))
    }
    /// What is to be saved; nothing if nothing differs.
    fn save(self, plan: &Handover) -> Result<Option<SaveHandover>, Problem> {
        let (at, suspend) = (self.at()?, self.suspend.get());
        let zone = if at.is_some() { self.zone.get().trim().to_owned() } else { plan.zone.clone() };
        let leavers: Vec<_> = self.leavers.with(|chosen| chosen.iter().map(|one| MemberId(one.id.clone())).collect());
        let known = |id: &MemberId| plan.leavers.iter().any(|one| one.member_id == *id);
        let stay = leavers.len() == plan.leavers.len() && leavers.iter().all(known);
        let same = stay && at == plan.at && zone == plan.zone && suspend == plan.suspend;
        Ok((!same).then(|| SaveHandover {
            id: plan.id.clone(),
            revision: plan.revision,
            leavers: (!stay).then_some(leavers),
            at: Some(at),
            zone: Some(zone),
            suspend: Some(suspend),
            message: None,
            rules: Vec::new(),
        }))
    }
}

/// The step.
#[component]
pub fn WhoStep(
    /// The hand-over, as it is now.
    now: Signal<Handover>,
    /// The hand-over.
    plan: Loader<Handover>,
    /// The way between the steps.
    way: Way,
) -> impl IntoView {
    let typed = now.with_untracked(Typed::of);
    let leaving = now.with_untracked(|now| now.kind == HandoverKind::Leaving);
    let save = deed(handovers::save, move |saved: Handover| {
        keep(plan, saved);
        way.on_from(Step::Who);
    });
    let submit = move || match untrack(|| now.with(|now| typed.save(now))) {
        Ok(Some(changed)) => save.go(changed),
        Ok(None) => way.on_from(Step::Who),
        Err(problem) => save.set_problem(Some(problem)),
    };
    let dated = Memo::new(move |_| typed.is_dated());
    let leavers = Memo::new(move |_| now.with(|now| now.leavers.clone()));
    let title = if leaving { words().who_leaves } else { words().whose_customers };
    view! {
        <section class="card stack">
            <h2>{title}</h2>
            {(!leaving).then(|| view! {
                <ul class="handover-people">{move || leavers.get().into_iter().map(leaver).collect_view()}</ul>
            })}
            <Form on_submit=submit problem=save.problem()>
                {leaving.then(|| view! {
                    <MultiCombobox
                        name="leavers"
                        label=words().who_leaves
                        value=typed.leavers
                        find=member_finder(CAN_LEAVE)
                    />
                })}
                <RadioGroup name="when" label=words().when value=typed.when options=Signal::stored(moments(leaving))/>
                <Show when=move || dated.get()>
                    <div class="columns-2">
                        <TextField name="at" label=words().date_time value=typed.wall kind=TextKind::DateTime required=true/>
                        <TextField name="zone" label=words().zone hint=words().zone_hint value=typed.zone max=64 required=true/>
                    </div>
                    {leaving.then(|| view! {
                        <div class="stack tight">
                            <Checkbox
                                label=words().suspend
                                checked=typed.suspend
                                on_change=move |on| typed.suspend.set(on)
                            />
                            <p class="faint">{words().suspend_text}</p>
                        </div>
                    })}
                </Show>
                <StepActions way step=Step::Who busy=save.busy()/>
            </Form>
        </section>
    }
}

fn moments(leaving: bool) -> Vec<Choice> {
    let now = if leaving { words().now_leaving } else { words().now_on_job };
    vec![
        Choice::new(NOW, words().when_asked).detail(now),
        Choice::new(AT, words().when_at).detail(words().when_at_text),
    ]
}

fn leaver(leaver: Leaver) -> AnyView {
    let (href, status) = (route::member(&leaver.member_id), leaver.status);
    view! {
        <li class="line apart">
            <a href=href><Person name=leaver.name detail=leaver.department/></a>
            {badge(crate::ui::kit::Tone::Neutral, w().common.member_status(status))}
        </li>
    }
    .into_any()
}
