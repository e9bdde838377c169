//! What happens by itself when its time comes: customers and groups go over.

use super::{
    population::{CREATOR, Note},
    transfers::{End, Transfer},
    world::World,
};

/// The platform's number for an acquaintance an administrator arranged [D 92114].
const ASSIGNED: i64 = 202;

impl World {
    /// Ends every transfer whose time has come. Made before each call and after each move of the clock.
    pub(super) fn settle(&mut self) {
        let now = self.now();
        for index in self.transfers.due(now) {
            self.take_over_customer(index, None);
        }
        for index in self.group_transfers.due(now) {
            self.take_over_group(index);
        }
    }

    /// A waiting transfer of a customer ends well, if it still can. `at` is its due time when `None`.
    pub(super) fn take_over_customer(&mut self, index: usize, at: Option<i64>) {
        let Some(transfer) = self.transfers.get(index) else { return };
        let Transfer { subject: customer, handover, takeover, resigned, due, .. } = transfer;
        let at = at.unwrap_or(due);
        if !self.members.is_here(takeover) || !self.customers.follows(handover, customer) {
            self.transfers.end(index, End::Void, at);
            return;
        }
        let known = self.customers.follows(takeover, customer);
        if !known && self.is_full(takeover) {
            self.transfers.end(index, End::Full, at);
            self.fire_failure(takeover, customer, "customer_limit_exceed");
            return;
        }
        let silent = known || self.transfers.gave_away(takeover, customer);
        self.customers.unlink(handover, customer);
        if !resigned {
            let mut fields = self.relation_fields(handover, customer);
            fields.push(("Source", "DELETE_BY_TRANSFER".to_owned()));
            self.fire("change_external_contact", "del_external_contact", &fields);
        }
        if !known {
            let operator = self.members.name_of(CREATOR).unwrap_or_default();
            let note = Note { created: at, add_way: ASSIGNED, operator, ..Note::default() };
            self.customers.link(takeover, customer, note);
        }
        if !silent {
            let fields = self.relation_fields(takeover, customer);
            self.fire("change_external_contact", "add_external_contact", &fields);
        }
        self.transfers.end(index, End::Done, at);
    }

    /// The customer says no.
    pub(super) fn refuse_transfer(&mut self, index: usize) {
        let Some(Transfer { subject: customer, takeover, .. }) = self.transfers.get(index) else { return };
        self.transfers.end(index, End::Refused, self.now());
        self.fire_failure(takeover, customer, "customer_refused");
    }

    /// Whether a member's contacts hold no more customers.
    pub(super) fn is_full(&self, member: u32) -> bool {
        self.standings.of(member).full || self.customers.of_member(member).len() >= self.options.customer_limit as usize
    }

    pub(super) fn give_group(&mut self, number: u32, new_owner: u32, inherited: bool) {
        let Some(mut group) = self.groups.get(number, &self.customers) else { return };
        group.hand_to(new_owner, self.now());
        group.inherited = inherited;
        self.groups.put(number, group);
        let fields = [("ChatId", self.groups.id(number)), ("UpdateDetail", "change_owner".to_owned())];
        self.fire("change_external_chat", "update", &fields);
    }

    pub(super) fn relation_fields(&self, member: u32, customer: u32) -> Vec<(&'static str, String)> {
        let userid = self.members.name_of(member).unwrap_or_default();
        vec![("UserID", userid), ("ExternalUserID", self.customers.id(customer))]
    }

    fn take_over_group(&mut self, index: usize) {
        let Some(transfer) = self.group_transfers.get(index) else { return };
        let Transfer { subject: number, handover, takeover, resigned, due, .. } = transfer;
        let owner = self.groups.get(number, &self.customers).filter(|group| !group.dissolved).map(|group| group.owner);
        let end = if owner == Some(handover) && self.members.is_here(takeover) {
            self.give_group(number, takeover, resigned);
            End::Done
        } else {
            End::Void
        };
        self.group_transfers.end(index, end, due);
    }

    fn fire_failure(&mut self, takeover: u32, customer: u32, reason: &str) {
        let mut fields = self.relation_fields(takeover, customer);
        fields.push(("FailReason", reason.to_owned()));
        self.fire("change_external_contact", "transfer_fail", &fields);
    }
}
