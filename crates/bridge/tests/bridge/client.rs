//! A bridge as a process of its own, and just enough HTTP to ask it what a browser would not.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A running bridge with a home folder of its own; it ends with the test.
pub(crate) struct Bridge {
    process: Child,
    pub(crate) port: u16,
    pub(crate) token: String,
    pub(crate) folder: TempDir,
}

impl Bridge {
    pub(crate) fn start(more: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let token_file = folder.path().join("token");
        let mut process = Command::new(env!("CARGO_BIN_EXE_assay-bridge"))
            .args(["--home", folder.path().join("home").to_str().unwrap()])
            .args(["--token-file", token_file.to_str().unwrap()])
            .args(more)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut url = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut url).unwrap();
        let rest = url.trim().strip_prefix("http://127.0.0.1:").unwrap_or_else(|| panic!("printed: {url:?}"));
        let (port, token) = rest.split_once("/?token=").unwrap();
        assert_eq!(std::fs::read_to_string(&token_file).unwrap(), token);
        assert_owner_only(&token_file);
        Self { process, port: port.parse().unwrap(), token: token.to_owned(), folder }
    }

    /// Calls a command and gives its last line.
    pub(crate) fn call(&self, command: &str, input: &Value) -> Value {
        self.lines(command, input).pop().unwrap()
    }

    /// Calls a command and gives all lines of the answer.
    pub(crate) fn lines(&self, command: &str, input: &Value) -> Vec<Value> {
        let request = Request::post(&format!("/api/{command}")).header("x-assay-token", &self.token);
        let answer = self.send(request.body(input.to_string().as_bytes()));
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The result of a command that must succeed.
    pub(crate) fn result(&self, command: &str, input: &Value) -> Value {
        let mut answer = self.call(command, input);
        assert!(answer.get("result").is_some(), "{command} {input}: {answer}");
        answer["result"].take()
    }

    pub(crate) fn send(&self, request: Request) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let Request { mut head, body } = request;
        if !head.contains("\r\nhost: ") {
            let _ = write!(head, "host: 127.0.0.1:{}\r\n", self.port);
        }
        let _ = write!(head, "content-length: {}\r\nconnection: close\r\n\r\n", body.len());
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(&body).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        Answer::parse(&bytes)
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub(crate) struct Request {
    head: String,
    body: Vec<u8>,
}

impl Request {
    pub(crate) fn get(path: &str) -> Self {
        Self { head: format!("GET {path} HTTP/1.1\r\n"), body: Vec::new() }
    }

    pub(crate) fn post(path: &str) -> Self {
        Self { head: format!("POST {path} HTTP/1.1\r\n"), body: Vec::new() }
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        let _ = write!(self.head, "{name}: {value}\r\n");
        self
    }

    pub(crate) fn body(mut self, body: &[u8]) -> Self {
        self.body = body.to_vec();
        self
    }
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    fn parse(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|it| it == b"\r\n\r\n").expect("no end of the head");
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let body = &bytes[end + 4..];
        let body = if head.contains("transfer-encoding: chunked") { unchunked(body) } else { body.to_vec() };
        Self { status, head, body }
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")))
    }
}

fn unchunked(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(at) = rest.windows(2).position(|it| it == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..at]).unwrap(), 16).unwrap();
        body.extend_from_slice(&rest[at + 2..at + 2 + size]);
        rest = &rest[at + 4 + size..];
        if size == 0 {
            break;
        }
    }
    body
}

#[cfg(unix)]
fn assert_owner_only(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o077, 0);
}

#[cfg(not(unix))]
fn assert_owner_only(_: &Path) {}
