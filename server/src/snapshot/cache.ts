/**
 * Bodies and texts of snapshots, so that a list or a download needs no replay. Nothing stands only here: what is missing,
 * or is not what its name says, is made again from the log by whoever asks.
 */
import { createHash } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Taken } from '@tablee/shared/snapshot/taken'
import { snapshotText, type Snapshot } from '@tablee/shared/snapshot/structure'
import type { Database } from '../store/database.ts'
import { digestOf } from './freeze.ts'
import type { Made } from './make.ts'

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

export type Body = {
  readonly text: string
  readonly holds: Readonly<Record<'boards' | 'nodes' | 'relations' | 'words', number>>
}
export type Salted = { readonly digest: string; readonly salt: string; readonly text: string }

function bodyOf(snapshot: Snapshot): Body {
  const count = (pick: 'nodes' | 'relations' | 'words') =>
    snapshot.boards.reduce((sum, one) => sum + one[pick].length, 0)
  const holds = { nodes: count('nodes'), relations: count('relations'), words: count('words') }
  return { text: snapshotText(snapshot), holds: { boards: snapshot.boards.length, ...holds } }
}

/** Null for what is not there, and for what is not what its name says. */
export function createCache(database: Database) {
  const insert = database.prepare(
    'INSERT OR REPLACE INTO snapshot (hash, of, dialogue, board, at, author, nodes, relations, words, boards, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const insertText = database.prepare('INSERT OR REPLACE INTO snapshot_text (digest, salt, text) VALUES (?, ?, ?)')
  const byHash = database.prepare('SELECT nodes, relations, words, boards, body FROM snapshot WHERE hash = ?')
  const byDigest = database.prepare('SELECT salt, text FROM snapshot_text WHERE digest = ?')
  const drop = database.prepare('DELETE FROM snapshot_text WHERE digest = ?')

  return {
    /** What cannot be kept (the disk refuses) is made again by whoever asks next. */
    put({ row: { hash, of, dialogue, taken }, at }: Taken, { snapshot, texts }: Made, gone: ReadonlySet<string>): Body {
      const body = bodyOf(snapshot)
      const { nodes, relations, words, boards } = body.holds
      const board = of === 'board' ? (snapshot.boards[0]?.id ?? null) : null
      const packed = deflateRawSync(body.text)
      try {
        database.transaction(() => {
          for (const one of texts) if (!gone.has(one.digest)) insertText.run(one.digest, one.salt, one.text)
          insert.run(hash, of, dialogue, board, at, taken.author, nodes, relations, words, boards, packed)
        })
      } catch {
        return body
      }
      return body
    },
    body(hash: string): Body | null {
      const row = byHash.get(hash)
      if (row === undefined) return null
      const holds = {
        boards: Number(row['boards']),
        nodes: Number(row['nodes']),
        relations: Number(row['relations']),
        words: Number(row['words']),
      }
      try {
        const text = inflateRawSync(row['body'] as Uint8Array).toString('utf8')
        return sha256(text) === hash ? { text, holds } : null
      } catch {
        return null
      }
    },
    text(digest: string): Salted | null {
      const row = byDigest.get(digest)
      if (row === undefined) return null
      const [salt, text] = [String(row['salt']), String(row['text'])]
      return digestOf(salt, text) === digest ? { digest, salt, text } : null
    },
    drop: (digests: Iterable<string>): void => {
      for (const digest of digests) drop.run(digest)
    },
  }
}
