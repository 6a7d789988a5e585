/** People's own voices in a snapshot: a day with two tables is played over real HTTP, and then everything is counted. */
import Ajv from 'ajv/dist/2020.js'
import { afterEach, describe, expect, it } from 'vitest'
import type { Answer } from '@tablee/shared/dialogue/items'
import { resultsOf } from '@tablee/shared/voices/results'
import { resultsOfSnapshot } from '@tablee/shared/snapshot/results'
import { snapshotSchema } from '@tablee/shared/snapshot/schema'
import { snapshotText, type Snapshot } from '@tablee/shared/snapshot/structure'
import { entries, openDay, paperSheetOf, phoneAt, runnerAt } from '../voices/day.ts'
import { openHall, unique, yes, type Hall } from '../voices/hall.ts'
import type { Reply } from '../support/server.ts'

const by = { author: 'analyst', device: 'd1' }
let hall: Hall | null = null
afterEach(async () => {
  await hall?.close()
  hall = null
})

const done = (reply: Reply): Reply => {
  if (reply.status >= 300) throw new Error(`${reply.status} ${JSON.stringify(reply.body)}`)
  return reply
}
async function snapshot(of: Hall, board: string | null = null) {
  const { snapshots } = of.parts
  const taken =
    board === null
      ? await snapshots.takeDialogue(of.dialogue, by)
      : await snapshots.take({ id: board as never, dialogue: of.dialogue }, by)
  if (!taken.ok) throw new Error(JSON.stringify(taken.problem))
  const { hash } = taken.value
  const body = (await snapshots.body(hash)) ?? ''
  const sidecar = await snapshots.sidecar(hash)
  return {
    hash,
    body,
    snapshot: JSON.parse(body) as Snapshot,
    texts: new Map(sidecar?.texts.map(({ digest, text }) => [digest, text])),
  }
}
const agree = (value: 'agree' | 'disagree' | 'pass'): Answer => ({ type: 'agree', value })

/** Two tables of three, one of each on paper; who writes what, in words that stand nowhere else. */
async function playDay(of: Hall) {
  const tables = await Promise.all(
    [1, 2].map(async (table) => {
      const runs = await runnerAt(of, table)
      const phones = [
        await phoneAt(of, table, `T${table}-01`),
        await phoneAt(of, table, `T${table}-02`, { quoted: false }),
      ]
      done(await runs.does({ kind: 'paper-consent', seat: `T${table}-03` as never, consent: yes }))
      const nodes = await entries(of, runs.board, [`More trams at table ${table}`, `Fewer cars at table ${table}`])
      return { table, runs, phones, nodes }
    }),
  )
  for (const { table, runs, phones, nodes } of tables) {
    const [one, two] = phones
    if (one === undefined || two === undefined) throw new Error('nobody sat')
    done(await runs.does({ kind: 'open', step: 'alone', nodes: [] }))
    done(await one.write('alone', `sheet-${table}-a`, `alone a of ${table}`))
    done(await one.write('alone', `sheet-${table}-draft`, `never sent of ${table}`, false))
    done(await two.write('alone', `sheet-${table}-b`, `alone b of ${table}`))
    done(await runs.does({ kind: 'close', step: 'alone' }))
    done(await runs.does({ kind: 'reveal', step: 'alone' }))
    done(
      await runs.does({
        kind: 'paper-sheet',
        step: 'alone',
        seat: null,
        sheet: paperSheetOf(of, table, 'alone', `T${table}-03`),
        text: `on paper of ${table}`,
        lang: 'en',
      }),
    )
    done(await runs.does({ kind: 'open', step: 'signed', nodes: [] }))
    done(await one.write('signed', `sheet-${table}-s`, `signed by one of ${table}`))
    done(await two.write('signed', `sheet-${table}-t`, `taken back of ${table}`))
    done(await runs.does({ kind: 'close', step: 'signed' }))
    done(await runs.does({ kind: 'reveal', step: 'signed' }))
    done(await two.takeBack('signed', `sheet-${table}-t`))
    done(await runs.does({ kind: 'place', step: 'alone', sheet: `sheet-${table}-a`, node: nodes[0] as never }))
    done(
      await runs.does({
        kind: 'place-on-canvas',
        step: 'alone',
        sheet: `sheet-${table}-b`,
        element: 'hope',
        x: 100,
        y: 100,
      }),
    )
    done(await runs.does({ kind: 'open', step: 'vote', nodes }))
    const keys = nodes.map((node) => `agree.${node}`)
    const pick: Answer = { type: 'choose', chosen: ['trams'], rejected: ['cars'], indifferent: [] }
    done(await one.answer('vote', { [keys[0] ?? '']: agree('agree'), [keys[1] ?? '']: agree('pass'), pick }))
    done(await two.answer('vote', { [keys[0] ?? '']: agree('disagree') }))
    done(await two.answer('vote', { [keys[1] ?? '']: agree('agree') }, false))
    done(
      await runs.does({ kind: 'table-answer', step: 'vote', answers: { table: { type: 'single', option: 'trams' } } }),
    )
  }
  return tables
}

describe('people’s voices in a snapshot', () => {
  it('[SVO1, SVO2, DAY1] hold every word, sheet and vote of a day exactly once, nothing that was not sent, and nobody’s name under what is anonymous', async () => {
    hall = await openDay({ seed: 'day' })
    const tables = await playDay(hall)
    for (const { table, runs, nodes } of tables) {
      done(await runs.does({ kind: 'close', step: 'vote' }))
      const paper = { [`agree.${nodes[0] ?? ''}`]: agree('agree') }
      done(
        await runs.does({
          kind: 'paper-answers',
          step: 'vote',
          seat: `T${table}-03` as never,
          answers: paper,
          again: paper,
        }),
      )
    }
    const { snapshot: made, body, texts } = await snapshot(hall)
    const ajv = new Ajv({ strict: false })
    const valid = ajv.compile(snapshotSchema)
    expect(valid(made), JSON.stringify(valid.errors)).toBe(true)

    // Every text once: as a sheet that lies nowhere, as words, or as an element; and it is the person's own.
    const said = made.boards.flatMap((board) => [
      ...board.words.map(({ text }) => text),
      ...(board.canvas?.shapes ?? []).map(({ text }) => text),
      ...(board.voices?.rounds ?? []).flatMap(({ sheets = [] }) => sheets.map(({ text }) => text)),
    ])
    const count = (wanted: string): number =>
      said.filter((digest) => digest !== null && texts.get(digest) === wanted).length
    for (const table of [1, 2]) {
      for (const what of ['alone a', 'alone b', 'on paper', 'signed by one'])
        expect([what, count(`${what} of ${table}`)]).toEqual([what, 1])
      for (const what of ['never sent', 'taken back']) expect([what, count(`${what} of ${table}`)]).toEqual([what, 0])
    }
    expect([...texts.values()].filter((text) => /never sent|taken back/.test(text))).toEqual([])

    const [first] = tables
    const board = made.boards.find(({ id }) => id === first?.runs.board)
    const rounds = new Map(board?.voices?.rounds.map((round) => [round.step, round]))
    const sheets = (step: string) => rounds.get(step)?.sheets?.map(({ id, seat, state }) => [id, seat, state])
    // In the order of their ids, which says nothing: that of the paper sheet follows from the server's key.
    const paper = [paperSheetOf(hall, 1, 'alone', 'T1-03'), null, 'unplaced'] as const
    expect(sheets('alone')).toEqual(
      [['sheet-1-a', null, 'map'], ['sheet-1-b', null, 'canvas'], paper].toSorted(([a], [b]) =>
        (a ?? '') < (b ?? '') ? -1 : 1,
      ),
    )
    expect(sheets('signed')).toEqual([
      ['sheet-1-s', 'T1-01', 'unplaced'],
      ['sheet-1-t', 'T1-02', 'taken-back'],
    ])
    expect(board?.voices?.seats.map(({ seat, quoted, how }) => [seat, quoted, how])).toEqual([
      ['T1-01', true, 'phone'],
      ['T1-02', false, 'phone'],
      ['T1-03', true, 'paper'],
    ])
    const vote = rounds.get('vote')
    expect(vote?.asked).toBe(3)
    const keyed = (vote?.ballots ?? []).map(({ item, seat, how }) => `${item.split('.')[0]} ${seat} ${how}`).sort()
    // What was begun and not sent is no ballot; a vote on two entries is two.
    expect(keyed).toEqual([
      'agree T1-01 phone',
      'agree T1-01 phone',
      'agree T1-02 phone',
      'agree T1-03 paper',
      'pick T1-01 phone',
    ])
    expect(vote?.nodes?.map(({ wording }) => texts.get(wording))).toEqual([
      'More trams at table 1',
      'Fewer cars at table 1',
    ])
    expect(vote?.table).toEqual([{ item: 'table', answer: { type: 'single', option: 'trams' } }])
    expect(made.cut[`voices:${hall.dialogue}`]?.seq).toBeGreaterThan(10)
    expect(body).not.toContain('alone a')
  })

  it('[SVO3] what is still sealed is not in it: the name of a snapshot is the same before and after a hundred votes', async () => {
    hall = await openDay({ seed: 'sealed' })
    const runs = await runnerAt(hall, 1)
    const [one, two] = [await phoneAt(hall, 1, 'T1-01'), await phoneAt(hall, 1, 'T1-02')]
    const nodes = await entries(hall, runs.board, ['More trams'])
    done(await runs.does({ kind: 'open', step: 'vote', nodes }))
    done(await runs.does({ kind: 'open', step: 'alone', nodes: [] }))
    const [before, table] = [await snapshot(hall), await snapshot(hall, runs.board)]
    for (let n = 0; n < 5; n++) {
      done(await one.answer('vote', { [`agree.${nodes[0] ?? ''}`]: agree(n % 2 === 0 ? 'agree' : 'pass') }))
      done(await two.write('alone', 'sheet-x', `a thought, ${n} times over`, n === 4))
    }
    done(
      await runs.does({ kind: 'table-answer', step: 'vote', answers: { table: { type: 'single', option: 'cars' } } }),
    )
    const [after, tableAfter] = [await snapshot(hall), await snapshot(hall, runs.board)]
    expect(after.hash).toBe(before.hash)
    expect(tableAfter.hash).toBe(table.hash)
    const round = after.snapshot.boards.find(({ id }) => id === runs.board)?.voices?.rounds
    expect(round).toEqual([
      { step: 'alone', state: 'open' },
      { step: 'vote', state: 'open' },
    ])
    // Closed, they are all there; of the sheet its end.
    done(await runs.does({ kind: 'close', step: 'vote' }))
    done(await runs.does({ kind: 'reveal', step: 'alone' }))
    const closed = await snapshot(hall, runs.board)
    const rounds = closed.snapshot.boards[0]?.voices?.rounds
    expect(rounds?.find(({ step }) => step === 'vote')?.ballots).toHaveLength(1)
    const [sheet] = rounds?.find(({ step }) => step === 'alone')?.sheets ?? []
    expect(closed.texts.get(sheet?.text ?? '')).toBe('a thought, 4 times over')
  })

  it('[SVO4] rebuilt from the journal alone it has the same name; a board’s own does not move with another table', async () => {
    hall = await openDay({ seed: 'rebuild' })
    const tables = await playDay(hall)
    const [first, second] = tables
    if (first === undefined || second === undefined) throw new Error('no tables')
    done(await first.runs.does({ kind: 'close', step: 'vote' }))
    const [own, all] = [await snapshot(hall, first.runs.board), await snapshot(hall)]
    done(await second.runs.does({ kind: 'close', step: 'vote' }))
    done((await second.phones[0]?.send({ id: unique(), kind: 'consent', consent: { ...yes, quoted: false } })) as Reply)
    expect((await snapshot(hall, first.runs.board)).hash).toBe(own.hash)
    const later = await snapshot(hall)
    expect(later.hash).not.toBe(all.hash)
    for (const { hash } of [own, all, later]) {
      const rebuilt = await hall.parts.snapshots.rebuild(hash)
      expect(rebuilt.ok && snapshotText(rebuilt.value)).toBe(await hall.parts.snapshots.body(hash))
    }
    // Compared: what the second table closed has come, ballot by ballot, and one person's consent is another.
    const diff = await hall.parts.snapshots.diff(all.hash, later.hash)
    const at = diff.ok ? diff.value.boards.find(({ board }) => board === second.runs.board) : undefined
    expect(at?.rounds.changed.map(({ id }) => id)).toEqual(['vote'])
    expect(at?.ballots.added).toHaveLength(4)
    expect(at?.seats.changed).toEqual([{ id: 'T2-01', fields: ['at', 'quoted'] }])
    expect(at?.sheets.added).toEqual([])
  })

  it('[SVO5] questionnaires stand by pair, without seat, table or time, once the last table has closed them; a board’s own has none', async () => {
    hall = await openDay({ seed: 'pairs' })
    const answers = (tram: string, mood: number): Record<string, Answer> => ({
      tram: { type: 'single', option: tram },
      mood: { type: 'scale', value: mood },
    })
    const tables = await Promise.all(
      [1, 2].map(async (table) => ({
        runs: await runnerAt(hall as Hall, table),
        phones: [
          await phoneAt(hall as Hall, table, `T${table}-01`),
          await phoneAt(hall as Hall, table, `T${table}-02`),
        ],
      })),
    )
    for (const { runs, phones } of tables) {
      done(await runs.does({ kind: 'open', step: 'ask', nodes: [] }))
      for (const [n, phone] of phones.entries()) done(await phone.answer('ask', answers('cars', n + 2)))
    }
    done((await tables[0]?.runs.does({ kind: 'close', step: 'ask' })) as Reply)
    const early = await snapshot(hall)
    expect(early.snapshot.voices?.questionnaires).toEqual([{ step: 'ask', asked: 0, people: [] }])
    done((await tables[1]?.runs.does({ kind: 'close', step: 'ask' })) as Reply)
    const { snapshot: made, texts } = await snapshot(hall)
    const [one] = made.voices?.questionnaires ?? []
    expect(one).toMatchObject({ step: 'ask', asked: 4 })
    const pairs = one?.people.map(({ pair }) => pair) ?? []
    expect(pairs).toEqual([...pairs].sort())
    expect(new Set(pairs).size).toBe(4)
    expect(JSON.stringify(one)).not.toMatch(/T[12]-0|board|"at"/)
    expect(
      one?.people.flatMap(({ answers: given }) => given.map(({ item }) => item)).filter((item) => item === 'mood'),
    ).toHaveLength(4)
    for (const board of made.boards)
      for (const round of board.voices?.rounds ?? []) expect(round.ballots).toBeUndefined()
    const own = await snapshot(hall, tables[0]?.runs.board ?? '')
    expect(own.snapshot.voices?.questionnaires).toBeUndefined()
    for (const pair of pairs) expect(own.body).not.toContain(pair)
    // The figures are those of the voices as they stand.
    const { dialogues, voices } = hall.parts
    const draft = dialogues.dialogue(hall.dialogue)
    const live = resultsOf({
      voices: voices.state(hall.dialogue),
      sessions: draft?.sessions ?? [],
      tables: dialogues.tables(hall.dialogue).flatMap(({ id, number }) =>
        dialogues.boardsOf(id).map((board) => ({
          table: id,
          board: board.id,
          number,
          session: board.session,
          running: 2,
          boardClosed: false,
          shown: true,
          sees: () => true,
        })),
      ),
    })
    const frozen = resultsOfSnapshot(made, texts)
    expect(frozen.steps.map(({ figures }) => figures)).toEqual(live.steps.map(({ figures }) => figures))
    expect(live.steps[0]?.figures.length).toBe(3)
  })

  it('[SVO6] where nobody was asked for anything, a snapshot is as it was before there were voices', async () => {
    hall = await openHall({ seed: 'still', consent: null })
    const { snapshot: made } = await snapshot(hall)
    expect(Object.keys(made).sort()).toEqual(['boards', 'cut', 'dialogue', 'format', 'of', 'times'])
    expect(made.boards.every((board) => !('voices' in board))).toBe(true)
    expect(Object.keys(made.cut).some((name) => name.startsWith('voices:'))).toBe(false)
  })
})
