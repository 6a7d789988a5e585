/** Any route of the running application, asked of one board, its table, site and dialogue, with a body that it takes. */
import { bytesOf, nightBus, nightBusXml, packed } from '../exchange/refi-files.ts'
import type { DialogueId, TableId } from '@tablee/shared/ids'
import type { Action } from '@tablee/shared/roles'
import type { Route } from '@tablee/server/http/openapi'
import { z } from 'zod'
import { sample, type Schema } from './sample.ts'
import { done, type Reply, type TestServer } from './server.ts'

/** Bodies that are no JSON. */
export const rawBodies: Readonly<Record<string, () => Uint8Array>> = {
  'POST /api/boards/:board/catch-up': () => new Uint8Array([0, 0]),
  'POST /api/boards/:board/hand-in': () => new Uint8Array([0, 0]),
  'POST /api/boards/:board/photos': () => new Uint8Array([1]),
  'POST /api/boards/:board/dictation': () => new Uint8Array([1]),
  'POST /api/dialogues': () => new TextEncoder().encode('{}'),
  'POST /api/dialogues/check': () => new TextEncoder().encode('{}'),
  'POST /api/boards/:board/import': () => new TextEncoder().encode('[A]: a sentence\n'),
  'POST /api/dialogues/:dialogue/restore/:id/parts/:at': () => new Uint8Array([1]),
  'PATCH /api/dialogues/:dialogue/uploads/:upload': () => new Uint8Array([1]),
  'POST /api/dialogues/:dialogue/partners/file': () =>
    new TextEncoder().encode('item,option,value,unit\nMood,good,40,%\n'),
  'POST /api/codings/import': () => packed(nightBus),
  'POST /api/dialogues/:dialogue/codebook/import': () => bytesOf(nightBusXml),
  'POST /api/voices/import': () => new TextEncoder().encode('id,mood\n1,good\n2,bad\n'),
}

/** The problem that was answered. */
export const codeOf = ({ body }: Reply): string | null => {
  if (typeof body !== 'object' || body === null || !('problem' in body)) return null
  const { problem } = body
  return typeof problem === 'object' && problem !== null && 'code' in problem ? String(problem.code) : null
}

/** The actions of a route with the field that chooses each. */
export function actionsOf(route: Route): readonly { action: Action; chosen: string | null }[] {
  const asks = route.declared?.action ?? 'anybody'
  if (asks === 'anybody' || asks === 'signed-in' || asks === 'operator') return []
  if (typeof asks === 'string') return [{ action: asks, chosen: null }]
  const { is } = 'naming' in asks ? asks.naming.board : asks
  return Object.entries(is).map(([chosen, action]) => ({ action, chosen }))
}

type Asked = {
  readonly route: Route
  readonly board: string
  readonly chosen: string | null
  readonly as: string | undefined
  /** What stands before the address: a dialogue, where it has one. */
  readonly before?: string
}
export type Asking = ReturnType<typeof askingAll>

/** Ids and a snapshot are drawn as they are needed; links in a path are new ones, so that no cell takes another's away. */
export function askingAll(server: TestServer) {
  let count = 0
  const unique = (): string => `test-${++count}`
  const dialogue: DialogueId = server.dialogue

  function tableOf(board: string): TableId {
    const found = server.parts.dialogues.board(board)
    if (found === null) throw new Error(`no board ${board}`)
    return found.table
  }
  const siteOf = (board: string): string => server.parts.dialogues.table(tableOf(board))?.siteId ?? ''

  /** Where a body made from its schema would do something that other cells stand on. */
  const bodies: Readonly<Record<string, (board: string, chosen: string | null) => unknown>> = {
    'POST /api/tickets': (board, path) => ({ board, path, clients: [1] }),
    'POST /api/dialogues/:dialogue/session': () => ({ session: 2, id: unique() }),
    // A text without words is none.
    'POST /api/dialogues/:dialogue/questions': (board, kind) =>
      kind === 'call-back' || kind === 'close'
        ? { kind, id: unique(), step: 'none' }
        : {
            kind: 'ask',
            id: unique(),
            tables: [tableOf(board)],
            text: { en: 'Shall we?' },
            answer: 'agree',
            unit: 'people',
            options: [],
          },
    'POST /api/snapshots/:hash/countersign': () => ({ id: unique(), who: 'Ada Vermeulen' }),
    'POST /api/dialogues/:dialogue/results/ask': () => ({
      question: { of: 'vote/agree', unit: 'people', base: 'valid', by: 'all', weight: 'none' },
    }),
    'POST /api/dialogues/:dialogue/results/change': () => ({ of: 'ask/tram' }),
    // One that everybody hands out who hands out any.
    'POST /api/dialogues/:dialogue/links': (board) => ({ role: 'citizen', table: tableOf(board), label: 'matrix' }),
  }
  const schemas = new Map<string, Schema>()
  /** A body that its route accepts, made from the schema that is declared. */
  function bodyOf({ method, path, declared }: Route, board: string, chosen: string | null): unknown {
    const name = `${method} ${path}`
    if (name in bodies) return bodies[name]?.(board, chosen)
    const body = declared?.body
    if (body === undefined) return undefined
    const schema = schemas.get(name) ?? (z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }) as Schema)
    schemas.set(name, schema)
    return sample(schema, { kind: chosen, id: unique })
  }

  let taken: string | null = null
  async function snapshotOf(): Promise<string> {
    if (taken !== null) return taken
    const { session } = await server.enter('analyst')
    const reply = await server.api(`/api/boards/${server.board(1, 2)}/snapshots`, { as: session, method: 'POST' })
    const { body } = reply
    if (typeof body !== 'object' || body === null || !('hash' in body)) throw new Error(JSON.stringify(body))
    return (taken = String(body.hash))
  }

  async function pathOf(route: Route, board: string): Promise<string> {
    let path = route.path.replace(/\{[^}]*\}/g, '')
    if (path.includes(':link')) {
      const { links } = server.parts.access
      path = path.replace(
        ':link',
        route.declared?.at === 'watch'
          ? (server.link('observer').path ?? '')
          : done(await links.issue({ role: 'citizen', dialogue, table: tableOf(board) })).id,
      )
    }
    if (/:(hash|a|b)\b/.test(path)) path = path.replace(/:(hash|a|b)\b/g, await snapshotOf())
    return path
      .replace(':photo', '0'.repeat(64))
      .replace(':file', '0'.repeat(64))
      .replace(':ticket', 'none')
      .replace(':upload', 'none')
      .replace(':place', 'x'.repeat(16))
      .replace(':number', '1')
      .replace(':board', board)
      .replace(':site', siteOf(board))
      .replace(':dialogue', dialogue)
  }

  return {
    async ask({ route, board, chosen, as, before = '' }: Asked): Promise<Reply> {
      const raw = rawBodies[`${route.method} ${route.path}`]?.()
      const body = raw === undefined ? bodyOf(route, board, chosen) : undefined
      return server.api(before + (await pathOf(route, board)), {
        method: route.method,
        as,
        ...(body === undefined ? {} : { body }),
        ...(raw === undefined ? {} : { bytes: raw }),
      })
    },
  }
}
