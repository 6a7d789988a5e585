import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NodeId } from '@tablee/shared/ids'
import { languages, type Language } from '@tablee/shared/i18n/index'
import { paperKinds } from '@tablee/shared/wire/paper'
import { press } from '@tablee/server/paper/press'
import type { PrintedSheet } from '@tablee/server/paper/sheets'
import { describe, expect, it } from 'vitest'
import { canReadPdf, pdfText } from '../support/pdfText.ts'
import { opened, sheets, tables } from './fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'tablee-paper-'))

async function printed(of: readonly PrintedSheet[], lang: Language) {
  const done = await press(
    { title: 'Driverless mobility', lang, sheets: of },
    { onProgress: () => undefined, signal: new AbortController().signal, onTrouble: (what) => console.log(what) },
  )
  if (!done.ok) throw new Error(`not printed: ${done.problem.code}`)
  return done.value
}
const marks = /[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
/** What a reader finds on it, without the marks of direction and without blanks. */
const textOf = (pdf: Uint8Array): string => bare(pdfText(pdf))
const bare = (text: string): string => text.replace(marks, '')

describe('printed sheets', () => {
  it.each(languages)(
    '[PAP6] %s: every kind as a tagged file that says its language and claims PDF/UA',
    async (lang) => {
      const all = sheets(paperKinds, [lang])
      expect(new Set(all.map(({ kind }) => kind)).size).toBe(paperKinds.length)
      const { pdf, pages } = await printed(all, lang)
      expect(pages).toBeGreaterThanOrEqual(all.length)
      const raw = Buffer.from(pdf).toString('latin1')
      expect(raw).toContain('/MarkInfo')
      expect(raw).toContain('/StructTreeRoot')
      expect(raw).toContain(`/Lang (${lang})`)
      expect(raw).toMatch(/pdfuaid:part(>|=")1/)
    },
  )

  it.skipIf(!canReadPdf).each(['en', 'fr', 'de', 'es'] as const)(
    '[PAP7] %s: everything on a sheet can be read from the file',
    async (lang) => {
      const all = sheets(paperKinds, [lang])
      const text = textOf((await printed(all, lang)).pdf)
      for (const sheet of all) {
        for (const part of [
          sheet.shownId,
          sheet.table,
          sheet.seat ?? '',
          sheet.title.text,
          sheet.fate,
          sheet.dialogue.text,
        ])
          expect(text).toContain(bare(part))
        for (const block of sheet.blocks) {
          expect(text).toContain(bare(block.text.text))
          if (block.body.is === 'options') for (const one of block.body.options) expect(text).toContain(bare(one.text))
        }
        if (sheet.rather !== null) expect(text).toContain(bare(sheet.rather))
        if (sheet.pair !== null) expect(text).toContain(bare(sheet.pair))
      }
    },
  )

  it.skipIf(!canReadPdf)(
    '[PAP8] Arabic is shaped and read from right to left; ids and seats stay left to right',
    async () => {
      const all = sheets(paperKinds, ['ar'])
      const text = textOf((await printed(all, 'ar')).pdf)
      // Words without vowel marks or lam-alef, which readers of PDF order each in its own way.
      for (const part of ['المشاركة', 'الطاولة', 'المقعد', 'بكلماتكم', 'من صنع المركبة', 'من يركب فيها'])
        expect(text).toContain(bare(part))
      for (const { shownId, seat } of all) {
        expect(text).toContain(shownId)
        if (seat !== null) expect(text).toContain('T1-01')
      }
    },
  )

  it.skipIf(!canReadPdf)(
    '[PAP23] nothing is cut off: every word stands within its page, in every language, also of a vote on forty entries',
    async () => {
      const of = tables(1, 2)
      const many = Array.from({ length: 40 }, (_, at) => ({
        node: `n${at}` as NodeId,
        wording: `Entry ${at} ${'which says rather much about the line and the street '.repeat(at % 5)}end${at}`,
        lang: 'en',
      }))
      for (const lang of languages) {
        const file = join(folder, `${lang}.pdf`)
        const all = [...sheets(paperKinds, [lang], of), ...sheets(['ballot'], [lang], of, opened(of, many))]
        const { pdf, pages } = await printed(all, lang)
        writeFileSync(file, pdf)
        const boxes = execFileSync('pdftotext', ['-bbox', file, '-'], {
          encoding: 'utf8',
          maxBuffer: 64 * 1024 * 1024,
          stdio: ['ignore', 'pipe', 'ignore'],
        })
        const words = [
          ...boxes.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/g),
        ]
        expect(words.length).toBeGreaterThan(pages * 5)
        const [width, height] = [595, 842]
        // Printers leave some 5 mm (14 pt) of each edge white.
        const cut = words.filter(
          ([, x, y, right, bottom]) =>
            Number(x) < 14 || Number(y) < 14 || Number(right) > width - 14 || Number(bottom) > height - 14,
        )
        expect(cut.map(([whole]) => whole).slice(0, 5)).toEqual([])
        const said = new Set(words.map((word) => word[5]))
        expect(many.map((_, at) => `end${at}`).filter((word) => !said.has(word))).toEqual([])
      }
    },
  )

  it.skipIf(!canReadPdf)('[PAP5] once the vote is open, the wordings that are voted on are printed', async () => {
    const of = tables(1, 1)
    const text = textOf((await printed(sheets(['ballot'], ['de'], of, opened(of)), 'de')).pdf)
    expect(text).toContain(bare('Only if the city may stop the line'))
    expect(text).not.toContain(bare('Punkt Nr.'))
  })

  it('[PAP9] a script that no font has is printed all the same', async () => {
    const [sheet] = sheets(['map'], ['en'])
    if (sheet === undefined) throw new Error('no sheet')
    const { pages, pdf } = await printed([{ ...sheet, title: { text: 'Wer? 𞤀𞤣𞤤𞤢𞤥 \u{1F697}', lang: 'de' } }], 'en')
    expect(pages).toBeGreaterThan(0)
    expect(Buffer.from(pdf).toString('latin1')).toContain('/StructTreeRoot')
  })

  it('[PAP9] whatever language people speak, with its region or script, or a tag that nobody knows, is printed', async () => {
    const [one] = sheets(['map'], ['en'])
    if (!one?.map) throw new Error('no map')
    const { map } = one
    for (const lang of ['pt-BR', 'zh-Hant', 'fa-AF', 'rif', 'x-ours', 'en-12', 'de-1996-1996']) {
      const entries = map.entries.map((entry) => ({ ...entry, wording: { ...entry.wording, lang } }))
      expect((await printed([{ ...one, map: { ...map, entries } }], 'en')).pages, lang).toBeGreaterThan(0)
    }
  })

  it('[PAP9] text that looks like instructions is text', async () => {
    const [sheet] = sheets(['write'], ['en'])
    if (sheet === undefined) throw new Error('no sheet')
    const trick = '#panic("no") $x$ *bold* #read("/etc/passwd") \\ @ref <label>'
    const { pdf } = await printed([{ ...sheet, title: { text: trick, lang: 'en' } }], 'en')
    if (canReadPdf) expect(textOf(pdf)).toContain(bare(trick))
  })

  it('[PAP10] ten tables of eight, every sheet of a session, are printed in one go', async () => {
    const of = tables(10, 8)
    const began = performance.now()
    const all = sheets(paperKinds, ['en'], of, opened(of))
    const { pages, pdf } = await printed(all, 'en')
    const seconds = (performance.now() - began) / 1000
    console.log(`${all.length} sheets, ${pages} pages, ${(pdf.length / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s`)
    expect(all.length).toBe(410)
    expect(seconds).toBeLessThan(60)
  })

  it('[PAP11] a print ends where it stands when it is cancelled, when its time is up, and when it takes too much', async () => {
    const all = sheets(paperKinds, ['en'], tables(10, 8))
    const task = { title: 'x', lang: 'en', sheets: all }
    const stop = new AbortController()
    const signal = new AbortController().signal
    const cancelled = press(task, { onProgress: () => stop.abort(), signal: stop.signal })
    expect(await cancelled).toEqual({ ok: false, problem: { code: 'closed' } })
    expect(await press(task, { onProgress: () => undefined, signal, deadlineMs: 5 })).toEqual({
      ok: false,
      problem: { code: 'timeout' },
    })
    if (process.platform === 'linux') {
      const large = await press(task, { onProgress: () => undefined, signal, memoryMiB: 60 })
      expect(large).toMatchObject({ ok: false, problem: { code: 'too-large' } })
    }
  })
})
