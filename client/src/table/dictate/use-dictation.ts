/**
 * Push to talk: one sentence, from the finger on the button to the text in the field. Held, it ends when the button is let go; after
 * a short tap it goes on until the next. What was heard is a draft in the field, and nobody's words until somebody adds it.
 */
import { longestSentence } from '@tablee/shared/wire/sound'
import type { UnheardWhy } from '@tablee/shared/wire/dictation'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Recording } from './microphone.ts'
import type { DeviceListening } from './on-device.ts'
import type { DictatePort } from './port.ts'
import { cut, isSilent, wavOf } from './wav.ts'

/** A press that is longer than this is held (ms). */
const held = 400

/** Why there is no text: of the server, or of this device. */
export type Trouble = UnheardWhy | 'denied' | 'no-microphone' | 'offline' | 'too-many'
export type Dictation =
  | { readonly at: 'rest' }
  | { readonly at: 'asking' }
  /** `held`: it ends when the button is let go. */
  | { readonly at: 'listening'; readonly held: boolean }
  | { readonly at: 'working' }
  /** `by`: null where the device did it. */
  | { readonly at: 'heard'; readonly by: string | null }
  | { readonly at: 'trouble'; readonly why: Trouble }
const rest: Dictation = { at: 'rest' }

type Ear =
  | { readonly kind: 'engine'; readonly recording: Recording }
  | { readonly kind: 'device'; readonly listening: DeviceListening }

export function useDictation({
  port,
  seat,
  lang,
  onHeard,
}: {
  /** Null: nobody can dictate here. */
  port: DictatePort | null
  seat: string | null
  lang: string
  onHeard: (text: string) => void
}) {
  const [state, setState] = useState<Dictation>(rest)
  /** What is under way; another one takes its place, and what that brings is nobody's any more. */
  const turn = useRef<{ ear: Ear | null; ends: AbortController; pressed: boolean; timer: number } | null>(null)

  const drop = useCallback(() => {
    const now = turn.current
    turn.current = null
    if (now === null) return
    clearTimeout(now.timer)
    now.ends.abort()
    if (now.ear?.kind === 'engine') now.ear.recording.cancel()
    else now.ear?.listening.cancel()
  }, [])
  useEffect(() => drop, [drop])

  /** The ear that may listen to this seat, or why none does. */
  async function open(): Promise<Ear | Trouble> {
    if (port === null) return 'not-named'
    const may = await port.may({ seat, lang })
    if (!may.ok) return may.problem.code === 'too-many' ? 'too-many' : 'offline'
    const { why } = may.value
    // Nothing of who refuses is given to any program, nor of nobody in particular.
    if (why === 'refused' || why === 'no-seat') return why
    if (port.device !== null && (await port.device.can(lang)))
      return { kind: 'device', listening: port.device.listen(lang) }
    if (why !== null) return why
    const recording = await port.record()
    if (recording === 'denied') return 'denied'
    return recording === 'none' ? 'no-microphone' : { kind: 'engine', recording }
  }

  async function heardBy(ear: Ear, signal: AbortSignal): Promise<{ text: string; by: string | null } | Trouble> {
    if (port === null) return 'not-named'
    if (ear.kind === 'device') {
      const found = await ear.listening.stop()
      if (found === 'denied') return 'denied'
      if (found === 'failed') return 'away'
      return found.text === '' ? 'nothing' : { text: found.text, by: null }
    }
    const samples = cut(await ear.recording.stop())
    // What is no sound need not leave the device.
    if (isSilent(samples)) return 'nothing'
    const answer = await port.send({ seat, lang }, wavOf(samples), signal)
    if (!answer.ok) return answer.problem.code === 'too-many' ? 'too-many' : 'offline'
    const { text, engine, why } = answer.value
    return text === null ? (why ?? 'wrong') : { text, by: engine }
  }

  async function end(): Promise<void> {
    const now = turn.current
    if (now === null || now.ear === null) return
    const { ear, ends } = now
    now.ear = null
    clearTimeout(now.timer)
    setState({ at: 'working' })
    const found = await heardBy(ear, ends.signal)
    if (turn.current !== now) return
    turn.current = null
    if (typeof found === 'string') return setState({ at: 'trouble', why: found })
    onHeard(found.text)
    setState({ at: 'heard', by: found.by })
  }

  async function begin(): Promise<void> {
    drop()
    const now = { ear: null as Ear | null, ends: new AbortController(), pressed: true, timer: 0 }
    turn.current = now
    setState({ at: 'asking' })
    const found = await open()
    if (turn.current !== now) {
      if (typeof found === 'object')
        if (found.kind === 'engine') found.recording.cancel()
        else found.listening.cancel()
      return
    }
    if (typeof found === 'string') {
      turn.current = null
      return setState({ at: 'trouble', why: found })
    }
    now.ear = found
    now.timer = window.setTimeout(() => void end(), longestSentence)
    setState({ at: 'listening', held: now.pressed })
  }

  const pressedAt = useRef(0)
  return {
    state,
    press(at: number): void {
      pressedAt.current = at
      if (state.at === 'listening') void end()
      else if (state.at !== 'working' && state.at !== 'asking') void begin()
    },
    release(at: number): void {
      const now = turn.current
      if (now === null || !now.pressed) return
      now.pressed = false
      if (now.ear === null) return
      if (at - pressedAt.current >= held) void end()
      else setState({ at: 'listening', held: false })
    },
    cancel(): void {
      drop()
      setState(rest)
    },
    /** What was heard was added, or let go. */
    done: useCallback(() => setState((before) => (before.at === 'heard' ? rest : before)), []),
  }
}
