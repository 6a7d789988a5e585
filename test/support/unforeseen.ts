/**
 * What nobody foresaw of a day, one of each kind, as its people do it: the plan is changed, people are moved, the hall is
 * asked, tables recommend and are voted on. Over HTTP, on the demo; whoever opens the folder later has to read all of it.
 */
import { addNode } from '@tablee/shared/board/edit'
import type { BoardId, Lang, NodeId, RelationId } from '@tablee/shared/ids'
import type { Plan } from '@tablee/shared/wire/plan'
import type { Pickable } from '@tablee/shared/wire/questions'
import type { Room } from '@tablee/shared/wire/room'
import { answering } from './answering.ts'
import type { TestServer } from './server.ts'
import { theRoom } from './theRoom.ts'

/** `name`: begins each id of its commands. `pause`: between agreeing and voting, where a table is told late. */
export async function unforeseen(server: TestServer, name: string, pause: () => void = () => undefined) {
  const { api, dialogue, enter, tableId } = server
  const own = `/api/dialogues/${dialogue}`
  let count = 0
  async function does<T>(path: string, as: string, body: object): Promise<T> {
    const reply = await api(path, { as, body: { id: `${name}-${++count}`, ...body } })
    if (reply.status >= 300) throw new Error(`${JSON.stringify(body)}: ${reply.status} ${JSON.stringify(reply.body)}`)
    return reply.body as T
  }
  const organiser = (await enter('organiser')).session
  const head = await theRoom(server, `${name}-room`)
  const here = [1, 2, 3]
  const tables = here.map((n) => tableId(n))
  const roomPath = `${own}/sites/${server.siteOf(1)}/room`
  const roomNow = async (): Promise<Room> => (await api(roomPath, { as: head })).body as Room
  const desks = await Promise.all(here.map((n) => enter('facilitator', n)))
  const seats = here.flatMap((n) => [4, 5, 6].map((chair) => ({ table: n, seat: `T${n}-0${chair}` })))
  const phones = []
  for (const { table, seat } of seats) phones.push(await answering(server, table, seat))

  // The plan.
  const plan = async (): Promise<Plan> => (await api(`${own}/plan`, { as: organiser })).body as Plan
  const changes = (body: object): Promise<unknown> => does(`${own}/plan`, organiser, body)
  const { langs, sessions } = await plan()
  const inAll = (text: string) => Object.fromEntries(langs.map((lang) => [lang, `${text} (${lang})`]))
  const last = sessions.at(-1)?.number ?? 1
  await changes({ kind: 'add-site', why: 'a city that came late', name: 'Lille', country: 'FR', lang: 'fr' })
  await changes({ kind: 'add-table', why: 'more came', site: server.siteOf(1), seats: 5, lang: 'fr' })
  await changes({ kind: 'add-seats', why: 'two chairs', table: tableId(2), seats: 8 })
  const step = { session: last, at: 0, step: 'break', title: inAll('Air'), minutes: 5 }
  await changes({ kind: 'add-step', why: 'heat', seen: (await plan()).version, ...step })
  await changes({
    kind: 'set-minutes',
    why: 'it is hot',
    seen: (await plan()).version,
    session: last,
    step: 0,
    minutes: 9,
  })
  await changes({ kind: 'skip-step', why: 'no time', seen: (await plan()).version, session: last, step: 1 })
  const worded = (await plan()).sessions.flatMap(({ steps }) =>
    steps.flatMap(({ id, open, items }) =>
      id === null || open ? [] : items.map((item) => ({ step: id, item: item.id })),
    ),
  )[0]
  if (worded === undefined) throw new Error('no question can be put in other words')
  await changes({ kind: 'reword', why: 'it was misread', ...worded, text: inAll('In other words') })

  // Two change places: they are asked, and answer, where they sit now.
  const moves = (session: number, to: Readonly<Record<string, string | undefined>>, why: string): Promise<unknown> =>
    does(roomPath, head, {
      kind: 'move-seats',
      session,
      moves: Object.entries(to).map(([seat, table]) => ({ seat, table })),
      why,
    })
  const session = (await roomNow()).clock.course.session
  await moves(session, { 'T1-04': tables[1], 'T2-04': tables[0] }, 'a neighbour of the other one')

  // The hall is asked: of people, of tables, by mistake, and one that is open still.
  const asks = (body: object): Promise<string> =>
    does<{ step: string }>(`${own}/questions`, head, { tables, ...body }).then(({ step: id }) => id)
  const options = [{ en: 'At noon' }, { en: 'In the evening' }, { en: 'Never' }]
  const question = { kind: 'ask', text: { en: 'When do we go home?', fr: 'Quand rentrons-nous ?' } }
  const closes = (id: string): Promise<unknown> => does(`${own}/questions`, head, { kind: 'close', step: id })
  const people = await asks({ ...question, answer: 'single', unit: 'people', options })
  for (const [n, phone] of phones.entries())
    await phone(people, () => ({ type: 'single', option: n % 4 === 0 ? 'o2' : 'o1' }))
  await closes(people)
  const boardsOf = (id: string): readonly BoardId[] => server.parts.voices.state(dialogue).asks.get(id)?.boards ?? []
  async function agrees(id: string, answer: (n: number) => object): Promise<void> {
    for (const [n, board] of boardsOf(id).entries())
      await does(`/api/boards/${board}/voices`, desks[n]?.session ?? '', {
        kind: 'table-answer',
        step: id,
        answers: { q: answer(n) },
      })
  }
  const ours = await asks({ ...question, answer: 'ranking', unit: 'tables', options })
  await agrees(ours, (n) => ({ type: 'ranking', order: n === 0 ? ['o1', 'o2', 'o3'] : ['o2', 'o1', 'o3'] }))
  await closes(ours)
  const mistake = await asks({ ...question, answer: 'agree', unit: 'people', options: [] })
  await phones[0]?.(mistake, () => ({ type: 'agree', value: 'agree' }))
  await does(`${own}/questions`, head, { kind: 'call-back', step: mistake })
  const open = await asks({ ...question, answer: 'choose', unit: 'people', options, most: 2 })
  await phones[1]?.(open, () => ({ type: 'choose', chosen: ['o1'], rejected: ['o3'], indifferent: ['o2'] }))
  await phones[2]?.(open, () => ({ type: 'choose', chosen: ['o2'], rejected: [], indifferent: [] }), false)

  // Tables recommend, with reasons and conditions of their maps, and everybody votes.
  const agreed = await asks({ ...question, answer: 'recommendation', unit: 'tables', options: [] })
  const reasons = new Map<number, NodeId>()
  for (const [n, board] of boardsOf(agreed).entries()) {
    const [reason, condition] = [`${name}-why-${n}`, `${name}-if-${n}`] as [NodeId, NodeId]
    const said = { lang: 'en' as Lang, at: 1 }
    const beneath = { relation: `${condition}-on` as RelationId, kind: 'qualifies', to: reason } as const
    const done = await server.parts.live.write(board, 'reporter', (doc) => {
      const by = { who: 'reporter', why: 'add' }
      addNode(doc, by, { ...said, id: reason, kind: 'position', wording: `Nobody waits a day ${n}` })
      addNode(doc, by, { ...said, id: condition, kind: 'condition', wording: `At night, too ${n}`, place: beneath })
    })
    if (!done.ok) throw new Error(JSON.stringify(done.problem))
    reasons.set(n, reason)
  }
  await agrees(agreed, (n) => ({
    type: 'recommendation',
    sentence: `Somebody answers the same day, says table ${n + 1}`,
    lang: 'en',
    reasons: [{ node: reasons.get(n), wording: 'x', lang: 'en' }],
  }))
  pause()
  const recommends = { kind: 'vote-on-recommendations', from: agreed }
  const vote = await asks({ ...recommends, most: 2 })
  for (const [n, phone] of phones.entries())
    await phone(vote, (_, nth) => {
      if ((n + nth) % 3 === 0) return { type: 'support', value: 'yes' }
      if ((n + nth) % 3 === 1) return { type: 'support', value: 'no', why: { text: `Too dear for ${n}`, lang: 'en' } }
      return { type: 'support', value: 'yes-if', why: { text: `When ${n} may sleep`, lang: 'en' } }
    })
  await closes(vote)

  // About entries of maps, one of which its table lets the hall be asked about; another is taken in again.
  const asTables = (n: number, body: object): Promise<unknown> =>
    does(`/api/boards/${boardsOf(agreed)[n]}/voices`, desks[n]?.session ?? '', { node: reasons.get(n), ...body })
  for (const n of [0, 1]) await asTables(n, { kind: 'release', wording: `Nobody waits a day ${n}` })
  await asTables(1, { kind: 'take-in' })
  const pickable = (await api(`${own}/questions/entries`, { as: head })).body as Pickable
  const entries = pickable.tables.flatMap(({ table, entries: all }) =>
    all.slice(-2).map(({ entry }) => ({ table, entry })),
  )
  const also = entries.slice(0, 6).map((one) => ({ ...one, also: { ar: 'لا أحد ينتظر' } }))
  const about = await asks({ ...question, answer: 'choose', unit: 'people', options: [], entries: also, most: 2 })
  await phones[3]?.(about, () => ({ type: 'choose', chosen: ['o1'], rejected: [], indifferent: ['o2'] }))
  await closes(about)

  await moves(last, { 'T3-04': tables[1] }, 'x')
  return { organiser, head, phone: phones[0]?.session ?? '', boards: boardsOf(agreed), agreed }
}
