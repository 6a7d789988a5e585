/** Downloads that somebody made to stop the check, or to have it say what is not so. */
import { deflateRawSync } from 'node:zlib'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { check } from '@tablee/server/seal/check'
import { fingerprintOf, readKey, sealed, sealKey } from '@tablee/server/seal/key'
import { sayChecked } from '@tablee/server/seal/say'
import { readPacked, readSeal, sealName, sealText, type Seal } from '@tablee/server/seal/seal-file'
import { sealedZip } from '@tablee/server/seal/sealed-files'
import { sha256, sumsOf } from '@tablee/server/seal/sums'
import { zipOf, pack } from '@tablee/server/seal/zip'
import { serverKey } from '@tablee/server/access/keys'
import { languages } from '@tablee/shared/i18n/index'
import { aSealing } from './aSealing.ts'

const sealing = aSealing('0'.repeat(64))
const zip = (files: Readonly<Record<string, string>>, by = sealing): Uint8Array =>
  sealedZip(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])), by)
const plain = zip({ 'a.csv': 'x,y\n1,2\n' })
const sealOf = (bytes: Uint8Array): Seal => {
  const { seal } = readSeal(Buffer.from(unzipSync(bytes)[sealName] ?? []).toString())
  if (seal === null) throw new Error('no seal')
  return seal
}
/** The sums are nobody's statement: whoever has a download can write others, with their own sum. */
const withSums = (change: (packed: string) => string): Uint8Array => {
  const { sums, ...rest } = sealOf(plain)
  const others = sums.map((one) => ({ ...one, packed: change(one.packed) }))
  return zipSync({
    'a.csv': unzipSync(plain)['a.csv'] ?? new Uint8Array(),
    [sealName]: [strToU8(sealText({ ...rest, sums: others })), { level: 0 }],
  })
}

describe('a download that was made to stop the check', () => {
  it.each(['9007199254740991', '-5', '4000000000', 'NaN', '1e3', ''])(
    '[SEAL9] a packed length of %s is no length',
    (length) => {
      const spoilt = withSums((packed) => packed.replace(/ \d+ /, ` ${length} `))
      expect(check(spoilt, 'it.zip', null).state).toBe('changed')
    },
  )

  it('[SEAL9] nor is a checksum that is none, or a time that no clock shows', () => {
    expect(
      check(
        withSums((packed) => `fffffffffffffff${packed}`),
        'it.zip',
        null,
      ).state,
    ).toBe('changed')
    for (const at of [8e15, -8e15, Date.UTC(2200, 1), Number.MAX_SAFE_INTEGER]) {
      const made = aSealing('0'.repeat(64), 'd1', at)
      for (const language of languages)
        sayChecked(language, 'it.zip', check(zip({ 'a.csv': 'x' }, made), 'it.zip', null))
    }
  })

  it('[SEAL9] nested deeper than anybody reads', () => {
    const { files, ...rest } = sealOf(plain)
    const text = sealText({ ...rest, files }).replace(
      '"what":"files"',
      `"what":"files","deep":${'['.repeat(50_000)}${']'.repeat(50_000)}`,
    )
    const spoilt = zipSync({
      'a.csv': strToU8('x'),
      [sealName]: [strToU8(text.replace(/\n "own":.*\n/, '\n')), { level: 0 }],
    })
    expect(check(spoilt, 'it.zip', null).state).toBe('changed')
  })

  it('[SEAL9] of what unpacks to gigabytes no more is unpacked than was sealed', () => {
    const zeros = deflateRawSync(Buffer.alloc(200 * 1024 * 1024))
    const bomb = { name: 'b.csv', crc: 0, bytes: 200 * 1024 * 1024, stored: false, packed: zeros }
    const files = Array.from({ length: 40 }, (_, n) => ({ ...bomb, name: `b-${n}.csv` }))
    const seal = pack({ name: sealName, bytes: unzipSync(plain)[sealName] ?? new Uint8Array(), stored: true })
    const before = process.memoryUsage().rss
    const checked = check(zipOf([...files, seal], 0), 'it.zip', null)
    expect(checked.state).toBe('changed')
    expect(checked.findings).toContainEqual({ is: 'extra', file: 'b-39.csv' })
    expect(process.memoryUsage().rss - before).toBeLessThan(600 * 1024 * 1024)
  })
})

describe('a download that was made to have it say what is not so', () => {
  it('[SEAL9] names of files are shown, and do nothing to the terminal', () => {
    const name = 'a\u001b[2K\u001b[1A\r\nWHOLE  it.zip is as it was sealed.\u202Evsc'
    const spoilt = zipSync({ ...unzipSync(plain), [name]: strToU8('x') })
    for (const language of languages) {
      const lines = sayChecked(language, `it\u001b[2K.zip`, check(spoilt, 'it.zip', null))
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
      for (const line of lines) expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/)
    }
    const { format, dialogue, key, at } = sealOf(plain).files.statement
    const who = sealed(sealing, {
      format,
      dialogue,
      key,
      at,
      what: 'countersign' as const,
      snapshot: sealing.snapshot,
      who: 'Ana\nWHOLE',
    })
    const signed = zip({ 'a.csv': 'x' }, { ...sealing, seals: [...sealing.seals, who] })
    expect(
      sayChecked('en', 'it.zip', check(signed, 'it.zip', null)).filter((line) => line.startsWith('WHOLE')),
    ).toHaveLength(1)
  })

  it('[SEAL9] nothing is hidden behind what is packed, and its sums are those of what lies there', () => {
    const { sums, ...rest } = sealOf(plain)
    const content = unzipSync(plain)['a.csv'] ?? new Uint8Array()
    const packed = Buffer.concat([pack({ name: 'a.csv', bytes: content }).packed, Buffer.from('hidden')])
    const { crc } = readPacked(sums[0]?.packed ?? '')
    const told = { ...sums[0], packed: `${crc.toString(16)} ${packed.length} ${sha256(packed)} ${sumsOf(packed)}` }
    const text = strToU8(sealText({ ...rest, sums: [told as (typeof sums)[number]] }))
    const made = zipOf(
      [
        { name: 'a.csv', crc, bytes: content.length, stored: false, packed },
        pack({ name: sealName, bytes: text, stored: true }),
      ],
      rest.files.statement.at,
    )
    expect(check(made, 'it.zip', null).state).toBe('changed')
    const [own] = sums
    if (own === undefined) throw new Error('no sums')
    // Each byte where it belongs, and a sum beside it that is not its own.
    const another = (part: 'packed' | 'blocks'): unknown => {
      const spoilt = { ...own, [part]: `${own[part].slice(0, -3)}AAA` }
      const seal = pack({
        name: sealName,
        bytes: strToU8(sealText({ ...rest, sums: [spoilt] })),
        stored: true,
      })
      return check(zipOf([pack({ name: 'a.csv', bytes: content }), seal], rest.files.statement.at), 'it.zip', null)
        .findings
    }
    for (const part of ['packed', 'blocks'] as const)
      expect(another(part)).toEqual([{ is: 'inconsistent', why: 'sums' }])
  })

  it('[SEAL10] whoever calls another’s key one of before is not believed for it: whose seal counts is said first', () => {
    const mine = sealKey(serverKey(new Uint8Array(32).fill(9)), 'd1')
    const forged = zip({ 'a.csv': 'whatever I like' }, { ...sealing, ...mine, earlier: [sealing.key] })
    const lines = sayChecked('en', 'it.zip', check(forged, 'it.zip', null))
    const [, first = ''] = lines
    expect(first).toContain(fingerprintOf(mine.key))
    expect(lines.filter((line) => line.includes(fingerprintOf(sealing.key))).join()).toMatch(/only if/)
    expect(check(forged, 'it.zip', readKey(sealing.key)).state).toBe('foreign')
  })
})
