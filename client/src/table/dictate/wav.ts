/** One sentence as a WAV file: 16 bit, one channel, 16 kHz. Pure. */
import { longestSentence, sampleRate } from '@tablee/shared/wire/sound'

const header = 44

/** Of samples between -1 and 1, 16,000 a second. */
export function wavOf(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(header + samples.length * 2)
  const view = new DataView(bytes.buffer)
  const tag = (at: number, text: string): void => {
    for (const [n, sign] of [...text].entries()) bytes[at + n] = sign.charCodeAt(0)
  }
  tag(0, 'RIFF')
  view.setUint32(4, bytes.length - 8, true)
  tag(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, sampleRate, true)
  view.setUint32(28, sampleRate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  tag(36, 'data')
  view.setUint32(40, samples.length * 2, true)
  for (const [n, one] of samples.entries())
    view.setInt16(header + n * 2, Math.round(Math.max(-1, Math.min(1, one)) * 0x7fff), true)
  return bytes
}

/** As many samples as one sentence may have. */
export const cut = (samples: Float32Array): Float32Array => samples.subarray(0, (longestSentence / 1_000) * sampleRate)

/** Whether anything can be heard in it: a closed microphone gives nothing but zeros, and a quiet room hardly more. */
export function isSilent(samples: Float32Array): boolean {
  const step = sampleRate / 20
  for (let at = 0; at < samples.length; at += step) {
    const part = samples.subarray(at, at + step)
    const power = part.reduce((sum, one) => sum + one * one, 0) / part.length
    if (Math.sqrt(power) > 0.004) return false
  }
  return true
}
