use connectors::ccc::{
    Decision, StaffFilter,
    fake::{Action, FakeOptions, FaultKind},
    types::{NewStaff, Role, SkillGroupId, StaffChange},
};

use super::{World, errors, newcomer};

#[tokio::test]
async fn somebody_is_created_with_all_that_he_has() {
    let world = World::empty().await;
    let staff = NewStaff {
        name: "Li Na".to_owned(),
        mail: "li.na@example.com".to_owned(),
        nick: "Nana".to_owned(),
        staff_number: "A017".to_owned(),
        phone: "008613800000001".to_owned(),
        role: Role::Other(77),
        skill_groups: vec!["Billing".to_owned()],
        extension_number: "1017".to_owned(),
    };
    assert_eq!(errors(&world.client.create_staff(&[staff], true).await), []);
    let found = world.client.staff_by_mail(" Li.Na@Example.com").await.unwrap().unwrap();
    assert_eq!((found.name.as_str(), found.nick.as_str(), found.staff_number.as_str()), ("Li Na", "Nana", "A017"));
    assert_eq!((found.phone.as_str(), found.extension_number.as_str()), ("008613800000001", "1017"));
    assert_eq!((found.roles(), found.skill_group_list[0].priority), (vec![77], 3));
    assert_eq!(world.running.fake.mailed(), ["li.na@example.com"]);
    assert_eq!(errors(&world.client.create_staff(&[newcomer(1)], false).await), []);
    assert_eq!(world.running.fake.mailed().len(), 1, "no password is mailed where none is asked for");
}

#[tokio::test]
async fn who_is_there_already_is_told_to_be_adopted() {
    let world = World::start().await;
    let taken = world.running.fake.staff()[3].clone();
    let staff = [newcomer(1), NewStaff { mail: taken.to_uppercase(), ..newcomer(2) }, newcomer(3)];
    let items = world.client.create_staff(&staff, true).await;
    let errors = errors(&items);
    assert_eq!((errors.len(), errors[0].0), (1, taken.to_uppercase().as_str()));
    assert_eq!(
        (errors[0].1.code(), errors[0].1.decision()),
        (Some("FailedOperation.DuplicatedAccount"), Decision::Exists)
    );
    assert_eq!(world.running.fake.mailed(), ["newcomer1@example.com", "newcomer3@example.com"]);
}

#[tokio::test]
async fn numbers_are_one_agents_each() {
    let world = World::start().await;
    let known = world.all().await.remove(5);
    let staff = [
        NewStaff { staff_number: known.staff_number.clone(), ..newcomer(1) },
        NewStaff { phone: known.phone.clone(), ..newcomer(2) },
        NewStaff { extension_number: "912".to_owned(), ..newcomer(3) },
        NewStaff { skill_groups: vec!["Nowhere".to_owned()], ..newcomer(4) },
        NewStaff { mail: "nobody".to_owned(), ..newcomer(5) },
        newcomer(6),
    ];
    let items = world.client.create_staff(&staff, true).await;
    let codes: Vec<_> = items.iter().map(|item| item.outcome.as_ref().err().and_then(|error| error.code())).collect();
    assert_eq!(
        codes,
        [
            Some("InvalidParameterValue"),
            Some("InvalidParameterValue.PhoneNumIsBoundOtherAccount"),
            Some("InvalidParameterValue"),
            Some("InvalidParameterValue.SkillGroupError"),
            Some("InvalidParameterValue"),
            None,
        ]
    );
    assert!(errors(&items).iter().all(|(_, error)| error.decision() == Decision::Refuse));
    let change = StaffChange { phone: Some(known.phone), ..StaffChange::default() };
    let error = world.client.modify_staff("newcomer6@example.com", &change).await.unwrap_err();
    assert_eq!(error.code(), Some("InvalidParameterValue.PhoneNumIsBoundOtherAccount"));
}

#[tokio::test]
async fn seats_that_ran_out_are_told() {
    let world = World::with(FakeOptions { staff: 3, seats: 4, ..FakeOptions::default() }).await;
    let items = world.client.create_staff(&[newcomer(1), newcomer(2)], true).await;
    assert!(errors(&items).iter().all(|(_, error)| error.decision() == Decision::NoSeats));
    assert_eq!((items.len(), world.running.fake.staff().len()), (2, 3));
    assert_eq!(world.client.application().await.unwrap().unwrap().staff_buy_num, 4);
    world.act(Action::Seats { count: 5 });
    assert_eq!(errors(&world.client.create_staff(&[newcomer(1), newcomer(2)], true).await), []);
}

#[tokio::test]
async fn what_is_given_changes_and_the_rest_stays() {
    let world = World::start().await;
    let before = world.all().await.remove(7);
    let change = StaffChange {
        name: Some("Renamed".to_owned()),
        staff_number: Some("Z9".to_owned()),
        skill_groups: Some(vec![SkillGroupId(25), SkillGroupId(26)]),
        use_mobile_accept: Some(2),
        ..StaffChange::default()
    };
    world.running.fake.advance(60);
    world.client.modify_staff(&before.mail, &change).await.unwrap();
    let after = world.client.staff_by_mail(&before.mail).await.unwrap().unwrap();
    assert_eq!((after.name.as_str(), after.staff_number.as_str(), &after.nick), ("Renamed", "Z9", &before.nick));
    let groups: Vec<_> = after.skill_group_list.iter().map(|group| group.skill_group_id.0).collect();
    assert_eq!((groups, world.metrics(&before.mail).await.use_mobile_accept), (vec![25, 26], 2));
    let since = StaffFilter { modified_since: Some(after.last_modify_timestamp), ..StaffFilter::default() };
    assert_eq!(world.client.staff(&since).await.unwrap(), [after]);
    let wrong = StaffChange { skill_groups: Some(vec![SkillGroupId(7)]), ..StaffChange::default() };
    let error = world.client.modify_staff(&before.mail, &wrong).await.unwrap_err();
    assert_eq!(error.code(), Some("InvalidParameterValue.SkillGroupError"));
}

#[tokio::test]
async fn who_was_deleted_by_hand_is_gone() {
    let world = World::start().await;
    let mail = world.agent();
    world.act(Action::Delete { staff: mail.clone() });
    let errors = [
        world.client.modify_staff(&mail, &StaffChange::default()).await.unwrap_err(),
        world.client.force_offline(&mail).await.unwrap_err(),
        world.client.restore_online(&mail).await.unwrap_err(),
        world.client.set_password(&mail, &"Secret123".into()).await.unwrap_err(),
    ];
    for error in errors {
        assert_eq!((error.code(), error.decision()), (Some("InvalidParameterValue.AccountNotExist"), Decision::Gone));
    }
    assert_eq!(world.client.staff_by_mail(&mail).await.unwrap(), None);
    assert_eq!(world.all().await.len(), 79);
}

#[tokio::test]
async fn agents_are_found_by_their_skill_group() {
    let world = World::start().await;
    let filter = StaffFilter { skill_group: Some(SkillGroupId(23)), ..StaffFilter::default() };
    let found = world.client.staff(&filter).await.unwrap();
    let all = world.all().await;
    let expected: Vec<_> = all
        .into_iter()
        .filter(|staff| staff.skill_group_list.iter().any(|group| group.skill_group_id == SkillGroupId(23)))
        .collect();
    assert!(!found.is_empty() && found == expected);
}

#[tokio::test]
async fn passwords_are_set_and_mailed_to_nobody() {
    let world = World::start().await;
    let staff = world.all().await.remove(2);
    world.client.set_password(&staff.mail, &"Secret123".into()).await.unwrap();
    assert_eq!(world.running.fake.has_password(&staff.mail, "Secret123"), Some(true));
    assert!(world.running.fake.mailed().is_empty());
    let password = world.client.reset_extension_password(&staff.extension_number).await.unwrap();
    assert!(password.expose().len() >= 8);
    let error = world.client.reset_extension_password("8999").await.unwrap_err();
    assert_eq!(error.decision(), Decision::Refuse);
}

/// Must hold: two tries would be two letters with two passwords.
#[tokio::test]
async fn creating_in_doubt_is_not_repeated_and_can_be_looked_up() {
    let world = World::empty().await;
    for (number, kind) in [FaultKind::DoneAndCut, FaultKind::HalfJson, FaultKind::HttpHtml].into_iter().enumerate() {
        let before = world.calls("CreateStaff");
        world.fail("CreateStaff", 1, kind.clone());
        let items = world.client.create_staff(&[newcomer(number)], true).await;
        let error = items[0].outcome.as_ref().unwrap_err();
        assert!(error.may_have_happened(), "{kind:?}: {error}");
        assert_eq!(world.calls("CreateStaff"), before + 1, "{kind:?}");
        let found = world.client.staff_by_mail(&newcomer(number).mail).await.unwrap();
        assert_eq!(found.is_some(), kind != FaultKind::HttpHtml, "{kind:?}");
    }
    assert_eq!(world.running.fake.mailed().len(), 2);
}

#[tokio::test]
async fn what_comes_to_the_same_twice_is_repeated() {
    let world = World::start().await;
    let mail = world.agent();
    world.fail("ForceMemberOffline", 2, FaultKind::DoneAndCut);
    world.client.force_offline(&mail).await.unwrap();
    assert_eq!(world.calls("ForceMemberOffline"), 3);
}

#[tokio::test]
async fn nobody_is_no_address() {
    let world = World::start().await;
    for error in [
        world.client.staff_by_mail(" ").await.unwrap_err(),
        world.client.modify_staff("", &StaffChange::default()).await.unwrap_err(),
        world.client.force_offline("").await.unwrap_err(),
    ] {
        assert_eq!(error.decision(), Decision::Refuse);
        assert_eq!(world.calls(error.action()), 0, "{error}");
    }
}
