//! Before passwords are reset and agents deleted: what follows, and the way back.

use super::desk::{Asked, Desk, Told, What, in_batches};
use super::words;
use crate::api::agents;
use crate::ui::count;
use crate::ui::deed::deed;
use crate::ui::kit::Confirm;
use crate::words::{Plural, Text, fill};
use leptos::prelude::*;
use model::agent_edit::AgentStep;

/// What a question says.
struct Says {
    one: Text,
    many: &'static Plural,
    consequence: Text,
    way_back: Text,
    confirm: &'static Plural,
}

fn says(what: What) -> Option<(AgentStep, Says)> {
    let words = words();
    match what {
        What::Force => None,
        What::Reset => Some((
            AgentStep::ResetPassword,
            Says {
                one: words.reset_title,
                many: &words.reset_title_n,
                consequence: words.reset_consequence,
                way_back: words.reset_way_back,
                confirm: &words.reset_confirm,
            },
        )),
        What::Delete => Some((
            AgentStep::Delete,
            Says {
                one: words.delete_title,
                many: &words.delete_title_n,
                consequence: words.delete_consequence,
                way_back: words.delete_way_back,
                confirm: &words.delete_confirm,
            },
        )),
    }
}

/// The question. The page has it once.
#[component]
pub fn Ask(desk: Desk) -> impl IntoView {
    let open = RwSignal::new(false);
    let shown = Memo::new(move |_| desk.asked.get().filter(|asked| says(asked.what).is_some()));
    let go = deed(
        |(asked, step): (Asked, AgentStep)| async move {
            let told = in_batches(asked.whom, move |ids| agents::take_steps(ids, step)).await?;
            Ok((step, told))
        },
        move |(step, told): (AgentStep, Told)| {
            open.try_set(false);
            match step {
                AgentStep::Delete => desk.settle_deletion(told),
                _ => desk.settle(told, (words().reset_one, &words().reset_n)),
            }
        },
    );
    // A new question opens it; closed, it is forgotten, so that the same one can be asked again.
    Effect::new(move |_| {
        if shown.with(Option::is_some) {
            go.set_problem(None);
            open.set(true);
        }
    });
    Effect::new(move |was: Option<bool>| {
        let is = open.get();
        if was == Some(true) && !is {
            desk.asked.set(None);
        }
        is
    });
    let confirm = move |asked: Asked| {
        let (step, says) = says(asked.what)?;
        let (title, counts) = match &asked.one {
            Some(row) => {
                (fill(says.one, &[("name", &row.name)]), [row.name.as_str(), &row.number, &row.email].join(" · "))
            }
            None => (count(says.many, asked.amount), count(&words().agents_n, asked.amount)),
        };
        let label = count(says.confirm, asked.amount);
        Some(view! {
            <Confirm
                open
                title
                counts
                consequence=says.consequence
                way_back=says.way_back
                confirm=label
                harmless=step == AgentStep::ResetPassword
                busy=go.busy()
                problem=go.problem()
                on_confirm=move |()| go.go((asked.clone(), step))
            />
        })
    };
    move || shown.get().and_then(confirm)
}
