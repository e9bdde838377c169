use connectors::ccc::{
    fake::Action,
    types::{NewStatus, StaffStatus},
};

use super::{World, errors};

#[tokio::test]
async fn who_is_forced_offline_cannot_come_back_until_he_may() {
    let world = World::start().await;
    let mail = world.agent();
    world.client.force_offline(&mail).await.unwrap();
    assert_eq!(world.metrics(&mail).await.status, StaffStatus::Offline);
    assert!(world.running.fake.act(Action::LogIn { staff: mail.clone() }).is_err());
    let items = world.client.set_statuses(&[(mail.clone(), NewStatus::Free)]).await;
    assert_eq!(errors(&items)[0].1.code(), Some("FailedOperation.CurStateNotAllowModify"));
    world.client.force_offline(&mail).await.unwrap();
    world.client.restore_online(&mail).await.unwrap();
    assert_eq!(world.metrics(&mail).await.status, StaffStatus::Offline, "he is let in, not brought in");
    world.act(Action::LogIn { staff: mail.clone() });
    assert_eq!(world.metrics(&mail).await.status, StaffStatus::NotReady);
}

/// The platform has no call for it, so nothing that it answers may differ.
#[tokio::test]
async fn nothing_tells_who_was_forced_offline() {
    let world = World::start().await;
    let mail = world.agent();
    world.act(Action::LogOut { staff: mail.clone() });
    let before = (world.all().await, world.metrics(&mail).await);
    world.act(Action::ForceOffline { staff: mail.clone() });
    assert_eq!((world.all().await, world.metrics(&mail).await), before);
    world.act(Action::ResumeOnline { staff: mail.clone() });
    assert_eq!((world.all().await, world.metrics(&mail).await), before);
}
