//! A real SMTP server (aiosmtpd) that can go away and come back at the same address, and what it was
//! handed. It ends with the test, however the test ends.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The server, there or away.
#[derive(Debug)]
pub struct MailServer {
    folder: PathBuf,
    port: u16,
    child: Option<Child>,
}

/// A mail as the server took it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Message-ID, up to its at sign: the id of the outbox row.
    pub id: String,
    /// Whom the envelope named.
    pub to: String,
}

impl MailServer {
    /// Starts one.
    ///
    /// # Panics
    /// Where it does not start: Python or aiosmtpd is missing.
    pub fn start(name: &str) -> Self {
        let folder = PathBuf::from(format!("/var/tmp/redress-mail-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("make a folder");
        let mut made = Self { folder, port: 0, child: None };
        made.back();
        made
    }

    /// Its address for `REDRESS_SMTP_URL`.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Goes away: whoever knocks finds nobody.
    ///
    /// # Panics
    /// Where it was away.
    pub fn away(&mut self) {
        let mut child = self.child.take().expect("it is there");
        child.kill().expect("end it");
        child.wait().expect("see it end");
    }

    /// Comes back, at the address that it had.
    ///
    /// # Panics
    /// Where it was there.
    pub fn back(&mut self) {
        assert!(self.child.is_none(), "it is there already");
        let python = std::env::var_os("TESTS_PYTHON").unwrap_or_else(|| "python3".into());
        let mut child = Command::new(python)
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/mail_server.py"))
            .arg(self.folder.join("box"))
            .arg(self.port.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("start the Python that TESTS_PYTHON names");
        let mut line = String::new();
        let out = child.stdout.take().expect("its output");
        BufReader::new(out).read_line(&mut line).expect("read where it listens");
        self.child = Some(child);
        let said = line.trim().parse();
        self.port =
            said.expect("a port; is aiosmtpd there for the Python that TESTS_PYTHON names?");
    }

    /// Everything that it was handed, copies too.
    ///
    /// # Panics
    /// Where a mail bears no Message-ID or was for nobody.
    pub fn received(&self) -> Vec<Received> {
        let Ok(files) = fs::read_dir(self.folder.join("box/new")) else { return Vec::new() };
        let texts = files.map(|file| fs::read(file.expect("a file").path()).expect("read a mail"));
        texts.map(|bytes| received(&String::from_utf8_lossy(&bytes))).collect()
    }

    /// Each mail by its id: whom it went to, and how often it was handed over.
    ///
    /// # Panics
    /// Where two people were sent mails of one id.
    pub fn copies(&self) -> BTreeMap<String, (String, usize)> {
        let mut all: BTreeMap<String, (String, usize)> = BTreeMap::new();
        for mail in self.received() {
            let (to, copies) = all.entry(mail.id).or_insert_with(|| (mail.to.clone(), 0));
            assert_eq!(*to, mail.to, "one Message-ID for two people");
            *copies += 1;
        }
        all
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        if self.child.is_some() {
            self.away();
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn received(text: &str) -> Received {
    let head: Vec<&str> = text.lines().take_while(|line| !line.trim().is_empty()).collect();
    let of = |name: &str| {
        let own = head.iter().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        });
        own.unwrap_or_else(|| panic!("no {name} in {head:?}")).to_owned()
    };
    let id = of("message-id");
    let id = id.trim_start_matches('<').split('@').next().unwrap_or_default().to_owned();
    Received { id, to: of("x-rcptto") }
}
