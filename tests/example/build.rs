//! Generates the client from the description, as a program that wants no committed code would.

fn main() -> Result<(), acsgen::build_script::Error> {
    acsgen::build_script::Config::new("../../specs/domain/2018-01-29/api-docs.json").generate()
}
