//! What inviting people says, wherever one does it.

mod en;
mod pt_br;
mod zh_cn;

use super::{Plural, Text};

crate::sentences! {
    /// What inviting people says, wherever one does it.
    InvitingWords {
        // Where
        title: Text,
        tab_people: Text,
        tab_contacts: Text,
        // The box
        addresses: Text,
        addresses_hint: Text,
        addresses_example: Text,
        people_chosen: Text,
        in_list: Plural,
        in_the_way: Plural,
        chip: Text,
        checking: Text,
        with_name: Text,
        too_many: Text,
        // What is the same for all of them
        department_hint: Text,
        department_needed: Text,
        message_language: Text,
        walk_in: Text,
        admin_approves: Text,
        way_closed: Text,
        no_mail: Text,
        no_sms: Text,
        see_connections: Text,
        send_n: Plural,
        // What became of it
        results: Text,
        result_sent: Text,
        result_not: Text,
        invited_n: Plural,
        not_invited_n: Plural,
        see_all: Text,
        // Ways out
        sent_again: Text,
        waits_again: Text,
        restored: Text,
        restore_title: Text,
        restore_counts: Text,
        restore_consequence: Text,
        restore_back: Text,
        restore_confirm: Text,
        // Contacts
        search_contacts: Text,
        contacts: Text,
        no_contacts: Text,
        no_contacts_text: Text,
        nobody_found: Text,
        invite_n: Plural,
        chosen_n: Plural,
        // One person
        contact: Text,
        contact_hint: Text,
        address: Text,
        name_hint: Text,
    }
}
