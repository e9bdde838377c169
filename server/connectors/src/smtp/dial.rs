//! From a host's name to a connection that is protected and signed in.

use std::{future::Future, net::SocketAddr, time::Duration};

use lettre::transport::smtp::{
    Error,
    authentication::{Credentials, Mechanism},
    client::{AsyncSmtpConnection, TlsParameters},
    extension::ClientId,
};
use tokio::{net::lookup_host, time::timeout};

use super::{
    config::{Security, SmtpConfig},
    reply::{Stage, judge, too_late},
};
use crate::{
    delivery::{Reason, SendError},
    http::is_private,
};

/// Until one address of the host takes the connection.
const CONNECT: Duration = Duration::from_secs(10);

/// For the answer to one command, the greeting with TLS among them.
const COMMAND: Duration = Duration::from_secs(30);

/// Opens a connection that is ready for a letter.
pub(super) async fn dial(
    config: &SmtpConfig,
    tls: Option<&TlsParameters>,
    allow_private: bool,
) -> Result<AsyncSmtpConnection, SendError> {
    let found = resolve(config, allow_private).await?;
    if config.security == Security::None && !config.username.is_empty() {
        let here = allow_private && found.iter().all(|address| address.ip().is_loopback());
        if !here {
            return Err(SendError::stop(Reason::NotTls, "a password is not sent without TLS"));
        }
    }
    let hello = ClientId::default();
    let wrapper = tls.filter(|_| config.security == Security::Tls).cloned();
    // The addresses that were checked, not the name: a second answer of the name server could be another.
    let connecting = AsyncSmtpConnection::connect_tokio1(found.as_slice(), Some(CONNECT), &hello, wrapper, None);
    let mut connection = within(Stage::Connect, connecting).await?;
    if let (Security::StartTls, Some(tls)) = (config.security, tls) {
        within(Stage::StartTls, connection.starttls(tls.clone(), &hello)).await?;
    }
    if !config.username.is_empty() {
        let credentials = Credentials::new(config.username.clone(), config.password.expose().to_owned());
        within(Stage::Auth, connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials)).await?;
    }
    Ok(connection)
}

/// One step of the conversation, in its time.
pub(super) async fn within<T>(stage: Stage, step: impl Future<Output = Result<T, Error>>) -> Result<T, SendError> {
    match timeout(COMMAND, step).await {
        Ok(answer) => answer.map_err(|error| judge(stage, &error)),
        Err(_) => Err(too_late(stage)),
    }
}

async fn resolve(config: &SmtpConfig, allow_private: bool) -> Result<Vec<SocketAddr>, SendError> {
    let host = config.host.trim().trim_matches(['[', ']']);
    let found = timeout(CONNECT, lookup_host((host, config.port))).await.map_err(|_| too_late(Stage::Connect))?;
    let found: Vec<_> = found.map_err(|error| SendError::retry(Reason::Unreachable, error))?.collect();
    if found.is_empty() {
        return Err(SendError::retry(Reason::Unreachable, format!("{host} has no address")));
    }
    // One private address among public ones is how rebinding starts: refuse the name, not the address.
    if !allow_private && found.iter().any(|address| is_private(address.ip())) {
        return Err(SendError::stop(Reason::PrivateAddress, format!("{host} is in a private network")));
    }
    Ok(found)
}
