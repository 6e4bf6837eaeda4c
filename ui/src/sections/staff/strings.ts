// The words of people as they stand on paper.

export const staffWords = {
  person_name: 'Name',
  qualification: 'Qualification',
  registration: 'Registration number',
  save_person: (name: string) => `Save ${name}`,
  saved_person: 'Saved.',
  left: 'no longer here',
  roles: {
    physician: 'Physician',
    nurse: 'Nurse',
    'front-desk': 'Front desk',
    administrator: 'Administrator',
  },
  failed: 'Not saved',
} as const;
