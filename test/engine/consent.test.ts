/** What people are told of an engine, where they are asked: in the file, on their phones, on paper. */
import { lookThrough } from '@tablee/shared/formats/dialogue'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { openHall, texts } from '../voices/hall.ts'

const demo = (change: (consent: Record<string, unknown>) => void): string => {
  const file = JSON.parse(readFileSync(new URL('../../server/src/demo/dialogue.json', import.meta.url), 'utf8')) as {
    consent: Record<string, unknown>
  }
  change(file.consent)
  return JSON.stringify(file)
}
const inAll = { en: 'A program', fr: 'Un programme', de: 'Ein Programm', es: 'Un programa', ar: 'برنامج' }

it('[ENG7] the file names the engine, what it is used for and what people read of it, in all its languages', () => {
  const read = (engine: unknown) => lookThrough(demo((consent) => (consent['engine'] = engine)))
  const sound = { name: 'apertium', uses: ['translate'], text: inAll }
  expect(read(sound)).toMatchObject({ file: { consent: { engine: sound } } })
  for (const [engine, place] of [
    [{ ...sound, uses: ['listen'] }, 'consent.engine.uses[0]'],
    [{ ...sound, uses: [] }, 'consent.engine.uses'],
    [{ ...sound, uses: ['translate', 'translate'] }, 'consent.engine.uses[1]'],
    [{ ...sound, text: { en: 'x' } }, 'consent.engine.text'],
    [{ ...sound, name: '' }, 'consent.engine.name'],
    [{ ...sound, key: 'x' }, 'consent.engine.key'],
  ] as const) {
    const found = read(engine)
    expect(JSON.stringify('faults' in found && found.faults), place).toContain(`"${place}"`)
  }
})

it('[ENG7] who is asked for consent on a phone or on paper is told of it, and where there is none, of none', async () => {
  const engine = { name: 'parrot', uses: ['translate' as const], text: { en: 'A program makes drafts.' } }
  for (const consent of [{ ...texts, engine }, texts]) {
    const hall = await openHall({ consent })
    const { session } = await hall.enter('citizen', 1)
    const { body } = await hall.api('/api/seats', { as: session })
    const { consent: page } = body as { consent: { engine?: unknown } }
    expect(page.engine).toEqual('engine' in consent ? engine : undefined)
    const { dialogues, paper } = hall.parts
    const dialogue = dialogues.dialogue(hall.dialogue)
    if (dialogue === null) throw new Error('no dialogue')
    const tables = dialogues.tables(hall.dialogue).filter(({ number }) => number === 1)
    const [sheet] = paper.sheetsOf({ session: 2, kinds: ['consent'], langs: ['en'] }, dialogue, tables, hall.url)
    const printed = JSON.stringify(sheet)
    for (const said of ['A program makes drafts.', 'nothing that you say is given to this program'])
      expect(printed.includes(said)).toBe('engine' in consent)
    await hall.close()
  }
})
