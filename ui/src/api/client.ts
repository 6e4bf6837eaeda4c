// Written by `cargo xtask gen` from the command table in crates/api. Do not edit.

import type * as T from "./types";

/** What a command answers: its view, and what has to be read again. */
export type Answer<View> = { view: View; changed: T.Changed[] };

/** The one way out of the window. Throws a `Problem`. */
export type Call = <View>(command: string, request: unknown) => Promise<Answer<View>>;

/** Every command, by section. */
export function client(call: Call) {
  return {
    allergies: {
      add: (request: T.AddAllergy) => call<T.AllergiesView>("allergies.add", request),
      correct: (request: T.CorrectAllergy) => call<T.AllergiesView>("allergies.correct", request),
      none_known: (request: T.NoneKnown) => call<T.AllergiesView>("allergies.none_known", request),
    },
    audit: {
      list: (request: T.AuditRequest) => call<T.AuditView>("audit.list", request),
      report: (request: T.AuditReport) => call<T.ReportView>("audit.report", request),
      break_glass_reviews: () => call<Array<T.BreakGlassView>>("audit.break_glass_reviews", {}),
      mark_reviewed: (request: T.MarkReviewed) => call<Array<T.BreakGlassView>>("audit.mark_reviewed", request),
    },
    backups: {
      list: () => call<T.BackupsView>("backups.list", {}),
      look: (request: T.LookForBackups) => call<Array<T.BackupView>>("backups.look", request),
      make: (request: T.MakeBackup) => call<T.BackupsView>("backups.make", request),
      restore: (request: T.RestoreBackup) => call<T.Restored>("backups.restore", request),
      set_folders: (request: T.SetBackupFolders) => call<T.Nothing>("backups.set_folders", request),
      resume_thinning: () => call<T.Nothing>("backups.resume_thinning", {}),
    },
    charts: {
      open: (request: T.OpenChart) => call<T.ChartView>("charts.open", request),
      close: () => call<T.Nothing>("charts.close", {}),
      timeline: (request: T.TimelineRequest) => call<T.TimelinePage>("charts.timeline", request),
      history: (request: T.HistoryRequest) => call<Array<T.VersionView>>("charts.history", request),
      received: (request: T.ReceivedRequest) => call<T.ReceivedView>("charts.received", request),
      show: (request: T.Show) => call<T.JsonValue>("charts.show", request),
      mark_in_error: (request: T.MarkInError) => call<T.Nothing>("charts.mark_in_error", request),
    },
    documents: {
      add: (request: T.AddDocument) => call<T.RecordView<T.DocumentRow>>("documents.add", request),
      correct: (request: T.CorrectDocument) => call<T.RecordView<T.DocumentRow>>("documents.correct", request),
      read: (request: T.ReadDocument) => call<T.DocumentBytes>("documents.read", request),
      thumbnail: (request: T.ReadDocument) => call<T.DocumentBytes | null>("documents.thumbnail", request),
      review: (request: T.ReviewDocument) => call<T.ReviewedDocument>("documents.review", request),
    },
    encounters: {
      today: (request: T.TodayRequest) => call<T.TodayView>("encounters.today", request),
      plan: (request: T.PlanVisit) => call<T.VisitCard>("encounters.plan", request),
      arrive: (request: T.Arrive) => call<T.VisitCard>("encounters.arrive", request),
      start: (request: T.VisitStep) => call<T.VisitCard>("encounters.start", request),
      finish: (request: T.VisitStep) => call<T.VisitCard>("encounters.finish", request),
      cancel: (request: T.VisitStep) => call<T.VisitCard>("encounters.cancel", request),
      set_reason: (request: T.SetReason) => call<T.VisitCard>("encounters.set_reason", request),
    },
    exchange: {
      preview: (request: T.ImportFiles) => call<T.ImportReport>("exchange.preview", request),
      import: (request: T.ImportFiles) => call<T.ImportReport>("exchange.import", request),
      export: (request: T.ExportChart) => call<T.Exported>("exchange.export", request),
    },
    histories: {
      preview: (request: T.PreviewHistory) => call<T.HistoryRow>("histories.preview", request),
      add: (request: T.AddHistory) => call<T.RecordView<T.HistoryRow>>("histories.add", request),
      correct: (request: T.CorrectHistory) => call<T.RecordView<T.HistoryRow>>("histories.correct", request),
      change: (request: T.ChangeHistory) => call<T.RecordView<T.HistoryRow>>("histories.change", request),
    },
    immunizations: {
      suggest: (request: T.SuggestRequest) => call<Array<T.Suggestion>>("immunizations.suggest", request),
      correct: (request: T.CorrectImmunization) => call<T.RecordView<T.Immunization>>("immunizations.correct", request),
      add: (request: T.AddImmunization) => call<T.RecordView<T.Immunization>>("immunizations.add", request),
    },
    integrity: {
      verify: () => call<T.VerifyView>("integrity.verify", {}),
      report: (request: T.IntegrityReport) => call<T.ReportView>("integrity.report", request),
    },
    medications: {
      review: (request: T.ReviewMedications) => call<T.ChecksView>("medications.review", request),
      add: (request: T.AddMedication) => call<T.RecordView<T.Medication>>("medications.add", request),
      correct: (request: T.CorrectMedication) => call<T.RecordView<T.Medication>>("medications.correct", request),
      stop: (request: T.StopMedication) => call<T.RecordView<T.Medication>>("medications.stop", request),
    },
    notes: {
      draft: (request: T.DraftRequest) => call<T.DraftView>("notes.draft", request),
      save_draft: (request: T.SaveDraft) => call<T.DraftSaved>("notes.save_draft", request),
      review: (request: T.ReviewNote) => call<T.NoteReview>("notes.review", request),
      sign: (request: T.SignNote) => call<T.NoteView>("notes.sign", request),
      read_line: (request: T.ReadLine) => call<T.LineView>("notes.read_line", request),
      enter_now: (request: T.EnterNow) => call<T.LineChip>("notes.enter_now", request),
      copy_forward: (request: T.CopyForward) => call<T.CopyView>("notes.copy_forward", request),
      phrases: () => call<Array<T.PhraseView>>("notes.phrases", {}),
      expand: (request: T.ExpandPhrase) => call<T.ExpandedPhrase>("notes.expand", request),
      phrase_of_visit: (request: T.ThisVisit) => call<string>("notes.phrase_of_visit", request),
      save_phrase: (request: T.SavePhrase) => call<Array<T.PhraseView>>("notes.save_phrase", request),
      remove_phrase: (request: T.RemovePhrase) => call<Array<T.PhraseView>>("notes.remove_phrase", request),
      versions: (request: T.NoteVersions) => call<Array<T.NoteVersion>>("notes.versions", request),
      cosign: (request: T.CoSign) => call<T.NoteView>("notes.cosign", request),
      retract: (request: T.RetractNote) => call<T.Nothing>("notes.retract", request),
      addendum: (request: T.AddAddendum) => call<T.NoteView>("notes.addendum", request),
    },
    orders: {
      suggest: (request: T.SuggestTests) => call<Array<T.TestSuggestion>>("orders.suggest", request),
      add: (request: T.AddOrder) => call<T.RecordView<T.Order>>("orders.add", request),
      correct: (request: T.CorrectOrder) => call<T.RecordView<T.Order>>("orders.correct", request),
      set_status: (request: T.SetOrderStatus) => call<T.RecordView<T.Order>>("orders.set_status", request),
    },
    patients: {
      search: (request: T.Search) => call<Array<T.PatientHitView>>("patients.search", request),
      recent: () => call<Array<T.PatientHitView>>("patients.recent", {}),
      likely_duplicates: (request: T.Registration) => call<Array<T.PatientHitView>>("patients.likely_duplicates", request),
      register: (request: T.Registration) => call<T.PatientHead>("patients.register", request),
      open: (request: T.OpenPatient) => call<T.RegistrationView>("patients.open", request),
      correct: (request: T.CorrectPatient) => call<T.PatientHead>("patients.correct", request),
      restrict: (request: T.Restrict) => call<T.Nothing>("patients.restrict", request),
    },
    practice: {
      progress: () => call<T.Progress>("practice.progress", {}),
      status: () => call<T.PracticeStatus>("practice.status", {}),
      create: (request: T.CreatePractice) => call<T.Created>("practice.create", request),
      demo: (request: T.OpenDemo) => call<T.PracticeStatus>("practice.demo", request),
      unlock: (request: T.Unlock) => call<T.PracticeStatus>("practice.unlock", request),
      recover: (request: T.Recover) => call<T.Created>("practice.recover", request),
      lock: () => call<T.PracticeStatus>("practice.lock", {}),
      switch_user: (request: T.SwitchUser) => call<T.PracticeStatus>("practice.switch_user", request),
      still_here: () => call<T.Nothing>("practice.still_here", {}),
      salvage: (request: T.Salvage) => call<T.Salvaged>("practice.salvage", request),
      confirm_recovery: (request: T.ConfirmRecovery) => call<T.Nothing>("practice.confirm_recovery", request),
      recovery_page: (request: T.RecoveryPageRequest) => call<T.ReportView>("practice.recovery_page", request),
      new_recovery_code: () => call<T.NewRecoveryCode>("practice.new_recovery_code", {}),
      set_looks: (request: T.Looks) => call<T.Nothing>("practice.set_looks", request),
      set_auto_lock: (request: T.SetAutoLock) => call<T.Nothing>("practice.set_auto_lock", request),
      acknowledge_warnings: () => call<T.Nothing>("practice.acknowledge_warnings", {}),
    },
    prescriptions: {
      suggest: (request: T.SuggestRequest) => call<Array<T.Suggestion>>("prescriptions.suggest", request),
      preview: (request: T.PreviewItem) => call<T.ItemPreview>("prescriptions.preview", request),
      check: (request: T.CheckLine) => call<T.ChecksView>("prescriptions.check", request),
      override: (request: T.OverrideFinding) => call<T.Finding>("prescriptions.override", request),
      sign: (request: T.SignPrescription) => call<T.RecordView<T.Prescription>>("prescriptions.sign", request),
      cancel: (request: T.CancelPrescription) => call<T.RecordView<T.Prescription>>("prescriptions.cancel", request),
    },
    prints: {
      printers: () => call<Array<T.Printer>>("prints.printers", {}),
      preview: (request: T.PrintRequest) => call<T.PrintView>("prints.preview", request),
      save: (request: T.SavePrint) => call<T.Saved>("prints.save", request),
      send: (request: T.SendPrint) => call<T.Sent>("prints.send", request),
      pack: (request: T.PackRequest) => call<T.PackView>("prints.pack", request),
      send_pack: (request: T.SendPack) => call<T.PackSent>("prints.send_pack", request),
      queue: () => call<Array<T.Waiting>>("prints.queue", {}),
      retry: (request: T.WaitingRequest) => call<Array<T.Waiting>>("prints.retry", request),
      give_up: (request: T.WaitingRequest) => call<Array<T.Waiting>>("prints.give_up", request),
      history: (request: T.PrintHistoryRequest) => call<Array<T.GivenOut>>("prints.history", request),
      failsafe: (request: T.FailsafeRequest) => call<T.FailsafeView>("prints.failsafe", request),
      preferences: () => call<T.PreferencesView>("prints.preferences", {}),
      set_preference: (request: T.SetPreference) => call<T.PreferencesView>("prints.set_preference", request),
      set_shift: (request: T.SetShift) => call<T.PreferencesView>("prints.set_shift", request),
      design_samples: () => call<Array<T.DesignSample>>("prints.design_samples", {}),
      design_preview: (request: T.DesignPreview) => call<T.PrintView>("prints.design_preview", request),
      calibrate: (request: T.Calibrate) => call<T.ReportView>("prints.calibrate", request),
      check_seal: (request: T.CheckSeal) => call<T.SealView>("prints.check_seal", request),
    },
    problems: {
      suggest: (request: T.SuggestRequest) => call<Array<T.Suggestion>>("problems.suggest", request),
      add: (request: T.AddProblem) => call<T.RecordView<T.Condition>>("problems.add", request),
      correct: (request: T.CorrectProblem) => call<T.RecordView<T.Condition>>("problems.correct", request),
      resolve: (request: T.ResolveProblem) => call<T.RecordView<T.Condition>>("problems.resolve", request),
    },
    reference: {
      coverage: () => call<T.Coverage>("reference.coverage", {}),
    },
    results: {
      add: (request: T.AddResult) => call<T.RecordView<T.ResultReport>>("results.add", request),
      correct: (request: T.CorrectResult) => call<T.RecordView<T.ResultReport>>("results.correct", request),
      to_review: () => call<Array<T.ToReviewView>>("results.to_review", {}),
      acknowledge: (request: T.AcknowledgeResult) => call<T.AcknowledgedResult>("results.acknowledge", request),
      preview: (request: T.PreviewResult) => call<Array<T.ValuePreview>>("results.preview", request),
      grid: (request: T.GridRequest) => call<T.ResultGrid>("results.grid", request),
    },
    staff: {
      list: () => call<T.StaffView>("staff.list", {}),
      roles: () => call<T.RolesView>("staff.roles", {}),
      set_practice: (request: T.SetPractice) => call<T.StaffView>("staff.set_practice", request),
      correct: (request: T.CorrectMember) => call<T.StaffView>("staff.correct", request),
      add_user: (request: T.AddUser) => call<T.StaffView>("staff.add_user", request),
      remove_user: (request: T.RemoveUser) => call<T.StaffView>("staff.remove_user", request),
      reset_password: (request: T.ResetPassword) => call<T.StaffView>("staff.reset_password", request),
      change_password: (request: T.ChangePassword) => call<T.Nothing>("staff.change_password", request),
    },
    tasks: {
      add: (request: T.AddTask) => call<T.RecordView<T.Task>>("tasks.add", request),
      settle: (request: T.SettleTask) => call<T.RecordView<T.Task>>("tasks.settle", request),
      list: (request: T.ListTasks) => call<Array<T.OpenTask>>("tasks.list", request),
    },
    templates: {
      list: () => call<T.TemplatesView>("templates.list", {}),
      save: (request: T.SaveTemplate) => call<T.TemplatesView>("templates.save", request),
      remove: (request: T.RemoveTemplate) => call<T.TemplatesView>("templates.remove", request),
      fill: (request: T.FillTemplate) => call<T.FilledView>("templates.fill", request),
    },
    vitals: {
      preview: (request: T.PreviewVitals) => call<T.VitalsForm>("vitals.preview", request),
      record: (request: T.RecordVitals) => call<T.VitalsView>("vitals.record", request),
      correct: (request: T.CorrectVitals) => call<T.VitalsView>("vitals.correct", request),
    },
  };
}

/** The client's type. */
export type Api = ReturnType<typeof client>;
