//! Generates a client into `OUT_DIR`, so that the examples of build scripts in README.md and in the guides compile.

fn main() -> Result<(), acsgen::build_script::Error> {
    acsgen::build_script::Config::new("../specs/domain/2018-01-29/api-docs.json").generate()
}
