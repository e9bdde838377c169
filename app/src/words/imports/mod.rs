//! What imports say: the template, why a file cannot be read, what the check of a row finds.

mod en;
mod labels;
mod pt_br;
mod say;
mod zh_cn;

pub use say::{field, say_file, say_issue};

use super::Text;

crate::sentences! {
    /// What imports say.
    ImportsWords {
        // The template
        template_mark: Text,
        template_sheet: Text,
        manager_email: Text,
        // The file of rejected rows
        rejected_sheet: Text,
        row: Text,
        reason: Text,
        failed_row: Text,
        at: Text,
        // Why a file cannot be read
        file_empty: Text,
        file_not_a_table: Text,
        file_html: Text,
        file_protected: Text,
        file_broken: Text,
        file_too_large: Text,
        file_unpacks: Text,
        file_packed_too_tightly: Text,
        file_too_many_parts: Text,
        file_too_many_rows: Text,
        file_too_many_columns: Text,
        file_cell_too_long: Text,
        file_too_much_text: Text,
        file_quote_never_closes: Text,
        file_unknown_sheet: Text,
        file_too_costly: Text,
        file_no_text: Text,
        // What the check finds
        missing: Text,
        no_address: Text,
        malformed_email: Text,
        malformed_phone: Text,
        rounded_number: Text,
        too_long: Text,
        bad_character: Text,
        formula: Text,
        cell_error: Text,
        date_as_number: Text,
        repeated_email: Text,
        repeated_phone: Text,
        repeated_work_number: Text,
        same_email_here: Text,
        same_phone_here: Text,
        same_work_number_here: Text,
        two_members_here: Text,
        other_name_here: Text,
        member_outside_scope: Text,
        member_left_earlier: Text,
        member_waiting: Text,
        member_refused: Text,
        owned_there: Text,
        department_created: Text,
        department_unknown: Text,
        department_ambiguous: Text,
        department_found: Text,
        department_too_deep: Text,
        department_outside_scope: Text,
        department_bad_name: Text,
        department_needed: Text,
        too_many_departments: Text,
        manager_unknown: Text,
        example: Text,
    }
}
