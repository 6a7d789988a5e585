/** By which of its addresses other devices came in since the start: the one proof that a card leads here. */
export type Came = ReturnType<typeof createCame>

/** ms. Who came since is told to the minute: nobody is looked at again within this. */
const enough = 30_000

/** In memory: nothing of who came is kept, and a restart begins anew. `own`: this machine's addresses, as they are now. */
export function createCame(own: () => readonly string[]) {
  const last = new Map<string, number>()
  return {
    /** `hosts`: the addresses that are ours; what else a request claims is not kept. */
    note(host: string | undefined, from: string, hosts: (host: string) => boolean, now: number): void {
      const address = from.replace(/^::ffff:/, '')
      if (host === undefined || address === 'local' || address === '::1' || address.startsWith('127.')) return
      const before = last.get(host) ?? -Infinity
      if (now >= before && now - before < enough) return
      // A page that is opened on this machine comes from the very address that stands on the cards.
      if (hosts(host) && !own().includes(address)) last.set(host, now)
    },
    by: (host: string): number | null => last.get(host) ?? null,
  }
}
