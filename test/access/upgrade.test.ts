/** Sockets at the door: who is counted with whom, and what a stranger's knocking leaves in the log. */
import { createUpgrade } from '@tablee/server/http/upgrade'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'

const logged: object[] = []
const server = createServer()
const kept = { largest: 1_000, accept: () => undefined }
const { upgrade, close } = createUpgrade({
  sockets: [
    { ...kept, path: '/collab' },
    { ...kept, path: '/observe', watches: true },
  ],
  allowsOrigin: (origin) => origin === undefined,
  log: (event, detail) => void logged.push({ event, ...detail }),
  most: 2,
})
let url = ''
const open: WebSocket[] = []
beforeAll(async () => {
  server.on('upgrade', upgrade)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const at = server.address()
  url = `ws://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}`
})
afterAll(() => {
  for (const socket of open) socket.terminate()
  close()
  server.close()
})
/** 101, or why not. */
const comes = (path: string, origin?: string): Promise<number> =>
  new Promise((resolve) => {
    const socket = new WebSocket(`${url}${path}`, origin === undefined ? {} : { origin })
    open.push(socket)
    socket.once('open', () => resolve(101))
    socket.once('unexpected-response', (_, answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    socket.on('error', () => undefined)
  })

it('[HTTP14] whoever opens all the sockets that watch takes none from who edits behind the same address', async () => {
  expect([await comes('/observe/a/b'), await comes('/observe/a/b'), await comes('/observe/a/b')]).toEqual([
    101, 101, 429,
  ])
  expect([await comes('/collab'), await comes('/collab'), await comes('/collab')]).toEqual([101, 101, 429])
})

it('[HTTP8] whoever knocks all day from a page of their own fills no log', async () => {
  const long = `/collab/${'x'.repeat(5_000)}`
  for (let knock = 0; knock < 50; knock += 1) expect(await comes(long, 'http://evil.example')).toBe(403)
  expect(logged.length).toBeLessThan(10)
  expect(JSON.stringify(logged).length).toBeLessThan(5_000)
})
