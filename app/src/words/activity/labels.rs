//! A word for each value.

use super::ActivityWords;
use model::export::ActivityColumn;

crate::labels! {
    ActivityWords;
    column: ActivityColumn {
        Number => number, At => when, Actor => actor, Channel => origin, Address => address, Verb => verb,
        Subject => subject, Name => name, Before => before, After => after, Hash => hash,
    }
}
