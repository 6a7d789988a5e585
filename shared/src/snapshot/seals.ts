/**
 * What the dialogue's key says of its snapshots, as rows of its archive and what they come to: which key it has since when,
 * which snapshot is sealed, what was erased of one afterwards, and who countersigned. A seal is over a statement, never over
 * bare bytes: its first line says what it is for, so that no signature can be taken for another one.
 */
import { canonical } from './canonical.ts'

/** Newer ones say more, and are for a newer program. */
export const sealFormat = 'tablee-seal/1'

/** `key`: the public one, base64url of its 32 bytes. `at` is when it was said. */
type Said = { readonly format: typeof sealFormat; readonly dialogue: string; readonly key: string; readonly at: number }
/** This snapshot is of this dialogue: `snapshot` is the SHA-256 of its canonical JSON. */
export type SnapshotStatement = Said & { readonly what: 'snapshot'; readonly snapshot: string }
/** These texts of a board were erased then: whoever has a snapshot of before lacks them, and nothing else. */
export type ErasureStatement = Said & {
  readonly what: 'erasure'
  readonly board: string
  readonly erased: number
  readonly digests: readonly string[]
}
/** A person stands by it: `who` is what they wrote. */
export type CountersignStatement = Said & {
  readonly what: 'countersign'
  readonly snapshot: string
  readonly who: string
}
/** These files were made of it: SHA-256 of each by its name, in their order. `earlier`: keys that were this dialogue's before. */
export type FilesStatement = Said & {
  readonly what: 'files'
  readonly snapshot: string
  readonly earlier: readonly string[]
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[]
}
export type Statement = SnapshotStatement | ErasureStatement | CountersignStatement | FilesStatement

/** `signature`: Ed25519, base64url. */
export type Sealed<Of extends Statement = Statement> = { readonly statement: Of; readonly signature: string }

/** What is signed: a line that no other use of the key begins with, and the statement as canonical JSON. */
export const signedText = (statement: Statement): string => `${sealFormat} ${statement.what}\n${canonical(statement)}`

export type SealRow =
  | { readonly kind: 'seal-key'; readonly command: string; readonly key: string }
  | ({ readonly kind: 'seal'; readonly command: string } & Sealed<
      SnapshotStatement | ErasureStatement | CountersignStatement
    >)

/** Since which number of the program (`record/known`): a kind that is missing does not compile. */
export const sealKinds: Readonly<Record<SealRow['kind'], number>> = {
  'seal-key': 1,
  seal: 1,
}

/** The same of what a seal may be of; a download's files are sealed in it and stand in no row. */
export const sealedKinds: Readonly<Record<Exclude<Statement['what'], 'files'>, number>> = {
  snapshot: 1,
  erasure: 1,
  countersign: 1,
}

/** Null for a row of another record in the same archive. */
export function readSealRow(text: string): SealRow | null {
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' && value !== null && 'kind' in value && Object.hasOwn(sealKinds, String(value.kind))
    ? (value as SealRow)
    : null
}

export type Seals = {
  /** In the order in which they came; the last one seals. */
  readonly keys: readonly { readonly key: string; readonly since: number }[]
  /** By the snapshot's name. The first one counts. */
  readonly snapshots: ReadonlyMap<string, Sealed<SnapshotStatement>>
  /** By board and time. The last one names all that is gone. */
  readonly erasures: ReadonlyMap<string, Sealed<ErasureStatement>>
  /** By the snapshot's name, in the order in which they came. */
  readonly countersigned: ReadonlyMap<string, readonly Sealed<CountersignStatement>[]>
}
export const noSeals: Seals = { keys: [], snapshots: new Map(), erasures: new Map(), countersigned: new Map() }

/** What is erased of a board in one go has one name. */
export const erasureName = (board: string, at: number): string => `${board} ${at}`

/** One row further. */
export function sealsAfter(before: Seals, row: SealRow, at: number): Seals {
  if (row.kind === 'seal-key')
    return before.keys.at(-1)?.key === row.key
      ? before
      : { ...before, keys: [...before.keys, { key: row.key, since: at }] }
  const { statement, signature } = row
  switch (statement.what) {
    case 'snapshot':
      return before.snapshots.has(statement.snapshot)
        ? before
        : { ...before, snapshots: new Map([...before.snapshots, [statement.snapshot, { statement, signature }]]) }
    case 'erasure':
      return {
        ...before,
        erasures: new Map([
          ...before.erasures,
          [erasureName(statement.board, statement.erased), { statement, signature }],
        ]),
      }
    case 'countersign': {
      const had = before.countersigned.get(statement.snapshot) ?? []
      return {
        ...before,
        countersigned: new Map([...before.countersigned, [statement.snapshot, [...had, { statement, signature }]]]),
      }
    }
    default:
      // A row of a later version.
      return before
  }
}
