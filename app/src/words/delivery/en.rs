//! English.

use super::DeliveryWords;

pub const WORDS: DeliveryWords = DeliveryWords {
    // States
    queued: "Waits to be sent",
    sending: "Being sent",
    sent: "Sent",
    state_refused: "Not delivered",
    unclear: "Perhaps sent",
    cancelled: "Not sent, no longer wanted",
    none: "No message",
    next_try: "Next try: {time}",
    // Reasons
    no_connection_email: "No mail server is connected.",
    no_connection_sms: "No SMS gateway is connected.",
    no_such_mailbox: "There is no such mailbox.",
    bad_number: "There is no such number.",
    rejected: "The other side does not take it.",
    opted_out: "The person does not want messages.",
    too_large: "It is too large.",
    too_often: "Too many messages to this person.",
    later: "The other side asked to try later.",
    unreachable: "The server could not be reached.",
    not_encrypted: "The server offers no encryption.",
    private_address: "The server is in a private network.",
    wrong_credentials: "The credentials of the connection are refused.",
    address_not_trusted: "This server is not trusted there.",
    not_approved: "The sender, signature or template is not approved.",
    not_paid: "The account of the connection has no money.",
    over: "It was too late.",
    other: "The answer was: {detail}",
    // Inviting
    fine: "New: an invitation goes out",
    malformed: "No e-mail address and no phone number",
    repeated: "Twice in this list",
    member: "Is a member already",
    suspended: "Is a member, suspended at present",
    waiting: "Has joined and waits for approval",
    invited: "Was invited already",
    refused: "Was refused earlier; no new invitation is needed",
    blocked: "Is blocked from joining",
    removed: "Was removed earlier; no new invitation is needed",
    other_person: "This address belonged to somebody else who was removed",
    unknown: "Not among your contacts",
    // Ways out
    see_waiting: "See the request",
    send_again: "Send again",
    reexamine: "Re-examine",
    is_same: "It is the same person",
    change_address: "Use another address",
    other_person_text: "Use another mailbox, as in {example}. Restoring would show this person the former one’s data.",
};
