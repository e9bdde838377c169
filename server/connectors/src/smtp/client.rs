//! Sends letters.

use std::{fmt, sync::Arc, time::Duration};

use lettre::{
    Message,
    transport::smtp::{
        client::{AsyncSmtpConnection, TlsParameters},
        commands::{Data, Mail, Noop, Rcpt},
        extension::{Extension, MailBodyParameter, MailParameter},
    },
};
use tokio::time::timeout;

use super::{
    config::SmtpConfig,
    dial::{dial, within},
    letter::Letter,
    reply::{Stage, too_late},
};
use crate::delivery::{Reason, Receipt, SendError};

/// For everything about one letter.
const WHOLE: Duration = Duration::from_secs(90);

/// For the farewell, which decides nothing.
const FAREWELL: Duration = Duration::from_secs(2);

/// The client of one mail server. Cloning is cheap. Connections are not kept, so as many are open as letters are sent
/// at a time: the caller decides how many that is.
#[derive(Clone)]
pub struct Smtp(Arc<Inner>);

struct Inner {
    config: SmtpConfig,
    allow_private: bool,
    tls: Option<TlsParameters>,
}

impl Smtp {
    /// `allow_private` lets the host be on this machine or in its networks.
    ///
    /// # Errors
    /// `StopChannel`: the sender is no address, or the machine has no certificates to judge others by.
    pub fn new(config: SmtpConfig, allow_private: bool) -> Result<Self, SendError> {
        config.sender(None)?;
        let tls = config.tls()?;
        Ok(Self(Arc::new(Inner { config, allow_private, tls })))
    }

    pub fn config(&self) -> &SmtpConfig {
        &self.0.config
    }

    /// Hands one letter over. Takes at most 90 seconds: 10 to connect, 30 for each answer.
    ///
    /// # Errors
    /// See [`Decision`](crate::delivery::Decision). A connection that ended after the final dot is a `Retry` like any
    /// other: the receiving side knows the letter by its Message-ID.
    pub async fn send(&self, letter: &Letter) -> Result<Receipt, SendError> {
        let config = &self.0.config;
        let message = letter.compose(config.sender(letter.from_name.as_deref())?)?;
        let sending = async {
            let mut connection = self.dial().await?;
            let outcome = hand_over(&mut connection, &message).await;
            part(connection).await;
            outcome
        };
        timeout(WHOLE, sending).await.unwrap_or_else(|_| Err(too_late(Stage::Data)))
    }

    /// The *Test* button: connects, protects, signs in and leaves, without a letter.
    ///
    /// # Errors
    /// What [`Smtp::send`] would say to any letter.
    pub async fn test(&self) -> Result<(), SendError> {
        let testing = async {
            let mut connection = self.dial().await?;
            let outcome = within(Stage::Mail, connection.command(Noop)).await.map(drop);
            part(connection).await;
            outcome
        };
        timeout(WHOLE, testing).await.unwrap_or_else(|_| Err(too_late(Stage::Connect)))
    }

    async fn dial(&self) -> Result<AsyncSmtpConnection, SendError> {
        dial(&self.0.config, self.0.tls.as_ref(), self.0.allow_private).await
    }
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Smtp").field(&self.0.config).finish()
    }
}

/// Step by step and not by the library's own `send`, which does not tell at which step it was refused.
async fn hand_over(connection: &mut AsyncSmtpConnection, message: &Message) -> Result<Receipt, SendError> {
    let (envelope, bytes) = (message.envelope(), message.formatted());
    let offers = |extension| connection.server_info().supports_feature(extension);
    let mut parameters = Vec::new();
    let addresses = || envelope.from().into_iter().chain(envelope.to());
    if !addresses().all(|address| address.user().is_ascii()) {
        if !offers(Extension::SmtpUtfEight) {
            return Err(SendError::refuse(Reason::Rejected, "the server takes no addresses outside ASCII"));
        }
        parameters.push(MailParameter::SmtpUtfEight);
    }
    if !bytes.is_ascii() && offers(Extension::EightBitMime) {
        parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    within(Stage::Mail, connection.command(Mail::new(envelope.from().cloned(), parameters))).await?;
    for to in envelope.to() {
        within(Stage::Rcpt, connection.command(Rcpt::new(to.clone(), Vec::new()))).await?;
    }
    within(Stage::Data, connection.command(Data)).await?;
    let taken = within(Stage::Data, connection.message(&bytes)).await?;
    let provider_id = crate::delivery::one_line(&taken.message().collect::<Vec<_>>().join(" "), 200);
    Ok(Receipt { provider_id })
}

/// Says QUIT. Whatever comes back, or nothing, the outcome stands already.
async fn part(mut connection: AsyncSmtpConnection) {
    // `abort` is the call that leaves a broken connection alone.
    drop(timeout(FAREWELL, connection.abort()).await);
}
