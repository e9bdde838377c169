//! English.

use super::ProfileWords;

pub const WORDS: ProfileWords = ProfileWords {
    title: "My profile",
    text: "Name, e-mail and phone are yours: no administrator changes them.",
    name_hint: "It changes in all your organisations. Where a connected platform has your name, that one stays.",
    addresses: "E-mail and phone",
    change_address: "Change e-mail or phone",
    other_address: "Use another address",
    new_address: "New e-mail address or phone number",
    new_address_hint: "A code goes there. Nothing changes before you type it here.",
    password: "Your password",
    password_hint: "So that nobody who finds your browser open takes your account away.",
    send_code: "Send the code",
    code_sent: "A code was sent to {address}. It works until {time}.",
    code: "Code",
    confirm: "Confirm",
    confirmed: "The new address is yours.",
    // As an agent
    agent_title: "You as an agent",
    state_label: "How you are",
    state_set: "You are: {state}",
    agent_number: "Agent number",
    agent_nickname: "Nickname",
    skill_groups: "Skill groups",
    shifts: "Shifts",
    sign_ins: "Last sign-ins",
    // Password
    password_title: "Password",
    current_password: "Current password",
    new_password: "New password",
    new_password_hint: "At least 8 characters. Other browsers are signed out.",
    change_password: "Change password",
    password_changed: "The password is changed.",
};
