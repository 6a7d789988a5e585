/** A snapshot as a Frictionless Data Package: the tables, each board's map in the field's formats, and one index of all. */
import { exportArgdown } from '@tablee/shared/formats/argdown'
import { csvText } from '@tablee/shared/formats/csv'
import { stepsTable, stepsText } from '@tablee/shared/formats/csv-times'
import { errataTable, errataText } from '@tablee/shared/formats/csv-errata'
import { dictionaryText, leftTable } from '@tablee/shared/formats/csv-columns'
import {
  csvSet,
  dictionary,
  figuresResource,
  packageHead,
  resourceOf,
  schemaOf,
  tableResources,
  teamResources,
  translationsResource,
  type Resource,
} from '@tablee/shared/formats/csv-set'
import { changesTable } from '@tablee/shared/formats/csv-changes'
import { figuresTable } from '@tablee/shared/formats/csv-figures'
import { teamTables } from '@tablee/shared/formats/csv-themes'
import { translationsTable } from '@tablee/shared/formats/csv-translations'
import { exportGraphml } from '@tablee/shared/formats/graphml'
import type { Leaves } from '@tablee/shared/formats/licences'
import { exportJsonCanvas, sidecarTable } from '@tablee/shared/formats/json-canvas'
import { exportKialo } from '@tablee/shared/formats/kialo'
import { sayLeft } from '@tablee/shared/formats/said/said'
import { voicesDictionary, voicesKeys, voicesTables } from '@tablee/shared/formats/csv-voices'
import { polisDictionary } from '@tablee/shared/formats/polis-write'
import { exportXaif } from '@tablee/shared/formats/xaif'
import type { Left, LeftCode } from '@tablee/shared/file'
import type { Canvas } from '@tablee/shared/board/canvas/schema'
import type { Board } from '@tablee/shared/board/schema'
import type { Sidecar, Snapshot, SnapshotBoard } from '@tablee/shared/snapshot/structure'
import { sealTold } from '../seal/sealed-files.ts'
import type { Sealing } from '../seal/seals.ts'
import { measured, packed, plainZip } from './packed.ts'
import { graphOf, textsOf, boardsOf, sumOf } from './boards.ts'
import { canvasDrawing } from './canvas.ts'
import { qdaFiles, qdaProject } from './qda-out.ts'
import { voicesFiles, type VoicesFile } from './voices.ts'

type File = VoicesFile

type Made = { readonly at: number; readonly leaves: Leaves; readonly sealing: Pick<Sealing, 'key'> }

/** By path, not packed yet. `at` is when the snapshot was taken (ms); `onProgress` hears a part of 1. */
export function packageFiles(
  snapshot: Snapshot,
  hash: string,
  sidecar: Sidecar,
  { at, leaves: { licence, bom }, sealing }: Made,
  onProgress: (part: number) => void,
): Readonly<Record<string, Uint8Array>> {
  const texts = textsOf(sidecar)
  const tables = csvSet(snapshot, texts, new Set(sidecar.withheld)).filter(({ name }) => name !== 'dictionary.csv')
  const boards = boardsOf(snapshot, texts, new Set(sidecar.withheld))
  const files: File[] = []
  boards.forEach(({ board, canvas, row, withheld, translations }, index) => {
    onProgress(index / boards.length)
    const folder = snapshot.of === 'board' ? '' : `maps/${nameOf(row)}/`
    files.push(...maps(board, folder, withheld.words, translations.map))
    if (row.canvas !== undefined)
      files.push(
        ...drawn(canvas, row.lang, board.meta.question, folder, { ...withheld.elements, ...translations.canvas }),
      )
  })
  const graph = exportGraphml(boards.map(graphOf))
  files.push({
    path: 'map.graphml',
    text: graph.text,
    format: 'graphml',
    mediatype: 'application/graphml+xml',
    left: sumOf([graph.left, ...boards.map((one) => one.translations.map)]),
    about: 'All maps as one graph. A relation that somebody doubts is a node',
  })
  const told = tables.some(({ name }) => name === 'figures.csv')
  const asked = voicesTables(snapshot, { texts, withheld: new Set(sidecar.withheld) })
  const { files: votes } = voicesFiles(snapshot, hash, sidecar, 'polis')
  files.push(...votes, ...voicesFiles(snapshot, hash, sidecar, 'survey', true).files)
  const coding = qdaProject(snapshot, hash, sidecar, nameOf)
  const left = [...files, { path: 'project.qdpx', left: coding.left }].flatMap((one) =>
    Object.entries(one.left).map(([code, n]) => [one.path, code, n, sayLeft('en', code as LeftCode)]),
  )
  const csv = { format: 'csv', mediatype: 'text/csv', left: {} }
  const errata = errataText(sidecar)
  if (errata !== null)
    files.push({ ...csv, path: 'errata.csv', text: errata, about: 'What was struck out after the snapshot was taken' })
  const steps = stepsText(snapshot)
  if (steps !== null)
    files.push({
      ...csv,
      path: 'steps.csv',
      text: steps,
      about: 'The day as it was planned and as it was, step by step',
    })
  files.push(
    {
      ...csv,
      path: 'left.csv',
      text: csvText(
        leftTable.map((one) => one.name),
        left,
      ),
      about: 'What each file has no place for',
    },
    {
      ...csv,
      path: 'dictionary.csv',
      text: dictionaryText({
        ...dictionary,
        ...(asked === null ? {} : voicesDictionary),
        ...(votes.length === 0 ? {} : polisDictionary),
        ...(snapshot.changes === undefined ? {} : { 'changes.csv': changesTable }),
        ...(told ? { 'figures.csv': figuresTable } : {}),
        ...(tables.some(({ name }) => name === 'translations.csv') ? { 'translations.csv': translationsTable } : {}),
        ...Object.fromEntries(Object.entries(teamTables).filter(([of]) => tables.some(({ name }) => name === of))),
        'left.csv': leftTable,
        ...(errata === null ? {} : { 'errata.csv': errataTable }),
        ...(steps === null ? {} : { 'steps.csv': stepsTable }),
        'canvas.elements.csv': sidecarTable,
      }),
      about: 'The data dictionary: every column of every table',
    },
  )
  const bytes = new Map(
    [
      ...tables.map((one) => [one.name, one.text] as const),
      ...Object.entries(asked ?? {}),
      ...files.map((one) => [one.path, one.text] as const),
    ].map(([path, text]) => [path, packed(path, text, bom)] as const),
  ).set('project.qdpx', plainZip(qdaFiles(coding.project)))
  const resources: readonly Resource[] = [
    ...tableResources(),
    ...(told ? [figuresResource()] : []),
    ...(bytes.has('translations.csv') ? [translationsResource()] : []),
    ...teamResources((name) => bytes.has(name)),
    ...(asked === null ? [] : voicesResources()),
    {
      name: 'project-qdpx',
      path: 'project.qdpx',
      format: 'zip',
      mediatype: 'application/zip',
      description: 'What was said, with codes and themes, as a project for programs that code texts (REFI-QDA)',
    },
    ...files.map(({ path, format, mediatype, about, schema }) => ({
      name: path.toLowerCase().replaceAll('/', '-').replaceAll('.', '-'),
      path,
      format,
      mediatype,
      encoding: 'utf-8',
      description: about,
      ...(schema === undefined ? {} : { type: 'table', dialect: { lineTerminator: '\n' }, schema }),
    })),
  ]
  const index = {
    ...packageHead(hash),
    seal: sealTold(sealing),
    description:
      'What the tables of a dialogue made together. People appear under seat codes only; anyone who does not want to be quoted counts, without their text. Questionnaires are under codes drawn by chance (pair) that lead to no seat; a country, site or group of tables stands beside them only where at least 20 people of it answered. figures.csv has the figures as screens tell them: no number below 5, and none that leads to one, but for imported sets. dictionary.csv says what each column means, left.csv what each format has no place for. themes.csv, coded.csv, joined.csv and qualified.csv have what a theme team made of it. project.qdpx has what was said for programs that code texts. Events are not in this version.',
    created: new Date(at).toISOString(),
    licenses: [licence],
    contributors: [{ title: 'The tables of the dialogue, under seat codes', roles: ['author'] }],
    resources: measured(resources, (path) => bytes.get(path)),
    sources: [{ title: 'Tablée snapshot', version: hash }],
  }
  return {
    ...Object.fromEntries(bytes),
    'datapackage.json': packed('datapackage.json', `${JSON.stringify(index, null, 2)}\n`, bom),
  }
}

/** Items, votes and answers: tables like the others, where anybody was asked anything. */
const voicesResources = (): readonly Resource[] =>
  (Object.keys(voicesDictionary) as (keyof typeof voicesDictionary)[]).map((path) =>
    resourceOf(path, schemaOf(voicesDictionary[path], voicesKeys[path])),
  )

/** As folders and files call a board; the same once in a snapshot. */
export const nameOf = (board: SnapshotBoard): string => `session-${board.session}-table-${board.number}`

function drawn(canvas: Canvas, lang: string, question: string, folder: string, withheld: Left): File[] {
  const { canvas: text, sidecar, left } = exportJsonCanvas(canvas)
  return [
    {
      path: `${folder}canvas.json`,
      text,
      format: 'json',
      mediatype: 'application/json',
      left: { ...left, ...withheld },
      about: 'The vision canvas as JSON Canvas 1.0',
    },
    {
      path: `${folder}canvas.elements.csv`,
      text: sidecar,
      format: 'csv',
      mediatype: 'text/csv',
      left: {},
      about: 'What canvas.json has no word for, by id: kind of element, year, level, seat, entries it is linked to',
    },
    {
      path: `${folder}canvas.svg`,
      text: canvasDrawing(canvas, lang, question),
      format: 'svg',
      mediatype: 'image/svg+xml',
      left: {},
      about: 'The vision canvas, drawn. Photos are empty frames',
    },
  ]
}

function maps(board: Board, folder: string, withheld: Left, translations: Left): File[] {
  const argdown = exportArgdown(board)
  const xaif = exportXaif(board)
  const kialo = exportKialo(board)
  return [
    {
      path: `${folder}map.argdown`,
      text: argdown.text,
      format: 'argdown',
      mediatype: 'text/vnd.argdown',
      left: { ...argdown.left, ...translations },
      about: 'The argument map as Argdown, without people’s words',
    },
    {
      path: `${folder}map.xaif.json`,
      text: xaif.text,
      format: 'json',
      mediatype: 'application/json',
      left: { ...xaif.left, ...withheld, ...translations },
      about: 'The argument map as xAIF, people’s words as locutions under seat codes',
    },
    {
      path: `${folder}map.kialo.txt`,
      text: kialo.text,
      format: 'txt',
      mediatype: 'text/plain',
      left: { ...kialo.left, ...translations },
      about: 'The argument map as Kialo’s text: for and against, nothing finer',
    },
  ]
}
