/** A log that lies on another machine: a view is opened while the table goes on writing. */
import { serverKey } from '@tablee/server/access/keys'
import { viewLog } from '@tablee/server/view/log'
import { systemTimers } from '@tablee/server/view/ports'
import { createProjector } from '@tablee/server/view/projector'
import { addNode } from '@tablee/shared/board/edit'
import type { Lang, NodeId } from '@tablee/shared/ids'
import { observers } from '@tablee/shared/view/audiences'
import type { BoardView, ViewPolicy } from '@tablee/shared/view/policy'
import { expect, it } from 'vitest'
import { aHall, board } from './hall.ts'

const origin = { who: 'reporter', why: 'test' }
const texts = (view: BoardView | undefined): string[] => Object.values(view?.nodes ?? {}).map((one) => one.wording)

it('[VIEW8] what is written while a paused view is still being read was never public', async () => {
  const hall = await aHall({ clock: () => 1 })
  const say = (wording: string) =>
    hall.edit((doc) =>
      addNode(doc, origin, { id: wording.slice(0, 5) as NodeId, kind: 'issue', wording, lang: 'en' as Lang, at: 1 }),
    )
  await say('before the pause')
  let read: () => void = () => undefined
  const reading = new Promise<void>((done) => (read = done))
  const log = viewLog(hall.journal, { error: () => expect.fail('no checkpoint') })
  const policy: ViewPolicy = { ...hall.policy, observation: 'paused' }
  const projector = createProjector({
    board,
    audience: observers,
    log: {
      ...log,
      async rows(...asked) {
        await reading
        return log.rows(...asked)
      },
    },
    policyNow: () => policy,
    key: serverKey(new Uint8Array(32)),
    clock: () => 1,
    timers: systemTimers,
    logger: { error: () => undefined, warn: () => undefined },
    soon: () => undefined,
    told: true,
    firstEpoch: 1,
  })
  const stop = hall.journal.follow((row) => {
    if (row.doc === `board:${board}`) projector.take(row)
  })
  const opened = projector.flush()
  await say('after the pause')
  read()
  await opened
  expect(texts((await projector.observed())?.view)).toEqual(['before the pause'])
  stop()
  log.close()
  await projector.stop()
  await hall.close()
})
