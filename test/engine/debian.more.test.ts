/** The whole seam with two engines that anybody can install: apertium makes drafts, pocketsphinx writes down what was spoken. */
import type { EngineUse } from '@tablee/shared/dialogue/programme'
import type { Dictated } from '@tablee/shared/wire/dictation'
import { wavOf } from '@tablee/client/table/dictate/wav'
import { expect, it } from 'vitest'
import { aTranslator } from '../translations/aTranslator.ts'
import { openHall, sit, speak, texts } from '../voices/hall.ts'
import { apertium, haveApertium, havePocketsphinx, pocketsphinx, spoken } from '../support/debianEngines.ts'

const naming = (name: string, use: EngineUse) => ({
  ...texts,
  engine: { name, uses: [use], text: { en: 'A program of the town’s own.' } },
})

it.skipIf(!haveApertium)(
  '[ENG4] apertium makes drafts of a table’s words, and a translator takes one as theirs',
  async () => {
    const engine = await apertium()
    const hall = await openHall({ consent: naming('apertium', 'translate'), engine: engine.address })
    await sit(hall, (await hall.enter('citizen', 1)).session, 'T1-01')
    const said = 'The citizens want more trees in the square.'
    await speak(hall, 1, [
      { id: 'w1', seat: 'T1-01', text: said },
      ...Array.from({ length: 8 }, (_, n) => ({
        id: `more-${n}`,
        seat: 'T1-01',
        text: `House number ${n} has a small garden.`,
      })),
    ])
    const one = await aTranslator(hall, 'es')
    const began = Date.now()
    await one.does({ kind: 'draft', into: 'es' as never, from: null, only: null })
    await expect
      .poll(async () => (await one.read()).machine, { timeout: 30_000 })
      .toMatchObject({ state: 'idle', done: 10, of: 10 })
    console.log(`apertium: 10 drafts in ${Date.now() - began} ms`)
    const { draft } = await one.find(said)
    expect(draft).toMatchObject({ text: 'Los ciudadanos quieren más árboles en la plaza.', engine: 'apertium' })
    expect(draft?.version).toMatch(/^\d/)
    const at = one.at(await one.find(said))
    const text = draft?.text ?? ''
    expect((await one.does({ kind: 'translate', ...at, original: said, before: null, text, draft: text })).status).toBe(
      204,
    )
    expect((await one.find(said)).translation).toMatchObject({
      state: 'human',
      engine: { name: 'apertium', edited: false },
    })
    await hall.close()
    await engine.close()
  },
)

it.skipIf(!havePocketsphinx)(
  '[DICT1] pocketsphinx writes down a sentence that a machine says into a table’s microphone',
  async () => {
    const engine = await pocketsphinx(
      '#JSGF V1.0; grammar said; public <said> = the last (bus | train | boat) leaves too (early | late);',
    )
    const hall = await openHall({ consent: naming('pocketsphinx', 'transcribe'), engine: engine.address })
    await sit(hall, (await hall.enter('citizen', 1)).session, 'T1-01')
    const { session } = await hall.enter('facilitator', 1)
    const bytes = wavOf(spoken('the last train leaves too early'))
    const reply = await hall.api(`/api/boards/${hall.board(1, 2)}/dictation?seat=T1-01&lang=en-GB`, {
      as: session,
      method: 'POST',
      bytes,
    })
    const { text, engine: by } = reply.body as Dictated
    console.log(`pocketsphinx: ${bytes.length} bytes, "${text}"`)
    expect(by).toBe('pocketsphinx')
    expect(text).toMatch(/^the last (bus|train|boat) leaves too (early|late)$/)
    await hall.close()
    await engine.close()
  },
)
