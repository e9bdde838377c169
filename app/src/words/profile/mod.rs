//! What the page of one's own profile says.

mod en;
mod pt_br;
mod zh_cn;

use super::Text;

crate::sentences! {
    /// What the page of one's own profile says.
    ProfileWords {
        title: Text,
        text: Text,
        name_hint: Text,
        addresses: Text,
        change_address: Text,
        other_address: Text,
        new_address: Text,
        new_address_hint: Text,
        password: Text,
        password_hint: Text,
        send_code: Text,
        code_sent: Text,
        code: Text,
        confirm: Text,
        confirmed: Text,
        // As an agent
        agent_title: Text,
        state_label: Text,
        state_set: Text,
        agent_number: Text,
        agent_nickname: Text,
        skill_groups: Text,
        shifts: Text,
        sign_ins: Text,
        // Password
        password_title: Text,
        current_password: Text,
        new_password: Text,
        new_password_hint: Text,
        change_password: Text,
        password_changed: Text,
    }
}
