use std::{collections::HashSet, time::Duration};

use connectors::archive::{After, Archive};
use connectors::wecom::{
    Decision, WeComError,
    callback::{CallbackKey, Change},
    fake::{Action, FakeOptions},
    types::{ArchiveEdition, Consent, UserId},
};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    sync::mpsc::{UnboundedReceiver, unbounded_channel},
};

use super::world::World;

#[tokio::test]
async fn members_with_a_seat_are_listed_by_edition_and_nobody_beyond_the_seats() {
    let world = World::with(FakeOptions { archive_seats: 20, ..FakeOptions::default() }).await;
    let client = world.client();
    let all = client.archived_members(None).await.unwrap();
    assert_eq!(all.len(), 20);
    let mut joined = HashSet::new();
    for edition in [ArchiveEdition::Office, ArchiveEdition::Service, ArchiveEdition::Enterprise] {
        joined.extend(client.archived_members(Some(edition)).await.unwrap());
    }
    assert_eq!(joined, all.iter().cloned().collect());
    let gone = all[3].to_string();
    world.act(Action::Leave { userid: gone.clone() });
    assert!(!client.archived_members(None).await.unwrap().contains(&gone.as_str().into()));
}

#[tokio::test]
async fn consents_are_told_for_pairs_and_change() {
    let world = World::silent().await;
    let client = world.client();
    let (member, customer) = world.pair().await;
    let pair = [(UserId::from(member.clone()), customer.clone())];
    world.act(Action::Consent { userid: member.clone(), external_userid: customer.clone(), agree: false });
    let found = client.agreements(&pair).await.unwrap();
    assert_eq!((found[0].userid.as_str(), &found[0].external_userid), (member.as_str(), &customer));
    assert_eq!(found[0].consent, Consent::Disagreed);
    assert!(found[0].changed_at >= super::world::START);
    let many = vec![pair[0].clone(); 101];
    assert!(matches!(client.agreements(&many).await.unwrap_err(), WeComError::Misuse { .. }));
    let stranger = [(UserId::from("ghost"), customer)];
    assert_eq!(client.agreements(&stranger).await.unwrap_err().code(), Some(301_061));
}

#[tokio::test]
async fn groups_tell_their_consents_or_their_members() {
    let world = World::with(FakeOptions::default()).await;
    let client = world.client();
    let consents = client.room_agreements("wrFAKE0000000000").await.unwrap();
    assert!(!consents.is_empty() && consents.iter().all(|row| row.consent != Consent::Disagreed));
    assert_eq!(client.archived_group("wrFAKE0000000000").await.unwrap_err().code(), Some(301_059));
    assert_eq!(client.archived_group("wrNobody").await.unwrap_err().code(), Some(92_002));
    let group = client.archived_group("wrFAKE0000000002").await.unwrap();
    assert!(group.members.len() > 1 && group.created_at > 0);
    assert_eq!(group.creator.as_str(), group.members[0].id);
}

#[tokio::test]
async fn only_the_archives_secret_may_ask() {
    let world = World::silent().await;
    let mut config = world.running.config();
    config.archive_secret = Some(FakeOptions::default().app_secret.into());
    let http = connectors::http::HttpSettings { allow_private: true, ..Default::default() };
    let client = |config| connectors::wecom::WeCom::new(config, connectors::http::Http::new(http.clone()).unwrap());
    let error = client(config.clone()).archived_members(None).await.unwrap_err();
    assert_eq!((error.code(), error.decision()), (Some(48_002), Decision::Stop));
    config.archive_secret = None;
    let error = client(config).archived_members(None).await.unwrap_err();
    assert!(matches!(error, WeComError::Misuse { .. }), "{error}");
}

#[tokio::test]
async fn messages_are_written_over_http_as_well() {
    let world = World::silent().await;
    let (member, customer) = world.pair().await;
    let http = connectors::http::HttpSettings { allow_private: true, ..Default::default() };
    let http = connectors::http::Http::new(http).unwrap();
    let url = |path: &str| {
        let mut url = world.running.base_url();
        url.set_path(path);
        url
    };
    let act = async |action: serde_json::Value| {
        let answer = http.post_json(url("/_fake/act"), action.to_string().into_bytes()).await.unwrap();
        (answer.status, serde_json::from_slice::<serde_json::Value>(&answer.body).unwrap_or_default())
    };
    let sent = act(json!({"action": "message_send", "from": customer, "to": [member], "text": "你好"})).await;
    assert_eq!((sent.0, &sent.1["recorded"]), (200, &json!(true)));
    let todo = json!({"msgtype": "todo", "todo": {"title": "跟进", "content": "明天"}});
    act(json!({"action": "message_send", "from": member, "to": [customer], "body": todo})).await;
    assert_eq!(act(json!({"action": "archive_key_rotate"})).await.1["version"], 3);
    assert_eq!(act(json!({"action": "message_recall", "msgid": "7_7"})).await.0, 422);
    let state = http.get(url("/_fake/state")).await.unwrap();
    let state: serde_json::Value = serde_json::from_slice(&state.body).unwrap();
    assert_eq!((&state["messages"], &state["archive_key_version"]), (&json!(2), &json!(3)));
    let page = world.archive().pull(After::default(), 10).await.unwrap();
    assert_eq!(super::world::texts(&page), ["你好", "跟进\n明天"]);
}

/// Our side of a callback, as small as it can be: every event that arrives.
async fn listen() -> (String, UnboundedReceiver<Change>) {
    let defaults = FakeOptions::default();
    let (token, aes) = (defaults.callback_token.into(), defaults.callback_aes_key.into());
    let key = CallbackKey::new(&token, &aes, &defaults.corp_id).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/wecom", listener.local_addr().unwrap());
    let (sender, receiver) = unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            let mut request = String::new();
            let mut piece = [0; 4_096];
            while !request.contains("</xml>") {
                let read = connection.read(&mut piece).await.unwrap();
                request.push_str(std::str::from_utf8(&piece[..read]).unwrap());
            }
            let query = request.split([' ', '?']).nth(2).unwrap();
            let pairs: serde_json::Map<_, _> = url::form_urlencoded::parse(query.as_bytes())
                .map(|(name, value)| (name.into_owned(), json!(value)))
                .collect();
            let query = serde_json::from_value(pairs.into()).unwrap();
            let body = request.split_once("\r\n\r\n").unwrap().1;
            sender.send(key.open_event(&query, body.as_bytes()).unwrap().change).unwrap();
            let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
            connection.write_all(answer).await.unwrap();
        }
    });
    (url, receiver)
}

#[tokio::test]
async fn events_tell_of_messages_at_most_every_quarter_minute_and_of_consents() {
    let (url, mut events) = listen().await;
    let options = FakeOptions { archive_messages: 0, callback_url: Some(url), ..FakeOptions::default() };
    let world = World::with(options).await;
    let pair = world.pair().await;
    world.write(&pair, "一");
    world.write(&pair, "二");
    let (userid, external_userid) = pair.clone();
    world.act(Action::Consent { userid, external_userid, agree: true });
    world.running.fake.advance(20);
    world.write(&pair, "三");
    let mut found = Vec::new();
    while let Ok(Some(change)) = tokio::time::timeout(Duration::from_millis(1_500), events.recv()).await {
        found.push(change);
    }
    let approved = Change::ArchiveApproved { userid: pair.0.as_str().into(), external_userid: pair.1 };
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.contains(&approved));
    assert_eq!(found.iter().filter(|change| **change == Change::ArchiveHasMessages).count(), 2);
}
