/**
 * A device's disk that answers late. What a page hands over lies in a queue until it lands, in order; when the page
 * ends, what has not landed is gone. What stands in `landed` is what the next page finds.
 */
import { memoryShelf, type Shelf } from '@tablee/client/link/shelf'

export class SlowDisk {
  private readonly landed = memoryShelf()
  private queue: (() => Promise<void>)[] = []
  private page = 0
  /** How often a page handed something over. */
  handed = 0

  get waiting(): number {
    return this.queue.length
  }
  /** The next thing handed over reaches the disk. */
  async land(): Promise<void> {
    await this.queue.shift()?.()
  }
  async landAll(): Promise<void> {
    while (this.queue.length > 0) await this.land()
  }
  /** The page ends in the middle of whatever it does. */
  crash(): void {
    this.page++
    this.queue = []
  }
  /** A page's view of it. `open` after `crash` is the next page's. */
  open = async (): Promise<Shelf> => {
    const page = this.page
    const later = (run: () => Promise<void>): Promise<void> =>
      new Promise((resolve, reject) => {
        if (page !== this.page) return // nobody is there to hear
        this.handed++
        this.queue.push(() => run().then(resolve, reject))
      })
    return {
      durable: true,
      all: (prefix) => this.landed.all(prefix),
      change: (changes) => later(() => this.landed.change(changes)),
      fold: (prefix, into, merge) => later(() => this.landed.fold(prefix, into, merge)),
      clear: (prefix) => later(() => this.landed.clear(prefix)),
      close: () => undefined,
    }
  }
}
