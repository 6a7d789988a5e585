import { readPicture } from '@tablee/server/photo/image'
import { describe, expect, it } from 'vitest'
import { seeded } from '../support/seeded.ts'
import { bytes, jpeg, jpegSegment, png, pngChunk, webp } from './pictures.ts'

describe('a photo that is brought', () => {
  it('[PHO1] is told by its bytes, with the size of its picture', () => {
    expect(readPicture(png(640, 480))).toEqual({ type: 'image/png', width: 640, height: 480 })
    expect(readPicture(jpeg(2048, 1536))).toEqual({ type: 'image/jpeg', width: 2048, height: 1536 })
    expect(readPicture(webp(1200, 900))).toEqual({ type: 'image/webp', width: 1200, height: 900 })
    for (const other of ['', 'GIF89a', '<svg xmlns="http://www.w3.org/2000/svg"/>', '%PDF-1.7', 'RIFF....WAVE'])
      expect(readPicture(bytes(other)), other).toBe('not-an-image')
    expect(readPicture(png(2049, 10))).toBe('too-wide')
    expect(readPicture(jpeg(10, 4000))).toBe('too-wide')
    expect(readPicture(webp(10, 2049))).toBe('too-wide')
  })

  it('[PHO2] carries nothing but the picture: no place, no phone, no note, nothing behind its end', () => {
    const secret = 'Exif\0\0GPS 50.85 4.35'
    const hidden: readonly (readonly [string, Uint8Array])[] = [
      ['EXIF in a JPEG', jpeg(4, 3, [jpegSegment(0xe1, secret)])],
      ['XMP in a JPEG', jpeg(4, 3, [jpegSegment(0xe1, 'http://ns.adobe.com/xap/1.0/\0<x/>')])],
      ['IPTC in a JPEG', jpeg(4, 3, [jpegSegment(0xed, 'Photoshop 3.0\0')])],
      ['a second picture in a JPEG', jpeg(4, 3, [jpegSegment(0xe2, 'MPF\0............')])],
      ['a thumbnail in a JPEG', jpeg(4, 3, [jpegSegment(0xe0, 'JFXX\0\x10......')])],
      ['a thumbnail within JFIF', jpeg(4, 3, [jpegSegment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01RGB')])],
      ['a comment in a JPEG', jpeg(4, 3, [jpegSegment(0xfe, 'table 3')])],
      ['a segment that no picture needs in a JPEG', jpeg(4, 3, [jpegSegment(0xf0, secret)])],
      ['a reserved segment in a JPEG', jpeg(4, 3, [jpegSegment(0x42, secret)])],
      ['something behind a JPEG', bytes(jpeg(), 'GPS')],
      ['EXIF in a PNG', png(4, 3, [pngChunk('eXIf', secret)])],
      ['a text in a PNG', png(4, 3, [pngChunk('tEXt', 'Author\0Ana')])],
      ['XMP in a PNG', png(4, 3, [pngChunk('iTXt', 'XML:com.adobe.xmp\0')])],
      ['a time in a PNG', png(4, 3, [pngChunk('tIME', '\x07\xea\x0b\x19\x09\x00\x00')])],
      ['anything else in a PNG', png(4, 3, [pngChunk('prVt', 'x')])],
      ['something behind a PNG', bytes(png(), 'GPS')],
      ['EXIF in a WebP', webp(4, 3, [['EXIF', bytes(secret)]])],
      ['a promise of EXIF in a WebP', webp(4, 3, [], 0b1000)],
      ['XMP in a WebP', webp(4, 3, [['XMP ', bytes('<x/>')]])],
      ['anything else in a WebP', webp(4, 3, [['NOTE', bytes('x')]])],
      ['something behind a WebP', bytes(webp(), 'GPS')],
    ]
    for (const [what, picture] of hidden) expect(readPicture(picture), what).toBe('metadata')
    // A colour profile belongs to the picture.
    expect(readPicture(jpeg(4, 3, [jpegSegment(0xe2, 'ICC_PROFILE\0\x01\x01....')]))).toMatchObject({ width: 4 })
    expect(readPicture(png(4, 3, [pngChunk('acTL', '\0\0\0\x02\0\0\0\0')]))).toBe('moving')
    expect(readPicture(webp(4, 3, [], 0b10))).toBe('moving')
  })

  it('[PHO1] is one picture of one size, and costs anyone who draws it no more than one', () => {
    // The second header is the larger: who reads the last one makes room for 10 gigabytes.
    expect(readPicture(png(4, 3, [pngChunk('IHDR', '\0\x01\x86\xa0\0\x01\x86\xa0\x08\0\0\0\0')]))).toBe('damaged')
    // A progressive picture is drawn once for each of its scans: 90,000 fit into 2 MiB, each of them 65,000 blocks.
    const scan = bytes(jpegSegment(0xda, '\x01\x01\0\x01\x01\0'), [0x7f])
    const scans = (count: number) =>
      jpeg(
        2048,
        2048,
        Array.from({ length: count }, () => scan),
      )
    expect(readPicture(scans(20))).toMatchObject({ width: 2048 })
    expect(readPicture(scans(20_000))).toBe('damaged')
  })

  it('[PHO3] whatever bytes come, it is refused or it is a picture: it never throws and never runs on', () => {
    const random = seeded(Number(process.env['FUZZ_FROM'] ?? 20261125))
    const sound = [png(8, 8), jpeg(8, 8), webp(8, 8)]
    let refused = 0
    for (let n = 0; n < 20_000; n += 1) {
      const picture = new Uint8Array(random.pick(sound))
      for (let k = 1 + random.below(4); k > 0; k -= 1) picture[random.below(picture.length)] = random.below(256)
      const cut = random.below(3) === 0 ? picture.subarray(0, random.below(picture.length)) : picture
      if (typeof readPicture(cut) === 'string') refused += 1
    }
    expect(refused).toBeGreaterThan(5_000)
    for (const picture of sound)
      for (let end = 0; end < picture.length; end += 1)
        expect(typeof readPicture(picture.subarray(0, end)), `cut at ${end}`).toBe('string')
  })
})
