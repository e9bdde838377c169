//! The real programs, started as processes, and what the system says about them.

use anyhow::{Context as _, Result, bail};
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The release build of the binary.
const MUSTER: &str = env!("CARGO_BIN_EXE_muster");
/// The only account.
pub const EMAIL: &str = "ada@example.com";
pub const PASSWORD: &str = "correct horse battery staple";

/// A running `muster`; killed when dropped.
pub struct Process {
    child: Child,
    pub address: SocketAddr,
    /// From the start of the process to the first answer that it is ready.
    pub ready_after: Duration,
}

impl Process {
    /// `muster serve` on a folder.
    pub fn serve(data: &Path) -> Result<Self> {
        let address = free()?;
        let mut command = Command::new(MUSTER);
        command.args(["serve", "--allow-private-addresses", "--log", "warn", "--data"]).arg(data);
        Self::start(command.arg("--listen").arg(address.to_string()), address, "/readyz")
    }

    /// `muster fake wecom` with these arguments.
    pub fn fake(arguments: &[String]) -> Result<Self> {
        let address = free()?;
        let mut command = Command::new(MUSTER);
        command.args(["fake", "wecom"]).args(arguments);
        Self::start(command.arg("--listen").arg(address.to_string()), address, "/cgi-bin/gettoken")
    }

    fn start(command: &mut Command, address: SocketAddr, path: &str) -> Result<Self> {
        let began = Instant::now();
        let child = command.stdout(Stdio::null()).spawn().context("the binary starts")?;
        let mut process = Self { child, address, ready_after: Duration::ZERO };
        while !answers(address, path) {
            if let Some(status) = process.child.try_wait()? {
                bail!("it ended before it was ready: {status}");
            }
            if began.elapsed() > Duration::from_secs(120) {
                bail!("it did not become ready");
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        process.ready_after = began.elapsed();
        Ok(process)
    }

    /// The address as a browser writes it.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Resident memory now, and the most there ever was, in megabytes.
    pub fn memory(&self) -> (u64, u64) {
        (self.status("VmRSS:"), self.status("VmHWM:"))
    }

    /// The most resident memory that the programs which this one runs now ever had, in megabytes.
    pub fn memory_of_children(&self) -> u64 {
        let id = self.child.id();
        let threads = std::fs::read_dir(format!("/proc/{id}/task")).into_iter().flatten().flatten();
        let children = threads.filter_map(|thread| std::fs::read_to_string(thread.path().join("children")).ok());
        let children: Vec<u32> = children
            .flat_map(|ids| ids.split_whitespace().filter_map(|id| id.parse().ok()).collect::<Vec<_>>())
            .collect();
        children.into_iter().map(|child| status(child, "VmHWM:")).sum()
    }

    fn status(&self, field: &str) -> u64 {
        status(self.child.id(), field)
    }

    /// Seconds of processor time so far, of the program and of the kernel for it.
    pub fn processor(&self) -> f64 {
        let text = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        // The name of the program, the second field, may hold blanks.
        let after = text.rsplit(')').next().unwrap_or_default();
        let ticks = after.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok());
        ticks.sum::<f64>() / 100.0
    }
}

/// A line of what the system says about a process; 0 for one that is gone.
fn status(id: u32, field: &str) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(field));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or_default() / 1024
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

fn answers(address: SocketAddr, path: &str) -> bool {
    let Ok(mut stream) = TcpStream::connect(address) else { return false };
    let mut answer = [0; 12];
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).is_ok() && stream.read_exact(&mut answer).is_ok() && answer.ends_with(b"200")
}

/// Makes an organisation with its owner in a new folder.
pub fn init(data: &Path) -> Result<()> {
    let mut child = Command::new(MUSTER)
        .args(["init", "--organisation", "Harbour Works", "--email", EMAIL, "--password-stdin", "--data"])
        .arg(data)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()?;
    child.stdin.take().context("a pipe")?.write_all(PASSWORD.as_bytes())?;
    if !child.wait()?.success() {
        bail!("the organisation could not be made");
    }
    Ok(())
}
