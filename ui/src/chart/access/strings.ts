// The words of a restricted chart: the reason to open it, the strip while it is open, who may, who did.

export const accessWords = {
  menu: 'Access to this chart',
  who_opened: 'Who opened this chart',
  restrict: 'Restrict this chart…',
  unrestrict: 'Open it to everyone of the role again…',
  restrict_title: 'Restrict this chart',
  restrict_lead:
    'Only you then open it without a reason. Anybody else of the role is asked for one; the reason stands in the audit and is read by another person. The day list still shows that the patient comes, and their allergies.',
  unrestrict_title: 'Open this chart to everyone of the role',
  unrestrict_lead: 'Nobody is asked for a reason any more.',
  why: 'Why?',
  restrict_do: 'Restrict',
  unrestrict_do: 'Lift the restriction',
  restricted: 'This chart is restricted now.',
  unrestricted: 'This chart is open to everyone of the role again.',
  failed: 'Not done',
  /** What people also type for these. */
  also_audit: 'audit log access',
  also_restrict: 'lock private restriction',
  check_seal: 'Check the seal of a printed page…',
  seal: {
    title: 'Is this printed page from this chart?',
    lead: 'The seal at the foot of each page fits the chart as it stood when it was printed, and no other.',
    code: 'Seal, as it stands at the foot of the page',
    hint: 'Two groups of four signs. Capitals, spaces and dashes do not matter.',
    do: 'Check the seal',
    failed: 'Not checked',
  },
  glass: {
    title: 'This chart is restricted',
    lead: 'You can open it if you have to. Say why: the reason and your name stand in the audit, and another person reads them.',
    reason: 'Why do you have to open it?',
    reason_hint: 'For example: called by the emergency room, no other doctor here',
    open: 'Open with this reason',
    leave: 'Leave it closed',
    failed: 'Not opened',
  },
  strip: {
    mine: 'Restricted chart. Others need a reason to open it.',
    shared: (names: string) => `Restricted chart, open to ${names}. Others need a reason to open it.`,
    broke: (names: string) =>
      `Restricted chart, open to ${names}. You opened it with a reason, which will be read. It closes when you lock.`,
  },
} as const;
