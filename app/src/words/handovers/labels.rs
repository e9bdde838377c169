//! A word for each value of hand-overs. Exhaustive: a new value fails the build until it has its words here.

use super::HandoverWords;
use crate::words::Plural;
use model::handover::{Bar, Handing, HandoverKind, HandoverState, ItemKind, ItemState, Split};

crate::labels! {
    HandoverWords;
    kind_tab: HandoverKind { Leaving => tab_leaving, OnJob => tab_on_job }
    kind_start: HandoverKind { Leaving => start_leaving, OnJob => start_on_job }
    kind_none: HandoverKind { Leaving => none_leaving, OnJob => none_on_job }
    kind_none_text: HandoverKind { Leaving => none_leaving_text, OnJob => none_on_job_text }
    state: HandoverState {
        Draft => state_draft, Proposed => state_proposed, Scheduled => state_scheduled, Running => state_running,
        Done => state_done, Undone => state_undone, Cancelled => state_cancelled,
    }
    one: ItemKind {
        Customer => one_customer, Group => one_group, Seat => one_seat, Licence => one_licence, Department => one_department, Report => one_report,
        Invitation => one_invitation, ApiKey => one_api_key, Mapping => one_mapping, Agent => one_agent, Membership => one_membership,
    }
    several: ItemKind {
        Customer => several_customer, Group => several_group, Seat => several_seat, Licence => several_licence, Department => several_department, Report => several_report,
        Invitation => several_invitation, ApiKey => several_api_key, Mapping => several_mapping, Agent => several_agent, Membership => several_membership,
    }
    let_go: ItemKind {
        Customer => left_customer, Group => left_group, Seat => left_seat, Licence => left_licence, Department => left_department, Report => left_report,
        Invitation => left_invitation, ApiKey => left_api_key, Mapping => left_mapping, Agent => left_agent, Membership => left_membership,
    }
    item: ItemState {
        Planned => item_planned, Queued => item_queued, Sent => item_sent, Waiting => item_waiting, Done => item_done,
        Refused => item_refused, Full => item_full, Limit => item_limit, Failed => item_failed, Undone => item_undone,
        Left => item_left,
    }
    bar: Bar {
        TwiceIn90Days => bar_twice, UnderWay => bar_under_way, LeftLongAgo => bar_left_long_ago,
        LeaverNotThere => bar_leaver_not_there, SuccessorNotThere => bar_successor_not_there,
        SuccessorGone => bar_successor_gone, GroupsADay => bar_groups_a_day,
        LicenceRests => bar_licence_rests, ConfirmThere => bar_confirm_there, SuccessorFull => bar_successor_full,
        SuccessorHasOne => bar_successor_has_one, SuccessorNotFit => bar_successor_not_fit, Inactive => bar_inactive,
        OutOfSight => bar_out_of_sight, NotHis => bar_not_his, Gone => bar_gone,
        PlatformSaidNo => bar_platform_said_no, Changed => bar_changed,
    }
    handing: Handing {
        Here => handing_here, Platform => handing_platform, PlatformForGood => handing_for_good,
    }
    split: Split {
        Evenly => split_evenly, Department => split_department, Tag => split_tag, LastContact => split_last_contact,
        Load => split_load,
    }
    split_text: Split {
        Evenly => split_evenly_text, Department => split_department_text, Tag => split_tag_text,
        LastContact => split_last_contact_text, Load => split_load_text,
    }
}

impl HandoverWords {
    /// So many of a kind: `3 customers`.
    pub const fn counted(&self, kind: ItemKind) -> &Plural {
        match kind {
            ItemKind::Customer => &self.n_customer,
            ItemKind::Group => &self.n_group,
            ItemKind::Seat => &self.n_seat,
            ItemKind::Licence => &self.n_licence,
            ItemKind::Department => &self.n_department,
            ItemKind::Report => &self.n_report,
            ItemKind::Invitation => &self.n_invitation,
            ItemKind::ApiKey => &self.n_api_key,
            ItemKind::Mapping => &self.n_mapping,
            ItemKind::Agent => &self.n_agent,
            ItemKind::Membership => &self.n_membership,
        }
    }

    /// That so many of a kind go to `{to}`; `None` for what nobody takes over.
    pub const fn goes(&self, kind: ItemKind) -> Option<&Plural> {
        Some(match kind {
            ItemKind::Customer => &self.goes_customer,
            ItemKind::Group => &self.goes_group,
            ItemKind::Seat => &self.goes_seat,
            ItemKind::Licence => &self.goes_licence,
            ItemKind::Department => &self.goes_department,
            ItemKind::Report => &self.goes_report,
            ItemKind::Invitation => &self.goes_invitation,
            ItemKind::ApiKey => &self.goes_api_key,
            ItemKind::Mapping => &self.goes_mapping,
            ItemKind::Agent => &self.goes_agent,
            ItemKind::Membership => return None,
        })
    }

    /// What becomes of so many of a kind that nobody takes over from `{from}`.
    pub const fn stays(&self, kind: ItemKind) -> &Plural {
        match kind {
            ItemKind::Customer => &self.stays_customer,
            ItemKind::Group => &self.stays_group,
            ItemKind::Seat => &self.stays_seat,
            ItemKind::Licence => &self.stays_licence,
            ItemKind::Department => &self.stays_department,
            ItemKind::Report => &self.stays_report,
            ItemKind::Invitation => &self.stays_invitation,
            ItemKind::ApiKey => &self.stays_api_key,
            ItemKind::Mapping => &self.stays_mapping,
            ItemKind::Agent => &self.stays_agent,
            ItemKind::Membership => &self.stays_membership,
        }
    }

    /// How so many things go over, and whether they come back.
    pub const fn way(&self, way: Handing) -> &Plural {
        match way {
            Handing::Here => &self.way_here,
            Handing::Platform => &self.way_platform,
            Handing::PlatformForGood => &self.way_for_good,
        }
    }
}
