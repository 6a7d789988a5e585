/** Slides and leaflets: a PDF, or a picture. Whatever else is hidden behind a picture's end is never served as anything else. */
import { mostPictureBytes, widestPicture } from '@tablee/shared/materials/faults'
import type { FileType } from '@tablee/shared/materials/rows'
import type { Look } from './found.ts'
import { letters, viewOf, type Reader } from './reader.ts'

const none = { seconds: null, codecs: [], plays: 'everywhere' } as const
/** Where a PDF says how it ends, and what its pages are; the largest that is looked at of either end. */
const looked = 256 * 1024

/** Of its page trees the largest is all of it; where they are packed away nobody knows without unpacking them. */
function pagesIn(text: string): number | null {
  const counts = [
    ...text.matchAll(/\/Type\s*\/Pages\b[^>]{0,400}?\/Count\s+(\d{1,5})/g),
    ...text.matchAll(/\/Count\s+(\d{1,5})[^>]{0,400}?\/Type\s*\/Pages\b/g),
    ...text.matchAll(/\/Linearized\b[^>]{0,200}?\/N\s+(\d{1,5})/g),
  ].map(([, count]) => Number(count))
  return counts.length === 0 ? null : Math.max(...counts) || null
}

/** A PDF (ISO 32000): where it begins, and that its end is there. Nobody runs what stands in it. */
export async function lookAtPdf(reader: Reader): Promise<Look> {
  if (letters(await reader.read(0, 8), 0, 5) !== '%PDF-') return 'not-known'
  const text = new TextDecoder('latin1')
  const from = Math.max(0, reader.size - looked)
  const [first, last] = [await reader.read(0, looked), await reader.read(from, looked)].map((part) => text.decode(part))
  const end = last?.slice(-2_048) ?? ''
  if (!end.includes('%%EOF') || !last?.includes('startxref')) return 'cut-short'
  if (/\/Encrypt\b/.test(last) || /\/Encrypt\b/.test(first ?? '')) return 'locked'
  return { type: 'application/pdf', pages: pagesIn(`${first ?? ''}\n${last}`), ...none }
}

type Picture = { readonly type: FileType; readonly width: number; readonly height: number }

async function png(reader: Reader): Promise<Picture | null> {
  const head = await reader.read(0, 24)
  if (!letters(head, 0, 8).startsWith('\x89PNG\r\n\x1a\n')) return null
  const view = viewOf(head)
  const end = await reader.read(Math.max(0, reader.size - 65_536), 65_536)
  const whole = letters(head, 12) === 'IHDR' && new TextDecoder('latin1').decode(end).includes('IEND')
  return { type: 'image/png', width: whole ? view.getUint32(16) : 0, height: whole ? view.getUint32(20) : 0 }
}

async function jpeg(reader: Reader): Promise<Picture | null> {
  const start = await reader.read(0, 3)
  if (start[0] !== 0xff || start[1] !== 0xd8 || start[2] !== 0xff) return null
  const unread = { type: 'image/jpeg', width: 0, height: 0 } as const
  const end = await reader.read(Math.max(0, reader.size - 65_536), 65_536)
  if (!new TextDecoder('latin1').decode(end).includes('\xff\xd9')) return unread
  for (let at = 2, segments = 0; segments < 2_000; segments += 1) {
    const head = await reader.read(at, 10)
    if (head.length < 10 || head[0] !== 0xff) return unread
    const marker = head[1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    const view = viewOf(head)
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      return { type: 'image/jpeg', height: view.getUint16(5), width: view.getUint16(7) }
    if (marker === 0xda || marker === 0xd9 || view.getUint16(2) < 2) return unread
    at += 2 + view.getUint16(2)
  }
  return unread
}

async function webp(reader: Reader): Promise<Picture | null> {
  const head = await reader.read(0, 30)
  if (letters(head, 0) !== 'RIFF' || letters(head, 8) !== 'WEBP') return null
  const unread = { type: 'image/webp', width: 0, height: 0 } as const
  if (head.length < 30) return unread
  const view = viewOf(head)
  if (8 + view.getUint32(4, true) > reader.size) return unread
  const three = (at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
  const kind = letters(head, 12)
  if (kind === 'VP8X') return { type: 'image/webp', width: 1 + three(24), height: 1 + three(27) }
  if (kind === 'VP8 ')
    return { type: 'image/webp', width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  if (kind !== 'VP8L') return unread
  const bits = view.getUint32(21, true)
  return { type: 'image/webp', width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
}

/** JPEG, PNG or WebP: how large it is drawn, and that its end is there. */
export async function lookAtPicture(reader: Reader): Promise<Look> {
  const picture = (await png(reader)) ?? (await jpeg(reader)) ?? (await webp(reader))
  if (picture === null) return 'not-known'
  if (picture.width < 1 || picture.height < 1) return 'cut-short'
  if (picture.width > widestPicture || picture.height > widestPicture) return 'too-many-pixels'
  return reader.size > mostPictureBytes ? 'picture-too-large' : { type: picture.type, pages: 1, ...none }
}
