/** Rows of the journal on one page of the developers' screen, and characters of what is looked for. */
export const journalPage = { usual: 50, most: 200, find: 80 } as const
