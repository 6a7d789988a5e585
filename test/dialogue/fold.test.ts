/** A dialogue as the fold over its rows, those of the version before among them. */
import { readDialogueCommand, type DialogueCommand, type PolicyChange } from '@tablee/shared/dialogue/commands'
import { dialogueAfter, siteTold, tableTold } from '@tablee/shared/dialogue/fold'
import { noDialogue, type DialogueState } from '@tablee/shared/dialogue/state'
import { ruleOf } from '@tablee/shared/dialogue/watched'
import { idle } from '@tablee/shared/dialogue/idle'
import type { BoardId, SiteId, TableId } from '@tablee/shared/ids'
import { demoDraft } from '@tablee/server/demo/dialogue'
import { expect, it } from 'vitest'
import { seeded } from '../support/seeded.ts'
import { seededBytes } from '../support/server.ts'

const draft = demoDraft(0)
/** As the version before founded it: a table says nothing of being watched. */
const older = { ...draft, tables: draft.tables.map(({ observation: _none, ...table }) => table) }
const open = (): 'open' => 'open'
const all = (state: DialogueState): string =>
  JSON.stringify(state, (_key, value: unknown) => (value instanceof Map ? [...value] : value))

it('[DLG7] a state that was handed out never changes, and what is said of a board of the version before is its table’s as the strictest', () => {
  const seed = Number(process.env['FOLD_SEED'] ?? Date.now() % 1_000_000)
  console.log(`fold: seed ${seed}`)
  const bytes = seededBytes(`fold ${seed}`)
  const below = (n: number): number => ((bytes(1)[0] ?? 0) * 256 + (bytes(1)[0] ?? 0)) % n
  const bit = (): boolean => below(2) === 0
  let state = dialogueAfter(noDialogue, { kind: 'found', command: 'f', dialogue: older }, 0)
  const handedOut: [DialogueState, string][] = []
  /** What was said of one board alone, and what of its table. */
  const said = { board: new Map<string, PolicyChange>(), table: new Map<string, PolicyChange>() }
  for (let n = 0; n < 300; n += 1) {
    const { id: board, table } = draft.boards[below(draft.boards.length)] ?? draft.boards[0] ?? { id: '', table: '' }
    const command = `c${n}`
    const changes: readonly PolicyChange[] = [
      { consent: bit() },
      { delayMinutes: below(16), hidden: [] },
      { showWords: bit() },
      { observation: bit() ? 'open' : 'paused' },
    ]
    const change = changes[below(changes.length)] ?? {}
    const rows = [
      { kind: 'move', command, session: 1 + below(5), startedAt: n },
      { kind: 'policy', command, board, change },
      { kind: 'policy', command, board, table, change },
      { kind: 'curtain', command, table, to: bit() ? 'open' : 'drawn' },
      { kind: 'citizens-edit', command, table, allowed: bit() },
      { kind: 'close', command, board, closed: bit() },
      // Founded once.
      { kind: 'found', command, dialogue: draft },
    ] as readonly DialogueCommand[]
    const row = rows[below(rows.length)]
    if (row === undefined) continue
    handedOut.push([state, all(state)])
    state = dialogueAfter(state, row, n)
    if (row.kind === 'policy' && row.table !== undefined)
      said.table.set(row.table, { ...said.table.get(row.table), ...change })
    else if (row.kind === 'policy') said.board.set(row.board, { ...said.board.get(row.board), ...change })
  }
  for (const [before, then] of handedOut) expect(all(before)).toBe(then)
  for (const { id } of draft.tables) {
    const boards = draft.boards.filter(({ table }) => table === id).map((board) => said.board.get(board.id) ?? {})
    const decided = said.table.get(id) ?? {}
    const { rule } = ruleOf(state, id, open)
    expect(rule.consent).toBe(decided.consent ?? boards.every(({ consent }) => consent !== false))
    expect(rule.showWords).toBe(decided.showWords ?? boards.every(({ showWords }) => showWords !== false))
    expect(rule.delayMinutes).toBe(
      decided.delayMinutes ?? Math.max(...boards.map(({ delayMinutes }) => delayMinutes ?? 0)),
    )
    expect(rule.observation).toBe(
      decided.observation ?? (boards.some(({ observation }) => observation === 'paused') ? 'paused' : 'open'),
    )
  }
})

it('[DLG7] a curtain counts as drawn until every row that opens it is in', () => {
  const [first, second] = draft.boards.filter(({ table }) => table === draft.tables[0]?.id)
  const table = draft.tables[0]?.id
  if (first === undefined || second === undefined || table === undefined) throw new Error('no boards')
  const founded = dialogueAfter(noDialogue, { kind: 'found', command: 'f', dialogue: draft }, 0)
  const drawn = dialogueAfter(founded, { kind: 'curtain', command: 'c', table, to: 'drawn' }, 1)
  const opened = dialogueAfter(drawn, { kind: 'curtain', command: 'd', table, to: 'open' }, 2)
  const only = (id: BoardId) => (board: BoardId) => (board === id ? ('drawn' as const) : ('open' as const))
  expect(ruleOf(drawn, table, open).rule.curtain).toBe('drawn')
  expect(ruleOf(opened, table, only(second.id)).rule.curtain).toBe('drawn')
  expect(ruleOf(opened, table, open).rule.curtain).toBe('open')
})

it('[DLG7] a row that says what nobody can follow counts for nothing, and of a site or table that there is not nothing is known', () => {
  const seed = Number(process.env['FOLD_SEED'] ?? Date.now() % 1_000_000)
  console.log(`foreign rows: seed ${seed}`)
  const { pick, below } = seeded(seed)
  const after = (state: DialogueState, row: object, at: number): DialogueState => {
    const read = readDialogueCommand(JSON.stringify(row))
    return read === null ? state : dialogueAfter(state, read, at)
  }
  const [table, site] = [draft.tables[0]?.id ?? '', draft.sites[0]?.id ?? '']
  const founded = dialogueAfter(noDialogue, { kind: 'found', command: 'f', dialogue: draft }, 0)
  const begun = after(founded, { kind: 'clock', command: 'b', of: { site }, act: { do: 'begin', session: 2 } }, 1)
  // Then what went on in the version after: an act and a place that are not known here.
  for (const of of [{ site }, { tables: [table] }, { region: 'west' }, {}, null, { tables: 'all' }])
    for (const act of [{ do: 'swap', with: table }, { do: 'more', minutes: 'some' }, { do: 'begin' }, {}, null])
      expect(all(after(begun, { kind: 'clock', command: 'x', of, act }, 2))).toBe(all(begun))
  for (const act of [{ do: 'hold' }, { do: 'end' }, { do: 'join' }, { do: 'take-back' }, { do: 'begin', session: 2 }])
    for (const of of [{ site: 'nowhere' }, { tables: ['nobody'] }, { tables: [] }])
      expect([act, of, all(after(begun, { kind: 'clock', command: 'x', of, act }, 2))]).toEqual([act, of, all(begun)])
  const far = { kind: 'curtain-all', command: 'c', of: { tables: ['nobody'] }, to: 'drawn' }
  expect(after(begun, far, 3).drawn.size).toBe(0)
  // Of some that are there and one that is not, those that are.
  const some = { kind: 'clock', command: 'h', of: { tables: [table, 'nobody'] }, act: { do: 'hold' } }
  expect([...after(begun, some, 20_000).versions.keys()]).toEqual([table])

  const odd: readonly unknown[] = [
    null,
    0,
    -1,
    1e300,
    '',
    'x',
    true,
    [],
    {},
    [null],
    { site },
    { tables: [table] },
    { do: 'hold' },
  ]
  const kinds = [
    'found',
    'move',
    'clock',
    'policy',
    'curtain',
    'curtain-all',
    'citizens-edit',
    'close',
    'arrange',
    'vote',
  ]
  const fields = ['of', 'act', 'session', 'startedAt', 'board', 'table', 'change', 'to', 'site', 'places', 'dialogue']
  const verbs = ['begin', 'hold', 'go-on', 'more', 'next', 'back', 'end', 'join', 'take-back', 'swap', 'toString']
  let state = founded
  for (let n = 0; n < 3_000; n += 1) {
    const row: Record<string, unknown> = { kind: pick(kinds), command: `c${n}` }
    for (const field of fields) if (below(3) > 0) row[field] = pick(odd)
    if (below(2) === 0)
      row['of'] = pick([{ site }, { tables: [table] }, { site: 'nowhere' }, { tables: ['nobody', table] }])
    if (below(2) === 0) row['act'] = { do: pick(verbs), session: pick([1, 2, 99, 'x']), minutes: pick([5, -1, null]) }
    state = after(state, row, n * 7_000)
    for (const act of [{ do: 'next' }, { do: 'take-back' }] as const)
      idle(state, { site: site as SiteId }, act, n * 7_000)
    expect([n, all(state).includes('nowhere'), state.own.has('nobody' as TableId)]).toEqual([n, false, false])
  }
  const told = [siteTold(state, site as SiteId).course, tableTold(state, table as TableId).course]
  for (const { session, step, more } of told) expect([session, step, more].every(Number.isFinite)).toBe(true)
})
