/** What a translator's device keeps and sends, and what it offers next, without a screen. */
import type { TextToTranslate } from '@tablee/shared/wire/translations'
import {
  keptIn,
  keptOf,
  nothingKept,
  withDraft,
  withoutSaving,
  withSaving,
  asKept,
  type Kept,
} from '@tablee/client/translate/drafts'
import { beginning, countsOf, languagesIn, listed, needOf, nextOf, onwardFrom } from '@tablee/client/translate/queue'
import { isKey } from '@tablee/client/translate/letter-keys'
import { createSending, type SavedCommand, type Saving } from '@tablee/client/translate/saving'
import { expect, it } from 'vitest'

const text = (entry: string, more: Partial<TextToTranslate> = {}): TextToTranslate => ({
  table: 't1' as never,
  session: 1,
  entry,
  kind: 'words',
  part: '',
  number: 1,
  site: 'Lyon',
  text: `said ${entry}`,
  lang: 'de',
  capture: 'dictated',
  at: null,
  beneath: null,
  translation: null,
  taken: false,
  ...more,
})
const made = (mine: boolean, state: 'human' | 'checked' = 'human', earlier: string | null = null) => ({
  text: 'x',
  state,
  at: 1,
  who: '',
  mine,
  earlier,
})
const saving = (id: string, key: string, to: string): Saving => ({
  key,
  at: 1,
  command: { id, kind: 'translate', original: `said ${key}`, before: null, text: to } as SavedCommand,
})

it('[TRL20] what was saved without network is kept before it is sent, read back by the next tab, and sent once by whichever comes first', async () => {
  let disk: string | null = null
  const tab = () => {
    const read = (): Kept => keptIn(disk)
    const write = (next: Kept): void => void (disk = asKept(next))
    return { read, write }
  }
  const [one, two] = [tab(), tab()]
  one.write(withSaving(withDraft(nothingKept, 'a', { text: 'mine', original: 'said a' }), saving('1', 'a', 'mine')))
  one.write(withSaving(one.read(), saving('2', 'b', 'also mine')))
  // The tab is closed; another one reads what the first wrote.
  expect(two.read()).toMatchObject({ drafts: {}, unsent: [{ key: 'a' }, { key: 'b' }] })
  const server = new Set<string>()
  let [away, sent] = [true, 0]
  const timers: (() => void)[] = []
  const sending = createSending({
    first: () => two.read().unsent[0] ?? null,
    async act({ id }) {
      if (away) return { ok: false, problem: { code: 'offline' } }
      server.add(id)
      sent += 1
      return { ok: true, value: null }
    },
    answered: ({ command }, problem) => two.write(withoutSaving(two.read(), command.id, problem !== null)),
    failing: () => undefined,
    world: {
      later: (_after, run) => {
        timers.push(run)
        return () => undefined
      },
      chance: () => 0,
      onOnline: () => () => undefined,
      onWake: () => () => undefined,
    },
  })
  sending.kick()
  await expect.poll(() => timers.length).toBe(1)
  expect(two.read().unsent).toHaveLength(2)
  away = false
  timers[0]?.()
  await expect.poll(() => two.read().unsent.length).toBe(0)
  expect([...server]).toEqual(['1', '2'])
  expect(sent).toBe(2)
  expect(disk).toBeNull()
})

it('[TRL20] [ERA65] where somebody else was faster, or what was erased is said again, what was saved is a draft again, and a later one of the same text keeps its place', () => {
  const refused = withoutSaving(withSaving(nothingKept, saving('1', 'a', 'mine')), '1', true)
  expect(refused).toMatchObject({ unsent: [], drafts: { a: { text: 'mine', original: 'said a', refused: true } } })
  let kept = withSaving(withSaving(nothingKept, saving('1', 'a', 'first')), saving('2', 'a', 'second'))
  kept = withoutSaving(kept, '1', true)
  kept = withoutSaving(kept, '2', true)
  expect(kept.drafts['a']?.text).toBe('second')
  expect(refused.drafts['a']?.erased).toBe(undefined)
  const erased = withoutSaving(withSaving(nothingKept, saving('1', 'a', 'mine')), '1', 'erased')
  expect(keptIn(asKept(erased)).drafts['a']).toMatchObject({ text: 'mine', refused: true, erased: true })
  // What was begun meanwhile is not written over.
  const begun = withDraft(withSaving(nothingKept, saving('1', 'a', 'old')), 'a', { text: 'new', original: 'said a' })
  expect(withoutSaving(begun, '1', true).drafts['a']?.text).toBe('new')
})

it('[TRL9] what is shown no more leaves the device, what was saved of it too; damaged storage loses only what is damaged', () => {
  const kept = withSaving(withDraft(nothingKept, 'a', { text: 'x', original: 'y' }), saving('1', 'b', 'z'))
  expect(keptOf({ ...kept, open: 'a' }, new Set())).toEqual(nothingKept)
  expect(keptOf(kept, new Set(['a', 'b']))).toBe(kept)
  expect(keptIn('{"drafts":{"a":{"text":"x","original":"y"},"b":3},"unsent":[{"key":"a"},7]}')).toEqual({
    open: null,
    drafts: { a: { text: 'x', original: 'y' } },
    unsent: [],
  })
  // As the version before wrote it.
  expect(keptIn('{"open":"a","drafts":{}}')).toEqual({ open: 'a', drafts: {}, unsent: [] })
  expect(keptIn('no')).toEqual(nothingKept)
})

it('[TRL21] by kind, need and language; what somebody waits for comes before the rest, and it goes on where something waits', () => {
  const texts = [
    text('a'),
    text('b', { wanted: ['theme', 'reader'] }),
    text('c', { wanted: ['wall'], lang: 'ar' }),
    text('d', { translation: made(false) }),
    text('e', { translation: made(true) }),
    text('f', { translation: made(false, 'human', 'said before'), kind: 'wording' }),
    text('g', { taken: true }),
  ]
  expect(texts.map(needOf)).toEqual(['rest', 'reader', 'wall', 'second', 'done', 'rest', 'rest'])
  expect(beginning(texts, null)).toEqual({ tab: 'words', need: 'wall' })
  // What was open last is gone on with.
  expect(beginning(texts, 't1/1/f')).toEqual({ tab: 'wording', need: 'rest' })
  const german = new Set(['de'])
  expect(countsOf(texts, german).words).toEqual({ wall: 0, reader: 1, theme: 0, rest: 2, second: 1, done: 1 })
  const wanted = { tab: 'words', need: 'rest', from: german } as const
  const list = listed(texts, wanted, new Set())
  expect(list.map(({ entry }) => entry)).toEqual(['a', 'g'])
  // What somebody else has open is not offered.
  expect(nextOf(list, 'rest', 't1/1/a', new Set())).toBeNull()
  expect(onwardFrom(countsOf(texts, german), wanted)).toEqual({ tab: 'words', need: 'reader' })
  expect(onwardFrom(countsOf([texts[5] ?? text('f')], new Set()), wanted)).toEqual({ tab: 'wording', need: 'rest' })
  expect(languagesIn(texts)[0]).toMatchObject({ lang: 'de', all: 6, human: 2, checked: 0 })
})

it('[TRL34] takes a letter by what is written on the key, and by where it lies while another script is typed', () => {
  const of = (key: string, code: string) => ({ key, code })
  expect(isKey(of('a', 'KeyQ'), 'A', 'KeyA')).toBe(true)
  expect(isKey(of('ش', 'KeyA'), 'A', 'KeyA')).toBe(true)
  expect(isKey(of('q', 'KeyA'), 'A', 'KeyA')).toBe(false)
  // The page speaks Arabic, and its translator writes French.
  expect(isKey(of('س', 'KeyS'), 'س', 'KeyA')).toBe(true)
  expect(isKey(of('s', 'KeyS'), 'س', 'KeyA')).toBe(true)
  expect(isKey(of('m', 'Semicolon'), 'ك', 'KeyO')).toBe(true)
  expect(isKey(of('a', 'KeyA'), 'س', 'KeyA')).toBe(false)
})
