/** A sentence that somebody says into a microphone at their table, written down by the operator's engine. */
import { z } from 'zod'
import { route, type Infer } from './declare.ts'

/**
 * Why nothing is written down. `no-seat`: nobody says whose words they will be. `refused`: that person said no to being watched or
 * quoted, or has not been asked. `curtain`: the table is off the record. `not-named`: there is no engine, or people were not told of
 * one for this. `language`: it does not know this one. `nothing`: nothing was said. `busy`, `slow`, `away`, `wrong`: what it did.
 */
export const unheardWhy = [
  'no-seat',
  'refused',
  'curtain',
  'not-named',
  'language',
  'nothing',
  'busy',
  'slow',
  'away',
  'wrong',
] as const
export type UnheardWhy = (typeof unheardWhy)[number]

const query = { seat: 'Whose words they will be', lang: 'The language in which they are said' }

/** Asked before a microphone is opened. */
export const mayDictate = route('GET /api/boards/:board/dictation', {
  action: 'words.add',
  at: 'board',
  summary: 'Whether what a seat says in a language may be written down by the engine',
  query,
  answer: z
    .object({
      engine: z.string().nullable().describe('What it is called, where it may'),
      why: z.enum(unheardWhy).nullable().describe('null: it may'),
    })
    .meta({ id: 'MayDictate' }),
})
export type MayDictate = Infer<typeof mayDictate.answer>

export const dictate = route('POST /api/boards/:board/dictation', {
  action: 'words.add',
  at: 'board',
  summary: 'What is said in this sound: WAV, 16 bit, one channel, 16 kHz, 30 s at most. The sound is kept nowhere',
  query,
  takes: 'audio/wav',
  answer: z
    .object({
      text: z.string().nullable().describe('A draft: it is nobody’s words until they confirm it'),
      engine: z.string().nullable(),
      why: z.enum(unheardWhy).nullable().describe('null: there is a text'),
    })
    .meta({ id: 'Dictated' }),
})
export type Dictated = Infer<typeof dictate.answer>
