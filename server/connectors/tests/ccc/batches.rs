use connectors::ccc::{
    CccError, Decision,
    fake::{Action, FakeOptions, FaultKind},
    types::{NewStaff, NewStatus},
};

use super::{World, errors, newcomer};

#[tokio::test]
async fn twenty_five_newcomers_are_three_calls() {
    let world = World::empty().await;
    let staff: Vec<_> = (0..25).map(newcomer).collect();
    let items = world.client.create_staff(&staff, true).await;
    assert_eq!((errors(&items), world.calls("CreateStaff")), (vec![], 3));
    let order: Vec<_> = items.iter().map(|item| item.mail.clone()).collect();
    assert_eq!(order, world.running.fake.staff());
    assert!(world.client.create_staff(&[], true).await.is_empty());
    assert_eq!(world.calls("CreateStaff"), 3, "nobody is no call");
}

#[tokio::test]
async fn whoever_comes_twice_is_sent_once() {
    let world = World::empty().await;
    let mut staff: Vec<_> = (0..12).map(newcomer).collect();
    staff[4].mail = staff[1].mail.to_uppercase();
    staff[11].mail = staff[0].mail.clone();
    let items = world.client.create_staff(&staff, true).await;
    let wrong: Vec<_> = items.iter().map(|item| item.outcome.is_err()).collect();
    let expected: Vec<_> = (0..12).map(|number| number == 4 || number == 11).collect();
    assert_eq!((wrong, world.running.fake.staff().len()), (expected, 10));
    assert!(errors(&items).iter().all(|(_, error)| matches!(error, CccError::Misuse { .. })));
}

/// Must hold: the platform would refuse all ten for one of these.
#[tokio::test]
async fn whoever_has_no_address_or_no_name_is_not_sent() {
    let world = World::empty().await;
    let mut staff: Vec<_> = (0..14).map(newcomer).collect();
    staff[3].mail = " ".to_owned();
    staff[12].name = String::new();
    let items = world.client.create_staff(&staff, true).await;
    let faulty: Vec<_> = errors(&items).into_iter().map(|(mail, error)| (mail, error.decision())).collect();
    assert_eq!(faulty, [(" ", Decision::Refuse), ("newcomer12@example.com", Decision::Refuse)]);
    assert_eq!((world.calls("CreateStaff"), world.running.fake.staff().len()), (2, 12));
}

/// Jobs run on threads that they may change.
#[tokio::test]
async fn every_batch_may_be_a_task() {
    let world = World::start().await;
    let client = world.client.clone();
    let task = tokio::spawn(async move {
        client.create_staff(&[newcomer(1)], true).await;
        client.set_statuses(&[(newcomer(1).mail, NewStatus::Free)]).await;
        client.delete_staff(&[newcomer(1).mail]).await;
        client.test().await.len()
    });
    assert_eq!((task.await.unwrap(), world.running.fake.staff().len()), (4, 80));
}

#[tokio::test]
async fn everybody_has_his_own_error_in_either_spelling_of_nobody() {
    for null_lists in [false, true] {
        let world = World::with(FakeOptions { staff: 30, null_lists, ..FakeOptions::default() }).await;
        let known = world.running.fake.staff();
        let staff: Vec<_> = (0..20)
            .map(|number| match number % 4 {
                0 => NewStaff { mail: known[number].clone(), ..newcomer(number) },
                _ => newcomer(number),
            })
            .collect();
        let items = world.client.create_staff(&staff, false).await;
        for (number, item) in items.iter().enumerate() {
            let code = item.outcome.as_ref().err().and_then(CccError::code);
            assert_eq!(code, (number % 4 == 0).then_some("FailedOperation.DuplicatedAccount"), "{}", item.mail);
        }
        assert_eq!(world.running.fake.staff().len(), 45);
    }
}

#[tokio::test]
async fn a_fault_that_would_fail_the_next_batch_ends_all() {
    let world = World::empty().await;
    let staff: Vec<_> = (0..30).map(newcomer).collect();
    world.fail_after("CreateStaff", 1, 1, FaultKind::Code("AuthFailure.SignatureFailure".to_owned()));
    let items = world.client.create_staff(&staff, true).await;
    assert_eq!((items.len(), world.calls("CreateStaff"), world.running.fake.staff().len()), (30, 2, 10));
    for (number, item) in items.iter().enumerate() {
        match (number / 10, &item.outcome) {
            (0, Ok(())) | (1, Err(CccError::Api(_))) | (2, Err(CccError::NotSent { .. })) => {}
            (_, outcome) => panic!("{number}: {outcome:?}"),
        }
    }
    assert!(errors(&items).iter().all(|(_, error)| error.decision() == Decision::Credentials));
    assert!(!items[29].outcome.as_ref().unwrap_err().may_have_happened());
}

#[tokio::test]
async fn a_fault_of_one_batch_leaves_the_others() {
    let world = World::empty().await;
    let staff: Vec<_> = (0..30).map(newcomer).collect();
    world.fail_after("CreateStaff", 1, 1, FaultKind::Code("InvalidParameter".to_owned()));
    let items = world.client.create_staff(&staff, true).await;
    assert_eq!((errors(&items).len(), world.calls("CreateStaff"), world.running.fake.staff().len()), (10, 3, 20));
}

#[tokio::test]
async fn four_hundred_and_fifty_are_deleted_in_three_calls_and_who_is_online_stays() {
    let world = World::with(FakeOptions { staff: 450, online_percent: 0, ..FakeOptions::default() }).await;
    let mails = world.running.fake.staff();
    let online = [&mails[7], &mails[300]];
    for mail in online {
        world.act(Action::LogIn { staff: mail.clone() });
    }
    let items = world.client.delete_staff(&mails).await;
    assert_eq!((items.len(), world.calls("DeleteStaff")), (450, 3));
    let stayed: Vec<_> = errors(&items).into_iter().map(|(mail, error)| (mail, error.decision())).collect();
    assert_eq!(stayed, online.map(|mail| (mail.as_str(), Decision::Busy)));
    assert_eq!(world.running.fake.staff(), online.map(Clone::clone));
    for mail in online {
        world.client.force_offline(mail).await.unwrap();
    }
    let rest = world.running.fake.staff();
    assert_eq!((errors(&world.client.delete_staff(&rest).await), world.running.fake.staff().len()), (vec![], 0));
    assert_eq!(errors(&world.client.delete_staff(&["nobody@example.com".to_owned()]).await), []);
}

#[tokio::test]
async fn statuses_are_set_ten_at_a_time_and_refused_one_by_one() {
    let world = World::with(FakeOptions { staff: 23, online_percent: 0, ..FakeOptions::default() }).await;
    let mails = world.running.fake.staff();
    for mail in &mails[1..] {
        world.act(Action::LogIn { staff: mail.clone() });
    }
    world.act(Action::CallBegin { staff: mails[15].clone(), outbound: false });
    let mut wanted: Vec<_> = mails.iter().map(|mail| (mail.clone(), NewStatus::Rest("lunch".to_owned()))).collect();
    wanted.push(("nobody@example.com".to_owned(), NewStatus::Free));
    let items = world.client.set_statuses(&wanted).await;
    assert_eq!((items.len(), world.calls("SetStaffStatus")), (24, 3));
    let told: Vec<_> = errors(&items).into_iter().map(|(mail, error)| (mail, error.code(), error.decision())).collect();
    assert_eq!(
        told,
        [
            (mails[0].as_str(), Some("FailedOperation.CurStateNotAllowModify"), Decision::Busy),
            (mails[15].as_str(), Some("FailedOperation.SeatStatusBusy"), Decision::Busy),
            ("nobody@example.com", Some("InvalidParameterValue.AccountNotExist"), Decision::Gone),
        ]
    );
}
