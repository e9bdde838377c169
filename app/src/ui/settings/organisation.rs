//! The organisation's name.

use super::words;
use crate::api::organisation;
use crate::ui::deed::deed;
use crate::ui::kit::{Banner, BannerKind, Button, Form, FormActions, Section, TextField, toast};
use crate::ui::live::{touch, use_hint};
use crate::ui::load::load_one;
use crate::ui::{session, w};
use crate::words::fill;
use leptos::prelude::*;
use model::limits;
use model::organisation::{Me, Organisation};

/// Renames it. What somebody else saved meanwhile is shown, never overwritten unseen.
#[component]
pub fn OrganisationName() -> impl IntoView {
    let begun = untrack(session::me).organisation;
    let name = RwSignal::new(begun.name.clone());
    let seen = RwSignal::new(begun);
    let changed = use_hint(&["organisation"]);
    let now = load_one(move || ((), changed.get()), |()| organisation::me());
    // Another's name, saved while this one was being typed.
    let theirs = RwSignal::new(None::<Organisation>);
    Effect::new(move |_| {
        let Some(there) = now.with(|me| me.organisation.clone()) else { return };
        let known = seen.get_untracked();
        if there.revision < known.revision {
            return;
        }
        let typing = name.with_untracked(|name| *name != known.name);
        if there.name != known.name && typing {
            theirs.set(Some(there));
        } else {
            if !typing {
                name.set(there.name.clone());
            }
            theirs.set(None);
            follow(there, seen);
        }
    });
    let save = deed(
        move |()| organisation::rename_organisation(name.get_untracked(), seen.with_untracked(|seen| seen.revision)),
        move |there: Organisation| {
            toast::done(w().common.saved);
            name.set(there.name.clone());
            theirs.set(None);
            follow(there, seen);
            touch(&["organisation", "departments"]);
        },
    );
    // Stale: ask for what is there, so that it can be shown.
    Effect::new(move |_| {
        if save.problem().with(|problem| problem.as_ref().is_some_and(|problem| problem.code == model::Code::Stale)) {
            now.reload();
        }
    });
    let unchanged = Signal::derive(move || name.with(|name| seen.with(|seen| *name == seen.name)));
    view! {
        <Section title=w().common.organisation>
            <div class="card settings-narrow">
                {move || theirs.get().map(|there| meanwhile(there, name, seen, theirs, move || save.set_problem(None)))}
                <Form on_submit=move || save.go(()) problem=save.problem()>
                    <TextField
                        name="name"
                        label=words().organisation_name
                        hint=words().organisation_name_hint
                        value=name
                        autocomplete="organization"
                        max=limits::NAME
                        required=true
                    />
                    <FormActions label=w().common.save busy=save.busy() disabled=unchanged/>
                </Form>
            </div>
        </Section>
    }
}

fn follow(there: Organisation, seen: RwSignal<Organisation>) {
    if untrack(session::me).organisation != there {
        let renamed = there.clone();
        session::update(move |me: &mut Me| {
            for (id, name) in &mut me.organisations {
                if *id == renamed.id {
                    name.clone_from(&renamed.name);
                }
            }
            me.organisation = renamed;
        });
    }
    seen.set(there);
}

fn meanwhile(
    there: Organisation,
    name: RwSignal<String>,
    seen: RwSignal<Organisation>,
    theirs: RwSignal<Option<Organisation>>,
    forget: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let said = fill(words().renamed_meanwhile, &[("name", &there.name)]);
    let there = StoredValue::new(there);
    let keep = move || {
        forget();
        follow(there.get_value(), seen);
        theirs.set(None);
    };
    let take = move || {
        name.set(there.with_value(|there| there.name.clone()));
        keep();
    };
    view! {
        <Banner kind=BannerKind::Warning>
            <p>{said}</p>
            <div class="line">
                <Button small=true on_click=take>{words().take_theirs}</Button>
                <Button small=true on_click=keep>{words().keep_mine}</Button>
            </div>
        </Banner>
    }
}
