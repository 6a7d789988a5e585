/** Captions: what is read of the two formats that people have, and what is said when. */
import { captionAt, captionTurns, readCaptions, writeCaptions } from '@tablee/shared/materials/captions'
import { describe, expect, it } from 'vitest'

const vtt = `\ufeffWEBVTT - Nachts im Dorf
Kind: captions

STYLE
::cue { color: red }

NOTE made in the village

eins
00:01.000 --> 00:04.500 line:0 position:20%
<v Anna>Der Bus hält. <i>Die Tür</i> bleibt zu.
Niemand sitzt vorn &amp; fragt.

00:00:05.000 --> 00:00:07.000
Fahr &lt;los&gt;.
`

describe('captions', () => {
  it('[MAT40] are read from WebVTT: words and times, without styles, places, names or tags', () => {
    expect(readCaptions(vtt)).toEqual([
      { from: 1, to: 4.5, text: 'Der Bus hält. Die Tür bleibt zu.\nNiemand sitzt vorn & fragt.' },
      { from: 5, to: 7, text: 'Fahr <los>.' },
    ])
  })

  it('[MAT40] are read from SubRip, with its numbers and commas, whatever ends its lines', () => {
    const srt =
      '1\r\n00:00:01,000 --> 00:00:02,500\r\n{\\an8}<font color="red">مرحبا</font>\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nثانية\r\n'
    expect(readCaptions(srt)).toEqual([
      { from: 1, to: 2.5, text: 'مرحبا' },
      { from: 3, to: 4, text: 'ثانية' },
    ])
  })

  it('[MAT40] what is neither is told, and a file with a time that cannot be is none', () => {
    for (const bad of [
      '',
      'WEBVTT\n',
      '<!doctype html><script>alert(1)</script>',
      'WEBVTT\n\n00:02.000 --> 00:01.000\nbackwards',
      'WEBVTT\n\n00:99.000 --> 01:00.000\nno such second',
      'WEBVTT\n\n99:00:00.000 --> 99:00:01.000\nafter the day',
      '1\n00:00:01,000 --> 00:00:02,000\nfine\n\nand then a letter to a friend',
    ])
      expect(readCaptions(bad), bad).toBeNull()
  })

  it('[MAT40] written and read again they are the same', () => {
    const cues = readCaptions(vtt) ?? []
    expect(readCaptions(writeCaptions(cues))).toEqual(cues)
  })

  it('[MAT41] say what is said at a moment, and when that changes', () => {
    const cues = [
      { from: 1, to: 3, text: 'a' },
      { from: 2, to: 4, text: 'b' },
    ]
    expect([0, 1, 2, 3, 4].map((at) => captionAt(cues, at))).toEqual(['', 'a', 'a\nb', 'b', ''])
    expect([0, 1, 2, 3, 4].map((at) => captionTurns(cues, at))).toEqual([1, 2, 3, 4, null])
  })
})
