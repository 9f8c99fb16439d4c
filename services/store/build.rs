//! Migrations are embedded: a new file must rebuild this crate.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
    println!("cargo:rerun-if-changed=../../contracts/rules");
}
