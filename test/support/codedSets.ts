/** Sets of sentences that people coded, of other dialogues; not on every machine. */
import { existsSync, readFileSync } from 'node:fs'

export type Coded = { readonly text: string; readonly lang: string; readonly themes: readonly string[] }

const data = new URL('../../../shared/data/quotes/', import.meta.url)
function fields(text: string, separator: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  let [field, quoted] = ['', false]
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    if (quoted && sign === '"' && text[at + 1] === '"') {
      field += '"'
      at += 1
    } else if (separator === ',' && sign === '"') quoted = !quoted
    else if (!quoted && (sign === separator || sign === '\n')) {
      rows.at(-1)?.push(field.replace(/\r$/, ''))
      field = ''
      if (sign === '\n') rows.push([])
    } else field += sign
  }
  return rows.filter((row) => row.length > 1)
}
const read = (path: string): string => readFileSync(new URL(path, data), 'utf8')
export const coded: Readonly<Record<string, () => readonly Coded[]>> = {
  'Ottensen (de)': () => {
    const [head = [], ...rows] = fields(read('de-ottensen-thematic-coding/dataset-Ottensen-thematic-d1a.csv'), ',')
    return rows.map((row) => ({
      text: `${row[1]}. ${row[2]}`,
      lang: 'de',
      themes: head.slice(4).filter((_, n) => row[n + 4] === '1'),
    }))
  },
  'Convention climat (fr)': () =>
    (JSON.parse(read('fr-convention-climat/propositions.json')) as { proposal: string; theme: string }[]).map(
      ({ proposal, theme }) => ({ text: proposal, lang: 'fr', themes: [theme] }),
    ),
  ...Object.fromEntries(
    ['CDC', 'CQB'].map((name) => [
      `mobility ${name}, roles (de)`,
      () =>
        fields(read(`de-mobility-participation/dataset_${name}.tsv`), '\t')
          .slice(1)
          .map((row) => ({ text: row[3] ?? '', lang: 'de', themes: [row[4] ?? ''] })),
    ]),
  ),
}

export const hasCoded = existsSync(data)

/** As a script of others counted them. */
export function countedOfOttensen(): { readonly documents: number; readonly codes: Readonly<Record<string, number>> } {
  const expected = JSON.parse(read('../EXPECTED.json')) as Record<
    string,
    { documents: number; codes: Record<string, number> }
  >
  return expected['quotes/de-ottensen-thematic-coding/dataset-Ottensen-thematic-d1a.csv'] ?? { documents: 0, codes: {} }
}
