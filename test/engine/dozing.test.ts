/** An engine that takes its time to say who it is: what is taken back meanwhile does not leave after all. */
import { createDictation } from '@tablee/server/engine/dictation'
import { createEngine } from '@tablee/server/engine/engine'
import { beginRun } from '@tablee/server/translations/draft-run'
import { wavOf } from '@tablee/client/table/dictate/wav'
import type { BoardId, DialogueId, SeatCode, TableId } from '@tablee/shared/ids'
import { expect, it } from 'vitest'

const about = {
  protocol: 'tablee-engine/1',
  engine: 'parrot',
  version: '1',
  translate: [{ from: 'en', to: 'fr' }],
  transcribe: ['en'],
}
/** `asked`: what it was given beside that question; `wake`: it says who it is. */
function dozing() {
  const asked: string[] = []
  let wake = (): void => undefined
  const awake = new Promise<void>((resolve) => (wake = resolve))
  const engine = createEngine({
    address: 'http://engine',
    clock: () => 1,
    note: () => undefined,
    async ask(path) {
      await awake
      if (path !== '') asked.push(path)
      return { ok: true, value: path === '' ? about : { engine: 'parrot', version: '1', text: 'said' } }
    },
  })
  return { asked, wake, engine }
}
const [dialogue, board, table] = ['d' as DialogueId, 'b' as BoardId, 't' as TableId]
const seat = 'T1-01' as SeatCode

it('[DICT2] a sound is not given to an engine that says who it is only when the curtain is drawn', async () => {
  const { asked, wake, engine } = dozing()
  let drawn = false
  const dictation = createDictation({
    engineOf: () => ({ engine, name: 'parrot' }),
    consents: () => ({ observed: [seat], quoted: [seat] }) as never,
    curtained: () => drawn,
    sitsAt: () => true,
  })
  const whose = { dialogue, board, seat, lang: 'en', own: null }
  const { signal } = new AbortController()
  const said = dictation.dictate('s', whose, wavOf(new Float32Array(1_600)), signal, () => true)
  drawn = true
  wake()
  expect(await said).toEqual({ ok: true, value: { text: null, engine: null, why: 'curtain' } })
  expect(asked).toEqual([])
})

it('[ENG3] a text that is withdrawn while the engine is asked who it is is not given to it', async () => {
  const { asked, wake, engine } = dozing()
  let stands = true
  const run = beginRun({
    log: { append: async () => ({ ok: true, value: null }) } as never,
    engine: {
      name: 'parrot',
      about: async () => {
        const found = await engine.about()
        return found.ok ? { ok: true, value: { version: '1', pairs: [] } } : found
      },
      translate: (of) => engine.translate({ ...of, named: 'parrot' }),
    },
    find: async () =>
      stands
        ? { ok: true, value: { of: {} as never, text: 'CANARY', wording: null } }
        : { ok: false, problem: { code: 'not-found', what: 'entry' } },
    told: () => undefined,
    newId: () => 'id',
    session: { device: 'd' } as never,
    dialogue,
    still: () => true,
  })
  run.take([{ table, session: 1, entry: 'e', into: 'fr' as never, from: 'en' }])
  const done = run.work()
  await new Promise(setImmediate)
  stands = false
  wake()
  await done
  expect(asked).toEqual([])
  expect(run.told()).toMatchObject({ done: 0, left: 1 })
})
