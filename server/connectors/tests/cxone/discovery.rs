use connectors::{
    cxone::{AgentFilter, CXoneError, Decision, fake::FakeOptions, fake::FaultKind},
    http::{Http, HttpError, HttpSettings},
};
use url::Url;

use super::{World, client, client_with, quick};

async fn refused(world: &World) -> CXoneError {
    world.client.agents(&AgentFilter::default(), None, 1).await.unwrap_err()
}

#[tokio::test]
async fn the_tenant_of_the_token_names_the_host() {
    let world = World::start().await;
    world.client.agents(&AgentFilter::default(), None, 1).await.unwrap();
    assert_eq!(world.calls("cxone-configuration"), 1);
}

#[tokio::test]
async fn a_tenant_that_the_token_does_not_name_is_taken_from_the_settings() {
    for options in [
        FakeOptions { token_names_tenant: false, ..FakeOptions::default() },
        FakeOptions { token_is_jwt: false, ..FakeOptions::default() },
    ] {
        let world = World::with(options).await;
        let error = refused(&world).await;
        assert_eq!((&error, error.decision()), (&CXoneError::NoTenant { api: "auth/token" }, Decision::Stop));
        let mut config = world.running.config();
        config.tenant_id = Some(FakeOptions::default().tenant_id);
        client(config).agents(&AgentFilter::default(), None, 1).await.unwrap();
    }
}

#[tokio::test]
async fn a_tenant_nobody_knows_stops() {
    let world = World::start().await;
    let mut config = world.running.config();
    config.tenant_id = Some("elsewhere".to_owned());
    let error = client(config).agents(&AgentFilter::default(), None, 1).await.unwrap_err();
    assert_eq!((error.api(), error.status(), error.decision()), ("cxone-configuration", Some(404), Decision::Stop));
}

/// Login and configuration pass through a proxy, as from a machine in the house; what they name is judged all the same.
#[tokio::test]
async fn a_host_in_a_private_network_is_refused_unless_it_is_allowed() {
    for (address, host) in [
        ("http://10.0.0.1", "10.0.0.1"),
        ("http://127.0.0.1:9", "127.0.0.1"),
        ("http://169.254.169.254/latest", "169.254.169.254"),
        ("http://[::1]", "::1"),
    ] {
        let world = World::with(FakeOptions { api_endpoint: Some(address.to_owned()), ..FakeOptions::default() }).await;
        let settings = |allow_private| HttpSettings {
            proxy: Some(world.running.login_url()),
            allow_private,
            ..HttpSettings::default()
        };
        let mut config = world.running.config();
        config.login_url = Url::parse("http://login.example.com").unwrap();
        let guarded = client_with(config.clone(), Http::new(settings(false)).unwrap(), quick());
        let error = guarded.agents(&AgentFilter::default(), None, 1).await.unwrap_err();
        let private = HttpError::PrivateAddress { host: host.to_owned() };
        assert_eq!((&error, error.decision()), (&CXoneError::Http { api: "agents", source: private }, Decision::Stop));
        assert_eq!((world.calls("auth/token"), world.calls("agents")), (1, 0));
        if address == "http://10.0.0.1" {
            let open = client_with(config, Http::new(settings(true)).unwrap(), quick());
            open.agents(&AgentFilter::default(), None, 1).await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_login_in_a_private_network_is_refused_too() {
    let world = World::start().await;
    let client = client_with(world.running.config(), Http::new(HttpSettings::default()).unwrap(), quick());
    let error = client.agents(&AgentFilter::default(), None, 1).await.unwrap_err();
    let private = HttpError::PrivateAddress { host: "127.0.0.1".to_owned() };
    assert_eq!(error, CXoneError::Http { api: "auth/token", source: private });
    assert_eq!(world.calls("auth/token"), 0);
}

#[tokio::test]
async fn a_configuration_without_an_address_is_an_error() {
    for address in ["", "nonsense", "ftp://api.example.com", "http://user:word@api.example.com"] {
        let world = World::with(FakeOptions { api_endpoint: Some(address.to_owned()), ..FakeOptions::default() }).await;
        let error = refused(&world).await;
        assert!(matches!(error, CXoneError::HalfJson { api: "cxone-configuration", .. }), "{address}: {error}");
    }
}

#[tokio::test]
async fn a_gateway_in_between_keeps_its_path() {
    let world = World::start().await;
    let base = format!("{}gateway", world.running.login_url());
    let gated = World::with(FakeOptions { api_endpoint: Some(base), ..FakeOptions::default() }).await;
    let error = refused(&gated).await;
    assert_eq!(error.status(), Some(404), "asked for below /gateway, where nothing is");
    assert_eq!(error.decision(), Decision::Stop);
}

#[tokio::test]
async fn a_passing_fault_of_the_configuration_is_sat_out() {
    let world = World::start().await;
    world.fail("cxone-configuration", 2, FaultKind::HttpHtml);
    world.client.agents(&AgentFilter::default(), None, 1).await.unwrap();
    assert_eq!(world.calls("cxone-configuration"), 3);
}
