/** The head of the analysts’ pages, and the hall row in words. */
export const headMessages = {
  pages: 'Pages',
  coding: 'Read and code',
  themes: 'Themes',
  hallMap: 'Hall’s map',
  hallVision: 'Hall’s vision',
  conditions: 'Conditions',
  results: 'Results',
  snapshots: 'Snapshots',
  language: 'Language',
}
export const rowMessages = {
  holds: 'holds it: {tables}',
  objects: 'objects: {tables}',
  onlyIf: 'only under a condition: {tables}',
  curtainAt: 'curtain drawn: {tables}',
  nobody: 'no table yet',
}
