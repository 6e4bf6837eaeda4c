// Written by `cargo xtask gen` from the command table in crates/api. Do not edit.

/**
 * Say that a report was looked at.
 */
export type AcknowledgeResult = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which.
 */
record: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * The places of the values that matter for this patient, from 0. The others do not.
 */
relevant: Array<number>, 
/**
 * What is said to it.
 */
comment?: string, };

/**
 * A report that was looked at, and what waits next.
 */
export type AcknowledgedResult = { 
/**
 * The report.
 */
result: RecordView<ResultReport>, 
/**
 * What awaits review now, the most urgent first.
 */
waiting: Array<ToReviewView>, };

/**
 * A kind of act to ask for.
 */
export type ActKind = { 
/**
 * The beginning of the acts' names.
 */
act: string, 
/**
 * In words: `Charts opened`.
 */
words: string, };

/**
 * What a medicine does to a number.
 */
export type Acts = { 
/**
 * It brings it up; else down.
 */
raises: boolean, 
/**
 * Who says so.
 */
source: string, };

/**
 * Add to a signed note.
 */
export type AddAddendum = { 
/**
 * Whose chart.
 */
patient: PatientId, 
/**
 * Which note.
 */
note: RecordId, 
/**
 * What is added.
 */
text: string, };

/**
 * Add an allergy.
 */
export type AddAllergy = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * During which visit.
 */
encounter?: RecordId, 
/**
 * What.
 */
allergy: AllergyFields, };

/**
 * File a document.
 */
export type AddDocument = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * During which visit.
 */
encounter?: RecordId, 
/**
 * What it is.
 */
document: DocumentFields, 
/**
 * The bytes of a PDF, PNG, JPEG or WebP, base64.
 */
data: string, 
/**
 * A small picture of the first page, PNG or JPEG, base64; 256 KB at most.
 */
thumbnail?: string, 
/**
 * How many pages it has.
 */
pages?: number, 
/**
 * The document it stands in the place of.
 */
supersedes?: RecordId, };

/**
 * Say something of the past.
 */
export type AddHistory = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * During which visit.
 */
encounter?: RecordId, 
/**
 * What.
 */
history: HistoryStatement, };

/**
 * Write down a vaccine.
 */
export type AddImmunization = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * During which visit.
 */
encounter?: RecordId, 
/**
 * Which vaccine.
 */
vaccine: string, 
/**
 * CVX code, where one is known.
 */
cvx?: string, 
/**
 * Given or not.
 */
status: ImmunizationStatus, 
/**
 * When, FHIR date; today when absent and given here.
 */
given?: PartialDate, 
/**
 * Why it was not given, in one word.
 */
not_done?: NotDone, 
/**
 * Why it was not given, in words.
 */
not_done_reason?: string, 
/**
 * Lot number.
 */
lot?: string, 
/**
 * Expiry date of the lot, FHIR date.
 */
expires?: PartialDate, 
/**
 * Where on the body.
 */
site?: string, 
/**
 * How.
 */
route?: string, 
/**
 * How much.
 */
dose?: string, 
/**
 * Which dose of the series.
 */
dose_number?: string, 
/**
 * Who made it.
 */
manufacturer?: string, 
/**
 * Given by someone else.
 */
given_elsewhere: boolean, 
/**
 * A remark.
 */
comment?: string, };

/**
 * Add a medicine that the patient takes and that was not prescribed here.
 */
export type AddMedication = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * During which visit.
 */
encounter?: RecordId, 
/**
 * What.
 */
medication: MedicationFields, };

/**
 * Order tests.
 */
export type AddOrder = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * During which visit.
 */
encounter?: RecordId, 
/**
 * What.
 */
order: OrderFields, };

/**
 * Add a problem.
 */
export type AddProblem = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * During which visit.
 */
encounter?: RecordId, 
/**
 * What.
 */
problem: ProblemFields, };

/**
 * Enter a report.
 */
export type AddResult = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * During which visit.
 */
encounter?: RecordId, 
/**
 * What was tested, as a whole.
 */
name: string, 
/**
 * Who reported it.
 */
performer?: string, 
/**
 * When the specimen was taken; now when absent.
 */
taken_at?: string, 
/**
 * Each value.
 */
values: Array<ResultFields>, 
/**
 * What the laboratory wrote beside them.
 */
comment?: string, 
/**
 * The physician who types it has looked at it: it does not wait for review.
 */
reviewed: boolean, };

/**
 * Write down a task or a follow-up.
 */
export type AddTask = { 
/**
 * For which patient.
 */
patient: PatientId, 
/**
 * During which visit.
 */
encounter?: RecordId, 
/**
 * A task or a follow-up.
 */
kind: TaskKind, 
/**
 * What.
 */
text: string, 
/**
 * Whose it is; everybody's when absent.
 */
whose?: Role, 
/**
 * By when, FHIR date.
 */
due?: PartialDate, };

/**
 * Give a person a login and a password.
 */
export type AddUser = { 
/**
 * `Dr Ada Okafor`.
 */
name: string, 
/**
 * What they will type to unlock.
 */
login: string, 
/**
 * What they may do.
 */
role: Role, 
/**
 * Degrees as on paper.
 */
qualification: string, 
/**
 * Licence numbers as on paper.
 */
registration: string, 
/**
 * Their first password.
 */
password: string, };

/**
 * A postal address.
 */
export type Address = { 
/**
 * Street, house, flat.
 */
line: string, 
/**
 * Town.
 */
city: string, 
/**
 * State, province or county.
 */
region: string, 
/**
 * Postal code.
 */
postal_code: string, 
/**
 * Country.
 */
country: string, };

/**
 * What is known about allergies, in one of three states.
 */
export type AllergiesView = { "state": "never-asked", 
/**
 * Those that no longer hold.
 */
past: Array<RecordView<Allergy>>, } | { "state": "none-known", 
/**
 * When.
 */
on: string, 
/**
 * Whom they told.
 */
by: string, 
/**
 * It was long ago: ask again.
 */
ask_again: boolean, 
/**
 * The statement, for its history.
 */
record: RecordId, 
/**
 * Those that no longer hold.
 */
past: Array<RecordView<Allergy>>, } | { "state": "listed", 
/**
 * The active ones.
 */
active: Array<RecordView<Allergy>>, 
/**
 * Those that no longer hold.
 */
past: Array<RecordView<Allergy>>, };

/**
 * One allergy or intolerance.
 */
export type Allergy = { 
/**
 * To what: a drug, a class of drugs, a food, anything.
 */
substance: Concept, 
/**
 * What kind of thing it is.
 */
category: AllergyCategory, 
/**
 * Immune reaction or not.
 */
kind: AllergyKind, 
/**
 * How bad the next reaction could be.
 */
criticality: Criticality, 
/**
 * Whether it holds now.
 */
clinical_status: AllergyClinicalStatus, 
/**
 * How sure it is.
 */
verification_status: AllergyVerification, 
/**
 * What happened.
 */
reactions?: Array<Reaction>, 
/**
 * When it first showed.
 */
onset?: PartialDate, 
/**
 * The patient has since taken it without harm.
 */
tolerated_since?: PartialDate, 
/**
 * A remark.
 */
comment?: string, };

/**
 * FHIR R4 AllergyIntoleranceCategory, and `other` for what the sender did not say.
 */
export type AllergyCategory = "medication" | "food" | "environment" | "biologic" | "other";

/**
 * FHIR R4 allergyintolerance-clinical.
 */
export type AllergyClinicalStatus = "active" | "inactive" | "resolved";

/**
 * An allergy as it is written down.
 */
export type AllergyFields = { 
/**
 * To what.
 */
substance: string, 
/**
 * A code for it, where one was chosen.
 */
coding?: Coding, 
/**
 * What kind of thing it is.
 */
category: AllergyCategory, 
/**
 * Immune reaction or not.
 */
kind: AllergyKind, 
/**
 * How bad the next reaction could be.
 */
criticality: Criticality, 
/**
 * What happened, separated by commas.
 */
reactions?: string, 
/**
 * How bad it was.
 */
severity?: Severity, 
/**
 * When it first showed, FHIR date.
 */
onset?: PartialDate, 
/**
 * Whether it holds now; active when absent.
 */
clinical_status?: AllergyClinicalStatus, 
/**
 * How sure it is; unconfirmed when absent.
 */
verification_status?: AllergyVerification, 
/**
 * Since when it has been taken without harm, FHIR date.
 */
tolerated_since?: PartialDate, 
/**
 * A remark.
 */
comment?: string, };

/**
 * FHIR R4 AllergyIntoleranceType.
 */
export type AllergyKind = "allergy" | "intolerance" | "unknown";

/**
 * FHIR R4 allergyintolerance-verification, without entered-in-error, which is an entry of its own.
 */
export type AllergyVerification = "unconfirmed" | "confirmed" | "refuted";

/**
 * The patient is here, with or without a booking.
 */
export type Arrive = { 
/**
 * Who.
 */
patient: PatientId, 
/**
 * The booked visit; none for a walk-in.
 */
encounter?: RecordId, 
/**
 * Why; for a booked visit the booked reason stays when absent.
 */
reason?: string, };

/**
 * Taken only when needed.
 */
export type AsNeeded = { 
/**
 * For what: `pain`.
 */
reason?: string, };

/**
 * Bytes that lie beside the ledger. FHIR R4 Attachment.
 */
export type Attachment = { 
/**
 * `application/pdf`, `image/jpeg`, `image/png`.
 */
content_type: string, 
/**
 * How many bytes.
 */
size: number, 
/**
 * Their SHA-256, 64 hexadecimal digits in lower case: also the name under which they lie.
 */
sha256: string, };

/**
 * Put a stretch of the audit on paper: shown as pictures, or saved, or printed.
 */
export type AuditReport = { 
/**
 * Only acts on this chart.
 */
patient?: PatientId, 
/**
 * Only acts of this person.
 */
staff?: StaffId, 
/**
 * Only acts whose name begins so.
 */
act?: string, 
/**
 * The first day.
 */
from?: string, 
/**
 * The last day.
 */
until?: string, 
/**
 * Save it here; as CSV where the name ends so.
 */
save_to?: string, 
/**
 * Print it on this queue.
 */
printer?: string, };

/**
 * Read the audit, the newest act first.
 */
export type AuditRequest = { 
/**
 * Only acts on this chart: "who opened this chart".
 */
patient?: PatientId, 
/**
 * Only acts of this person.
 */
staff?: StaffId, 
/**
 * Only acts whose name begins so; [`AuditView::kinds`] lists the choices.
 */
act?: string, 
/**
 * The first day.
 */
from?: string, 
/**
 * The last day.
 */
until?: string, 
/**
 * Only acts with a smaller place than this: what comes after the last row on screen.
 */
below?: number, 
/**
 * At most so many; 100 when absent, 500 at most.
 */
limit?: number, };

/**
 * One act.
 */
export type AuditRowView = { 
/**
 * Its place in the audit, from 1.
 */
seq: number, 
/**
 * When.
 */
at: string, 
/**
 * Who; none when nobody was known yet.
 */
staff: StaffId | null, 
/**
 * Who, by name.
 */
who: string, 
/**
 * The act's name.
 */
act: string, 
/**
 * The act in plain words.
 */
words: string, 
/**
 * What else was kept: a document, a count, a typed reason.
 */
detail: string | null, 
/**
 * Whose chart.
 */
patient: PatientId | null, 
/**
 * Whose chart, by the name used now.
 */
patient_name: string | null, 
/**
 * Whose chart, by number.
 */
chart_number: string | null, };

/**
 * A stretch of the audit.
 */
export type AuditView = { 
/**
 * The newest first.
 */
rows: Array<AuditRowView>, 
/**
 * There are more than were asked for.
 */
more: boolean, 
/**
 * What `act` may be, for a list to choose from.
 */
kinds: Array<ActKind>, };

/**
 * One folder that backups go to.
 */
export type BackupFolder = { 
/**
 * Where.
 */
folder: string, 
/**
 * Why it cannot be used now: the stick is not in.
 */
problem: string | null, 
/**
 * What lies there, the newest first.
 */
backups: Array<BackupView>, };

/**
 * One backup.
 */
export type BackupView = { 
/**
 * Where it stands.
 */
folder: string, 
/**
 * Of which practice.
 */
practice: string, 
/**
 * When it was made.
 */
made_at: string, 
/**
 * How many entries it holds.
 */
entries: number, 
/**
 * How long its files are together, in bytes.
 */
bytes: number, 
/**
 * It was restored to another place and compared, and its files are as long as they were then.
 */
proven: boolean, };

/**
 * Where backups go and which there are.
 */
export type BackupsView = { 
/**
 * Each folder, in the order in which they are used.
 */
folders: Array<BackupFolder>, 
/**
 * The last one that was proven.
 */
last: LastBackupView | null, 
/**
 * What was written since then, in entries; all of them when there never was a backup.
 */
entries_since: number, 
/**
 * After a restore nothing is cleared away until `backups.resume_thinning`.
 */
thinning_frozen: boolean, 
/**
 * Why the last automatic backup failed, or that one does not come to its end.
 */
problem: string | null, };

/**
 * Something to keep in mind with this patient.
 */
export type BannerWarning = { 
/**
 * `eGFR 52`, `Warfarin, INR goal 2–3`, `Pregnant, 30 weeks`.
 */
text: string, 
/**
 * The value's day, the source, the record it rests on.
 */
why: string, };

/**
 * A restricted chart that was opened with a reason.
 */
export type BreakGlassView = { 
/**
 * The act.
 */
row: AuditRowView, 
/**
 * The reason as it was typed.
 */
reason: string, 
/**
 * Who read it; none when nobody did.
 */
reviewed_by: string | null, 
/**
 * When it was read.
 */
reviewed_at: string | null, };

/**
 * Show, save or print the calibration page.
 */
export type Calibrate = { 
/**
 * Print it on this queue; a picture when absent.
 */
printer?: string, };

/**
 * Cancel a prescription.
 */
export type CancelPrescription = { 
/**
 * For whom.
 */
patient: PatientId, 
/**
 * Which.
 */
record: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * Why.
 */
why: string, };

/**
 * Say that something is different from now on: stopped smoking, delivered, no longer in care elsewhere.
 */
export type ChangeHistory = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which.
 */
record: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * During which visit.
 */
encounter?: RecordId, 
/**
 * How it is now.
 */
history: HistoryStatement, };

/**
 * Say that a medicine is taken in another way from now on: another dose, another time, another strength.
 */
export type ChangeMedication = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which.
 */
record: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * During which visit.
 */
encounter?: RecordId, 
/**
 * How it is taken now, as it would be typed: `20 mg 1 tab od`, or `2 tabs bid`.
 */
line: string, 
/**
 * Why.
 */
why: string, };

/**
 * Change one's own password.
 */
export type ChangePassword = { 
/**
 * The present one.
 */
old_password: string, 
/**
 * The new one.
 */
new_password: string, };

/**
 * A section of a chart that was written.
 */
export type Changed = { 
/**
 * The section's word.
 */
section: string, 
/**
 * Whose chart; none for the practice's own.
 */
patient: PatientId | null, };

/**
 * What other windows wrote.
 */
export type ChangedElsewhere = { 
/**
 * To be sent with the next question.
 */
at: number, 
/**
 * The sections, each once.
 */
changed: Array<Changed>, };

/**
 * Ask what other windows wrote.
 */
export type ChangedSince = { 
/**
 * What was answered last; absent for the first question, which only begins.
 */
since?: number, };

/**
 * One document of the chart.
 */
export type ChartDocument = { 
/**
 * What it is, in words: `Cardiology letter`.
 */
title: string, 
/**
 * What kind of paper it is.
 */
kind: DocumentKind, 
/**
 * Still counts, or another document stands in its place.
 */
status: DocumentStatus, 
/**
 * The date on the document itself, as far as it is known.
 */
dated?: PartialDate, 
/**
 * Who wrote it, as it says.
 */
source?: string, 
/**
 * What matters in it, in one or a few lines; can be searched.
 */
note?: string, 
/**
 * The bytes.
 */
content: Attachment, 
/**
 * A small picture of the first page.
 */
thumbnail?: Attachment, 
/**
 * How many pages it has, where that is known.
 */
pages?: number, 
/**
 * Who has read it, and when.
 */
review?: DocumentReview, };

/**
 * A chart on one screen.
 */
export type ChartView = { 
/**
 * Who.
 */
head: PatientHead, 
/**
 * The chart is restricted: who opens it freely, and whether a reason was given.
 */
restriction: RestrictionView | null, 
/**
 * Charts that are read as part of this one.
 */
merged: Array<MergedView>, 
/**
 * Insurance as written.
 */
insurance: string | null, 
/**
 * The day it is read as at; none is now.
 */
as_at: string | null, 
/**
 * Allergies in one of three states.
 */
allergies: AllergiesView, 
/**
 * Active problems, newest first.
 */
problems: Array<RecordView<Condition>>, 
/**
 * Problems that are over.
 */
past_problems: Array<RecordView<Condition>>, 
/**
 * Medicines taken now.
 */
medications: Array<RecordView<Medication>>, 
/**
 * Each medicine that is taken now in a few words, for one line of a list.
 */
medication_lines: Array<MedicationLine>, 
/**
 * Medicines no longer taken.
 */
past_medications: Array<RecordView<Medication>>, 
/**
 * Prescriptions, newest first, 20 at most.
 */
prescriptions: Array<RecordView<Prescription>>, 
/**
 * Vaccines, newest first.
 */
immunizations: Array<RecordView<Immunization>>, 
/**
 * Reports, newest first: the newest 10, and those that wait for review.
 */
results: Array<RecordView<ResultReport>>, 
/**
 * Orders that are waited for, the oldest first.
 */
open_orders: Array<RecordView<Order>>, 
/**
 * Orders that are done or revoked, newest first, 10 at most.
 */
past_orders: Array<RecordView<Order>>, 
/**
 * Documents, newest first: the newest 10, and those that wait for review.
 */
documents: Array<RecordView<DocumentRow>>, 
/**
 * How many documents there are.
 */
document_count: number, 
/**
 * Family, habits, operations, care elsewhere, pregnancies.
 */
histories: Array<RecordView<HistoryRow>>, 
/**
 * What numbers should be for this patient, those aimed at first.
 */
goals: Array<RecordView<GoalRow>>, 
/**
 * What would be dangerous to forget.
 */
warnings: Array<BannerWarning>, 
/**
 * What is due within a month or overdue.
 */
due: Array<DueItem>, 
/**
 * The registration in full.
 */
registration: RecordView<Patient>, 
/**
 * Numbers over time.
 */
trends: Array<Trend>, 
/**
 * Tasks and follow-ups that are open, by their day.
 */
tasks: Array<RecordView<Task>>, 
/**
 * How many things are kept as they were received.
 */
also_in_record: number, 
/**
 * How many visits there were.
 */
visit_count: number, 
/**
 * The last visit that is over.
 */
last_seen: string | null, 
/**
 * The visit of today that is open.
 */
visit: VisitCard | null, 
/**
 * Vitals of that visit.
 */
visit_vitals: VitalsView | null, 
/**
 * The newest pages of the timeline.
 */
timeline: TimelinePage, };

/**
 * What was checked.
 */
export type Check = "allergy" | "interaction" | "duplicate" | "pregnancy" | "breast-feeding" | "kidney" | "age" | "dose" | "result" | "problem" | "unknown";

/**
 * One check: how much of it there is, and from where.
 */
export type CheckCoverage = { 
/**
 * Which.
 */
check: Check, 
/**
 * What it looks at, in a sentence.
 */
what: string, 
/**
 * How many rows.
 */
rows: number, 
/**
 * How many of them a clinician has signed.
 */
reviewed: number, 
/**
 * Where the rows are from.
 */
sources: Array<string>, };

/**
 * Check one more medicine.
 */
export type CheckLine = { 
/**
 * For whom.
 */
patient: PatientId, 
/**
 * As typed: `ibuprofen 400 mg tab tid prn pain`.
 */
line: string, };

/**
 * Look at a diagnosis before it is written down.
 */
export type CheckProblem = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * ICD-10-CM code that was chosen.
 */
code: string, };

/**
 * Compare the seal at the foot of a printed page with the chart.
 */
export type CheckSeal = { 
/**
 * Whose page it is.
 */
patient: PatientId, 
/**
 * The code as printed; case, blanks and dashes do not matter.
 */
code: string, };

/**
 * What was found, the worst first.
 */
export type ChecksView = { 
/**
 * The findings.
 */
findings: Array<Finding>, 
/**
 * Medicines on the list that no table of ours knows: they were not checked.
 */
unknown: Array<string>, };

/**
 * Sign somebody else's note as well.
 */
export type CoSign = { 
/**
 * Whose chart.
 */
patient: PatientId, 
/**
 * Which note.
 */
note: RecordId, 
/**
 * The versions on screen: what is signed is what was shown.
 */
heads: Array<EntryId>, 
/**
 * A remark.
 */
remark: string, };

/**
 * One code of one code system.
 */
export type Coding = { 
/**
 * The code system's URI, as in [`system`].
 */
system: string, 
/**
 * The code itself.
 */
code: string, 
/**
 * The text the system or the sender gives the code.
 */
display?: string, };

/**
 * A thing named in words, with the codes known for it.
 */
export type Concept = { 
/**
 * The words as chosen, typed or received. Never empty.
 */
text: string, 
/**
 * The codes that came with the words; none for free text.
 */
codings?: Array<Coding>, };

/**
 * One problem of the patient.
 */
export type Condition = { 
/**
 * What it is, in the doctor's words, with a code where one was chosen.
 */
condition: Concept, 
/**
 * Whether it holds now.
 */
clinical_status: ProblemClinicalStatus, 
/**
 * How sure it is.
 */
verification_status: ProblemVerification, 
/**
 * When it began.
 */
onset?: PartialDate, 
/**
 * When it ended.
 */
abatement?: PartialDate, 
/**
 * On which side.
 */
laterality?: Laterality, 
/**
 * A remark.
 */
comment?: string, };

/**
 * Type the recovery code back.
 */
export type ConfirmRecovery = { 
/**
 * The code as printed.
 */
code: string, };

/**
 * Somebody who belongs to the patient. FHIR R4 Patient.contact.
 */
export type ContactPerson = { 
/**
 * What they are to the practice.
 */
role: ContactRole, 
/**
 * Their name.
 */
name: string, 
/**
 * What they are to the patient: `daughter`.
 */
relationship?: string, 
/**
 * Telephone as written.
 */
phone?: string, 
/**
 * Electronic mail.
 */
email?: string, 
/**
 * A remark: what they may be told.
 */
comment?: string, };

/**
 * What a contact is to the practice.
 */
export type ContactRole = "next-of-kin" | "guardian" | "emergency" | "carer" | "other";

/**
 * A value in another unit, with what was done to it.
 */
export type ConvertedView = { 
/**
 * `57.4 mmol/mol`.
 */
text: string, 
/**
 * `× 10.93 − 23.5`.
 */
formula: string, };

/**
 * A part of a note that was copied from another; it counts as copied until it is edited.
 */
export type CopiedPart = { 
/**
 * The day of the note it was copied from.
 */
on: string, 
/**
 * The text as it was copied.
 */
text: string, };

/**
 * Look for a note to copy from.
 */
export type CopyForward = { 
/**
 * Whose chart.
 */
patient: PatientId, 
/**
 * The visit that is being written.
 */
encounter: RecordId, };

/**
 * One part.
 */
export type CopyPart = { 
/**
 * The field: `assessment_plan`.
 */
field: string, 
/**
 * `Assessment and plan`.
 */
heading: string, 
/**
 * What it says.
 */
text: string, 
/**
 * The same as it would stand in the note.
 */
pieces: Array<ExpandedPiece>, };

/**
 * The last signed note of another visit; no parts when there is none.
 */
export type CopyView = { 
/**
 * The day of that visit.
 */
on: string | null, 
/**
 * Who signed it.
 */
by: string, 
/**
 * Why the patient came then.
 */
reason: string, 
/**
 * Its parts that say something.
 */
parts: Array<CopyPart>, };

/**
 * Correct an allergy, or say that it no longer holds.
 */
export type CorrectAllergy = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which.
 */
record: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * What it should say.
 */
allergy: AllergyFields, 
/**
 * Why.
 */
why: string, };

/**
 * Correct what is said about a document. Its bytes stay as they are.
 */
export type CorrectDocument = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which.
 */
record: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * What it should say.
 */
document: DocumentFields, 
/**
 * Why.
 */
why: string, };

/**
 * Correct a goal that was written down wrongly.
 */
export type CorrectGoal = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which.
 */
record: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * As typed.
 */
wanted: string, 
/**
 * By when.
 */
due?: string, 
/**
 * Why this goal.
 */
comment?: string, 
/**
 * Why it is corrected.
 */
why: string, };

/**
 * Correct what was said of the past.
 */
export type CorrectHistory = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which.
 */
record: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * What it should say.
 */
history: HistoryStatement, 
/**
 * Why.
 */
why: string, };

/**
 * Correct what was written down of a vaccine.
 */
export type CorrectImmunization = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which.
 */
record: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * What it should say.
 */
immunization: ImmunizationFields, 
/**
 * Why.
 */
why: string, };

/**
 * Correct a medicine.
 */
export type CorrectMedication = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which.
 */
record: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * What it should say.
 */
medication: MedicationFields, 
/**
 * Why.
 */
why: string, };

/**
 * Correct how a person stands on paper.
 */
export type CorrectMember = { 
/**
 * Who.
 */
staff: StaffId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * `Dr Ada Okafor`.
 */
name: string, 
/**
 * Degrees as on paper.
 */
qualification: string, 
/**
 * Licence numbers as on paper.
 */
registration: string, };

/**
 * Correct an order.
 */
export type CorrectOrder = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which.
 */
record: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * What it should say.
 */
order: OrderFields, 
/**
 * Why.
 */
why: string, };

/**
 * Correct a registration. A changed name is kept among the former names.
 */
export type CorrectPatient = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * The registration's record.
 */
record: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * What it should say.
 */
registration: Registration, 
/**
 * Why.
 */
why?: string, };

/**
 * Correct a problem.
 */
export type CorrectProblem = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which.
 */
record: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * What it should say.
 */
problem: ProblemFields, 
/**
 * Why.
 */
why: string, };

/**
 * Correct a report.
 */
export type CorrectResult = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which.
 */
record: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * What it should say. It waits for review anew.
 */
report: ReportFields, 
/**
 * Why.
 */
why: string, };

/**
 * Correct a set of vitals as a whole.
 */
export type CorrectVitals = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which.
 */
record: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * The typed line.
 */
line: string, 
/**
 * Form fields by key, as typed; they stand over the line.
 */
fields: { [key in string]: string }, 
/**
 * Why.
 */
why: string, };

/**
 * How many. `read = entered + kept + refused + already_there`.
 */
export type Counts = { 
/**
 * In the file.
 */
read: number, 
/**
 * Entered in a section of the chart.
 */
entered: number, 
/**
 * Kept as received, under "also in the record".
 */
kept: number, 
/**
 * Not taken.
 */
refused: number, 
/**
 * Entered or kept by an earlier import.
 */
already_there: number, };

/**
 * What is checked and what is not.
 */
export type Coverage = { 
/**
 * The day of the tables.
 */
as_of: string, 
/**
 * What is checked.
 */
checks: Array<CheckCoverage>, 
/**
 * What is not, in sentences.
 */
not_checked: Array<string>, 
/**
 * Medicines that the formulary knows.
 */
medicines: number, };

/**
 * Make a practice with its first user.
 */
export type CreatePractice = { 
/**
 * The practice's name.
 */
practice: string, 
/**
 * `Dr Ada Okafor`.
 */
name: string, 
/**
 * What they will type to unlock.
 */
login: string, 
/**
 * What they may do.
 */
role: Role, 
/**
 * Degrees as on paper.
 */
qualification: string, 
/**
 * Licence numbers as on paper.
 */
registration: string, 
/**
 * The password.
 */
password: string, };

/**
 * A practice was made or recovered: the code that opens it when every password is lost.
 */
export type Created = { 
/**
 * Shown once: nine groups of four signs.
 */
recovery_code: string, 
/**
 * The practice, open.
 */
status: PracticeStatus, };

/**
 * FHIR R4 AllergyIntoleranceCriticality.
 */
export type Criticality = "low" | "high" | "unable-to-assess";

/**
 * Where somebody was typing.
 */
export type Cursor = { 
/**
 * The field: `subjective`.
 */
field: string, 
/**
 * How many characters stand before it.
 */
position: number, };

/**
 * A time of the day, as the columns of a medication plan have it.
 */
export type DayPart = "morning" | "noon" | "evening" | "bedtime";

/**
 * That, and when, a patient died.
 */
export type Deceased = { 
/**
 * The day, as far as it is known.
 */
on?: PartialDate, };

/**
 * Decline a renewal.
 */
export type DeclineRenewal = { 
/**
 * For whom.
 */
patient: PatientId, 
/**
 * Which.
 */
record: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * Why; the next person at the telephone reads it.
 */
why: string, };

/**
 * A number made from others.
 */
export type Derived = { 
/**
 * `BMI`.
 */
label: string, 
/**
 * `28.9 kg/m²`.
 */
text: string, 
/**
 * The formula with its inputs.
 */
formula: string, 
/**
 * Where the formula comes from.
 */
source: string, };

/**
 * A number counted from what is said.
 */
export type DerivedLine = { 
/**
 * What it is: `Pack-years`.
 */
name: string, 
/**
 * The number or the date.
 */
value: string, 
/**
 * The formula with its inputs.
 */
formula: string, };

/**
 * Show a page as these details would make it.
 */
export type DesignPreview = { 
/**
 * What is being edited.
 */
practice: PracticeDetails, };

/**
 * A design to begin with.
 */
export type DesignSample = { 
/**
 * `Plain`.
 */
name: string, 
/**
 * The design.
 */
design: PaperDesign, };

/**
 * Which document.
 */
export type Document = "visit-summary" | "prescription" | "medication-plan" | "referral" | "sick-note" | "lab-requisition" | "imaging-requisition" | "follow-up-slip" | "vaccination-record" | "trend-report" | "growth-chart" | "label" | "chart";

/**
 * A document's bytes.
 */
export type DocumentBytes = { 
/**
 * `application/pdf`.
 */
content_type: string, 
/**
 * Base64.
 */
data: string, };

/**
 * What is said about a document, beside its bytes.
 */
export type DocumentFields = { 
/**
 * What it is, in words.
 */
title: string, 
/**
 * What kind of paper.
 */
kind: DocumentKind, 
/**
 * The date on the document, FHIR date.
 */
dated?: PartialDate, 
/**
 * Who wrote it.
 */
source?: string, 
/**
 * What matters in it.
 */
note?: string, };

/**
 * What kind of paper it is.
 */
export type DocumentKind = "letter" | "discharge" | "laboratory-report" | "imaging-report" | "consent" | "form" | "photo" | "other";

/**
 * That somebody has read a document.
 */
export type DocumentReview = { 
/**
 * Who.
 */
by: StaffId, 
/**
 * When.
 */
at: string, 
/**
 * What they say to it.
 */
comment?: string, };

/**
 * What a document is, with the names of people in place of their ids.
 */
export type DocumentRow = { 
/**
 * What it says of itself.
 */
document: ChartDocument, 
/**
 * Its kind, for people.
 */
kind_label: string, 
/**
 * Who reviewed it; none while nobody has.
 */
reviewed_by: string | null, };

/**
 * FHIR R4 document-reference-status, without entered-in-error, which is an entry of its own.
 */
export type DocumentStatus = "current" | "superseded";

/**
 * An amount or a range of amounts.
 */
export type Dose = { 
/**
 * The amount, or the least of a range. Greater than 0.
 */
low: number, 
/**
 * The most of a range; greater than `low`.
 */
high?: number, 
/**
 * One of them, in words or as a metric unit: `capsule`, `mL`, `mg`. Empty while the dose form is not known.
 */
unit: string, };

/**
 * A stretch of one dose.
 */
export type DoseSpan = { 
/**
 * From this day on.
 */
from: string, 
/**
 * Until this day; none is taken still.
 */
until: string | null, 
/**
 * `20 mg, 1 tablet every morning`.
 */
dose: string, 
/**
 * `20 mg`.
 */
short: string, 
/**
 * What happened at its end: `stopped`, `on hold`; empty where it goes on or another dose follows.
 */
end: string, };

/**
 * Read the draft of a visit.
 */
export type DraftRequest = { 
/**
 * Whose chart.
 */
patient: PatientId, 
/**
 * Which visit.
 */
encounter: RecordId, };

/**
 * The draft is in the file.
 */
export type DraftSaved = { 
/**
 * When.
 */
saved_at: string, 
/**
 * The revision to continue.
 */
revision: number, };

/**
 * The draft of a visit, or the note once it is signed.
 */
export type DraftView = { 
/**
 * The draft; blank when nothing was written yet.
 */
draft: VisitDraft, 
/**
 * When it was saved last.
 */
saved_at: string | null, 
/**
 * The how many-eth save; 0 before the first.
 */
revision: number, 
/**
 * The signed note, when the visit has one.
 */
signed: NoteView | null, };

/**
 * What a due date rests on.
 */
export type DueDateBasis = "last-period" | "ultrasound" | "conception" | "other";

/**
 * Something that is due.
 */
export type DueItem = { 
/**
 * `Follow-up: blood pressure`, `HbA1c`.
 */
text: string, 
/**
 * By when.
 */
on: string, 
/**
 * Its day is over.
 */
overdue: boolean, };

/**
 * For how long, or for between `value` and `high` of the unit.
 */
export type Duration = { 
/**
 * How many. Greater than 0.
 */
value: number, 
/**
 * The most of a range; greater than `value`.
 */
high?: number, 
/**
 * Of what.
 */
unit: TimeUnit, };

/**
 * FHIR R4 EncounterStatus, the words a practice uses.
 */
export type EncounterStatus = "planned" | "arrived" | "triaged" | "in-progress" | "onleave" | "finished" | "cancelled" | "unknown";

/**
 * Say that a goal is reached, given up, paused or aimed at again.
 */
export type EndGoal = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which.
 */
record: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * What becomes of it.
 */
status: GoalStatus, 
/**
 * Why.
 */
why?: string, };

/**
 * Enter what a line says at once: measurements or an allergy.
 */
export type EnterNow = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * During which visit.
 */
encounter: RecordId, 
/**
 * The line.
 */
line: string, };

/**
 * One entry of the ledger: one act, said once, never changed.
 */
export type EntryId = string;

/**
 * Make a phrase ready to be put into a note.
 */
export type ExpandPhrase = { 
/**
 * Whose note.
 */
patient: PatientId, 
/**
 * Of which visit.
 */
encounter: RecordId, 
/**
 * Which.
 */
trigger: string, };

/**
 * One part.
 */
export type ExpandedPart = { 
/**
 * The field; empty for text that goes where the cursor is.
 */
field: string, 
/**
 * `Assessment and plan`.
 */
heading: string, 
/**
 * Its pieces in order.
 */
pieces: Array<ExpandedPiece>, };

/**
 * A phrase as it would stand in this note.
 */
export type ExpandedPhrase = { 
/**
 * What it is called.
 */
name: string, 
/**
 * Its parts.
 */
parts: Array<ExpandedPart>, };

/**
 * A piece of a part.
 */
export type ExpandedPiece = { 
/**
 * The text as it would stand. Stops stand in it as they are written: `[[side: left|right]]`.
 */
text: string, 
/**
 * The line it comes from, where it becomes a chip.
 */
typed: string, 
/**
 * What it would enter; none for plain text.
 */
plan: Planned | null, };

/**
 * Write a chart to a file.
 */
export type ExportChart = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * The format: `fhir`.
 */
format: string, 
/**
 * Where to.
 */
path: string, };

/**
 * A chart was written to a file.
 */
export type Exported = { 
/**
 * Where to.
 */
path: string, 
/**
 * How many bytes.
 */
bytes: number, };

/**
 * Somebody else who looks after the patient: a specialist, a service, a carer.
 */
export type ExternalCare = { 
/**
 * Who: `Dr K. Mbeki`, `District nurse`.
 */
who: string, 
/**
 * Their field: `Cardiology`.
 */
specialty?: string, 
/**
 * What they look after.
 */
concern?: string, 
/**
 * How to reach them.
 */
contact?: string, 
/**
 * Since when.
 */
since?: PartialDate, 
/**
 * Until when. It is over when this is said.
 */
until?: PartialDate, 
/**
 * A remark.
 */
comment?: string, };

/**
 * The plain page of a patient.
 */
export type FailsafeRequest = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Print it on this queue; only shown when absent.
 */
printer?: string, };

/**
 * The plain page.
 */
export type FailsafeView = { 
/**
 * Lines of 80 letters at most.
 */
text: string, 
/**
 * The job's name, when it was printed.
 */
job: string | null, };

/**
 * One thing a relative had.
 */
export type FamilyCondition = { 
/**
 * What.
 */
condition: Concept, 
/**
 * At which age it began, in whole years.
 */
onset_age?: number, 
/**
 * They died of it.
 */
contributed_to_death?: boolean, };

/**
 * One relative.
 */
export type FamilyHistory = { 
/**
 * Who.
 */
relative: Relative, 
/**
 * More exactly, where the word does not say it: `mother's half-sister`.
 */
relation?: string, 
/**
 * What they had. Empty when only their death is known, or that they were well.
 */
conditions?: Array<FamilyCondition>, 
/**
 * They have died.
 */
deceased?: boolean, 
/**
 * At which age they died, in whole years.
 */
age_at_death?: number, 
/**
 * A remark.
 */
comment?: string, };

/**
 * One favourite.
 */
export type FavouriteView = { 
/**
 * The record.
 */
record: RecordId, 
/**
 * The versions a change has to name.
 */
heads: Array<EntryId>, 
/**
 * What it is called.
 */
name: string, 
/**
 * Only its owner sees it.
 */
mine: boolean, 
/**
 * Its drugs.
 */
items: Array<PrescriptionItem>, 
/**
 * Each drug as a line that can be typed.
 */
lines: Array<string>, };

/**
 * The favourites of whoever asks, and what they could be.
 */
export type FavouritesView = { 
/**
 * Each, by name.
 */
favourites: Array<FavouriteView>, 
/**
 * What was ordered five times or more and has no name yet, the most often first.
 */
worth_a_name: Array<Habit>, };

/**
 * One file.
 */
export type FileReport = { 
/**
 * The file's name without its folder.
 */
file: string, 
/**
 * Whose chart; none before a new patient is entered.
 */
chart_number: string | null, 
/**
 * The patient, once entered.
 */
patient: PatientId | null, 
/**
 * The patient is new to the practice.
 */
new_patient: boolean, 
/**
 * Chart numbers of patients who may be the same person as a new one: look before both charts are used.
 */
may_be: Array<string>, 
/**
 * By resource type.
 */
resources: { [key in string]: Counts }, 
/**
 * What was refused, and why.
 */
refused: Array<RefusedResource>, };

/**
 * Fill a template from a chart: to try it out, or to edit the letter before it is printed.
 */
export type FillTemplate = { 
/**
 * Whose chart.
 */
patient: PatientId, 
/**
 * The visit; the newest when absent.
 */
encounter?: RecordId, 
/**
 * A template that is kept.
 */
key?: string, 
/**
 * Or the text of one that is being written.
 */
text?: string, 
/**
 * The first day of a certificate.
 */
from?: string, 
/**
 * The last day.
 */
until?: string, };

/**
 * A filled template.
 */
export type FilledView = { 
/**
 * What stands at the top of the page.
 */
title: string, 
/**
 * The text, ready to be edited.
 */
text: string, };

/**
 * Look for something in all charts.
 */
export type FindEverywhere = { 
/**
 * Words, or their beginnings; all have to be on one page.
 */
text: string, };

/**
 * One thing that was found.
 */
export type Finding = { 
/**
 * Which check found it.
 */
check: Check, 
/**
 * How much it matters. Only `contraindicated` asks before going on.
 */
severity: Tier, 
/**
 * Names the finding for this patient; to override it.
 */
key: string, 
/**
 * The medicine it is about.
 */
drug: string, 
/**
 * What it does not go with.
 */
with: string, 
/**
 * What it is, with the newest relevant value.
 */
message: string, 
/**
 * What to do.
 */
action: string, 
/**
 * Who says so.
 */
source: string, 
/**
 * The day of the rule's table.
 */
as_of: string, 
/**
 * A clinician has signed the row.
 */
reviewed: boolean, 
/**
 * The test whose newest value it speaks of, to be ordered from here.
 */
test?: string, 
/**
 * Somebody went on all the same, and what it rests on has not changed since.
 */
overridden: OverriddenView | null, };

/**
 * Something that does not fit.
 */
export type FindingView = { 
/**
 * For programs: `chain`, `signature`, `projection`, `rollback` …
 */
kind: string, 
/**
 * For people.
 */
what: string, };

/**
 * A result: a number, or words.
 */
export type Found = { "quantity": Quantity } | { "text": string };

/**
 * What was found in all charts.
 */
export type FoundEverywhere = { 
/**
 * The patients, those first of whom it was said last.
 */
patients: Array<FoundPatient>, 
/**
 * There is more than is listed: more words narrow it.
 */
more: boolean, 
/**
 * One letter is too little to look for.
 */
too_short: boolean, };

/**
 * A page that says it.
 */
export type FoundPage = { 
/**
 * The section's word.
 */
section: string, 
/**
 * The record, as on the timeline.
 */
record: RecordId, 
/**
 * `Visit — cough`.
 */
title: Array<FoundText>, 
/**
 * When it was true.
 */
at: string, 
/**
 * Whose it is.
 */
by: string, 
/**
 * The lines that say it, cut to what stands around the words, two at most.
 */
lines: Array<Array<FoundText>>, 
/**
 * It says words one typing slip apart from those typed.
 */
similar: boolean, };

/**
 * A patient in whose chart it was said.
 */
export type FoundPatient = { 
/**
 * Who.
 */
head: PatientHead, 
/**
 * The pages that say it, newest first, three at most.
 */
pages: Array<FoundPage>, 
/**
 * More pages of this chart say it.
 */
more: boolean, };

/**
 * A piece of text.
 */
export type FoundText = { 
/**
 * The text.
 */
text: string, 
/**
 * It is what was looked for.
 */
hit: boolean, };

/**
 * One paper that was given out.
 */
export type GivenOut = { 
/**
 * When.
 */
at: string, 
/**
 * By whom.
 */
by: string, 
/**
 * The document's word.
 */
document: string, 
/**
 * `saved` or `printed`.
 */
how: string, 
/**
 * 0 for the first, 1 for the first reprint.
 */
reprint: number, };

/**
 * What is wanted of one number, or of the two of a blood pressure.
 */
export type Goal = { 
/**
 * What is measured: `Blood pressure`, `INR`.
 */
what: Concept, 
/**
 * Each number with what it should be. One, or two for a blood pressure. Never empty.
 */
targets: Array<GoalTarget>, 
/**
 * Whether it is aimed at.
 */
status: GoalStatus, 
/**
 * By when.
 */
due?: string, 
/**
 * Why this goal for this patient.
 */
comment?: string, };

/**
 * A band of a drawing: between the two ends, the open one is none.
 */
export type GoalBand = { 
/**
 * The least.
 */
low: number | null, 
/**
 * The most.
 */
high: number | null, };

/**
 * Where a number should be. A goal of FHIR is a range with both ends in it, or a quantity with a comparator.
 */
export type GoalRange = { "below": number } | { "at-most": number } | { "above": number } | { "at-least": number } | { "between": { 
/**
 * The least.
 */
low: number, 
/**
 * The most.
 */
high: number, } };

/**
 * A goal in words and in parts.
 */
export type GoalRow = { 
/**
 * `INR 2–3`.
 */
short: string, 
/**
 * `2–3`.
 */
wanted: string, 
/**
 * The trend it belongs to.
 */
key: string, 
/**
 * In parts.
 */
goal: Goal, };

/**
 * A goal and the time it held.
 */
export type GoalSpan = { 
/**
 * From this day on.
 */
from: string, 
/**
 * Until this day; none holds still.
 */
until: string | null, 
/**
 * `< 130/80 mmHg`.
 */
wanted: string, 
/**
 * In the order of the numbers.
 */
bands: Array<GoalBand>, };

/**
 * FHIR R4 goal-status, the words a practice uses.
 */
export type GoalStatus = "active" | "on-hold" | "completed" | "cancelled";

/**
 * One number and what it should be.
 */
export type GoalTarget = { 
/**
 * Which number, with its LOINC code where known.
 */
measure: Concept, 
/**
 * Where it should be.
 */
range: GoalRange, 
/**
 * UCUM; empty for a number without one.
 */
unit: string, };

/**
 * One value.
 */
export type GridCell = { 
/**
 * The report it is from.
 */
record: RecordId, 
/**
 * In the unit of the line; with its own unit where it could not be told in that.
 */
text: string, 
/**
 * As it was reported, where it was converted: `57 mmol/mol`.
 */
as_reported?: string, 
/**
 * How it lies to its range.
 */
flag: ResultFlag, 
/**
 * Whether it matters, as whoever reviewed it says.
 */
relevant?: boolean, 
/**
 * The range as printed.
 */
range?: string, };

/**
 * Read the grid.
 */
export type GridRequest = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * How many days at most; 40 at most.
 */
days: number, 
/**
 * Only days before this one.
 */
before?: string, 
/**
 * As it was known at the end of this day.
 */
as_at?: string, };

/**
 * One test over the days.
 */
export type GridRow = { 
/**
 * `HbA1c`.
 */
test: string, 
/**
 * The unit of the line, as people read it; empty for words.
 */
unit: string, 
/**
 * One cell a day; none where it was not tested.
 */
cells: Array<GridCell | null>, };

/**
 * Something ordered often.
 */
export type Habit = { 
/**
 * What.
 */
item: PrescriptionItem, 
/**
 * In words.
 */
says: string, 
/**
 * How often.
 */
times: number, };

/**
 * Whether a habit is kept.
 */
export type HabitStatus = "current" | "former" | "never" | "unknown";

/**
 * The parts of the section, as words for requests and lists.
 */
export type HistoryPart = "pregnancy" | "social" | "procedure" | "family" | "external";

/**
 * Read all versions of a record.
 */
export type HistoryRequest = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * The section's word.
 */
section: string, 
/**
 * Which.
 */
record: RecordId, };

/**
 * What a record of the section says, in words and in parts.
 */
export type HistoryRow = { 
/**
 * Family, social, procedure, external or pregnancy.
 */
part: HistoryPart, 
/**
 * In one line.
 */
short: string, 
/**
 * It holds now, or belongs on the summary: a pregnancy that goes on, care that has not ended, an operation.
 */
summary: boolean, 
/**
 * What is counted from it.
 */
derived: Array<DerivedLine>, 
/**
 * In parts.
 */
said: HistoryStatement, };

/**
 * What is said about the past.
 */
export type HistoryStatement = { "family": FamilyHistory } | { "social": SocialHistory } | { "procedure": PastProcedure } | { "external": ExternalCare } | { "pregnancy": Pregnancy };

/**
 * A person's name in its parts.
 */
export type HumanName = { 
/**
 * Family name; empty for people who have one name only.
 */
family: string, 
/**
 * Given names in order, separated by spaces.
 */
given: string, 
/**
 * Title before the name.
 */
prefix?: string, };

/**
 * A number somebody else gave the patient (insurance, national number, another clinic's chart).
 */
export type Identifier = { 
/**
 * Who gives such numbers: a URI or plain words.
 */
system: string, 
/**
 * The number.
 */
value: string, };

/**
 * One vaccine, given or not.
 */
export type Immunization = { 
/**
 * Which vaccine, with its CVX code where known.
 */
vaccine: Concept, 
/**
 * Given or not.
 */
status: ImmunizationStatus, 
/**
 * When it was given, as far as it is known.
 */
given?: PartialDate, 
/**
 * Why it was not given, in one word.
 */
not_done?: NotDone, 
/**
 * Why it was not given, in words.
 */
not_done_reason?: string, 
/**
 * Lot number.
 */
lot?: string, 
/**
 * Expiry date of the lot.
 */
expires?: PartialDate, 
/**
 * Where on the body.
 */
site?: string, 
/**
 * How: intramuscular, oral.
 */
route?: string, 
/**
 * How much: `0.5 mL`.
 */
dose?: string, 
/**
 * Which dose of the series, as the vaccinator counts.
 */
dose_number?: string, 
/**
 * Who made it.
 */
manufacturer?: string, 
/**
 * Given by someone else and only reported to us.
 */
given_elsewhere: boolean, 
/**
 * A remark: a reaction, who reported it.
 */
comment?: string, };

/**
 * A vaccine as it is written down.
 */
export type ImmunizationFields = { 
/**
 * Which vaccine.
 */
vaccine: string, 
/**
 * CVX code, where one is known.
 */
cvx?: string, 
/**
 * Given or not.
 */
status: ImmunizationStatus, 
/**
 * When, FHIR date; today when absent and given here.
 */
given?: PartialDate, 
/**
 * Why it was not given, in one word.
 */
not_done?: NotDone, 
/**
 * Why it was not given, in words.
 */
not_done_reason?: string, 
/**
 * Lot number.
 */
lot?: string, 
/**
 * Expiry date of the lot, FHIR date.
 */
expires?: PartialDate, 
/**
 * Where on the body.
 */
site?: string, 
/**
 * How.
 */
route?: string, 
/**
 * How much.
 */
dose?: string, 
/**
 * Which dose of the series.
 */
dose_number?: string, 
/**
 * Who made it.
 */
manufacturer?: string, 
/**
 * Given by someone else.
 */
given_elsewhere: boolean, 
/**
 * A remark.
 */
comment?: string, };

/**
 * FHIR R4 ImmunizationStatus, without entered-in-error, which is an entry of its own.
 */
export type ImmunizationStatus = "completed" | "not-done";

/**
 * Files to read.
 */
export type ImportFiles = { 
/**
 * FHIR R4 bundles, one patient each.
 */
paths: Array<string>, };

/**
 * What the files hold, and what became of it.
 */
export type ImportReport = { 
/**
 * Each file.
 */
files: Array<FileReport>, 
/**
 * All files together.
 */
totals: Counts, };

/**
 * Who marked a record as entered in error.
 */
export type InErrorView = { 
/**
 * Who.
 */
by: string, 
/**
 * When.
 */
at: string, 
/**
 * Why.
 */
why: string, };

/**
 * Check the practice and put what was found on one page: shown as a picture, or saved, or printed.
 */
export type IntegrityReport = { 
/**
 * Save it here.
 */
save_to?: string, 
/**
 * Print it on this queue.
 */
printer?: string, };

/**
 * What a typed drug line says.
 */
export type ItemPreview = { 
/**
 * The drug, as it would be ordered.
 */
item: PrescriptionItem, 
/**
 * `Doxycycline 100 mg capsule`, with tall-man letters where the name has a look-alike.
 */
name: string, 
/**
 * The line that gives this order when it is typed.
 */
line: string, 
/**
 * The schedule of a controlled drug in the United States, 2 to 5.
 */
schedule: number | null, 
/**
 * It is in the formulary; otherwise it is free text.
 */
known: boolean, 
/**
 * The sentence that will stand on the paper.
 */
sentence: string, 
/**
 * `14 capsules`, and how it was counted.
 */
quantity: string | null, 
/**
 * What is unclear, in sentences.
 */
doubts: Array<string>, 
/**
 * What is missing before it can be ordered.
 */
missing: Array<string>, 
/**
 * Active allergies, to be read before ordering.
 */
allergies: Array<string>, 
/**
 * What speaks against it, the worst first.
 */
findings: Array<Finding>, 
/**
 * What was not checked.
 */
unchecked: string, };

export type JsonValue = number | string | boolean | Array<JsonValue> | { [key in string]: JsonValue } | null;

/**
 * The last backup that was proven.
 */
export type LastBackupView = { 
/**
 * When it was made.
 */
made_at: string, 
/**
 * How many entries it holds.
 */
entries: number, 
/**
 * Where it stands.
 */
folder: string, };

/**
 * On which side of the body.
 */
export type Laterality = "left" | "right" | "bilateral";

/**
 * The letters kept with a visit.
 */
export type LettersRequest = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which visit.
 */
encounter: RecordId, };

/**
 * One chip before it is accepted.
 */
export type LineChip = { 
/**
 * The kind in a word: `prescription`.
 */
kind: string, 
/**
 * The text that will stand in the note.
 */
label: string, 
/**
 * What it will enter, and when.
 */
enters: string, 
/**
 * It is entered at once when it is accepted.
 */
at_once: boolean, 
/**
 * What is unclear or was assumed.
 */
doubts: Array<string>, 
/**
 * What speaks against a drug, the worst first.
 */
warnings: Array<string>, 
/**
 * A drug is contraindicated: it is taken to the prescription's own line, where the reason is asked.
 */
to_answer: boolean, 
/**
 * What is missing before it can be accepted.
 */
missing: Array<string>, 
/**
 * What it will enter; none while it is to be entered at once.
 */
plan: Planned | null, };

/**
 * One way to go on.
 */
export type LineCompletion = { 
/**
 * The line as it would stand.
 */
line: string, 
/**
 * What is shown.
 */
label: string, 
/**
 * What it is.
 */
detail: string, };

/**
 * What a typed line can become.
 */
export type LineSuggestion = { 
/**
 * Where it comes from, and so what picking it does.
 */
kind: SuggestionKind, 
/**
 * What stands in the line when it is picked. For a favourite, what it is called.
 */
line: string, 
/**
 * `amoxicillin 500 mg capsule`, or the favourite's name.
 */
display: string, 
/**
 * How it is taken and how much, in a sentence; for a protocol, its drugs.
 */
says: string, 
/**
 * RxNorm's code, where one is known.
 */
code?: string, 
/**
 * The drugs that are put on the prescription when it is picked; empty for what only completes the line.
 */
items: Array<PrescriptionItem>, 
/**
 * How often it was ordered; 0 for what is not learnt.
 */
times: number, 
/**
 * The favourite.
 */
favourite?: RecordId, 
/**
 * It is a usual sig that no clinician has reviewed.
 */
unreviewed: boolean, };

/**
 * What a line becomes.
 */
export type LineView = { 
/**
 * The chips; none when it is text.
 */
chips: Array<LineChip>, 
/**
 * How it can go on.
 */
completions: Array<LineCompletion>, };

/**
 * How a step stands to the one before it.
 */
export type Link = "then" | "and";

/**
 * List what is open.
 */
export type ListTasks = { 
/**
 * Only those that are mine or everybody's.
 */
mine: boolean, };

/**
 * Look which backups lie in a folder, also while the practice is locked.
 */
export type LookForBackups = { 
/**
 * Where; the practice's own `backups` when absent.
 */
folder?: string, };

/**
 * How the window looks to one person.
 */
export type Looks = { 
/**
 * `system`, `light` or `dark`.
 */
theme: Theme, 
/**
 * How large letters are.
 */
text_size: TextSize, };

/**
 * Make a backup now, prove it, and clear old ones away.
 */
export type MakeBackup = { 
/**
 * Where to; all folders that were chosen when absent.
 */
folder?: string, };

/**
 * Mark a record as entered in error.
 */
export type MarkInError = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * The section's word.
 */
section: string, 
/**
 * Which.
 */
record: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * Why.
 */
why: string, };

/**
 * Say that the reason was read.
 */
export type MarkReviewed = { 
/**
 * The act's place in the audit.
 */
seq: number, };

/**
 * How it stands to food.
 */
export type Meal = "before" | "with" | "after" | "empty-stomach";

/**
 * One measurement in its canonical unit ([`VitalCode::unit`]).
 */
export type Measurement = { 
/**
 * What was measured.
 */
code: VitalCode, 
/**
 * The number in the canonical unit.
 */
value: number, 
/**
 * What was typed, when it was in another unit: `98.6 [degF]`.
 */
as_typed?: Quantity, };

/**
 * One medicine in the patient's life.
 */
export type Medication = { 
/**
 * What: ingredient or brand, with RxNorm code where known: `warfarin`.
 */
drug: Concept, 
/**
 * Strength as on the box: `5 mg`.
 */
strength?: string, 
/**
 * Dose form: `tablet`.
 */
form?: string, 
/**
 * How it is taken, in parts, where it is known in parts.
 */
sig?: Sig, 
/**
 * How it is taken, as a sentence: what the patient was told.
 */
instructions: string, 
/**
 * Whether it is taken now.
 */
status: MedicationStatus, 
/**
 * Why it is taken.
 */
reason?: string, 
/**
 * Since when.
 */
started?: PartialDate, 
/**
 * Until when: the day it was stopped, or the day the course ends.
 */
ended?: PartialDate, 
/**
 * Meant to be taken for good.
 */
long_term: boolean, 
/**
 * The prescription that ordered it last.
 */
prescription?: RecordId, 
/**
 * Where it comes from, when it was not ordered here.
 */
origin?: MedicationOrigin, 
/**
 * How it is really taken, as the patient tells it: `forgets the evening one`.
 */
adherence?: string, 
/**
 * Somebody asked for more of it and no physician has answered yet.
 */
renewal?: RenewalRequest, 
/**
 * A remark: from the cardiologist, the blue one.
 */
comment?: string, };

/**
 * A medicine as it is written down.
 */
export type MedicationFields = { 
/**
 * Ingredient or brand.
 */
drug: string, 
/**
 * RxNorm code, where one is known.
 */
rxnorm?: string, 
/**
 * `5 mg`.
 */
strength?: string, 
/**
 * `tablet`.
 */
form?: string, 
/**
 * How it is taken, as a sentence or as the patient says it.
 */
instructions?: string, 
/**
 * Why.
 */
reason?: string, 
/**
 * Since when, FHIR date.
 */
started?: PartialDate, 
/**
 * Meant to be taken for good.
 */
long_term: boolean, 
/**
 * Where it comes from, when it was not ordered here.
 */
origin?: MedicationOrigin, 
/**
 * How it is really taken, as the patient tells it.
 */
adherence?: string, 
/**
 * A remark: from the cardiologist, the blue one.
 */
comment?: string, };

/**
 * A medicine in a few words, for one line of a list. The whole of it is in its record.
 */
export type MedicationLine = { 
/**
 * Which.
 */
record: RecordId, 
/**
 * `Warfarin 5 mg`: without the form where the dose says it.
 */
name: string, 
/**
 * `1 tab evening`; what the patient was told where nothing is known in parts.
 */
take: string, };

/**
 * Where a medicine comes from that was not ordered here.
 */
export type MedicationOrigin = "prescribed-elsewhere" | "over-the-counter" | "herbal";

/**
 * A medication plan as at one day.
 */
export type MedicationPlan = { 
/**
 * What changed is told against this moment. None: there was no earlier visit or plan, so nothing is called new.
 */
since: string | null, 
/**
 * What is taken, by the day's times first, then what is taken another way, then as needed; each by name.
 */
rows: Array<PlanRow>, 
/**
 * What is not to be taken any more, by name.
 */
ended: Array<PlanEnd>, };

/**
 * FHIR R4 medication-statement-status, without entered-in-error, which is an entry of its own.
 */
export type MedicationStatus = "active" | "completed" | "intended" | "stopped" | "on-hold" | "unknown" | "not-taken";

/**
 * One medicine over time.
 */
export type MedicineLane = { 
/**
 * `Lisinopril`.
 */
drug: string, 
/**
 * What it does to this number, as its label says; none is known.
 */
acts: Acts | null, 
/**
 * When it was taken and how, oldest first.
 */
spans: Array<DoseSpan>, };

/**
 * One medicine with the versions on screen.
 */
export type MedicineOnScreen = { 
/**
 * The medicine.
 */
record: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, };

/**
 * One person.
 */
export type MemberView = { 
/**
 * Who.
 */
staff: StaffId, 
/**
 * The versions a correction has to name.
 */
heads: Array<EntryId>, 
/**
 * `Dr Ada Okafor`.
 */
name: string, 
/**
 * What they type to unlock.
 */
login: string, 
/**
 * What they may do.
 */
role: Role, 
/**
 * Degrees as on paper.
 */
qualification: string, 
/**
 * Licence numbers as on paper.
 */
registration: string, 
/**
 * They work here no longer.
 */
left: boolean, };

/**
 * Another chart is the same person's: read it as part of this one.
 */
export type Merge = { 
/**
 * The chart that stays.
 */
patient: PatientId, 
/**
 * The chart that becomes a part of it.
 */
duplicate: PatientId, 
/**
 * How it is known that they are one person.
 */
why: string, };

/**
 * A chart that is read as part of the one on screen.
 */
export type MergedView = { 
/**
 * As it was registered.
 */
head: PatientHead, 
/**
 * Who said that it is the same person.
 */
by: string, 
/**
 * When.
 */
at: string, 
/**
 * Why.
 */
why: string, };

/**
 * Something that is missing.
 */
export type Missing = { 
/**
 * The field or section to jump to: `assessment_plan`, `allergies`, `line`.
 */
field: string, 
/**
 * Where in the field, in UTF-16 code units, when one place is meant.
 */
position?: number, 
/**
 * In words.
 */
message: string, 
/**
 * The note cannot be signed without it.
 */
forbids: boolean, };

/**
 * The rest of a registration. Each part that is absent stays as it is; an empty one is taken away.
 */
export type MoreOfPatient = { 
/**
 * The birth date is an estimate.
 */
birth_date_estimated?: boolean, 
/**
 * The gender the patient gives.
 */
gender_identity?: string, 
/**
 * How the patient is addressed.
 */
pronouns?: string, 
/**
 * Further telephone numbers, after the preferred one.
 */
other_phones?: Array<string>, 
/**
 * Names used before, newest first. A name that changes is added by itself.
 */
former_names?: Array<HumanName>, 
/**
 * Next of kin, guardian, whom to call.
 */
contacts?: Array<ContactPerson>, 
/**
 * Insurance in its parts.
 */
policies?: Array<Policy>, 
/**
 * Numbers others gave the patient.
 */
identifiers?: Array<Identifier>, 
/**
 * What everybody has to see at once.
 */
flags?: Array<PatientFlag>, 
/**
 * The note that sticks on the banner.
 */
sticky_note?: string, 
/**
 * Whether the patient has died.
 */
deceased?: boolean, 
/**
 * When, FHIR date, where the patient has died and it is known.
 */
died_on?: PartialDate, };

/**
 * A new recovery code. The one before opens nothing any more.
 */
export type NewRecoveryCode = { 
/**
 * Shown once: nine groups of four signs. Printed with `practice.recovery_page`, typed back with
 * `practice.confirm_recovery`.
 */
recovery_code: string, };

/**
 * Asked, and none is known.
 */
export type NoneKnown = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * During which visit.
 */
encounter?: RecordId, };

/**
 * Why a vaccine was not given. FHIR R4 immunization-status-reason.
 */
export type NotDone = "refused" | "contraindicated" | "immune" | "out-of-stock" | "other";

/**
 * A visit note, by its parts. Empty parts were left empty.
 */
export type Note = { 
/**
 * Why the patient came.
 */
reason: string, 
/**
 * What the patient says.
 */
subjective: string, 
/**
 * What was found.
 */
objective: string, 
/**
 * What is thought and what is to be done, by problem.
 */
assessment_plan: string, 
/**
 * What the patient is told about when to come back at once; printed on the visit summary.
 */
safety_net: string, 
/**
 * What comes next, one line each; printed on the visit summary.
 */
follow_up: string, };

/**
 * Write down how a medicine is really taken.
 */
export type NoteAdherence = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which.
 */
record: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * During which visit.
 */
encounter?: RecordId, 
/**
 * `forgets the evening one`; empty takes the note away.
 */
adherence: string, };

/**
 * How words stand to the version before.
 */
export type NoteChanged = "same" | "added" | "removed";

/**
 * A chip in the draft of a note: where it stands and what it will enter.
 */
export type NoteChip = { 
/**
 * Made by the window, unique in the draft.
 */
id: string, 
/**
 * The field it stands in: `assessment_plan`.
 */
field: string, 
/**
 * Where it begins in the field's text, in UTF-16 code units.
 */
from: number, 
/**
 * Where it ends.
 */
to: number, 
/**
 * The line as it was typed.
 */
typed: string, 
/**
 * What it will enter, or has entered.
 */
plan: Planned, };

/**
 * A run of words.
 */
export type NotePiece = { 
/**
 * How it stands to the version before.
 */
changed: NoteChanged, 
/**
 * The words.
 */
text: string, };

/**
 * How far a visit's note is.
 */
export type NoteProgress = "none" | "draft" | "signed";

/**
 * What would be signed, and what is missing.
 */
export type NoteReview = { 
/**
 * The revision that was reviewed; the signature is given to this one only.
 */
revision: number, 
/**
 * What is missing, those that forbid signing first.
 */
missing: Array<Missing>, 
/**
 * Values of the chart that were put into the note and are different now.
 */
stale: Array<StaleValue>, 
/**
 * Exactly what will be signed.
 */
parts: Array<ReviewPart>, 
/**
 * Nothing forbids signing.
 */
may_sign: boolean, };

/**
 * One version with its differences to the one before.
 */
export type NoteVersion = { 
/**
 * Who, when, why.
 */
version: VersionView, 
/**
 * Its parts; for a version that says "entered in error" those of the one before, all taken out.
 */
parts: Array<VersionPart>, };

/**
 * Read all versions of a note.
 */
export type NoteVersions = { 
/**
 * Whose chart.
 */
patient: PatientId, 
/**
 * Which note.
 */
note: RecordId, };

/**
 * A signed note with its addenda.
 */
export type NoteView = { 
/**
 * The note.
 */
note: RecordView<Note>, 
/**
 * What was added, oldest first.
 */
addenda: Array<RecordView<string>>, 
/**
 * Who signed it as well, with their remark, oldest first.
 */
cosigned: Array<RecordView<string>>, 
/**
 * The person at the desk may sign it as well.
 */
may_cosign: boolean, 
/**
 * `signed`: its author's key signed these bytes. `not-signed`: it was imported. `broken`: it does not fit.
 */
signature: string, 
/**
 * The prescription signed with it.
 */
prescription: RecordId | null, };

/**
 * A request without fields.
 */
export type Nothing = Record<symbol, never>;

/**
 * Open a chart in this window.
 */
export type OpenChart = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * As it was known at the end of this day; now when absent.
 */
as_at?: string, 
/**
 * Why a restricted chart has to be opened; kept in the audit and read by somebody else.
 */
break_glass?: string, };

/**
 * Open the demo practice, making it first where there is none.
 */
export type OpenDemo = { 
/**
 * Generated patients in place of the written ones.
 */
patients?: number, 
/**
 * Visits of each generated patient; 10 when absent.
 */
visits?: number, 
/**
 * Which generated practice; 1 when absent.
 */
seed?: number, 
/**
 * Another password than the demo's own.
 */
password?: string, };

/**
 * Show a patient's registration in this window.
 */
export type OpenPatient = { 
/**
 * Whose.
 */
patient: PatientId, };

/**
 * An open task with its patient.
 */
export type OpenTask = { 
/**
 * Who.
 */
head: PatientHead, 
/**
 * What.
 */
task: RecordView<Task>, 
/**
 * Its day is over.
 */
overdue: boolean, };

/**
 * One request for one or several tests.
 */
export type Order = { 
/**
 * Laboratory, imaging or something else that is asked of somebody else.
 */
category: OrderCategory, 
/**
 * Each test. Never empty.
 */
tests: Array<OrderedTest>, 
/**
 * How far the whole order has come.
 */
status: OrderStatus, 
/**
 * How soon.
 */
priority: OrderPriority, 
/**
 * Why it is asked: the question, or the diagnosis.
 */
reason?: string, 
/**
 * What whoever does it has to know: `fasting`, `on warfarin`.
 */
instructions?: string, 
/**
 * Who shall do it, as it stands on the paper.
 */
performer?: string, 
/**
 * When it is to be done, where it is not at once.
 */
due?: PartialDate, 
/**
 * The set the tests were chosen by.
 */
set?: string, 
/**
 * Why it was held or revoked.
 */
status_reason?: string, };

/**
 * What kind of thing is ordered. FHIR R4 ServiceRequest.category.
 */
export type OrderCategory = "laboratory" | "imaging" | "other";

/**
 * An order as it is written down.
 */
export type OrderFields = { 
/**
 * Laboratory, imaging, other.
 */
category: OrderCategory, 
/**
 * Each test.
 */
tests: Array<TestFields>, 
/**
 * How soon; routine when absent.
 */
priority?: OrderPriority, 
/**
 * Why it is asked.
 */
reason?: string, 
/**
 * What whoever does it has to know.
 */
instructions?: string, 
/**
 * Who shall do it.
 */
performer?: string, 
/**
 * When it is to be done, FHIR date.
 */
due?: PartialDate, 
/**
 * The set the tests were chosen by.
 */
set?: string, };

/**
 * FHIR R4 request-priority.
 */
export type OrderPriority = "routine" | "urgent" | "asap" | "stat";

/**
 * FHIR R4 request-status, without entered-in-error, which is an entry of its own.
 */
export type OrderStatus = "draft" | "active" | "on-hold" | "revoked" | "completed" | "unknown";

/**
 * One test of an order.
 */
export type OrderedTest = { 
/**
 * What is asked for, with its LOINC code where known: `HbA1c`.
 */
test: Concept, 
/**
 * Where on the body, and on which side, for imaging: `left knee`.
 */
site?: string, 
/**
 * The result report that answered it.
 */
result?: RecordId, };

/**
 * Another number that can be opened.
 */
export type OtherTrend = { 
/**
 * Which.
 */
key: string, 
/**
 * `Weight`.
 */
name: string, 
/**
 * How many values there are.
 */
count: number, };

/**
 * Who went on all the same, and why.
 */
export type OverriddenView = { 
/**
 * Why.
 */
reason: string, 
/**
 * Who.
 */
by: string, 
/**
 * When.
 */
at: string, };

/**
 * Say why something is ordered all the same.
 */
export type OverrideFinding = { 
/**
 * For whom.
 */
patient: PatientId, 
/**
 * The finding.
 */
key: string, 
/**
 * Why.
 */
reason: string, 
/**
 * The line that is being typed; not needed for a finding of the list, and better always given for one of a line.
 */
line?: string, };

/**
 * One paper of the pack.
 */
export type PackPaper = { 
/**
 * Which document.
 */
document: Document, 
/**
 * The record it is made from.
 */
record: RecordId, 
/**
 * The template of a letter that was kept with the visit.
 */
template: string | null, 
/**
 * What it is, without the patient's name.
 */
title: string, 
/**
 * Each page as a PNG picture, base64; empty when it could not be made.
 */
pages: Array<string>, 
/**
 * Why it could not be made.
 */
problem: Problem | null, 
/**
 * Where it went last time.
 */
goes_to: PrintPreference | null, };

/**
 * Make the papers of a visit.
 */
export type PackRequest = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which visit.
 */
encounter: RecordId, };

/**
 * What became of each paper.
 */
export type PackSent = { 
/**
 * In the order asked for.
 */
papers: Array<PaperSent>, };

/**
 * The papers of a visit.
 */
export type PackView = { 
/**
 * Each paper, in the order in which it is handed over.
 */
papers: Array<PackPaper>, };

/**
 * A word that was looked for, where it stands on a page.
 */
export type PageMark = { 
/**
 * The place of the line; none for the title.
 */
line: number | null, 
/**
 * Where it starts, in UTF-16 code units.
 */
start: number, 
/**
 * Where it ends.
 */
end: number, };

/**
 * The paper in the printer.
 */
export type Paper = "a4" | "letter";

/**
 * How the practice's paper looks.
 */
export type PaperDesign = { 
/**
 * The logo: a PNG or JPEG, base64.
 */
logo?: string, 
/**
 * More lines of the letterhead, each as it stands.
 */
lines?: Array<string>, 
/**
 * The colour of rules: `#0f5c6e`.
 */
accent?: string, 
/**
 * The margin at the top, in tenths of a millimetre.
 */
margin_top?: number, 
/**
 * The margins at the sides, in tenths of a millimetre.
 */
margin_sides?: number, 
/**
 * Parts of the visit summary that are left out.
 */
summary_without?: Array<SummaryPart>, 
/**
 * Which country's list of what a prescription must carry; that of the locale when absent.
 */
prescription_profile?: PrescriptionProfile, 
/**
 * Pictures of signatures may stand on paper.
 */
signature_pictures?: boolean, 
/**
 * Whose signature looks how.
 */
signatures?: Array<SignaturePicture>, };

/**
 * What became of one paper.
 */
export type PaperSent = { 
/**
 * Which document.
 */
document: Document, 
/**
 * The job's name in the queue; none when it failed.
 */
job: string | null, 
/**
 * Why it failed; it then waits in the program's own queue.
 */
problem: string | null, };

/**
 * A date of which the year, the month or the day is known.
 */
export type PartialDate = string;

/**
 * Something that was done, or a stay in hospital.
 */
export type PastProcedure = { 
/**
 * What kind of thing it was.
 */
kind: ProcedureKind, 
/**
 * What: `Cholecystectomy`, `Pneumonia`.
 */
what: Concept, 
/**
 * When, or when it began.
 */
on?: PartialDate, 
/**
 * When a stay ended.
 */
until?: PartialDate, 
/**
 * Where.
 */
place?: string, 
/**
 * What came of it, and other remarks.
 */
comment?: string, };

/**
 * The registration of a patient.
 */
export type Patient = { 
/**
 * The practice's own number, digits only, given once and never changed: `004217`.
 */
chart_number: string, 
/**
 * The name used now.
 */
name: HumanName, 
/**
 * Names used before, newest first.
 */
former_names?: Array<HumanName>, 
/**
 * Administrative gender, FHIR R4.
 */
sex: Sex, 
/**
 * The gender the patient gives, in their words, where it is not the one above.
 */
gender_identity?: string, 
/**
 * How the patient is addressed: `they/them`.
 */
pronouns?: string, 
/**
 * Date of birth, as far as it is known.
 */
birth_date?: PartialDate, 
/**
 * The birth date is an estimate.
 */
birth_date_estimated?: boolean, 
/**
 * Telephone numbers as written, the preferred first.
 */
phones?: Array<string>, 
/**
 * Electronic mail address.
 */
email?: string, 
/**
 * Home address.
 */
address?: Address, 
/**
 * Numbers others gave the patient.
 */
identifiers?: Array<Identifier>, 
/**
 * Preferred language, BCP 47.
 */
language?: string, 
/**
 * Insurance as the front desk wrote it.
 */
insurance?: string, 
/**
 * Insurance in its parts, the one asked first first.
 */
policies?: Array<Policy>, 
/**
 * Next of kin, guardian, whom to call; the one to call first first.
 */
contacts?: Array<ContactPerson>, 
/**
 * What everybody has to see at once: `Hard of hearing`, `Interpreter: Tamil`.
 */
flags?: Array<PatientFlag>, 
/**
 * A note that sticks on the banner.
 */
sticky_note?: string, 
/**
 * The patient has died.
 */
deceased?: Deceased, 
/**
 * Who alone opens this chart without giving a reason; everyone of the role when absent.
 */
restriction?: Restriction, 
/**
 * This chart is the same person's as that one, into which it was merged.
 */
merged_into?: PatientId, };

/**
 * What everybody has to see at once. FHIR R4 Flag.
 */
export type PatientFlag = { 
/**
 * In a few words.
 */
text: string, 
/**
 * It warns of danger, and is coloured so.
 */
warning?: boolean, };

/**
 * Who the patient is, in the words of a banner or a list.
 */
export type PatientHead = { 
/**
 * The patient.
 */
patient: PatientId, 
/**
 * `004217`.
 */
chart_number: string, 
/**
 * `Marguerite Delacroix-Thompson`.
 */
name: string, 
/**
 * `DELACROIX-THOMPSON, Marguerite`.
 */
filed_name: string, 
/**
 * Administrative gender.
 */
sex: Sex, 
/**
 * As far as it is known, FHIR date.
 */
birth_date: string | null, 
/**
 * The birth date is an estimate.
 */
birth_date_estimated: boolean, 
/**
 * `67 y`.
 */
age: string | null, 
/**
 * Preferred telephone.
 */
phone: string | null, 
/**
 * The patient has died.
 */
deceased: boolean, };

/**
 * A patient who may be meant.
 */
export type PatientHitView = { 
/**
 * Names used before.
 */
former_names: Array<string>, 
/**
 * The number of the chart that was found, when it is a part of this one since.
 */
part_number?: string, 
/**
 * Why it was found: `name`, `former-name`, `birth-date`, `phone`, `chart-number`, `similar-name`, `recent`.
 */
matched: string, 
/**
 * The patient.
 */
patient: PatientId, 
/**
 * `004217`.
 */
chart_number: string, 
/**
 * `Marguerite Delacroix-Thompson`.
 */
name: string, 
/**
 * `DELACROIX-THOMPSON, Marguerite`.
 */
filed_name: string, 
/**
 * Administrative gender.
 */
sex: Sex, 
/**
 * As far as it is known, FHIR date.
 */
birth_date: string | null, 
/**
 * The birth date is an estimate.
 */
birth_date_estimated: boolean, 
/**
 * `67 y`.
 */
age: string | null, 
/**
 * Preferred telephone.
 */
phone: string | null, 
/**
 * The patient has died.
 */
deceased: boolean, };

/**
 * One patient, through all corrections.
 */
export type PatientId = string;

/**
 * What a number of times is counted in.
 */
export type Per = "day" | "week" | "month";

/**
 * A phrase or template.
 */
export type PhraseView = { 
/**
 * What is typed for it: `.uri`.
 */
trigger: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * It fills several parts of a note.
 */
whole_visit: boolean, 
/**
 * `shipped`, `practice` or `mine`.
 */
whose: string, 
/**
 * Its text, as it is edited.
 */
text: string, };

/**
 * One placeholder.
 */
export type PlaceholderView = { 
/**
 * `patient.name`.
 */
name: string, 
/**
 * What it is.
 */
about: string, };

/**
 * What is different about a medicine since the last plan.
 */
export type PlanChange = "same" | "new" | { "changed": { 
/**
 * How: `10 mg tablet. Take 1 tablet by mouth every morning.`
 */
from: string, } };

/**
 * A medicine that was on the last plan and is not to be taken any more.
 */
export type PlanEnd = { 
/**
 * The medicine.
 */
record: string, 
/**
 * `Ibuprofen 400 mg tablet`.
 */
name: string, 
/**
 * Its course is over; otherwise it was stopped, or should never have been listed.
 */
finished: boolean, 
/**
 * Why it was stopped, as it was written down.
 */
why: string | null, };

/**
 * Read the plan.
 */
export type PlanRequest = { 
/**
 * Whose.
 */
patient: PatientId, };

/**
 * One medicine of the plan.
 */
export type PlanRow = { 
/**
 * The medicine.
 */
record: string, 
/**
 * `Warfarin`.
 */
drug: string, 
/**
 * `5 mg tablet`; empty when not known.
 */
product: string, 
/**
 * When in the day.
 */
when: PlanWhen, 
/**
 * Only when needed.
 */
as_needed: boolean, 
/**
 * What it is for.
 */
reason: string | null, 
/**
 * The last day of a course.
 */
until: PartialDate | null, 
/**
 * It is paused: not to be taken now.
 */
on_hold: boolean, 
/**
 * Where it comes from, when it was not ordered here.
 */
origin: MedicationOrigin | null, 
/**
 * What is different since [`MedicationPlan::since`].
 */
change: PlanChange, 
/**
 * Why it is different, as it was written down.
 */
why: string | null, };

/**
 * The plan as it is shown.
 */
export type PlanView = { 
/**
 * What is taken when, and what is different.
 */
plan: MedicationPlan, 
/**
 * The moment it is compared with.
 */
since: string | null, 
/**
 * That moment is when a plan was printed; otherwise the end of a visit.
 */
since_plan: boolean, 
/**
 * Active allergies, which stand on every plan.
 */
allergies: Array<string>, };

/**
 * Book a visit.
 */
export type PlanVisit = { 
/**
 * Who.
 */
patient: PatientId, 
/**
 * When.
 */
at: string, 
/**
 * Why.
 */
reason: string, };

/**
 * When in the day a medicine is taken.
 */
export type PlanWhen = { "day": { 
/**
 * In the morning.
 */
morning: string, 
/**
 * At noon.
 */
noon: string, 
/**
 * In the evening.
 */
evening: string, 
/**
 * At bedtime.
 */
night: string, } } | { "sentence": string };

/**
 * What a chip will enter when the note is signed.
 */
export type Planned = { "kind": "problem", 
/**
 * What.
 */
problem: Condition, } | { "kind": "prescription", 
/**
 * What.
 */
item: PrescriptionItem, } | { "kind": "medication", 
/**
 * What.
 */
medication: Medication, } | { "kind": "immunization", 
/**
 * What.
 */
immunization: Immunization, } | { "kind": "order", 
/**
 * What.
 */
order: Order, } | { "kind": "task", 
/**
 * What.
 */
task: Task, } | { "kind": "entered", 
/**
 * The section: `vitals`, `allergies`.
 */
section: string, 
/**
 * The record.
 */
record: RecordId, } | { "kind": "value", 
/**
 * `last.bp`.
 */
name: string, 
/**
 * What it said.
 */
said: string, };

/**
 * One point of a trend.
 */
export type Point = { 
/**
 * When.
 */
at: string, 
/**
 * The number.
 */
value: number, };

/**
 * Insurance in its parts. FHIR R4 Coverage.
 */
export type Policy = { 
/**
 * Who pays.
 */
payer: string, 
/**
 * The plan or product.
 */
plan?: string, 
/**
 * The member's number, as on the card.
 */
member_number?: string, 
/**
 * The group's number.
 */
group_number?: string, 
/**
 * Who is insured, where it is not the patient.
 */
holder?: string, 
/**
 * The last day it is valid.
 */
valid_until?: PartialDate, };

/**
 * The practice as it stands on the letterhead.
 */
export type PracticeDetails = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its address in one line.
 */
address: string, 
/**
 * Telephone.
 */
phone: string, 
/**
 * Fax.
 */
fax: string, 
/**
 * Electronic mail.
 */
email: string, 
/**
 * Paper of the place: `a4` or `letter`.
 */
paper: Paper, 
/**
 * BCP 47 locale that sets the look of dates on paper: `en-US`, `en-GB`.
 */
locale: string, 
/**
 * How paper looks, where it is not as the program would have it.
 */
design?: PaperDesign, };

/**
 * Whether there is a practice, whether it is open, and for whom.
 */
export type PracticeStatus = { 
/**
 * `none`, `locked` or `open`.
 */
state: string, 
/**
 * The practice's name, where there is one.
 */
practice: string | null, 
/**
 * Who is at the keyboard.
 */
user: UserView | null, 
/**
 * The demo practice is open.
 */
demo: boolean, 
/**
 * A demo practice has been made on this machine.
 */
demo_made: boolean, 
/**
 * The recovery code has been typed back.
 */
recovery_confirmed: boolean, 
/**
 * What does not fit what was known of the file, and what is wrong with the machine.
 */
warnings: Array<WarningView>, 
/**
 * How many minutes nobody does anything before it locks itself; none while it is locked.
 */
auto_lock_minutes: number | null, 
/**
 * When the last proven backup was made; none while it is locked, or when there never was one.
 */
last_backup: string | null, 
/**
 * Why the last automatic backup failed.
 */
backup_problem: string | null, 
/**
 * The day on the wall.
 */
today: string, 
/**
 * Days in figures name the month first, as the practice writes them: 5/6 is the sixth of May.
 */
month_first: boolean, 
/**
 * The program's version.
 */
version: string, };

/**
 * What is remembered about printing.
 */
export type PreferencesView = { 
/**
 * By the document's word.
 */
documents: { [key in string]: PrintPreference }, 
/**
 * By the printer's name.
 */
shifts: { [key in string]: Shift }, };

/**
 * One pregnancy.
 */
export type Pregnancy = { 
/**
 * How it stands, or how it ended.
 */
outcome: PregnancyOutcome, 
/**
 * First day of the last period, a whole date where one is known.
 */
last_period?: string, 
/**
 * The due date as dated otherwise; it counts before the one counted from the last period.
 */
due?: string, 
/**
 * What that due date rests on.
 */
due_basis?: DueDateBasis, 
/**
 * When it ended.
 */
ended?: PartialDate, 
/**
 * Completed weeks when it ended, as told.
 */
weeks?: number, 
/**
 * How: `vaginal`, `caesarean section`.
 */
mode?: string, 
/**
 * The child or children: `girl, 3,400 g`.
 */
child?: string, 
/**
 * A remark.
 */
comment?: string, };

/**
 * How a pregnancy stands or ended.
 */
export type PregnancyOutcome = "current" | "live-birth" | "stillbirth" | "miscarriage" | "termination" | "ectopic" | "unknown";

/**
 * One prescription with its drugs, signed by its author.
 */
export type Prescription = { 
/**
 * The number on the paper: `2026-00871`.
 */
number: string, 
/**
 * Whether it holds.
 */
status: PrescriptionStatus, 
/**
 * The drugs, in the order written. Never empty.
 */
items: Array<PrescriptionItem>, };

/**
 * One drug of a prescription.
 */
export type PrescriptionItem = { 
/**
 * What: generic name first, with RxNorm code where known.
 */
drug: Concept, 
/**
 * Strength: `100 mg`.
 */
strength?: string, 
/**
 * Dose form: `capsule`.
 */
form?: string, 
/**
 * How it is taken, in parts.
 */
sig?: Sig, 
/**
 * How it is taken, as the sentence on the paper.
 */
instructions: string, 
/**
 * How much to dispense.
 */
quantity?: Quantity, 
/**
 * How often it may be dispensed again.
 */
refills: number, 
/**
 * What it is for.
 */
reason?: string, 
/**
 * The pharmacist may give another maker's.
 */
substitution: boolean, 
/**
 * Meant to be taken for good.
 */
long_term: boolean, };

/**
 * Which list of what a prescription must carry. The lists and their sources are in `api`, prints/profiles.
 */
export type PrescriptionProfile = "us" | "uk" | "eu" | "india" | "who";

/**
 * FHIR R4 medicationrequest-status, the words a signed prescription can have.
 */
export type PrescriptionStatus = "active" | "on-hold" | "cancelled" | "completed" | "stopped" | "unknown";

/**
 * Count what can be counted while it is typed.
 */
export type PreviewHistory = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * As far as it is typed.
 */
history: HistoryStatement, };

/**
 * Read a typed drug line.
 */
export type PreviewItem = { 
/**
 * For whom.
 */
patient: PatientId, 
/**
 * `doxycycline 100 mg cap bid 7d #14`.
 */
line: string, };

/**
 * Look at drugs that were picked and not typed: a favourite, a repeat.
 */
export type PreviewItems = { 
/**
 * For whom.
 */
patient: PatientId, 
/**
 * The drugs.
 */
items: Array<PrescriptionItem>, };

/**
 * Look at values while they are typed.
 */
export type PreviewResult = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * As far as they are typed.
 */
values: Array<ResultFields>, };

/**
 * Read what was typed so far.
 */
export type PreviewVitals = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * The typed line.
 */
line: string, 
/**
 * Form fields by key, as typed; they stand over the line.
 */
fields: { [key in string]: string }, };

/**
 * Ask what was given out of a chart.
 */
export type PrintHistoryRequest = { 
/**
 * Whose.
 */
patient: PatientId, };

/**
 * Where a document is printed, remembered from the last time.
 */
export type PrintPreference = { 
/**
 * The queue.
 */
printer: string, 
/**
 * The printer's own name for the tray; empty for the usual one.
 */
tray: string, 
/**
 * The paper; the practice's own when absent.
 */
sheet?: Sheet, 
/**
 * How many.
 */
copies: number, };

/**
 * Show a document.
 */
export type PrintRequest = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which document.
 */
document: Document, 
/**
 * The visit, the prescription or the order; the newest when absent.
 */
record?: RecordId, 
/**
 * The paper; the practice's own when absent.
 */
sheet?: Sheet, 
/**
 * The language, as a BCP 47 tag; the practice's own when absent.
 */
locale?: string, 
/**
 * The first day of a sick note, or of what a trend report or a whole chart shows.
 */
from?: string, 
/**
 * The last day.
 */
until?: string, 
/**
 * To whom a letter goes, one line each.
 */
to?: Array<string>, 
/**
 * What a letter or a certificate says, as it was edited; the template's own text when absent.
 */
text?: string, 
/**
 * Which template a letter or a certificate is made from; the document's own when absent. Of a label
 * `patient`, `tube` or `address`.
 */
template?: string, 
/**
 * Every page says that it is a copy.
 */
copy?: boolean, };

/**
 * A document as it will be printed.
 */
export type PrintView = { 
/**
 * What it is, without the patient's name.
 */
title: string, 
/**
 * Each page as a PNG picture, base64; the first eight.
 */
pages: Array<string>, 
/**
 * How many pages there are.
 */
page_count: number, };

/**
 * A print queue of the machine.
 */
export type Printer = { 
/**
 * Its name.
 */
name: string, 
/**
 * It is the one the machine prefers.
 */
preferred: boolean, };

/**
 * A command that was not done, and why.
 */
export type Problem = { 
/**
 * For programs.
 */
code: ProblemCode, 
/**
 * For people: what happened and what to do.
 */
message: string, 
/**
 * The field of the request it is about.
 */
field: string | null, 
/**
 * How many seconds to wait before trying again, for [`ProblemCode::Wait`].
 */
seconds: number | null, };

/**
 * What the classification says of a code, beside this patient's problems.
 */
export type ProblemCheck = { 
/**
 * What must not be coded at the same time (excludes 1), as the publisher writes it.
 */
excludes: Array<string>, 
/**
 * Active problems of this patient that the notes exclude, or whose own notes exclude this code, in sentences.
 */
conflicts: Array<string>, 
/**
 * The active problem that has the same code already.
 */
listed: string | null, 
/**
 * Which edition says so.
 */
edition: string, };

/**
 * FHIR R4 condition-clinical.
 */
export type ProblemClinicalStatus = "active" | "recurrence" | "relapse" | "inactive" | "remission" | "resolved";

/**
 * Kinds of problems. New ones may be added; a program treats an unknown one as `internal`.
 */
export type ProblemCode = "locked" | "wrong-password" | "wait" | "forbidden" | "restricted" | "wrong-patient" | "invalid" | "not-found" | "conflict" | "refused" | "storage" | "integrity" | "in-use" | "unsupported" | "unknown-command" | "internal";

/**
 * A problem as it is written down.
 */
export type ProblemFields = { 
/**
 * In words.
 */
text: string, 
/**
 * ICD-10-CM code, where one is known: `J01.00`.
 */
code?: string, 
/**
 * When it began, FHIR date.
 */
onset?: PartialDate, 
/**
 * How sure it is; confirmed when absent.
 */
verification_status?: ProblemVerification, 
/**
 * On which side.
 */
laterality?: Laterality, 
/**
 * A remark.
 */
comment?: string, };

/**
 * FHIR R4 condition-ver-status, without entered-in-error, which is an entry of its own.
 */
export type ProblemVerification = "unconfirmed" | "provisional" | "differential" | "confirmed" | "refuted";

/**
 * What kind of thing was done.
 */
export type ProcedureKind = "surgery" | "hospital" | "other";

/**
 * How far a long act has come.
 */
export type Progress = { 
/**
 * What is going on, in words for a person; none when nothing is.
 */
what: string | null, 
/**
 * Steps done.
 */
done: number, 
/**
 * Steps in all; 0 when that is not known.
 */
total: number, };

/**
 * A number with its unit.
 */
export type Quantity = { 
/**
 * The number. Finite; written with the fewest digits that give it back.
 */
value: number, 
/**
 * A UCUM unit for measurements; a plain word ("capsule") for counted things.
 */
unit: string, };

/**
 * What happened once.
 */
export type Reaction = { 
/**
 * Rash, anaphylaxis, cough.
 */
manifestation: Concept, 
/**
 * How bad it was.
 */
severity?: Severity, };

/**
 * Read a document's bytes.
 */
export type ReadDocument = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which.
 */
record: RecordId, };

/**
 * Read a line as it is typed into a note.
 */
export type ReadLine = { 
/**
 * Whose note.
 */
patient: PatientId, 
/**
 * The line up to its end.
 */
line: string, 
/**
 * Only the text before the cursor is completed; the whole line when absent.
 */
before?: string, };

/**
 * Read one number in full.
 */
export type ReadTrend = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which.
 */
key: string, 
/**
 * As it was known at the end of this day.
 */
as_at?: string, };

/**
 * One set of vitals, as it was saved.
 */
export type ReadVitals = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which.
 */
record: RecordId, };

/**
 * One thing that was kept.
 */
export type ReceivedItem = { 
/**
 * The record.
 */
record: RecordId, 
/**
 * `CarePlan`.
 */
kind: string, 
/**
 * One line.
 */
title: string, 
/**
 * Of when it is.
 */
at: string, };

/**
 * Read something that was kept as it was received.
 */
export type ReceivedRequest = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which; none lists all.
 */
record?: RecordId, };

/**
 * What was kept as it was received.
 */
export type ReceivedView = { 
/**
 * Each, newest first.
 */
items: Array<ReceivedItem>, 
/**
 * The resource asked for, as JSON text.
 */
original: string | null, };

/**
 * One thing the chart knows (an allergy, a visit, a set of vitals) through all its versions.
 * It is the id of the entry that first stated it.
 */
export type RecordId = string;

/**
 * One thing in the chart as it is read now, with who said it and when.
 */
export type RecordView<T> = { 
/**
 * The record, through all its versions.
 */
record: RecordId, 
/**
 * The versions a correction has to name.
 */
heads: Array<EntryId>, 
/**
 * Who decided it.
 */
author: string, 
/**
 * Who typed it.
 */
recorder: string, 
/**
 * When it was true.
 */
effective_at: string, 
/**
 * When it was written down.
 */
recorded_at: string, 
/**
 * The visit it belongs to.
 */
encounter: RecordId | null, 
/**
 * The format it was imported from.
 */
imported: string | null, 
/**
 * People disagree about it; the more careful version is shown.
 */
disputed: boolean, 
/**
 * How many versions there are.
 */
versions: number, 
/**
 * It was entered in error: who said so, when and why.
 */
in_error: InErrorView | null, 
/**
 * What it says; for a record in error, what it said.
 */
value: T, };

/**
 * Save what was typed.
 */
export type RecordVitals = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * During which visit.
 */
encounter?: RecordId, 
/**
 * The typed line.
 */
line: string, 
/**
 * Form fields by key, as typed; they stand over the line.
 */
fields: { [key in string]: string }, 
/**
 * A remark.
 */
comment?: string, 
/**
 * The patient is ready for the doctor.
 */
hand_over: boolean, };

/**
 * Unlock with the printed recovery code, and set a new password.
 */
export type Recover = { 
/**
 * The code as printed.
 */
code: string, 
/**
 * Whose password is made new.
 */
login: string, 
/**
 * The new password.
 */
new_password: string, };

/**
 * Put the recovery code on paper: shown as a picture, or saved, or printed. The code comes with the request, since it
 * is kept nowhere.
 */
export type RecoveryPageRequest = { 
/**
 * The code as shown on screen.
 */
code: string, 
/**
 * Save it here.
 */
save_to?: string, 
/**
 * Print it on this queue.
 */
printer?: string, };

/**
 * Move a record to the chart where it belongs.
 */
export type Refile = { 
/**
 * In whose chart it is.
 */
patient: PatientId, 
/**
 * The section's word.
 */
section: string, 
/**
 * Which; a visit takes along what was said in it.
 */
record: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * Whose it is.
 */
to: PatientId, 
/**
 * Why.
 */
why: string, };

/**
 * What was moved.
 */
export type RefiledRecords = { 
/**
 * To whom.
 */
to: PatientHead, 
/**
 * How many records.
 */
count: number, };

/**
 * The other end of a page that was filed in the wrong chart.
 */
export type RefiledView = { 
/**
 * It is in the other chart now; else it came from there.
 */
gone: boolean, 
/**
 * Whose chart that is.
 */
patient: PatientId, 
/**
 * Its number. No name: this chart is another person's.
 */
chart_number: string, 
/**
 * Who moved it; for what came, who had said it there.
 */
by: string, 
/**
 * When it was moved; for what came, when it had been written down.
 */
at: string, };

/**
 * Something in a file that was not taken.
 */
export type RefusedResource = { 
/**
 * What the file calls it.
 */
resource: string, 
/**
 * Why.
 */
why: string, };

/**
 * Which list.
 */
export type Register = "today" | "tasks" | "results" | "renewals";

/**
 * Put a list on paper: shown as pictures, or saved as PDF or CSV, or printed.
 */
export type RegisterReport = { 
/**
 * Which list.
 */
register: Register, 
/**
 * The day of a day's visits; today when absent.
 */
day?: string, 
/**
 * Save it here; as CSV where the name ends so.
 */
save_to?: string, 
/**
 * Print it on this queue.
 */
printer?: string, };

/**
 * What the front desk writes down about a patient.
 */
export type Registration = { 
/**
 * Family name.
 */
family: string, 
/**
 * Given names.
 */
given: string, 
/**
 * Administrative gender.
 */
sex: Sex, 
/**
 * FHIR date, as far as it is known.
 */
birth_date?: string, 
/**
 * In place of a birth date: age in whole years, from which an estimated year is kept.
 */
age_years?: number, 
/**
 * Telephone as written.
 */
phone?: string, 
/**
 * Home address.
 */
address?: Address, 
/**
 * Electronic mail.
 */
email?: string, 
/**
 * Preferred language, BCP 47.
 */
language?: string, 
/**
 * Insurance as written.
 */
insurance?: string, 
/**
 * What the front desk seldom asks at the first call. A part that is absent stays as it is.
 */
more?: MoreOfPatient, };

/**
 * A registration as it is read now.
 */
export type RegistrationView = { 
/**
 * In the words of a banner.
 */
head: PatientHead, 
/**
 * In full.
 */
registration: RecordView<Patient>, };

/**
 * A relative, by FHIR R4 v3-FamilyMember.
 */
export type Relative = "mother" | "father" | "sister" | "brother" | "daughter" | "son" | "maternal-grandmother" | "maternal-grandfather" | "paternal-grandmother" | "paternal-grandfather" | "maternal-aunt" | "maternal-uncle" | "paternal-aunt" | "paternal-uncle" | "cousin" | "other";

/**
 * Take a favourite off the list.
 */
export type RemoveFavourite = { 
/**
 * Which.
 */
record: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, };

/**
 * Take a phrase of the practice or of one's own away. One that ships comes back in its place.
 */
export type RemovePhrase = { 
/**
 * Which.
 */
trigger: string, 
/**
 * One's own.
 */
mine: boolean, };

/**
 * Give up the practice's version; the program's own holds again where there is one.
 */
export type RemoveTemplate = { 
/**
 * Which.
 */
key: string, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, };

/**
 * Take a person's login away. The practice gets a new key, which takes a while: `practice.progress`.
 */
export type RemoveUser = { 
/**
 * Who.
 */
staff: StaffId, };

/**
 * Approve renewals: one prescription with all of them, signed.
 */
export type Renew = { 
/**
 * For whom.
 */
patient: PatientId, 
/**
 * Which; each has to wait for a renewal.
 */
medicines: Array<MedicineOnScreen>, };

/**
 * A wish for more of a medicine, waiting for a physician.
 */
export type RenewalRequest = { 
/**
 * Who wrote it down.
 */
by: StaffId, 
/**
 * When.
 */
at: string, 
/**
 * What the patient said: `has three left, leaves on Friday`.
 */
note: string, };

/**
 * A wish for more, in words.
 */
export type RenewalView = { 
/**
 * Who wrote it down.
 */
by: string, 
/**
 * When.
 */
at: string, 
/**
 * What the patient said.
 */
note: string, };

/**
 * A medicine of the list as it would be ordered again.
 */
export type Repeatable = { 
/**
 * The medicine.
 */
record: RecordId, 
/**
 * The versions a request has to name.
 */
heads: Array<EntryId>, 
/**
 * The drug as it would be ordered: as last time, as long as it is still taken like that.
 */
item: PrescriptionItem, 
/**
 * In words, as it would be printed.
 */
says: string, 
/**
 * The same as a line that can be typed.
 */
line: string, 
/**
 * What has to be said first, in sentences.
 */
missing: Array<string>, 
/**
 * Meant to be taken for good.
 */
long_term: boolean, 
/**
 * It is paused: not to be ordered before it is taken up again.
 */
on_hold: boolean, 
/**
 * The number of the prescription that ordered it last.
 */
number: string | null, 
/**
 * When it was ordered last.
 */
ordered_on: string | null, 
/**
 * When that prescription was printed or saved last.
 */
printed_at: string | null, 
/**
 * How long that lasts, if it is taken as written.
 */
supply: Supply | null, 
/**
 * Somebody asked for more.
 */
renewal: RenewalView | null, };

/**
 * Ask what can be ordered again.
 */
export type RepeatableRequest = { 
/**
 * For whom.
 */
patient: PatientId, };

/**
 * A report as it is written down.
 */
export type ReportFields = { 
/**
 * What was tested, as a whole; the first test's name when blank.
 */
name: string, 
/**
 * Who reported it.
 */
performer?: string, 
/**
 * Each value.
 */
values: Array<ResultFields>, 
/**
 * What the laboratory wrote beside them.
 */
comment?: string, };

/**
 * A report that was shown, saved or printed.
 */
export type ReportView = { 
/**
 * What it is.
 */
title: string, 
/**
 * How many pages it has.
 */
page_count: number, 
/**
 * Each page as a PNG picture, base64; none when it was saved or printed.
 */
pages: Array<string>, 
/**
 * Where it was saved.
 */
saved_to: string | null, 
/**
 * The job's name in the print queue.
 */
job: string | null, };

/**
 * Ask a physician for more of some medicines.
 */
export type RequestRenewal = { 
/**
 * For whom.
 */
patient: PatientId, 
/**
 * Which.
 */
medicines: Array<MedicineOnScreen>, 
/**
 * What the patient said.
 */
note?: string, };

/**
 * Give somebody who forgot their password a new one, and with it a new signing key.
 */
export type ResetPassword = { 
/**
 * Whose; not one's own.
 */
staff: StaffId, 
/**
 * The new password.
 */
new_password: string, };

/**
 * Say that a problem is over, or that it is back.
 */
export type ResolveProblem = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which.
 */
record: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * During which visit.
 */
encounter?: RecordId, 
/**
 * `resolved`, `remission`, `inactive`, or `recurrence` when it is back.
 */
clinical_status: ProblemClinicalStatus, 
/**
 * When it ended, FHIR date; today when absent.
 */
abatement?: PartialDate, };

/**
 * Put a backup in the place of the practice. Who does it has to open it: with a password of the day of the backup, or
 * with the recovery code printed before it.
 */
export type RestoreBackup = { 
/**
 * The backup's own folder, as `backups.look` lists it.
 */
backup: string, 
/**
 * Who; empty where there was one person only. Not asked for with a code.
 */
login: string, 
/**
 * Their password of that day.
 */
password?: string, 
/**
 * The recovery code, in place of login and password.
 */
code?: string, };

/**
 * A backup became the practice. It is locked: the password or the printed code of then opens it.
 */
export type Restored = { 
/**
 * Where the practice that stood here was put aside; none when there was none.
 */
put_aside: string | null, 
/**
 * The practice, locked.
 */
status: PracticeStatus, };

/**
 * Keep a chart closer, or open it to everyone of the role again.
 */
export type Restrict = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Only the physician who says so opens it without a reason.
 */
restricted: boolean, 
/**
 * Why.
 */
why: string, };

/**
 * A chart that is kept closer than the others: a colleague's, a relative's, somebody known in town.
 */
export type Restriction = { 
/**
 * Who opens it as any other chart.
 */
to: Array<StaffId>, };

/**
 * The banner of a restricted chart.
 */
export type RestrictionView = { 
/**
 * Who opens it as any other chart.
 */
to: Array<string>, 
/**
 * The person at the keyboard is one of them.
 */
mine: boolean, 
/**
 * It is open because a reason was typed.
 */
broke_glass: boolean, };

/**
 * One line of a report.
 */
export type ResultFields = { 
/**
 * The test: `HbA1c`.
 */
test: string, 
/**
 * LOINC code, where one is known.
 */
loinc?: string, 
/**
 * What was found: a number or words.
 */
value: string, 
/**
 * The unit, for a number.
 */
unit?: string, 
/**
 * The laboratory's own range, as printed.
 */
range?: string, 
/**
 * The laboratory's own flag: `H`, `L`, `HH`, `LL`, `A`, `N`.
 */
interpretation?: string, };

/**
 * How a value lies to its range.
 */
export type ResultFlag = "not-flagged" | "normal" | "abnormal" | "low" | "high" | "critical";

/**
 * Tests × dates.
 */
export type ResultGrid = { 
/**
 * The days, the newest first.
 */
days: Array<string>, 
/**
 * How many days are newer than these.
 */
newer: number, 
/**
 * How many days there are in all.
 */
days_in_all: number, 
/**
 * One line a test, in the order of the alphabet.
 */
rows: Array<GridRow>, };

/**
 * What a laboratory or an instrument reported at one time.
 */
export type ResultReport = { 
/**
 * What was tested, as a whole: `Basic metabolic panel`.
 */
name: string, 
/**
 * FHIR R4 ObservationStatus as received, `final` when typed here.
 */
status: string, 
/**
 * Who reported it.
 */
performer?: string, 
/**
 * Each value. Never empty.
 */
values: Array<ResultValue>, 
/**
 * What the laboratory wrote beside them.
 */
comment?: string, 
/**
 * Who looked at it, and what they said.
 */
review?: ResultReview, };

/**
 * That somebody looked at a report.
 */
export type ResultReview = { 
/**
 * Who.
 */
by: StaffId, 
/**
 * When.
 */
at: string, 
/**
 * What they say to it.
 */
comment?: string, };

/**
 * One value of a report.
 */
export type ResultValue = { 
/**
 * The test, with its LOINC code where known.
 */
test: Concept, 
/**
 * What was found.
 */
found: Found, 
/**
 * The laboratory's own range, as printed.
 */
range?: string, 
/**
 * The laboratory's own flag, HL7 ObservationInterpretation: `H`, `L`, `HH`, `LL`, `A`, `N`.
 */
interpretation?: string, 
/**
 * Whether it matters for this patient, as whoever reviewed it says. None before that.
 */
relevant?: boolean, };

/**
 * Take a signed note back. It stays readable; the visit can be written anew.
 */
export type RetractNote = { 
/**
 * Whose chart.
 */
patient: PatientId, 
/**
 * Which note.
 */
note: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * Why.
 */
why: string, };

/**
 * Say that a document was read.
 */
export type ReviewDocument = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which.
 */
record: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * What is said to it.
 */
comment?: string, };

/**
 * Check everything that is taken now against everything else.
 */
export type ReviewMedications = { 
/**
 * Whose.
 */
patient: PatientId, };

/**
 * Look at what would be signed.
 */
export type ReviewNote = { 
/**
 * Whose chart.
 */
patient: PatientId, 
/**
 * Which visit.
 */
encounter: RecordId, };

/**
 * A part of what will be signed.
 */
export type ReviewPart = { 
/**
 * `Subjective`.
 */
heading: string, 
/**
 * The text, as it will be stored.
 */
text: string, };

/**
 * A document that was reviewed, and what waits next.
 */
export type ReviewedDocument = { 
/**
 * The document.
 */
document: RecordView<DocumentRow>, 
/**
 * What awaits review now, the most urgent first.
 */
waiting: Array<ToReviewView>, };

/**
 * What a person may do; the table of roles and commands is in `api`.
 */
export type Role = "physician" | "nurse" | "front-desk" | "administrator";

/**
 * One act and who may do it.
 */
export type RoleAct = { 
/**
 * `Record vital signs`.
 */
words: string, 
/**
 * The commands it stands for.
 */
commands: Array<string>, 
/**
 * Who may.
 */
may: Array<Role>, };

/**
 * Who may do what.
 */
export type RolesView = { 
/**
 * The roles, in the order of the columns.
 */
roles: Array<Role>, 
/**
 * One line an act.
 */
acts: Array<RoleAct>, };

/**
 * Which way into the body. The words on paper are in [`print()`].
 */
export type Route = "oral" | "sublingual" | "buccal" | "feeding-tube" | "inhaled" | "nebulised" | "nasal" | "each-nostril" | "intravenous" | "intramuscular" | "subcutaneous" | "intradermal" | "skin" | "rectal" | "vaginal" | "eye" | "left-eye" | "right-eye" | "both-eyes" | "ear" | "left-ear" | "right-ear" | "both-ears";

/**
 * Save what can be read of the practice in this folder.
 */
export type Salvage = { 
/**
 * Who.
 */
login: string, 
/**
 * Their password.
 */
password: string, 
/**
 * A folder that holds no practice. When absent, what was saved takes the place of the damaged practice, which
 * is put aside.
 */
into?: string, };

/**
 * What was saved of a damaged practice, and what was not.
 */
export type Salvaged = { 
/**
 * Where the saved practice is. The same passwords and the same code open it.
 */
into: string, 
/**
 * Where the damaged practice was put aside; none when what was saved went elsewhere.
 */
put_aside: string | null, 
/**
 * Entries that were saved.
 */
entries: number, 
/**
 * Acts of the audit that were saved.
 */
audit_rows: number, 
/**
 * Patients who have a chart in it.
 */
patients: number, 
/**
 * Pages of the file that could be read.
 */
sound_pages: number, 
/**
 * Pages of the file that could not.
 */
damaged_pages: number, 
/**
 * Entries that are lost: the first and the last number of each gap, in the order of writing.
 */
gaps: Array<[number, number]>, 
/**
 * Documents whose bytes were saved.
 */
documents: number, 
/**
 * Documents of which the entry was saved and the bytes are lost.
 */
documents_lost: number, 
/**
 * The user's own record was lost and was stated anew as a physician's.
 */
user_restated: boolean, };

/**
 * Save the draft.
 */
export type SaveDraft = { 
/**
 * Whose chart.
 */
patient: PatientId, 
/**
 * Which visit.
 */
encounter: RecordId, 
/**
 * What was written.
 */
draft: VisitDraft, 
/**
 * The revision it continues; 0 for the first.
 */
revision: number, };

/**
 * Give an order a name, or change what a name stands for.
 */
export type SaveFavourite = { 
/**
 * Which; a new one when absent.
 */
record?: RecordId, 
/**
 * The versions on screen; empty for a new one.
 */
heads: Array<EntryId>, 
/**
 * What it is called.
 */
name: string, 
/**
 * Only its owner sees it; otherwise every physician of the practice does.
 */
mine: boolean, 
/**
 * Its drugs, in the order they are written.
 */
items: Array<PrescriptionItem>, };

/**
 * Keep a phrase, in place of one with the same name.
 */
export type SavePhrase = { 
/**
 * Its text; the first line is its name.
 */
text: string, 
/**
 * For oneself only.
 */
mine: boolean, };

/**
 * Save a document as PDF.
 */
export type SavePrint = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which document.
 */
document: Document, 
/**
 * The visit, the prescription or the order; the newest when absent.
 */
record?: RecordId, 
/**
 * The paper; the practice's own when absent.
 */
sheet?: Sheet, 
/**
 * The language, as a BCP 47 tag; the practice's own when absent.
 */
locale?: string, 
/**
 * The first day of a sick note, or of what a trend report or a whole chart shows.
 */
from?: string, 
/**
 * The last day.
 */
until?: string, 
/**
 * To whom a letter goes, one line each.
 */
to?: Array<string>, 
/**
 * What a letter or a certificate says, as it was edited; the template's own text when absent.
 */
text?: string, 
/**
 * Which template a letter or a certificate is made from; the document's own when absent. Of a label
 * `patient`, `tube` or `address`.
 */
template?: string, 
/**
 * Every page says that it is a copy.
 */
copy?: boolean, 
/**
 * Where to.
 */
path: string, };

/**
 * Keep a template.
 */
export type SaveTemplate = { 
/**
 * Its word: letters, digits and hyphens.
 */
key: string, 
/**
 * The whole text with its head.
 */
text: string, 
/**
 * The versions on screen; none for a new one.
 */
heads: Array<EntryId>, };

/**
 * A document was saved.
 */
export type Saved = { 
/**
 * Where to.
 */
path: string, 
/**
 * How many pages.
 */
pages: number, };

/**
 * Whether a printed page came from this chart.
 */
export type SealView = { 
/**
 * It did.
 */
fits: boolean, 
/**
 * When the newest entry was written that the page could have known.
 */
stood_at: string | null, 
/**
 * In a sentence.
 */
verdict: string, };

/**
 * Find patients by anything one box can hold.
 */
export type Search = { 
/**
 * A name in any order, a part of it, a birth date, a telephone number or a chart number.
 */
text: string, 
/**
 * How many at most; 20 when absent, 100 at most.
 */
limit?: number, };

/**
 * Print the papers of a visit.
 */
export type SendPack = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * The papers that are wanted, each with its printer.
 */
papers: Array<SendPaper>, };

/**
 * One paper and where it goes.
 */
export type SendPaper = { 
/**
 * Which document.
 */
document: Document, 
/**
 * The record it is made from.
 */
record: RecordId, 
/**
 * The template of a letter that was kept with the visit.
 */
template?: string, 
/**
 * Where to.
 */
goes_to: PrintPreference, };

/**
 * Send a document to a printer.
 */
export type SendPrint = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which document.
 */
document: Document, 
/**
 * The visit, the prescription or the order; the newest when absent.
 */
record?: RecordId, 
/**
 * The paper; the practice's own when absent.
 */
sheet?: Sheet, 
/**
 * The language, as a BCP 47 tag; the practice's own when absent.
 */
locale?: string, 
/**
 * The first day of a sick note, or of what a trend report or a whole chart shows.
 */
from?: string, 
/**
 * The last day.
 */
until?: string, 
/**
 * To whom a letter goes, one line each.
 */
to?: Array<string>, 
/**
 * What a letter or a certificate says, as it was edited; the template's own text when absent.
 */
text?: string, 
/**
 * Which template a letter or a certificate is made from; the document's own when absent. Of a label
 * `patient`, `tube` or `address`.
 */
template?: string, 
/**
 * Every page says that it is a copy.
 */
copy?: boolean, 
/**
 * The queue.
 */
printer: string, 
/**
 * How many; 1 when absent, 20 at most.
 */
copies?: number, 
/**
 * The printer's own name for the tray the paper comes from.
 */
tray?: string, };

/**
 * A document was handed to a printer.
 */
export type Sent = { 
/**
 * The job's name in the queue.
 */
job: string, 
/**
 * How many pages.
 */
pages: number, };

/**
 * How long nobody touches anything before the practice locks itself.
 */
export type SetAutoLock = { 
/**
 * Minutes, 1 to 60.
 */
minutes: number, };

/**
 * Choose where backups go.
 */
export type SetBackupFolders = { 
/**
 * Each folder, with its whole path; the practice's own `backups` when there is none.
 */
folders: Array<string>, };

/**
 * Set a goal for a number.
 */
export type SetGoal = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * During which visit.
 */
encounter?: RecordId, 
/**
 * The trend: `blood-pressure`, `weight`, a LOINC code; or a test by its name.
 */
key: string, 
/**
 * As typed: `< 130/80`, `2-3`, `< 7`.
 */
wanted: string, 
/**
 * By when.
 */
due?: string, 
/**
 * Why this goal.
 */
comment?: string, };

/**
 * Hold an order, take it up again, revoke it, or say that it is done without a result here.
 */
export type SetOrderStatus = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which.
 */
record: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * During which visit.
 */
encounter?: RecordId, 
/**
 * `active`, `on-hold`, `revoked` or `completed`.
 */
status: OrderStatus, 
/**
 * Why; needed to hold and to revoke.
 */
reason?: string, };

/**
 * Set what stands on the letterhead.
 */
export type SetPractice = { 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * What it should say.
 */
practice: PracticeDetails, };

/**
 * Remember where a document goes.
 */
export type SetPreference = { 
/**
 * Which document.
 */
document: Document, 
/**
 * Where to.
 */
goes_to: PrintPreference, };

/**
 * Why the patient comes.
 */
export type SetReason = { 
/**
 * Who.
 */
patient: PatientId, 
/**
 * Which visit.
 */
encounter: RecordId, 
/**
 * Why.
 */
reason: string, };

/**
 * Say how far a printer sets a page off, as measured on the calibration page.
 */
export type SetShift = { 
/**
 * Which printer.
 */
printer: string, 
/**
 * How far; both zero forgets it.
 */
shift: Shift, };

/**
 * Say that a task is done or called off, or that it is open again.
 */
export type SettleTask = { 
/**
 * For which patient.
 */
patient: PatientId, 
/**
 * Which.
 */
record: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * `completed`, `cancelled`, or `requested` when it is open again.
 */
status: TaskStatus, 
/**
 * What came of it.
 */
outcome?: string, };

/**
 * FHIR R4 AllergyIntoleranceSeverity: of a reaction in the past.
 */
export type Severity = "mild" | "moderate" | "severe";

/**
 * FHIR R4 AdministrativeGender.
 */
export type Sex = "female" | "male" | "other" | "unknown";

/**
 * Which paper.
 */
export type Sheet = "a4" | "a5" | "letter" | "half-letter" | "a4-two-up" | "letter-two-up" | "label57x32" | "label89x28" | "label89x36" | "label54x25";

/**
 * How far a printer sets a page off, in tenths of a millimetre to the right and down.
 */
export type Shift = { 
/**
 * To the right.
 */
right: number, 
/**
 * Down.
 */
down: number, };

/**
 * Read a whole chart.
 */
export type Show = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * As it was known at the end of this day.
 */
as_at?: string, };

/**
 * How a medicine is taken. Empty when nothing of it is known in parts.
 */
export type Sig = { 
/**
 * The steps in order: one for most medicines, several for a taper or for unequal doses in a day.
 */
steps: Array<Step>, 
/**
 * What else the patient is told, as a sentence of its own: `With plenty of water.`
 */
note?: string, };

/**
 * Sign the note and the prescription of a visit.
 */
export type SignNote = { 
/**
 * Whose chart.
 */
patient: PatientId, 
/**
 * Which visit.
 */
encounter: RecordId, 
/**
 * The revision that was reviewed.
 */
revision: number, };

/**
 * Sign a prescription outside a note.
 */
export type SignPrescription = { 
/**
 * For whom.
 */
patient: PatientId, 
/**
 * During which visit.
 */
encounter?: RecordId, 
/**
 * The drugs.
 */
items: Array<PrescriptionItem>, };

/**
 * The picture of a signature.
 */
export type SignaturePicture = { 
/**
 * Whose.
 */
staff: StaffId, 
/**
 * A PNG or JPEG, base64.
 */
picture: string, };

/**
 * One habit or circumstance.
 */
export type SocialHistory = { 
/**
 * What it is about.
 */
topic: SocialTopic, 
/**
 * For a habit: whether it is kept now.
 */
status?: HabitStatus, 
/**
 * In words: `Retired teacher`, `lives with her daughter`, `pipe`.
 */
words?: string, 
/**
 * Tobacco: cigarettes a day, on average over the years below.
 */
cigarettes_per_day?: number, 
/**
 * Tobacco: for how many years.
 */
years?: number, 
/**
 * Tobacco: pack-years as told, where they are not counted from the two above.
 */
pack_years_told?: number, 
/**
 * Alcohol: standard drinks a week, as the practice counts them.
 */
drinks_per_week?: number, 
/**
 * When it began.
 */
since?: PartialDate, 
/**
 * When it ended: the year of the last cigarette.
 */
until?: PartialDate, };

/**
 * What it is about.
 */
export type SocialTopic = "tobacco" | "alcohol" | "drugs" | "occupation" | "living" | "exercise" | "diet" | "sexual" | "travel" | "other";

/**
 * One person who works in the practice.
 */
export type StaffId = string;

/**
 * The practice and the people in it.
 */
export type StaffView = { 
/**
 * The practice as it stands on paper.
 */
practice: PracticeDetails, 
/**
 * The versions a correction of the practice has to name.
 */
practice_heads: Array<EntryId>, 
/**
 * Everyone.
 */
members: Array<MemberView>, 
/**
 * Which of them is at the keyboard.
 */
me: StaffId, };

/**
 * A value that the note says and the chart no longer does.
 */
export type StaleValue = { 
/**
 * The chip in the draft.
 */
chip: string, 
/**
 * `last.bp`.
 */
name: string, 
/**
 * What the note says.
 */
said: string, 
/**
 * What the chart says now.
 */
now: string, };

/**
 * One step: an amount, taken one way, for one while.
 */
export type Step = { 
/**
 * How it stands to the step before it. `Then` in the first.
 */
link: Link, 
/**
 * How much each time.
 */
dose?: Dose, 
/**
 * Which way into the body.
 */
route?: Route, 
/**
 * Where on the body, in words with their article: `the left knee`.
 */
site?: string, 
/**
 * When, or how often.
 */
timing?: Timing, 
/**
 * How it stands to food.
 */
meal?: Meal, 
/**
 * Only when needed.
 */
as_needed?: AsNeeded, 
/**
 * For how long.
 */
duration?: Duration, 
/**
 * The most that may be taken in 24 hours.
 */
max_per_day?: Dose, };

/**
 * Stop a medicine, put it on hold, or take it up again.
 */
export type StopMedication = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Which.
 */
record: RecordId, 
/**
 * The versions on screen.
 */
heads: Array<EntryId>, 
/**
 * During which visit.
 */
encounter?: RecordId, 
/**
 * `stopped`, `completed`, `on-hold`, or `active` again.
 */
status: MedicationStatus, 
/**
 * Why.
 */
why: string, };

/**
 * Suggest what a text can mean.
 */
export type SuggestRequest = { 
/**
 * As far as it is typed.
 */
text: string, };

/**
 * Suggest tests while they are typed.
 */
export type SuggestTests = { 
/**
 * Whose last values are shown.
 */
patient: PatientId, 
/**
 * As far as it is typed.
 */
text: string, };

/**
 * One test of a suggestion.
 */
export type SuggestedTest = { 
/**
 * In words.
 */
test: string, 
/**
 * LOINC, where known.
 */
loinc?: string, 
/**
 * The usual unit, UCUM.
 */
unit?: string, 
/**
 * `7.4 %, 3 weeks ago`; `ordered 18 Nov 2026, still waited for`; empty when there is neither.
 */
facts?: string, };

/**
 * One diagnosis that a text can mean.
 */
export type Suggestion = { 
/**
 * ICD-10-CM.
 */
code?: string, 
/**
 * What it says.
 */
display: string, 
/**
 * The words that led to it, where the display does not show them.
 */
why?: string, };

/**
 * Where a suggestion comes from.
 */
export type SuggestionKind = "favourite" | "learnt" | "product";

/**
 * A part of the visit summary that a practice may leave out. Allergies and medicines are not among them.
 */
export type SummaryPart = "measurements" | "blood-pressure-trend" | "findings" | "diagnoses" | "assessment" | "tests" | "contacts";

/**
 * How long an order lasts if it is taken as written.
 */
export type Supply = { 
/**
 * How many days one filling lasts. Greater than 0.
 */
days: number, 
/**
 * How many refills are left on this day.
 */
refills_left: number, 
/**
 * The last day with all refills.
 */
until: string, };

/**
 * Another user takes over at this desk.
 */
export type SwitchUser = { 
/**
 * Who.
 */
login: string, 
/**
 * Their password.
 */
password: string, };

/**
 * Something to be done, by somebody of the practice or by coming again.
 */
export type Task = { 
/**
 * A task or a follow-up.
 */
kind: TaskKind, 
/**
 * What: `ECG`. For a follow-up what for; may then be empty.
 */
text: string, 
/**
 * Whose it is; everybody's when absent.
 */
whose?: Role, 
/**
 * By when.
 */
due?: PartialDate, 
/**
 * How far it is.
 */
status: TaskStatus, 
/**
 * What came of it, in words.
 */
outcome?: string, };

/**
 * What kind of task it is.
 */
export type TaskKind = "task" | "follow-up";

/**
 * FHIR R4 TaskStatus, the words a practice uses.
 */
export type TaskStatus = "requested" | "completed" | "cancelled";

/**
 * One template.
 */
export type TemplateView = { 
/**
 * Its word: `referral`.
 */
key: string, 
/**
 * What stands at the top of the page.
 */
title: string, 
/**
 * The whole text with its head.
 */
text: string, 
/**
 * The practice has a version of its own.
 */
own: boolean, 
/**
 * The program brings one of this name.
 */
built_in: boolean, 
/**
 * The versions a change has to name; none where the practice has none.
 */
heads: Array<EntryId>, };

/**
 * Every template and every placeholder.
 */
export type TemplatesView = { 
/**
 * The templates, the program's own first.
 */
templates: Array<TemplateView>, 
/**
 * What can stand between `{{` and `}}`.
 */
placeholders: Array<PlaceholderView>, };

/**
 * One test that is ordered.
 */
export type TestFields = { 
/**
 * In words.
 */
test: string, 
/**
 * LOINC code, where one is known.
 */
loinc?: string, 
/**
 * Where on the body, for imaging.
 */
site?: string, };

/**
 * A test or a set that can be meant.
 */
export type TestSuggestion = { 
/**
 * `HbA1c`, `Lipids`.
 */
name: string, 
/**
 * What kind of order it makes.
 */
category: OrderCategory, 
/**
 * Several tests under one name.
 */
is_set: boolean, 
/**
 * The tests, one for a test.
 */
tests: Array<SuggestedTest>, 
/**
 * What is known of it: the last value and its date; for a set its tests.
 */
facts: string, };

/**
 * How large letters are.
 */
export type TextSize = "normal" | "large" | "largest";

/**
 * Colours.
 */
export type Theme = "system" | "light" | "dark";

/**
 * Make a template of the visit that is being written.
 */
export type ThisVisit = { 
/**
 * Whose note.
 */
patient: PatientId, 
/**
 * Of which visit.
 */
encounter: RecordId, };

/**
 * How much it matters. Only the first asks before going on.
 */
export type Tier = "contraindicated" | "warning" | "note";

/**
 * A length of time. A month counts as 30 days.
 */
export type TimeUnit = "hour" | "day" | "week" | "month";

/**
 * One page of the timeline.
 */
export type TimelineItem = { 
/**
 * The section's word, or `received`.
 */
section: string, 
/**
 * The record.
 */
record: RecordId, 
/**
 * `Visit — cough`.
 */
title: string, 
/**
 * When it was true.
 */
at: string, 
/**
 * Whose it is.
 */
by: string, 
/**
 * What state it is in: `signed`, `draft`, `active`, `cancelled`; empty where a section has no states.
 */
state: string, 
/**
 * What it says.
 */
lines: Array<TimelineLine>, 
/**
 * It was entered in error: struck through, and why.
 */
in_error: string | null, 
/**
 * People disagree about it.
 */
disputed: boolean, 
/**
 * It was imported.
 */
imported: boolean, 
/**
 * How many versions there are.
 */
versions: number, 
/**
 * It was filed in the wrong chart and moved, from here or to here.
 */
refiled: RefiledView | null, 
/**
 * The words that were looked for, where they stand on the page.
 */
marks: Array<PageMark>, };

/**
 * One line of a page.
 */
export type TimelineLine = { 
/**
 * `S`, `O`, `A/P`, or empty.
 */
label: string, 
/**
 * The text.
 */
text: string, 
/**
 * It stands out: a value beyond its range, a high-risk allergy.
 */
alert: boolean, 
/**
 * It stands on the same line as the one before: the values of a report.
 */
joined: boolean, };

/**
 * A stretch of the timeline.
 */
export type TimelinePage = { 
/**
 * How many pages there are in all that fit the filter.
 */
total: number, 
/**
 * How many were skipped.
 */
offset: number, 
/**
 * The pages.
 */
items: Array<TimelineItem>, };

/**
 * Read the timeline.
 */
export type TimelineRequest = { 
/**
 * Whose.
 */
patient: PatientId, 
/**
 * Only these sections; all when empty.
 */
sections: Array<string>, 
/**
 * Only pages with all these words, or their beginnings; one typing slip is forgiven where nothing else fits.
 */
text: string, 
/**
 * Skip so many.
 */
offset: number, 
/**
 * At most so many; 200 at most.
 */
limit: number, 
/**
 * As it was known at the end of this day.
 */
as_at?: string, };

/**
 * When, or how often. `every 1 day` is written as [`Timing::Times`] with 1 a day; so for weeks and months.
 */
export type Timing = { "times": { low: number, high?: number, per: Per, } } | { "every": { low: number, high?: number, unit: TimeUnit, } } | { "parts": Array<DayPart> } | { "weekdays": Array<Weekday> } | { "once": { now: boolean, } } | "as-directed";

/**
 * One thing that awaits review.
 */
export type ToReviewView = { 
/**
 * `results` or `documents`.
 */
section: string, 
/**
 * The report or the document.
 */
record: RecordId, 
/**
 * Whose.
 */
patient: PatientHead, 
/**
 * What it is called. Of a restricted chart only that it is one.
 */
title: string, 
/**
 * When it was true: the specimen, the date of filing.
 */
at: string, 
/**
 * When it came in.
 */
filed_at: string, 
/**
 * Who filed it.
 */
filed_by: string, 
/**
 * The worst flag among its values.
 */
flag: ResultFlag, };

/**
 * Which day.
 */
export type TodayRequest = { 
/**
 * Today when absent.
 */
day?: string, };

/**
 * A day's visits in their lanes.
 */
export type TodayView = { 
/**
 * The day.
 */
day: string, 
/**
 * Booked and not here yet, by time.
 */
expected: Array<VisitCard>, 
/**
 * Here: those ready for the doctor first, then by arrival.
 */
waiting: Array<VisitCard>, 
/**
 * With the doctor.
 */
with_doctor: Array<VisitCard>, 
/**
 * Over, newest first.
 */
done: Array<VisitCard>, 
/**
 * Called off.
 */
cancelled: Array<VisitCard>, 
/**
 * How many notes wait for a signature: begun in a visit that is over, on this or an earlier day.
 */
unsigned: number, };

/**
 * A number over time, with what the eye needs to read it.
 */
export type Trend = { 
/**
 * `blood-pressure`, `weight`, `bmi`, or a LOINC code.
 */
key: string, 
/**
 * `BP`.
 */
label: string, 
/**
 * `Blood pressure`.
 */
name: string, 
/**
 * `mmHg`.
 */
unit: string, 
/**
 * Oldest first, 60 at most.
 */
points: Array<Point>, 
/**
 * The second line: diastolic pressure.
 */
second: Array<Point>, 
/**
 * How many values there are in all.
 */
count: number, 
/**
 * The newest in words.
 */
latest: string, 
/**
 * The newest is not where it should be: by the patient's goal where there is one, else by its range.
 */
alert: boolean, 
/**
 * Why, in words: the goal or the range.
 */
judged: string, 
/**
 * How the newest was counted, where it was: formula, inputs, source.
 */
counted: string | null, 
/**
 * The patient's goal.
 */
goal: TrendGoal | null, 
/**
 * It belongs on the summary without being asked for.
 */
summary: boolean, };

/**
 * The goal of a trend.
 */
export type TrendGoal = { 
/**
 * `< 130/80 mmHg`.
 */
wanted: string, 
/**
 * The newest value is there.
 */
met: boolean, 
/**
 * The bands to draw, in the order of the numbers.
 */
bands: Array<GoalBand>, };

/**
 * One value.
 */
export type TrendRow = { 
/**
 * When.
 */
at: string, 
/**
 * One number, or two.
 */
values: Array<number>, 
/**
 * As it is written.
 */
text: string, 
/**
 * What it stands in: `vitals` or `results`.
 */
section: string, 
/**
 * Which.
 */
record: RecordId, 
/**
 * Who said it.
 */
by: string, 
/**
 * It is not where it should be.
 */
alert: boolean, 
/**
 * By the goal of that time and by its range, in words.
 */
judged: string, 
/**
 * How it was counted: formula with inputs, source.
 */
counted: string | null, };

/**
 * One number in full.
 */
export type TrendView = { 
/**
 * Which.
 */
key: string, 
/**
 * `Blood pressure`.
 */
name: string, 
/**
 * `mmHg`.
 */
unit: string, 
/**
 * `systolic` and `diastolic` where there are two.
 */
parts: Array<string>, 
/**
 * Oldest first.
 */
rows: Array<TrendRow>, 
/**
 * The newest range a laboratory printed.
 */
usual: GoalBand | null, 
/**
 * What it was to be and from when to when, oldest first.
 */
goals: Array<GoalSpan>, 
/**
 * The goal that holds now.
 */
goal: RecordView<GoalRow> | null, 
/**
 * Every medicine of the chart; those that move this number first.
 */
medicines: Array<MedicineLane>, 
/**
 * The other numbers of the chart.
 */
others: Array<OtherTrend>, };

/**
 * Unlock the practice.
 */
export type Unlock = { 
/**
 * Who. Empty where there is one person only, and for the physician of the demo.
 */
login: string, 
/**
 * The password.
 */
password: string, 
/**
 * The demo practice in place of one's own.
 */
demo: boolean, };

/**
 * Take a merge back: they are two people, or it was the wrong chart.
 */
export type Unmerge = { 
/**
 * The chart that stayed.
 */
patient: PatientId, 
/**
 * The chart that was made a part of it.
 */
duplicate: PatientId, 
/**
 * Why.
 */
why: string, };

/**
 * A note that waits for its signature.
 */
export type UnsignedNote = { 
/**
 * Whose visit.
 */
patient: PatientHead, 
/**
 * Which.
 */
encounter: RecordId, 
/**
 * Why the patient came. Of a restricted chart nothing.
 */
reason: string, 
/**
 * When the visit was.
 */
at: string | null, 
/**
 * Whose draft.
 */
by: string, 
/**
 * It is the draft of whoever asks.
 */
mine: boolean, 
/**
 * When it was written on last.
 */
saved_at: string, };

/**
 * Who is at the keyboard.
 */
export type UserView = { 
/**
 * Who.
 */
staff: StaffId, 
/**
 * `Dr Ada Okafor`.
 */
name: string, 
/**
 * What they typed to unlock.
 */
login: string, 
/**
 * What they may do.
 */
role: Role, 
/**
 * How the window looks to them; none before they chose.
 */
looks: Looks | null, };

/**
 * What one typed value says.
 */
export type ValuePreview = { 
/**
 * How it lies to its range; none while there is no value.
 */
flag?: ResultFlag, 
/**
 * The flag was read from the range, since the laboratory sent none.
 */
by_range: boolean, 
/**
 * The value in the other unit of the test.
 */
converted?: ConvertedView, 
/**
 * `7.9 %, 3 months ago`.
 */
previous?: string, 
/**
 * The open orders it will answer.
 */
answers: Array<string>, };

/**
 * What the check found.
 */
export type VerifyView = { 
/**
 * When.
 */
at: string, 
/**
 * Everything fits.
 */
sound: boolean, 
/**
 * The result in a sentence.
 */
verdict: string, 
/**
 * Entries read.
 */
entries: number, 
/**
 * Rows of the audit read.
 */
audit_rows: number, 
/**
 * Signatures that fit.
 */
signatures: number, 
/**
 * Notes and prescriptions that were imported and carry no signature of this practice.
 */
unsigned_imports: number, 
/**
 * The newest link of the ledger's chain.
 */
ledger_head: string, 
/**
 * The newest link of the audit's chain.
 */
audit_head: string, 
/**
 * What does not fit.
 */
findings: Array<FindingView>, };

/**
 * One part of a version.
 */
export type VersionPart = { 
/**
 * `Subjective`.
 */
heading: string, 
/**
 * Its words in order.
 */
pieces: Array<NotePiece>, };

/**
 * One version of a record, for its history.
 */
export type VersionView = { 
/**
 * The entry.
 */
entry: EntryId, 
/**
 * Who decided it.
 */
author: string, 
/**
 * Who typed it.
 */
recorder: string, 
/**
 * When it was true.
 */
effective_at: string, 
/**
 * When it was written down.
 */
recorded_at: string, 
/**
 * Why the version before was replaced.
 */
why: string | null, 
/**
 * The format it was imported from.
 */
imported: string | null, 
/**
 * Nothing replaces it.
 */
current: boolean, 
/**
 * It says: entered in error.
 */
in_error: boolean, 
/**
 * What it says, in lines of text.
 */
lines: Array<string>, };

/**
 * One visit on the list.
 */
export type VisitCard = { 
/**
 * The visit.
 */
encounter: RecordId, 
/**
 * The versions a step has to name.
 */
heads: Array<EntryId>, 
/**
 * Who.
 */
head: PatientHead, 
/**
 * How far it has come.
 */
status: EncounterStatus, 
/**
 * Why.
 */
reason: string, 
/**
 * Booked for.
 */
planned_at: string | null, 
/**
 * Since when it has been in its lane.
 */
since: string | null, 
/**
 * Active allergies, worst first.
 */
allergies: Array<string>, 
/**
 * `never-asked`, `none-known` or `listed`.
 */
allergy_state: string, 
/**
 * Vitals were taken in this visit.
 */
vitals_done: boolean, 
/**
 * The nurse has handed over.
 */
ready: boolean, 
/**
 * How far the note is.
 */
note: NoteProgress, 
/**
 * Something was prescribed in this visit.
 */
prescribed: boolean, 
/**
 * The last visit before this one.
 */
last_seen: string | null, };

/**
 * A visit being written: kept in the encrypted file at every pause, entered when it is signed.
 */
export type VisitDraft = { 
/**
 * The note so far.
 */
note: Note, 
/**
 * Drugs accepted and not yet signed.
 */
items: Array<PrescriptionItem>, 
/**
 * The drug line being typed.
 */
line: string, 
/**
 * What was typed into the note and accepted: it is entered when the note is signed.
 */
chips: Array<NoteChip>, 
/**
 * Fields that were copied from another note, as they were when copied.
 */
copied: { [key in string]: CopiedPart }, 
/**
 * Where the cursor was.
 */
cursor?: Cursor, };

/**
 * One step of a visit.
 */
export type VisitStep = { 
/**
 * Who.
 */
patient: PatientId, 
/**
 * Which visit.
 */
encounter: RecordId, };

/**
 * What can be measured. The order is the order on the form.
 */
export type VitalCode = "bp-systolic" | "bp-diastolic" | "heart-rate" | "temperature" | "oxygen-saturation" | "respiratory-rate" | "weight" | "height" | "head-circumference" | "pain" | "glucose";

/**
 * One field of the form.
 */
export type VitalsField = { 
/**
 * Its key in a request.
 */
key: string, 
/**
 * `Blood pressure`.
 */
label: string, 
/**
 * `mmHg`.
 */
unit: string, 
/**
 * What to show in the field: as typed in it, or as read from the line.
 */
text: string, 
/**
 * The same in US units, where they differ: `179.7 lb`.
 */
us: string | null, 
/**
 * Where it lies: `normal`, `low`, `high`, `critical-low`, `critical-high`, `implausible`, `not-assessed`; empty without a value.
 */
flag: string, 
/**
 * The flag in words, with the range.
 */
flag_text: string, 
/**
 * Where the range comes from.
 */
source: string, 
/**
 * The previous value, in words: `146/86`.
 */
previous: string | null, 
/**
 * When it was measured.
 */
previous_at: string | null, 
/**
 * What is wrong with what was typed.
 */
problem: string | null, };

/**
 * The form as it stands.
 */
export type VitalsForm = { 
/**
 * Each field, in order.
 */
fields: Array<VitalsField>, 
/**
 * What the line says that was not understood; it is not saved.
 */
not_understood: Array<string>, 
/**
 * How something was read, where it could be read in two ways.
 */
notes: Array<string>, 
/**
 * Numbers made from the measurements, with formula and source.
 */
derived: Array<Derived>, 
/**
 * There is something to save, and everything typed was understood.
 */
can_save: boolean, };

/**
 * What was measured at one time.
 */
export type VitalsSet = { 
/**
 * Each measurement once per code, in the order of [`VitalCode`]. Never empty.
 */
measurements: Array<Measurement>, 
/**
 * A remark: left arm, after rest.
 */
comment?: string, };

/**
 * A set of vitals as it is read now.
 */
export type VitalsView = { 
/**
 * Each measurement in words, with flag and previous value.
 */
shown: Array<VitalsField>, 
/**
 * Numbers made from them.
 */
derived: Array<Derived>, 
/**
 * The record, through all its versions.
 */
record: RecordId, 
/**
 * The versions a correction has to name.
 */
heads: Array<EntryId>, 
/**
 * Who decided it.
 */
author: string, 
/**
 * Who typed it.
 */
recorder: string, 
/**
 * When it was true.
 */
effective_at: string, 
/**
 * When it was written down.
 */
recorded_at: string, 
/**
 * The visit it belongs to.
 */
encounter: RecordId | null, 
/**
 * The format it was imported from.
 */
imported: string | null, 
/**
 * People disagree about it; the more careful version is shown.
 */
disputed: boolean, 
/**
 * How many versions there are.
 */
versions: number, 
/**
 * It was entered in error: who said so, when and why.
 */
in_error: InErrorView | null, 
/**
 * What it says; for a record in error, what it said.
 */
value: VitalsSet, };

/**
 * A paper that waits.
 */
export type Waiting = { 
/**
 * Its number in the queue.
 */
number: number, 
/**
 * What was asked for.
 */
request: PrintRequest, 
/**
 * Where it was to go.
 */
goes_to: PrintPreference, 
/**
 * When it failed.
 */
at: string, 
/**
 * Why.
 */
problem: string, };

/**
 * A patient for whom renewals wait.
 */
export type WaitingPatient = { 
/**
 * Who.
 */
head: PatientHead, 
/**
 * How many medicines.
 */
count: number, 
/**
 * Since when the first of them waits.
 */
since: string, 
/**
 * Who wrote it down.
 */
by: string, 
/**
 * The drugs; empty for a chart that is opened with a reason only.
 */
drugs: Array<string>, };

/**
 * Name a waiting paper.
 */
export type WaitingRequest = { 
/**
 * Its number in the queue.
 */
number: number, 
/**
 * Another printer than the one that failed.
 */
goes_to?: PrintPreference, };

/**
 * Something the people of the practice have to know until one of them has read it.
 */
export type WarningView = { 
/**
 * In a sentence.
 */
what: string, 
/**
 * It is about the machine, its clock or its disk: nothing is wrong with the file.
 */
machine: boolean, };

/**
 * A day of the week.
 */
export type Weekday = "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";

