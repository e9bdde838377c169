//! Accepted transfers, of customers or of groups, and what became of them.

use std::collections::{BTreeSet, HashMap};

use crate::wecom::quota::TRANSFER_WINDOW_DAYS;

/// One customer or group on its way from one member to another, all by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Transfer {
    pub(super) subject: u32,
    pub(super) handover: u32,
    pub(super) takeover: u32,
    /// Whether it came by the leavers' call.
    pub(super) resigned: bool,
    /// Unix seconds.
    pub(super) accepted: i64,
    /// When it is done by itself.
    pub(super) due: i64,
    pub(super) end: Option<(End, i64)>,
}

/// How a transfer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Done,
    Refused,
    /// The successor's contacts were full.
    Full,
    /// There was nothing left to hand over, or nobody to take it.
    Void,
}

/// All of one kind, oldest first.
#[derive(Default)]
pub(super) struct Transfers {
    log: Vec<Transfer>,
    waiting: BTreeSet<(i64, usize)>,
    by_subject: HashMap<u32, Vec<usize>>,
    a_day: HashMap<(u32, i64), usize>,
}

impl Transfers {
    pub(super) fn accept(&mut self, transfer: Transfer) {
        let index = self.log.len();
        self.waiting.insert((transfer.due, index));
        self.by_subject.entry(transfer.subject).or_default().push(index);
        *self.a_day.entry((transfer.handover, day(transfer.accepted))).or_default() += 1;
        self.log.push(transfer);
    }

    /// How many there ever were.
    pub(super) const fn len(&self) -> usize {
        self.log.len()
    }

    pub(super) fn get(&self, index: usize) -> Option<Transfer> {
        self.log.get(index).copied()
    }

    pub(super) fn end(&mut self, index: usize, end: End, at: i64) {
        if let Some(transfer) = self.log.get_mut(index) {
            self.waiting.remove(&(transfer.due, index));
            transfer.end = Some((end, at));
        }
    }

    /// Those whose time has come, in order.
    pub(super) fn due(&self, now: i64) -> Vec<usize> {
        self.waiting.iter().take_while(|(due, _)| *due <= now).map(|(_, index)| *index).collect()
    }

    /// Waiting ones of a customer or group.
    pub(super) fn waiting_of(&self, subject: u32) -> Vec<usize> {
        let all = self.by_subject.get(&subject).into_iter().flatten().copied();
        all.filter(|index| self.log[*index].end.is_none()).collect()
    }

    pub(super) fn is_waiting(&self, handover: u32, subject: u32) -> bool {
        self.of(subject).any(|transfer| transfer.handover == handover && transfer.end.is_none())
    }

    /// How often a customer or group went from one to another on the job in the last 90 calendar days.
    pub(super) fn recent(&self, subject: u32, now: i64) -> usize {
        self.of(subject)
            .filter(|transfer| !transfer.resigned && day(now) - day(transfer.accepted) < TRANSFER_WINDOW_DAYS)
            .filter(|transfer| matches!(transfer.end, None | Some((End::Done, _))))
            .count()
    }

    /// Whether a member once handed this customer to somebody else.
    pub(super) fn gave_away(&self, member: u32, subject: u32) -> bool {
        self.of(subject).any(|transfer| transfer.handover == member && matches!(transfer.end, Some((End::Done, _))))
    }

    /// How many of one member were accepted today.
    pub(super) fn accepted_today(&self, handover: u32, now: i64) -> usize {
        self.a_day.get(&(handover, day(now))).copied().unwrap_or(0)
    }

    /// The newest of each customer between two members, in the order they were first named.
    pub(super) fn between(&self, handover: u32, takeover: u32, resigned: bool) -> Vec<Transfer> {
        let mut places = HashMap::new();
        let mut found: Vec<Transfer> = Vec::new();
        let fits = |transfer: &&Transfer| {
            (transfer.handover, transfer.takeover, transfer.resigned) == (handover, takeover, resigned)
        };
        for transfer in self.log.iter().filter(fits) {
            match places.get(&transfer.subject) {
                Some(place) => found[*place] = *transfer,
                None => {
                    places.insert(transfer.subject, found.len());
                    found.push(*transfer);
                }
            }
        }
        found
    }

    fn of(&self, subject: u32) -> impl Iterator<Item = &Transfer> {
        self.by_subject.get(&subject).into_iter().flatten().map(|index| &self.log[*index])
    }
}

/// The calendar day of a time, in China, where the platform counts them.
fn day(unix: i64) -> i64 {
    (unix + 8 * 3600).div_euclid(86_400)
}
