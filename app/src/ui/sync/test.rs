//! *Test*: every credential is tried, and what was found is told in words.

use super::finding::FindingLine;
use super::words;
use crate::api::connections;
use crate::ui::deed::deed_in_place;
use crate::ui::kit::{Button, Icon, Section, Spinner, Time};
use crate::ui::load::Loader;
use crate::ui::{may, w};
use leptos::prelude::*;
use model::connection::{Connection, ConnectionKind, TestStep};
use model::permission::Permission;

/// The button and the findings.
#[component]
pub fn TestPanel(
    /// The connection.
    connection: Signal<Connection>,
    /// Where a new state goes.
    loader: Loader<Option<Connection>>,
) -> impl IntoView {
    let (id, kind) = connection.with_untracked(|c| (c.id.clone(), c.kind));
    let test = deed_in_place(move |()| connections::test(id.clone()), move |now: Connection| loader.set(Some(now)));
    let testing = Memo::new(move |_| connection.with(|c| c.testing));
    let steps = Memo::new(move |_| connection.with(|c| one_each(&c.steps)));
    let tested_at = Memo::new(move |_| connection.with(|c| c.tested_at));
    let busy = Signal::derive(move || testing.get() || test.busy().get());
    let actions = move || {
        may(Permission::ConnectionsWrite).then(|| {
            view! {
                <Button icon=Icon::Play busy on_click=move || test.go(())>{w().common.test}</Button>
            }
        })
    };
    let text = if kind == ConnectionKind::ArchiveFile { words().test_files_text } else { words().test_text };
    let findings = move || {
        let steps = steps.get();
        if steps.is_empty() {
            return view! { <p class="faint">{words().never_tested}</p> }.into_any();
        }
        view! { <ul class="findings">{steps.into_iter().map(|step| view! { <FindingLine kind step/> }).collect_view()}</ul> }
            .into_any()
    };
    view! {
        <Section title=words().test_title description=text actions=actions>
            <div aria-live="polite" class="stack tight">
                <Show when=move || testing.get()>
                    <p class="line"><Spinner/> {words().testing}</p>
                </Show>
                <Show when=move || !testing.get()>{findings}</Show>
                {move || tested_at.get().filter(|_| !testing.get()).map(|at| view! {
                    <p class="faint">{words().tested_at} " " <Time at/></p>
                })}
            </div>
        </Section>
    }
}

/// One line a credential: its steps end with the first fault, so that the last one says how it stands.
fn one_each(steps: &[TestStep]) -> Vec<TestStep> {
    let mut last: Vec<TestStep> = Vec::new();
    for step in steps {
        match last.iter_mut().find(|known| known.setting == step.setting) {
            Some(known) => *known = step.clone(),
            None => last.push(step.clone()),
        }
    }
    last
}
