/** The developers' page on rows that nobody wrote. */
import type { JournalQuarantined, JournalDocument, JournalEntry } from '@tablee/shared/wire/journal'
import { ok } from '@tablee/shared/problem'
import { about } from './samples.ts'
import { Journal, type JournalPort } from '../organise/journal/page.tsx'

const at = new Date(2026, 10, 28, 10, 42).getTime()
const documents: readonly JournalDocument[] = [
  { name: 'board:demo-3-2', epoch: 1, seq: 1_204, tail: { rows: 204, bytes: 14_300 }, aside: 1 },
  { name: 'dialogue:driverless-mobility', epoch: 1, seq: 3, tail: { rows: 3, bytes: 9_120 }, aside: 0 },
  { name: 'view:demo-3-2:observers:1', epoch: 1, seq: 310, tail: { rows: 310, bytes: 40_210 }, aside: 0 },
]
const entry = (seq: number): JournalEntry => {
  const common = {
    seq,
    at: at - (1_204 - seq) * 3_100,
    device: ['k3x9p2', 'a71qqe', 'server'][seq % 3] ?? '',
    bytes: 34 + ((seq * 37) % 400),
  }
  if (seq % 9 === 0)
    return {
      ...common,
      author: 'citizen:T3-04',
      kind: 'command',
      what: 'curtain',
      about: [['to', seq % 2 ? 'drawn' : 'open']],
    }
  return {
    ...common,
    author: seq % 3 === 0 ? 'reporter' : 'facilitator',
    kind: 'update',
    more: seq % 11 === 0 ? 3 : 0,
    changes:
      seq % 4 === 0
        ? [
            { path: ['nodes', 'q7m2k9x4w1p8', 'wording'], wrote: 12, took: 3 },
            { path: null, wrote: 0, took: 2 },
          ]
        : seq % 4 === 1
          ? [{ path: ['notes', 'paragraph:k2m9x1'], wrote: 7, took: 0 }]
          : [
              { path: ['words', 'w5n1c8t2v6b4'], wrote: 1, took: 0 },
              { path: ['relations', 'r9d3f7h2j5l1', 'order'], wrote: 1, took: 1 },
            ],
  }
}
const asides: readonly JournalQuarantined[] = [
  { doc: 'board:demo-3-2', epoch: 1, seq: 877, what: 'row', why: 'checksum', at: at - 90_000 },
]

export const journalScreen = (state: string) => {
  const failed = { ok: false, problem: { code: 'offline' } } as const
  const none = state === 'journal-empty' || state === 'journal-found-none'
  const entries = none ? [] : Array.from({ length: 24 }, (_, n) => entry(1_204 - n))
  const found = { about, documents, asides: state === 'journal-empty' ? [] : asides }
  const port: JournalPort = {
    journal: async () => (state === 'journal-failed' ? failed : ok(found)),
    rows: async (doc, { after }) =>
      ok({
        version: '',
        doc,
        epoch: 1,
        head: 1_204,
        from: none ? 1 : 1_181,
        to: 1_204,
        entries: after === undefined ? entries : [],
      }),
  }
  const first = { find: state === 'journal-found-none' ? 'organiser' : '', follows: state === 'journal' }
  return <Journal port={port} first={first} />
}
