//! Writing is all or nothing, and keeps the rules of the ledger.

use super::practice::*;
use crate::{Act, AuditFilter, DraftKey, Result, SignatureState, StoreError};
use chart::{Body, Entry, PatientId, Provenance, RecordId, Statement};
use uuid::Uuid;

#[test]
fn what_is_written_reads_back_after_closing() {
    let (place, mut store, _) = practice();
    let (patient, mut entries) = patient_with_visit(&mut store);
    let correction = corrected(&mut store, &entries[2], problem("essential hypertension"));
    write(&mut store, [correction.clone()]).unwrap();
    entries.push(correction);
    store.close().unwrap();

    let store = unlock(&place).unwrap();
    assert_eq!(store.entries(patient).unwrap(), entries, "the same entries in the order of writing");
    assert_eq!(store.entries_of_record(patient, entries[2].record).unwrap().len(), 2, "both versions");
    assert_eq!(store.entry(entries[1].id).unwrap().as_ref(), Some(&entries[1]));
    assert_eq!(store.entries(PatientId(Uuid::from_u128(1))).unwrap(), [], "nobody has an empty chart");
    assert_eq!(store.patients().unwrap(), [patient]);
    assert_eq!(store.user().login, "ada");
    assert_eq!(store.warnings(), [], "nothing is odd about it");
    let acts: Vec<String> =
        store.audit_rows(&AuditFilter::default()).unwrap().into_iter().map(|row| row.act.name).collect();
    assert_eq!(acts, ["session.unlock", "test.write", "test.write", "practice.create"], "one row an act");
    let report = store.verify(&mut |_, _| {}).unwrap();
    assert_eq!(report.findings, [], "everything fits");
    assert_eq!((report.entries, report.audit_rows, report.signatures, report.patients), (7, 4, 1, 1));
}

#[test]
fn a_write_that_fails_leaves_nothing() {
    let (_place, mut store, _) = practice();
    let (patient, _) = patient_with_visit(&mut store);
    let before = everything(&store);
    let fine = said(&mut store, patient, problem("cough"));
    let failed: Result<()> = store.write(Act::named("test.fail"), now(), |writing| {
        writing.append(fine)?;
        assert_eq!(writing.next_chart_number()?, "000001");
        Err(StoreError::NotFound { what: "paper" })
    });
    assert!(failed.is_err());
    assert_eq!(everything(&store), before, "no entry and no row of audit");
    let number =
        store.write(Act::named("test.number"), now(), |writing| writing.next_chart_number()).unwrap();
    assert_eq!(number, "000001", "the number was not used up");
    assert_eq!(store.verify(&mut |_, _| {}).unwrap().findings, []);
}

#[test]
fn the_rules_of_the_ledger_hold() {
    let (_place, mut store, _) = practice();
    let (patient, entries) = patient_with_visit(&mut store);
    let (other, others) = patient_with_visit(&mut store);
    let before = everything(&store);
    let mut fresh = |change: &dyn Fn(&mut Entry)| {
        let mut entry = said(&mut store, patient, problem("cough"));
        change(&mut entry);
        entry
    };
    let in_error = || Body::from(Statement::EnteredInError { section: "problems".into() });
    let refused: Vec<(&str, Entry)> = vec![
        ("the same id again", fresh(&|entry| (entry.id, entry.record) = (entries[2].id, entries[2].record))),
        ("a record that is not there", fresh(&|entry| entry.record = RecordId(Uuid::from_u128(9)))),
        (
            "another patient's record",
            fresh(&|entry| {
                (entry.record, entry.supersedes) = (others[2].record, vec![others[2].id]);
            }),
        ),
        (
            "another record's version",
            fresh(&|entry| {
                (entry.record, entry.supersedes) = (entries[2].record, vec![entries[3].id]);
            }),
        ),
        (
            "another section",
            fresh(&|entry| {
                (entry.record, entry.supersedes) = (entries[3].record, vec![entries[3].id]);
            }),
        ),
        ("a version that supersedes nothing", fresh(&|entry| entry.record = entries[2].record)),
        ("a first entry that supersedes", fresh(&|entry| entry.supersedes = vec![entries[2].id])),
        ("an error of nothing", fresh(&|entry| entry.body = in_error())),
        ("another patient's visit", fresh(&|entry| entry.encounter = Some(others[1].record))),
        ("a visit that is a note", fresh(&|entry| entry.encounter = Some(entries[3].record))),
        ("somebody else's typing", fresh(&|entry| entry.recorder = nobody())),
        (
            "a note for somebody else",
            fresh(&|entry| {
                entry.body = Body::from(note("forged"));
                entry.author = nobody();
            }),
        ),
        ("a problem of the practice", fresh(&|entry| entry.patient = PatientId::PRACTICE)),
        ("the year 1300", fresh(&|entry| entry.effective_at = at("1300-01-01T00:00:00Z"))),
        ("the year 9000", fresh(&|entry| entry.recorded_at = at("9000-01-01T00:00:00Z").to_utc())),
    ];
    for (what, entry) in refused {
        assert!(is_refused(write(&mut store, [entry])), "{what} is refused");
        assert_eq!(everything(&store), before, "{what} leaves nothing");
    }
    assert_ne!(other, patient);
    assert_eq!(store.verify(&mut |_, _| {}).unwrap().findings, []);
}

#[test]
fn a_version_that_is_not_the_newest_is_a_conflict() {
    let (_place, mut store, _) = practice();
    let (_, entries) = patient_with_visit(&mut store);
    let first = corrected(&mut store, &entries[2], problem("first"));
    let second = corrected(&mut store, &entries[2], problem("second"));
    write(&mut store, [first]).unwrap();
    let refused = write(&mut store, [second]);
    assert!(matches!(refused, Err(StoreError::Conflict { superseded }) if superseded == entries[2].id));
}

#[test]
fn a_note_is_signed_by_the_one_who_wrote_it_and_an_import_by_nobody() {
    let (_place, mut store, _) = practice();
    let (patient, entries) = patient_with_visit(&mut store);
    let mut imported = said(&mut store, patient, note("from elsewhere"));
    imported.author = nobody();
    imported.recorder = nobody();
    imported.body.from =
        Some(Provenance { format: "fhir-r4".into(), name: "DocumentReference/1".into(), original: None });
    let id = imported.id;
    write(&mut store, [imported]).unwrap();
    assert_eq!(store.signature_state(entries[3].id).unwrap(), SignatureState::Signed, "the note");
    assert_eq!(store.signature_state(entries[2].id).unwrap(), SignatureState::NotSigned, "the problem");
    assert_eq!(store.signature_state(id).unwrap(), SignatureState::NotSigned, "the import");
    let report = store.verify(&mut |_, _| {}).unwrap();
    assert_eq!((report.signatures, report.imported_unsigned, report.findings), (1, 1, vec![]));
}

#[test]
fn drafts_are_kept_per_person_and_go_with_the_entry() {
    let (place, mut store, _) = practice();
    let (patient, entries) = patient_with_visit(&mut store);
    let key =
        DraftKey { owner: store.user().id, patient, kind: "note".into(), about: Some(entries[1].record) };
    assert_eq!(store.draft(&key).unwrap(), None);
    assert_eq!(store.save_draft(&key, r#"{"subjective":"half a sen"}"#, now()).unwrap().revision, 1);
    assert_eq!(store.save_draft(&key, r#"{"subjective":"half a sentence"}"#, now()).unwrap().revision, 2);
    assert!(is_refused(store.save_draft(&key, "half a sen", now())), "what is no JSON is refused");
    drop(store);

    let mut store = unlock(&place).unwrap();
    let draft = store.draft(&key).unwrap().unwrap();
    assert_eq!(draft.json, r#"{"subjective":"half a sentence"}"#, "what was typed is there after a restart");
    assert_eq!(store.drafts_of(key.owner).unwrap(), [draft]);
    assert_eq!(store.drafts_of(nobody()).unwrap(), [], "drafts are their owner's");
    let mut signed = said(&mut store, patient, note("half a sentence"));
    signed.encounter = key.about;
    store
        .write(Act::named("notes.sign").on(patient), now(), |writing| {
            writing.append(signed)?;
            writing.drop_draft(&key)
        })
        .unwrap();
    assert_eq!(store.draft(&key).unwrap(), None, "the note took its place");
}

#[test]
fn the_audit_answers_who_opened_this_chart() {
    let (_place, mut store, _) = practice();
    let (patient, _) = patient_with_visit(&mut store);
    let (other, _) = patient_with_visit(&mut store);
    store.audit(Act::named("chart.open").on(patient).with("2"), now()).unwrap();
    store.audit(Act::named("chart.open").on(other), now()).unwrap();
    let rows = |filter: AuditFilter| store.audit_rows(&filter).unwrap();
    let opened = rows(AuditFilter { patient: Some(patient), ..AuditFilter::default() });
    assert_eq!(opened.len(), 1);
    assert_eq!(opened[0].act, Act::named("chart.open").on(patient).with("2"));
    assert_eq!((opened[0].staff, opened[0].at), (Some(store.user().id), now().to_utc()));
    assert_eq!(rows(AuditFilter { act: Some("chart.".into()), ..AuditFilter::default() }).len(), 2);
    assert_eq!(rows(AuditFilter { limit: Some(1), ..AuditFilter::default() })[0].act.patient, Some(other));
    let later = at("2026-11-22T08:15:00.126+01:00").to_utc();
    assert_eq!(rows(AuditFilter { from: Some(later), ..AuditFilter::default() }), []);
    assert_eq!(rows(AuditFilter { staff: Some(nobody()), ..AuditFilter::default() }), []);
}

#[test]
fn i7_a_seal_fits_its_chart_and_no_other() {
    let (_place, mut store, _) = practice();
    let (patient, _) = patient_with_visit(&mut store);
    let (other, _) = patient_with_visit(&mut store);
    let seal = store.seal(patient).unwrap();
    assert_eq!(seal.len(), 9, "short enough for a footer: {seal}");
    let more = said(&mut store, patient, problem("cough"));
    write(&mut store, [more]).unwrap();
    assert_ne!(store.seal(patient).unwrap(), seal, "a longer chart has another seal");
    assert_eq!(
        store.check_seal(patient, &seal.to_lowercase()).unwrap(),
        Some(now().to_utc()),
        "it stood so once"
    );
    assert_eq!(store.check_seal(other, &seal).unwrap(), None, "another chart");
    for number in 0..1000_u32 {
        let code = crate::secret::short_code(&[&number.to_be_bytes()[..], &[0]].concat());
        assert_eq!(store.check_seal(patient, &code).unwrap(), None, "{code} was never printed");
    }
    assert!(matches!(store.seal(PatientId(Uuid::from_u128(1))), Err(StoreError::NotFound { .. })));
}
