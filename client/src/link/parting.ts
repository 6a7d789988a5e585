/**
 * This person's seat is at another table by now, and this device was away when it went. What was typed here belongs to this
 * board: it is handed in, without being told anything of it, and where the board takes it no more it is put aside with its
 * texts. Either way nothing of it waits on the device any longer.
 */
import { newId } from '@tablee/shared/ids'
import type { HandInAnswer } from '@tablee/shared/wire/board'
import * as Y from 'yjs'
import type { Acks } from './acks.ts'
import type { Answer, Api, ClientProblem } from './api.ts'
import { catchUp } from './catchup.ts'
import { patience, type Copy } from './copy.ts'
import type { Environment } from './environment.ts'
import { handIn } from './hand-in.ts'
import type { RefusedChanges } from './refused.ts'
import { textsOf } from './refusal.ts'
import type { Replica } from './replica.ts'

/** What became of it. `aside`: not taken, with the name under which it is put aside. */
export type Parted = {
  readonly changes: number
  /** As people call them; null where the server did not say. */
  readonly at: { readonly table: number; readonly session: number } | null
  readonly aside: { readonly id: string; readonly texts: readonly string[] } | null
}

/** *Not yet* this often will not become yes: the server lacks what ours stands on. */
const hopeless = 4

export type PartingParts = {
  readonly environment: Pick<Environment, 'now' | 'later' | 'random'>
  readonly api: Api
  /** Where it goes; null: this is no board, or nobody whose seat could move. */
  readonly at: string | null
  readonly part: number | undefined
  readonly epoch: () => string
  readonly replica: Replica
  readonly rebuilding: () => boolean
  readonly acks: Acks
  readonly copy: () => Copy
  readonly refused: RefusedChanges
  readonly saved: (run: () => void) => void
  /** Commands that wait: withdrawing one's own words is everybody's, wherever they sit. */
  readonly commands: () => void
  readonly changed: () => void
}

/** Only own structs: what others wrote is theirs, and no part of a file that this person keeps. */
function ownLacking(doc: Y.Doc, own: readonly number[], known: ReadonlyMap<number, number>): Uint8Array {
  const vector = new Map(Y.decodeStateVector(Y.encodeStateVector(doc)))
  for (const client of own) if (vector.has(client)) vector.set(client, known.get(client) ?? 0)
  return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(vector))
}

export function openParting(parts: PartingParts) {
  const { api, at, acks, replica, environment } = parts
  let parted: Parted | null = null
  let notYets = 0
  let away = false

  async function loaded(): Promise<void> {
    await Promise.race([parts.copy().loaded, new Promise<void>((resolve) => void environment.later(patience, resolve))])
  }

  async function send(to: string): Promise<ClientProblem | null> {
    const { doc } = replica
    const changes = acks.unsaved()
    const upTo = acks.last()
    const own = [...new Set([...replica.clients(), doc.clientID])]
    let place: Parted['at'] = null
    const bring = async (update: Uint8Array, size = parts.part): Promise<Answer<{ readonly sv: string }>> => {
      const answer = await catchUp<HandInAnswer>(api, to, update, own, size, parts.epoch() || null)
      if (answer.ok) place = { table: answer.value.table, session: answer.value.session }
      return answer
    }
    const done = await handIn(doc, bring, (sv) =>
      ownLacking(doc, own, sv === null ? new Map() : Y.decodeStateVector(sv)),
    )
    if (!done.ok && !done.final && !(done.problem.code === 'not-yet' && ++notYets >= hopeless)) return done.problem
    let aside: Parted['aside'] = null
    if (!done.ok) {
      const update = done.final ? done.lacking : ownLacking(doc, own, new Map())
      const id = newId<string>(environment.random)
      aside = { id, texts: textsOf(update) }
      parts.refused.add({
        id,
        at: environment.now(),
        problem: done.problem,
        where: [],
        changes,
        update,
        texts: aside.texts,
      })
    }
    parted = { changes, at: place, aside }
    parts.saved(() => acks.savedUpTo(upTo))
    parts.changed()
    return null
  }

  return {
    told: (): Parted | null => parted,
    /** The seat is elsewhere: what is typed from now on would be nobody's. */
    away: () => away,
    /** Turned away from the board: hands in first. What is to be told then: the same, or what asks again later. */
    async part(problem: ClientProblem): Promise<ClientProblem> {
      if (at === null || problem.code !== 'not-allowed' || parts.rebuilding()) return problem
      away = true
      await loaded()
      const passing = acks.unsaved() > 0 ? await send(at) : null
      if (passing === null) parts.commands()
      return passing ?? problem
    },
  }
}
export type Parting = ReturnType<typeof openParting>
