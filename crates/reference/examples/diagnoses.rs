//! Builds `assets/reference/diagnoses.bin` from the publisher's two files, for `cargo xtask reference`.

use reference::diagnoses::tabular;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [tabular, codes, edition, as_of, to] = arguments.as_slice() else {
        return Err("diagnoses TABULAR.xml CODES.txt EDITION AS-OF TO".into());
    };
    let xml = std::fs::read_to_string(tabular)?;
    let valid = std::fs::read_to_string(codes)?;
    let classification = tabular::read(&xml, &valid, edition, as_of)?;
    let packed = classification.packed()?;
    std::fs::write(Path::new(to), &packed)?;
    println!("{}: {} rows, {} bytes", classification.edition, classification.count(), packed.len());
    Ok(())
}
