/** By which of its addresses other devices came in since the start: the one proof that a card leads here. */
export type Came = ReturnType<typeof createCame>

/** In memory: nothing of who came is kept, and a restart begins anew. */
export function createCame() {
  const last = new Map<string, number>()
  return {
    /** `hosts`: the addresses that are ours; what else a request claims is not kept. */
    note(host: string | undefined, from: string, hosts: (host: string) => boolean, now: number): void {
      if (host === undefined || from === 'local' || /^(::1|(::ffff:)?127\.)/.test(from) || !hosts(host)) return
      last.set(host, now)
    },
    by: (host: string): number | null => last.get(host) ?? null,
  }
}
