//! English.

use super::SettingsWords;

pub const WORDS: SettingsWords = SettingsWords {
    organisation_name: "Name of the organisation",
    organisation_name_hint: "The top department has the same name.",
    renamed_meanwhile: "Someone else saved the name “{name}” meanwhile.",
    take_theirs: "Use that name",
    keep_mine: "Keep what I typed",
    door_number: "Door number",
    door_number_text: "Anyone may type it to ask to join. Links, QR codes and posters are under Joining.",
    door_manage: "Change or switch off",
    links_manage: "Links in force",
    personal: "For you alone",
    personal_text: "Language and appearance change for you, in all your organisations.",
    roles: "What each role may do",
    roles_text: "Roles are fixed. A member gets another role under Members.",
    right: "Right",
    about: "About",
    version: "Version",
    organisation_id: "ID of the organisation",
    time_zone: "Your time zone",
};
