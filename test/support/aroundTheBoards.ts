/**
 * What is made around the boards of a day, one of each kind, as its people do it: films and leaflets are brought and shown,
 * words are translated, a theme team reads. Over HTTP, on the demo; whoever opens the folder later has to read all of it.
 */
import type { TextsToTranslate } from '@tablee/shared/wire/translations'
import type { ThemesTold } from '@tablee/shared/wire/synthesis'
import { bringing } from '../materials/bring.ts'
import { mp4, pdf, vtt } from '../materials/files.ts'
import type { TestServer } from './server.ts'

/** `name`: begins each id of its commands. The sessions of who did it. */
export async function aroundTheBoards(server: TestServer, name: string) {
  const own = `/api/dialogues/${server.dialogue}`
  let count = 0
  const next = (): string => `${name}-${++count}`
  async function does<T>(path: string, as: string, body: object): Promise<T> {
    const reply = await server.api(path, { as, body: { id: next(), ...body } })
    if (reply.status >= 300) throw new Error(`${JSON.stringify(body)}: ${reply.status} ${JSON.stringify(reply.body)}`)
    return reply.body as T
  }
  const organiser = (await server.enter('organiser')).session
  const head = (await server.enter('head', 1)).session

  // Brought, said, taken away; shown, held, gone on, ended; one that plays still.
  const { material, bring } = bringing(server, organiser)
  const of = (session: number) => ({ step: { session, step: 0 } })
  const film = await material(mp4({ media: new Uint8Array(2_000).fill(7) }), { title: 'A film of no words', ...of(3) })
  const leaflet = await material(pdf(), {
    of: 'leaflet',
    title: 'A leaflet',
    lang: 'en',
    name: 'leaflet.pdf',
    ...of(3),
  })
  const slides = await material(pdf({ pages: 5 }), { of: 'slides', title: 'Some slides', name: 'slides.pdf' })
  const gone = await material(pdf({ pages: 2 }), { of: 'leaflet', title: 'One that goes', name: 'goes.pdf' })
  const changes = (body: object): Promise<unknown> => does(`${own}/materials`, organiser, body)
  await changes({ kind: 'put-captions', material: film.id, upload: await bring(vtt(), 'en.vtt'), lang: 'en' })
  await changes({ kind: 'say', material: leaflet.id, title: { en: 'A leaflet, in other words' }, order: 3 })
  await changes({
    kind: 'put-file',
    material: leaflet.id,
    upload: await bring(pdf({ pages: 4 }), 'de.pdf'),
    lang: 'de',
  })
  await changes({ kind: 'remove', material: gone.id })
  const plays = (body: object): Promise<unknown> => does(`${own}/sites/${server.siteOf(1)}/playing`, head, body)
  const started = next()
  const begun = { id: started, kind: 'start', material: film.id }
  const reply = await server.api(`${own}/sites/${server.siteOf(1)}/playing`, { as: head, body: begun })
  if (reply.status >= 300) throw new Error(`not started: ${reply.status} ${JSON.stringify(reply.body)}`)
  for (const body of [{ kind: 'hold' }, { kind: 'seek', to: 3 }, { kind: 'go-on' }, { kind: 'end' }])
    await plays({ ...body, playing: started })
  await plays({ kind: 'start', material: slides.id, page: 2 })

  // Translated; open and not made.
  const translator = (await server.enter('translator')).session
  const { texts } = (await server.api(`${own}/translations?into=fr`, { as: translator })).body as TextsToTranslate
  const [first, second] = texts
  if (first === undefined || second === undefined) throw new Error('nothing to translate')
  const at = ({ table, session, entry }: typeof first) => ({ table, session, entry, into: 'fr' })
  const says = (body: object): Promise<unknown> => does(`${own}/translations`, translator, body)
  await says({ kind: 'translate', ...at(first), original: first.text, before: null, text: 'Une phrase gardée.' })
  await says({ kind: 'open', ...at(second) })

  // Themes: put in one, in none, merged, and a merge that was taken back.
  const analyst = (await server.enter('analyst')).session
  const reads = (body: object): Promise<unknown> => does(`${own}/themes`, analyst, body)
  const { queue } = (await server.api(`${own}/themes`, { as: analyst })).body as ThemesTold
  const [night, late] = [`${name}-night`, `${name}-late`]
  await reads({ id: night, kind: 'theme', name: 'Night' })
  await reads({ id: late, kind: 'theme', name: 'Late' })
  for (const [n, { entry }] of queue.slice(0, 5).entries())
    await reads(n === 4 ? { kind: 'none', entry } : { kind: 'put', entry, theme: n % 2 === 0 ? night : late })
  const merged = `${name}-merge`
  await reads({ id: merged, kind: 'merge', theme: late, into: night })
  await reads({ kind: 'undo', of: merged })

  // Of what two tables wrote: the same, not the same, taken out again, and which wording stands for them.
  const wordings = (await server.api(`${own}/themes?kind=wording`, { as: analyst })).body as ThemesTold
  const [a, b, c] = wordings.queue.map(({ entry }) => entry)
  await reads({ kind: 'same', a, b })
  await reads({ kind: 'show', entry: b })
  await reads({ kind: 'different', a, b: c })
  await reads({ kind: 'same', a: c, b })
  await reads({ kind: 'apart', entry: c })
  return { translator }
}
