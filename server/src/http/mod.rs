//! Below the routes: connections, deadlines, sizes, numbers.

pub mod address;
pub mod admit;
pub mod answer;
pub mod body;
pub mod impatient;
pub mod limits;
pub mod listen;
pub mod metrics;
pub mod observe;
