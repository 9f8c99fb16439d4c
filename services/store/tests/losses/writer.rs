//! A writing process: eight tasks that write to cases of their own through the register, each write
//! under a key until it is answered, and beside each the same transaction on the control's table.

use std::io::Write as _;

use domain::MatterId;
use domain::case::{Command, Step};
use domain::matter::{Content, Matter};
use store::{Database, Keyring, Register, Submission, SubmitError};
use tokio_postgres::Client;
use uuid::Uuid;

use crate::common::{Counted, at, connect, rules, zone};
use crate::faults::set_up;
use crate::stories::{US, by_traveller, case, file, submission, traveller};

/// Tasks that write, in each process.
pub(crate) const TASKS: u128 = 8;
/// Cases of one task: none grows so long that reading it is most of the work.
const CASES: u128 = 24;
/// Times that one key is sent before the run is broken.
const TRIES: usize = 200;

/// What a writing process is told.
pub(crate) struct Told {
    pub(crate) app_url: String,
    pub(crate) owner_url: String,
    pub(crate) number: u64,
    pub(crate) events: u64,
}

impl Told {
    pub(crate) fn arguments(&self) -> [String; 5] {
        let (number, events) = (self.number.to_string(), self.events.to_string());
        ["writer".to_owned(), self.app_url.clone(), self.owner_url.clone(), number, events]
    }

    fn read(arguments: &[String]) -> Self {
        let [app_url, owner_url, number, events] = arguments else { panic!("{arguments:?}") };
        let (number, events) = (number.parse().unwrap(), events.parse().unwrap());
        Self { app_url: app_url.clone(), owner_url: owner_url.clone(), number, events }
    }
}

/// Writes what it is told to, and prints a line for every write that was acknowledged: position and
/// key.
pub(crate) fn run(arguments: &[String]) {
    let told = Told::read(arguments);
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap();
    runtime.block_on(async {
        let database = Database::connect(&told.app_url, &told.owner_url).await.unwrap();
        // Nobody else reads what it seals: its cases are its own.
        let keys = Keyring::ephemeral().unwrap();
        let ids = Counted::range(told.number);
        let register = Register::open(database, keys, rules(), zone(), ids).await.unwrap();
        let mut tasks = Vec::new();
        for task in 0..TASKS {
            let first = 1 + (u128::from(told.number) * TASKS + task) * CASES;
            let events = told.events / u64::try_from(TASKS).unwrap();
            let control = connect(&told.owner_url).await;
            tasks.push(tokio::spawn(write(register.clone(), control, first, events)));
        }
        // Filing is not part of the run: the faults begin with it all the same.
        set_up();
        for task in tasks {
            task.await.unwrap();
        }
    });
}

async fn write(register: Register, control: Client, first: u128, events: u64) {
    for n in first..first + CASES {
        until_answered(|| file(&register, n, "Ana", at(0, 0))).await;
    }
    for number in 0..events {
        let n = first + u128::from(number) % CASES;
        let key = format!("{n}-{number}");
        let send =
            || register.submit(case(n), US, message(n, number, &key), by_traveller(n, at(1, 0)));
        let receipt = until_answered(send).await;
        let position = receipt.position.unwrap().0;
        writeln!(std::io::stdout().lock(), "{position} {key}").unwrap();
        crate::controls::write(&control).await;
    }
}

/// Sends a command until an answer comes. Undone, unknown and busy are all told apart by its key.
async fn until_answered<F, A>(send: F) -> store::Receipt
where
    F: Fn() -> A,
    A: Future<Output = Result<store::Receipt, SubmitError>>,
{
    let mut last = None;
    for _ in 0..TRIES {
        match send().await {
            Ok(receipt) => return receipt,
            Err(error @ (SubmitError::Unknown | SubmitError::Busy | SubmitError::Store(_))) => {
                last = Some(error);
            }
            Err(error) => panic!("{error:?}"),
        }
    }
    panic!("no answer: {last:?}");
}

fn message(n: u128, number: u64, key: &str) -> Submission {
    let text = MatterId(Uuid::from_u128(
        0x0194_0000_0000_7000_8000_0000_0000_0000 | (n << 24) | u128::from(number),
    ));
    let content = Content::Text { text: format!("Message {number}"), lang: Some("en".to_owned()) };
    let matter = vec![Matter { id: text, subject: traveller(n), content }];
    submission(key, Command::Case { step: Step::SendMessage { text } }, matter)
}
