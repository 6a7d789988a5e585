/**
 * The directory of all nodes: what leads to which dialogue. What this node's halls say is known here at once, and stands in the
 * database a moment later, where every other node finds it. An answer that hands out a link or a session waits for that, or
 * the next node it is shown to would take it for a stranger's.
 */
import type { DialogueId } from '@tablee/shared/ids'
import type { Sql } from 'postgres'
import { createDirectory, type Directory, type Named } from '../directory/directory.ts'
import { within } from '../postgres/answer.ts'
import { leadsIn } from '../postgres/leads.ts'

/** Rows of one statement. */
const most = 5_000
const patience = 2_000
const again = 200
/** What was found of others is remembered: it never leads elsewhere while it leads anywhere. */
const mostFound = 20_000

type Written = { readonly what: Named; readonly id: string; readonly dialogue: DialogueId }
const nameOf = (what: Named, id: string): string => `${what} ${id}`

export type Leads = ReturnType<typeof createLeads>

/** Writes as long as it is not closed, whether or not the log answers. */
export function createLeads(sql: Sql) {
  const asked = leadsIn(sql)
  const memory = createDirectory()
  /** As the database has it, of the dialogues that were opened here. */
  const stands = new Map<DialogueId, Set<string>>()
  const found = new Map<string, DialogueId>()
  /** `gone`: it leads nowhere any more; `n`: how much had been said when it came. */
  const waiting = new Map<string, Written & { readonly gone: boolean; readonly n: number }>()
  let said = 0
  /** Who waits until so much of it stands: others go on saying more. */
  let waiters: readonly { readonly upTo: number; readonly stands: () => void }[] = []
  let writing = false
  let closed = false

  async function write(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.size > 0 && !closed) {
      const part = [...waiting].slice(0, most)
      for (const [name] of part) waiting.delete(name)
      const rows = (gone: boolean) =>
        part.flatMap(([, { what, id, dialogue, gone: is }]) => (is === gone ? [{ what, id, dialogue }] : []))
      const [come, gone] = [rows(false), rows(true)]
      try {
        if (come.length > 0)
          await sql`
            INSERT INTO tablee.lead (what, id, dialogue)
            SELECT what, id, dialogue FROM jsonb_to_recordset(${sql.json(come)}) AS r(what text, id text, dialogue text)
            ON CONFLICT (what, id) DO UPDATE SET dialogue = excluded.dialogue`
        if (gone.length > 0)
          await sql`
            DELETE FROM tablee.lead USING jsonb_to_recordset(${sql.json(gone)}) AS r(what text, id text, dialogue text)
            WHERE lead.what = r.what AND lead.id = r.id AND lead.dialogue = r.dialogue`
        for (const [name, { dialogue, gone: is }] of part)
          if (is) stands.get(dialogue)?.delete(name)
          else stands.get(dialogue)?.add(name)
        stood()
      } catch {
        // Once more; what was said of one meanwhile counts.
        for (const [name, one] of part) if (!waiting.has(name)) waiting.set(name, one)
        await new Promise((resolve) => setTimeout(resolve, again))
      }
    }
    // In the turn in which nothing waited: what is said from now on is written anew.
    writing = false
  }
  function stood(): void {
    let first = Infinity
    for (const { n } of waiting.values()) first = Math.min(first, n)
    const all = waiters
    waiters = all.filter(({ upTo }) => upTo >= first)
    for (const { upTo, stands } of all) if (upTo < first) stands()
  }
  function soon(name: string, one: Written, gone: boolean): void {
    waiting.set(name, { ...one, gone, n: waiting.get(name)?.n ?? (said += 1) })
    if (writing) return
    writing = true
    void write()
  }

  const directory: Directory = {
    leadsTo: memory.leadsTo,
    lead(dialogue, what, id) {
      const undo = memory.lead(dialogue, what, id)
      const name = nameOf(what, id)
      const one = { what, id, dialogue }
      const known = stands.get(dialogue)?.has(name) === true
      if (!known || waiting.has(name)) soon(name, one, false)
      return () => {
        undo()
        if (memory.leadsTo(what, id) === null) soon(name, one, true)
      }
    },
  }
  return {
    directory,
    /** Before a hall is opened: what is known of it is not written again. */
    async open(dialogue: DialogueId): Promise<void> {
      const rows = await sql<{ what: Named; id: string }[]>`
        SELECT what, id FROM tablee.lead WHERE dialogue = ${dialogue}`
      stands.set(dialogue, new Set(rows.map(({ what, id }) => nameOf(what, id))))
    },
    left: (dialogue: DialogueId): void => void stands.delete(dialogue),
    /** Of any node's, as far as it was asked for here. */
    known: (what: Named, id: string): DialogueId | null =>
      memory.leadsTo(what, id) ?? found.get(nameOf(what === 'site' ? 'dialogue' : what, id)) ?? null,
    /** Of any node's. Rejects where the database does not answer: null is certain. */
    async leadsTo(what: Named, id: string): Promise<DialogueId | null> {
      const named = what === 'site' ? 'dialogue' : what
      const known = memory.leadsTo(named, id) ?? found.get(nameOf(named, id))
      if (known !== undefined && known !== null) return known
      const dialogue = await asked(named, id)
      if (dialogue === null) return null
      if (found.size >= mostFound) found.clear()
      found.set(nameOf(named, id), dialogue)
      return dialogue
    },
    /** What was said so far stands in the database. Rejects where that takes too long. */
    async led(): Promise<void> {
      const upTo = said
      if (writing) await within(patience, new Promise<void>((stands) => (waiters = [...waiters, { upTo, stands }])))
    },
    close(): void {
      closed = true
    },
  }
}
