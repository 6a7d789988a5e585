/**
 * The demo's people: who sits where and what they agreed to, what they answered in session 1 and wrote in session 2. The
 * same rows that a hall writes, in the same journal.
 */
import { completed } from '@tablee/shared/voices/asked'
import type { Answer, ItemKey } from '@tablee/shared/dialogue/items'
import type { Consent, VoiceRow } from '@tablee/shared/voices/rows'
import { stepOf, type DialogueDraft, type TableDraft } from '@tablee/shared/dialogue/programme'
import { newId, seatCode, type SeatCode } from '@tablee/shared/ids'
import type { VoiceStore } from '../voices/voices.ts'
import type { DemoSaid } from './boards.ts'
import { tableVoices, type BeforeAnswer, type Choice, type TableVoices } from './content/voices.ts'
import { boardName, seeded } from './dialogue.ts'

/** At table 5 one person is not to be observed and one not to be quoted, so that both can be seen. */
const refuses: Readonly<Record<string, Partial<Pick<Consent, 'quoted' | 'observed'>>>> = {
  'T5-06': { observed: false },
  'T5-02': { quoted: false },
}
/** One person has no phone and loses nothing by it. */
const onPaper: ReadonlySet<string> = new Set(['T4-05'])

const choices: readonly Choice[] = ['often', 'door', 'bike', 'night', 'car']
const refused: Answer = { type: 'none', why: 'refused' }

type Row = VoiceRow extends infer Each ? (Each extends VoiceRow ? Omit<Each, 'command'> : never) : never

/** Answers once all rows are on the disk; throws where one is refused, or a table of the draft has nothing to say. */
export async function seedVoices(
  voices: VoiceStore,
  draft: DialogueDraft,
  /** What lies on each board, by the board's id. */
  said: ReadonlyMap<string, readonly DemoSaid[]>,
): Promise<void> {
  let count = 0
  const rows: VoiceRow[] = []
  const add = (row: Row): void => void rows.push({ ...row, command: `demo-voice-${++count}` } as VoiceRow)

  for (const table of draft.tables) seat(table, draft, add)
  for (const table of draft.tables) {
    const own = tableVoices.find((one) => one.table === table.number)
    if (own === undefined) throw new Error(`the demo's table ${table.number} says nothing`)
    session1(table, own, draft, said.get(boardName(table.number, 1)) ?? [], add)
    session2(table, own, add)
  }
  const by = { author: 'server', device: 'server' }
  // In order and together: they share the journal's groups.
  const done = await Promise.all(rows.map((row) => voices.append(draft.id, row, by)))
  for (const result of done) if (!result.ok) throw new Error(`the demo's voices: ${result.problem.code}`)
}

type Add = (row: Row) => void
const seatsOf = (table: TableDraft): SeatCode[] =>
  Array.from({ length: table.seats }, (_, index) => seatCode(table.number, index + 1))

/** Everybody took part in the morning. Their phones are gone: anyone who tries the demo may take any seat but the one on paper. */
function seat(table: TableDraft, draft: DialogueDraft, add: Add): void {
  for (const code of seatsOf(table)) {
    const how = onPaper.has(code) ? 'paper' : 'phone'
    const consent: Consent = {
      version: draft.consent?.version ?? '',
      quoted: true,
      observed: true,
      ...refuses[code],
      lang: table.lang,
      how,
    }
    add({ kind: 'sit', table: table.id, seat: code, device: null, consent, pair: newId(seeded(`pair-${code}`)) })
    if (how === 'phone') add({ kind: 'free', seat: code })
  }
}

function session1(
  table: TableDraft,
  own: TableVoices,
  draft: DialogueDraft,
  said: readonly DemoSaid[],
  add: Add,
): void {
  const board = boardName(table.number, 1)
  const answer = (step: string, code: SeatCode, given: Readonly<Record<ItemKey, Answer>>): void => {
    const task = stepOf(draft.sessions, step)?.task
    if (task === undefined || task.kind === 'write') throw new Error(`the demo's programme has no ballot ${step}`)
    add({
      kind: 'answer',
      board,
      step,
      seat: code,
      how: onPaper.has(code) ? 'paper' : 'phone',
      answers: completed(task.items, [], given),
      sent: true,
    })
  }
  const seats = seatsOf(table)

  add({ kind: 'open', board, step: 'before', nodes: [] })
  for (const [index, code] of seats.entries()) {
    const given = own.before[index]
    if (given !== undefined) answer('before', code, beforeOf(given, table.lang))
  }
  add({ kind: 'close', board, step: 'before' })

  // What people wrote alone lies on the board: each sheet is the first of their words there.
  add({ kind: 'open', board, step: 'write-1', nodes: [] })
  for (const code of seats) {
    const first = said.find((words) => words.seat === code && words.capture === 'own-typing')
    if (first === undefined) continue
    const { id, text, lang } = first
    add({
      kind: 'write',
      board,
      step: 'write-1',
      seat: code,
      sheet: id,
      text,
      lang,
      capture: 'own-typing',
      sent: true,
    })
  }
  add({ kind: 'reveal', board, step: 'write-1' })

  add({ kind: 'open', board, step: 'vote-1', nodes: [] })
  for (const [index, code] of seats.entries()) {
    const { yes = [], no = [] } = own.help[index] ?? {}
    const rest = choices.filter((one) => !yes.includes(one) && !no.includes(one))
    answer('vote-1', code, { help: { type: 'choose', chosen: yes, rejected: no, indifferent: rest } })
  }
  add({
    kind: 'answer',
    board,
    step: 'vote-1',
    seat: null,
    how: 'table',
    answers: { agreed: { type: 'single', option: own.agreed } },
    sent: true,
  })
  add({ kind: 'close', board, step: 'vote-1' })
}

function beforeOf([safe, who, walk, ridden, how]: BeforeAnswer, lang: string): Record<ItemKey, Answer> {
  return {
    safe: safe === null ? refused : { type: 'scale', value: safe },
    who: { type: 'single', option: who },
    walk: walk === null ? refused : { type: 'number', value: walk },
    ridden: { type: 'single', option: ridden },
    ...(how === undefined ? {} : { 'ridden-how': { type: 'text', text: how, lang } }),
  }
}

/** Revealed, and waiting to be placed. */
function session2(table: TableDraft, own: TableVoices, add: Add): void {
  const board = boardName(table.number, 2)
  add({ kind: 'open', board, step: 'write-2', nodes: [] })
  for (const { seat: number, text, lang } of own.sheets) {
    const code = seatCode(table.number, number)
    add({
      kind: 'write',
      board,
      step: 'write-2',
      seat: code,
      sheet: newId(seeded(`sheet-2-${code}`)),
      text,
      lang: lang ?? table.lang,
      capture: 'own-typing',
      sent: true,
    })
  }
  add({ kind: 'reveal', board, step: 'write-2' })
}
