/** Paper in words that screens need too: which sheets there are, in which languages, how many in one print. */
export const paperKinds = ['consent', 'write', 'ballot', 'questionnaire', 'map'] as const
export type PaperKind = (typeof paperKinds)[number]
/** What is printed on a sheet beside people's questions comes in these. */
export const paperLangs = ['en', 'fr', 'de', 'es', 'ar'] as const
export type PaperLang = (typeof paperLangs)[number]

/** Sheets in one print: a whole day of ten tables of eight, in two languages. */
export const mostSheets = 4_000
