/** What a coder's page costs of a large dialogue: 10,000 entries at 60 tables, 200 codes, 10,000 passages. */
import { createCodeDesk } from '@tablee/server/codebook/desk'
import { createPassages, type AllCodable, type Codable } from '@tablee/server/codebook/entries'
import type { Session } from '@tablee/server/access/session'
import type { BoardId, DeviceId, DialogueId, LinkId, SiteId, TableId } from '@tablee/shared/ids'
import type { SynthesisRow } from '@tablee/shared/synthesis/rows'
import { synthesisAfter, synthesisOf } from '@tablee/shared/synthesis/state'
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'

const dialogue = 'd' as DialogueId
const tables = Array.from({ length: 60 }, (_, n) => ({
  id: `t${n}` as TableId,
  number: n + 1,
  siteId: `s${n % 5}` as SiteId,
}))
const text =
  'Une autorisation, ça se retire. Si la ville ne peut pas arrêter la ligne le soir même, ce n’est qu’un papier.'
const all = Array.from({ length: 10_000 }, (_, n): Codable => {
  const table = tables[n % 60]
  const [id, site] = [table?.id ?? ('t0' as TableId), table?.siteId ?? ('s0' as SiteId)]
  const kind = n % 4 === 0 ? 'wording' : 'words'
  const of = { seat: null, capture: null, as: null, about: null, board: `b${n % 60}` as BoardId, number: (n % 60) + 1 }
  return {
    entry: `b${n % 60}/${kind}/e${n}`,
    kind,
    text: `${text} ${n}`,
    lang: 'fr',
    ...of,
    table: id,
    site,
    session: 1,
  }
})
const readable: AllCodable = { all, byName: new Map(all.map((one) => [one.entry, one])), withheld: 0 }
const passages = createPassages((what, parts) =>
  createHash('sha256').update(what).update(parts.join('\0')).digest().subarray(0, 3),
)
const codes = 200
const coding = (n: number): SynthesisRow => {
  const one = all[n % all.length]
  const passage = one === undefined ? null : passages.passage(one, n % 20, (n % 20) + 25)
  if (passage === null) throw new Error('no passage')
  return {
    kind: 'coding',
    command: `coding-${n}`,
    by: n % 3 === 0 ? 'ada' : 'bea',
    code: `code-${n % codes}`,
    ...passage,
  }
}
const rows: readonly SynthesisRow[] = [
  ...Array.from({ length: codes }, (_, n): SynthesisRow => {
    const parent = n % 10 === 0 ? null : `code-${n - (n % 10)}`
    return { kind: 'code', command: `code-${n}`, by: 'ada', name: `Code ${n}`, parent, definition: 'What it means' }
  }),
  ...Array.from({ length: 10_000 }, (_, n) => coding(n)),
]
const session: Session = {
  id: 's',
  link: 'l' as LinkId,
  role: 'analyst',
  dialogue,
  table: null,
  seat: null,
  device: 'ada' as DeviceId,
}

it('[CODE11] a codebook and a matrix of 10,000 passages are told within half a second, and after a step within 100 ms', async () => {
  const began = performance.now()
  let state = synthesisOf(rows.map((row) => ({ row, at: 1 })))
  const folded = performance.now() - began
  let looked = 0
  const desk = createCodeDesk({
    log: { state: () => state },
    places: { tables: () => tables, sites: () => [], drawn: () => false },
    passages,
    readable: async () => readable,
    saidNo() {
      looked += 1
      return () => false
    },
    chance: () => new Uint8Array(16),
  })
  const took = async (ask: () => Promise<{ readonly ok: boolean }>): Promise<number> => {
    const from = performance.now()
    expect((await ask()).ok).toBe(true)
    return performance.now() - from
  }
  const figures: Record<string, number> = { folded }
  const asked = {
    told: () => desk.told(session, dialogue, {}),
    matrix: () => desk.matrix(session, dialogue, { by: 'table' }),
  }
  for (const [name, ask] of Object.entries(asked)) figures[`${name}, first`] = await took(ask)
  let n = 10_000
  const again: Record<string, number[]> = { row: [], told: [], matrix: [] }
  for (let time = 0; time < 15; time += 1) {
    const from = performance.now()
    state = synthesisAfter(state, coding(n++), 1)
    again['row']?.push(performance.now() - from)
    for (const [name, ask] of Object.entries(asked)) again[name]?.push(await took(ask))
  }
  for (const [name, times] of Object.entries(again)) figures[`${name}, median`] = times.sort((a, b) => a - b)[7] ?? 0
  console.log(
    Object.entries(figures)
      .map(([name, ms]) => `${name}: ${ms.toFixed(1)} ms`)
      .join('; '),
  )
  // What may not be told again is looked up on all boards for an answer, and not for each text in it.
  expect(looked).toBeLessThanOrEqual(16 * 2)
  expect(figures['folded']).toBeLessThan(1_000)
  for (const name of ['told, first', 'matrix, first']) expect(figures[name], name).toBeLessThan(500)
  for (const name of ['told, median', 'matrix, median', 'row, median']) expect(figures[name], name).toBeLessThan(100)
})
