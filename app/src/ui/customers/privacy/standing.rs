//! Where the person of a request is, and what can be done there.

use super::words;
use crate::ui::customers::deletion::{DeleteDialog, Deleting, Whom};
use crate::ui::kit::{Button, ButtonKind, Icon, LinkButton, Section};
use crate::ui::live::touch;
use crate::ui::{format, may, route};
use crate::words::fill;
use leptos::prelude::*;
use model::deletion::LegalBasis;
use model::permission::Permission;
use model::privacy::{PersonPlace, PrivacyDetail, PrivacyLaw, RequestKind, RequestState};

/// The section.
#[component]
pub fn StandingPart(detail: PrivacyDetail) -> impl IntoView {
    let deleting = Deleting::new(|| touch(&["privacy"]));
    let (request, standing) = (detail.request, detail.standing);
    let said = match standing.place {
        PersonPlace::Here => words().here.to_owned(),
        PersonPlace::Bin => {
            let date = standing.erase_at.map(format::date).unwrap_or_default();
            fill(words().in_bin, &[("date", &date)])
        }
        PersonPlace::Erased => words().erased.to_owned(),
        PersonPlace::Nowhere => words().nowhere.to_owned(),
    };
    let here = standing.place == PersonPlace::Here;
    let record = match (&request.customer, &request.member) {
        (Some(id), _) if here => Some(route::customer(id)),
        (_, Some(id)) => Some(route::member(id)),
        _ => None,
    };
    let record = record.map(|href| {
        view! { <LinkButton small=true href icon=Icon::Eye>{words().open_record}</LinkButton> }
    });
    let bin = (standing.place == PersonPlace::Bin).then(|| {
        view! { <LinkButton small=true href=route::BIN icon=Icon::Trash>{words().show_bin}</LinkButton> }
    });
    let certificate = standing.certificate.map(|id| {
        let href = format!("/certificates/{id}");
        // A page of the server, not of the console.
        view! { <a class="button small" href=href rel="external" target="_blank">{words().certificate}</a> }
    });
    let waits = standing.waits.map(|set| {
        view! {
            <p class="line soft">
                {words().waits} " "
                <LinkButton small=true href=route::change_set(&set)>{words().show_set}</LinkButton>
            </p>
        }
    });
    let erases = request.kind == RequestKind::Erasure && request.state == RequestState::Open;
    let delete = request.customer.clone().filter(|_| erases && here && may(Permission::CustomersDelete)).map(|id| {
        let basis = basis(request.law);
        let ask = move || deleting.ask_on(Whom::These(vec![id.clone()]), basis);
        view! { <Button kind=ButtonKind::Danger small=true icon=Icon::Trash on_click=ask>{words().delete}</Button> }
    });
    let member = (erases && request.member.is_some()).then(|| view! { <p class="soft">{words().member_erase}</p> });
    let rectify = (request.kind == RequestKind::Rectification && here)
        .then(|| view! { <p class="soft">{words().rectify_text}</p> });
    view! {
        <Section title=words().where_is>
            <p>{said}</p>
            {rectify}
            {member}
            {waits}
            <div class="line">{record} {bin} {certificate} {delete}</div>
        </Section>
        <DeleteDialog deleting/>
    }
}

/// What a deletion rests on that somebody asked for.
const fn basis(law: PrivacyLaw) -> LegalBasis {
    match law {
        PrivacyLaw::Pipl => LegalBasis::PiplConsent,
        PrivacyLaw::Gdpr => LegalBasis::GdprConsent,
        PrivacyLaw::Lgpd => LegalBasis::LgpdConsent,
        PrivacyLaw::Other => LegalBasis::Other,
    }
}
