/** The translator's page, state by state: the real page on made-up texts. Nothing that is written here goes anywhere. */
import type { TableId } from '@tablee/shared/ids'
import type { TextToTranslate, TextsToTranslate } from '@tablee/shared/wire/translations'
import type { ReactNode } from 'react'
import { ok } from '@tablee/shared/problem'
import type { Answer } from '../link/api.ts'
import type { Draft, Store } from '../translate/drafts.ts'
import { Desk } from '../translate/page.tsx'
import type { TranslatePort } from '../translate/port.ts'
import { now } from './samples.ts'

type More = Partial<TextToTranslate>
const made = (text: string, more: Partial<NonNullable<TextToTranslate['translation']>> = {}) => ({
  text,
  state: 'human' as const,
  at: now - 240_000,
  who: 'Translators',
  mine: false,
  earlier: null,
  ...more,
})
const beneath = { text: 'Wer erlaubt, muss abstellen dürfen', lang: 'de' }
const one = (entry: string, number: number, site: string, lang: string, text: string, more: More = {}) => ({
  table: `t${number}` as TableId,
  session: 2,
  entry,
  kind: 'words' as const,
  part: '',
  number,
  site,
  text,
  lang,
  capture: 'dictated',
  at: now - 480_000,
  beneath,
  translation: null,
  taken: false,
  ...more,
})
const texts: readonly TextToTranslate[] = [
  one('a', 11, 'Aachen', 'de', 'Wer erlaubt, muss auch abstellen dürfen, und zwar sofort.', {
    translation: made('Whoever permits must be allowed to switch off, and at once.', { state: 'checked' }),
  }),
  one('b', 4, 'Tunis', 'ar', 'الرخصة التي لا تُسحب ليست إلا ورقة.', {
    capture: 'paper',
    translation: made('A licence that cannot be withdrawn is only a piece of paper.', { mine: true }),
  }),
  one('c', 4, 'Tunis', 'ar', 'إذا توقّفت ليلاً، فمن يفتح الباب؟', {
    capture: 'paper',
    beneath: null,
    wanted: ['reader'],
    before: {
      text: 'أمّي لا تستطيع النزول وحدها.',
      lang: 'ar',
      translation: 'My mother cannot get off by herself.',
    },
  }),
  one('d', 11, 'Aachen', 'de', 'Ich will nicht wissen, wer schuld ist. Ich will wissen, wer kommt.', {
    capture: 'own-typing',
    wanted: ['wall'],
    unclear: { by: 2, mine: false },
    asked: {
      text: 'Who is “wer”: the driver or the rescue?',
      by: 1,
      mine: true,
      at: now - 120_000,
      answer: { text: 'Die Rettung. Wer fährt, ist uns gleich.', at: now - 60_000 },
      reworded: false,
    },
  }),
  one('e', 9, 'Tunis', 'ar', 'حيّنا آخر حيّ في كل خطة، وأوّل حيّ في كل تجربة.', {
    capture: 'own-typing',
    taken: true,
    takenBy: 2,
    wanted: ['reader'],
  }),
  one('f', 6, 'Lyon', 'fr', 'Une voix répond tout de suite', {
    kind: 'wording',
    capture: null,
    at: null,
    beneath: null,
    translation: made('A voice answers', { earlier: 'Une voix répond' }),
  }),
  one('g', 6, 'Aachen', 'de', 'Mein Dorf hat kein Netz. Dann hält das Ding einfach an.', {
    translation: made('My village has no net. Then the thing simply stops.'),
  }),
]
const terms = [
  { from: 'ar', term: 'توقّفت', say: 'to stop, of a vehicle. Not “to break down”.' },
  { from: 'de', term: 'kommt', say: 'comes' },
]
const told: TextsToTranslate = {
  version: '1',
  title: 'Driverless mobility',
  langs: ['en', 'fr', 'de'],
  here: 1,
  terms,
  texts,
}

function store(first: string | null): Store {
  let text = first
  return { read: () => text, write: (next) => void (text = next) }
}
const never = new Promise<never>(() => undefined)
const offline = { ok: false, problem: { code: 'offline' } } as const

function screen(
  {
    open = null,
    draft = null,
    unsent = [],
    of = told,
    answer = ok(null),
  }: {
    readonly open?: string | null
    readonly draft?: Draft | null
    /** What was saved here and has not left, by its text. */
    readonly unsent?: readonly { readonly entry: string; readonly text: string }[]
    readonly of?: TextsToTranslate | null
    /** What the server says to whatever is done. */
    readonly answer?: Answer<unknown>
  } = {},
  into = 'en',
): () => ReactNode {
  const found = texts.find(({ entry }) => entry === open)
  const key = found === undefined ? null : `${found.table}/${found.session}/${found.entry}`
  const kept = JSON.stringify({
    open: key,
    drafts: key === null || draft === null ? {} : { [key]: draft },
    unsent: unsent.flatMap(({ entry: of, text }) => {
      const one = texts.find(({ entry }) => entry === of)
      if (one === undefined) return []
      const { table, session, entry, text: original } = one
      const command = { id: of, kind: 'translate', table, session, entry, into, original, before: null, text }
      return [{ key: `${table}/${session}/${entry}`, at: now, command }]
    }),
  })
  const mine = store(kept)
  const port: TranslatePort = {
    texts: () => (after) => (of === null || after !== null ? never : Promise.resolve(ok(of))),
    table: () =>
      Promise.resolve(
        ok({
          texts: texts
            .filter(({ number }) => number === found?.number)
            .map((one) => ({ ...one, translation: one.translation?.text ?? null })),
        }),
      ),
    act: () => Promise.resolve(answer),
    newId: () => 'one',
    store: () => mine,
    into: store(into),
  }
  return () => <Desk port={port} />
}

/** The engine, as far as it is. */
const by = (machine: Partial<NonNullable<TextsToTranslate['machine']>> = {}): TextsToTranslate => ({
  ...told,
  machine: {
    name: 'apertium',
    version: '3.9.12',
    from: ['de', 'fr', 'ar'],
    state: 'idle',
    done: 0,
    of: 0,
    left: 0,
    ...machine,
  },
})
/** With a draft of the engine's, which nobody has taken yet. */
function drafted(of: TextsToTranslate): TextsToTranslate {
  const draft = {
    text: 'If it broke down by night, who opens the door?',
    engine: 'apertium',
    version: '3.9.12',
    at: now - 60_000,
  }
  return { ...of, texts: of.texts.map((one) => (one.entry === 'c' ? { ...one, draft } : one)) }
}
const begun = { text: 'If it stops by night, who opens the door?', original: texts[2]?.text ?? '' }
export const translatingScreens: Readonly<Record<string, () => ReactNode>> = {
  translate: screen({ open: 'c', draft: begun }),
  'translate-list': screen(),
  'translate-asked': screen({ open: 'd' }),
  'translate-draft': screen({ open: 'c', of: drafted(by()) }),
  'translate-check': screen({ open: 'g' }),
  'translate-reworded': screen({ open: 'f' }),
  'translate-since': screen({
    open: 'd',
    draft: { text: 'I want to know who comes', original: 'Ich will wissen, wer kommt.' },
  }),
  'translate-taken': screen({ open: 'c', draft: begun, answer: { ok: false, problem: { code: 'changed' } } }),
  'translate-faster': screen({
    open: 'g',
    draft: { text: 'My village has no signal', original: texts[6]?.text ?? '', refused: true },
  }),
  'translate-offline': screen({
    open: 'c',
    draft: begun,
    unsent: [{ entry: 'd', text: 'I do not want to know who is to blame. I want to know who comes.' }],
    answer: offline,
  }),
  'translate-gone': screen({
    open: 'c',
    draft: begun,
    of: { ...told, texts: texts.filter(({ entry }) => entry !== 'c') },
  }),
  'translate-machine': screen({ of: by() }),
  'translate-machine-working': screen({ of: by({ state: 'working', done: 41, of: 120, left: 2 }) }),
  'translate-machine-slow': screen({ of: by({ state: 'slow', done: 3, of: 9, left: 6 }) }),
  'translate-empty': screen({ of: { ...told, texts: [], here: 0 } }),
  'translate-loading': screen({ of: null }),
}
