use connectors::archive::{Action, ArchivedMessage, Body, Choice, Event, Item, MediaRef, Question};

fn all() -> Vec<ArchivedMessage> {
    let lines = include_str!("samples.jsonl").lines();
    (1..).zip(lines).map(|(seq, line)| ArchivedMessage::parse(seq, line.to_owned()).unwrap()).collect()
}

/// The sample with a number.
fn sample(number: usize) -> ArchivedMessage {
    all().swap_remove(number - 1)
}

fn file(id: &str, md5: &str, size: Option<u64>, name: &str) -> MediaRef {
    MediaRef { sdkfileid: id.to_owned(), md5: md5.to_owned(), size, name: name.to_owned() }
}

fn text(content: &str) -> Body {
    Body::Text { content: content.to_owned() }
}

#[test]
fn every_kind_of_the_table_has_its_own_body() {
    let expected = [
        "Text",
        "Image",
        "Voice",
        "Video",
        "File",
        "Emotion",
        "Recall",
        "Agreed",
        "Disagreed",
        "Card",
        "Location",
        "Link",
        "MiniProgram",
        "RedPacket",
        "RedPacket",
        "Meeting",
        "Calendar",
        "Todo",
        "Vote",
        "Collect",
        "ChatRecord",
        "Mixed",
        "Note",
        "Document",
        "Markdown",
        "News",
        "Call",
        "Document",
        "Other",
        "Other",
        "Call",
        "Call",
        "Other",
        "Switch",
        "Other",
        "Text",
        "Other",
        "Text",
    ];
    let found: Vec<String> = all()
        .iter()
        .map(|message| format!("{:?}", message.body).split([' ', '{']).next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_message_tells_who_wrote_to_whom_and_when_and_keeps_its_json() {
    let message = sample(1);
    assert_eq!((message.seq, message.action.clone(), message.kind.as_str()), (1, Action::Send, "text"));
    assert_eq!((message.from.as_str(), message.to.clone()), ("liuyang", vec!["wmFAKE0001".to_owned()]));
    assert_eq!((message.room.clone(), message.sent_at), (None, 1_760_000_000_123));
    assert!(message.external() && !message.updown_stream());
    assert_eq!(message.body, text("合同已寄出"));
    assert_eq!(message.raw, include_str!("samples.jsonl").lines().next().unwrap());
}

#[test]
fn files_are_referred_to_under_whatever_name_their_size_has() {
    assert_eq!(
        sample(2).body,
        Body::Image { media: file("FILE", "abcdef0123456789abcdef0123456789", Some(70_961), "") }
    );
    assert_eq!(sample(3).body, Body::Voice { media: file("FILE", "aa", Some(6_810), ""), seconds: Some(10) });
    assert_eq!(sample(4).body, Body::Video { media: file("FILE", "aa", Some(15_169_724), ""), seconds: Some(108) });
    let docx = file("FILE", "aa", Some(35_181), "报价.docx");
    assert_eq!(sample(5).body, Body::File { media: docx, extension: "docx".to_owned() });
    let emotion = file("FILE", "aa", Some(962_604), "");
    assert_eq!(sample(6).body, Body::Emotion { media: emotion, width: Some(290), height: Some(290) });
}

#[test]
fn recalls_consents_and_switches_are_told() {
    let recall = sample(7);
    assert_eq!((recall.action, recall.body), (Action::Recall, Body::Recall { of: "6".to_owned() }));
    assert_eq!(recall.room.as_deref(), Some("wr1"));
    assert_eq!(sample(8).body, Body::Agreed { user: "wm1".to_owned(), at: Some(1_560_000_000_000) });
    assert_eq!(sample(9).body, Body::Disagreed { user: "wm1".to_owned(), at: Some(1_560_000_000_001) });
    let switch = sample(34);
    assert_eq!((switch.action, switch.body, switch.from.as_str()), (Action::Switch, Body::Switch, "liuyang"));
    assert_eq!((switch.sent_at, switch.kind.as_str()), (1_760_000_000_999, "switch"));
}

#[test]
fn plans_polls_and_forms_keep_their_parts() {
    let event = |title: &str, starts, place: &str, remarks: &str| Event {
        title: title.to_owned(),
        starts: Some(starts),
        ends: Some(starts + 3_600),
        place: place.to_owned(),
        remarks: remarks.to_owned(),
    };
    let meeting = event("夕会", 1_603_355_700, "会议室", "带报表");
    assert_eq!(sample(16).body, Body::Meeting { event: meeting, id: Some(1_223_520_182_640_384_000) });
    let calendar = Body::Calendar {
        event: event("周例会", 1_603_882_500, "五楼", ""),
        creator: "刘洋".to_owned(),
        attendees: vec!["王芳".to_owned(), "赵磊".to_owned()],
    };
    assert_eq!(sample(17).body, calendar);
    let vote = Body::Vote {
        title: "午饭".to_owned(),
        items: vec!["面".to_owned(), "饭".to_owned()],
        choice: Some(Choice::Several),
        id: "v1".to_owned(),
    };
    assert_eq!(sample(19).body, vote);
    let Body::Collect { questions, .. } = sample(20).body else { panic!("no form") };
    let name = Question { id: "1".to_owned(), text: "姓名".to_owned(), kind: "Text".to_owned() };
    assert_eq!((questions.len(), &questions[0]), (2, &name));
    assert_eq!(sample(15).body, Body::RedPacket { wish: "新年好".to_owned(), count: Some(2), amount: Some(20) });
}

#[test]
fn records_mixtures_and_notes_are_opened_although_their_parts_are_texts() {
    let Body::ChatRecord { items, .. } = sample(21).body else { panic!("no record") };
    let first = Item {
        kind: "ChatRecordText".to_owned(),
        sent_at: Some(1_603_875_610_000),
        from_room: true,
        body: text("第一句"),
    };
    assert_eq!(items[0], first);
    assert_eq!(items[1].body, Body::Image { media: file("INNER", "aa", Some(5), "") });
    assert_eq!(items[2].body, text("没有引号"));
    assert_eq!(sample(22).media(), [&file("INNER", "aa", Some(5), "")]);
    let Body::Note { items } = sample(23).body else { panic!("no note") };
    assert_eq!(items[0].body, text("笔记一"));
}

#[test]
fn records_within_records_end_somewhere() {
    let mut inner = serde_json::json!({"content": "里面"});
    for level in 0..8 {
        let kind = if level == 0 { "ChatRecordText" } else { "ChatRecordChatrecord" };
        inner = serde_json::json!({"title": "记录", "item": [{"type": kind, "content": inner.to_string()}]});
    }
    let message = serde_json::json!({"msgtype": "chatrecord", "chatrecord": inner});
    let message = ArchivedMessage::parse(1, message.to_string()).unwrap();
    assert!(message.searchable().starts_with("记录\n记录") && !message.searchable().contains("里面"));
    assert!(message.raw.contains("里面"), "nothing is thrown away");
}

#[test]
fn a_search_finds_the_words_and_not_the_addresses() {
    let found: Vec<String> = all().iter().map(ArchivedMessage::searchable).collect();
    assert_eq!(found[0], "合同已寄出");
    assert_eq!(found[1], "");
    assert_eq!(found[4], "报价.docx");
    assert_eq!(found[10], "示例小区\n北京市示例路");
    assert_eq!(found[11], "邀请\n加入我们");
    assert_eq!(found[19], "报名\n项目群\n姓名\n日期");
    assert_eq!(found[20], "群聊\n第一句\n没有引号");
    assert_eq!(found[25], "公告\n九月");
    assert_eq!(found[27], "共享.xlsx");
    assert_eq!(found[31], "演示.pdf");
    assert!(found.iter().all(|text| !text.contains("https") && !text.contains("FILE")), "{found:?}");
}

#[test]
fn unknown_kinds_and_other_names_are_no_errors() {
    assert_eq!(sample(29).searchable(), "一号\n接龙报名");
    assert_eq!(sample(33).searchable(), "新品发布\n云帆");
    assert_eq!(sample(35).body, Body::Other { texts: vec!["将来的消息".to_owned()] });
    assert_eq!((sample(35).kind.as_str(), sample(35).sent_at), ("hologram", 1));
    assert_eq!(sample(36).body, text("名字变了"));
    assert_eq!(sample(37).body, Body::Other { texts: Vec::new() });
    let strange = sample(38);
    assert_eq!(
        (strange.action, strange.to, strange.room),
        (Action::Other("pin".to_owned()), vec!["a".to_owned()], None)
    );
    assert_eq!(strange.body, text("5"));
}

#[test]
fn only_what_is_no_object_is_no_message() {
    for text in ["", "[1]", "\"text\"", "{\"msgid\":\"1\"", "null"] {
        assert!(ArchivedMessage::parse(1, text.to_owned()).is_err(), "{text}");
    }
    let empty = ArchivedMessage::parse(1, "{}".to_owned()).unwrap();
    assert_eq!((empty.action, empty.body), (Action::Other(String::new()), Body::Other { texts: Vec::new() }));
}
