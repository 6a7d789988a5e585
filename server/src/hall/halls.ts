/**
 * The halls of this process, one for each dialogue, and one in which nothing is: who leads nowhere is answered there, as by
 * a server that never heard of it. A hall closes and opens again while the others go on: all that it knows is in its log.
 */
import { boardDoc } from '@tablee/shared/documents'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import type { Result } from '@tablee/shared/problem'
import { everywhere } from '../access/access.ts'
import { answersOf, type Answers } from '../http/hand-over.ts'
import { knowsAll } from '../record/known.ts'
import { Elsewhere } from '../move/settle.ts'
import { isDamage } from '../store/database.ts'
import { carryPlacements } from '../voices/placed.ts'
import { createHall, type Hall } from './hall.ts'
import { createGone } from './gone.ts'
import { routesOf } from './routes.ts'
import type { House, Opened } from './house.ts'
import type { Shared } from './shared.ts'
import { needsNewer } from './standing.ts'

export type Halls = Awaited<ReturnType<typeof openHalls>>

/** Before anybody is served there. How many of its snapshots the log could not give back. */
async function complete(hall: Hall, { shared: { database } }: Opened, lacksSnapshots: boolean): Promise<number> {
  const left = lacksSnapshots ? await hall.snapshots.mend() : 0
  await carryPlacements(database, hall.dialogue, hall.voices)
  // A founding that was cut short is finished; while devices hand in what a backup lacks, nothing is put before it.
  if (!hall.recovery.running(hall.dialogue)) {
    await hall.founding.plantBlank(hall.dialogue)
    await hall.founding.finishExtending(hall.dialogue)
  }
  return left
}

/** What was to go goes, and what an erasure had begun is done, before anybody comes in. */
async function admit(hall: Hall, { shared: { audiences } }: Opened, shut: readonly BoardId[]): Promise<void> {
  await hall.access.purge()
  // Before anybody is told of a change of policy: that would take what is left for what was public.
  for (const board of shut)
    if (hall.dialogues.board(board) !== null)
      for (const audience of audiences) await hall.views.observed(board, audience)
  await hall.erasing.resume()
  hall.materials.tidy()
  // A dialogue of a version before gets its key, and a folder with a new key another one.
  if (hall.dialogues.standing(hall.dialogue) !== null) await hall.seals.settle()
  // What was due while no server ran is cut now; nobody waits for it.
  void hall.byItself.look()
}

/** Boards of the session that runs now, that hold anything. */
function underWay({ dialogue: id, dialogues, journal }: Hall, now: number): readonly BoardId[] {
  const of = dialogues.dialogue(id)
  if (of === null || now < of.opensAt || of.closesAt < now) return []
  return dialogues
    .tables(id)
    .flatMap((table) => dialogues.currentBoard(table.id)?.id ?? [])
    .filter((board) => journal.head(boardDoc(board)).seq > 0)
}

/** Halls as they are opened on what the house gives for each. */
function createOpening(house: House) {
  const openedOn = new WeakMap<Hall, Opened>()
  function on(hall: Hall): Opened {
    const opened = openedOn.get(hall)
    if (opened === undefined) throw new Error(`the hall of ${hall.dialogue} was opened on nothing`)
    return opened
  }
  return {
    on,
    /** `moved`: also where it was moved away, to read what led to it. */
    async create(dialogue: DialogueId, moved = false): Promise<Hall> {
      const opened = await house.open(dialogue, moved)
      try {
        knowsAll(opened.journal.documents(''))
        const hall = await createHall(dialogue, opened.journal, opened.shared)
        openedOn.set(hall, opened)
        return hall
      } catch (cause) {
        await opened.left()
        throw cause
      }
    },
    /** What is in flight lands, and what it was opened on is free again. */
    async goOut(hall: Hall): Promise<void> {
      try {
        await hall.leave()
      } finally {
        await on(hall).left()
      }
    },
  }
}

/** Work on what a hall was opened on, with nobody in it. */
function exchanges({
  closed,
  enter,
  notOpened,
}: {
  readonly closed: <T>(dialogue: DialogueId, work: () => Promise<T>) => Promise<T>
  readonly enter: (dialogue: DialogueId) => Promise<Hall>
  readonly notOpened: (dialogue: DialogueId, cause: unknown) => unknown
}) {
  /** It may be another's when `work` is done: then who comes is told so. Whatever comes of it, it is open here or moved. */
  async function mayMove<T>(dialogue: DialogueId, work: () => Promise<T>): Promise<T> {
    try {
      return await closed(dialogue, work)
    } finally {
      await enter(dialogue).catch((cause: unknown) => notOpened(dialogue, cause))
    }
  }
  /** Its rows are exchanged meanwhile. Where it cannot be opened with what they are then, `undo` has the last word. */
  async function closedFor<T>(dialogue: DialogueId, work: () => Promise<T>, undo: () => Promise<void>): Promise<T> {
    const done = await closed(dialogue, work).catch(async (cause: unknown) => {
      await enter(dialogue)
      throw cause
    })
    try {
      await enter(dialogue)
    } catch (cause) {
      await closed(dialogue, undo)
      await enter(dialogue)
      throw cause
    }
    return done
  }
  return { closedFor, mayMove }
}

/**
 * Opens a hall for every dialogue that stands; throws where the file is damaged, or where the only one cannot be opened.
 * Before anybody is served `complete` and then `admit` have to be awaited; at the end `close`, which waits for nothing
 * (`leave` does).
 */
export async function openHalls(house: House) {
  const { directory, logger, clock } = house.common
  const open = new Map<DialogueId, Hall>()
  const opening = new Map<DialogueId, Promise<Hall>>()
  const leaving = new Map<DialogueId, Promise<void>>()
  const { create, on, goOut } = createOpening(house)
  const nobodys = await create(everywhere)
  open.set(everywhere, nobodys)

  const notLeft = (dialogue: DialogueId) => (cause: unknown) =>
    logger.error({ dialogue, cause: String(cause) }, 'nor left')
  const gone = createGone(directory, logger, (dialogue) => create(dialogue, true).then(goOut).catch(notLeft(dialogue)))
  /** From now on it is asked; it is left when it is another process's. */
  function settle(hall: Hall): void {
    open.set(hall.dialogue, hall)
    house.entered?.(hall)
    void on(hall).ended?.then(async () => {
      if (of(hall.dialogue) === hall) await leave(hall.dialogue).catch(notLeft(hall.dialogue))
    })
  }
  /** One that cannot be opened stays closed, and the others open. A damaged file is every hall's. */
  async function apart(dialogue: DialogueId, work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (cause) {
      if (cause instanceof Elsewhere) return gone.to(dialogue, cause)
      if (isDamage(cause) || house.standing.length < 2 || dialogue === everywhere) throw cause
      if (needsNewer(cause)) logger.error({ dialogue }, cause.message)
      else {
        const said = cause instanceof Error ? cause.stack : String(cause)
        logger.error({ dialogue, cause: said }, 'this dialogue cannot be opened: nobody is let in there')
      }
      // Its address says so, also where nothing else of it is known.
      directory.lead(dialogue, 'dialogue', dialogue)
      const hall = open.get(dialogue)
      open.delete(dialogue)
      if (hall !== undefined) await goOut(hall).catch(notLeft(dialogue))
    }
  }

  for (const dialogue of house.standing) await apart(dialogue, async () => settle(await create(dialogue)))

  const answers = new WeakMap<Hall, Answers>()
  const all = (): readonly Hall[] => [...open.values()]
  /** Null where it is closed, or not of this process. */
  const of = (dialogue: DialogueId): Hall | null => open.get(dialogue) ?? null

  /** Null also where it is open, and nobody may be told of it: another process may have it by now. */
  function asked(dialogue: DialogueId): Hall | null {
    const hall = of(dialogue)
    return hall !== null && on(hall).holds() ? hall : null
  }

  async function reopen(dialogue: DialogueId): Promise<Hall> {
    // Two halls on one dialogue would each judge without the other's rows.
    await leaving.get(dialogue)
    const hall = await create(dialogue).catch(async (cause: unknown) => {
      if (!(cause instanceof Elsewhere)) throw cause
      await gone.to(dialogue, cause)
      throw gone.refusal(dialogue)
    })
    gone.back(dialogue)
    try {
      await complete(hall, on(hall), false)
      await admit(hall, on(hall), [])
    } catch (cause) {
      await goOut(hall).catch(notLeft(dialogue))
      throw cause
    }
    settle(hall)
    return hall
  }
  /** Open from when everything is in order there; once, however many ask for it. */
  function enter(dialogue: DialogueId): Promise<Hall> {
    const known = open.get(dialogue)
    if (known !== undefined) return Promise.resolve(known)
    const coming = opening.get(dialogue) ?? reopen(dialogue).finally(() => opening.delete(dialogue))
    opening.set(dialogue, coming)
    return coming
  }

  /** It is left in good order: what is in flight lands, everybody is told to come back. The others notice nothing. */
  function leave(dialogue: DialogueId): Promise<void> {
    const hall = of(dialogue)
    if (hall === null) return leaving.get(dialogue) ?? Promise.resolve()
    open.delete(dialogue)
    const gone = goOut(hall).finally(() => leaving.get(dialogue) === gone && leaving.delete(dialogue))
    leaving.set(dialogue, gone)
    return gone
  }

  /** Nobody is in while `work` runs. Whoever comes is told to come again; whoever would open it waits. */
  function closed<T>(dialogue: DialogueId, work: () => Promise<T>): Promise<T> {
    const done = leave(dialogue)
      .then(work)
      .finally(() => house.renew(dialogue))
    const settled = done.then(
      () => undefined,
      () => undefined,
    )
    leaving.set(dialogue, settled)
    void settled.then(() => leaving.get(dialogue) === settled && leaving.delete(dialogue))
    return done
  }
  const { closedFor, mayMove } = exchanges({
    closed,
    enter,
    notOpened: (dialogue, cause) =>
      !gone.has(dialogue) && logger.error({ dialogue, cause: String(cause) }, 'not opened again'),
  })

  return {
    nobodys,
    all,
    of,
    asked,
    holds: (hall: Hall): boolean => on(hall).holds(),
    /** What it works on beside its log. */
    sharedOf: (hall: Hall): Shared => on(hall).shared,
    /** Where somebody is led; who comes while it is closed is told to come again. */
    at(dialogue: DialogueId | null): Hall {
      const hall = dialogue === null ? nobodys : asked(dialogue)
      if (hall === null) throw gone.refusal(dialogue)
      return hall
    },
    /**
     * Of what is judged from now on: told later whether all that it rests on has landed. `led`: the hall that judged; null:
     * nobody knows which.
     */
    landing(): (led: DialogueId | null) => Promise<boolean> {
      const before = new Map(all().map((hall) => [hall, hall.journal.setbacks()]))
      return async (led) => {
        const judged = [...before].filter(([{ dialogue }]) => led === null || dialogue === led)
        await Promise.all(judged.map(([hall]) => hall.journal.settled()))
        return judged.every(([hall, count]) => hall.journal.setbacks() === count)
      }
    },
    /** That were founded, in the order in which they begin. */
    list: (): readonly DialogueId[] =>
      all()
        .flatMap(({ dialogues, dialogue }) => dialogues.dialogue(dialogue) ?? [])
        .sort((a, b) => a.opensAt - b.opensAt || (a.id < b.id ? -1 : 1))
        .map(({ id }) => id),
    enter,
    leave,
    closedFor,
    mayMove,
    /** What may be the first of a dialogue: where nothing of it is written in the end, its hall goes again. */
    async begin<T>(dialogue: DialogueId, run: (hall: Hall) => Promise<Result<T>>): Promise<Result<T>> {
      const hall = await enter(dialogue)
      const done = await run(hall)
      if (!done.ok && of(dialogue) === hall && hall.journal.documents('').length === 0) await leave(dialogue)
      return done
    },
    async complete(lacksSnapshots: boolean): Promise<number> {
      let left = 0
      for (const hall of all())
        await apart(hall.dialogue, async () => void (left += await complete(hall, on(hall), lacksSnapshots)))
      return left
    },
    /** `shut`: boards of which nobody knows what was public. */
    async admit(shut: readonly BoardId[]): Promise<void> {
      for (const hall of all()) await apart(hall.dialogue, () => admit(hall, on(hall), shut))
      await Promise.all(all().map((hall) => hall.live.warm(underWay(hall, clock()))))
    },
    /** What it answers with, made when it is first asked. */
    answers(hall: Hall): Answers {
      const known = answers.get(hall) ?? answersOf(routesOf(hall, on(hall).shared))
      answers.set(hall, known)
      return known
    },
    close(): void {
      for (const hall of all()) hall.close()
      house.close()
    },
  }
}
