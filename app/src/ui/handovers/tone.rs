//! What a state means.

use crate::ui::kit::Tone;
use model::handover::{Handing, HandoverState, ItemState};

/// Of a hand-over.
pub const fn of_handover(state: HandoverState) -> Tone {
    match state {
        HandoverState::Proposed => Tone::Warning,
        HandoverState::Scheduled | HandoverState::Running => Tone::Info,
        HandoverState::Done => Tone::Good,
        HandoverState::Draft | HandoverState::Undone | HandoverState::Cancelled => Tone::Neutral,
    }
}

/// Of one thing.
pub const fn of_item(state: ItemState) -> Tone {
    match state {
        ItemState::Queued | ItemState::Sent | ItemState::Waiting => Tone::Info,
        ItemState::Done => Tone::Good,
        ItemState::Limit => Tone::Warning,
        ItemState::Refused | ItemState::Full | ItemState::Failed => Tone::Bad,
        ItemState::Planned | ItemState::Undone | ItemState::Left => Tone::Neutral,
    }
}

/// Of the way back.
pub const fn of_handing(handing: Handing) -> Tone {
    match handing {
        Handing::Here => Tone::Good,
        Handing::Platform => Tone::Info,
        Handing::PlatformForGood => Tone::Warning,
    }
}
