/**
 * What else than words and entries a theme team reads, and when it goes again: sheets that were revealed, what tables
 * recommend, and all that somebody hid, refused, took back, struck out or put in other words.
 */
import { withinPromise } from '../support/promised.ts'
import { setWording } from '@tablee/shared/board/edit'
import type { BoardId, NodeId, WordsId } from '@tablee/shared/ids'
import { inSample } from '@tablee/shared/synthesis/sample'
import type { ThemeCommand, ThemeEntry, ThemeInside, ThemesTold } from '@tablee/shared/wire/synthesis'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { done, type Reply } from '../support/server.ts'
import { aTranslator } from '../translations/aTranslator.ts'
import { entries, openDay, phoneAt, runnerAt, steps, type Phone } from '../voices/day.ts'
import { problemOf, speak, unique, type Hall } from '../voices/hall.ts'

/** For what is read before it can be: a busy machine takes longer than the second that is waited by default. */
const patience = { timeout: 20_000 }
const recommends = {
  kind: 'ballot',
  title: { en: 'Recommend' },
  minutes: 5,
  id: 'recommend',
  task: {
    kind: 'ballot',
    items: [{ id: 'q', type: 'recommendation', text: { en: 'What do you ask for?' }, unit: 'tables', base: 'all' }],
  },
} as const

let hall: Hall
let [ada, bea] = ['', '']
let runner: Awaited<ReturnType<typeof runnerAt>>
let phones: readonly Phone[]
let board: BoardId
beforeAll(async () => {
  hall = await openDay({
    draft: (draft) => ({
      ...draft,
      sessions: draft.sessions.map((one) => (one.number === 2 ? { ...one, steps: [...steps, recommends] } : one)),
    }),
  })
  ada = (await hall.enter('analyst', undefined, { device: 'ada' })).session
  bea = (await hall.enter('analyst', undefined, { device: 'bea' })).session
  runner = await runnerAt(hall, 1)
  board = runner.board
  phones = await Promise.all([1, 2, 3, 4].map((n) => phoneAt(hall, 1, `T1-0${n}`)))
}, 60_000)
afterAll(() => hall.close())

const at = (): string => `/api/dialogues/${hall.dialogue}/themes`
async function told(as = ada, query: Readonly<Record<string, string>> = {}): Promise<ThemesTold> {
  const reply = await hall.api(`${at()}?${new URLSearchParams(query)}`, { as })
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body as ThemesTold
}
type Without<T> = T extends unknown ? Omit<T, 'id'> : never
const say = (as: string, command: Without<ThemeCommand>, id = unique('step')): Promise<Reply> =>
  hall.api(at(), { as, body: { id, ...command } })
async function says(as: string, command: Without<ThemeCommand>, id = unique('step')): Promise<string> {
  const reply = await say(as, command, id)
  expect(reply.status, JSON.stringify(reply.body)).toBe(204)
  return id
}
const texts = async (query: Readonly<Record<string, string>> = {}): Promise<readonly string[]> =>
  (await told(ada, query)).queue.map(({ text }) => text)
const inside = async (theme: string, as = ada): Promise<readonly ThemeEntry[]> =>
  ((await hall.api(`${at()}/${theme}`, { as })).body as ThemeInside).entries
const found = async (text: string, query: Readonly<Record<string, string>> = {}): Promise<ThemeEntry> => {
  const one = (await told(ada, query)).queue.find((each) => each.text === text)
  if (one === undefined) throw new Error(`nobody is offered: ${text}`)
  return one
}
const command = (body: object) =>
  hall.api(`/api/boards/${board}/commands`, { as: runner.session, body: { id: unique('c'), ...body } })
/** Nowhere in what a theme team is told, a second later at most. */
async function gone(canary: string): Promise<void> {
  const began = performance.now()
  const all = await Promise.all([
    told(),
    told(bea),
    ...(await told()).themes.map(({ id }) => inside(id)),
    inside('none'),
    inside('outside'),
  ])
  expect(JSON.stringify(all)).not.toContain(canary)
  withinPromise('nowhere in what a theme team is told', began)
}

describe('a theme team reads', () => {
  it('[SYN15] sheets once they are revealed, without a name where nobody signs, and by one name when they are placed', async () => {
    await runner.does({ kind: 'open', step: 'alone', nodes: [] })
    for (const [n, phone] of phones.slice(0, 3).entries())
      expect((await phone.write('alone', `sheet-${n}`, `Alone I hope ${n}.`)).status).toBe(200)
    expect(await texts({ kind: 'sheet' })).toEqual([])
    await runner.does({ kind: 'reveal', step: 'alone' })
    const { queue } = await told(ada, { kind: 'sheet' })
    expect(queue.map(({ text, seat, entry }) => [text, seat, entry])).toEqual(
      [0, 1, 2].map((n) => [`Alone I hope ${n}.`, null, `${board}/words/sheet-${n}`]),
    )
    const theme = await says(ada, { kind: 'theme', name: 'Hope' })
    await says(ada, { kind: 'put', entry: `${board}/words/sheet-0`, theme })
    const [node] = await entries(hall, board, ['What we hope'])
    expect((await runner.does({ kind: 'place', step: 'alone', sheet: 'sheet-0', node: node as NodeId })).status).toBe(
      200,
    )
    expect(await inside(theme)).toMatchObject([
      { entry: `${board}/words/sheet-0`, kind: 'words', about: 'What we hope' },
    ])
    // Taken back, it is gone.
    expect((await phones[1]?.takeBack('alone', 'sheet-1'))?.status).toBe(200)
    await gone('I hope 1')
  })

  it('[SYN15] nothing of sheets that so few wrote without a name that it would be known whose they are', async () => {
    const [few, phone] = [await runnerAt(hall, 2), await phoneAt(hall, 2, 'T2-01')]
    await few.does({ kind: 'open', step: 'alone', nodes: [] })
    await phone.write('alone', 'few-1', 'CANARY of one alone')
    const before = (await told()).coverage.withheld
    await few.does({ kind: 'reveal', step: 'alone' })
    expect((await told()).coverage.withheld).toBe(before + 1)
    await gone('CANARY of one')
  })

  it('[SYN15] what a table recommends, once it is closed; and what it says by then', async () => {
    const answer = (sentence: string) =>
      runner.does({
        kind: 'table-answer',
        step: 'recommend',
        answers: { q: { type: 'recommendation', sentence, lang: 'en', reasons: [] } },
      })
    await runner.does({ kind: 'open', step: 'recommend', nodes: [] })
    expect((await answer('The line stops the same day')).status).toBe(200)
    expect(await texts({ kind: 'recommendation' })).toEqual([])
    await runner.does({ kind: 'close', step: 'recommend' })
    const { queue } = await told(ada, { kind: 'recommendation' })
    expect(queue).toMatchObject([
      { entry: `${board}/recommendation/recommend.q`, text: 'The line stops the same day', seat: null },
    ])
  })

  it('[SYN19] nothing of who refused to be watched, as of who refused to be quoted; and of both again when they think again', async () => {
    await speak(hall, 1, [{ id: 'said-4', seat: 'T1-04', text: 'CANARY of the fourth seat' }])
    const theme = (await told()).themes[0]?.id ?? ''
    await says(ada, { kind: 'put', entry: `${board}/words/said-4`, theme })
    expect((await inside(theme)).map(({ text }) => text)).toContain('CANARY of the fourth seat')
    for (const refused of [{ observed: false }, { quoted: false }]) {
      const consent = { version: 'hall-1', quoted: true, observed: true, lang: 'en', ...refused }
      expect((await phones[3]?.send({ id: unique('no'), kind: 'consent', consent }))?.status).toBe(200)
      await gone('CANARY of the fourth')
    }
    await phones[3]?.send({
      id: unique('yes'),
      kind: 'consent',
      consent: { version: 'hall-1', quoted: true, observed: true, lang: 'en' },
    })
    expect((await inside(theme)).map(({ text }) => text)).toContain('CANARY of the fourth seat')
  })

  it('[SYN19] nothing of an entry that is hidden, within a second', async () => {
    const [hidden] = await entries(hall, board, ['CANARY that is hidden'])
    const node = hidden as NodeId
    const policy = (ids: readonly NodeId[]) =>
      hall.api(`/api/boards/${board}/policy`, { as: runner.session, method: 'PUT', body: { hidden: ids } })
    expect((await told()).queue.some(({ text }) => text.includes('CANARY'))).toBe(true)
    expect((await policy([node])).status).toBe(200)
    await gone('CANARY that is hidden')
    expect((await policy([])).status).toBe(200)
  })

  it('[SYN21] what a translator made of it stands beneath it, and goes with it', async () => {
    await speak(hall, 1, [{ id: 'said-fr', seat: 'T1-04', text: 'The night bus is my own.' }])
    const translator = await aTranslator(hall)
    await vi.waitFor(() => translator.find('The night bus is my own.'), patience)
    const sent = await translator.translate('The night bus is my own.', 'CANARI de nuit.')
    expect(sent.status, JSON.stringify(sent.body)).toBeLessThan(300)
    const { coverage } = await told()
    expect(coverage.langs.find(({ lang }) => lang === 'en')?.translated).toBe(1)
    const one = await found('The night bus is my own.', { kind: 'words' })
    expect(one.translations).toEqual({ fr: { text: 'CANARI de nuit.', state: 'human' } })
    const theme = (await told()).themes[0]?.id ?? ''
    await says(ada, { kind: 'put', entry: one.entry, theme })
    const consent = { version: 'hall-1', quoted: true, observed: false, lang: 'en' }
    await phones[3]?.send({ id: unique('no'), kind: 'consent', consent })
    await gone('CANARI')
    await phones[3]?.send({ id: unique('yes'), kind: 'consent', consent: { ...consent, observed: true } })
    expect(JSON.stringify(await inside(theme))).toContain('CANARI')
    expect((await command({ kind: 'withdraw', words: 'said-fr' })).status).toBe(200)
    await gone('CANARI')
  })

  it('[SYN19] nothing of what came out behind the curtain, before it is released', async () => {
    expect((await command({ kind: 'curtain', to: 'drawn' })).status).toBe(200)
    await runner.does({ kind: 'open', step: 'signed', nodes: [] })
    for (const [n, phone] of phones.entries()) await phone.write('signed', `signed-${n}`, `CANARY behind ${n}`)
    await runner.does({ kind: 'reveal', step: 'signed' })
    await gone('CANARY behind')
    expect((await command({ kind: 'curtain', to: 'open' })).status).toBe(200)
    await gone('CANARY behind')
    expect((await command({ kind: 'release' })).status).toBe(200)
    const { queue } = await told(ada, { kind: 'sheet' })
    expect(queue.filter(({ text }) => text.startsWith('CANARY')).map(({ seat }) => seat)).toEqual([
      'T1-01',
      'T1-02',
      'T1-03',
      'T1-04',
    ])
  })

  it('[SYN18] what is worded otherwise is unread again, and says in which themes it was', async () => {
    const [id] = await entries(hall, board, ['Trams run at night'])
    const theme = (await told()).themes[0]?.id ?? ''
    const one = await found('Trams run at night')
    await says(ada, { kind: 'put', entry: one.entry, theme, ...(one.said !== undefined && { said: one.said }) })
    const read = (await told()).coverage.read
    const words = async (text: string) =>
      done(
        await hall.parts.live.write(board, 'reporter', (doc) =>
          setWording(doc, { who: 'reporter', why: 'reword' }, id as NodeId, text),
        ),
      )
    await words('Trams run at night!')
    expect((await told()).coverage.read).toBe(read)
    await words('Trams run all night')
    const again = await found('Trams run all night')
    expect(again).toMatchObject({ entry: one.entry, reworded: true, themes: [theme] })
    expect((await told()).coverage.read).toBe(read - 1)
    expect((await inside(theme)).find(({ entry }) => entry === one.entry)?.reworded).toBe(true)
    expect((await say(bea, { kind: 'open', entry: one.entry })).status).toBe(204)
    await says(bea, { kind: 'none', entry: one.entry, ...(again.said !== undefined && { said: again.said }) })
    expect((await inside('none')).map(({ entry }) => entry)).toContain(one.entry)
    // No row has a word of it.
    const rows = await Array.fromAsync(hall.parts.journal.commands(`synthesis:${hall.dialogue}`))
    expect(rows.map(({ data }) => new TextDecoder().decode(data)).join('')).not.toContain('Trams')
  })

  it('[SYN16] the second does not see where the first put it; where they differ both are told, and it is settled', async () => {
    const names = Array.from({ length: 60 }, (_, n) => `both-${n}`)
    const [id] = names.filter((name) => inSample(`${board}/words/${name}`, 5))
    if (id === undefined) throw new Error('none is in the sample')
    await speak(hall, 1, [{ id, seat: 'T1-01', text: 'Both read this.' }])
    const entry = `${board}/words/${id as WordsId}`
    await says(ada, { kind: 'sample', every: 5 })
    const [hope] = (await told()).themes
    const night = await says(ada, { kind: 'theme', name: 'Night' })
    await says(ada, { kind: 'put', entry, theme: hope?.id ?? '' })
    expect((await told(ada)).queue.map((one) => one.entry)).not.toContain(entry)
    const offered = (await told(bea)).queue.find((one) => one.entry === entry)
    expect(offered).toMatchObject({ second: true, themes: [] })
    expect((await inside(hope?.id ?? '', bea)).map((one) => one.entry)).not.toContain(entry)
    expect((await told(bea)).steps.find(({ text }) => text === 'Both read this.')).toBe(undefined)
    expect(problemOf(await say(ada, { kind: 'second', entry, themes: [night] }))?.code).toBe('changed')
    await says(bea, { kind: 'open', entry })
    expect((await told(bea)).mine).toMatchObject({ entry, second: true })
    const second = await says(bea, { kind: 'second', entry, themes: [night], next: entry })
    const { twice } = await told(ada)
    expect(twice).toMatchObject({ every: 5, twice: 1, alike: 0, differ: [{ first: [hope?.id], second: [night] }] })
    await says(ada, { kind: 'settle', entry, themes: [night] })
    expect((await told(ada)).twice.differ).toEqual([])
    expect((await inside(night)).map((one) => one.entry)).toEqual([entry])
    expect(problemOf(await say(bea, { kind: 'settle', entry, themes: [night] }))?.code).toBe('changed')
    await says(bea, { kind: 'undo', of: second })
    expect((await told(ada)).twice).toMatchObject({ twice: 0 })
    await says(ada, { kind: 'sample', every: 0 })
  })

  it('[SYN23] what is said again elsewhere stands beneath it, and goes into the same theme with it', async () => {
    const text = 'Somebody who answers the telephone in the middle of the night'
    await speak(hall, 1, [{ id: 'again-1', seat: 'T1-01', text: `${text}.` }])
    await speak(hall, 2, [{ id: 'again-2', seat: 'T2-01', text: `${text}, please!` }])
    await speak(hall, 3, [{ id: 'again-3', seat: null, text: `Yes: ${text.toLowerCase()}` }])
    const [one, two, three] = [1, 2, 3].map((n) => `${hall.board(n, 2)}/words/again-${n}`) as [string, string, string]
    await says(ada, { kind: 'open', entry: one })
    const mine = await vi.waitFor(async () => {
      const now = (await told(ada)).mine
      expect(now?.near?.map(({ entry }) => entry).sort()).toEqual([two, three])
      return now
    }, patience)
    expect(mine?.near?.map(({ unread }) => unread)).toEqual([true, true])
    const night = await says(ada, { kind: 'theme', name: 'Somebody answers' })
    const put = await says(ada, { kind: 'put', entry: one, theme: night, along: [{ entry: two }], next: one })
    expect((await inside(night)).map(({ entry }) => entry).sort()).toEqual([one, two])
    await says(bea, { kind: 'open', entry: three })
    const third = (await told(bea)).mine
    expect(third?.suggested).toMatchObject({ theme: night, shared: [] })
    expect([one, two]).toContain(third?.suggested?.like)
    // Withdrawn, it is neither beneath it nor a reason.
    expect((await command({ kind: 'withdraw', words: 'again-1' })).status).toBe(200)
    expect((await told(bea)).mine?.near?.map(({ entry }) => entry)).toEqual([two])
    await says(ada, { kind: 'undo', of: put })
    expect(await inside(night)).toEqual([])
    expect((await told(bea)).mine?.near).toMatchObject([{ entry: two, unread: true }])
    expect((await told(bea)).mine?.suggested?.theme).not.toBe(night)
  })

  it('[SYN25] what was done is told to the first step, with the words that it was done to, and without them when they go', async () => {
    await speak(hall, 1, [{ id: 'done-1', seat: 'T1-01', text: 'CANARY in what was done' }])
    const theme = (await told()).themes[0]?.id ?? ''
    await says(ada, { kind: 'put', entry: `${board}/words/done-1`, theme })
    const [last] = (await told()).steps
    expect(last).toMatchObject({ kind: 'put', text: 'CANARY in what was done', lang: 'en', name: 'Hope', can: true })
    const few = await told(ada, { steps: '3' })
    expect([few.steps.length, few.earlier]).toEqual([3, (await told(ada, { steps: '1000' })).steps.length - 3])
    expect((await told(ada, { steps: '1000' })).steps.at(-1)).toMatchObject({ kind: 'theme', name: 'Hope' })
    expect((await command({ kind: 'withdraw', words: 'done-1' })).status).toBe(200)
    await gone('CANARY in what was done')
    expect((await told()).steps[0]).toMatchObject({ kind: 'put', text: null })
  })

  it('[SYN18] an erasure takes what was noted of a board’s wordings along: by it nobody tries out a sentence', async () => {
    await speak(hall, 1, [{ id: 'erased', seat: 'T1-01', text: 'CANARY that is erased' }])
    const one = await found('What we hope', { kind: 'wording' })
    await says(ada, { kind: 'none', entry: one.entry, ...(one.said !== undefined && { said: one.said }) })
    const said = async (): Promise<readonly (string | undefined)[]> =>
      (await Array.fromAsync(hall.parts.journal.commands(`synthesis:${hall.dialogue}`))).flatMap(({ data }) => {
        const row = JSON.parse(new TextDecoder().decode(data)) as { readonly entry?: string; readonly said?: string }
        return row.said === undefined ? [] : [row.said]
      })
    expect((await said()).every((digest) => /^[\w-]{4}$/.test(digest ?? ''))).toBe(true)
    expect((await command({ kind: 'redact', words: 'erased' })).status).toBe(200)
    done(await hall.parts.erasing.erase(hall.dialogue, { author: 'organiser', device: 'd' }))
    expect(new Set(await said())).toEqual(new Set(['====']))
    await gone('CANARY that is erased')
    expect((await inside('none')).map(({ entry }) => entry)).toContain(one.entry)
  })
})
