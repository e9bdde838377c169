//! How the things of one kind are divided.

use super::successors::Named;
use super::tag_rules::{TagRules, TagRulesField};
use super::{said, words};
use crate::ui::count;
use crate::ui::kit::{Choice, Finder, MultiCombobox, Select};
use crate::ui::seats::{Range, RangeFields};
use leptos::prelude::*;
use model::handover::{Handover, ItemKind, Rule, Split};
use model::{MemberId, Problem};

/// What is being typed.
#[derive(Clone)]
pub struct RuleDraft {
    /// Of which kind.
    pub kind: ItemKind,
    /// Among whom.
    pub to: RwSignal<Vec<Choice>>,
    split: RwSignal<String>,
    tags: TagRules,
    /// For seats.
    range: Option<Range>,
}

impl RuleDraft {
    /// What was saved before, with names.
    pub fn of(kind: ItemKind, plan: &Handover, known: &Named) -> Self {
        let rule = plan.rules.iter().find(|rule| rule.kind == kind);
        let member = |id: &MemberId| known.members.iter().find(|one| one.id == id.0).cloned();
        let to = rule.map(|rule| rule.to.iter().filter_map(member).collect()).unwrap_or_default();
        let split = rule.map_or(Split::Evenly, |rule| rule.split);
        Self {
            kind,
            to: RwSignal::new(to),
            split: RwSignal::new(split.word().to_owned()),
            tags: TagRules::of(rule.map(|rule| rule.tags.as_slice()).unwrap_or_default(), known),
            range: (kind == ItemKind::Seat).then(|| Range::of(rule.and_then(|rule| rule.range))),
        }
    }

    fn chosen(&self) -> Split {
        self.split.with(|word| Split::from_word(word)).unwrap_or(Split::Evenly)
    }

    /// The rule.
    ///
    /// # Errors
    /// A day that is missing.
    pub fn rule(&self) -> Result<Rule, Problem> {
        let split = self.chosen();
        Ok(Rule {
            kind: self.kind,
            split,
            to: self.to.with(|to| to.iter().map(|one| MemberId(one.id.clone())).collect()),
            tags: if split == Split::Tag { self.tags.get() } else { Vec::new() },
            range: self.range.map(Range::get).transpose()?,
        })
    }
}

/// The ways in which things of a kind can be divided.
fn splits(kind: ItemKind) -> &'static [Split] {
    match kind {
        ItemKind::Customer => Split::ALL,
        _ => &[Split::Evenly, Split::Department],
    }
}

/// The fields of one kind. Belongs into the form.
#[component]
pub fn RuleFields(
    /// The hand-over, as it is now.
    now: Signal<Handover>,
    /// What is being typed.
    draft: RuleDraft,
    /// Finds successors.
    find: Finder,
    /// Every tag that there is.
    tags: Vec<Choice>,
) -> impl IntoView {
    let kind = draft.kind;
    let held = move || now.with(|now| said::number(now, |known, _| known == kind));
    let options = splits(kind).iter().map(|split| Choice::new(split.word(), words().split(*split))).collect::<Vec<_>>();
    let (split, to) = (draft.split, draft.to);
    let by_tag = Memo::new(move |_| split.with(|word| word == Split::Tag.word()));
    // One takes all, however it is divided; but a tag sends to others.
    let divides = Memo::new(move |_| kind == ItemKind::Customer || to.with(|to| to.len() > 1));
    let none = Memo::new(move |_| to.with(Vec::is_empty) && !by_tag.get());
    let options = StoredValue::new(options);
    let (tag_rules, tag_find) = (draft.tags, find.clone());
    let tags = StoredValue::new(tags);
    let explained = move || Split::from_word(&split.get()).map(|split| words().split_text(split)).unwrap_or_default();
    view! {
        <section class="card stack">
            <h2>{move || count(words().counted(kind), held())}</h2>
            <div class="columns-2">
                <MultiCombobox name="to" label=words().goes_to value=to find/>
                <Show when=move || divides.get()>
                    <Select
                        name="split"
                        label=words().divided
                        hint=explained
                        value=split
                        bind=split
                        options=Signal::stored(options.get_value())
                    />
                </Show>
            </div>
            <Show when=move || by_tag.get()>
                <TagRulesField rules=tag_rules tags=tags.get_value() find=tag_find.clone()/>
            </Show>
            {draft.range.map(|range| view! { <RangeFields range/> })}
            <Show when=move || none.get()>
                <p class="handover-left">{words().let_go(kind)}</p>
            </Show>
        </section>
    }
}
