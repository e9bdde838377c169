//! What was bought.

use serde_json::{Value, json};

use super::{Call, Endpoint, Outcome};
use crate::ccc::fake::world::World;

/// Milliseconds.
const YEAR: i64 = 365 * 86_400_000;

pub(super) const ENDPOINTS: &[Endpoint] =
    &[Endpoint { name: "DescribeCCCBuyInfoList", fields: &["SdkAppIds"], is_of_application: false, run: list }];

/// Of these applications, or of all that there are: one.
fn list(world: &mut World, call: &Call) -> Outcome {
    let (own, bought) = (world.options.sdk_app_id, world.now() - YEAR / 2);
    let is_wanted = call.ints("SdkAppIds")?.is_none_or(|ids| ids.contains(&own));
    let rows: Vec<Value> = is_wanted
        .then(|| {
            json!({
                "SdkAppId": own,
                "Name": "Fake Contact Center",
                "StaffBuyNum": world.seats,
                "StaffBuyList": [{
                    "Num": world.seats,
                    "BuyTime": bought / 1_000,
                    "EndTime": (bought + YEAR) / 1_000,
                    "SipNum": 0,
                }],
                "PhoneNumBuyList": [],
                "SipBuyNum": 0,
            })
        })
        .into_iter()
        .collect();
    Ok(json!({"TotalCount": rows.len(), "SdkAppIdBuyList": rows, "PackageBuyList": []}))
}
