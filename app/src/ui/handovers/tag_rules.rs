//! Which tag goes to whom.

use super::successors::Named;
use super::words;
use crate::ui::kit::{Button, Choice, Combobox, Finder, Icon, IconButton, pill};
use crate::words::fill;
use leptos::prelude::*;
use model::handover::TagRule;
use model::{MemberId, TagId};
use std::sync::Arc;

/// Tags shown for what was typed.
const SHOWN: usize = 100;

/// What is being typed: pairs of a tag and a successor, and the pair that is not added yet.
#[derive(Clone, Copy)]
pub struct TagRules {
    pairs: RwSignal<Vec<(Choice, Choice)>>,
    tag: RwSignal<Option<Choice>>,
    to: RwSignal<Option<Choice>>,
}

impl TagRules {
    /// What was saved before; a tag that is gone is left out.
    pub fn of(rules: &[TagRule], known: &Named) -> Self {
        let pair = |rule: &TagRule| {
            let tag = known.tags.iter().find(|one| one.id == rule.tag.0)?;
            let to = known.members.iter().find(|one| one.id == rule.to.0)?;
            Some((tag.clone(), to.clone()))
        };
        Self {
            pairs: RwSignal::new(rules.iter().filter_map(pair).collect()),
            tag: RwSignal::new(None),
            to: RwSignal::new(None),
        }
    }

    /// The rules; a pair that somebody chose and forgot to add counts.
    pub fn get(self) -> Vec<TagRule> {
        let forgotten = self.tag.get().zip(self.to.get());
        let rule = |(tag, to): (Choice, Choice)| TagRule { tag: TagId(tag.id), to: MemberId(to.id) };
        self.pairs.get().into_iter().chain(forgotten).map(rule).collect()
    }

    fn add(self) {
        if let Some(pair) = self.tag.get_untracked().zip(self.to.get_untracked()) {
            self.pairs.update(|pairs| {
                pairs.retain(|(tag, _)| tag.id != pair.0.id);
                pairs.push(pair);
            });
            self.tag.set(None);
            self.to.set(None);
        }
    }
}

/// The pairs, and two fields for another. Belongs into the form.
#[component]
pub fn TagRulesField(
    /// What is being typed.
    rules: TagRules,
    /// Every tag that there is.
    tags: Vec<Choice>,
    /// Finds successors.
    find: Finder,
) -> impl IntoView {
    let find_tag: Finder = Arc::new(move |text: String| {
        let wanted = text.trim().to_lowercase();
        let fits =
            |tag: &&Choice| tag.label.to_lowercase().contains(&wanted) || tag.detail.to_lowercase().contains(&wanted);
        let found: Vec<Choice> = tags.iter().filter(fits).take(SHOWN).cloned().collect();
        Box::pin(async move { Ok(found) })
    });
    let line = move |(tag, to): (Choice, Choice)| {
        let label = fill(words().remove_tag, &[("tag", &tag.label)]);
        let id = tag.id.clone();
        let remove = move || rules.pairs.update(|pairs| pairs.retain(|(tag, _)| tag.id != id));
        view! {
            <li class="line apart">
                <span class="line">{pill(tag.label)} "→" <strong>{to.label}</strong></span>
                <IconButton icon=Icon::Close label on_click=move || remove()/>
            </li>
        }
    };
    let whole = Signal::derive(move || rules.tag.with(Option::is_none) || rules.to.with(Option::is_none));
    view! {
        <div class="stack tight">
            <ul class="handover-tags">
                <For each=move || rules.pairs.get() key=|(tag, to)| (tag.id.clone(), to.id.clone()) children=line/>
            </ul>
            <div class="line handover-tag">
                <Combobox name="tag" label=words().tag value=rules.tag find=find_tag/>
                <Combobox name="tag_to" label=words().goes_to value=rules.to find/>
                <Button icon=Icon::Plus disabled=whole on_click=move || rules.add()>{words().add_tag}</Button>
            </div>
            <p class="faint">{words().tag_rest}</p>
        </div>
    }
}
