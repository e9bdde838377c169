//! What the page of webhooks says.

mod en;
mod labels;
mod pt_br;
mod zh_cn;

use super::{Plural, Text};

crate::sentences! {
    /// What the page of webhooks says.
    WebhooksWords {
        title: Text,
        text: Text,
        reference: Text,
        add: Text,
        none_yet: Text,
        none_yet_text: Text,
        url: Text,
        url_hint: Text,
        description: Text,
        switched_on: Text,
        events: Text,
        events_hint: Text,
        every_event: Text,
        all_of: Text,
        no_event: Text,
        edit_title: Text,
        make: Text,
        waiting: Text,
        failed: Text,
        made_by: Text,
        failing: Text,
        off_gone: Text,
        off_failing: Text,
        secret_title: Text,
        secret_text: Text,
        both_sign: Text,
        rotate: Text,
        rotate_text: Text,
        send_test: Text,
        test_sent: Text,
        remove_title: Text,
        remove_consequence: Text,
        remove_back: Text,
        removed: Text,
        log: Text,
        deliveries: Text,
        nothing_sent: Text,
        show_more: Text,
        delivery_waiting: Text,
        delivery_done: Text,
        delivery_failed: Text,
        tries: Text,
        next_try: Text,
        payload: Text,
        answer: Text,
        send_again: Text,
        sent_again: Text,
        since: Text,
        send_failed_again: Text,
        sent_again_n: Plural,
    }
}
