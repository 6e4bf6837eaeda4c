//! Answers in words, for a person at the terminal. A program asks for `--json`.

use serde_json::Value;

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

fn rows<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// A practice that was made, with its recovery code.
pub(crate) fn made(made: &Value) -> String {
    format!(
        "{} is made, and {} can unlock it.\n\nRecovery code, shown this once: {}\n\
         Write it down and keep it away from the computer. It opens the practice when every password is lost.",
        text(made, "/practice"),
        text(made, "/user"),
        text(made, "/recovery_code"),
    )
}

/// A demo that was made.
pub(crate) fn demo_made(made: &Value) -> String {
    let own = made.get("own_password").and_then(Value::as_bool).unwrap_or_default();
    let password = if own { "the one from the file" } else { "demo demo demo" };
    format!(
        "{} is made. Every patient in it is invented.\nUser: {} · password: {password}",
        text(made, "/practice"),
        text(made, "/user"),
    )
}

/// Patients that were found, a line each.
pub(crate) fn found(found: &Value) -> String {
    let lines: Vec<String> = found.as_array().into_iter().flatten().map(head).collect();
    if lines.is_empty() { "Nobody was found.".to_owned() } else { lines.join("\n") }
}

fn head(head: &Value) -> String {
    let parts = ["/chart_number", "/filed_name", "/sex", "/birth_date", "/phone"];
    let parts: Vec<&str> =
        parts.into_iter().map(|part| text(head, part)).filter(|part| !part.is_empty()).collect();
    parts.join("  ")
}

/// The first page of a chart. The whole of it is in the JSON.
pub(crate) fn chart(chart: &Value) -> String {
    let mut lines = vec![chart.get("patient").map(head).unwrap_or_default()];
    if let Some(day) = chart.get("as_at").and_then(Value::as_str) {
        lines.push(format!("As it was known on {day}."));
    }
    lines.push(format!("Allergies: {}", allergies(chart.get("allergies").unwrap_or(&Value::Null))));
    let sections = [
        ("Problems", "problems", "/value/condition/text", "/value/clinical_status"),
        ("Medications", "medications", "/value/drug/text", "/value/instructions"),
        ("Visits", "encounters", "/value/reason", "/effective_at"),
    ];
    for (title, key, what, more) in sections {
        lines.push(format!("\n{title}"));
        let mut some = false;
        for row in rows(chart, key).iter().filter(|row| row.get("in_error").is_none_or(Value::is_null)) {
            lines.push(format!("  {}  {}", text(row, what), text(row, more)));
            some = true;
        }
        if !some {
            lines.push("  nothing recorded".to_owned());
        }
    }
    let others = ["vitals", "prescriptions", "notes", "results", "immunizations", "also_in_record"];
    let counts: Vec<String> = others
        .into_iter()
        .map(|key| format!("{} {}", rows(chart, key).len(), key.replace('_', " ")))
        .collect();
    lines.push(format!("\nAlso: {}. The whole chart: --json.", counts.join(" · ")));
    lines.join("\n")
}

/// Never asked, none known and listed are three different answers.
fn allergies(allergies: &Value) -> String {
    match text(allergies, "/state") {
        "listed" => {
            let names: Vec<&str> =
                rows(allergies, "active").iter().map(|row| text(row, "/value/substance/text")).collect();
            names.join(", ")
        }
        "none-known" => format!("none known (asked {})", text(allergies, "/on")),
        "never-asked" => "never asked".to_owned(),
        _ => "could not be read".to_owned(),
    }
}

/// A document that was saved.
pub(crate) fn saved(saved: &Value) -> String {
    let pages = saved.get("pages").and_then(Value::as_u64).unwrap_or_default();
    let pages = if pages == 1 { "1 page".to_owned() } else { format!("{pages} pages") };
    format!("{} ({pages})", text(saved, "/path"))
}

/// A chart that was exported.
pub(crate) fn exported(exported: &Value) -> String {
    let bytes = exported.get("bytes").and_then(Value::as_u64).unwrap_or_default();
    format!("{} ({bytes} bytes)", text(exported, "/path"))
}

/// The last proven backup.
pub(crate) fn backed_up(last: &Value) -> String {
    let entries = last.get("entries").and_then(Value::as_u64).unwrap_or_default();
    format!("{} ({entries} entries, read back and compared)", text(last, "/folder"))
}

/// A practice that was restored.
pub(crate) fn restored(restored: &Value) -> String {
    let aside = match text(restored, "/put_aside") {
        "" => String::new(),
        folder => format!("\nWhat stood there is in {folder}."),
    };
    format!("{} is restored and locked.{aside}", text(restored, "/practice"))
}

/// What was saved of a damaged practice.
pub(crate) fn salvaged(saved: &Value) -> String {
    let count = |key: &str| saved.get(key).and_then(Value::as_u64).unwrap_or_default();
    let mut lines = vec![format!(
        "{} entries of {} patients and {} acts of the audit are in {}.\n{} pages could be read, {} could not.",
        count("entries"),
        count("patients"),
        count("audit_rows"),
        text(saved, "/into"),
        count("sound_pages"),
        count("damaged_pages"),
    )];
    for gap in rows(saved, "gaps") {
        let end = |place: usize| gap.get(place).and_then(Value::as_u64).unwrap_or_default();
        lines.push(format!("! Lost: entries {} to {}.", end(0), end(1)));
    }
    lines.join("\n")
}

/// Who works here, a line each.
pub(crate) fn users(members: &Value) -> String {
    let line = |member: &Value| {
        let left = member.get("left").and_then(Value::as_bool).unwrap_or_default();
        let gone = if left { "  left" } else { "" };
        format!("{}  {}  {}{gone}", text(member, "/login"), text(member, "/role"), text(member, "/name"))
    };
    members.as_array().into_iter().flatten().map(line).collect::<Vec<_>>().join("\n")
}

/// Who did what, a line each.
pub(crate) fn audited(rows: &Value) -> String {
    let line = |row: &Value| {
        let parts = ["/at", "/who", "/words", "/chart_number", "/patient_name", "/detail"];
        parts
            .map(|part| text(row, part))
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("  ")
    };
    let lines: Vec<String> = rows.as_array().into_iter().flatten().map(line).collect();
    if lines.is_empty() { "Nothing was done.".to_owned() } else { lines.join("\n") }
}

/// What a check found.
pub(crate) fn verified(report: &Value) -> String {
    let count = |key: &str| report.get(key).and_then(Value::as_u64).unwrap_or_default();
    let mut lines = vec![text(report, "/verdict").to_owned()];
    lines.push(format!(
        "{} entries · {} rows of audit · {} signatures · {} imported without one",
        count("entries"),
        count("audit_rows"),
        count("signatures"),
        count("unsigned_imports"),
    ));
    lines.push(format!("Ledger {}\nAudit  {}", text(report, "/ledger_head"), text(report, "/audit_head")));
    for finding in rows(report, "findings") {
        lines.push(format!("! {}: {}", text(finding, "/kind"), text(finding, "/what")));
    }
    lines.join("\n")
}

/// The findings of a check, the worst first.
pub(crate) fn checked(findings: &Value) -> String {
    let text = |row: &Value, key: &str| row.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let line = |row: &Value| {
        format!(
            "{:<15} {:<14} {}  [{}]",
            text(row, "severity"),
            text(row, "check"),
            text(row, "message"),
            text(row, "source")
        )
    };
    let lines: Vec<String> = findings.as_array().into_iter().flatten().map(line).collect();
    if lines.is_empty() {
        "Nothing speaks against it in the rules of this program.".to_owned()
    } else {
        lines.join("\n")
    }
}
