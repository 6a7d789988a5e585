/** A snapshot as a project for coding texts (REFI-QDA): `project.qde`, and each table's text in a file of its own. */
import { createHash } from 'node:crypto'
import type { Canvas } from '@tablee/shared/board/canvas/schema'
import type { Board } from '@tablee/shared/board/schema'
import { Leaving, type Left } from '@tablee/shared/file'
import { colorAsHex } from '@tablee/shared/formats/refi-colors'
import { inventory } from '@tablee/shared/formats/inventory'
import type { GuidOf, RefiProject } from '@tablee/shared/formats/refi'
import { projectOf, themeAsCode, treeOf, type OutDialogue, type OutTheme } from '@tablee/shared/formats/refi-out'
import { qdaOrigin, type OutBoard, type OutEntry } from '@tablee/shared/formats/refi-places'
import { sourceFile, writeCodebook, writeProject } from '@tablee/shared/formats/refi-write'
import type { WordsId } from '@tablee/shared/ids'
import type { Texts } from '@tablee/shared/snapshot/reading'
import type { Sidecar, Snapshot, SnapshotBoard } from '@tablee/shared/snapshot/structure'
import { strToU8 } from 'fflate'
import { boardsOf, sumOf, textsOf, type ExportedBoard } from './boards.ts'

/** A UUID of names (version 8, RFC 9562): the same name gives the same. */
export const guidOf: GuidOf = (name) => {
  const bytes = createHash('sha256').update(`tablee:${name}`).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex').toUpperCase()
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

export const projectName = 'project.qde'

/** The files of a `.qdpx`, by their names in it: what each source refers to lies there. */
export function qdaFiles(project: RefiProject): Readonly<Record<string, Uint8Array>> {
  return Object.fromEntries([
    [projectName, strToU8(writeProject(project))] as const,
    ...project.sources.flatMap(({ guid, text, path }) =>
      text === null || path === null ? [] : [[sourceFile(guid), strToU8(text)] as const],
    ),
  ])
}

/** `left` counts what the format has no place for, and what does not leave: texts of people who do not want to be quoted. */
export function qdaProject(
  snapshot: Snapshot,
  hash: string,
  sidecar: Sidecar,
  nameOf: (board: SnapshotBoard) => string,
): { readonly project: RefiProject; readonly left: Left } {
  const texts = textsOf(sidecar)
  const boards = boardsOf(snapshot, texts, new Set(sidecar.withheld)).toSorted(
    ({ row: a }, { row: b }) => a.session - b.session || a.number - b.number,
  )
  const unread = new Leaving()
  const { project, left } = projectOf(
    {
      name: `tablee-${hash.slice(0, 12)}`,
      origin: qdaOrigin,
      description: `Tablée snapshot ${hash}`,
      boards: boards.map((one) => boardOut(one, nameOf(one.row), texts)),
      ...codesOut(snapshot, texts, unread),
      ...themesIn(snapshot, texts),
    },
    guidOf,
  )
  const beside = boards.map(({ board, withheld, translations }) =>
    sumOf([inventoryLeft(board), withheld.words, withheld.elements, translations.map, translations.canvas]),
  )
  return { project, left: sumOf([left.all(), unread.all(), ...beside]) }
}

/** The codebook alone, with themes as codes. */
export function qdaCodebook(snapshot: Snapshot, sidecar: Sidecar): string {
  const texts = textsOf(sidecar)
  const { codes } = codesOut(snapshot, texts, new Leaving())
  const themes = themesIn(snapshot, texts).themes.map((one) => themeAsCode(one, guidOf))
  return writeCodebook([...treeOf(codes, guidOf), ...themes], qdaOrigin)
}

type Coded = Pick<OutDialogue, 'codes' | 'codings' | 'memos'>
/** What a text that was struck out, or is not to be quoted, was called by. */
const gone = '…'
/** `left`: codings of what stands nowhere any more, memos whose text does not leave. */
function codesOut({ codes: made }: Snapshot, texts: Texts, left: Leaving): Coded {
  const said = (digest: string | undefined): string => (digest === undefined ? '' : (texts.get(digest) ?? gone))
  const codings = (made?.codings ?? []).filter(({ place }) => place === undefined || place === 'moved')
  const memos = (made?.memos ?? []).flatMap(({ id, text, code, coding, entry }): Coded['memos'] => {
    const words = texts.get(text)
    const on =
      code !== undefined ? { code } : coding !== undefined ? { coding } : entry !== undefined ? { entry } : null
    return words === undefined || on === null ? [] : [{ id, on, text: words }]
  })
  left.note('qda-codings', (made?.codings ?? []).length - codings.length)
  left.note('qda-notes', (made?.memos ?? []).length - memos.length)
  return {
    codes: (made?.codes ?? []).map((one) => ({
      id: one.id,
      parent: one.parent ?? null,
      name: said(one.name) || gone,
      definition: said(one.definition),
      includes: said(one.includes),
      excludes: said(one.excludes),
      color: colorAsHex(one.color),
    })),
    codings: codings.map(({ id, code, entry, start, end, coder }) => ({ id, code, entry, start, end, by: coder })),
    memos,
  }
}

/** Words that were taken back or struck out have no text; those beneath no entry have their place here. */
const inventoryLeft = (board: Board): Left => {
  const { 'unplaced-words': _, ...left } = inventory(board).left.all()
  return left
}

function themesIn({ themes }: Snapshot, texts: Texts): Pick<OutDialogue, 'themes' | 'readers'> {
  return {
    themes: (themes?.themes ?? []).map(
      ({ id, name, entries }): OutTheme => ({ id, name: texts.get(name) ?? '…', entries }),
    ),
    readers: new Map(
      (themes?.read ?? []).flatMap(({ reader, entries }) => entries.map((one) => [one, reader] as const)),
    ),
  }
}

function boardOut({ board, canvas, row, about }: ExportedBoard, name: string, texts: Texts): OutBoard {
  const { nodes, depths } = inventory(board)
  const isQuestion = (wording: string): boolean => wording === about.question
  const entry = (kind: string, id: string): string => `${row.id}/${kind}/${id}`
  return {
    id: row.id,
    name,
    question: about.question,
    site: about.site,
    country: row.country ?? null,
    group: row.group ?? null,
    table: row.number,
    session: row.session,
    lang: row.lang,
    entries: entriesOut(board, canvas, row, texts, isQuestion).filter(({ text }) => text.trim() !== ''),
    nodes: nodes
      .filter(({ wording }) => wording !== '')
      .map(({ id, wording }) => ({
        id,
        wording,
        entry: isQuestion(wording) ? null : entry('wording', id),
        depth: depths.get(id) ?? 0,
      })),
    relations: [...board.relations.values()].map(({ id, kind, from, to, label = '' }) => ({
      id,
      kind,
      from,
      to,
      label,
    })),
  }
}

/** As a theme team reads them: an entry with the words beneath it, then the vision, the minutes, what the table recommends. */
function entriesOut(
  board: Board,
  canvas: Canvas,
  row: SnapshotBoard,
  texts: Texts,
  isQuestion: (wording: string) => boolean,
): readonly OutEntry[] {
  const name = (kind: string, id: string): string => `${row.id}/${kind}/${id}`
  const words = (ids: readonly WordsId[]): OutEntry[] =>
    ids.flatMap((id) => {
      const one = board.words.get(id)
      if (one === undefined || one.withdrawn !== null || one.redacted !== null) return []
      return [{ entry: name('words', id), text: one.text, seat: one.seat, at: one.at }]
    })
  const none = { seat: null, at: null }
  return [
    ...inventory(board).nodes.flatMap(({ id, wording, at }): OutEntry[] => [
      ...(isQuestion(wording) ? [] : [{ entry: name('wording', id), text: wording, seat: null, at }]),
      ...words(board.wordsOf.get(id) ?? []),
    ]),
    ...words(board.unplaced),
    ...[...canvas.shapes.values()].flatMap((shape): OutEntry[] =>
      shape.type === 'element'
        ? [{ ...none, entry: name('element', shape.id), text: shape.props.text, seat: shape.props.seat }]
        : [],
    ),
    ...[...(row.notes ?? [])]
      .sort((a, b) => a.order - b.order)
      .map(({ id, text }): OutEntry => ({ ...none, entry: name('minutes', id), text: texts.get(text) ?? '' })),
    ...(row.voices?.rounds ?? []).flatMap(({ step, state, table = [] }) =>
      state === 'open'
        ? []
        : table.flatMap(({ item, answer }): OutEntry[] =>
            answer.type === 'recommendation'
              ? [
                  {
                    ...none,
                    entry: name('recommendation', `${step}.${item}`),
                    text: texts.get(answer.sentence) ?? '',
                  },
                ]
              : [],
          ),
    ),
  ]
}
