//! The conversation with one client, line by line.

use std::{io, time::Duration};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    time::timeout,
};

use super::{
    Fake,
    mail::{Envelope, Mail},
    script::{Script, script},
    sign_in,
};

/// How long a client may say nothing.
const IDLE: Duration = Duration::from_secs(300);

/// The longest line, far above RFC 5321's 1 000: who sends more is not a mail client.
const LINE: u64 = 64 * 1024;

/// How late `slow@` answers.
const SLOW: Duration = Duration::from_secs(3);

pub(super) async fn accept(listener: TcpListener, fake: &Fake) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        let mut session =
            Session { lines: BufReader::new(stream), fake: fake.clone(), signed_in: false, envelope: None };
        tokio::spawn(async move {
            // A client that leaves without a word is its own business.
            if let Err(error) = session.run().await {
                tracing::debug!(%error, "a client of the fake mail server left");
            }
        });
    }
}

pub(super) struct Session {
    lines: BufReader<TcpStream>,
    fake: Fake,
    signed_in: bool,
    /// Since MAIL.
    envelope: Option<Envelope>,
}

/// Whether the conversation goes on.
enum Next {
    Listen,
    HangUp,
}

impl Session {
    async fn run(&mut self) -> io::Result<()> {
        self.say("220 fake.example.test ESMTP Muster's made-up mail server").await?;
        while let Some(line) = self.hear().await? {
            if let Next::HangUp = self.answer(&line).await? {
                break;
            }
        }
        Ok(())
    }

    async fn answer(&mut self, line: &str) -> io::Result<Next> {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        let reply = match verb.to_ascii_uppercase().as_str() {
            "EHLO" => {
                self.envelope = None;
                let size = self.fake.0.options.size_limit;
                let offers = format!(
                    "250-fake.example.test\r\n250-SIZE {size}\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n\
                     250-ENHANCEDSTATUSCODES\r\n250 AUTH PLAIN LOGIN"
                );
                self.say(&offers).await?;
                return Ok(Next::Listen);
            }
            "HELO" => "250 fake.example.test",
            "AUTH" => return self.sign_in(rest).await,
            "MAIL" => self.mail(rest),
            "RCPT" => return self.rcpt(rest).await,
            "DATA" => return self.data().await,
            "RSET" => {
                self.envelope = None;
                "250 2.0.0 forgotten"
            }
            "NOOP" => "250 2.0.0 yes",
            "VRFY" => "252 2.5.0 try it",
            "QUIT" => {
                self.say("221 2.0.0 bye").await?;
                return Ok(Next::HangUp);
            }
            _ => "502 5.5.1 not here",
        };
        self.say(reply).await?;
        Ok(Next::Listen)
    }

    async fn sign_in(&mut self, rest: &str) -> io::Result<Next> {
        let (mechanism, first) = rest.split_once(' ').unwrap_or((rest, ""));
        let found = match mechanism.to_ascii_uppercase().as_str() {
            "PLAIN" => {
                let answer = if first.is_empty() { self.ask("").await? } else { first.to_owned() };
                sign_in::plain(&answer)
            }
            "LOGIN" => {
                let name = if first.is_empty() { self.ask(sign_in::USERNAME).await? } else { first.to_owned() };
                let password = self.ask(sign_in::PASSWORD).await?;
                sign_in::login(&name, &password)
            }
            _ => {
                self.say("504 5.5.4 PLAIN or LOGIN").await?;
                return Ok(Next::Listen);
            }
        };
        let options = &self.fake.0.options;
        let reply = match found {
            None => "501 5.5.2 that was not base64",
            Some(found) if sign_in::is_right(&found, options) => {
                self.signed_in = true;
                "235 2.7.0 come in"
            }
            Some(_) => "535 5.7.8 user name or password is wrong",
        };
        self.say(reply).await?;
        Ok(Next::Listen)
    }

    fn mail(&mut self, rest: &str) -> &'static str {
        if !self.fake.0.options.username.is_empty() && !self.signed_in {
            return "530 5.7.0 sign in first";
        }
        match path(rest, "FROM:") {
            Some(from) => {
                self.envelope = Some(Envelope { from, to: Vec::new() });
                "250 2.1.0 sender ok"
            }
            None => "501 5.5.4 MAIL FROM:<address>",
        }
    }

    async fn rcpt(&mut self, rest: &str) -> io::Result<Next> {
        let Some(envelope) = &mut self.envelope else {
            self.say("503 5.5.1 MAIL first").await?;
            return Ok(Next::Listen);
        };
        let Some(to) = path(rest, "TO:").filter(|to| to.contains('@')) else {
            self.say("501 5.1.3 RCPT TO:<address>").await?;
            return Ok(Next::Listen);
        };
        let refusal = match script(&to) {
            Some(Script::Bounce) => Some("550 5.1.1 no such mailbox"),
            Some(Script::Full) => Some("452 4.2.2 mailbox full"),
            Some(Script::Grey) if self.fake.state().greyed.insert(to.to_ascii_lowercase()) => {
                Some("451 4.7.1 greylisted, come again later")
            }
            Some(Script::Busy) => {
                self.say("421 4.3.2 too busy, bye").await?;
                return Ok(Next::HangUp);
            }
            Some(Script::Slow) => {
                tokio::time::sleep(SLOW).await;
                None
            }
            _ => None,
        };
        if refusal.is_none() {
            envelope.to.push(to);
        }
        self.say(refusal.unwrap_or("250 2.1.5 recipient ok")).await?;
        Ok(Next::Listen)
    }

    async fn data(&mut self) -> io::Result<Next> {
        let Some(envelope) = self.envelope.take().filter(|envelope| !envelope.to.is_empty()) else {
            self.say("503 5.5.1 RCPT first").await?;
            return Ok(Next::Listen);
        };
        self.say("354 end with a dot on a line of its own").await?;
        let Some(raw) = self.letter().await? else {
            self.say("552 5.3.4 too large").await?;
            return Ok(Next::Listen);
        };
        let scripts: Vec<_> = envelope.to.iter().filter_map(|to| script(to)).collect();
        self.fake.state().received += 1;
        if scripts.contains(&Script::Spam) {
            self.say("554 5.7.1 this looks like spam").await?;
            return Ok(Next::Listen);
        }
        let times = self.fake.keep(Mail::read(envelope, raw));
        if scripts.contains(&Script::Cut) && times == 1 {
            return Ok(Next::HangUp);
        }
        let number = self.fake.received();
        self.say(&format!("250 2.0.0 queued as FAKE{number}")).await?;
        Ok(Next::Listen)
    }

    /// Reads to the lone dot and undoes doubled ones. `None` when it was too much; what is too much is still read to
    /// its end, as the client listens only then.
    async fn letter(&mut self) -> io::Result<Option<Vec<u8>>> {
        let limit = self.fake.0.options.size_limit;
        let mut raw = Vec::new();
        let mut too_large = false;
        loop {
            let line = self.line().await?;
            if line.is_empty() {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if line == b".\r\n" {
                return Ok((!too_large).then_some(raw));
            }
            let content = if line.starts_with(b".") { &line[1..] } else { &line[..] };
            too_large |= raw.len() + content.len() > limit;
            if !too_large {
                raw.extend_from_slice(content);
            }
        }
    }

    async fn ask(&mut self, question: &str) -> io::Result<String> {
        self.say(&format!("334 {question}")).await?;
        self.hear().await?.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }

    async fn say(&mut self, line: &str) -> io::Result<()> {
        self.lines.get_mut().write_all(format!("{line}\r\n").as_bytes()).await
    }

    /// The next line without its end. `None` when the client has gone.
    async fn hear(&mut self) -> io::Result<Option<String>> {
        let line = self.line().await?;
        Ok((!line.is_empty()).then(|| String::from_utf8_lossy(&line).trim_end().to_owned()))
    }

    /// The next line with its end. Empty when the client has gone.
    async fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        let mut limited = (&mut self.lines).take(LINE);
        timeout(IDLE, limited.read_until(b'\n', &mut line)).await.map_err(|_| io::ErrorKind::TimedOut)??;
        Ok(line)
    }
}

/// The address in `FROM:<a@b> SIZE=…`.
fn path(rest: &str, keyword: &str) -> Option<String> {
    let head = rest.get(..keyword.len())?;
    let inside = rest[keyword.len()..].trim_start().strip_prefix('<')?;
    let (address, _) = inside.split_once('>')?;
    head.eq_ignore_ascii_case(keyword).then(|| address.to_owned())
}
