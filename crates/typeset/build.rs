//! Templates and fonts are embedded: a change in them is a change in the program.

fn main() {
    println!("cargo::rerun-if-changed=../../templates");
    println!("cargo::rerun-if-changed=build.rs");
}
