/** What lists of dialogues say, on any node: told by whoever has a hall, read from its row by all. */
import { dialogueDoc } from '@tablee/shared/documents'
import type { DialogueId } from '@tablee/shared/ids'
import type { Sql } from 'postgres'
import { byServerLink } from '../access/server-link.ts'
import type { Hall } from '../hall/hall.ts'
import type { Halls } from '../hall/halls.ts'
import type { Listed, Overview } from '../hall/overview.ts'
import type { Lease } from './lease.ts'
import { within } from '../postgres/answer.ts'

const patience = 2_000
const again = 500

type Said = Pick<NonNullable<ReturnType<Hall['dialogues']['dialogue']>>, 'title' | 'lang' | 'opensAt' | 'closesAt'>
type Says = Pick<Hall, 'dialogue'> & {
  readonly dialogues: {
    dialogue(id: DialogueId): Said | null
    onChange(listener: (change: object) => void): unknown
  }
}

/** A hall's row says what the hall does, from now on. What was said last stands there when the answer's promise resolves. */
export function tellOf(
  { dialogue, dialogues }: Says,
  sql: Sql,
  lease: Pick<Lease, 'node' | 'epoch' | 'ended'>,
): { told(): Promise<void> } {
  let said = ''
  let telling: Promise<void> | null = null
  // A lease whose line is down for a moment goes on: what changed meanwhile is told then.
  let over = false
  void lease.ended.then(() => (over = true))
  async function tell(): Promise<void> {
    for (;;) {
      const now = dialogues.dialogue(dialogue)
      if (now === null || over) return
      const { title, lang, opensAt, closesAt } = now
      const text = JSON.stringify([title, lang, opensAt, closesAt])
      if (text === said) return
      try {
        await sql`
          UPDATE tablee.hall SET title = ${title}, lang = ${lang}, opens_at = ${opensAt}, closes_at = ${closesAt}
          WHERE dialogue = ${dialogue} AND node = ${lease.node} AND epoch = ${lease.epoch}`
        said = text
      } catch {
        await new Promise((resolve) => setTimeout(resolve, again))
      }
    }
  }
  const soon = (): void => void (telling ??= tell().finally(() => (telling = null)))
  soon()
  dialogues.onChange((change) => 'dialogue' in change && soon())
  return {
    async told() {
      if (telling !== null) await within(patience, telling)
    },
  }
}

type Told = {
  readonly dialogue: DialogueId
  readonly title: string
  readonly lang: Listed['lang']
  readonly opens_at: string
  readonly closes_at: string
}

/** Rejects where the log does not answer. */
export function clusterOverview(sql: Sql, halls: Halls): Overview {
  const founders = new Map<DialogueId, boolean>()
  return {
    async list() {
      const rows = await sql<Told[]>`
        SELECT dialogue, title, lang, opens_at, closes_at FROM tablee.hall
        WHERE title IS NOT NULL AND moved IS NULL ORDER BY opens_at, dialogue COLLATE "C"`
      return rows.map(({ dialogue, title, lang, opens_at, closes_at }) => ({
        id: dialogue,
        title,
        lang,
        opensAt: Number(opens_at),
        closesAt: Number(closes_at),
      }))
    },
    async isOurs(dialogue) {
      const known = founders.get(dialogue)
      if (known !== undefined) return known
      const [first] = await sql<{ device: string }[]>`
        SELECT device FROM tablee.journal_row JOIN tablee.document ON document.id = journal_row.document
        WHERE document.dialogue = ${dialogue} AND document.name = ${dialogueDoc(dialogue)} AND journal_row.seq = 1`
      if (first === undefined) return false
      founders.set(dialogue, first.device === byServerLink)
      return first.device === byServerLink
    },
    async standsElsewhere(dialogue) {
      if (halls.of(dialogue) !== null) return false
      const rows = await sql`SELECT 1 FROM tablee.document WHERE dialogue = ${dialogue} LIMIT 1`
      return rows.length > 0
    },
  }
}
