/** What a table's people and the organiser are told beyond what is there: what plays in one's own hall, what lost its step. */
import type { Materials } from '@tablee/shared/wire/materials'
import { shelvesOf } from '@tablee/client/table/materials/shelves'
import { movedBy } from '@tablee/client/organise/materials/moving'
import { missingOf } from '@tablee/client/organise/materials/missing'
import { firstDraft, lacking } from '@tablee/client/organise/materials/draft'
import type { Lang, MaterialId } from '@tablee/shared/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDay } from '../voices/day.ts'
import { unique, type Hall } from '../voices/hall.ts'
import { aFile, fill } from './aFilm.ts'

let hall: Hall
let organiser: string
const at = (): string => `/api/dialogues/${hall.dialogue}`
beforeAll(async () => {
  hall = await openDay({ clock: () => Date.UTC(2026, 10, 28, 9) })
  organiser = (await hall.enter('organiser')).session
}, 60_000)
afterAll(() => hall.close())

const read = async (session: string): Promise<Materials> =>
  (await hall.api(`${at()}/materials`, { as: session })).body as Materials
async function add(title: string, step: { session: number; step: number | null }): Promise<string> {
  const id = unique('material')
  const body = { id, kind: 'add', of: 'film', title: { en: title }, step }
  expect((await hall.api(`${at()}/materials`, { as: organiser, body })).status).toBe(200)
  await fill(hall, id)
  return id
}

describe('what is told beyond what is there', () => {
  it('[MAT76] a table’s people hear of what plays in their own hall, and of no other', async () => {
    const material = await add('Night in the village', { session: 2, step: null })
    const tables = hall.parts.dialogues.tables(hall.dialogue)
    const other = tables.find(({ number }) => hall.siteOf(number) !== hall.siteOf(1))
    const body = { id: unique(), kind: 'start', material }
    expect((await hall.api(`${at()}/sites/${hall.siteOf(1)}/playing`, { as: organiser, body })).status).toBe(200)
    const here = await read((await hall.enter('facilitator', 1)).session)
    expect(here.playing.map(({ site }) => site)).toEqual([hall.siteOf(1)])
    expect(here.materials).toHaveLength(1)
    if (other === undefined) return
    const there = await read((await hall.enter('facilitator', other.number)).session)
    expect([there.playing, there.materials.length]).toEqual([[], 1])
  })

  it('[MAT73] what lost its step stands under its session, and the organiser is told', async () => {
    const material = await add('Before the break', { session: 3, step: 0 })
    const told = async () => (await read(organiser)).materials.find(({ id }) => id === material)
    expect([(await told())?.step, (await told())?.lost]).toEqual([{ session: 3, step: 0 }, undefined])
    const body = { id: unique(), kind: 'skip-step', why: 'No time', seen: 0, session: 3, step: 0 }
    const done = await hall.api(`${at()}/plan`, { as: organiser, body })
    expect(done.status, JSON.stringify(done.body)).toBe(200)
    expect([(await told())?.step, (await told())?.lost]).toEqual([{ session: 3, step: null }, true])
  })
})

describe('what a screen makes of it', () => {
  const placed = (id: string, session: number | null, step: number | null = null, order = 0) => ({
    id: id as MaterialId,
    step: session === null ? null : { session, step },
    order,
  })
  it('[MAT75] what belongs to the step that runs comes first, then its session, the day, and the others in their order', () => {
    const all = [placed('day', null), placed('c', 3), placed('a', 1), placed('now', 2, 1), placed('later', 2, 2)]
    const { step, session, day, others } = shelvesOf(all, 2, 1)
    expect([step, session, day].map((of) => of.map(({ id }) => id))).toEqual([['now'], ['later'], ['day']])
    expect(others.map(({ number }) => number)).toEqual([1, 3])
    expect(shelvesOf(all, 2, null).session.map(({ id }) => id)).toEqual(['now', 'later'])
  })

  it('[MAT73] what is missing is told in the languages that the dialogue promises, and in no other', () => {
    const langs = ['en', 'fr', 'ar']
    const captions = (lang: string) => ({ lang, hash: aFile('b').hash, bytes: 9, name: `film.${lang}.vtt` })
    const film = { kind: 'film' as const, files: [aFile('a')], captions: [captions('en-GB'), captions('pt')] }
    expect(missingOf(film, langs)).toEqual({ file: false, files: [], captions: ['fr', 'ar'] })
    const leaflet = { kind: 'leaflet' as const, captions: [], files: [aFile('a', { lang: 'fr' as Lang })] }
    expect(missingOf(leaflet, langs).files).toEqual(['en', 'ar'])
    expect(missingOf({ ...leaflet, files: [aFile('a')] }, langs).files).toEqual([])
    expect(missingOf({ ...leaflet, files: [] }, langs)).toEqual({ file: true, files: [], captions: [] })
  })

  it('[MAT73] those of one step are put in another order, and of no other', () => {
    const all = [placed('a', 1, 0, 5), placed('b', 1, 0, 5), placed('c', 1, 1, 0)]
    const orders = (by: -1 | 1, at: number) => movedBy(all, all[at] ?? placed('', 1), by)
    expect(orders(1, 0)).toEqual([
      { id: 'b', order: 0 },
      { id: 'a', order: 1 },
    ])
    expect(orders(-1, 0)).toEqual([])
    expect(orders(1, 2)).toEqual([])
  })

  it('[MAT72] files that are chosen together are one material; what is none is told before it is sent', () => {
    const named = [
      { tag: 'en' as Lang, names: ['English'] },
      { tag: 'fr' as Lang, names: ['Français'] },
    ]
    const draftOf = (...names: readonly string[]) =>
      firstDraft(
        names.map((name) => new File(['x'], name)),
        named,
        null,
      )
    expect(draftOf('night.mp4', 'night.fr.vtt', 'night.en.srt')).toMatchObject({
      kind: 'film',
      title: 'night',
      given: [
        { what: 'file', lang: null },
        { what: 'captions', lang: 'fr' },
        { what: 'captions', lang: 'en' },
      ],
    })
    const leaflet = draftOf('law_EN.pdf', 'law_FR.pdf')
    expect(leaflet).toMatchObject({ kind: 'leaflet', given: [{ lang: 'en' }, { lang: 'fr' }] })
    expect('why' in leaflet ? leaflet : lacking(leaflet)).toBe(null)
    expect('why' in leaflet ? leaflet : lacking({ ...leaflet, title: ' ' })).toBe('noTitle')
    const two = draftOf('a.pdf', 'b.pdf')
    expect('why' in two ? two : [two.kind, lacking(two)]).toEqual(['slides', 'twice'])
    const pictures = draftOf('1.png', '2.png')
    expect('why' in pictures ? pictures : [pictures.kind, lacking(pictures)]).toEqual(['slides', null])
    expect(draftOf('talk.pptx')).toEqual({ why: 'notThis', file: 'talk.pptx' })
    expect(draftOf('night.fr.vtt')).toEqual({ why: 'noMain' })
    expect(draftOf('night.mp4', 'law.pdf')).toEqual({ why: 'notTogether' })
  })
})
