//! What is the same for all who are invited at once, and what will happen to them.

use super::words;
use crate::api::{connections, join_rules};
use crate::ui::kit::{Banner, BannerKind, Choice, DepartmentPicker, Select, TextField};
use crate::ui::live::use_hint;
use crate::ui::load::load;
use crate::ui::role_field::{self, RoleField};
use crate::ui::{language, may, route, session, w};
use leptos::prelude::*;
use model::invitation::Channel;
use model::invite::{Invite, NewPerson};
use model::join_rules::JoinOutcome;
use model::language::Language;
use model::outbox::Medium;
use model::permission::Permission;
use model::role::RoleKey;
use model::{DepartmentId, limits};

/// Where to, as what, and in which language the message is.
#[derive(Clone, Copy)]
pub struct Common {
    /// Into which department.
    pub department: RwSignal<Option<Choice>>,
    position: RwSignal<String>,
    role: RwSignal<String>,
    language: RwSignal<String>,
}

impl Common {
    /// Nothing chosen, and the viewer's language.
    pub fn empty() -> Self {
        Self {
            department: RwSignal::new(None),
            position: RwSignal::new(String::new()),
            role: RwSignal::new(role_field::plain()),
            language: RwSignal::new(language().word().to_owned()),
        }
    }
    /// The request for these people.
    pub fn invite(&self, people: Vec<NewPerson>) -> Invite {
        Invite {
            people,
            department: self.department.get_untracked().map(|choice| DepartmentId::from(choice.id)),
            position: self.position.get_untracked(),
            role: self.role.with_untracked(|key| RoleKey::parse(key)).unwrap_or_default(),
            language: Language::from_word(&self.language.get_untracked()).unwrap_or_else(language),
        }
    }
}

/// The fields, inside of a form.
#[component]
pub fn CommonFields(common: Common) -> impl IntoView {
    let languages: Vec<Choice> = Language::ALL.iter().map(|one| Choice::new(one.word(), one.name())).collect();
    // Where somebody comes in, an admin decides; one who looks after some departments names one of them.
    let places = may(Permission::InvitationsWrite);
    let scoped = untrack(session::me).role.is_scoped();
    let hint = if scoped { words().department_needed } else { words().department_hint };
    let place = places.then(|| {
        view! {
            <DepartmentPicker name="department" label=w().common.department value=common.department hint/>
            <TextField
                name="position"
                label=w().common.position
                value=common.position
                placeholder=w().common.optional
                max=limits::POSITION
            />
            <RoleField value=common.role/>
        }
    });
    view! {
        {place}
        <Select
            name="language"
            label=words().message_language
            value=common.language
            bind=common.language
            options=Signal::stored(languages)
        />
    }
}

/// Whether those who are invited are in at once, by the organisation's own rules.
#[component]
pub fn Promise(
    /// How they are invited.
    channel: Channel,
) -> impl IntoView {
    let changed = use_hint(&["organisation"]);
    let outcome = load(move || changed.get(), move |_| join_rules::outcome(channel));
    let said = move |outcome: JoinOutcome| match outcome {
        JoinOutcome::Joins => view! { <p class="soft">{words().walk_in}</p> }.into_any(),
        JoinOutcome::Waits => view! { <p class="soft">{words().admin_approves}</p> }.into_any(),
        JoinOutcome::Refused => view! { <Banner kind=BannerKind::Warning>{words().way_closed}</Banner> }.into_any(),
    };
    move || outcome.get().map(said)
}

/// That nothing is connected that sends such messages, for those who may see what is.
#[component]
pub fn SenderBanner(
    /// What has to be sent.
    media: Signal<Vec<Medium>>,
) -> impl IntoView {
    let sees = may(Permission::ConnectionsRead);
    let changed = use_hint(&["connections"]);
    let sending = load(
        move || changed.get(),
        move |_| async move {
            if !sees {
                return Ok(Vec::new());
            }
            let all = connections::list().await?;
            Ok(all.into_iter().filter_map(|one| one.kind.sends()).collect::<Vec<_>>())
        },
    );
    let missing = Memo::new(move |_| {
        let wanted = media.get();
        let missing = |there: &Vec<Medium>| wanted.into_iter().filter(|one| !there.contains(one)).collect::<Vec<_>>();
        if sees { sending.with(missing).unwrap_or_default() } else { Vec::new() }
    });
    let banner = |medium: Medium| {
        let text = match medium {
            Medium::Email => words().no_mail,
            Medium::Sms => words().no_sms,
        };
        view! {
            <Banner kind=BannerKind::Warning>{text} " " <a href=route::SENDERS>{words().see_connections}</a></Banner>
        }
    };
    move || missing.get().into_iter().map(banner).collect_view()
}
