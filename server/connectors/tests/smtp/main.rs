//! The real client against the made-up mail server.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod content;
mod faults;
mod network;
mod pages;
mod sign_in;

use connectors::{
    delivery::{Receipt, SendError},
    smtp::{
        Letter, Smtp, SmtpConfig,
        fake::{self, FakeOptions, Running},
    },
};

/// A fake with a client that may call this machine.
struct World {
    running: Running,
    smtp: Smtp,
}

impl World {
    async fn start() -> Self {
        Self::with(FakeOptions::default()).await
    }

    async fn with(options: FakeOptions) -> Self {
        let running = fake::start(options).await.unwrap();
        let smtp = client(running.config());
        Self { running, smtp }
    }

    async fn send_to(&self, to: &str) -> Result<Receipt, SendError> {
        self.smtp.send(&letter(to)).await
    }
}

fn client(config: SmtpConfig) -> Smtp {
    Smtp::new(config, true).unwrap()
}

fn letter(to: &str) -> Letter {
    Letter {
        to: to.to_owned(),
        from_name: None,
        subject: "Your account".to_owned(),
        text: "Welcome.\n".to_owned(),
        html: "<p>Welcome.</p>".to_owned(),
        message_id: format!("m-1.{}@console.example.test", to.split('@').next().unwrap_or_default()),
        language: None,
    }
}
