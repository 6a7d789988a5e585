/** People's voices of a snapshot as files: votes as Polis sets, questionnaires as CSV with Table Schema and DDI. */
import type { Left } from '@tablee/shared/file'
import { dictionaryText, type Column } from '@tablee/shared/formats/csv-columns'
import { writeDdi } from '@tablee/shared/formats/ddi-write'
import { polisDictionary, writePolis } from '@tablee/shared/formats/polis-write'
import { surveyCsv, surveyDictionary, surveyFields, surveySchema } from '@tablee/shared/formats/survey-write'
import { polisOf } from '@tablee/shared/formats/voices-polis'
import { surveysOf, type SurveyOut } from '@tablee/shared/formats/voices-survey'
import type { SurveySet } from '@tablee/shared/voices/imported'
import { byWords } from '@tablee/shared/snapshot/by-words'
import { importOf } from '@tablee/shared/snapshot/imports'
import type { Sidecar, Snapshot } from '@tablee/shared/snapshot/structure'
import type { VoicesFormat } from '@tablee/shared/wire/exchange'
import { textsOf } from './boards.ts'

export type VoicesFile = {
  readonly path: string
  readonly text: string
  readonly format: string
  readonly mediatype: string
  readonly left: Left
  readonly about: string
  /** Of a table: its schema in the index of a package. */
  readonly schema?: object
}

export type VoicesOut = { readonly files: readonly VoicesFile[] /** Of what made no file. */; readonly left: Left }

/** `tidy`: as the tables of a data package are; else an imported survey leaves as it came. */
export function voicesFiles(
  whole: Snapshot,
  hash: string,
  sidecar: Sidecar,
  format: VoicesFormat,
  tidy = false,
): VoicesOut {
  const snapshot = byWords(whole)
  const texts = textsOf(sidecar)
  const imports = (snapshot.voices?.imports ?? []).map((one) => importOf(one, texts))
  if (format === 'polis') {
    const { set: own, left: ofOwn } = polisOf(snapshot, texts)
    const sets = [
      ...(own === null ? [] : [{ set: own, left: ofOwn }]),
      ...imports.flatMap((set) => (set.from === 'polis' ? [{ set, left: {} }] : [])),
    ]
    const files = sets.flatMap(({ set, left }, n) => {
      const folder = sets.length === 1 ? 'polis/' : `polis-${n + 1}/`
      return writePolis(set).map(
        (file): VoicesFile => ({
          path: `${folder}${file.name}`,
          text: file.text,
          format: 'csv',
          mediatype: 'text/csv',
          left: file.name === 'votes.csv' ? left : {},
          about: aboutPolis[file.name] ?? '',
        }),
      )
    })
    return { files, left: own === null ? ofOwn : {} }
  }
  const surveys: SurveyOut[] = [
    ...surveysOf(snapshot, texts, new Set(sidecar.withheld)),
    ...imports.flatMap((set, n) => (set.from === 'survey' ? [imported(set, n)] : [])),
  ]
  const taken = new Set<string>()
  const files = surveys.flatMap((one) => {
    const base = one.name.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 60) || 'survey'
    const name = taken.has(base) ? `${base}-${taken.size + 1}` : base
    taken.add(name)
    return surveyFiles(one, `questionnaires/${name}`, hash, tidy)
  })
  const answered = new Set(
    (snapshot.voices?.questionnaires ?? []).flatMap(({ step, people }) => (people.length > 0 ? [step] : [])),
  )
  const held = (snapshot.voices?.steps ?? []).filter(({ id, kind }) => kind === 'questionnaire' && !answered.has(id))
  return { files, left: held.length === 0 ? {} : { 'questionnaires-held': held.length } }
}

const imported = (set: SurveySet, n: number): SurveyOut => ({
  name: n === 0 ? 'survey' : `survey-${n + 1}`,
  titles: { [set.lang]: set.title },
  set,
  universe: new Map(),
  left: {},
})

const aboutPolis: Readonly<Record<string, string>> = {
  'summary.csv': 'The conversation in figures. No header: key, value',
  'comments.csv': 'The statements; agrees and disagrees count every vote that was ever logged',
  'votes.csv': 'The log of votes: of a participant and a statement the last one counts',
  'participant-votes.csv': 'A row per participant, a column per statement: the votes that count',
  'participants-votes.csv': 'A row per participant, a column per statement: the votes that count',
  'comment-groups.csv': 'The votes that count, by statement, of everybody and of each opinion group',
}

function surveyFiles(
  { set, titles, universe, left }: SurveyOut,
  path: string,
  hash: string,
  tidy: boolean,
): VoicesFile[] {
  const csv = `${path}.csv`
  const id = set.variables.find(({ role }) => role === 'id')
  return [
    {
      path: csv,
      text: surveyCsv(set, tidy),
      format: 'csv',
      mediatype: 'text/csv',
      left,
      about: `${set.title}: a row per person; what the columns mean stands in the schema and in ddi.xml`,
      schema: { fields: surveyFields(set), ...(id === undefined ? {} : { primaryKey: [id.name] }) },
    },
    {
      path: `${path}.schema.json`,
      text: surveySchema(set),
      format: 'json',
      mediatype: 'application/json',
      left: {},
      about: 'What its columns mean, as a Table Schema',
    },
    {
      path: `${path}.ddi.xml`,
      text: writeDdi(set, { id: `sha256:${hash}`, fileName: csv.split('/').at(-1) ?? csv, titles, universe }),
      format: 'xml',
      mediatype: 'application/xml',
      left: {},
      about: 'The same as DDI-Codebook 2.5, with how often each answer was given',
    },
    {
      path: `${path}.dictionary.csv`,
      text: dictionaryText(
        { [csv.split('/').at(-1) ?? csv]: surveyDictionary(set) },
        !tidy && set.layout !== undefined,
      ),
      format: 'csv',
      mediatype: 'text/csv',
      left: {},
      about: 'The same for people',
    },
  ]
}

/** What the tables of a download mean, where one dictionary is of them all. */
export const voicesColumns = (format: VoicesFormat): Readonly<Record<string, readonly Column[]>> =>
  format === 'polis' ? polisDictionary : {}
