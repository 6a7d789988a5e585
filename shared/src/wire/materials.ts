/**
 * Films, slides and leaflets: what a hall is told of them, and what is done with them; how their bytes come and go stands in
 * `uploads`. Citizens and who watches are told of what was opened to them and of nothing else: its session has begun at a site,
 * or it was started there.
 */
import { z } from 'zod'
import { limits } from '../board/schema.ts'
import type { MaterialHash, MaterialId, SiteId, UploadId } from '../ids.ts'
import { isMaterialHash } from '../ids.ts'
import { fileTypes, materialKinds } from '../materials/rows.ts'
import { after } from './changes.ts'
import { command, commands, route, type CommandOf, type Infer } from './declare.ts'
import { id, lang, localText, tag, time, writtenText } from './terms.ts'

const hash = z.custom<MaterialHash>(isMaterialHash, 'not a SHA-256').meta({ type: 'string', pattern: '^[0-9a-f]{64}$' })
const seconds = z.number().min(0).max(86_400)
const page = z.int().min(1).max(5_000)
const fileName = z.string().describe('As its owner calls it')

const file = z.object({
  lang: tag.nullable().describe('null: for all languages'),
  page: z.int().nullable().describe('Of slides that are pictures: which one, from 1'),
  hash,
  type: z.enum(fileTypes),
  bytes: z.int(),
  name: fileName,
  seconds: z.number().nullable().describe('How long a film is, where its bytes say so'),
  pages: z.int().nullable().describe('Where its bytes say so'),
  codecs: z.array(z.string()),
  plays: z.enum(['everywhere', 'not-everywhere']).describe('`not-everywhere`: many laptops cannot play this'),
})

const material = z.object({
  id: id<MaterialId>(),
  kind: z.enum(materialKinds),
  title: localText,
  step: z
    .object({ session: z.int(), step: z.int().nullable() })
    .nullable()
    .describe('Its session and the step from 0, as the plan is by now; null: of the whole day'),
  lost: z.exactOptional(z.literal(true)).describe('It had a step that was left out of the plan since'),
  order: z.number(),
  files: z.array(file),
  captions: z.array(z.object({ lang: tag, hash, bytes: z.int(), name: fileName })),
  openedAt: z
    .array(id<SiteId>())
    .describe('Sites whose hall may see it: its session has begun there, or it was started'),
})
export type MaterialTold = Infer<typeof material>

const playing = z.object({
  site: id<SiteId>(),
  id: id().describe('Of the start: what is held, moved or ended is named by it'),
  material: id<MaterialId>(),
  startsAt: time.describe('The server’s time, a few seconds ahead at first'),
  from: z.number().describe('Where in the film it begins then, in seconds'),
  heldAt: z.number().nullable().describe('null: it runs'),
  page: z.int(),
  endsAt: time.nullable().describe('When the film will have run out'),
})
export type PlayingTold = Infer<typeof playing>

const told = z
  .object({
    version: z.string(),
    now: time.describe('The server’s clock when it answered'),
    materials: z.array(material).describe('In the order of the day'),
    playing: z.array(playing).describe('One for each site at which something plays, of those the asker is told of'),
  })
  .meta({ id: 'Materials' })
export type Materials = Infer<typeof told>

export const readMaterials = route('GET /api/dialogues/:dialogue/materials', {
  action: 'material.see',
  at: 'dialogue',
  summary: 'Films, slides and leaflets, and what plays; citizens: of their site, what was opened there',
  query: after,
  answer: told,
})
export const watchedMaterials = route('GET /api/watch/:link/materials', {
  action: 'watch.follow',
  at: 'watch',
  summary: 'What was opened to a hall, and what plays',
  query: after,
  answer: told,
})

const title = writtenText(limits.title)
const place = z
  .strictObject({ session: z.int().min(1).max(99), step: z.int().min(0).max(99).nullable() })
  .nullable()
  .describe('null: of the whole day, and opened only by being started')
const order = z.number().min(-1e6).max(1e6)
const ofMaterial = { material: id<MaterialId>() }

/** A material has the id of the command that added it. */
export const materialCommands = commands(
  'POST /api/dialogues/:dialogue/materials',
  { at: 'dialogue', summary: 'Add, name, place, fill and remove materials. Once per id', answer: told },
  {
    add: command('material.change', {
      of: z.enum(materialKinds),
      title,
      step: z.exactOptional(place),
      order: z.exactOptional(order),
    }),
    say: command('material.change', {
      ...ofMaterial,
      title: z.exactOptional(title),
      step: z.exactOptional(place),
      order: z.exactOptional(order),
    }),
    /** 409 `not-yet`: its bytes are still being looked at, ask again; 422 `refused`, `material-…`. */
    'put-file': command('material.change', {
      ...ofMaterial,
      upload: id<UploadId>(),
      lang: lang.nullable(),
      page: z.exactOptional(page).describe('Of a picture among slides; left out: behind the last one'),
    }),
    'put-captions': command('material.change', { ...ofMaterial, upload: id<UploadId>(), lang }),
    'take-file': command('material.change', {
      ...ofMaterial,
      hash,
      lang: z.exactOptional(lang.nullable()).describe('Where the same bytes stand for several languages'),
    }),
    remove: command('material.change', ofMaterial),
  },
)
export type MaterialCommand = CommandOf<typeof materialCommands>

/** `sites`: all that the asker may reach, at which this plays; without it the site of the path. */
const where = {
  sites: z.exactOptional(z.literal('all')).describe('Of all sites that this session may reach; left out: this one'),
}
const ofPlaying = {
  ...where,
  playing: id().describe('`id` of what was on the screen: 409 `changed` where it plays no more'),
}
export const playCommands = commands(
  'POST /api/dialogues/:dialogue/sites/:site/playing',
  {
    at: 'site',
    summary: 'Start a material for a hall; hold it, go on, go elsewhere in it, end it. Once per id',
    answer: told,
  },
  {
    start: command('material.play', {
      ...where,
      ...ofMaterial,
      from: z.exactOptional(seconds),
      page: z.exactOptional(page),
    }),
    hold: command('material.play', ofPlaying),
    'go-on': command('material.play', ofPlaying),
    seek: command('material.play', { ...ofPlaying, to: seconds }),
    page: command('material.play', { ...ofPlaying, page }),
    end: command('material.play', ofPlaying),
  },
)
export type PlayCommand = CommandOf<typeof playCommands>
