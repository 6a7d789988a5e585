/** The ears of a device: the browser's own where it stays on the device, and a sound as it travels. */
import { deviceEars } from '@tablee/client/table/dictate/on-device'
import { cut, isSilent, wavOf } from '@tablee/client/table/dictate/wav'
import { lengthOf } from '@tablee/server/engine/dictation'
import { mostSound } from '@tablee/shared/wire/sound'
import { expect, it } from 'vitest'

/** A browser's recogniser, as far as it is asked. */
function aRecogniser(available = 'available') {
  const made: Ear[] = []
  class Ear {
    static available = (of: { langs: readonly string[]; processLocally: true }) =>
      Promise.resolve(of.processLocally && of.langs[0] === 'en' ? available : 'unavailable')
    processLocally = false
    lang = ''
    continuous = false
    interimResults = true
    onresult: ((event: object) => void) | null = null
    onerror: ((event: object) => void) | null = null
    onend: (() => void) | null = null
    started = false
    start(): void {
      this.started = true
      made.push(this)
    }
    stop(): void {
      this.onend?.()
    }
    abort(): void {
      this.onend?.()
    }
    says(...texts: readonly string[]): void {
      this.onresult?.({ results: texts.map((transcript) => [{ transcript }]) })
    }
  }
  Object.defineProperty(Ear.prototype, 'processLocally', { value: false, writable: true })
  return { Ear, made }
}

it('[DICT5] a browser is asked only where it promises to stay on the device, and only so', async () => {
  expect(deviceEars({})).toBeNull()
  // Of before that word: what it hears goes to its maker.
  class Elsewhere {
    start(): void {
      throw new Error('asked')
    }
  }
  expect(deviceEars({ SpeechRecognition: Elsewhere, webkitSpeechRecognition: Elsewhere })).toBeNull()
  const { Ear, made } = aRecogniser()
  const ears = deviceEars({ SpeechRecognition: Ear })
  if (ears === null) throw new Error('no ears')
  expect([await ears.can('en'), await ears.can('ar')]).toEqual([true, false])
  const loading = deviceEars({ SpeechRecognition: aRecogniser('downloadable').Ear })
  expect(await loading?.can('en')).toBe(false)
  const listening = ears.listen('en')
  expect(made[0]).toMatchObject({ processLocally: true, lang: 'en', started: true })
  made[0]?.says(' The last bus ', 'leaves too early. ')
  expect(await listening.stop()).toEqual({ text: 'The last bus leaves too early.' })
})

it('[DICT5] a browser that ended the page when it was asked is not asked again in that tab', async () => {
  const kept = new Map<string, string>()
  const tab = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  const { Ear } = aRecogniser()
  expect(await deviceEars({ SpeechRecognition: Ear }, tab)?.can('en')).toBe(true)
  expect(kept.size).toBe(0)
  class Fatal extends Ear {
    static override available = (): Promise<string> => new Promise(() => undefined)
  }
  void deviceEars({ SpeechRecognition: Fatal }, tab)?.can('en')
  expect(deviceEars({ SpeechRecognition: Ear }, tab)).toBeNull()
})

it('[DICT5] on the device, too, silence is nothing, a microphone that is not allowed is said, and anything else has failed', async () => {
  const { Ear, made } = aRecogniser()
  const ears = deviceEars({ SpeechRecognition: Ear })
  for (const [error, heard] of [
    ['no-speech', { text: '' }],
    ['not-allowed', 'denied'],
    ['network', 'failed'],
  ] as const) {
    const listening = ears?.listen('en')
    made.at(-1)?.onerror?.({ error })
    expect(await listening?.stop()).toEqual(heard)
  }
})

it('[DICT3] half a minute is the most that travels, and a closed microphone sends nothing', () => {
  const minute = new Float32Array(60 * 16_000).fill(0.5)
  const bytes = wavOf(cut(minute))
  expect([bytes.byteLength, lengthOf(bytes)]).toEqual([mostSound, 30_000])
  expect(lengthOf(wavOf(minute))).toBeNull()
  expect([isSilent(new Float32Array()), isSilent(new Float32Array(16_000)), isSilent(minute)]).toEqual([
    true,
    true,
    false,
  ])
  // A whisper in a quiet second is something.
  const whisper = new Float32Array(16_000)
  whisper.fill(0.02, 8_000, 9_000)
  expect(isSilent(whisper)).toBe(false)
})
