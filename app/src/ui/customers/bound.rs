//! Pickers whose choices live in the URL.

use crate::ui::kit::Choice;
use crate::ui::load::Loader;
use crate::ui::param::Param;
use leptos::prelude::*;

/// Keeps a picker and a parameter alike. `known` has the choice of the parameter with its name, for pages opened by a link.
pub fn bound(param: Param, known: Loader<Option<Choice>>) -> RwSignal<Option<Choice>> {
    let value = RwSignal::new(None::<Choice>);
    Effect::new(move |_| {
        let wanted = param.get();
        let here = value.with_untracked(|choice| choice.as_ref().map(|c| c.id.clone())).unwrap_or_default();
        if wanted == here {
            return;
        }
        let named = known.get().flatten().filter(|choice| choice.id == wanted);
        if named.is_some() || wanted.is_empty() {
            value.set(named);
        }
    });
    Effect::new(move |first: Option<()>| {
        let chosen = value.with(|choice| choice.as_ref().map(|c| c.id.clone())).unwrap_or_default();
        // At first the picker is empty because nothing was loaded, not because somebody emptied it.
        if first.is_some() && untrack(|| param.get()) != chosen {
            param.set(&chosen);
        }
    });
    value
}

/// As [`bound`], for several: their ids stand in the parameter with commas between. `all` has every choice there is.
pub fn bound_many(param: Param, all: Signal<Vec<Choice>>) -> RwSignal<Vec<Choice>> {
    let value = RwSignal::new(Vec::<Choice>::new());
    let ids = |choices: &[Choice]| choices.iter().map(|choice| choice.id.as_str()).collect::<Vec<_>>().join(",");
    Effect::new(move |_| {
        let wanted = param.get();
        if value.with_untracked(|choices| ids(choices)) == wanted {
            return;
        }
        let all = all.get();
        let named: Vec<Choice> =
            wanted.split(',').filter_map(|id| all.iter().find(|choice| choice.id == id).cloned()).collect();
        if !named.is_empty() || wanted.is_empty() {
            value.set(named);
        }
    });
    Effect::new(move |first: Option<()>| {
        let chosen = value.with(|choices| ids(choices));
        // At first the picker is empty because nothing was loaded, not because somebody emptied it.
        if first.is_some() && untrack(|| param.get()) != chosen {
            param.set(&chosen);
        }
    });
    value
}
