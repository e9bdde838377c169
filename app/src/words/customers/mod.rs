//! What the customer screens say.

mod en;
mod pt_br;
mod zh_cn;

use super::common::CommonWords;
use super::customer_edit::CustomerEditWords;
use super::{Language, Plural, Text};
use model::export::CustomerColumn;

crate::sentences! {
    /// What the customer screens say.
    CustomersWords {
        // List
        note: Text,
        search: Text,
        found: Plural,
        none_yet: Text,
        none_yet_text: Text,
        name: Text,
        company: Text,
        owner: Text,
        owners: Text,
        tag: Text,
        tags: Text,
        kind: Text,
        added: Text,
        export_title: Plural,
        added_from: Text,
        added_until: Text,
        state_live: Text,
        state_ended: Text,
        // Page of one
        gender: Text,
        male: Text,
        female: Text,
        external_id: Text,
        relations: Plural,
        groups: Plural,
        group_people: Plural,
        group_nameless: Text,
        group_owner_left: Text,
        remark: Text,
        description: Text,
        way: Text,
        channel: Text,
        since: Text,
        ended_text: Text,
        one_way_text: Text,
        history: Text,
        // How a contact was made
        way_unknown: Text,
        way_qr: Text,
        way_phone_search: Text,
        way_card: Text,
        way_group: Text,
        way_phonebook: Text,
        way_wechat_contact: Text,
        way_provider: Text,
        way_mail_search: Text,
        way_channels: Text,
        way_calendar: Text,
        way_meeting: Text,
        way_wechat_friend: Text,
        way_hardware: Text,
        way_on_site: Text,
        way_acquisition: Text,
        way_custom: Text,
        way_demand: Text,
        way_presales: Text,
        way_partner: Text,
        way_accepted: Text,
        way_colleague: Text,
        way_assigned: Text,
        way_other: Text,
    }
}

impl CustomersWords {
    /// The title of a column of the file of customers.
    pub const fn column(language: Language, column: CustomerColumn) -> Text {
        let (words, common) = (Self::get(language), CommonWords::get(language));
        match column {
            CustomerColumn::Name => words.name,
            CustomerColumn::Company => words.company,
            CustomerColumn::Position => common.position,
            CustomerColumn::Phone => common.phone,
            CustomerColumn::Email => common.email,
            CustomerColumn::Note => common.note,
            CustomerColumn::Kind => words.kind,
            CustomerColumn::Owners => words.owners,
            CustomerColumn::Tags => words.tags,
            CustomerColumn::Added => words.added,
            CustomerColumn::Contacted => CustomerEditWords::get(language).contact,
            CustomerColumn::Source => common.source,
        }
    }
}
