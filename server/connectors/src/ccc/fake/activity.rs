//! What an agent is doing, and for how long he did what today. Times are Unix milliseconds.

/// In the platform's words.
pub(super) const STATUSES: [&str; 6] = ["free", "busy", "afterCallWork", "notReady", "rest", "offline"];

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Activity {
    /// One of [`STATUSES`].
    pub(super) status: &'static str,
    /// Of rest or not ready.
    pub(super) reason: String,
    pub(super) since: i64,
    /// 0 of somebody who never was online.
    pub(super) online_since: i64,
    /// `in` or `out`.
    pub(super) direct: &'static str,
    /// What he wants to do when the conversation ends, with a reason.
    pub(super) reserved: Option<(&'static str, String)>,
    /// Milliseconds in each status before this one, in the order of [`STATUSES`].
    spent: [i64; 6],
}

impl Activity {
    pub(super) fn new(now: i64) -> Self {
        Self {
            status: "offline",
            reason: String::new(),
            since: now,
            online_since: 0,
            direct: "in",
            reserved: None,
            spent: [0; 6],
        }
    }

    pub(super) fn is_online(&self) -> bool {
        self.status != "offline"
    }

    pub(super) fn is_busy(&self) -> bool {
        self.status == "busy"
    }

    /// Sessions begin not ready.
    pub(super) fn log_in(&mut self, now: i64) {
        if !self.is_online() {
            self.online_since = now;
        }
        self.turn(now, "notReady", "");
    }

    pub(super) fn log_out(&mut self, now: i64) {
        self.turn(now, "offline", "");
    }

    pub(super) fn begin_call(&mut self, now: i64, outbound: bool) {
        self.turn(now, "busy", "");
        self.direct = if outbound { "out" } else { "in" };
    }

    /// What he wanted meanwhile, else the work afterwards, else free.
    pub(super) fn end_call(&mut self, now: i64, after_work: bool) {
        match self.reserved.take() {
            Some((status, reason)) => self.turn(now, status, &reason),
            None => self.turn(now, if after_work { "afterCallWork" } else { "free" }, ""),
        }
    }

    pub(super) fn turn(&mut self, now: i64, status: &'static str, reason: &str) {
        if let Some(place) = place(self.status) {
            self.spent[place] += now - self.since;
        }
        self.status = status;
        reason.clone_into(&mut self.reason);
        self.since = now;
        self.reserved = None;
    }

    /// Seconds in a status until now.
    pub(super) fn spent(&self, status: &str, now: i64) -> i64 {
        let before = place(status).map_or(0, |place| self.spent[place]);
        let running = if self.status == status { now - self.since } else { 0 };
        (before + running) / 1_000
    }

    /// Seconds in any status but offline until now.
    pub(super) fn online(&self, now: i64) -> i64 {
        STATUSES.iter().filter(|status| **status != "offline").map(|status| self.spent(status, now)).sum()
    }
}

/// A status by its word.
pub(super) fn known(status: &str) -> Option<&'static str> {
    STATUSES.into_iter().find(|known| *known == status)
}

fn place(status: &str) -> Option<usize> {
    STATUSES.iter().position(|known| *known == status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_counted_where_it_was_spent() {
        let mut activity = Activity::new(0);
        activity.log_in(10_000);
        activity.begin_call(20_000, false);
        activity.reserved = Some(("rest", "lunch".to_owned()));
        activity.end_call(50_000, true);
        assert_eq!((activity.status, activity.reason.as_str()), ("rest", "lunch"));
        let spent = ["notReady", "busy", "rest", "free"].map(|status| activity.spent(status, 60_000));
        assert_eq!((spent, activity.online(60_000)), ([10, 30, 10, 0], 50));
    }
}
