//! Everything the fake knows.

use std::collections::VecDeque;

use serde_json::{Value, json};

use super::{
    account::{ACCOUNT, Account},
    accounts::Accounts,
    control::{Fault, FaultKind},
    options::FakeOptions,
    rates::Rates,
    subscriptions::{Subscription, time},
    tokens::Tokens,
};
use crate::fake::{Calls, Clock, Faults};

pub(super) struct World {
    pub(super) options: FakeOptions,
    pub(super) tokens: Tokens,
    pub(super) rates: Rates,
    pub(super) accounts: Accounts,
    pub(super) subscriptions: Vec<Subscription>,
    pub(super) subscriptions_made: u64,
    pub(super) calls: Calls,
    pub(super) faults: Faults<FaultKind>,
    /// Waiting to be sent, oldest first.
    pub(super) outbox: VecDeque<Push>,
    /// Whether somebody sends them.
    pub(super) sending: bool,
    /// Whether they wait until somebody lets them go.
    pub(super) holding: bool,
    pub(super) last: Option<Push>,
    pub(super) events_made: u64,
    pub(super) events_delivered: u64,
    pub(super) events_failed: u64,
    clock: Clock,
}

/// One event for one subscription.
#[derive(Debug, Clone)]
pub(super) struct Push {
    pub(super) subscription: String,
    pub(super) address: String,
    pub(super) verification: String,
    pub(super) body: Value,
}

impl World {
    pub(super) fn new(options: FakeOptions) -> Self {
        Self {
            tokens: Tokens::default(),
            rates: Rates::default(),
            accounts: Accounts::new(&options),
            subscriptions: Vec::new(),
            subscriptions_made: 0,
            calls: Calls::default(),
            faults: Faults::default(),
            outbox: VecDeque::new(),
            sending: false,
            holding: false,
            last: None,
            events_made: 0,
            events_delivered: 0,
            events_failed: 0,
            clock: Clock::new(options.start),
            options,
        }
    }

    /// Unix milliseconds.
    pub(super) fn now(&self) -> i64 {
        self.clock.now()
    }

    pub(super) fn advance(&mut self, seconds: i64) {
        self.clock.advance(seconds);
        self.end_subscriptions();
    }

    pub(super) fn set_clock(&mut self, unix: i64) {
        self.clock.set(unix);
        self.end_subscriptions();
    }

    /// Forgets the subscriptions whose time is over.
    pub(super) fn end_subscriptions(&mut self) {
        let now = self.now();
        self.subscriptions.retain(|subscription| now < subscription.ends);
    }

    pub(super) fn add_fault(&mut self, fault: Fault) {
        if fault.kind == FaultKind::KillTokens && fault.path.is_empty() {
            self.tokens.kill_all();
        } else {
            self.faults.add(fault);
        }
    }

    pub(super) fn take_fault(&mut self, name: &str) -> Option<FaultKind> {
        let kind = self.faults.take(name)?;
        if kind == FaultKind::KillTokens {
            self.tokens.kill_all();
        }
        Some(kind)
    }

    /// Changes an extension, and tells of it when its presence is another then.
    pub(super) fn change_presence(&mut self, id: &str, change: impl FnOnce(&mut Account)) -> Option<()> {
        let new_call_handling = self.options.new_call_handling;
        let account = self.accounts.get_mut(id)?;
        let before = account.state.clone();
        change(account);
        if account.state != before {
            account.sequence += 1;
            let body = account.presence_event(new_call_handling);
            self.fire(&format!("/extension/{id}/presence"), body);
        }
        Some(())
    }

    /// Tells that an entry of the directory came (`Create`), changed (`Update`) or went (`Delete`).
    pub(super) fn fire_directory(&mut self, event_type: &str, account: &Account) {
        let id = account.id.to_string();
        let mut contact = account.entry();
        contact["eventType"] = event_type.into();
        self.fire("/directory/entries", json!({"contacts": [contact]}));
        self.fire("/extension", json!({"extensionId": id, "eventType": event_type, "hints": []}));
    }

    fn fire(&mut self, path: &str, body: Value) {
        let path = format!("/restapi/v1.0/account/{ACCOUNT}{path}");
        let told: Vec<Subscription> =
            self.subscriptions.iter().filter(|one| one.status == "Active" && one.wants(&path)).cloned().collect();
        for subscription in told {
            let push = self.push(&subscription, &path, body.clone());
            self.last = Some(push.clone());
            self.outbox.push_back(push);
        }
    }

    /// Puts an event for a subscription into its envelope.
    pub(super) fn push(&mut self, subscription: &Subscription, path: &str, body: Value) -> Push {
        self.events_made += 1;
        let body = json!({
            "uuid": format!("fa4e0000-0000-4000-8000-{:012x}", self.events_made),
            "event": path,
            "timestamp": time(self.now(), self.options.old_times),
            "subscriptionId": subscription.id,
            "ownerId": "300100101",
            "body": body,
        });
        let Subscription { id, address, verification, .. } = subscription.clone();
        Push { subscription: id, address, verification, body }
    }
}
