//! English.

use super::InvitingWords;
use crate::words::Plural;

pub const WORDS: InvitingWords = InvitingWords {
    // Where
    title: "Invite people to {organisation}",
    tab_people: "E-mail and phone",
    tab_contacts: "From contacts",
    // The box
    addresses: "E-mail addresses or phone numbers",
    addresses_hint: "Type or paste as many as you like, separated by commas, spaces or lines.",
    addresses_example: "lin@example.com, +86 138 0013 8000",
    people_chosen: "People to invite",
    in_list: Plural { one: "{n} address", other: "{n} addresses" },
    in_the_way: Plural { one: "{n} cannot be invited like this", other: "{n} cannot be invited like this" },
    chip: "{address}: {verdict}",
    checking: "Being checked",
    with_name: "{verdict} ({name})",
    too_many: "At most {limit} people at once. Take some out and invite them afterwards.",
    // What is the same for all of them
    department_hint: "Optional. Left empty, they come into the top department.",
    department_needed: "Choose one of your departments.",
    message_language: "Language of the message",
    walk_in: "They are in as soon as they sign up.",
    admin_approves: "An administrator approves each of them.",
    way_closed: "Nobody comes in this way: the rules for joining close it.",
    no_mail: "No mail server is connected. Invitations by e-mail wait until there is one; their links can be copied and sent another way.",
    no_sms: "No SMS gateway is connected. Invitations by text message wait until there is one; their links can be copied and sent another way.",
    see_connections: "See what sends messages",
    send_n: Plural { one: "Send {n} invitation", other: "Send {n} invitations" },
    // What became of it
    results: "What became of it",
    result_sent: "Invited",
    result_not: "Not invited",
    invited_n: Plural { one: "{n} person invited.", other: "{n} people invited." },
    not_invited_n: Plural { one: "{n} person not invited.", other: "{n} people not invited." },
    see_all: "See all who are invited",
    // Ways out
    sent_again: "Sent again to {address}.",
    waits_again: "{name} waits for approval again.",
    restored: "{name} is active again.",
    restore_title: "Is {address} still {name}?",
    restore_counts: "1 member: {name}",
    restore_consequence: "{name} becomes active again with the former role, departments and customers. If the address belongs to somebody else by now, that person sees them.",
    restore_back: "Terminate takes it back. If you are not sure, use another address.",
    restore_confirm: "Restore 1 member",
    // Contacts
    search_contacts: "Search your contacts by name",
    contacts: "Contacts",
    no_contacts: "You have no contacts yet",
    no_contacts_text: "Contacts are people of other organisations that you belong to as well.",
    nobody_found: "Nobody has this name.",
    invite_n: Plural { one: "Invite {n} person", other: "Invite {n} people" },
    chosen_n: Plural { one: "{n} chosen", other: "{n} chosen" },
    // One person
    contact: "From contacts",
    contact_hint: "Somebody of another organisation of yours. Otherwise fill in the fields below.",
    address: "E-mail or phone",
    name_hint: "The person can correct it on joining. It helps to recognise somebody who was here before.",
};
