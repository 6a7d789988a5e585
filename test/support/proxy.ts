/** A cable between two processes that a test can make slow, full, still or torn. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export type Proxy = Awaited<ReturnType<typeof proxyTo>>

/** `url` leads to whatever `to` leads to. */
export async function proxyTo(to: string) {
  let target = new URL(to)
  const pairs = new Set<readonly [Socket, Socket]>()
  /** `late`: milliseconds that every byte takes; `rate`: bytes in a second; `still`: nothing goes through, and nobody is told. */
  const line = { late: 0, rate: Infinity, still: false, up: true, bytes: 0 }

  function pipe(from: Socket, into: Socket): void {
    let queue = Promise.resolve()
    from.on('data', (bytes: Buffer) => {
      line.bytes += bytes.length
      const came = performance.now()
      from.pause()
      queue = queue.then(async () => {
        const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))
        if (line.late > 0) await wait(Math.max(0, came + line.late - performance.now()))
        if (line.rate !== Infinity) await wait((bytes.length / line.rate) * 1_000)
        while (line.still && !into.destroyed) await wait(20)
        if (!into.destroyed) into.write(bytes)
        from.resume()
      })
    })
    from.on('error', () => into.destroy())
    from.on('close', () => into.destroy())
  }
  const server = createServer((from) => {
    if (!line.up) return void from.destroy()
    const into = connect(Number(target.port), target.hostname)
    const pair = [from, into] as const
    pairs.add(pair)
    from.on('close', () => pairs.delete(pair))
    pipe(from, into)
    pipe(into, from)
  })
  await new Promise<void>((done) => server.listen(0, done))
  const tear = (): void => {
    for (const [from, into] of pairs) {
      from.destroy()
      into.destroy()
    }
  }
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    line,
    /** Whoever comes from now on is led there. */
    lead: (other: string): void => void (target = new URL(other)),
    /** Both ends notice at once. */
    tear,
    cut(): void {
      line.up = false
      tear()
    },
    mend: (): void => void (line.up = true),
    close: (): void => {
      tear()
      server.close()
    },
  }
}
