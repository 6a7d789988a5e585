/** What bytes are, by themselves: nobody is asked for a name or a type, and nothing that a browser could run is any of these. */
import { mostCaptionBytes, type MaterialFault } from '@tablee/shared/materials/faults'
import { readCaptions, type Cue } from '@tablee/shared/materials/captions'
import type { Look } from './found.ts'
import { lookAtMp4 } from './mp4.ts'
import { lookAtPdf, lookAtPicture } from './pages.ts'
import type { Reader } from './reader.ts'
import { lookAtWebm } from './webm.ts'

/** The words of a file of captions, or why it is none. */
export async function captionsIn(reader: Reader): Promise<readonly Cue[] | MaterialFault> {
  if (reader.size > mostCaptionBytes) return 'not-known'
  const bytes = await reader.read(0, reader.size)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // Old programs write a country's own letters: it is captions, and nobody can read it.
    return new TextDecoder('latin1').decode(bytes.subarray(0, 4_096)).includes('-->')
      ? 'captions-not-text'
      : 'not-known'
  }
  const looksSo = /^\uFEFF?WEBVTT/.test(text) || /^\s*\uFEFF?\s*\d+\s*\n\d+:\d{2}/.test(text.replaceAll('\r', '\n'))
  return readCaptions(text) ?? (looksSo ? 'captions-damaged' : 'not-known')
}

async function lookAtCaptions(reader: Reader): Promise<Look> {
  const cues = await captionsIn(reader)
  return typeof cues === 'string'
    ? cues
    : { type: 'text/vtt', seconds: null, pages: null, codecs: [], plays: 'everywhere' }
}

/** Each kind is asked; the first that knows it says what it is, or what is wrong with it. */
export async function whatItIs(reader: Reader): Promise<Look> {
  if (reader.size === 0) return 'empty'
  for (const look of [lookAtMp4, lookAtWebm, lookAtPdf, lookAtPicture, lookAtCaptions]) {
    const found = await look(reader)
    if (found !== 'not-known') return found
  }
  return 'not-known'
}
