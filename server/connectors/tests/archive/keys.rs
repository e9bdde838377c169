use connectors::{
    archive::{After, Archive, Why, wecom::KeyError},
    wecom::fake::Action,
};

use serde_json::Value;

use super::world::{World, texts};

#[tokio::test]
async fn a_row_without_its_key_is_kept_and_can_be_opened_later() {
    let world = World::silent().await;
    let pair = world.pair().await;
    world.write(&pair, "旧");
    world.act(Action::ArchiveKeyRotate {});
    let (seq, msgid) = world.write(&pair, "新");
    let page = world.archive().pull(After::default(), 10).await.unwrap();
    assert_eq!(page.messages[0].as_ref().unwrap().searchable(), "旧");
    let row = page.messages[1].as_ref().unwrap_err();
    assert_eq!((row.seq, row.msgid.as_str(), &row.why), (seq, msgid.as_str(), &Why::UnknownKey { version: 3 }));
    assert_eq!(page.last_seq(), Some(seq));
    let mut config = world.config();
    config.keys = world.keys(&[3]);
    let opened = world.archive_with(config).reopen(&row.raw).await.unwrap().unwrap();
    assert_eq!((opened.seq, opened.searchable()), (seq, "新".to_owned()));
}

#[tokio::test]
async fn a_wrong_key_gives_no_message_and_keeps_the_row() {
    let world = World::silent().await;
    let pair = world.pair().await;
    world.write(&pair, "一");
    let mut config = world.config();
    // Version 2 with the key of version 1.
    let (_, first) = world.running.fake.archive_keys().remove(0);
    config.keys.add(2, &first.into()).unwrap();
    let page = world.archive_with(config).pull(After::default(), 10).await.unwrap();
    let row = page.messages[0].as_ref().unwrap_err();
    assert_eq!(row.why, Why::WrongKey { version: 2 });
    assert!(row.raw.contains("encrypt_random_key") && row.raw.contains("publickey_ver"));
}

/// What a wrong private key comes to where unwrapping with it gives bytes instead of an error.
#[tokio::test]
async fn a_row_that_unwraps_but_does_not_decrypt_has_a_wrong_key() {
    let world = World::silent().await;
    let pair = world.pair().await;
    world.act(Action::ArchiveKeyRotate {});
    world.write(&pair, "一");
    world.write(&pair, "二");
    let page = world.archive().pull(After::default(), 10).await.unwrap();
    let rows: Vec<Value> =
        page.messages.iter().map(|row| serde_json::from_str(&row.as_ref().unwrap_err().raw).unwrap()).collect();
    let mut mixed = rows[0].clone();
    mixed["encrypt_random_key"] = rows[1]["encrypt_random_key"].clone();
    let mut config = world.config();
    config.keys = world.keys(&[3]);
    let archive = world.archive_with(config);
    let still = archive.reopen(&mixed.to_string()).await.unwrap().unwrap_err();
    assert_eq!((still.why, still.raw), (Why::WrongKey { version: 3 }, mixed.to_string()));
    for damaged in ["", "{}", r#"{"seq":1,"publickey_ver":3,"encrypt_random_key":"!","encrypt_chat_msg":"!"}"#] {
        assert_eq!(archive.reopen(damaged).await.unwrap().unwrap_err().why, Why::BadRow, "{damaged}");
    }
}

#[tokio::test]
async fn a_key_in_either_form_opens_its_messages() {
    let world = World::start().await;
    let forms: Vec<_> = world.running.fake.archive_keys().into_iter().map(|(_, pem)| pem.lines().next()).collect();
    assert_eq!(forms, [Some("-----BEGIN PRIVATE KEY-----"), Some("-----BEGIN RSA PRIVATE KEY-----")]);
    let mut config = world.config();
    config.keys = world.keys(&[2]);
    assert_eq!(config.keys.versions().collect::<Vec<_>>(), [2]);
    let page = world.archive_with(config).pull(After::default(), 200).await.unwrap();
    let (opened, kept): (Vec<_>, Vec<_>) = page.messages.iter().partition(|row| row.is_ok());
    assert!(opened.len() > 60 && kept.len() > 20, "{} {}", opened.len(), kept.len());
    assert!(kept.iter().all(|row| row.as_ref().unwrap_err().why == Why::UnknownKey { version: 1 }));
}

#[tokio::test]
async fn what_is_no_private_key_is_told() {
    let world = World::silent().await;
    let mut keys = world.keys(&[]);
    let mut add = |pem: &str| keys.add(1, &pem.into()).unwrap_err();
    assert_eq!(add("nonsense"), KeyError::NotPem);
    assert_eq!(add("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"), KeyError::Public);
    assert_eq!(
        add("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n"),
        KeyError::Encrypted
    );
    assert_eq!(add("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"), KeyError::Unsuitable);
    assert_eq!(format!("{:?}", world.keys(&[1, 2])), "{1, 2}", "keys do not print themselves");
}

#[tokio::test]
async fn an_external_person_is_archived_once_he_agreed() {
    let world = World::silent().await;
    let pair = world.pair().await;
    let consent = |agree| Action::Consent { userid: pair.0.clone(), external_userid: pair.1.clone(), agree };
    let send = |from: &String, to: &String| {
        let (from, to, text) = (from.clone(), vec![to.clone()], Some("话".to_owned()));
        world.act(Action::MessageSend { from, to, room: None, text, body: None })["recorded"] == true
    };
    world.act(consent(false));
    assert!(!send(&pair.1, &pair.0));
    assert!(send(&pair.0, &pair.1), "the member's own messages are archived all the same");
    world.act(consent(true));
    assert!(send(&pair.1, &pair.0));
    assert_eq!(texts(&world.archive().pull(After::default(), 10).await.unwrap()), ["话", "话"]);
}
