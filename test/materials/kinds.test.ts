/** What bytes are, by themselves: whatever a name says, and however much they lie about their own lengths. */
import type { MaterialFault } from '@tablee/shared/materials/faults'
import { readerOf } from '@tablee/server/materials/kinds/reader'
import { whatItIs } from '@tablee/server/materials/kinds/what'
import { describe, expect, it } from 'vitest'
import { box, bigPng, joined, mp4, pdf, srt, u32, vtt, webm } from './files.ts'

const look = (bytes: Uint8Array) => whatItIs(readerOf(bytes))
const text = (of: string): Uint8Array => new TextEncoder().encode(of)
/** Of every length that there is, and with each byte turned, it is looked at without end or error. */
async function survives(bytes: Uint8Array, every: number): Promise<void> {
  for (let length = 0; length < bytes.length; length += every) await look(bytes.subarray(0, length))
  for (let at = 0; at < Math.min(bytes.length, 700); at += 1)
    for (const value of [0, 1, 0x7f, 0xff]) {
      const turned = new Uint8Array(bytes)
      turned[at] = value
      await look(turned)
    }
}

describe('what a file is', () => {
  it('[MAT7] films: MP4 and WebM, with their length and what is in them, the index in front or behind', async () => {
    const film = { type: 'video/mp4', seconds: 12, pages: null, codecs: ['avc1', 'mp4a'], plays: 'everywhere' }
    expect(await look(mp4())).toEqual(film)
    expect(await look(mp4({ first: false }))).toEqual(film)
    expect(await look(mp4({ audio: null, brand: 'qt  ' }))).toMatchObject({ codecs: ['avc1'], plays: 'everywhere' })
    expect(await look(mp4({ video: 'av01' }))).toMatchObject({ plays: 'everywhere' })
    expect(await look(webm())).toEqual({
      type: 'video/webm',
      seconds: 12,
      pages: null,
      codecs: ['V_VP9'],
      plays: 'everywhere',
    })
    expect(await look(webm({ live: true }))).toMatchObject({ type: 'video/webm', seconds: null })
  })

  it('[MAT7] what many laptops cannot play is taken and said: HEVC, ten bits, sound for cinemas', async () => {
    for (const odd of [{ video: 'hvc1' }, { video: 'hev1' }, { video: 'mp4v' }, { audio: 'ac-3' }, { profile: 110 }])
      expect([odd, await look(mp4(odd))]).toMatchObject([odd, { plays: 'not-everywhere' }])
    expect(await look(webm({ codec: 'V_MPEG4/ISO/AVC' }))).toMatchObject({ plays: 'not-everywhere' })
  })

  it('[MAT7] slides and leaflets: PDF and pictures; captions: WebVTT and SubRip', async () => {
    expect(await look(pdf({ pages: 7 }))).toMatchObject({ type: 'application/pdf', pages: 7 })
    expect(await look(bigPng(1_920, 1_080))).toMatchObject({ type: 'image/png', pages: 1 })
    expect(await look(vtt())).toMatchObject({ type: 'text/vtt' })
    expect(await look(srt())).toMatchObject({ type: 'text/vtt' })
  })

  it('[MAT8] everything else is refused with its reason: in disguise, cut short, unfinished, locked, lying about its sizes', async () => {
    const whole = mp4({ media: new Uint8Array(20_000) })
    const behind = mp4({ first: false, media: new Uint8Array(20_000) })
    const huge = joined(box('ftyp', 'isom', u32(0)), u32(1), 'moov', u32(0x7fff_ffff), u32(0xffff_ffff))
    const deep = joined(
      box('ftyp', 'isom', u32(0)),
      box('moov', u32(0xffff_fff0), 'trak', new Uint8Array(64)),
      box('mdat'),
    )
    const all: readonly (readonly [string, Uint8Array, MaterialFault])[] = [
      ['nothing', new Uint8Array(0), 'empty'],
      ['a page', text('<!doctype html><script>alert(1)</script>'), 'not-known'],
      [
        'a drawing with a script',
        text('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
        'not-known',
      ],
      ['a program', text('#!/bin/sh\nrm -rf /'), 'not-known'],
      ['a script', text('export default 1 // film.mp4'), 'not-known'],
      ['an archive', joined('PK\u0003\u0004', new Uint8Array(200)), 'not-known'],
      ['a page that says %PDF- later', text('<html>%PDF-1.7 %%EOF startxref'), 'not-known'],
      ['a picture in the same container', box('ftyp', 'avif', u32(0)), 'not-known'],
      ['a Matroska that is no WebM', webm({ docType: 'matroska' }), 'not-known'],
      ['a film that was cut', whole.subarray(0, whole.length - 5_000), 'cut-short'],
      ['a film cut before its index', behind.subarray(0, behind.length - 600), 'cut-short'],
      ['one whose index points behind its end', mp4({ lastChunk: 90_000 }), 'cut-short'],
      ['a film without its index', joined(box('ftyp', 'isom', u32(0)), box('mdat', new Uint8Array(99))), 'no-index'],
      ['an index that says it is endless', huge, 'cut-short'],
      ['a box that is larger than what is around it', deep, 'damaged'],
      ['boxes of no size', joined(box('ftyp', 'isom', u32(0)), u32(4), 'moov'), 'damaged'],
      ['a film of sound alone', mp4({ video: '' }), 'no-picture'],
      ['a film with a key', mp4({ video: 'encv' }), 'locked'],
      ['a WebM that was cut', webm().subarray(0, 900), 'cut-short'],
      ['a PDF that was cut', pdf().subarray(0, 120), 'cut-short'],
      ['a PDF with a password', pdf({ more: '/Encrypt 9 0 R' }), 'locked'],
      ['a picture that fills memory', bigPng(60_000, 60_000), 'too-many-pixels'],
      ['a picture that was cut', bigPng(100, 100).subarray(0, 40), 'cut-short'],
      [
        'captions in a country’s own letters',
        joined(text('1\n00:00:01,000 --> 00:00:02,000\n'), Uint8Array.of(0xe9, 10)),
        'captions-not-text',
      ],
      ['captions that end before they begin', text('WEBVTT\n\n00:02.000 --> 00:01.000\nx'), 'captions-damaged'],
    ]
    for (const [what, bytes, fault] of all) expect([what, await look(bytes)]).toEqual([what, fault])
  })

  it('[MAT8] cut at any length, and with any byte turned, a file is looked at to an end', async () => {
    await survives(mp4(), 7)
    await survives(webm(), 7)
    await survives(pdf(), 5)
    await survives(bigPng(10, 10), 3)
    await survives(vtt(), 1)
  })
})
