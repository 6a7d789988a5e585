/** What a watch node lets go of: all of it where its owner may not answer any more, a photo that is not released any more. */
import { closeCodes } from '@tablee/shared/wire/close-codes'
import { afterEach, expect, it } from 'vitest'
import { aFeed, aWatchNode, type Watching } from '../support/aWatchNode.ts'
import type { PhotoHash } from '@tablee/shared/ids'
import { layPhoto, png } from '../photo/pictures.ts'
import { done } from '../support/server.ts'
import { openHall, type Hall } from '../voices/hall.ts'
import { withinPromise } from '../support/promised.ts'

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
  const { code } = await ends(began, path, screen)
  withinPromise('closed after the lease has run out', began, 3_000)
  expect(code).toBe(closeCodes.away)
})

it('[WND12] a photo is shown here while it is released and stands in the view, asked of the owner once; taken back it is gone within a second', async () => {
  const { feed } = aFeed()
  hall = await openHall({ feed })
  watching = await aWatchNode(hall)
  const path = hall.link('observer').path ?? ''
  const policy = async (change: Parameters<Hall['parts']['dialogues']['setPolicy']>[1]): Promise<void> => {
    const by = { author: 'facilitator', device: 'd', command: crypto.randomUUID() }
    done(await hall.parts.dialogues.setPolicy(hall.board(1, 2), change, by))
  }
  const reporter = (await hall.enter('reporter', 1)).session
  const kept = await hall.api(`/api/boards/${hall.board(1, 2)}/photos`, { as: reporter, bytes: png() })
  const { hash } = kept.body as { hash: PhotoHash }
  const photo = `/api/watch/${path}/photos/${hash}`
  await policy({ consent: true, showCanvas: true, delayMinutes: 0 })
  const screen = await watching.follow(path)
  const photos = () => Object.values(screen.show().canvas).map((shape) => shape.photo)
  done(await hall.parts.live.write(hall.board(1, 2), 'reporter', (doc) => layPhoto(doc, hash)))
  await screen.until(() => photos().length > 0)
  expect([photos(), (await watching.get(photo)).status]).toEqual([[null], 404])
  await policy({ photos: [hash] })
  await screen.until(() => photos()[0] === hash)
  while ((await watching.get(photo)).status !== 200) await new Promise((resolve) => setTimeout(resolve, 20))
  // From here: the owner is not asked again.
  const [first, again] = [await watching.get(photo), await watching.get(photo)]
  expect([again.status, again.headers.get('content-type'), again.headers.get('cache-control')]).toEqual([
    200,
    'image/png',
    'no-store',
  ])
  expect(again.text).toBe(first.text)
  const began = performance.now()
  await policy({ photos: [] })
  while ((await watching.get(photo)).status !== 404) await new Promise((resolve) => setTimeout(resolve, 10))
  withinPromise('a photo that is taken back is gone at a watch node', began)
})
