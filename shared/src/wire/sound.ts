/** How a sentence that is spoken travels. Plain numbers, for screens too. */

/** Of one sentence (ms). */
export const longestSentence = 30_000
/** Samples a second, of one channel, 16 bit each. */
export const sampleRate = 16_000
/** Bytes of one sentence, behind a header of 44. */
export const mostSound = 44 + (longestSentence / 1_000) * sampleRate * 2
