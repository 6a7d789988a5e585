/**
 * A device's disk of changing mood, on virtual time: slow by chance, silent (nothing is answered until it speaks), full,
 * or emptied by the browser. One for all tabs of a device; whatever is handed over is dealt with in order, as IndexedDB
 * does with transactions on the same rows.
 */
import { memoryStorage, type DeviceStorage } from '@tablee/client/link/storage'
import type { Random } from './seeded.ts'

export type DiskPage = {
  readonly open: () => Promise<DeviceStorage>
  /** Whether this page has been told what lies here. */
  heard(): boolean
  /** The page ends. `all`: the browser still writes what it was handed; else what has not landed is gone. */
  end(all: boolean): void
}

const full = () => new DOMException('no room', 'QuotaExceededError')

export class MoodyDisk {
  private readonly chance: Random
  private landed = memoryStorage()
  private tail: Promise<void> = Promise.resolve()
  private waiting: (() => void)[] = []
  private takers = new Set<() => void>()
  silent = false
  full = false
  slow = false
  /** How often the browser emptied it. */
  emptied = 0

  constructor(chance: Random) {
    this.chance = chance
  }
  speak(): void {
    this.silent = false
    for (const run of this.waiting.splice(0)) run()
  }
  empty(): void {
    this.landed = memoryStorage()
    this.emptied++
    for (const taken of this.takers) taken()
  }
  private async mood(): Promise<void> {
    const pause = this.slow ? this.chance.pick([0, 5, 50, 400, 3_000, 12_000]) : 0
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause))
    while (this.silent) await new Promise<void>((resolve) => this.waiting.push(resolve))
  }
  /** A page on this device, or a tab beside it. */
  page(): DiskPage {
    let heard = false
    let gone = false
    let ended = false
    let taken: () => void = () => undefined
    const tell = () => taken()
    const inTurn = <T>(run: () => Promise<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        if (ended) return // nobody is there to ask, and nobody to hear
        this.tail = this.tail.then(async () => {
          await this.mood()
          if (gone) return
          await run().then(resolve, reject)
        })
      })
    const writing = (run: () => Promise<void>) => inTurn(() => (this.full ? Promise.reject(full()) : run()))
    return {
      heard: () => heard,
      end(all) {
        ended = true
        gone = !all
      },
      open: async () => {
        await this.mood()
        if (this.full && this.chance.below(3) === 0) throw full()
        this.takers.add(tell)
        return {
          durable: true,
          all: (prefix) =>
            inTurn(async () => {
              const rows = await this.landed.all(prefix)
              heard = true
              return rows
            }),
          scopes: () => inTurn(() => this.landed.scopes()),
          change: (changes) => writing(() => this.landed.change(changes)),
          fold: (keys, into, merge) => writing(() => this.landed.fold(keys, into, merge)),
          clear: (prefix) => writing(() => this.landed.clear(prefix)),
          onTaken: (run) => void (taken = run),
          close: () => void this.takers.delete(tell),
        }
      },
    }
  }
}
