/** What an observer's link opens: the rooms to follow, and where a permanent link leads. */
import { z } from 'zod'
import { stepKinds } from '../dialogue/programme.ts'
import { clock, looksBack } from './board.ts'
import { siteClock, siteTold } from './clock.ts'
import { route, type Infer } from './declare.ts'
import type { SiteId } from '../ids.ts'
import { id, localText, tag } from './terms.ts'

const table = z.object({
  table: z.int(),
  site: z.string(),
  siteId: z.exactOptional(id<SiteId>()),
  clock: z.exactOptional(siteClock).describe('Only of a table that does not go by its site’s'),
  room: z.string().describe('What goes into the y-websocket provider'),
  epoch: z.int(),
  session: z
    .exactOptional(z.int())
    .describe('Of the board that is shown: what is quoted from it says so. A server of before left it out'),
  delay: z.number().describe('Minutes: what is shown of this table is that old'),
  earlier: z
    .array(z.object({ session: z.int(), place: z.string() }))
    .describe(
      'Its boards of the other sessions that it has been in, oldest first; `place` as in /watch/:link/entry/:place',
    ),
})
const asked = z
  .object({
    session: z.int(),
    title: localText,
    question: localText,
    steps: z
      .exactOptional(z.array(z.object({ kind: z.enum(stepKinds), title: localText, minutes: z.number(), looksBack })))
      .describe('So that the clock of a site or table in another session can be read'),
  })
  .describe('What the tables were asked in a session that they have been in, in every language that the programme has')
export type WatchedTable = Infer<typeof table>

export const watchList = route('GET /api/watch/:link', {
  action: 'watch.follow',
  at: 'watch',
  summary: 'The rooms an observer’s link opens',
  query: { lang: 'Language of the programme’s titles' },
  answer: z
    .object({
      id: id().describe('The dialogue, in whose address everything else of the link is asked for'),
      dialogue: z.string().describe('Its title'),
      lang: tag,
      clock: clock.describe('Of the first site'),
      sites: z.exactOptional(z.array(siteTold)),
      tables: z.array(table),
      asked: z.exactOptional(z.array(asked)),
      imported: z.exactOptional(z.boolean()).describe('A poll or survey that came in by file: figures alone'),
    })
    .meta({ id: 'WatchList' }),
})
export type WatchList = Infer<typeof watchList.answer>

export const watchedPlace = route('GET /api/watch/:link/places/:place', {
  action: 'watch.follow',
  at: 'watch',
  summary: 'Where a permanent link leads: the table, in whichever session',
  answer: table.extend({ session: z.int() }),
})
export type WatchedPlace = Infer<typeof watchedPlace.answer>

export const watchRules = route('GET /api/watch/:link/rules', {
  action: 'watch.follow',
  at: 'watch',
  summary: 'What whoever watches agrees to before the first view: the dialogue’s own text, or null',
  answer: z.object({ dialogue: z.string().describe('Its title'), lang: tag, rules: localText.nullable() }),
})
export type WatchRules = Infer<typeof watchRules.answer>
