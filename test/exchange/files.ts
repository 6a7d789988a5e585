/** Files read and written as the server's worker does it, in this process: for tests of many files. */
import { zipSync } from 'fflate'
import * as Y from 'yjs'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { plant } from '@tablee/shared/board/plant'
import { readBoard } from '@tablee/shared/board/read'
import { putOnCanvas } from '@tablee/shared/formats/json-canvas-read'
import type { Board, Relation } from '@tablee/shared/board/schema'
import type { Left } from '@tablee/shared/file'
import type { Lang, NodeId, RelationId } from '@tablee/shared/ids'
import type { Problem } from '@tablee/shared/problem'
import type { Encoding, Readable } from '@tablee/shared/wire/exchange'
import { readFile } from '@tablee/server/exchange/read'
import { seeded } from '../support/seeded.ts'

export const at = 1_700_000_000_000
export const lang = 'en' as Lang
const who = { who: 'organiser', why: 'import' }

export type Given = string | Uint8Array | Readonly<Record<string, string | Uint8Array>>
const bytesOf = (given: Given): Uint8Array => {
  if (typeof given === 'string') return new TextEncoder().encode(given)
  if (given instanceof Uint8Array) return given
  return zipSync(Object.fromEntries(Object.entries(given).map(([name, one]) => [name, bytesOf(one)])), { level: 0 })
}

export function tryFile(name: string, given: Given, format?: Readable, encoding?: Encoding) {
  return readFile(bytesOf(given), { fileName: name, random: seeded(1).bytes, at, lang, format, encoding })
}

export function problemOf(name: string, given: Given): Problem | null {
  const read = tryFile(name, given)
  return read.ok ? null : read.problem
}

export type Imported = { readonly board: Board; readonly doc: Y.Doc; readonly left: Left; readonly format: Readable }

/** On an empty board. */
export function importHere(name: string, given: Given, format?: Readable): Imported {
  const read = tryFile(name, given, format)
  if (!read.ok) throw new Error(`${name}: ${JSON.stringify(read.problem)}`)
  const doc = newBoardDoc()
  const { canvas } = read.value
  const planted = canvas === undefined ? plant(doc, who, read.value) : putOnCanvas(doc, who, canvas, at)
  if (!planted.ok) throw new Error(`${name}: ${JSON.stringify(planted.problem)}`)
  return { board: readBoard(doc), doc, left: read.value.left, format: read.value.format }
}

/** A map without its ids: what two imports of one map must share. */
export function map(board: Board) {
  const index = new Map(board.outline.map((item, n) => [item.node, n]))
  const relations = [...board.relations.values()].sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0))
  // Linked premises, named by who is in it: of one group, kind and target.
  const groupOf = ({ group, kind, to }: Relation) =>
    group === null
      ? null
      : relations
          .filter((one) => one.group === group && one.kind === kind && one.to === to)
          .map((one) => index.get(one.from) ?? -1)
          .sort((a, b) => a - b)
  const name = (id: string): unknown =>
    index.get(id as NodeId) ??
    (() => {
      const relation = board.relations.get(id as RelationId)
      return relation ? [relation.kind, index.get(relation.from), name(relation.to)] : null
    })()
  const sorted = <T>(rows: T[]): T[] => rows.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  return {
    nodes: board.outline.map((item) => {
      const node = board.nodes.get(item.node)
      return [item.number, item.depth, node?.kind, node?.lang, node?.wording, node?.id.startsWith('st-')]
    }),
    relations: sorted(
      relations.map((one) => [one.kind, index.get(one.from), name(one.to), groupOf(one), one.label ?? null]),
    ),
  }
}

/** The map and what people said, without words that were taken back. */
export function content(board: Board) {
  const index = new Map(board.outline.map((item, n) => [item.node, n]))
  const words = [...board.words.values()].filter(
    (one) => one.withdrawn === null && one.redacted === null && one.node !== null,
  )
  const rows = words.map((one) =>
    JSON.stringify([index.get(one.node ?? ('' as NodeId)), one.text, one.lang, one.seat, one.capture, one.at]),
  )
  return { ...map(board), words: rows.sort() }
}

/** Entries with their texts, and links as `from kind to`: what even a lossy format keeps between two passes. */
export function gist(board: Board) {
  const text = (id: string): string =>
    board.nodes.get(id as NodeId)?.wording ?? `link ${board.relations.get(id as RelationId)?.kind}`
  return {
    texts: [...board.nodes.values()].map((one) => one.wording).sort(),
    links: [...board.relations.values()].map((one) => `${text(one.from)} ${one.kind} ${text(one.to)}`).sort(),
  }
}
