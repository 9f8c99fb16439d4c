//! A small SMTP server in this process. It can say no now, say no for good, say nothing, or hang
//! up after it took a mail.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// How the server behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Takes every mail.
    Takes,
    /// Answers each recipient with this code.
    Answers(u16),
    /// Answers the end of a mail with this code.
    AnswersAfterData(u16),
    /// Takes the mail and says nothing any more.
    Silent,
    /// Takes the mail and hangs up before it says so.
    HangsUp,
}

/// A mail as the server took it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Taken {
    pub(crate) to: Vec<String>,
    pub(crate) data: String,
}

/// The server.
#[derive(Clone)]
pub(crate) struct Sink {
    pub(crate) url: String,
    mode: Arc<Mutex<Mode>>,
    taken: Arc<Mutex<Vec<Taken>>>,
}

impl Sink {
    pub(crate) async fn start(mode: Mode) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let sink = Self {
            url: format!("smtp://127.0.0.1:{port}"),
            mode: Arc::new(Mutex::new(mode)),
            taken: Arc::default(),
        };
        let serving = sink.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let one = serving.clone();
                // A client that goes away mid-way is what some tests are about.
                tokio::spawn(async move { one.talk(stream).await.unwrap_or_default() });
            }
        });
        sink
    }

    pub(crate) fn behave(&self, mode: Mode) {
        *self.mode.lock().expect("no panic while held") = mode;
    }

    pub(crate) fn taken(&self) -> Vec<Taken> {
        self.taken.lock().expect("no panic while held").clone()
    }

    fn mode(&self) -> Mode {
        *self.mode.lock().expect("no panic while held")
    }

    async fn talk(&self, stream: TcpStream) -> std::io::Result<()> {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        let mut to = Vec::new();
        write.write_all(b"220 sink\r\n").await?;
        while let Some(line) = lines.next_line().await? {
            let small = line.to_ascii_lowercase();
            let reply = match small.get(..4).unwrap_or_default() {
                "ehlo" => "250-sink\r\n250 8BITMIME\r\n".to_owned(),
                "rcpt" => match self.mode() {
                    Mode::Answers(code) => format!("{code} not <someone@example.org>\r\n"),
                    Mode::Takes | Mode::AnswersAfterData(_) | Mode::Silent | Mode::HangsUp => {
                        to.push(line.clone());
                        "250 ok\r\n".to_owned()
                    }
                },
                "data" => {
                    write.write_all(b"354 go on\r\n").await?;
                    let mut data = String::new();
                    while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                        data.push_str(&line);
                        data.push('\n');
                    }
                    match self.take(std::mem::take(&mut to), data) {
                        Mode::HangsUp => return Ok(()),
                        Mode::Silent => continue,
                        Mode::AnswersAfterData(code) => format!("{code} no\r\n"),
                        Mode::Takes | Mode::Answers(_) => "250 taken\r\n".to_owned(),
                    }
                }
                "quit" => "221 bye\r\n".to_owned(),
                _ => "250 ok\r\n".to_owned(),
            };
            write.write_all(reply.as_bytes()).await?;
        }
        Ok(())
    }

    fn take(&self, to: Vec<String>, data: String) -> Mode {
        let mode = self.mode();
        if !matches!(mode, Mode::AnswersAfterData(_)) {
            self.taken.lock().expect("no panic while held").push(Taken { to, data });
        }
        mode
    }
}
