/** JSON Schema of a snapshot and of its sidecar, published at `/schemas/` and in docs/. */
import { digest, either, id, list, moment, object, orNull, seat, text, whole, yes } from './schema-parts.ts'
import { codes } from './schema-codes.ts'
import { boardVoices, dialogueVoices } from './schema-voices.ts'

const curtain = {
  ...yes,
  description: 'Written or changed behind the table’s drawn curtain and not released to observers since',
} as const
const photo = { type: 'string', pattern: '^[0-9a-f]{64}$', description: 'SHA-256 (hex) of the photo’s bytes' } as const
const shapeId = { type: 'string', pattern: '^shape:[A-Za-z0-9_-]{1,64}$' } as const
const number = { type: 'integer' } as const
const shape = {
  description:
    'A shape of the canvas. Numbers but `horizon` are hundredths: of a canvas unit in its parent’s space, of a degree, of a side of a box. What is left out is nothing (0, empty, false); `opacity` and `scale` are then 100',
  ...object(
    {
      id: shapeId,
      type: either('element', 'frame', 'note', 'text', 'geo', 'arrow', 'draw', 'image', 'group'),
      index: { ...text, description: 'Orders it among its siblings, from back to front' },
      text: { ...orNull(digest), description: 'What is written in it; null where nothing is' },
      curtain,
    },
    {
      parent: { ...shapeId, description: 'The frame or group it lies in; left out on the page' },
      x: number,
      y: number,
      rotation: number,
      w: number,
      h: number,
      opacity: number,
      scale: number,
      lang: text,
      part: { ...text, description: 'The part of the template that it is' },
      kind: either('hope', 'fear', 'condition', 'obstacle', 'actor', 'milestone', 'headline'),
      horizon: { ...whole, description: 'The year it is about' },
      level: either('personal', 'local', 'society'),
      seat: seat,
      capture: either('own-typing', 'dictated', 'paper', 'from-notes', 'paraphrase'),
      links: { ...list(id), description: 'Nodes of the map; they may be gone' },
      color: text,
      size: text,
      dash: text,
      fill: text,
      geo: text,
      align: text,
      elbow: yes,
      ends: { ...list(number), description: 'Of an arrow: x and y of its start, x and y of its end' },
      bend: number,
      heads: { ...text, description: 'Of an arrow: its head at the start, its head at the end' },
      from: { ...shapeId, description: 'What an arrow’s start holds on to' },
      fromAt: { ...list(number), description: 'Where on it, as shares of its width and height' },
      to: { ...shapeId, description: 'What an arrow’s end holds on to' },
      toAt: list(number),
      middle: { ...list(number), description: 'Where along the way the label stands, and where an elbow turns' },
      stroke: { ...text, description: 'Points in canvas units, `x,y x,y`; segments divided by `;`' },
      closed: yes,
      photo,
      crop: { ...list(number), description: 'Left, top, right, bottom of what is seen of the photo, as shares' },
      flip: text,
    },
  ),
}

const milliseconds = { ...whole, description: 'Milliseconds' } as const
const now = {
  description: 'What runs; left out before the first step begins, and of a table that goes by its site’s clock',
  ...object(
    { session: whole, step: whole },
    {
      since: { ...moment, description: 'By its clock, which does not count while it stands still' },
      more: { ...milliseconds, description: 'Given to it beyond its plan' },
      held: { ...moment, description: 'Its clock stands still since then' },
      ended: { ...yes, description: 'Present only once the day is over' },
    },
  ),
}
const passed = list(
  object(
    {
      session: whole,
      step: { ...whole, description: 'Of its session, from 0' },
      planned: milliseconds,
      from: moment,
      until: moment,
    },
    { held: { ...milliseconds, description: 'For how long of that the clock stood still' } },
  ),
)
const times = {
  description:
    'The day as it was planned and as it was. Steps that passed by themselves since the last row of the dialogue’s log follow from `now`',
  ...object({
    planned: list(
      object(
        { session: whole, steps: { ...list(milliseconds), description: 'How long each of its steps is to take' } },
        {
          founded: {
            ...list(milliseconds),
            description: 'The same as it was founded, where somebody changed it since',
          },
          begins: { type: 'string', pattern: '^[0-2][0-9]:[0-5][0-9]$', description: 'At each site’s own time' },
        },
      ),
    ),
    sites: list(object({ id, site: text, passed }, { now, zone: { ...text, description: 'Its time zone (IANA)' } })),
    tables: {
      ...list(object({ table: id, number: whole, passed }, { now })),
      description: 'Tables that have or had a clock of their own, with what passed by it',
    },
  }),
}

const planText = { type: 'object', additionalProperties: text } as const
const change = (what: string, fields: Record<string, object>) =>
  object({
    do: { const: what },
    at: moment,
    by: { ...text, description: 'A role, never a name' },
    why: text,
    ...fields,
  })
const changes = {
  description:
    'What of the day was not planned when it was founded, the oldest first: with its reason, and what was planned',
  ...list({
    anyOf: [
      change('site', { id, site: text }),
      change('table', { table: id, number: whole, site: text, seats: whole }),
      change('seats', { table: id, number: whole, planned: whole, seats: whole }),
      change('step', { session: whole, step: whole, title: planText, length: milliseconds }),
      change('minutes', { session: whole, step: whole, planned: milliseconds, length: milliseconds }),
      change('skip', { session: whole, step: whole, planned: milliseconds }),
      change('word', { step: text, item: text, planned: planText, text: planText }),
    ],
  }),
}

const moves = {
  description:
    'Who changes tables: of each such seat its table, by number, in each session; and what was decided by hand',
  ...object(
    { seats: list(object({ seat, tables: list(object({ session: whole, number: whole })) })) },
    {
      decided: list(
        object({
          at: moment,
          by: { ...text, description: 'A role, never a name' },
          why: text,
          session: { ...whole, description: 'From this one on' },
          seats: list(object({ seat, number: whole })),
        }),
      ),
    },
  ),
}

const translations = {
  description: 'What translators made of its texts. A translation stands beneath its original and never in its place',
  ...list(
    object(
      {
        of: { ...digest, description: 'Of the text that it is of, as it stands in this board' },
        lang: text,
        state: { ...either('human', 'checked'), description: 'checked: somebody else than who made it stands by it' },
        text: digest,
      },
      {
        engine: {
          description: 'The machine draft of which a person made it; `edited`: they put it right first',
          ...object({ name: text, version: text, edited: { type: 'boolean' } }),
        },
      },
    ),
  ),
}

const joined = {
  description:
    'What a theme team joined across tables because it says the same. An entry is `<board>/<wording or element>/<id>`; it may be gone from its board',
  ...list(
    object({
      id: { ...id, description: 'The oldest join in it' },
      entries: { ...list(text), description: 'In the order in which they were joined' },
      shown: { ...text, description: 'Whose wording stands for all of them' },
    }),
  ),
}

const named = {
  ...list(text),
  description: 'Entries: `<board>/<kind>/<id>`; they may be gone from their boards',
} as const
const themes = {
  description: 'What a theme team read and put in themes, by ids; what a theme is called is a text like any other',
  ...object({
    themes: {
      description: 'In the team’s order',
      ...list(object({ id, name: digest, entries: named })),
    },
    read: {
      description:
        'What each reader was the first to read, as it was worded then. A reader is a number, in the order in which they began',
      ...list(object({ reader: whole, entries: named })),
    },
  }),
}

const qualified = {
  description:
    'Of two wordings, as `joined` names them: a theme team says that what stands in `b` is so only under the condition in `a`',
  ...list(object({ id: { ...id, description: 'The step that says so' }, a: text, b: text })),
}

export const snapshotSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:tablee:snapshot:1',
  title: 'A snapshot of a Tablée board or dialogue',
  description: 'Canonical JSON (RFC 8785). Its name is the SHA-256 of its bytes. Lists are in order of their ids.',
  ...object(
    {
      format: { const: 'tablee-snapshot/1' },
      of: either('board', 'dialogue'),
      dialogue: id,
      cut: {
        type: 'object',
        description:
          'Of each journal, the last row whose effect is in here (of `synthesis` the last one that has to do with themes or with what is joined, and where there are codes how many rows show, because how much is coded in an open round is not told; of `translations` the last one that made something of these boards); of people’s voices `seq` counts only the rows that show, because how many wait to be shown is sealed',
        patternProperties: {
          '^(board|dialogue|synthesis|translations|voices):[a-z0-9][a-z0-9-]{0,63}$': object({
            epoch: whole,
            seq: whole,
          }),
        },
        additionalProperties: false,
      },
      boards: list(
        object(
          {
            id,
            site: text,
            table: id,
            number: whole,
            seats: whole,
            session: whole,
            lang: text,
            question: digest,
            state: either('open', 'open-citizens-edit', 'closed'),
            policy: object(
              {
                observation: either('open', 'paused'),
                consent: yes,
                curtain: either('open', 'drawn'),
                delayMinutes: { ...whole, maximum: 15 },
                hidden: list(id),
                showWords: yes,
              },
              {
                showNotes: { ...yes, description: 'Present only when observers see the notes' },
                showCanvas: { ...yes, description: 'Present only when observers do not see the canvas' },
                photos: { ...list(photo), description: 'Photos released to observers' },
              },
            ),
            nodes: list(
              object({
                id,
                kind: either('issue', 'position', 'argument', 'condition', 'question', 'experience', 'source'),
                lang: text,
                order: text,
                at: moment,
                wording: digest,
                curtain,
              }),
            ),
            relations: list(
              object(
                {
                  id,
                  kind: either('answers', 'supports', 'attacks', 'undercuts', 'qualifies', 'illustrates', 'cites'),
                  from: id,
                  to: { ...id, description: 'A node; for undercuts a relation' },
                  order: text,
                  group: orNull(id),
                  at: moment,
                  curtain,
                },
                { label: digest },
              ),
            ),
            words: list(
              object(
                {
                  id,
                  node: orNull(id),
                  lang: text,
                  seat: orNull(seat),
                  capture: either('own-typing', 'dictated', 'paper', 'from-notes', 'paraphrase'),
                  at: moment,
                  corrects: orNull(id),
                  text: { ...orNull(digest), description: 'Null when withdrawn or redacted: the row stays and counts' },
                  withdrawn: orNull(moment),
                  redacted: orNull(moment),
                  curtain,
                },
                { block: { ...id, description: 'The block of the notes that they were taken from' } },
              ),
            ),
          },
          {
            notes: list(
              object({
                id,
                order: { ...whole, description: 'Its place among the blocks, from 0' },
                kind: either('heading', 'paragraph', 'bullet', 'ordered', 'quote'),
                level: { ...whole, description: 'Of a heading 1 to 3; of an item how deep it lies, from 1; else 0' },
                ordinal: { ...orNull(whole), description: 'Number of an item in a numbered list' },
                text: { ...digest, description: 'Each node that is named stands in it as it was called then' },
                mentions: { ...list(id), description: 'Nodes that are named, in order; they may be gone' },
                curtain,
              }),
            ),
            canvas: {
              description: 'The vision canvas',
              ...object({
                template: either('backcasting', 'placement', 'day', 'front-page', 'free'),
                today: { ...whole, description: 'The year the template calls today; 0 without a template' },
                horizon: { ...whole, description: 'The year it looks at' },
                shapes: list(shape),
                photos: { ...list(photo), description: 'Photos that its shapes show' },
              }),
            },
            voices: boardVoices,
            translations,
            country: { ...text, description: 'Of its site: two letters, ISO 3166' },
            group: { ...text, description: 'Tables that the organiser compares, beside their site' },
          },
        ),
      ),
    },
    { times, changes, moves, joined, qualified, themes, codes, voices: dialogueVoices },
  ),
} as const

export const sidecarSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:tablee:snapshot-text:1',
  title: 'The texts of a snapshot',
  description:
    'A text that was struck out or erased since is missing here; the snapshot keeps its digest and its name, and an erratum says when. So is, in a download, a text whose person does not want to be quoted.',
  ...object(
    {
      format: { const: 'tablee-snapshot-text/1' },
      snapshot: digest,
      texts: list(object({ digest, salt: { type: 'string', description: 'base64url' }, text })),
    },
    {
      withheld: { ...list(digest), description: 'Kept, and not handed out: their people do not want to be quoted' },
      errata: {
        ...list(
          object({
            n: { ...whole, description: '1, 2, 3 … in the order in which they were struck out' },
            at: { ...whole, description: 'Milliseconds since 1970' },
            board: text,
            why: either('redacted', 'erased'),
            digests: list(digest),
          }),
        ),
        description:
          'What was struck out since the snapshot was taken: since when and which digests, never what stood there',
      },
    },
  ),
} as const
