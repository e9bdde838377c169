//! Sentences of the settings page.

mod en;
mod pt_br;
mod zh_cn;

use super::Text;

crate::sentences! {
    /// What the settings page says.
    SettingsWords {
        organisation_name: Text,
        organisation_name_hint: Text,
        renamed_meanwhile: Text,
        take_theirs: Text,
        keep_mine: Text,
        door_number: Text,
        door_number_text: Text,
        door_manage: Text,
        links_manage: Text,
        messages: Text,
        messages_text: Text,
        messages_open: Text,
        interoperability: Text,
        interoperability_text: Text,
        interoperability_open: Text,
        backups: Text,
        backups_text: Text,
        backups_open: Text,
        keys: Text,
        keys_text: Text,
        keys_open: Text,
        webhooks_open: Text,
        senders: Text,
        senders_text: Text,
        connect: Text,
        no_mail: Text,
        no_sms: Text,
        not_used: Text,
        sms: Text,
        texts: Text,
        texts_text: Text,
        text_of: Text,
        sent_by: Text,
        template_invitation: Text,
        template_code: Text,
        template_handover_planned: Text,
        template_handover_done: Text,
        template_handover_received: Text,
        template_auto_sync_failed: Text,
        template_presence_outage: Text,
        subject: Text,
        body: Text,
        text_hint: Text,
        text_preview: Text,
        text_reset: Text,
        text_reset_done: Text,
        personal: Text,
        personal_text: Text,
        roles: Text,
        roles_text: Text,
        roles_open: Text,
        about: Text,
        version: Text,
        organisation_id: Text,
        time_zone: Text,
    }
}
