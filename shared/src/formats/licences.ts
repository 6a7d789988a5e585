/** Under which licence a download leaves, as the person who takes it says: the names of the Open Definition, or an address. */
export type Licence = { readonly name?: string; readonly path?: string; readonly title?: string }

/** What a page offers; by the command line and over HTTP any other may be named. */
export const licences = [
  ['CC0-1.0', 'Creative Commons Zero 1.0', 'https://creativecommons.org/publicdomain/zero/1.0/'],
  ['CC-BY-4.0', 'Creative Commons Attribution 4.0', 'https://creativecommons.org/licenses/by/4.0/'],
  ['CC-BY-SA-4.0', 'Creative Commons Attribution Share-Alike 4.0', 'https://creativecommons.org/licenses/by-sa/4.0/'],
  [
    'CC-BY-NC-4.0',
    'Creative Commons Attribution Non-Commercial 4.0',
    'https://creativecommons.org/licenses/by-nc/4.0/',
  ],
  ['ODC-BY-1.0', 'Open Data Commons Attribution 1.0', 'https://opendatacommons.org/licenses/by/1-0/'],
  ['ODbL-1.0', 'Open Data Commons Open Database 1.0', 'https://opendatacommons.org/licenses/odbl/1-0/'],
  ['etalab-2.0', 'Licence Ouverte 2.0', 'https://www.etalab.gouv.fr/licence-ouverte-open-licence/'],
  ['DL-DE-BY-2.0', 'Datenlizenz Deutschland Namensnennung 2.0', 'https://www.govdata.de/dl-de/by-2-0'],
] as const

/** Whose the texts are, and who may use them for what, the organisers settle with the tables: by itself none is named. */
const notSpecified: Licence = { name: 'notspecified', title: 'Not specified: ask those who held the dialogue' }

/** Null: neither the name of a licence nor an address. */
export function licenceOf(asked: string | undefined): Licence | null {
  if (asked === undefined || asked === '' || asked === 'notspecified') return notSpecified
  const known = licences.find(([name]) => name.toLowerCase() === asked.toLowerCase())
  if (known !== undefined) return { name: known[0], title: known[1], path: known[2] }
  if (/^https?:\/\/[^\s"<>]{3,500}$/.test(asked)) return { path: asked, title: asked }
  return /^[A-Za-z0-9][A-Za-z0-9.+-]{0,63}$/.test(asked) ? { name: asked } : null
}

/** How tables leave: under which licence, and whether a spreadsheet's mark stands before each. */
export type Leaves = { readonly licence: Licence; readonly bom: boolean }
export const asUsual: Leaves = { licence: notSpecified, bom: false }
