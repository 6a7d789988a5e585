/** Who somebody is, wherever it is said. */
export const roleNames = {
  organiser: 'Organiser',
  facilitator: 'Facilitator',
  reporter: 'Reporter',
  citizen: 'Citizen',
  observer: 'Observer',
  analyst: 'Analyst',
  head: 'Head facilitator',
  coordinator: 'Coordinator',
  translator: 'Translator',
}

/** All who are it, above a list of them. */
export const roleGroups = {
  head: 'Head facilitators',
  coordinator: 'Coordinators',
  facilitator: 'Facilitators',
  reporter: 'Reporters',
}

/** What a table can call for: at the bell as at the console. */
export const callNames = {
  technical: 'Technical help',
  content: 'Help with the topic',
  conflict: 'Help with the talk',
  access: 'Help to take part',
}
