//! What keeps a practice alive: backups, restoring, saving a damaged one; and who works in it and did what.

use crate::arguments::{Audit, Backup, Restore, Salvage, Users};
use crate::commands::{Said, inside, patient};
use crate::door::{Door, from_file, password};
use crate::failure::Failure;
use crate::words;
use serde_json::{Map, Value, json};

pub(crate) fn back_up(backup: &Backup) -> Result<Said, Failure> {
    let request = backup.to.as_ref().map_or_else(|| json!({}), |folder| json!({ "folder": folder }));
    let made = inside(&backup.folder, &backup.key, |door| door.call("backups.make", request))?;
    let last = made.get("last").cloned().ok_or(Failure::NotUnderstood)?;
    Said::answer(backup.json, &last, words::backed_up)
}

pub(crate) fn restore(restore: &Restore) -> Result<Said, Failure> {
    let door = Door::before(&restore.folder);
    let request = match &restore.code_file {
        Some(file) => json!({ "backup": restore.backup, "code": from_file(file)? }),
        None => {
            let login = restore.key.user.clone().unwrap_or_default();
            let password = password(&restore.key, "Password of the day of the backup: ")?;
            json!({ "backup": restore.backup, "login": login, "password": password })
        }
    };
    let restored = door.call("backups.restore", request)?;
    let made = json!({
        "practice": restored.pointer("/status/practice"),
        "put_aside": restored.get("put_aside"),
    });
    Said::answer(restore.json, &made, words::restored)
}

pub(crate) fn salvage(salvage: &Salvage) -> Result<Said, Failure> {
    let door = Door::before(&salvage.folder);
    let login = salvage.key.user.clone().unwrap_or_default();
    let request =
        json!({ "login": login, "password": password(&salvage.key, "Password: ")?, "into": salvage.into });
    let saved = door.call("practice.salvage", request)?;
    Said::answer(salvage.json, &saved, words::salvaged)
}

pub(crate) fn users(users: &Users) -> Result<Said, Failure> {
    let staff = inside(&users.folder, &users.key, |door| door.call("staff.list", json!({})))?;
    let members = staff.get("members").cloned().ok_or(Failure::NotUnderstood)?;
    Said::answer(users.json, &members, words::users)
}

pub(crate) fn audit(audit: &Audit) -> Result<Said, Failure> {
    let found = inside(&audit.folder, &audit.key, |door| {
        let mut request = Map::new();
        if let Some(number) = &audit.patient {
            request.insert("patient".to_owned(), patient(door, number)?);
        }
        let words = [
            ("act", audit.act.clone()),
            ("from", audit.from.map(|day| day.to_string())),
            ("until", audit.until.map(|day| day.to_string())),
        ];
        request
            .extend(words.into_iter().filter_map(|(key, word)| Some((key.to_owned(), Value::from(word?)))));
        request.extend(audit.limit.map(|limit| ("limit".to_owned(), json!(limit))));
        door.call("audit.list", Value::Object(request))
    })?;
    let rows = found.get("rows").cloned().ok_or(Failure::NotUnderstood)?;
    Said::answer(audit.json, &rows, words::audited)
}
