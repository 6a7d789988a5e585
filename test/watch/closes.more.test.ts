/** A watch node that hears nothing shows nothing: in real time, with the figures printed. */
import { closeCodes } from '@tablee/shared/wire/close-codes'
import { afterEach, expect, it } from 'vitest'
import { aFeed, aWatchNode, type Watching } from '../support/aWatchNode.ts'
import { openHall, type Hall } from '../voices/hall.ts'

let hall: Hall
let watching: Watching
afterEach(async () => {
  await watching.close()
  await hall.close()
})

/** When nobody comes in any more, and when nobody stays (ms after `began`). */
async function ends(began: number, path: string, screen: Awaited<ReturnType<Watching['follow']>>) {
  let joins = Number.POSITIVE_INFINITY
  let code = 0
  void screen.closed.then((with_) => (code = with_))
  while (code === 0) {
    const answer = await watching.get(`/api/watch/${path}/rules`)
    if (answer.status === 503) joins = Math.min(joins, performance.now() - began)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return { joins, stays: performance.now() - began, code }
}

it('[WND7] an owner that may not answer for its hall any more is believed for no longer than its lease', async () => {
  const { feed, lease } = aFeed()
  lease.holds = 2_000
  hall = await openHall({ feed })
  watching = await aWatchNode(hall)
  const path = hall.link('observer').path ?? ''
  const screen = await watching.follow(path)
  const began = performance.now()
  lease.holds = 0
  const { stays, code } = await ends(began, path, screen)
  console.log(`lease run out: closed after ${(stays / 1_000).toFixed(2)} s`)
  expect(code).toBe(closeCodes.away)
  expect(stays).toBeLessThan(3_000)
})
