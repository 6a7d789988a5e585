/** Seals that hold, each by itself, and do not belong together: told as what they are. */
import { unzipSync, zipSync, strToU8 } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { check } from '@tablee/server/seal/check'
import { sealed, sealKey } from '@tablee/server/seal/key'
import { readSeal, sealName, sealText, type Seal } from '@tablee/server/seal/seal-file'
import { sealedJson, sealedZip } from '@tablee/server/seal/sealed-files'
import type { Sealing } from '@tablee/server/seal/seals'
import { serverKey } from '@tablee/server/access/keys'
import { sealFormat } from '@tablee/shared/snapshot/seals'
import type { Sidecar, Snapshot } from '@tablee/shared/snapshot/structure'
import { aSealing } from './aSealing.ts'
import { sealedDialogue } from './downloads.ts'

const snapshot = '0'.repeat(64)
const own = aSealing(snapshot)
const said = { format: sealFormat, dialogue: 'd1', key: own.key, at: 1 } as const
const zip = (seals: Sealing['seals'], more: Partial<Sealing> = {}): Uint8Array =>
  sealedZip({ 'a.csv': strToU8('x'), 'b.csv': strToU8('y') }, { ...own, ...more, seals })
const found = (bytes: Uint8Array) => check(bytes, 'it.zip', null)
const why = (bytes: Uint8Array): readonly unknown[] =>
  found(bytes).findings.map((one) => ('why' in one ? `${one.is} ${one.why}` : one.is))

describe('seals in one download', () => {
  it('[SEAL10] are of one dialogue and one snapshot, which is sealed itself, by keys that the last one knows', () => {
    expect(found(zip(own.seals)).state).toBe('whole')
    const stands = { ...said, what: 'countersign', snapshot, who: 'Ana' } as const
    expect(why(zip([sealed(own, { ...said, what: 'snapshot', snapshot, dialogue: 'd2' })]))).toEqual([
      'inconsistent dialogue',
    ])
    expect(why(zip([...own.seals, sealed(own, { ...stands, snapshot: '1'.repeat(64) })]))).toEqual([
      'inconsistent snapshot',
    ])
    expect(why(zip([sealed(own, stands)]))).toEqual(['inconsistent no-snapshot'])
    const another = sealKey(serverKey(new Uint8Array(32).fill(7)), 'd1')
    const theirs = sealed(another, { ...stands, key: another.key })
    expect(why(zip([...own.seals, theirs]))).toEqual(['inconsistent key'])
    expect(why(zip([...own.seals, theirs], { earlier: [another.key] }))).toEqual([])
  })

  it('[SEAL9] sums stand by their files, and a signature is written in one way', () => {
    const files = unzipSync(zip(own.seals))
    const { seal } = readSeal(Buffer.from(files[sealName] ?? []).toString())
    if (seal === null) throw new Error('no seal')
    const again = (other: Seal): Uint8Array =>
      zipSync({ ...files, [sealName]: [strToU8(sealText(other)), { level: 0 }] })
    expect(why(again({ ...seal, sums: seal.sums.toReversed() }))).toContain('inconsistent sums')
    expect(why(again({ ...seal, sums: [...seal.sums, ...seal.sums] }))).toContain('inconsistent sums')
    // The same bytes, said in another way: a byte more in the download.
    const signature = `${seal.files.signature}=`
    expect(why(again({ ...seal, files: { ...seal.files, signature } }))).toEqual(['forged'])
  })
})

describe('a sealed file whose seal is by another key than the dialogue’s', () => {
  let hall: Awaited<ReturnType<typeof sealedDialogue>>
  let inside: { readonly snapshot: Snapshot; readonly texts: Sidecar }
  beforeAll(async () => {
    hall = await sealedDialogue('judged')
    inside = JSON.parse(Buffer.from((await hall.download(hall.hash, 'sealed')).bytes).toString())
  })
  afterAll(() => hall.server.close())
  const file = (given: Snapshot, texts: Sidecar): readonly unknown[] =>
    check(Buffer.from(sealedJson(given, texts, aSealing(hall.hash))), 'it.json', null).findings

  it('[SEAL9] holds the snapshot that was sealed, and its texts', () => {
    expect(file(inside.snapshot, inside.texts)).toEqual([])
    const [board] = inside.snapshot.boards
    if (board === undefined) throw new Error('no board')
    expect(file({ ...inside.snapshot, boards: inside.snapshot.boards.slice(1) }, inside.texts)).toContainEqual({
      is: 'inconsistent',
      why: 'snapshot',
    })
    const [first, second] = inside.texts.texts
    if (first === undefined || second === undefined) throw new Error('no texts')
    const rest = inside.texts.texts.slice(1)
    expect(
      file(inside.snapshot, { ...inside.texts, texts: [{ ...first, text: 'Nobody said this.' }, ...rest] }),
    ).toEqual([{ is: 'text', digest: first.digest }])
    const foreign = { ...second, digest: 'of-nothing' }
    expect(file(inside.snapshot, { ...inside.texts, texts: [...inside.texts.texts, foreign] })).toEqual([
      { is: 'text', digest: 'of-nothing' },
    ])
  })
})
