//! Making and changing a skill group.

use super::super::said::values;
use super::super::week_field::WeekField;
use super::super::week_read::WeekDraft;
use super::super::words;
use crate::api::skill_groups;
use crate::ui::deed::deed;
use crate::ui::kit::{Choice, Dialog, Form, FormActions, RadioGroup, Select, TextField, TextKind, toast};
use crate::ui::live::touch;
use crate::ui::w;
use crate::words::fill;
use leptos::prelude::*;
use model::agent::Week;
use model::limits;
use model::skill_group::{Ringing, SaveSkillGroup, SkillGroup, SkillGroupDetail, SkillGroupKind};

/// Which group is being made or changed.
#[derive(Clone, Copy)]
pub struct Saving {
    open: RwSignal<bool>,
    what: RwSignal<Option<SkillGroup>>,
}

impl Saving {
    /// None.
    pub fn new() -> Self {
        Self { open: RwSignal::new(false), what: RwSignal::new(None) }
    }
    /// Opens the dialog; for a new one without a group.
    pub fn ask(self, group: Option<SkillGroup>) {
        self.what.set(group);
        self.open.set(true);
    }
}

/// The dialog.
#[component]
pub fn GroupDialog(saving: Saving) -> impl IntoView {
    let title = move || {
        saving.what.with(|what| match what {
            Some(group) => fill(words().edit_group, &[("group", &group.name)]),
            None => words().add_group.to_owned(),
        })
    };
    view! {
        <Dialog open=saving.open on_close=move || saving.open.set(false) title wide=true>
            <Fields saving/>
        </Dialog>
    }
}

#[component]
fn Fields(saving: Saving) -> impl IntoView {
    let first = saving.what.get_untracked();
    let kind = first.as_ref().map_or(SkillGroupKind::Phone, |group| group.kind);
    let ringing = first.as_ref().map_or(Ringing::InOrder, |group| group.ringing);
    let concurrency = first.as_ref().map_or(1, |group| group.concurrency);
    let hours = first.as_ref().map_or_else(Week::default, |group| group.hours.clone());
    let name = RwSignal::new(first.as_ref().map(|group| group.name.clone()).unwrap_or_default());
    let kind = RwSignal::new(kind.word().to_owned());
    let ringing = RwSignal::new(ringing.word().to_owned());
    let concurrency = RwSignal::new(concurrency.to_string());
    let hours = WeekDraft::of(&hours);
    let save = deed(skill_groups::save, move |saved: SkillGroupDetail| {
        saving.open.try_set(false);
        touch(&["agents"]);
        toast::done(fill(words().group_saved, &[("group", &saved.group.name)]));
    });
    let known = first.as_ref().map(|group| (group.id.clone(), group.revision));
    let is_new = known.is_none();
    let online = move || kind.with(|word| word == SkillGroupKind::Online.word());
    let submit = move || {
        let (id, revision) = known.clone().unzip();
        let kind = kind.with_untracked(|word| SkillGroupKind::from_word(word)).unwrap_or(SkillGroupKind::Phone);
        let at_once = concurrency.with_untracked(|text| text.trim().parse().unwrap_or(0));
        let wanted = SaveSkillGroup {
            id,
            revision: revision.unwrap_or_default(),
            name: name.get_untracked(),
            kind,
            ringing: ringing.with_untracked(|word| Ringing::from_word(word)).unwrap_or(Ringing::InOrder),
            concurrency: if kind == SkillGroupKind::Online { at_once } else { 1 },
            hours: hours.week(),
        };
        match wanted.check() {
            Ok(wanted) => save.go(wanted),
            Err(problem) => save.set_problem(Some(problem)),
        }
    };
    let kinds: Vec<Choice> =
        SkillGroupKind::ALL.iter().map(|one| Choice::new(one.word(), values().kind(*one))).collect();
    let ringings = Signal::derive(move || {
        let detail = |one: Ringing| match one {
            Ringing::InOrder => words().in_order_text,
            Ringing::AtOnce => words().at_once_text,
        };
        Ringing::ALL
            .iter()
            .map(|one| Choice::new(one.word(), values().ringing(*one)).detail(detail(*one)))
            .collect::<Vec<_>>()
    });
    let locked = (!is_new).then(|| words().kind_locked.to_owned());
    let label = if is_new { words().add_group } else { w().common.save };
    view! {
        <Form on_submit=submit problem=save.problem()>
            <TextField name="name" label=w().common.name value=name max=limits::NAME required=true autofocus=true/>
            <Select name="kind" label=words().kind value=kind bind=kind options=Signal::stored(kinds) locked/>
            <RadioGroup name="ringing" label=words().ringing value=ringing options=ringings/>
            <Show when=online>
                <TextField
                    name="concurrency"
                    label=words().concurrency
                    hint=words().concurrency_hint
                    kind=TextKind::Number
                    value=concurrency
                    max=2
                    required=true
                />
            </Show>
            <WeekField name="hours" label=words().hours hint=words().hours_hint draft=hours problem=save.problem()/>
            <FormActions label busy=save.busy() on_cancel=move || saving.open.set(false)/>
        </Form>
    }
}
