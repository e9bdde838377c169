//! The texts: choose one, write it, look at it.

use super::template::TemplateForm;
use super::words;
use crate::api::templates;
use crate::ui::kit::{Choice, Section, Select};
use crate::ui::live::use_hint;
use crate::ui::load::{Loaded, load};
use crate::ui::{language, w};
use leptos::prelude::*;
use model::language::Language;
use model::outbox::{Medium, Template, TemplateText};

/// Which text is looked at.
#[derive(Clone, Copy)]
pub struct Which {
    pub template: RwSignal<String>,
    pub medium: RwSignal<String>,
    pub language: RwSignal<String>,
}

impl Which {
    fn is(self, text: &TemplateText) -> bool {
        self.template.with(|word| word == text.template.word())
            && self.medium.with(|word| word == text.medium.word())
            && self.language.with(|word| word == text.language.word())
    }
}

/// The section.
#[component]
pub fn Templates() -> impl IntoView {
    let which = Which {
        template: RwSignal::new(Template::Invitation.word().to_owned()),
        medium: RwSignal::new(Medium::Email.word().to_owned()),
        language: RwSignal::new(language().word().to_owned()),
    };
    let changed = use_hint(&["templates"]);
    let all = load(move || changed.get(), |_| templates::list());
    let template_choices = vec![
        Choice::new(Template::Invitation.word(), words().template_invitation),
        Choice::new(Template::Code.word(), words().template_code),
        Choice::new(Template::HandoverPlanned.word(), words().template_handover_planned),
        Choice::new(Template::HandoverDone.word(), words().template_handover_done),
        Choice::new(Template::HandoverReceived.word(), words().template_handover_received),
        Choice::new(Template::AutoSyncFailed.word(), words().template_auto_sync_failed),
        Choice::new(Template::PresenceOutage.word(), words().template_presence_outage),
        Choice::new(Template::AgentPassword.word(), words().template_agent_password),
        Choice::new(Template::AgentPasswordReset.word(), words().template_agent_password_reset),
        Choice::new(Template::AgentWelcome.word(), words().template_agent_welcome),
        Choice::new(Template::AgentForcedOffline.word(), words().template_agent_forced_offline),
        Choice::new(Template::AgentResumed.word(), words().template_agent_resumed),
    ];
    let media = vec![Choice::new(Medium::Email.word(), w().common.email), Choice::new(Medium::Sms.word(), words().sms)];
    let languages: Vec<Choice> = Language::ALL.iter().map(|one| Choice::new(one.word(), one.name())).collect();
    view! {
        <Section title=words().texts description=words().texts_text>
            <div class="columns-3">
                <Select name="template" label=words().text_of value=which.template bind=which.template options=Signal::stored(template_choices)/>
                <Select name="medium" label=words().sent_by value=which.medium bind=which.medium options=Signal::stored(media)/>
                <Select name="language" label=w().common.language value=which.language bind=which.language options=Signal::stored(languages)/>
            </div>
            <Loaded from=all let:all>
                {move || {
                    let text = all.with(|all| all.iter().find(|text| which.is(text)).cloned());
                    text.map(|text| view! { <TemplateForm text/> })
                }}
            </Loaded>
        </Section>
    }
}
