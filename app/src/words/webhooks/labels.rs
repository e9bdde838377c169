//! A word for each value.

use super::WebhooksWords;
use model::webhook::DeliveryState;

crate::labels! {
    WebhooksWords;
    delivery_state: DeliveryState {
        Waiting => delivery_waiting, Done => delivery_done, Failed => delivery_failed,
    }
}
