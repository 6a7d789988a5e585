/**
 * The microphone, for one sentence. What it hears is in this page's memory until it is written down, and then nowhere: it is no file,
 * and lies in no storage of the browser.
 */
import { sampleRate } from '@tablee/shared/wire/sound'

export type Recording = {
  /** Samples between -1 and 1, 16,000 a second. The microphone is closed. */
  readonly stop: () => Promise<Float32Array>
  readonly cancel: () => void
}
/** `denied`: somebody, or the browser, says no. `none`: there is no microphone, or another program has it. */
export type Recorded = Recording | 'denied' | 'none'

export async function record(): Promise<Recorded> {
  let stream: MediaStream
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } })
  } catch (cause) {
    const denied = cause instanceof DOMException && (cause.name === 'NotAllowedError' || cause.name === 'SecurityError')
    return denied ? 'denied' : 'none'
  }
  // As long as a track is open the browser shows that it listens.
  const close = (): void => {
    for (const track of stream.getTracks()) track.stop()
  }
  try {
    const recorder = new MediaRecorder(stream)
    const parts: Blob[] = []
    recorder.ondataavailable = ({ data }) => void parts.push(data)
    const ended = new Promise<void>((resolve) => (recorder.onstop = () => resolve()))
    recorder.start()
    return {
      async stop() {
        if (recorder.state !== 'inactive') recorder.stop()
        await ended
        close()
        return samplesOf(new Blob(parts))
      },
      cancel() {
        if (recorder.state !== 'inactive') recorder.stop()
        close()
      },
    }
  } catch {
    close()
    return 'none'
  }
}

/** The browser reads its own recording, and brings it to one channel of 16 kHz. Nothing where it recorded nothing. */
async function samplesOf(sound: Blob): Promise<Float32Array> {
  if (sound.size === 0) return new Float32Array()
  try {
    const read = await new OfflineAudioContext(1, 1, sampleRate).decodeAudioData(await sound.arrayBuffer())
    const one = new OfflineAudioContext(1, Math.max(1, read.length), sampleRate)
    const source = one.createBufferSource()
    source.buffer = read
    source.connect(one.destination)
    source.start()
    return (await one.startRendering()).getChannelData(0)
  } catch {
    // Too short to be anything.
    return new Float32Array()
  }
}
