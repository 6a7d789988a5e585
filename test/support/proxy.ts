/** A cable between two processes that a test can make slow, full, still or torn. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export type Proxy = Awaited<ReturnType<typeof proxyTo>>

/** `url` leads to whatever `to` leads to. */
export async function proxyTo(to: string) {
  let target = new URL(to)
  const pairs = new Set<readonly [Socket, Socket]>()
  const forgotten = new WeakSet<Socket>()
  /**
   * `late`: milliseconds that every byte takes; `rate`: bytes in a second; `still`: nothing goes through, and nobody is told;
   * `there`, `back`: nothing in that direction alone; `deaf`: nothing at all, not even that the other end has closed.
   */
  const line: { late: number; rate: number; still: boolean | 'there' | 'back' | 'deaf'; up: boolean; bytes: number } = {
    late: 0,
    rate: Infinity,
    still: false,
    up: true,
    bytes: 0,
  }

  function pipe(from: Socket, into: Socket, way: 'there' | 'back'): void {
    const held = (): boolean =>
      line.still === true || line.still === 'deaf' || line.still === way || forgotten.has(from)
    let queue = Promise.resolve()
    from.on('data', (bytes: Buffer) => {
      line.bytes += bytes.length
      const came = performance.now()
      from.pause()
      queue = queue.then(async () => {
        const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))
        if (line.late > 0) await wait(Math.max(0, came + line.late - performance.now()))
        if (line.rate !== Infinity) await wait((bytes.length / line.rate) * 1_000)
        while (held() && !into.destroyed) await wait(20)
        if (!into.destroyed) into.write(bytes)
        from.resume()
      })
    })
    const gone = (): void => {
      if (line.still === true || !held()) return void into.destroy()
      const timer = setInterval(() => {
        if (line.still !== true && held()) return
        clearInterval(timer)
        into.destroy()
      }, 20)
      timer.unref()
    }
    from.on('error', gone)
    from.on('close', gone)
  }
  const server = createServer((from) => {
    if (!line.up) return void from.destroy()
    const into = connect(Number(target.port), target.hostname)
    const pair = [from, into] as const
    pairs.add(pair)
    from.on('close', () => pairs.delete(pair))
    pipe(from, into, 'there')
    pipe(into, from, 'back')
  })
  await new Promise<void>((done) => server.listen(0, done))
  const { port } = server.address() as AddressInfo
  const tear = (): void => {
    for (const [from, into] of pairs) {
      from.destroy()
      into.destroy()
    }
  }
  return {
    url: `http://localhost:${port}`,
    line,
    /** Whoever comes from now on is led there. */
    lead: (other: string): void => void (target = new URL(other)),
    /** Both ends notice at once. */
    tear,
    /** Nothing goes through the connections of now any more, as by a machine on the way that has forgotten them; new ones stand. */
    forget(): void {
      for (const each of [...pairs].flat()) forgotten.add(each)
    },
    /** As such a machine that says so. */
    reset(): void {
      for (const [from, into] of pairs) {
        from.resetAndDestroy()
        into.resetAndDestroy()
      }
    },
    cut(): void {
      line.up = false
      tear()
    },
    mend: (): void => void (line.up = true),
    /** Nobody listens there any more, as when the process behind it has ended; and again, at the same place. */
    async away(): Promise<void> {
      tear()
      await new Promise<void>((done) => server.close(() => done()))
    },
    back: (): Promise<void> => new Promise((done) => server.listen(port, done)),
    close: (): void => {
      tear()
      server.close()
    },
  }
}
