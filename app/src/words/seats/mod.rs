//! What the page of seats says, and what other pages say of seats.

mod en;
mod labels;
mod pt_br;
mod zh_cn;

use super::Text;

crate::sentences! {
    /// What the page of seats says, and what other pages say of seats.
    SeatsWords {
        // The page
        title: Text,
        text: Text,
        seats: Text,
        none_yet: Text,
        none_yet_text: Text,
        search: Text,
        every_edition: Text,
        with_ended: Text,
        // The table
        holder: Text,
        edition: Text,
        since: Text,
        until: Text,
        inherited_from: Text,
        connection: Text,
        inherit: Text,
        lineage: Text,
        open_member: Text,
        // Editions and states
        kind_office: Text,
        kind_service: Text,
        kind_enterprise: Text,
        state_active: Text,
        state_unlisted: Text,
        state_frozen: Text,
        state_ended: Text,
        unlisted_text: Text,
        frozen_text: Text,
        // How many were bought
        totals: Text,
        used_of: Text,
        used: Text,
        total_unknown: Text,
        too_many: Text,
        set_total: Text,
        change_total: Text,
        total_of: Text,
        total: Text,
        total_hint: Text,
        // Lineage
        from_on: Text,
        came_from: Text,
        first_holder: Text,
        reads_everything: Text,
        reads_from: Text,
        reads_summary: Text,
        // Inheriting
        inherit_title: Text,
        departments: Text,
        search_departments: Text,
        no_departments: Text,
        search_people: Text,
        people: Text,
        people_in: Text,
        nobody: Text,
        nobody_inside: Text,
        show_more: Text,
        bar_same: Text,
        bar_not_active: Text,
        bar_has_seat: Text,
        bar_not_there: Text,
        bar_not_serving: Text,
        range: Text,
        range_everything: Text,
        range_everything_text: Text,
        range_from: Text,
        range_from_text: Text,
        range_summary: Text,
        range_summary_text: Text,
        from_date: Text,
        nobody_chosen: Text,
        says_everything: Text,
        says_from: Text,
        says_summary: Text,
        submit: Text,
        // Afterwards
        inherited: Text,
        next: Text,
        step_contacts: Text,
        step_customers: Text,
        step_open: Text,
        undone: Text,
    }
}
