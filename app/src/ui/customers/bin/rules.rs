//! What the organisation decided about deleting customers.

use super::words;
use crate::api::customers;
use crate::ui::deed::deed;
use crate::ui::kit::{Form, FormActions, TextField, TextKind, toast};
use crate::ui::load::{Loaded, Loader, load};
use crate::ui::w;
use leptos::prelude::*;
use model::deletion::DeletionRules;

/// The tab.
#[component]
pub fn Rules() -> impl IntoView {
    let rules = load(|| (), |()| customers::rules());
    view! {
        <Loaded from=rules let:known>
            <RulesForm rules known/>
        </Loaded>
    }
}

#[component]
fn RulesForm(rules: Loader<DeletionRules>, known: Signal<DeletionRules>) -> impl IntoView {
    let now = known.get_untracked();
    let text = |days: Option<i64>| days.map(|days| days.to_string()).unwrap_or_default();
    let bin_days = RwSignal::new(now.bin_days.to_string());
    let keep_days = RwSignal::new(text(now.keep_days));
    let second_above = RwSignal::new(text(now.second_above));
    let save = deed(customers::save_rules, move |saved: DeletionRules| {
        toast::done(words().rules_saved);
        rules.set(saved);
    });
    let submit = move || {
        let wanted = DeletionRules {
            bin_days: number(&bin_days.get_untracked()).unwrap_or(0),
            keep_days: number(&keep_days.get_untracked()),
            second_above: number(&second_above.get_untracked()),
            revision: known.get_untracked().revision,
        };
        match wanted.check() {
            Ok(wanted) => save.go(wanted),
            Err(problem) => save.set_problem(Some(problem)),
        }
    };
    view! {
        <div class="card narrow">
            <Form on_submit=submit problem=save.problem()>
                <TextField
                    name="bin_days"
                    label=words().bin_days
                    value=bin_days
                    kind=TextKind::Number
                    hint=words().bin_days_hint
                    max=3
                    required=true
                />
                <TextField
                    name="keep_days"
                    label=words().keep_days
                    value=keep_days
                    kind=TextKind::Number
                    hint=words().keep_days_hint
                    max=5
                />
                <TextField
                    name="second_above"
                    label=words().second_above
                    value=second_above
                    kind=TextKind::Number
                    hint=words().second_above_hint
                    max=10
                />
                <FormActions label=w().common.save busy=save.busy()/>
            </Form>
        </div>
    }
}

/// Nothing for an empty field; what is no number is out of range.
fn number(text: &str) -> Option<i64> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.parse().unwrap_or(-1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_field_is_no_rule_and_a_word_is_out_of_range() {
        assert_eq!(number("  "), None);
        assert_eq!(number(" 30 "), Some(30));
        let wrong = DeletionRules { keep_days: number("soon"), ..DeletionRules::default() };
        assert!(wrong.check().is_err());
    }
}
