//! Everything that is held about the person, as a file and as a page.

use super::words;
use crate::api::privacy;
use crate::ui::deed::deed_in_place;
use crate::ui::format;
use crate::ui::kit::{Button, Icon, Section, Spinner};
use crate::ui::live::touch;
use crate::words::fill;
use leptos::prelude::*;
use model::PrivacyRequestId;
use model::privacy::{Dossier, PrivacyDetail};
use model::run::RunState;

/// The section; nothing for somebody of whom there is no record.
#[component]
pub fn DossierPart(detail: PrivacyDetail) -> impl IntoView {
    let request = detail.request;
    let known = !request.erased && (request.customer.is_some() || request.member.is_some());
    let busy = detail.dossiers.iter().any(|one| !one.state.is_over());
    let gather =
        deed_in_place(|id: PrivacyRequestId| privacy::start_dossier(id), |_: Vec<Dossier>| touch(&["privacy", "runs"]));
    let id = request.id;
    let list = detail.dossiers.into_iter().map(line).collect_view();
    known.then(|| {
        view! {
            <Section title=words().held description=words().held_text>
                <ul class="impact">{list}</ul>
                <div class="line">
                    <Button
                        small=true
                        icon=Icon::Download
                        busy=Signal::derive(move || busy || gather.busy().get())
                        on_click=move || gather.go(id.clone())
                    >
                        {words().gather}
                    </Button>
                </div>
            </Section>
        }
    })
}

fn line(dossier: Dossier) -> impl IntoView {
    let until = fill(words().kept_until, &[("time", &format::date_time(dossier.kept_until))]);
    let inside = match dossier.state {
        RunState::Done if dossier.own => {
            let (page, file) = (format!("/dossiers/{}", dossier.id), format!("/dossiers/{}/file.json", dossier.id));
            view! {
                <a class="button small" href=page rel="external" target="_blank">{words().read}</a>
                <a class="button small" href=file rel="external" download="">{words().download}</a>
            }
            .into_any()
        }
        RunState::Done => view! { <span class="soft">{words().of_another}</span> }.into_any(),
        RunState::Failed | RunState::Cancelled => {
            view! { <span class="soft">{words().gather_failed}</span> }.into_any()
        }
        _ => view! { <span class="line" role="status"><Spinner/> {words().gathering}</span> }.into_any(),
    };
    view! {
        <li class="line apart">
            <span class="two-lines">
                {format::date_time(dossier.created_at)} <small>{until}</small>
            </span>
            <span class="line">{inside}</span>
        </li>
    }
}
