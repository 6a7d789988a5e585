/** The door itself: how many may come in one moment. */
import { existsSync, readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { expect, it } from 'vitest'
import { openPort } from '@tablee/server/http/port'

const told = '/proc/sys/net/core/somaxconn'
/** What this system has room for at all. */
const room = existsSync(told) ? Number(readFileSync(told, 'utf8')) : 128

it('[HTTP18] a thousand devices that come in one moment are let in at once: none has to knock again', async () => {
  const door = openPort({ origins: null, port: 0, tls: null })
  door.serve(
    () => new Response('in'),
    (_request, socket) => socket.destroy(),
  )
  const port = await door.listen()
  let connected = 0
  // Nobody is accepted before all of them have knocked. Whom the system has no room for knocks again after a second.
  const all = Array.from(
    { length: Math.min(1_000, room) },
    (): Socket =>
      connect({ port, host: '127.0.0.1' }, () => {
        connected += 1
      }),
  )
  for (const one of all) one.on('error', () => undefined)
  for (let turn = 0; turn < 50 && connected < all.length; turn += 1)
    await new Promise((resolve) => setImmediate(resolve))
  for (const one of all) one.destroy()
  door.stop()
  door.closeAll()
  expect(connected).toBe(all.length)
})
