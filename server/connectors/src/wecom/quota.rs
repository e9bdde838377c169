//! How much may be handed over at a time, how often and when. The platform counts on its side and answers a code; these
//! are for those who plan, so that a plan is not refused row by row.

use std::time::Duration;

/// Customers in one `transfer_customer` or `resigned/transfer_customer` [D 92125, 94081].
pub const TRANSFER_BATCH: usize = 100;

/// Characters of the message a customer gets after an on-job transfer [D 92125].
pub const TRANSFER_MESSAGE: usize = 200;

/// A customer who does not refuse belongs to the successor this long after the call [D 92125, 94081].
pub const TAKEOVER_AFTER: Duration = Duration::from_hours(24);

/// On-job transfers of one customer, and of one group, inside [`TRANSFER_WINDOW_DAYS`] [D 92125, 95703]. The rule is
/// not stated for those whose member left.
pub const TRANSFERS_PER_WINDOW: usize = 2;

/// Calendar days in which [`TRANSFERS_PER_WINDOW`] counts [D 92125, 95703].
pub const TRANSFER_WINDOW_DAYS: i64 = 90;

/// Customers and groups of a leaver can be assigned for so many days after he left [D 94081, 92127].
pub const LEAVER_DAYS: i64 = 365;

/// Who hands over and who takes over must have signed in within so many days; a leaver before he left
/// [D 92125, 94081, 92127, 95703].
pub const ACTIVE_DAYS: i64 = 365;

/// Groups in one `groupchat/transfer` or `groupchat/onjob_transfer` [D 92127, 95703].
pub const GROUP_BATCH: usize = 100;

/// Groups of one owner that may be given to new owners in one day [D 92127, 95703].
pub const GROUPS_OF_ONE_OWNER_A_DAY: usize = 300;

/// Owners in the filter of one `groupchat/list` [D 92120].
pub const GROUP_OWNERS: usize = 100;

/// Pairs in one `license/batch_transfer_license` [D 97192].
pub const LICENCE_BATCH: usize = 1_000;

/// A seat moved away from somebody still employed and in sight rests so many days before it moves again; a leaver's does
/// not [D 97192].
pub const LICENCE_REST_DAYS: i64 = 30;

/// Who has a seat of the same kind can take another when his own lasts at most so many days more [D 97192].
pub const LICENCE_REMAINING_DAYS: i64 = 20;

/// The most rows of a page of `transfer_result`, `get_unassigned_list`, `groupchat/list` and `list_actived_account`
/// [D 94088, 92124, 92120, 95544].
pub const PAGE: u32 = 1_000;
