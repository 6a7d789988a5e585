/** Sheets over HTTP: asked for, followed, fetched; and one that comes back is known by its id and typed in. */
import type { BoardId } from '@tablee/shared/ids'
import type { PaperSheet, PrintJob } from '@tablee/shared/wire/print'
import type { PaperKind } from '@tablee/shared/wire/paper'
import type { PrintedSheet } from '@tablee/server/paper/sheets'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entries, openDay, runnerAt } from '../voices/day.ts'
import { problemOf, yes, type Hall } from '../voices/hall.ts'

let hall: Hall
beforeAll(async () => {
  hall = await openDay()
}, 60_000)
afterAll(() => hall.close())

/** The sheets of one table as they would be printed now. */
function sheetsAt(table: number, kinds: readonly PaperKind[]): readonly PrintedSheet[] {
  const { dialogues, paper } = hall.parts
  const dialogue = dialogues.dialogue(hall.dialogue)
  if (dialogue === null) throw new Error('no dialogue')
  const tables = dialogues.tables(hall.dialogue).filter(({ number }) => number === table)
  return paper.sheetsOf({ session: 2, kinds, langs: ['en'] }, dialogue, tables, hall.url)
}
async function look(session: string, board: BoardId, id: string): Promise<PaperSheet> {
  const reply = await hall.api(`/api/boards/${board}/paper/${id}`, { as: session })
  expect([reply.status, problemOf(reply)]).toEqual([200, null])
  return reply.body as PaperSheet
}
const at = (): string => `/api/dialogues/${hall.dialogue}/paper`
async function printed(session: string, body: object): Promise<PrintJob> {
  const begun = await hall.api(at(), { as: session, body })
  expect([begun.status, problemOf(begun)]).toEqual([202, null])
  let job = begun.body as PrintJob
  await expect
    .poll(
      async () => {
        job = (await hall.api(`${at()}/${job.id}`, { as: session })).body as PrintJob
        return job.state
      },
      { timeout: 30_000, interval: 50 },
    )
    .toBe('done')
  return job
}

describe('paper over HTTP', () => {
  it('[PAP16] a print is followed, fetched by who asked for it, and by nobody else', async () => {
    const organiser = await hall.enter('organiser')
    const another = await hall.enter('facilitator', 1)
    const body = { session: 2, kinds: ['consent', 'write', 'ballot', 'questionnaire', 'map'], tables: null, langs: [] }
    const job = await printed(organiser.session, body)
    expect(job).toMatchObject({ state: 'done', progress: 1, problem: null })
    expect(job.files.length).toBe(1)
    const file = await hall.api(`${at()}/${job.id}/files/0`, { as: organiser.session })
    expect(file.headers.get('content-type')).toBe('application/pdf')
    expect(String(file.body).slice(0, 5)).toBe('%PDF-')
    expect((await hall.api(`${at()}/${job.id}/files/0`, { as: another.session })).status).toBe(404)
    expect((await hall.api(`${at()}/${job.id}`, { as: another.session })).status).toBe(404)
    expect((await hall.api(`${at()}/${job.id}`, { as: organiser.session, method: 'DELETE' })).status).toBe(204)
    expect((await hall.api(`${at()}/${job.id}/files/0`, { as: organiser.session })).status).toBe(404)
  })

  it('[PAP17] a table’s own people print their own table, whatever they ask for', async () => {
    const tables = hall.parts.dialogues.tables(hall.dialogue)
    const body = { session: 2, kinds: ['map'], tables: tables.map(({ id }) => id), langs: ['en'] }
    const all = await printed((await hall.enter('organiser')).session, body)
    expect(all.sheets).toBe(tables.length)
    const own = await printed((await hall.enter('reporter', 2)).session, body)
    expect(own.sheets).toBe(1)
    expect(own.files).toMatchObject([{ from: 2, to: 2 }])
  })

  it('[PAP18] an id says what its sheet holds, at its own table only; an anonymous sheet names nobody', async () => {
    const { session, board } = await runnerAt(hall, 1, 'reporter')
    for (const sheet of sheetsAt(1, ['consent', 'write', 'ballot', 'questionnaire'])) {
      const found = await look(session, board, sheet.id)
      expect([found.kind, found.entered, found.holds.kind]).toEqual([sheet.kind, false, sheet.kind])
      expect(found.seat === null).toBe(sheet.strip !== null)
      if (sheet.strip !== null) expect(JSON.stringify(found)).not.toMatch(/T1-\d\d/)
      if (found.holds.kind === 'ballot') {
        expect(found.holds.items.map(({ id }) => id)).toEqual(['agree', 'pick'])
        expect(found.holds.byHand).toBe(true)
      }
    }
    const elsewhere = sheetsAt(2, ['ballot'])[0]
    const reply = await hall.api(`/api/boards/${board}/paper/${elsewhere?.id}`, { as: session })
    expect(problemOf(reply)?.code).toBe('not-found')
    const wrong = await hall.api(`/api/boards/${board}/paper/AAAAAAAB`, { as: session })
    expect(problemOf(wrong)?.code).toBe('bad-request')
  })

  it('[PAP19] somebody without a phone loses nothing: consent, writing, vote and answers come in from paper', async () => {
    const facilitator = await runnerAt(hall, 3)
    const reporter = await runnerAt(hall, 3, 'reporter')
    const { board } = facilitator
    const nodes = await entries(hall, board, ['Trams first', 'Slower streets'])
    const own = (kind: PaperKind) =>
      sheetsAt(3, [kind]).filter(({ seatNumber, strip }) => seatNumber === 1 || strip?.seat === 'Seat T3-01')

    // Before the consent, nothing of this person is kept.
    await facilitator.does({ kind: 'open', step: 'vote', nodes })
    const vote = { agree: { type: 'agree', value: 'agree' } } as const
    const answers = {
      [`agree.${nodes[0]}`]: vote.agree,
      [`agree.${nodes[1]}`]: { type: 'none', why: 'refused' },
      pick: { type: 'choose', chosen: ['trams'], rejected: [], indifferent: [] },
    } as const
    const early = await reporter.does({
      kind: 'paper-answers',
      step: 'vote',
      seat: 'T3-01' as never,
      answers,
      again: answers,
    })
    expect(problemOf(early)?.code).toBe('no-seat')

    const consent = await look(reporter.session, board, own('consent')[0]?.id ?? '')
    if (consent.seat === null) throw new Error('whose consent?')
    expect((await reporter.does({ kind: 'paper-consent', seat: consent.seat, consent: yes })).status).toBe(200)
    expect((await look(reporter.session, board, consent.id)).entered).toBe(true)

    // The anonymous sheet: nobody at the table learns whose it is, and the words are there once, on paper.
    const [anonymous] = own('write')
    const sheet = await look(reporter.session, board, anonymous?.id ?? '')
    if (sheet.holds.kind !== 'write' || sheet.step === null) throw new Error('no writing')
    const typed = {
      kind: 'paper-sheet',
      step: sheet.step,
      seat: sheet.seat,
      sheet: sheet.holds.sheet,
      lang: 'en',
    } as const
    await facilitator.does({ kind: 'open', step: 'alone', nodes: [] })
    expect(problemOf(await reporter.does({ ...typed, text: 'A bench in the shade' }))?.code).toBe('round')
    await facilitator.does({ kind: 'reveal', step: 'alone' })
    for (const text of ['A bench in the shad', 'A bench in the shade'])
      expect((await reporter.does({ ...typed, text })).status).toBe(200)
    const round = await facilitator.round('alone')
    expect(round.task.kind === 'write' ? round.task.sheets : []).toMatchObject([
      { text: 'A bench in the shade', seat: null, capture: 'paper' },
    ])
    expect(JSON.stringify(round)).not.toContain('T3-01')

    // The vote, printed after it was opened: its wordings stand on the sheet.
    const ballot = await look(reporter.session, board, own('ballot')[0]?.id ?? '')
    if (ballot.holds.kind !== 'ballot' || ballot.seat === null || ballot.step === null) throw new Error('no ballot')
    expect(ballot.holds.byHand).toBe(false)
    expect(ballot.holds.nodes.map(({ wording }) => wording)).toEqual(['Trams first', 'Slower streets'])
    await facilitator.does({ kind: 'close', step: 'vote' })
    const { seat, step } = ballot
    const other = { ...answers, pick: { type: 'none', why: 'illegible' } } as const
    expect(problemOf(await reporter.does({ kind: 'paper-answers', step, seat, answers, again: other }))?.code).toBe(
      'differs',
    )
    expect((await reporter.does({ kind: 'paper-answers', step, seat, answers, again: answers })).status).toBe(200)
    const closed = await facilitator.round('vote')
    expect(closed.task.kind === 'ballot' ? closed.task.results : null).toMatchObject({ ballots: 1, missing: [] })
    expect((await look(reporter.session, board, ballot.id)).entered).toBe(true)
  })
})
