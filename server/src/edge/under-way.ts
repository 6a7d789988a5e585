/**
 * What is with other nodes now. A node that hangs says nothing, and its sockets stay open: so it is looked again and again
 * whether each of them still has what was handed on to it.
 */
import type { DialogueId, RandomBytes } from '@tablee/shared/ids'
import type { Nodes } from './ports.ts'

type One = { readonly node: string; readonly cut: () => void }

/** Looks every `lookMs` until it is closed, which cuts all that is left. */
export function createUnderWay(
  whereIs: Nodes['whereIs'],
  log: (event: string, detail: object) => void,
  lookMs: number,
) {
  const under = new Map<DialogueId, Set<One>>()

  async function look(dialogue: DialogueId): Promise<void> {
    const at = await whereIs(dialogue)
    // While nobody can say, nobody is put out.
    if (at.is === 'away') return
    for (const one of under.get(dialogue) ?? []) if (at.is !== 'there' || at.node !== one.node) one.cut()
  }
  const looking = setInterval(() => {
    for (const dialogue of under.keys())
      look(dialogue).catch((cause: unknown) =>
        log('nobody says where a dialogue is', { dialogue, cause: String(cause) }),
      )
  }, lookMs)
  looking.unref()

  return {
    /** `begin` is told whom to tell when it is over, and gives what cuts it. */
    follow(dialogue: DialogueId, node: string, begin: (over: () => void) => () => void): void {
      const all = under.get(dialogue) ?? new Set()
      const over = (): void => {
        all.delete(one)
        if (all.size === 0 && under.get(dialogue) === all) under.delete(dialogue)
      }
      let cut = (): void => undefined
      const one: One = { node, cut: () => cut() }
      under.set(dialogue, all.add(one))
      try {
        cut = begin(over)
      } catch (cause) {
        // It was never under way.
        over()
        throw cause
      }
    },
    /** All that is under way now, one after the other within so many milliseconds, so that nobody comes with all others. */
    async letGo(withinMs: number, random: RandomBytes): Promise<void> {
      const all = [...under.values()].flatMap((ones) => [...ones])
      const part = (): number => (random(1)[0] ?? 0) / 256
      await Promise.all(
        all.map(({ cut }) => new Promise<void>((resolve) => setTimeout(() => resolve(cut()), withinMs * part()))),
      )
    },
    close(): void {
      clearInterval(looking)
      for (const all of under.values()) for (const { cut } of all) cut()
    },
  }
}
