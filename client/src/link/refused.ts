/** What the server refused for good: kept on this device as files, until somebody has seen them. */
import type { ClientProblem } from './api.ts'
import type { Refused } from './light.ts'
import { fileOf } from './refusal.ts'
import type { RefusedChange } from './store-rows.ts'
import type { Store } from './store.ts'

/** `store` is null until the offline copy has been read. */
export function openRefused(
  of: { readonly called: string; readonly id: string },
  store: () => Store | null,
  changed: () => void,
) {
  let kept: readonly RefusedChange[] = []
  /** All of them are handed to the store once more. */
  const again = (): void => {
    for (const one of kept) store()?.putRefused(one)
  }
  function add(one: RefusedChange): void {
    kept = [...kept, one]
    store()?.putRefused(one)
    changed()
  }
  return {
    again,
    /** Those of earlier page loads; what was refused while they were read is written now. */
    restored(earlier: readonly RefusedChange[]): void {
      again()
      kept = [...earlier, ...kept]
    },
    add,
    /** A command that was denied for good. */
    command(id: string, said: Pick<RefusedChange, 'where' | 'texts'>, problem: ClientProblem, at: number): void {
      add({ id, at, problem, ...said, changes: 1, update: new Uint8Array([0, 0]) })
    },
    /** As the light tells them: without the bytes. */
    refused: (): Refused[] => kept.map(({ id, at, problem, where, changes }) => ({ id, at, problem, where, changes })),
    file(id: string) {
      const one = kept.find((each) => each.id === id)
      return one ? fileOf(of, one) : null
    },
    dismiss(id: string): void {
      kept = kept.filter((each) => each.id !== id)
      store()?.removeRefused(id)
      changed()
    },
  }
}

export type RefusedChanges = ReturnType<typeof openRefused>
