/** What becomes of a sheet: placed, moved, taken back, typed in from paper; never twice on the board, never in another's name. */
import { readCanvas } from '@tablee/shared/board/canvas/read'
import { addWords } from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import type { Words } from '@tablee/shared/board/schema'
import type { BoardId, Lang, NodeId, RelationId, SeatCode, WordsId } from '@tablee/shared/ids'
import type { RevealedSheet } from '@tablee/shared/wire/voices'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entries, openDay, phoneAt, runnerAt, type Phone } from './day.ts'
import { problemOf, unique, type Hall } from './hall.ts'

let hall: Hall
beforeAll(async () => {
  hall = await openDay({
    draft: (draft) => ({
      ...draft,
      tables: draft.tables.map((table) => ({ ...table, citizensEdit: table.number === 3 })),
    }),
  })
}, 60_000)
afterAll(() => hall.close())

const wordsOn = async (board: BoardId): Promise<readonly Words[]> => [
  ...(await hall.parts.live.look(board, readBoard)).words.values(),
]
const standing = async (board: BoardId): Promise<readonly Words[]> =>
  (await wordsOn(board)).filter(({ withdrawn, redacted }) => withdrawn === null && redacted === null)
const elements = async (board: BoardId) =>
  [...(await hall.parts.live.look(board, readCanvas)).shapes.values()].flatMap((shape) =>
    shape.type === 'element' ? [shape] : [],
  )
const authors = async (board: BoardId): Promise<readonly string[]> =>
  (await Array.fromAsync(hall.parts.journal.read(`board:${board}`, 1, 0))).map(({ author }) => author)

type Runner = Awaited<ReturnType<typeof runnerAt>>
async function sheetsOf(runner: Runner, step: string): Promise<readonly RevealedSheet[]> {
  const { task } = await runner.round(step)
  return task.kind === 'write' ? task.sheets : []
}
const placedOf = async (runner: Runner, step: string, id: string) =>
  (await sheetsOf(runner, step)).find((sheet) => sheet.id === id)?.placed

describe('a sheet that was revealed', () => {
  let runner: Runner
  let ada: Phone
  let bo: Phone
  let nodes: readonly NodeId[]
  const [signed, other] = [unique('sheet'), unique('sheet')]
  beforeAll(async () => {
    runner = await runnerAt(hall, 1)
    ada = await phoneAt(hall, 1, 'T1-01')
    bo = await phoneAt(hall, 1, 'T1-02')
    nodes = await entries(hall, runner.board, ['Trees', 'Trams'])
    await runner.does({ kind: 'open', step: 'signed', nodes: [] })
    await ada.write('signed', signed, 'I fell at the\u202e kerb.')
    await bo.write('signed', other, 'The last bus leaves at nine.')
  })

  it('[WRI2] is placed as words with its own text, seat and capture, once however often it is asked; not before its time', async () => {
    const [node] = nodes
    if (node === undefined) throw new Error('no entries')
    const early = await runner.does({ kind: 'place', step: 'signed', sheet: signed, node })
    expect(problemOf(early)).toEqual({ code: 'round', state: 'open', wants: 'revealed' })
    await runner.does({ kind: 'reveal', step: 'signed' })
    expect(await placedOf(runner, 'signed', signed)).toBeNull()
    const command = { kind: 'place', step: 'signed', sheet: signed, node } as const
    const id = unique('place')
    const replies = await Promise.all([runner.does(command, id), runner.does(command, id), runner.does(command)])
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(await standing(runner.board)).toHaveLength(1)
    expect((await standing(runner.board))[0]).toMatchObject({
      id: signed,
      node,
      text: 'I fell at the kerb.',
      seat: 'T1-01',
      capture: 'own-typing',
      corrects: null,
    })
    expect(await placedOf(runner, 'signed', signed)).toEqual({ on: 'map', node })
    expect(problemOf(await runner.does({ ...command, node: 'nowhere' as NodeId }))?.code).toBe('not-found')
  })

  it('[WRI3] moved, the old words are withdrawn and the new ones name them; an earlier request that comes late moves nothing', async () => {
    const [first, second] = nodes
    if (first === undefined || second === undefined) throw new Error('no entries')
    const late = unique('place')
    expect((await runner.does({ kind: 'place', step: 'signed', sheet: other, node: first }, late)).status).toBe(200)
    expect((await runner.does({ kind: 'place', step: 'signed', sheet: other, node: second })).status).toBe(200)
    expect((await runner.does({ kind: 'place', step: 'signed', sheet: other, node: first }, late)).status).toBe(200)
    const of = (await standing(runner.board)).filter(({ text }) => text.startsWith('The last'))
    expect(of).toHaveLength(1)
    expect(of[0]).toMatchObject({ id: `${other}-2`, node: second, corrects: other })
    // Withdrawn at the table it lies there again, unplaced; on the canvas it is nowhere else.
    const withdrawn = await hall.api(`/api/boards/${runner.board}/commands`, {
      as: runner.session,
      body: { id: unique(), kind: 'withdraw', words: `${other}-2` },
    })
    expect(withdrawn.status).toBe(200)
    expect(await placedOf(runner, 'signed', other)).toBeNull()
    const command = {
      kind: 'place-on-canvas',
      step: 'signed',
      sheet: other,
      element: 'obstacle',
      x: 40,
      y: 60,
    } as const
    expect((await runner.does(command)).status).toBe(200)
    expect((await runner.does(command)).status).toBe(200)
    expect(await elements(runner.board)).toHaveLength(1)
    expect((await elements(runner.board))[0]).toMatchObject({
      id: `shape:${other}`,
      props: { kind: 'obstacle', text: 'The last bus leaves at nine.', seat: 'T1-02', capture: 'own-typing' },
    })
    expect(await placedOf(runner, 'signed', other)).toEqual({ on: 'canvas', element: `shape:${other}` })
    // And back beneath an entry: off the canvas.
    expect((await runner.does({ kind: 'place', step: 'signed', sheet: other, node: first })).status).toBe(200)
    expect(await elements(runner.board)).toHaveLength(0)
    expect((await standing(runner.board)).filter(({ text }) => text.startsWith('The last'))).toHaveLength(1)
  })

  it('[WRI4] taken back by its seat it is gone from the board and from the table, and is not placed again', async () => {
    expect(problemOf(await ada.takeBack('signed', other))?.code).toBe('not-found')
    const id = unique('back')
    const [one, two] = await Promise.all([bo.takeBack('signed', other, id), bo.takeBack('signed', other, id)])
    expect([one?.status, two?.status]).toEqual([200, 200])
    expect((await standing(runner.board)).map(({ id }) => id)).toEqual([signed])
    expect((await sheetsOf(runner, 'signed')).map(({ id }) => id)).toEqual([signed])
    expect(JSON.stringify(await runner.read())).not.toContain('last bus')
    const [node] = nodes
    const again = await runner.does({ kind: 'place', step: 'signed', sheet: other, node: node ?? ('x' as NodeId) })
    expect(problemOf(again)).toEqual({ code: 'refused', why: 'taken-back' })
    expect((await bo.round('signed'))?.task).toMatchObject({ sheets: [{ id: other, text: '', takenBack: true }] })
  })

  it('[WRI5] redacted at the table, its text is nobody’s any more, nor is it placed again', async () => {
    const redacted = await hall.api(`/api/boards/${runner.board}/commands`, {
      as: runner.session,
      body: { id: unique(), kind: 'redact', words: signed },
    })
    expect(redacted.status).toBe(200)
    expect(JSON.stringify(await runner.read())).not.toContain('kerb')
    const [, node] = nodes
    const again = await runner.does({ kind: 'place', step: 'signed', sheet: signed, node: node ?? ('x' as NodeId) })
    expect(problemOf(again)).toEqual({ code: 'refused', why: 'redacted' })
  })
})

describe('a sheet as an entry of its own', () => {
  it('[WRI62] comes with its words, in one row, or not at all; typed on paper too, and not before it is typed', async () => {
    const runner = await runnerAt(hall, 5)
    const [ada, bo] = [await phoneAt(hall, 5, 'T5-01'), await phoneAt(hall, 5, 'T5-02')]
    const [trees] = await entries(hall, runner.board, ['Trees'])
    if (trees === undefined) throw new Error('no entries')
    await runner.does({ kind: 'open', step: 'signed', nodes: [] })
    const [spoken, paper] = [unique('sheet'), unique('sheet')]
    await ada.write('signed', spoken, 'The last bus leaves at nine.')
    await runner.does({ kind: 'reveal', step: 'signed' })
    const now = () => hall.parts.live.look(runner.board, readBoard)
    const rows = () => hall.parts.journal.head(`board:${runner.board}`).seq
    const as = (sheet: string, to: NodeId = trees) => {
      const [node, relation] = [unique('entry') as NodeId, unique('relation') as RelationId]
      const beneath = { id: relation, kind: 'supports', to } as const
      return { kind: 'place', step: 'signed', sheet, node, entry: { kind: 'argument', beneath } } as const
    }
    const before = rows()
    const untyped = await runner.does(as(paper))
    expect([untyped.status, problemOf(untyped)]).toEqual([404, { code: 'not-found', what: 'sheet' }])
    expect((await runner.does(as(spoken, 'nowhere' as NodeId))).status).toBe(404)
    expect([rows(), (await now()).nodes.size]).toEqual([before, 1])

    const placed = as(spoken)
    const id = unique('place')
    const replies = await Promise.all([runner.does(placed, id), runner.does(placed, id), runner.does(placed)])
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200])
    expect([rows(), (await now()).nodes.size]).toEqual([before + 1, 2])
    expect((await now()).nodes.get(placed.node)).toMatchObject({
      kind: 'argument',
      wording: 'The last bus leaves at nine.',
      lang: 'en',
    })
    expect([...(await now()).relations.values()].find(({ from }) => from === placed.node)).toMatchObject({ to: trees })
    expect(await placedOf(runner, 'signed', spoken)).toEqual({ on: 'map', node: placed.node })
    expect((await standing(runner.board)).map(({ node, seat }) => [node, seat])).toEqual([[placed.node, 'T5-01']])
    // Another's entry is no place for a new one.
    expect((await runner.does({ ...as(spoken), node: trees })).status).toBe(400)

    const typed = { kind: 'paper-sheet', step: 'signed', seat: bo.seat, sheet: paper, text: 'Shade!', lang: 'en' }
    expect((await runner.does(typed as never)).status).toBe(200)
    const late = { ...as(paper), entry: { kind: 'issue' } } as const
    expect((await runner.does(late)).status).toBe(200)
    expect((await now()).nodes.get(late.node)).toMatchObject({ kind: 'issue', wording: 'Shade!' })
    expect(await placedOf(runner, 'signed', paper)).toEqual({ on: 'map', node: late.node })
  })
})

describe('whose a sheet is', () => {
  it('[WRI6] an id that is somebody’s already, at the table or on the board, is nobody’s to take', async () => {
    const runner = await runnerAt(hall, 2)
    const [ada, bo] = [await phoneAt(hall, 2, 'T2-01'), await phoneAt(hall, 2, 'T2-02')]
    const [node] = await entries(hall, runner.board, ['Trees'])
    if (node === undefined) throw new Error('no entries')
    const words = unique('words') as WordsId
    await hall.parts.live.write(runner.board, 'reporter', (doc) =>
      addWords(
        doc,
        { who: 'reporter', why: 'add' },
        {
          id: words,
          node,
          text: 'Somebody else said this.',
          lang: 'en' as Lang,
          seat: 'T2-05' as SeatCode,
          capture: 'dictated',
          at: 1,
        },
      ),
    )
    await runner.does({ kind: 'open', step: 'signed', nodes: [] })
    await runner.does({ kind: 'open', step: 'alone', nodes: [] })
    // To take back what bears it would take back somebody else's words.
    expect(problemOf(await ada.write('signed', words, 'Mine'))).toMatchObject({ code: 'bad-request', where: 'sheet' })
    const own = unique('sheet')
    expect((await ada.write('signed', own, 'Mine')).status).toBe(200)
    expect(problemOf(await bo.write('signed', own, 'Not mine'))).toMatchObject({ code: 'bad-request', where: 'sheet' })
    expect(problemOf(await bo.write('alone', own, 'Not mine'))).toMatchObject({ code: 'bad-request', where: 'sheet' })
    expect(problemOf(await ada.write('signed', own, 'x'.repeat(2_001)))?.code).toBeDefined()
    expect(problemOf(await ada.write('signed', unique('sheet'), ' \u200b '))).toMatchObject({
      code: 'bad-request',
      where: 'text',
    })
    // What was handed in stays so, whatever a late draft says.
    expect((await ada.write('signed', own, 'Mi', false)).status).toBe(200)
    expect((await ada.round('signed'))?.task).toMatchObject({ sheets: [{ id: own, text: 'Mine', sent: true }] })
    expect((await standing(runner.board)).map(({ id }) => id)).toEqual([words])
  })

  it('[WRI7] where citizens edit, each places the own sheets; of an anonymous one not even the journal says whose hand it was', async () => {
    const runner = await runnerAt(hall, 3)
    const [ada, bo] = [await phoneAt(hall, 3, 'T3-01'), await phoneAt(hall, 3, 'T3-02')]
    const [node] = await entries(hall, runner.board, ['Trees'])
    if (node === undefined) throw new Error('no entries')
    await runner.does({ kind: 'open', step: 'alone', nodes: [] })
    const [mine, theirs] = [unique('sheet'), unique('sheet')]
    await ada.write('alone', mine, 'A secret hope.')
    await bo.write('alone', theirs, 'Another one.')
    await runner.does({ kind: 'reveal', step: 'alone' })
    const place = (phone: Phone, sheet: string) =>
      hall.api(`/api/boards/${runner.board}/voices`, {
        as: phone.session,
        body: { id: unique(), kind: 'place', step: 'alone', sheet, node },
      })
    expect(problemOf(await place(ada, theirs))?.code).toBe('not-allowed')
    expect((await place(ada, mine)).status).toBe(200)
    expect(await standing(runner.board)).toMatchObject([{ id: mine, seat: null, capture: 'own-typing' }])
    expect((await ada.takeBack('alone', mine)).status).toBe(200)
    expect(await standing(runner.board)).toEqual([])
    expect((await authors(runner.board)).filter((author) => author.includes('T3-'))).toEqual([])
    const marks = await hall.parts.live.look(runner.board, (doc) => JSON.stringify(doc.getMap('withdrawn').toJSON()))
    expect(marks).toContain('citizen')
    expect(marks).not.toContain('T3-')
  })

  it('[WRI8] paper is typed in after the reveal, by who runs the table, for somebody who takes part; corrected until it is placed', async () => {
    const runner = await runnerAt(hall, 4, 'reporter')
    const facilitator = await runnerAt(hall, 4)
    const [node] = await entries(hall, runner.board, ['Trees'])
    const seat = 'T4-06' as SeatCode
    const sheet = unique('paper')
    const paper = { kind: 'paper-sheet', step: 'signed', seat, sheet, text: 'On paper', lang: 'fr' } as const
    expect(problemOf(await runner.does(paper))).toEqual({ code: 'round', state: 'waiting', wants: 'revealed' })
    await facilitator.does({ kind: 'open', step: 'signed', nodes: [] })
    expect(problemOf(await runner.does(paper))).toEqual({ code: 'round', state: 'open', wants: 'revealed' })
    await facilitator.does({ kind: 'reveal', step: 'signed' })
    expect(problemOf(await runner.does(paper))).toEqual({ code: 'no-seat' })
    const consent = { version: 'hall-1', quoted: true, observed: true, lang: 'fr' }
    expect((await runner.does({ kind: 'paper-consent', seat, consent })).status).toBe(200)
    expect((await runner.does(paper)).status).toBe(200)
    expect((await runner.does({ ...paper, text: 'On paper, read again' })).status).toBe(200)
    expect(await sheetsOf(runner, 'signed')).toMatchObject([
      { id: sheet, text: 'On paper, read again', seat, capture: 'paper' },
    ])
    await runner.does({ kind: 'place', step: 'signed', sheet, node: node ?? ('x' as NodeId) })
    expect(await standing(runner.board)).toMatchObject([
      { id: sheet, text: 'On paper, read again', lang: 'fr', seat, capture: 'paper' },
    ])
    expect(problemOf(await runner.does({ ...paper, text: 'Changed' }))).toEqual({ code: 'refused', why: 'placed' })
  })
})
