//! A word for each value of seats.

use super::SeatsWords;
use model::seat::{SeatKind, SeatState, SuccessorBar};

crate::labels! {
    SeatsWords;
    kind: SeatKind { Office => kind_office, Service => kind_service, Enterprise => kind_enterprise }
    state: SeatState {
        Active => state_active, Unlisted => state_unlisted, Frozen => state_frozen, Ended => state_ended,
    }
    bar: SuccessorBar {
        Same => bar_same, NotActive => bar_not_active, HasSeat => bar_has_seat, NotThere => bar_not_there,
        NotServing => bar_not_serving,
    }
}
