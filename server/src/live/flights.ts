/**
 * What is on its way to the journal of one document. It is not in the document yet, so what must be exclusive (a key that is
 * written once) is remembered here until it is; and an append that takes long is told to the table before it is known
 * whether it fails.
 */
type Flight = { readonly startedAt: number; readonly keys: readonly string[] }

export class Flights {
  private readonly flying = new Set<Flight>()
  private waiting: (() => void)[] = []
  private watch: NodeJS.Timeout | null = null
  private readonly slowMs: number
  private readonly on: { readonly slow: () => void; readonly idle: () => void }

  constructor(slowMs: number, on: { readonly slow: () => void; readonly idle: () => void }) {
    this.slowMs = slowMs
    this.on = on
  }

  get none(): boolean {
    return this.flying.size === 0
  }

  begin(keys: readonly string[]): Flight {
    const flight: Flight = { startedAt: performance.now(), keys }
    this.flying.add(flight)
    return flight
  }

  landed(flight: Flight): void {
    this.flying.delete(flight)
    if (this.flying.size > 0) return
    const waiting = this.waiting
    this.waiting = []
    for (const go of waiting) go()
    this.on.idle()
  }

  during(work: Promise<void>): void {
    const flight = this.begin([])
    void work.then(() => this.landed(flight))
  }

  /** Does another one write one of these keys? */
  holds(keys: readonly string[]): boolean {
    return keys.length > 0 && [...this.flying].some((flight) => flight.keys.some((key) => keys.includes(key)))
  }

  /** Resolves when nothing is in flight. */
  settled(): Promise<void> {
    return this.none ? Promise.resolve() : new Promise((resolve) => this.waiting.push(resolve))
  }

  /** One timer for all of them, which goes by the oldest: it may have begun at any moment since the timer was set. */
  watchSlow(): void {
    const oldest = this.flying.values().next().value
    if (oldest === undefined) return
    const left = oldest.startedAt + this.slowMs - performance.now()
    this.watch ??= setTimeout(
      () => {
        this.watch = null
        const still = this.flying.values().next().value
        if (still !== undefined && performance.now() - still.startedAt >= this.slowMs) this.on.slow()
        this.watchSlow()
      },
      left > 0 ? Math.ceil(left) : this.slowMs,
    ).unref()
  }

  close(): void {
    if (this.watch !== null) clearTimeout(this.watch)
  }
}
