/** Snapshots as files: the CSV set as a zip, Argdown as a text or, for a whole dialogue, as a zip of one text per board. */
import { strToU8, zipSync, type Zippable } from 'fflate'
import { exportArgdown } from '@tablee/shared/formats/argdown'
import { csvSet } from '@tablee/shared/formats/csv-set'
import { boardOf } from '@tablee/shared/snapshot/reading'
import type { Sidecar, Snapshot, SnapshotBoard } from '@tablee/shared/snapshot/structure'

export type Download = { readonly body: Uint8Array; readonly type: string; readonly name: string }

/** Zip files carry a time; the same snapshot gives the same bytes. 1980 is the earliest a zip can say. */
const mtime = new Date('1980-01-02T00:00:00Z')

const textsOf = (sidecar: Sidecar): ReadonlyMap<string, string> =>
  new Map(sidecar.texts.map((one) => [one.digest, one.text]))
const zip = (files: Zippable) => zipSync(files, { mtime, level: 6 })
const nameOf = (board: SnapshotBoard) => `session-${board.session}-table-${board.number}`

export function csvDownload(snapshot: Snapshot, hash: string, sidecar: Sidecar): Download {
  const files = csvSet(snapshot, hash, textsOf(sidecar))
  return {
    body: zip(Object.fromEntries(files.map((file) => [file.name, strToU8(file.text)]))),
    type: 'application/zip',
    name: `tablee-${hash.slice(0, 12)}-csv.zip`,
  }
}

export function argdownDownload(snapshot: Snapshot, hash: string, sidecar: Sidecar): Download {
  const texts = textsOf(sidecar)
  const write = (board: SnapshotBoard) => strToU8(exportArgdown(boardOf(board, texts)).text)
  const [first] = snapshot.boards
  if (snapshot.of === 'board' && first)
    return {
      body: write(first),
      type: 'text/vnd.argdown; charset=utf-8',
      name: `${nameOf(first)}-${hash.slice(0, 12)}.argdown`,
    }
  return {
    body: zip(Object.fromEntries(snapshot.boards.map((board) => [`${nameOf(board)}.argdown`, write(board)]))),
    type: 'application/zip',
    name: `tablee-${hash.slice(0, 12)}-argdown.zip`,
  }
}
