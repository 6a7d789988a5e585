/**
 * The link as a pure machine: what it knows and a fact give what it knows next and what is to be done. No clock, no
 * network, no document: who runs it (`runner.ts`) does the effects in their order and hands in facts, one at a time.
 *
 * What it holds to: every open state has something under way that leads on (a request, a deadline, a wait, a socket
 * that is watched); nothing that is unsaved is let go but by a rebuild, which was told first what was refused.
 */
import { closeCodes } from '@tablee/shared/wire/close-codes'
import { final, type ClientProblem } from './api.ts'
import type { Effect, Fact } from './facts.ts'
import type { Refusal } from './refusal.ts'
import { next, type LinkEvent, type LinkState } from './states.ts'

/** *Not yet* this often in a row, each after a full resync, will never become yes. */
const hopeless = 8

/** What was learnt on the connection that stands now. */
type Exchange = {
  readonly mayWrite: boolean
  /** The server's document is in ours. */
  readonly synced: boolean
  /** What the server lacks of ours went out, or there is nothing to send. */
  readonly answered: boolean
  /** It has said how its document stands. */
  readonly greeted: boolean
  /** The last refusal it explained, until its close code arrives. */
  readonly explained: Pick<Refusal, 'problem' | 'where'> | null
}
const none: Exchange = { mayWrite: false, synced: false, answered: false, greeted: false, explained: null }

export type Machine = {
  readonly state: LinkState
  /** Why it is waiting or barred. */
  readonly problem: ClientProblem | null
  /** The document was seen whole, from the offline copy or from the server. */
  readonly seen: boolean
  /** Tries since the last connection that lasted. */
  readonly attempts: number
  readonly unauthorised: number
  readonly notYets: number
  readonly refusals: number
  /** After a first refusal: own changes go one by one, so that only the refused one is lost to the document. */
  readonly careful: boolean
  /** The document is being made anew from the server's; until then nothing can be edited. */
  readonly rebuilding: boolean
  readonly exchange: Exchange
  /** The server cannot write its journal. */
  readonly storageDown: { readonly savedUntil: number } | null
  /** What this role is told where it may not open the document, or not edit it. */
  readonly denied: { readonly open: ClientProblem; readonly edit: ClientProblem }
}

export type Step = readonly [Machine, readonly Effect[]]

export const begin = (denied: Machine['denied']): Machine => ({
  state: 'loading',
  problem: null,
  seen: false,
  attempts: 0,
  unauthorised: 0,
  notYets: 0,
  refusals: 0,
  careful: false,
  rebuilding: false,
  exchange: none,
  storageDown: null,
  denied,
})

export const connected = ({ state }: Machine): boolean =>
  state === 'attaching' || state === 'catching-up' || state === 'live'

const stay = (machine: Machine): Step => [machine, []]

function move(machine: Machine, event: LinkEvent, problem: ClientProblem | null = null): Step {
  const state = next[machine.state][event]
  if (state === machine.state) return stay(machine)
  const moved = { ...machine, state, problem: state === 'waiting' || state === 'barred' ? problem : null }
  const [entered, effects] = enter(moved)
  return [entered, [{ do: 'calm' }, ...effects]]
}

function enter(machine: Machine): Step {
  const hungUp = { ...machine, exchange: none }
  switch (machine.state) {
    case 'asking':
      return [machine, [{ do: 'ask' }]]
    case 'attaching':
      return [machine, [{ do: 'deadline' }]]
    case 'catching-up':
      return [machine, [{ do: 'watch' }]]
    case 'live':
      return [{ ...machine, unauthorised: 0 }, [{ do: 'watch' }, { do: 'go-live' }]]
    case 'waiting': {
      const { attempts, problem } = machine
      return [{ ...hungUp, attempts: attempts + 1 }, [{ do: 'hang-up' }, { do: 'wait', attempt: attempts, problem }]]
    }
    case 'barred':
    case 'closed':
      return [hungUp, [{ do: 'leave' }, { do: 'hang-up' }]]
    case 'loading':
      return stay(machine)
  }
}

function andThen([machine, effects]: Step, further: (machine: Machine) => Step): Step {
  const [last, more] = further(machine)
  return [last, [...effects, ...more]]
}

/** A new connection at once. */
const again = (machine: Machine): Step =>
  andThen(move({ ...machine, attempts: 0 }, 'lost'), (lost) => move(lost, 'due'))

const attachedNow = (machine: Machine): Step =>
  machine.exchange.synced && machine.exchange.answered ? move(machine, 'attached') : stay(machine)

const learnt = (machine: Machine, more: Partial<Exchange>): Machine =>
  connected(machine) ? { ...machine, exchange: { ...machine.exchange, ...more } } : machine

function rebuild(machine: Machine, refusal: Refusal): Step {
  const [lost, effects] = move({ ...machine, rebuilding: true }, 'lost', refusal.problem)
  return [lost, [{ do: 'rebuild', refusal }, ...effects]]
}

/** No for good: at first everything once more, one by one; then the document is made anew without it. */
function refuse(before: Machine, problem: ClientProblem, where: readonly string[], unsaved: number): Step {
  const machine = { ...before, refusals: before.refusals + 1 }
  return machine.refusals === 1 && problem.code !== 'not-allowed' && !machine.careful
    ? move({ ...machine, careful: true }, 'lost', problem)
    : rebuild(machine, { problem, where, changes: Math.max(1, unsaved) })
}

function closed(machine: Machine, code: number, unsaved: number): Step {
  switch (code) {
    case closeCodes.forbidden:
      return move(machine, 'barred', machine.denied.open)
    case closeCodes.unauthorised: {
      // A ticket may have grown old on a slow network. If access was revoked, the next ticket is denied; a second
      // refusal of a ticket just granted is final.
      const turned = { ...machine, unauthorised: machine.unauthorised + 1 }
      const problem: ClientProblem = { code: 'not-signed-in' }
      if (turned.unauthorised > 1) return move(turned, 'barred', problem)
      return andThen(move(turned, 'lost', problem), (lost) => move(lost, 'due'))
    }
    case closeCodes.refused: {
      const { problem, where } = machine.exchange.explained ?? {
        problem: { code: 'refused', why: 'unknown' },
        where: [],
      }
      return refuse(machine, problem, where, unsaved)
    }
    case closeCodes.notYet: {
      const told = { ...machine, notYets: machine.notYets + 1 }
      return told.notYets >= hopeless
        ? rebuild(told, { problem: { code: 'not-yet' }, where: [], changes: unsaved })
        : move(told, 'lost', { code: 'offline' })
    }
    default:
      return move(machine, 'lost', { code: 'offline' })
  }
}

export function step(machine: Machine, fact: Fact): Step {
  switch (fact.is) {
    case 'loaded':
      return move(machine, 'loaded')
    case 'read': {
      const read = { ...machine, seen: machine.seen || fact.held }
      if (read.state === 'loading') return move(read, 'loaded')
      return fact.anew && connected(read) ? again(read) : stay(read)
    }
    case 'ticket': {
      const [attaching, effects] = move(machine, 'ticket')
      if (attaching.state === machine.state) return stay(machine)
      const { ticket, mayWrite } = fact
      const exchange = { ...none, mayWrite }
      return [
        { ...attaching, exchange, rebuilding: machine.rebuilding || fact.anew },
        [...effects, { do: 'attach', ticket, mayWrite }, { do: 'watch' }],
      ]
    }
    case 'no-ticket':
      return move(machine, final.has(fact.problem.code) ? 'barred' : 'no-ticket', fact.problem)
    case 'vector':
      if (!connected(machine)) return stay(machine)
      // The new document has nothing that the server lacks, and who may not write sends nothing.
      return machine.rebuilding || !machine.exchange.mayWrite
        ? attachedNow(learnt(machine, { answered: true }))
        : [machine, [{ do: 'answer', sv: fact.sv, careful: machine.careful }]]
    case 'answered':
      return attachedNow(learnt(machine, { answered: true }))
    case 'large': {
      const [catching, effects] = move(machine, 'large')
      return connected(catching)
        ? [catching, [...effects, { do: 'bring', difference: fact.difference }]]
        : stay(machine)
    }
    case 'synced': {
      const synced = learnt({ ...machine, seen: true }, { synced: true })
      return synced.rebuilding && connected(synced) ? [synced, [{ do: 'finish-rebuild' }]] : attachedNow(synced)
    }
    case 'rebuilt': {
      const made = { ...machine, rebuilding: false }
      if (!fact.whole) return attachedNow(made)
      return attachedNow(learnt({ ...made, refusals: 0, notYets: 0, careful: false }, { answered: true }))
    }
    case 'status': {
      // The first word of a connection; if the storage is still down, the next one says so.
      const told = machine.exchange.greeted ? machine : learnt({ ...machine, storageDown: null }, { greeted: true })
      if (told.state !== 'live') return stay(told)
      // The right to write is fixed at the ticket: a connection that began without it is made anew, and so is one that
      // lost it. And where a recovery ended too early, the next ticket decides what becomes of the rest.
      const turned = !told.rebuilding && told.exchange.mayWrite !== fact.mayEdit
      return turned || fact.ended ? again(told) : stay(told)
    }
    case 'storage':
      return stay({ ...machine, storageDown: fact.down })
    case 'explained':
      return stay(learnt(machine, { explained: { problem: fact.problem, where: fact.where } }))
    case 'saved':
      return fact.left > 0
        ? stay({ ...machine, notYets: 0 })
        : [{ ...machine, notYets: 0, refusals: 0, careful: false }, [{ do: 'settle' }]]
    case 'closed':
      return connected(machine) ? closed(machine, fact.code, fact.unsaved) : stay(machine)
    case 'refused':
      return connected(machine) ? refuse(machine, fact.problem, [], fact.unsaved) : stay(machine)
    case 'unsent': {
      // On a document that closed, or where citizens may not edit now, they would wait for ever: into a file.
      const stuck = machine.state === 'live' && !machine.rebuilding && !machine.exchange.mayWrite && fact.unsaved > 0
      return stuck ? refuse(machine, machine.denied.edit, [], fact.unsaved) : stay(machine)
    }
    case 'lost':
      return move(machine, 'lost', fact.problem)
    case 'again':
      return again(machine)
    case 'retry':
      return machine.state === 'waiting' ? move({ ...machine, attempts: 0 }, 'due') : stay(machine)
    case 'due':
      return move(machine, 'due')
    case 'lasted':
      return stay({ ...machine, attempts: 0 })
    case 'close':
      return move(machine, 'close')
  }
}
