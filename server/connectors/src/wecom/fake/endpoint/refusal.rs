//! Refusals in the platform's words [D 90313].

/// A code and the text before ", hint: …".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Refusal {
    pub(in super::super) code: i64,
    pub(in super::super) text: String,
}

impl Refusal {
    pub(in super::super) fn new(code: i64) -> Self {
        Self { code, text: text(code).to_owned() }
    }
}

fn text(code: i64) -> &'static str {
    match code {
        -1 => "system error",
        10_005 => "invalid sdkfileid",
        10_010 => "data expired",
        40001 => "invalid credential",
        40003 => "invalid userid",
        40013 => "invalid corpid",
        40014 => "invalid access_token",
        40031 => "invalid userid list",
        40032 => "invalid userid list size",
        40058 => "invalid Request Parameter",
        40066 => "invalid party list",
        40068 => "invalid tagid",
        40071 => "tag name already exists",
        40096 => "invalid external userid",
        41001 => "access_token missing",
        41002 => "corpid missing",
        41004 => "corpsecret missing",
        42001 => "access_token expired",
        45009 => "api freq out of limit",
        45033 => "api concurrent out of limit",
        48002 => "api forbidden",
        48009 => "contact sync assistant has no permission to read contact detail",
        50100 => "invalid cursor",
        60001 => "department name length exceeds limit",
        60003 => "department not found",
        60004 => "parent department not found",
        60005 => "department contains user",
        60006 => "department contains sub-department",
        60007 => "root department cannot be deleted",
        60008 => "department existed",
        60009 => "department name contains illegal character",
        60010 => "department parentid causes a circle",
        60011 => "no privilege to access/modify contact/party/agent",
        60020 => "not allow to access from your ip",
        60102 => "userid existed",
        60103 => "invalid mobile",
        60104 => "mobile existed",
        60105 => "invalid email",
        60106 => "email existed",
        60111 => "userid not found",
        60112 => "invalid name",
        60129 => "mobile and email are both empty",
        60132 => "is_leader_in_dept and department not match",
        60144 => "biz_mail can not be changed",
        60268 => "invalid cursor",
        81001 => "party or user exceeds limit",
        81002 => "department level exceeds limit",
        84061 => "not external contact",
        92002 => "roomid not belong to corp",
        301_005 => "not allow to delete creator",
        301_012 => "invalid position",
        301_036 => "userid can not be changed",
        301_052 => "contract is over time",
        301_053 => "msgaudit is not opened",
        301_058 => "response is too large",
        301_059 => "roomid is not an internal group",
        301_060 => "info size exceeds limit",
        301_061 => "invalid user",
        301_111 => "sdk version is too low",
        701_008 => "no user has a valid interface license",
        _ => "invalid parameter",
    }
}
