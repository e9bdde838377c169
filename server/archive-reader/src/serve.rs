//! The child: answers one request after the other until its input ends.

use std::{
    io::{self, BufRead, Read, Write},
    process::ExitCode,
};

use base64::{Engine, engine::general_purpose::STANDARD};

use crate::{
    bounds,
    library::{Library, NoLibrary},
    protocol::{Answer, LINE_BYTES, Request},
};

/// Answers on standard output what standard input asks, line by line. Call it first thing in a process without threads: with
/// `Init` the process binds its own memory, and standard output is taken away from everything else in it.
///
/// It fails only where nobody takes the answers. It ends when the input does, so it does not outlive its parent.
pub fn serve() -> ExitCode {
    match bounds::take_output().and_then(|mut out| answer_all(&mut io::stdin().lock(), &mut out)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn answer_all(input: &mut dyn BufRead, out: &mut dyn Write) -> io::Result<()> {
    let mut library = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        (&mut *input).take(LINE_BYTES).read_until(b'\n', &mut line)?;
        if !line.ends_with(b"\n") {
            return Ok(());
        }
        let answer = match serde_json::from_slice(&line) {
            Ok(request) => answer(&mut library, request)?,
            Err(error) => Answer::Misunderstood { detail: error.to_string() },
        };
        let mut said = serde_json::to_vec(&answer).map_err(io::Error::other)?;
        said.push(b'\n');
        out.write_all(&said)?;
        out.flush()?;
    }
}

fn answer(library: &mut Option<Library>, request: Request) -> io::Result<Answer> {
    let out_of_turn = || Answer::Misunderstood { detail: "out of turn".to_owned() };
    Ok(match (request, &library) {
        (Request::Init { library: path, corp_id, secret, memory }, None) => {
            bounds::bind(memory)?;
            match Library::load(&path, &corp_id, &secret) {
                Ok(loaded) => {
                    *library = Some(loaded);
                    Answer::Ready
                }
                Err(NoLibrary::Unusable(fault, detail)) => Answer::Unusable { fault, detail },
                Err(NoLibrary::Refused(code)) => Answer::Refused { code },
            }
        }
        (Request::Pull { seq, limit, route }, Some(library)) => {
            text(library.pull(seq, limit, &route), UNREADABLE, |text| Answer::Pulled { text })
        }
        (Request::Decrypt { key, message }, Some(library)) => {
            text(library.decrypt(&key, &message), NOT_DECRYPTED, |text| Answer::Plain { text })
        }
        (Request::Media { file, index, route }, Some(library)) => match library.media(&file, &index, &route) {
            Ok(piece) => match String::from_utf8(piece.index) {
                Ok(index) => Answer::Piece { data: STANDARD.encode(piece.data), index, finished: piece.finished },
                Err(_) => Answer::Refused { code: UNREADABLE },
            },
            Err(code) => Answer::Refused { code },
        },
        (Request::Init { .. }, Some(_)) | (_, None) => out_of_turn(),
    })
}

/// The library's number for an answer it cannot read.
const UNREADABLE: i32 = 10_002;
/// The library's number for a message that does not decrypt.
const NOT_DECRYPTED: i32 = 10_006;

/// Bytes that should be text. A message that decrypts into anything else was opened with the wrong key.
fn text(bytes: Result<Vec<u8>, i32>, otherwise: i32, say: impl Fn(String) -> Answer) -> Answer {
    match bytes.map(String::from_utf8) {
        Ok(Ok(text)) => say(text),
        Ok(Err(_)) => Answer::Refused { code: otherwise },
        Err(code) => Answer::Refused { code },
    }
}
