/** What a room's console does with clocks, curtains, calls and messages, one of each kind, over HTTP; its session. */
import type { Room } from '@tablee/shared/wire/room'
import type { TestServer } from './server.ts'

/** `name`: begins each id of its commands. */
export async function theRoom({ api, dialogue, enter, siteOf, tableId, parts }: TestServer, name: string) {
  const [head, desk] = [(await enter('head', 1)).session, (await enter('facilitator', 1)).session]
  const path = `/api/dialogues/${dialogue}/sites/${siteOf(1)}/room`
  const now = async (): Promise<Room> => (await api(path, { as: head })).body as Room
  let count = 0
  async function sends(to: string, as: string, body: object): Promise<string> {
    const id = `${name}-${++count}`
    const reply = await api(to, { as, body: { id, ...body } })
    if (reply.status >= 300) throw new Error(`${JSON.stringify(body)}: ${reply.status} ${JSON.stringify(reply.body)}`)
    return id
  }
  const tables = [1, 2, 3].map((n) => tableId(n))
  const alone = [tableId(3)]
  /** On the clock of the site, or of one table. */
  async function turns(body: object, of: readonly string[] | null = null): Promise<void> {
    const room = await now()
    const own = of === null ? undefined : room.tables.find(({ id }) => id === of[0])
    const seen = own?.seen ?? own?.clock?.version ?? room.clock.version
    await sends(path, head, { ...body, seen, ...(of === null ? {} : { tables: of }) })
  }
  const { session } = (await now()).clock.course
  await turns({ kind: 'begin', session: session + 1 }, alone)
  await turns({ kind: 'take-back' }, alone)
  for (const kind of ['hold', 'go-on', 'next', 'back']) await turns({ kind })
  await turns({ kind: 'more', minutes: 5 })
  await turns({ kind: 'hold' }, alone)
  await turns({ kind: 'join' }, alone)

  const does = (body: object): Promise<string> => sends(path, head, body)
  for (const to of ['drawn', 'open']) await does({ kind: 'draw-curtains', tables: alone, to })
  const board = parts.dialogues.boardsOf(tableId(1)).find((one) => one.session === session)?.id
  const calls = (body: object): Promise<string> => sends(`/api/boards/${board}/calls`, desk, body)
  const message = await does({ kind: 'message', to: 'tables', tables, text: { en: 'Five minutes more.' } })
  await calls({ kind: 'read', message })
  await calls({ kind: 'take-back', call: await calls({ kind: 'call', about: 'access' }) })
  const call = await calls({ kind: 'call', about: 'technical' })
  for (const kind of ['coming', 'done']) await does({ kind, call })
  await does({ kind: 'place', places: { [tables[0] ?? '']: { x: 0.25, y: 0.75 } } })
  return head
}
