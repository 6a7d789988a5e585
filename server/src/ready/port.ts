/** Whether this machine answers at its address in the hall's network, as a phone would ask it. */
import { connect, createServer } from 'node:net'
import type { Fact } from '@tablee/shared/ready/fact'

const within = 2_000

/** Whether somebody takes connections there, within 2 s. */
export const answers = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: within })
    const end = (does: boolean) => {
      socket.destroy()
      resolve(does)
    }
    socket.on('connect', () => end(true))
    socket.on('timeout', () => end(false))
    socket.on('error', () => end(false))
  })

/** A firewall of this machine may still keep others out: only one that came in shows that it does not. */
export async function lookAtPort(port: number, own: readonly string[]): Promise<Fact> {
  if (own.length === 0) return { what: 'port', is: 'bad', why: 'alone', port }
  const all = await Promise.all(own.map((host) => answers(host, port)))
  return all.some(Boolean)
    ? { what: 'port', is: 'good', why: 'answers', port }
    : { what: 'port', is: 'bad', why: 'silent', port }
}

/** Where no server of this folder runs: may one listen there? `second`: whether this laptop's own page as a second one is there. */
export const lookAtFreePort = (port: number, second: () => Promise<boolean>): Promise<Fact> =>
  new Promise((resolve) => {
    const server = createServer()
    server.on('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EACCES') return resolve({ what: 'port', is: 'bad', why: 'forbidden', port })
      void second().then((is) =>
        resolve(
          is ? { what: 'port', is: 'good', why: 'second', port } : { what: 'port', is: 'bad', why: 'taken', port },
        ),
      )
    })
    server.listen(port, () => server.close(() => resolve({ what: 'port', is: 'good', why: 'free', port })))
  })
