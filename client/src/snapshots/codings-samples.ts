/** Codebooks and projects of other programs on their way in, for the gallery. */
import type { CodingsFound, CodingsInProps } from './codings-in.tsx'
import type { ScreenProps } from './props.ts'

const codingsFound: CodingsFound = {
  look: true,
  codes: 14,
  codings: 231,
  memos: 6,
  sources: 30,
  entries: 697,
  missing: [],
  left: { annotators: 3, 'qda-sets': 16, 'qda-elsewhere': 4, 'qda-colors': 9 },
}
const projectFound: CodingsFound = {
  dialogue: null,
  title: 'Entretiens de Ottensen',
  tables: 6,
  words: 412,
  codes: 14,
  codings: 231,
  memos: 6,
  missing: [],
  left: { annotators: 3, 'qda-pictures': 1, 'qda-recordings': 4, 'qda-selections': 9 },
  links: [],
}

export function codingsStates(
  base: ScreenProps,
  links: Extract<CodingsFound, { readonly title: string }>['links'],
): Readonly<Record<string, ScreenProps>> {
  const codingsState = (codingsIn: Partial<CodingsInProps>): ScreenProps => ({
    ...base,
    codingsIn: { ...base.codingsIn, mayMake: true, ...codingsIn },
  })
  return {
    'snapshots-codings-choose': codingsState({}),
    'snapshots-codings-found': codingsState({ sending: { at: 'looked', file: 'Ottensen.qdpx', found: codingsFound } }),
    'snapshots-codings-nothing': codingsState({
      sending: {
        at: 'looked',
        file: 'Project.qde',
        found: {
          ...codingsFound,
          codes: 0,
          codings: 0,
          memos: 0,
          sources: 0,
          entries: 0,
          missing: ['Simon.docx', 'Mabel.txt', 'Mabêl 2ième.txt'],
        },
      },
    }),
    'snapshots-codings-in': codingsState({
      sending: { at: 'put', file: 'Ottensen.qdpx', found: { ...codingsFound, look: false } },
    }),
    'snapshots-codings-project': codingsState({
      where: 'dialogue',
      sending: { at: 'looked', file: 'Ottensen.qdpx', found: projectFound },
    }),
    'snapshots-codings-made': codingsState({
      where: 'dialogue',
      sending: { at: 'put', file: 'Ottensen.qdpx', found: { ...projectFound, links } },
    }),
    'snapshots-codings-refused': codingsState({
      where: 'dialogue',
      sending: {
        at: 'refused',
        problem: {
          code: 'bad-file',
          file: 'Project.qde',
          line: null,
          column: null,
          place: null,
          why: { code: 'qda-missing', values: { n: 2, names: 'Simon.docx · Mabel.txt' } },
        },
      },
    }),
    'snapshots-codings-reading': codingsState({ sending: { at: 'reading', file: 'Ottensen.qdpx', part: 0.4 } }),
  }
}
