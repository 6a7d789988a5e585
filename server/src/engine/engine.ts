/**
 * The operator's engine: three questions to an address of their own. Off where no address is set. Whom a dialogue names is asked
 * before every text who it is (not more often than once in a minute), so that no text goes to another. Whatever it does (nothing,
 * too late, too much, nonsense) comes back as a trouble; after three in a row it is left alone for half a minute.
 */
import { primaryOf } from '@tablee/shared/ids'
import { limits } from '@tablee/shared/board/schema'
import type { EngineUse } from '@tablee/shared/dialogue/programme'
import type { Clock } from '../clock.ts'
import { asking, troubled, type Answered, type Ask, type Trouble } from './ask.ts'
import { protocol, readAbout, readGiven, readSuggested, type About, type Given } from './read.ts'

/** What is noted of each question, and nothing of what it was about. */
export type Noted = {
  readonly call: EngineUse | 'about'
  readonly engine: string
  readonly version: string
  /** Characters of a text, milliseconds of a sound. */
  readonly size: number
  readonly ms: number
  readonly outcome: 'done' | Trouble
}
export type Waits = {
  /** Milliseconds for a text in another language, a sentence that was spoken, and who the engine is. */
  readonly translate: number
  readonly transcribe: number
  readonly about: number
}
export const waits: Waits = { translate: 20_000, transcribe: 25_000, about: 3_000 }

const kib = 1024
/** Of an answer: a text of 4,000 letters, each written as an escape of six, twice over. */
const mostBytes = 64 * kib
/** Who it is, with ten thousand pairs of languages. */
const mostAbout = 512 * kib
/** A laptop's engine works at one sentence for each core: more at once makes all of them late. */
const atOnce = 4
const fresh = 60_000
const faultsBeforeRest = 3
const rest = 30_000

export type Engine = ReturnType<typeof createEngine>

/** `named`: as the dialogue's consent text calls it. */
type Whom = { readonly named: string; readonly signal?: AbortSignal | null }
export type Translating = Whom & { readonly text: string; readonly from: string; readonly to: string }
/** `wav`: 16 bit, one channel, 16 kHz. */
export type Transcribing = Whom & { readonly wav: Uint8Array; readonly ms: number; readonly lang: string }
export type Suggesting = Whom & {
  readonly text: string
  readonly lang: string
  readonly themes: readonly { readonly id: string; readonly name: string }[]
}

/** `address`: without a stroke at its end. */
export function createEngine({
  address,
  clock,
  note,
  wait = waits,
  ask = asking(address),
}: {
  readonly address: string
  readonly clock: Clock
  readonly note: (noted: Noted) => void
  readonly wait?: Waits
  readonly ask?: Ask
}) {
  let known: { readonly about: About; readonly at: number } | null = null
  let faults = 0
  let restsUntil = 0
  let asked = 0

  async function once<T>(
    call: Noted['call'],
    size: number,
    signal: AbortSignal | null,
    work: () => Promise<Answered<unknown>>,
    read: (value: unknown) => T | null,
  ): Promise<Answered<T>> {
    if (clock() < restsUntil) return troubled('resting')
    const began = clock()
    const came = await work()
    const value = came.ok ? read(came.value) : null
    const answer: Answered<T> = !came.ok ? came : value === null ? troubled('wrong') : { ok: true, value }
    const outcome = answer.ok ? 'done' : signal?.aborted === true ? 'stopped' : answer.trouble
    // That it says who it is does not make it work.
    if (outcome === 'done' && call !== 'about') faults = 0
    else if (outcome !== 'done' && outcome !== 'stopped') faults += 1
    if (faults >= faultsBeforeRest) {
      restsUntil = clock() + rest
      // One that comes back may be another.
      known = null
      faults = faultsBeforeRest - 1
    }
    const { engine = '', version = '' } = known?.about ?? {}
    note({ call, engine, version, size, ms: Math.max(0, clock() - began), outcome })
    return answer
  }

  async function about(): Promise<Answered<About>> {
    const now = clock()
    if (known !== null && now >= known.at && now - known.at < fresh && now >= restsUntil)
      return { ok: true, value: known.about }
    const bounds = { within: wait.about, most: mostAbout }
    const found = await once('about', 0, null, () => ask('', null, bounds, null), readAbout)
    known = found.ok ? { about: found.value, at: now } : null
    return found
  }

  /** The answer of whom the dialogue names, to what it offers. */
  async function of<T extends { readonly engine: string }>(
    call: EngineUse,
    { named, signal = null }: Whom,
    size: number,
    offers: (about: About) => boolean,
    body: object,
    read: (value: unknown) => T | null,
  ): Promise<Answered<T>> {
    const who = await about()
    if (!who.ok) return who
    if (who.value.engine !== named) return troubled('wrong')
    if (!offers(who.value)) return troubled('cannot')
    if (signal?.aborted === true) return troubled('stopped')
    if (asked >= atOnce) return troubled('busy')
    asked += 1
    try {
      const bounds = { within: call === 'transcribe' ? wait.transcribe : wait.translate, most: mostBytes }
      const own = (value: unknown): T | null => {
        const found = read(value)
        return found?.engine === named ? found : null
      }
      return await once(call, size, signal, () => ask(`/${call}`, { protocol, ...body }, bounds, signal), own)
    } finally {
      asked -= 1
    }
  }

  return {
    /** Who it is, at most a minute ago. */
    about,
    /** As a reader of this language has it; an empty answer is none. */
    translate({ text, from, to, ...whom }: Translating): Promise<Answered<Given>> {
      if (text.length > limits.words) return Promise.resolve(troubled('cannot'))
      const pair = (about: About): boolean =>
        about.translate.some((one) => one.from === primaryOf(from) && one.to === primaryOf(to))
      const body = { from: primaryOf(from), to: primaryOf(to), text }
      return of('translate', whom, text.length, pair, body, (value) => {
        const given = readGiven(value)
        return given === null || given.text === '' ? null : given
      })
    },
    /** What was said in it; empty where it was nothing. */
    transcribe({ wav, ms, lang, ...whom }: Transcribing): Promise<Answered<Given>> {
      const body = {
        lang: primaryOf(lang),
        audio: Buffer.from(wav.buffer, wav.byteOffset, wav.byteLength).toString('base64'),
      }
      return of('transcribe', whom, ms, (about) => about.transcribe.includes(primaryOf(lang)), body, readGiven)
    },
    /** Of these themes at most three, the best first. */
    suggest({ text, lang, themes, ...whom }: Suggesting) {
      const sent = new Set(themes.map(({ id }) => id))
      const body = { lang: primaryOf(lang), text, themes }
      const offers = (about: About): boolean => about.suggest.includes(primaryOf(lang))
      return of('suggest', whom, text.length, offers, body, (value) => readSuggested(value, sent))
    },
  }
}
