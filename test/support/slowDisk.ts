/**
 * A device's disk that answers late. What a page hands over lies in a queue until it lands, in order; when the page
 * ends, what has not landed is gone. What stands in `landed` is what the next page finds. It may be silent (a page that
 * opens it waits), refuse whatever it is asked, or be emptied by the browser.
 */
import { memoryStorage, type DeviceStorage } from '@tablee/client/link/storage'

export class SlowDisk {
  private landed = memoryStorage()
  private queue: (() => Promise<void>)[] = []
  private page = 0
  private waitingForWord: (() => void)[] = []
  private taken: () => void = () => undefined
  /** How often a page handed something over. */
  handed = 0
  /** How often a page asked to open it. */
  asked = 0
  silent = false
  refuses = false

  /** The browser is heard at last. */
  speak(): void {
    this.silent = false
    for (const run of this.waitingForWord.splice(0)) run()
  }
  /** Site data was cleared under the page. */
  empty(): void {
    this.landed = memoryStorage()
    this.taken()
  }

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
  open = async (): Promise<DeviceStorage> => {
    const page = this.page
    this.asked++
    if (this.silent) await new Promise<void>((resolve) => this.waitingForWord.push(resolve))
    if (this.refuses) throw new DOMException('no room', 'QuotaExceededError')
    const later = (run: () => Promise<void>): Promise<void> =>
      new Promise((resolve, reject) => {
        if (page !== this.page) return // nobody is there to hear
        this.handed++
        if (this.refuses) return reject(new DOMException('no room', 'QuotaExceededError'))
        this.queue.push(() => run().then(resolve, reject))
      })
    return {
      durable: true,
      all: (prefix) => this.landed.all(prefix),
      scopes: () => this.landed.scopes(),
      change: (changes) => later(() => this.landed.change(changes)),
      fold: (keys, into, merge) => later(() => this.landed.fold(keys, into, merge)),
      clear: (prefix) => later(() => this.landed.clear(prefix)),
      onTaken: (run) => void (this.taken = run),
      close: () => undefined,
    }
  }
}
