/** What a quote can be cited by, what its link names for good, and what the table is told of what observers do not see. */
import { addNode, addWords } from '@tablee/shared/board/edit'
import type { Lang, NodeId, SeatCode, WordsId } from '@tablee/shared/ids'
import { placeOf, permanentPath, readPermanent } from '@tablee/shared/view/place'
import { readView } from '@tablee/shared/view/read'
import { afterEach, expect, it } from 'vitest'
import { aHall, synced, until, wordings, type Hall } from './hall.ts'

const origin = { who: 'reporter', why: 'test' }
const lang = 'en' as Lang
/** 10:19:47 on a day in April 2026: 29,618,539 whole minutes since 1970. */
const at = Date.UTC(2026, 3, 25, 10, 19, 47)
let hall: Hall
afterEach(() => hall.close())

/** Two positions; what stands on the second is, word for word, what seat 2 said beneath it. */
async function spoken(): Promise<void> {
  await hall.edit((doc) => {
    for (const [n, wording] of ['The maker', 'I open the door'].entries())
      addNode(doc, origin, { id: `n${n + 1}` as NodeId, kind: 'position', wording, lang, at })
    for (const [n, text] of ['they built it', 'I open the door!'].entries())
      addWords(doc, origin, {
        id: `w${n + 1}` as WordsId,
        node: `n${n + 1}` as NodeId,
        text,
        lang,
        seat: `T7-0${n + 1}` as SeatCode,
        capture: 'own-typing',
        at,
      })
  })
}
const both = ['T7-01', 'T7-02'] as SeatCode[]
const agreed = { observed: both, quoted: both, unobservedSheets: [], unquotedSheets: [] }

it('[QUO1] words tell the minute in which they were caught, and no finer time', async () => {
  hall = await aHall()
  await spoken()
  const { doc, provider } = hall.follow()
  await synced(provider)
  const words = Object.values(readView(doc).words)
  expect(words.map(({ minute }) => new Date(minute * 60_000).toISOString())).toEqual(
    Array.from({ length: 2 }, () => '2026-04-25T10:19:00.000Z'),
  )
  for (const one of doc.getMap<object>('words').values())
    expect(Object.keys(one).sort()).toEqual(['capture', 'lang', 'minute', 'node', 'order', 'text'])
})

it('[QUO2] a permanent link names the same words after restarts, new epochs and later sessions; what is hidden has no name', async () => {
  hall = await aHall()
  await spoken()
  const first = hall.follow()
  await synced(first.provider)
  const [id = '', words] =
    Object.entries(readView(first.doc).words).find(([, { text }]) => text === 'they built it') ?? []
  expect(words).toBeDefined()
  const path = permanentPath('watch-this', { place: placeOf(hall.room()), id })
  expect(readPermanent(path)).toEqual({ place: placeOf(hall.room()), id })
  const whole = { place: placeOf(hall.room()), id: null }
  expect(readPermanent(permanentPath('watch-this', whole))).toEqual(whole)
  for (const wrong of ['/watch/x', '/watch/x/entry/short.id', `${path}/more`, path.replace('.', '/')])
    expect(readPermanent(wrong)).toBeNull()

  await hall.restart()
  await hall.views.rotate('b1' as never, 'test')
  const named = readPermanent(path)
  const place = hall.views.place('watch-this', named?.place ?? '')
  expect(place).toEqual({
    table: 7,
    site: 'Lyon',
    siteId: 's1',
    room: hall.room(),
    epoch: 2,
    delay: 0,
    earlier: [],
    session: 2,
  })
  const second = hall.follow()
  await synced(second.provider)
  expect(readView(second.doc).words[named?.id ?? '']?.text).toBe('they built it')
  await hall.setPolicy({ hidden: ['n1' as NodeId] })
  await until(second.doc, () => wordings(second.doc).length === 1)
  expect(readView(second.doc).words[named?.id ?? '']).toBeUndefined()

  // Of anyone who has no such link nothing is told, and a place that never was is none.
  expect(hall.views.place('guessed', named?.place ?? '')).toBeNull()
  expect(hall.views.place('watch-this', 'x'.repeat(16))).toBeNull()
})

it('[OBS5] the table gets the very view that observers get, and how much is withheld for which reason, never whose', async () => {
  hall = await aHall()
  await spoken()
  const none = { entries: 0, words: 0, elements: 0, photos: 0, paragraphs: 0 }
  const nothing = { asked: none, facilitator: none, curtain: none, unreleased: none }
  const look = async () => {
    const seen = await hall.views.observed('b1' as never)
    if (!seen.ok) throw new Error(seen.problem.code)
    return seen.value
  }
  await hall.setPolicy({ consents: agreed })
  expect((await look()).withheld).toEqual(nothing)

  // Seat 2 says no: its words go, and the entry that repeats them.
  await hall.setPolicy({ consents: { ...agreed, observed: both.slice(0, 1) } })
  const { view, withheld } = await look()
  const follower = hall.follow()
  await synced(follower.provider)
  expect(view).toEqual(readView(follower.doc))
  expect(Object.values(view.nodes).map(({ wording }) => wording)).toEqual(['The maker'])
  expect(withheld).toEqual({ ...nothing, asked: { ...none, entries: 1, words: 1 } })
  expect(JSON.stringify({ view, withheld })).not.toMatch(/T7-0|seat/)

  // The facilitator hides the other; what is counted as asked for is not counted twice.
  await hall.setPolicy({ hidden: ['n1', 'n2'] as NodeId[] })
  expect((await look()).withheld).toEqual({
    ...nothing,
    asked: { ...none, entries: 1, words: 1 },
    facilitator: { ...none, entries: 1, words: 1 },
  })

  await hall.setPolicy({ hidden: [], consents: agreed })
  await hall.command({ kind: 'curtain', to: 'drawn' })
  await hall.edit((doc) => {
    addNode(doc, origin, { id: 'n3' as NodeId, kind: 'position', wording: 'Behind it', lang, at })
  })
  expect((await look()).view).toMatchObject({ state: 'curtain', nodes: {} })
  await hall.command({ kind: 'curtain', to: 'open' })
  expect((await look()).withheld).toEqual({ ...nothing, curtain: { ...none, entries: 1 } })
})
