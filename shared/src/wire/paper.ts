/** Paper in words that screens need too: which sheets there are, in which languages, how many in one print. */
export const paperKinds = ['consent', 'write', 'ballot', 'questionnaire', 'map'] as const
export type PaperKind = (typeof paperKinds)[number]

/** Sheets in one print: a whole day of ten tables of eight, in two languages. */
export const mostSheets = 4_000
