//! One installation under test: the real program with a clock that moves only when told and its own
//! database in a folder of its own. It can be killed and started again, and leaves nothing running.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::api::Api;
use crate::cluster::Server;
use crate::database::Owner;
use crate::desk::Desk;
use crate::one_time;

/// Where a program with places to die at is told which.
const FAILPOINTS: &str = "FAILPOINTS";
/// How often the clock is turned before a failure counts.
const TURNS: usize = 5;

/// An installation.
#[derive(Debug)]
pub struct Installation {
    folder: PathBuf,
    child: Option<Child>,
    ready: Value,
    bind: String,
    now: Timestamp,
    cases: u32,
    settings: Vec<(&'static str, String)>,
    planted: Option<String>,
}

impl Installation {
    /// Starts one with an empty record at an instant.
    ///
    /// # Panics
    /// Where it does not start: there is no story without it.
    pub fn start(name: &str, at: &str) -> Self {
        Self::set(name, at, Vec::new())
    }

    /// The same, with a synthetic history of so many cases behind it.
    ///
    /// # Panics
    /// Where it does not start.
    pub fn seeded(name: &str, at: &str, cases: u32) -> Self {
        let mut made = Self::made(name, at.parse().expect("an instant"), Vec::new());
        made.cases = cases;
        made.restart();
        made
    }

    /// The same, with mail to an SMTP server besides the mailbox.
    ///
    /// # Panics
    /// Where it does not start.
    pub fn mailing(name: &str, at: &str, smtp: &str) -> Self {
        Self::set(name, at, vec![("REDRESS_SMTP_URL", smtp.to_owned())])
    }

    /// The same, on a database that is not its own and goes away without it.
    ///
    /// # Panics
    /// Where it does not start.
    pub fn on(name: &str, at: &str, database: &Server) -> Self {
        Self::set(name, at, database.settings())
    }

    /// A second process on the record of this one: its database, keys and documents, under the same
    /// clock, with a folder and an address of its own.
    ///
    /// # Panics
    /// Where it does not start.
    #[must_use]
    pub fn beside(&self, name: &str) -> Self {
        let settings = self.record();
        let mut made = Self::made(name, self.now, settings);
        let (from, to) = (self.folder.join("data"), made.folder.join("data"));
        fs::create_dir_all(&to).expect("make a folder");
        // Who signs in was drawn once and is remembered beside the data.
        let name = "demonstration.json";
        fs::copy(from.join(name), to.join(name)).expect("copy the sign-ins");
        made.restart();
        made
    }

    fn set(name: &str, at: &str, settings: Vec<(&'static str, String)>) -> Self {
        let mut made = Self::made(name, at.parse().expect("an instant"), settings);
        made.restart();
        made
    }

    fn made(name: &str, now: Timestamp, settings: Vec<(&'static str, String)>) -> Self {
        let folder = PathBuf::from(format!("/var/tmp/redress-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("make a folder");
        // As root the database runs as somebody else, who must get in.
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).expect("open the folder");
        let bind = "127.0.0.1:0".to_owned();
        Self {
            folder,
            child: None,
            ready: Value::Null,
            bind,
            now,
            cases: 0,
            settings,
            planted: None,
        }
    }

    /// Starts the program on its folder, at the address it had.
    ///
    /// # Panics
    /// Where it ends before it is ready; what it said is in the message.
    pub fn restart(&mut self) {
        assert!(self.try_restart(), "redress ended before it was ready:\n{}", self.last_said());
    }

    /// The same; false where it ended before it was ready.
    ///
    /// # Panics
    /// Where it runs, or cannot be started at all.
    pub fn try_restart(&mut self) -> bool {
        assert!(self.child.is_none(), "it runs already");
        let said = File::options().create(true).append(true).open(self.said()).expect("a log");
        let (at, cases) = (self.now.to_string(), self.cases.to_string());
        let mut command = program();
        command
            .args(["--json", "demo", "--clock", "manual", "--cases", &cases, "--at", &at, "--data"])
            .arg(self.folder.join("data"))
            .env("REDRESS_BIND", &self.bind)
            .env("REDRESS_METRICS_BIND", "127.0.0.1:0")
            .envs(self.settings.iter().map(|(name, value)| (*name, value.as_str())))
            .envs(self.planted.iter().map(|planted| (FAILPOINTS, planted)))
            .stdout(Stdio::piped())
            .stderr(said);
        let mut child = command.spawn().expect("start redress");
        let out = child.stdout.take().expect("its output");
        self.child = Some(child);
        let line = BufReader::new(out).lines().map_while(Result::ok).find(|l| l.starts_with('{'));
        let Some(line) = line else {
            self.wait_end();
            return false;
        };
        self.ready = serde_json::from_str(&line).expect("one line of JSON");
        self.bind = self.url().trim_start_matches("http://").to_owned();
        true
    }

    /// From its next start on the program dies at a place, as the text says, or at none.
    pub fn plant(&mut self, planted: Option<String>) {
        self.planted = planted;
    }

    /// Waits until the program ends; answers with what.
    ///
    /// # Panics
    /// Where it does not run.
    pub fn wait_end(&mut self) -> ExitStatus {
        self.child.take().expect("it runs").wait().expect("see it end")
    }

    /// Its process.
    ///
    /// # Panics
    /// Where it does not run.
    pub fn id(&self) -> u32 {
        self.child.as_ref().expect("it runs").id()
    }

    /// Kills the program where it runs.
    pub fn kill_if_there(&mut self) {
        if self.child.is_some() {
            self.kill9();
        }
    }

    /// What its clock shows.
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// What its clock will show so many days on.
    pub fn later(&self, days: i64) -> Timestamp {
        self.now + jiff::SignedDuration::from_hours(24 * days)
    }

    /// Kills the program as a power cut would, without a chance to tidy up.
    ///
    /// # Panics
    /// Where it does not run.
    pub fn kill9(&mut self) {
        let mut child = self.child.take().expect("it runs");
        child.kill().expect("kill it");
        child.wait().expect("see it end");
    }

    /// Asks the program to stop and waits for it.
    pub fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            signal("INT", child.id());
            let _ = child.wait();
        }
    }

    /// Where its pages are.
    ///
    /// # Panics
    /// Where it never said.
    pub fn url(&self) -> &str {
        self.ready["url"].as_str().expect("an address")
    }

    /// Moves the clock to an instant; the rooms work through the time between.
    ///
    /// # Panics
    /// Where the clock does not get there.
    pub fn clock(&mut self, at: &str) {
        let turn = || Api::at(self.url()).post("/demo/clock", None, &json!({ "at": at }));
        let mut answer = turn().expect("move the clock");
        for _ in 1..TURNS {
            // A round that failed because the machine is busy is gone on with at the next turn.
            if answer.status < 500 {
                break;
            }
            answer = turn().expect("move the clock");
        }
        let now = answer.done()["now"].clone();
        self.now = now.as_str().and_then(|n| n.parse().ok()).expect("an instant");
    }

    /// Moves the clock on by whole days.
    ///
    /// # Panics
    /// Where the clock does not get there.
    pub fn days(&mut self, days: i64) {
        let to = self.later(days);
        self.clock(&to.to_string());
    }

    /// Moves the clock on by minutes.
    ///
    /// # Panics
    /// Where the clock does not get there.
    pub fn minutes(&mut self, minutes: i64) {
        let to = self.now + jiff::SignedDuration::from_mins(minutes);
        self.clock(&to.to_string());
    }

    /// Lets days go by while the program does not run: it wakes to a clock that moved on.
    ///
    /// # Panics
    /// Where it runs.
    pub fn asleep(&mut self, days: i64) {
        assert!(self.child.is_none(), "it is awake");
        self.now += jiff::SignedDuration::from_hours(24 * days);
    }

    /// The registered program, with a fresh token.
    pub fn client(&self) -> Api {
        let client = &self.ready["clients"][0];
        Api::at(self.url()).signed_in(&json!({
            "grant_type": "client_credentials",
            "client_id": client["client_id"],
            "client_secret": client["client_secret"],
        }))
    }

    /// The member of staff whose address begins so, with a fresh token. A one-time code holds once: between two
    /// sign-ins of one person the clock must move.
    ///
    /// # Panics
    /// Where nobody has it.
    pub fn staff(&self, email: &str) -> Api {
        let [email, password, code] = self.sign_in(email);
        Api::at(self.url()).signed_in(&json!({
            "grant_type": "password",
            "username": email,
            "password": password,
            "totp": code,
        }))
    }

    /// The same person at the desk, with pages instead of a token.
    ///
    /// # Panics
    /// Where nobody has that address or the door stays shut.
    pub fn desk(&self, email: &str) -> Desk {
        let [email, password, code] = self.sign_in(email);
        Desk::sign_in(self.url(), &email, &password, &code)
    }

    /// Address, password and the code of this moment.
    fn sign_in(&self, email: &str) -> [String; 3] {
        let all = self.ready["staff"].as_array().expect("staff");
        let who = all.iter().find(|w| w["email"].as_str().is_some_and(|e| e.starts_with(email)));
        let who = who.expect("somebody with that address");
        let second = u64::try_from(self.now.as_second()).expect("after 1970");
        let text = |field: &str| who[field].as_str().expect("a text").to_owned();
        let code = one_time::code(&text("totp_secret"), second).expect("a code");
        [text("email"), text("password"), code]
    }

    /// Runs a command of the program on this installation's record.
    ///
    /// # Panics
    /// Where it cannot be started.
    pub fn command(&self, arguments: &[&str]) -> Output {
        program().arg("--json").args(arguments).envs(self.record()).output().expect("run redress")
    }

    /// The same, and the command dies at a place.
    ///
    /// # Panics
    /// Where it cannot be started.
    pub fn command_with(&self, arguments: &[&str], planted: &str) -> Output {
        let mut command = program();
        command.arg("--json").args(arguments).envs(self.record()).env(FAILPOINTS, planted);
        command.output().expect("run redress")
    }

    /// The database as its owner sees it.
    ///
    /// # Panics
    /// Where it does not answer.
    pub fn owner(&self) -> Owner {
        Owner::connect(&self.owner_url())
    }

    /// Address of its database for the owner.
    ///
    /// # Panics
    /// Where it never said.
    pub fn owner_url(&self) -> String {
        self.program_url().replace("//redress:", "//redress_owner:")
    }

    /// Address of its database for the program.
    ///
    /// # Panics
    /// Where it never said.
    pub fn program_url(&self) -> &str {
        self.ready["database_url"].as_str().expect("a database")
    }

    /// Settings that name this installation's record.
    fn record(&self) -> Vec<(&'static str, String)> {
        let data = self.folder.join("data");
        let documents = format!("file:{}", data.join("documents").display());
        vec![
            ("REDRESS_DATABASE_URL", self.program_url().to_owned()),
            ("REDRESS_DIRECT_DATABASE_URL", self.owner_url()),
            ("REDRESS_KEYRING", data.join("keyring.json").display().to_string()),
            ("REDRESS_HEADS_FOLDER", data.join("heads").display().to_string()),
            ("REDRESS_DOCUMENTS_URL", documents),
        ]
    }

    /// The folder of everything that it writes: database, files, keyring, logs.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Starts a command of the program on this installation's record; what it says is piped.
    ///
    /// # Panics
    /// Where it cannot be started.
    pub fn begin(&self, arguments: &[&str]) -> Child {
        let mut command = program();
        command.arg("--json").args(arguments).envs(self.record());
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("run redress")
    }

    /// Memory that the program holds now, in kB.
    ///
    /// # Panics
    /// Where it does not run.
    pub fn resident_kb(&self) -> u64 {
        let id = self.child.as_ref().expect("it runs").id();
        let status = fs::read_to_string(format!("/proc/{id}/status")).expect("its status");
        let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).expect("a size");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }

    fn said(&self) -> PathBuf {
        self.folder.join("said.log")
    }

    fn last_said(&self) -> String {
        let text = fs::read_to_string(self.said()).unwrap_or_default();
        let lines: Vec<&str> = text.lines().rev().take(30).collect();
        lines.into_iter().rev().collect::<Vec<_>>().join("\n")
    }
}

impl Drop for Installation {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let _ = fs::copy(self.said(), self.folder.with_extension("log"));
        }
        self.stop();
        // Where the program was killed, its database is still there.
        let lock = self.folder.join("data/postgres/postmaster.pid");
        let text = fs::read_to_string(lock).unwrap_or_default();
        if let Some(id) = text.lines().next().and_then(|l| l.trim().parse().ok()) {
            signal("QUIT", id);
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

pub(crate) fn signal(name: &str, id: u32) {
    let script = "kill -s \"$0\" \"$1\"";
    let _ = Command::new("sh").args(["-c", script, name, &id.to_string()]).status();
}

/// The program that is tested: the one named in `TESTS_REDRESS`, else the one built for development.
pub fn program() -> Command {
    let usual = || house().join("target/debug/redress").into();
    Command::new(std::env::var_os("TESTS_REDRESS").unwrap_or_else(usual))
}

/// The folder of the house.
pub fn house() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
