//! The platforms themselves, played over HTTP.

use super::{ANA, Desk};
use connectors::cxone::fake as cxone;
use connectors::ringcentral::fake as ringcentral;
use serde_json::json;

