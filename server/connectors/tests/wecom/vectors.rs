use connectors::wecom::callback::{CallbackError, CallbackKey, CallbackQuery, Change, Event, TransferFailure};

const VENDOR: &str = "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==";

fn key(token: &str, aes: &str, receive_id: &str) -> CallbackKey {
    CallbackKey::new(&token.into(), &aes.into(), receive_id).unwrap()
}

fn query(signature: &str, timestamp: &str, nonce: &str, echo: &str) -> CallbackQuery {
    CallbackQuery {
        msg_signature: signature.to_owned(),
        timestamp: timestamp.to_owned(),
        nonce: nonce.to_owned(),
        echostr: Some(echo.to_owned()),
    }
}

/// Vectors of other people's code and of the vendor's page. They must not be weakened: the second and third have keys
/// with bits left over, and pads of 30 and 17, which ordinary libraries refuse.
#[test]
fn go_workwx_vector_opens() {
    let key =
        key("kjr2TKI8umCBfVF3wAHk8JiPwma5VBme", "4Ma3YBrSBbX2aez8MJpXGBne5LSDwgGqHbhM9WPYIws", "ww6a112864f8022910");
    let echo = "6KmUQuPVu7UhjyVqRdbo5SfcRqaHvbUlKSHFvBV2ZuR6TIlKsygcfeSd1GDplg1C5KSKr6UPHCaC/nIX3ZNt9w==";
    let query = query("1ba3cb09c0d2c2b3ed6900d37f91a6efae6cb011", "1583940690", "VHh7ymSeb0jc4lSb", echo);
    assert_eq!(key.open_echo(&query).unwrap(), "94966531020182955848408");
}

#[test]
fn the_vendors_page_opens() {
    let key = key("QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7");
    let query = query("477715d11cdb4164915debcba66cb864d751f3e6", "1409659813", "1372623149", VENDOR);
    let text = key.open_echo(&query).unwrap();
    assert!(text.contains("hello") && text.contains("4561255354251345929") && text.contains("<AgentID>218</AgentID>"));
    let body =
        format!("<xml><ToUserName>wx</ToUserName><AgentID>218</AgentID><Encrypt><![CDATA[{VENDOR}]]></Encrypt></xml>");
    let event = key.open_event(&query, body.as_bytes()).unwrap();
    assert_eq!(event.corp_id, "wx5823bf96d3bd56c7");
}

#[test]
fn a_pad_of_seventeen_opens_and_is_made_again() {
    let key = key("FactSheetToken01", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "ww0123456789abcdef");
    let echo = "Q3stYC6hdFzMh9T8HCvyDEUU9G7euy4NaeYCIlW27s94JljtrXRDar18Re4zqBYZd4pTjkS6MiH0BmNP99ZrRg==";
    let query = query("5a29d0e7d79056ac51dc7c8715606e945beeaa9d", "1700000000", "8675309", echo);
    assert_eq!(key.open_echo(&query).unwrap(), "echo-2026");
    assert_eq!(key.encrypt(b"echo-2026", *b"0123456789abcdef"), echo);
    assert_eq!(key.sign("1700000000", "8675309", echo), query.msg_signature);
}

#[test]
fn a_wrong_signature_or_receiver_is_not_opened() {
    let aes = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
    let good = query("477715d11cdb4164915debcba66cb864d751f3e6", "1409659813", "1372623149", VENDOR);
    let bad = CallbackQuery { nonce: "1".to_owned(), ..good.clone() };
    assert_eq!(key("QDG6eK", aes, "wx5823bf96d3bd56c7").open_echo(&bad), Err(CallbackError::WrongSignature));
    let other = key("QDG6eK", aes, "wwother").open_echo(&good);
    assert_eq!(other, Err(CallbackError::NotForUs("wx5823bf96d3bd56c7".to_owned())));
}

#[test]
fn keys_of_another_shape_are_refused() {
    for (token, aes) in [("", "a"), ("t", "short"), ("t t", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG")] {
        assert!(matches!(CallbackKey::new(&token.into(), &aes.into(), "ww"), Err(CallbackError::KeyMalformed)));
    }
}

#[test]
fn a_reply_opens_on_the_other_side() {
    let key = key("FactSheetToken01", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "ww1");
    let xml = "<xml><Event>change_contact</Event><ChangeType>delete_user</ChangeType><UserID>a&amp;b</UserID></xml>";
    let reply = key.reply(xml, 7, "n", [9; 16]);
    let signature = reply.split("<MsgSignature>").nth(1).unwrap().split('<').next().unwrap();
    let event = key.open_event(&query(signature, "7", "n", ""), reply.as_bytes()).unwrap();
    assert_eq!(event.change, Change::MemberDeleted { userid: "a&b".into() });
}

#[test]
fn events_are_read_with_and_without_cdata() {
    let xml = "<xml><ToUserName>ww0123456789abcdef</ToUserName><FromUserName>sys</FromUserName><CreateTime>1760086401</CreateTime><MsgType>event</MsgType><Event>change_external_contact</Event><ChangeType>transfer_fail</ChangeType><FailReason>customer_refused</FailReason><UserID><![CDATA[wangfang]]></UserID><ExternalUserID>wmFAKE0001</ExternalUserID></xml>";
    let event = Event::parse(xml.as_bytes()).unwrap();
    assert_eq!(event.created_at, 1_760_086_401);
    let expected = Change::TransferFailed {
        userid: "WangFang".into(),
        external_userid: "wmFAKE0001".to_owned(),
        reason: TransferFailure::Refused,
    };
    assert_eq!(event.change, expected);
    let job = "<xml>\n <Event>batch_job_result</Event>\n <BatchJob>\n <JobId>j1</JobId><JobType>sync_user</JobType><ErrCode>0</ErrCode></BatchJob></xml>";
    let expected = Change::BatchJobDone {
        job_id: "j1".to_owned(),
        job_type: "sync_user".to_owned(),
        errcode: 0,
        errmsg: String::new(),
    };
    assert_eq!(Event::parse(job.as_bytes()).unwrap().change, expected);
}

fn group_event(change: &str, fields: &str) -> Change {
    let xml = format!(
        "<xml><Event>change_external_chat</Event><ChangeType>{change}</ChangeType><ChatId>wr1</ChatId>{fields}</xml>"
    );
    Event::parse(xml.as_bytes()).unwrap().change
}

#[test]
fn changes_of_groups_are_told_apart() {
    let chat_id = || "wr1".to_owned();
    assert_eq!(group_event("create", ""), Change::GroupCreated { chat_id: chat_id() });
    assert_eq!(group_event("dismiss", ""), Change::GroupDismissed { chat_id: chat_id() });
    let owner = group_event("update", "<UpdateDetail><![CDATA[change_owner]]></UpdateDetail>");
    assert_eq!(owner, Change::GroupOwnerChanged { chat_id: chat_id() });
    let name = group_event("update", "<UpdateDetail>change_name</UpdateDetail>");
    assert_eq!(name, Change::GroupUpdated { chat_id: chat_id(), detail: "change_name".to_owned() });
    let members = "<MemChangeCnt>2</MemChangeCnt><MemChangeList><Item>wangfang</Item><Item>wmFAKE1</Item>\
                   </MemChangeList><LastMemVer>a</LastMemVer><CurMemVer>b</CurMemVer>";
    let expected = |joined, scene| Change::GroupMembersChanged {
        chat_id: chat_id(),
        joined,
        count: 2,
        members: vec!["wangfang".to_owned(), "wmFAKE1".to_owned()],
        scene,
        last_version: "a".to_owned(),
        current_version: "b".to_owned(),
    };
    let joined = format!("<UpdateDetail>add_member</UpdateDetail><JoinScene>3</JoinScene>{members}");
    assert_eq!(group_event("update", &joined), expected(true, 3));
    let left = format!("<UpdateDetail>del_member</UpdateDetail><QuitScene>1</QuitScene>{members}");
    assert_eq!(group_event("update", &left), expected(false, 1));
}

#[test]
fn why_a_transfer_failed_is_read() {
    let event = |reason: &str| {
        let xml = format!(
            "<xml><Event>change_external_contact</Event><ChangeType>transfer_fail</ChangeType>\
             <FailReason>{reason}</FailReason><UserID>a</UserID><ExternalUserID>b</ExternalUserID></xml>"
        );
        match Event::parse(xml.as_bytes()).unwrap().change {
            Change::TransferFailed { reason, .. } => reason,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(event("customer_limit_exceed"), TransferFailure::ContactsFull);
    assert_eq!(event("brand_new"), TransferFailure::Other("brand_new".to_owned()));
}

#[test]
fn unknown_events_are_kept_and_broken_ones_refused() {
    let event = Event::parse(b"<xml><Event>brand_new</Event></xml>").unwrap();
    assert_eq!(event.change, Change::Other { event: "brand_new".to_owned(), change_type: String::new() });
    for broken in ["<xml><Event>", "<!DOCTYPE x [<!ENTITY a \"b\">]><xml/>", "<xml>&a;</xml>", "\u{0}"] {
        let parsed = Event::parse(broken.as_bytes());
        assert!(parsed.is_err() || broken == "\u{0}", "{broken}: {parsed:?}");
    }
    assert!(Event::parse("<a>".repeat(100).as_bytes()).is_err());
}
