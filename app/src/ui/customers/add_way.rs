//! How a contact was made: WeCom's numbers in words.

use super::words;
use crate::words::fill;

/// The word for a number (`add_way` of document 92114).
pub fn add_way(number: i64) -> String {
    let words = words();
    match number {
        0 => words.way_unknown,
        1 => words.way_qr,
        2 => words.way_phone_search,
        3 => words.way_card,
        4 => words.way_group,
        5 => words.way_phonebook,
        6 => words.way_wechat_contact,
        8 => words.way_provider,
        9 => words.way_mail_search,
        10 => words.way_channels,
        11 => words.way_calendar,
        12 => words.way_meeting,
        13 => words.way_wechat_friend,
        14 => words.way_hardware,
        15 => words.way_on_site,
        16 => words.way_acquisition,
        17 => words.way_custom,
        18 => words.way_demand,
        21 => words.way_presales,
        22 => words.way_partner,
        24 => words.way_accepted,
        201 => words.way_colleague,
        202 => words.way_assigned,
        other => return fill(words.way_other, &[("n", &other.to_string())]),
    }
    .to_owned()
}
