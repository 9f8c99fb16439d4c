//! Builds the pages' styles and scripts into the output folder and lists them for embedding.
//! npm runs only when its lock changed; with `REDRESS_ASSETS` (a folder that holds the built
//! `site.css` and `site.js`) it does not run at all.

use std::env::var_os;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

const BUILT: [&str; 2] = ["site.css", "site.js"];
const SOURCES: [&str; 4] = ["package.json", "package-lock.json", ".npmrc", "build.mjs"];

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let Err(why) = make() else {
        return ExitCode::SUCCESS;
    };
    eprintln!("{why}");
    ExitCode::FAILURE
}

fn make() -> Outcome<()> {
    println!("cargo::rerun-if-env-changed=REDRESS_ASSETS");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=assets");
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=templates");
    let out = PathBuf::from(var_os("OUT_DIR").ok_or("cargo gives an output folder")?);
    let folder = match var_os("REDRESS_ASSETS") {
        Some(given) => {
            println!("cargo::rerun-if-changed={}", given.to_string_lossy());
            PathBuf::from(given)
        }
        None => build(&out).map_err(|why| format!("{why}\n{ADVICE}"))?,
    };
    list(&folder, &out)
}

const ADVICE: &str = "The styles and scripts of the pages are built with Node.js 20.19 or newer \
     and npm, which must be on the PATH (`ops/up` sees to it). Without a network: set \
     REDRESS_ASSETS to a folder that holds a built site.css and site.js, made elsewhere by \
     `npm ci --ignore-scripts && node build.mjs OUT` in services/web/assets.";

/// Copies the sources beside their packages in the output folder and builds there.
fn build(out: &Path) -> Outcome<PathBuf> {
    let (source, work) = (Path::new("assets"), out.join("npm"));
    fs::create_dir_all(&work)?;
    for name in SOURCES {
        fs::copy(source.join(name), work.join(name))?;
    }
    for folder in ["scss", "js"] {
        copy_folder(&source.join(folder), &work.join(folder))?;
    }
    let (lock, stamp) = (fs::read(source.join("package-lock.json"))?, work.join("installed.lock"));
    if fs::read(&stamp).ok().as_deref() != Some(&lock) {
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        run(Command::new(npm).args(["ci", "--ignore-scripts"]).current_dir(&work))?;
        fs::write(&stamp, &lock)?;
    }
    let built = work.join("built");
    run(Command::new("node").arg("build.mjs").arg(&built).current_dir(&work))?;
    Ok(built)
}

fn copy_folder(from: &Path, to: &Path) -> Outcome<()> {
    let _ = fs::remove_dir_all(to);
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}

fn run(command: &mut Command) -> Outcome<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let result = command.output().map_err(|why| format!("cannot start {name}: {why}"))?;
    if result.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&result.stderr);
    Err(format!("{name} ended with {}:\n{said}", result.status).into())
}

/// Writes the table of embedded files that `assets.rs` includes.
fn list(folder: &Path, out: &Path) -> Outcome<()> {
    let mut table = String::from("&[\n");
    for name in BUILT {
        let copy = out.join(name);
        fs::copy(folder.join(name), &copy)
            .map_err(|why| format!("{} in {}: {why}\n{ADVICE}", name, folder.display()))?;
        writeln!(table, "({name:?}, include_bytes!({:?})),", copy.display())?;
    }
    table.push(']');
    fs::write(out.join("assets.table"), table)?;
    Ok(())
}
