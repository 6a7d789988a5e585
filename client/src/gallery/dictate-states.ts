/** Push to talk, state by state: a microphone of the gallery's own, that hears one sentence or none. */
import { contested, rtl } from '@tablee/shared/board/samples'
import type { BoardStatus } from '@tablee/shared/wire/board'
import type { UnheardWhy } from '@tablee/shared/wire/dictation'
import type { DictatePort } from '../table/dictate/port.ts'
import type { State } from './states.ts'

type Status = (change?: Partial<BoardStatus>, lang?: 'en' | 'ar') => BoardStatus

const never = new Promise<never>(() => undefined)
const loud = new Float32Array(16_000).map((_, at) => Math.sin(at / 8) / 2)
const sentences = {
  en: 'If the last shuttle waits for the last train, I am for it.',
  ar: 'إذا انتظرت الحافلة الأخيرة آخر قطار فأنا معها.',
}

const port = (
  lang: 'en' | 'ar',
  change: {
    readonly why?: UnheardWhy
    readonly secure?: boolean
    readonly record?: DictatePort['record']
    readonly waits?: true
  } = {},
): DictatePort => ({
  secure: change.secure ?? true,
  device: null,
  may: ({ seat: _seat }) =>
    Promise.resolve({
      ok: true,
      value: { engine: change.why === undefined ? 'pocketsphinx' : null, why: change.why ?? null },
    }),
  told: { read: () => false, write: () => undefined },
  send: () =>
    change.waits === true
      ? never
      : Promise.resolve({ ok: true, value: { text: sentences[lang], engine: 'pocketsphinx', why: null } }),
  record: change.record ?? (() => Promise.resolve({ stop: () => Promise.resolve(loud), cancel: () => undefined })),
})

/** Once it is there, and for the next time once it has done what was asked before. */
function press(selectors: readonly string[]): void {
  const [first, ...rest] = selectors
  if (first === undefined) return
  const found = document.querySelector<HTMLElement>(first)
  if (found === null) return void requestAnimationFrame(() => press(selectors))
  found.click()
  press(rest)
}
/** Who speaks the language of the sentence. */
const seat = '.say .seats .seat:nth-of-type(6)'
const begun = [seat, '.mic:not(.on)']

export function dictateStates(status: Status): Readonly<Record<string, State>> {
  const of = (made: DictatePort, presses: readonly string[], lang: 'en' | 'ar' = 'en'): State => ({
    local: () => ({ doc: lang === 'ar' ? rtl() : contested(), status: status({}, lang), role: 'facilitator' }),
    // Somebody is about to write what is said.
    ui: () => ({ saying: { as: 'entry', beneath: null } }),
    dictate: () => made,
    after: () => {
      document.querySelector<HTMLElement>('.say textarea')?.focus()
      press(presses)
    },
  })
  return {
    'dictate-ready': of(port('en'), [seat]),
    'dictate-listening': of(port('en'), begun),
    'dictate-working': of(port('en', { waits: true }), [...begun, '.mic.on']),
    'dictate-heard': of(port('en'), [...begun, '.mic.on']),
    'dictate-heard-rtl': of(port('ar'), ['.say .seats .seat:nth-of-type(1)', '.mic:not(.on)', '.mic.on'], 'ar'),
    'dictate-denied': of(port('en', { record: () => Promise.resolve('denied') }), begun),
    'dictate-silence': of(
      port('en', {
        record: () => Promise.resolve({ stop: () => Promise.resolve(new Float32Array()), cancel: () => undefined }),
      }),
      [...begun, '.mic.on'],
    ),
    'dictate-refused': of(port('en', { why: 'refused' }), begun),
    'dictate-none': of(port('en', { why: 'not-named' }), [seat]),
    'dictate-insecure': of(port('en', { secure: false }), [seat]),
  }
}
