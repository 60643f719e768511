//! Generates the client from its description, for a program that does not commit generated code.

fn main() -> Result<(), acsgen::build_script::Error> {
    acsgen::build_script::Config::new("../../specs/domain/2018-01-29/api-docs.json").generate()
}
