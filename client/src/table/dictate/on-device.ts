/**
 * The browser's own ear, where it works on this device: the sound goes nowhere. It is asked for with `processLocally` alone; where a
 * browser does not know that word it would send the sound to its maker, and is not asked at all.
 */

/** `text`: what was heard, empty for nothing. `denied`: the microphone is not allowed. */
export type DeviceHeard = { readonly text: string } | 'denied' | 'failed'
export type DeviceListening = {
  /** The sentence is said: resolves with what was heard. */
  readonly stop: () => Promise<DeviceHeard>
  readonly cancel: () => void
}
export type DeviceEars = {
  /** Whether it has all that it needs for this language, here, now. */
  readonly can: (lang: string) => Promise<boolean>
  readonly listen: (lang: string) => DeviceListening
}

type Event = { readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }>> }
type Recogniser = {
  lang: string
  processLocally: boolean
  continuous: boolean
  interimResults: boolean
  onresult: ((event: Event) => void) | null
  onerror: ((event: { readonly error: string }) => void) | null
  onend: (() => void) | null
  start(): void
  stop(): void
  abort(): void
}
type Kind = {
  new (): Recogniser
  available(of: { readonly langs: readonly string[]; readonly processLocally: true }): Promise<string>
}
const isKind = (value: unknown): value is Kind =>
  typeof value === 'function' &&
  'available' in value &&
  typeof value.available === 'function' &&
  typeof value.prototype === 'object' &&
  value.prototype !== null &&
  'processLocally' in value.prototype

/** While it is asked: a browser built without speech ends the page instead of answering, and is asked once in a tab. */
const asking = 'tablee.ears.asking'

/** Null where this browser cannot do it on the device. `of`: where it would be; `tab`: what outlives the page. */
export function deviceEars(
  of: object = globalThis,
  tab: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null = null,
): DeviceEars | null {
  const found: unknown = Reflect.get(of, 'SpeechRecognition')
  if (!isKind(found) || (tab?.getItem(asking) ?? null) !== null) return null
  let open = 0
  return {
    async can(lang) {
      open += 1
      try {
        tab?.setItem(asking, 'yes')
        return (await found.available({ langs: [lang], processLocally: true })) === 'available'
      } catch {
        return false
      } finally {
        open -= 1
        if (open === 0) tab?.removeItem(asking)
      }
    },
    listen(lang) {
      const ear = new found()
      ear.processLocally = true
      ear.lang = lang
      ear.continuous = true
      ear.interimResults = false
      let heard = ''
      let trouble: 'denied' | 'failed' | null = null
      const ended = new Promise<DeviceHeard>((resolve) => {
        ear.onend = () => resolve(trouble ?? { text: heard.trim() })
        ear.onresult = ({ results }) => {
          heard = Array.from(results, (one) => one[0]?.transcript.trim() ?? '').join(' ')
        }
        ear.onerror = ({ error }) => {
          // Nothing was said: no trouble.
          if (error === 'no-speech' || error === 'aborted') return
          trouble = error === 'not-allowed' ? 'denied' : 'failed'
        }
      })
      try {
        ear.start()
      } catch {
        return { stop: () => Promise.resolve('failed'), cancel: () => undefined }
      }
      return {
        stop() {
          ear.stop()
          return ended
        },
        cancel: () => ear.abort(),
      }
    },
  }
}
