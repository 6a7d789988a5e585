/**
 * Identifiers. Every kind of id is a branded string, so that a node's id can't be passed where a board's is meant.
 * Ids are made from random bytes that the caller brings (the shared package has no randomness of its own).
 */
declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }
/** A string that is no id of any kind. */
export type NoId = string & { readonly [brand]?: never }

export type DialogueId = Branded<'dialogue'>
export type SiteId = Branded<'site'>
export type TableId = Branded<'table'>
export type BoardId = Branded<'board'>
export type NodeId = Branded<'node'>
export type RelationId = Branded<'relation'>
export type WordsId = Branded<'words'>
export type GroupId = Branded<'group'>
/** A paragraph, heading or item of the notes. */
export type BlockId = Branded<'block'>
export type LinkId = Branded<'link'>
export type DeviceId = Branded<'device'>
export type CommandId = Branded<'command'>
/** `T3-04`: table 3, seat 4. Stands for a citizen; a name never enters a board. */
export type SeatCode = Branded<'seat'>
/** SHA-256 of a photo's bytes, in hex: its name on the disk, in a board and in a snapshot. */
export type PhotoHash = Branded<'photo'>
export type MaterialId = Branded<'material'>
/** SHA-256 of a material's bytes (a film, slides, captions), in hex: its name on the disk and in its address. */
export type MaterialHash = Branded<'material-hash'>
/** What is being brought, a part at a time. */
export type UploadId = Branded<'upload'>
/** A BCP 47 tag such as `fr` or `pt-BR`. */
export type Lang = Branded<'lang'>

/** Source of random bytes; `crypto.getRandomValues` in production, a seeded generator in tests. */
export type RandomBytes = (length: number) => Uint8Array

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const idPattern = /^[a-z0-9][a-z0-9-]{0,63}$/
const seatPattern = /^T[0-9]{1,3}-[0-9]{2}$/
const langPattern = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/

/** 80 random bits in Crockford base32 (16 characters): short in a document, and no two tables ever draw the same. */
export function newId<Id extends string>(random: RandomBytes): Id {
  let id = ''
  for (const byte of random(16)) id += alphabet[byte & 31]
  return id as Id
}

/**
 * Any id that we make: 1 to 64 lower-case letters, digits and hyphens, no hyphen in front. It may stand in an address
 * and in a name.
 */
export const isId = (value: unknown): value is string => typeof value === 'string' && idPattern.test(value)
/** Table and place, as on the card: `T3-04`. */
export const isSeatCode = (value: unknown): value is SeatCode => typeof value === 'string' && seatPattern.test(value)
/** SHA-256 of the photo's bytes, as 64 lower-case hex digits. */
export const isPhotoHash = (value: unknown): value is PhotoHash => isSha256(value)
/** As `isPhotoHash`, of a material's bytes. */
export const isMaterialHash = (value: unknown): value is MaterialHash => isSha256(value)
const isSha256 = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
/** A tag of BCP 47's form (RFC 5646), of 35 letters at most; whether there is such a language is not asked. */
export const isLang = (value: unknown): value is Lang =>
  typeof value === 'string' && value.length <= 35 && langPattern.test(value)

/** The language alone of a tag, whoever wrote it in which case: who reads `pt` reads `pt-BR`. */
export const primaryOf = (tag: string): string => (tag.split('-')[0] ?? tag).toLowerCase()

/** Both count from 1; the seat is padded to two digits. */
export const seatCode = (table: number, seat: number): SeatCode =>
  `T${table}-${String(seat).padStart(2, '0')}` as SeatCode
