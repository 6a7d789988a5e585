/**
 * A dialogue's command into the tables. Runs inside the transaction that appends the row, and again, row by row, when the
 * tables are rebuilt: what it writes depends on the row alone.
 */
import { ruleAtFirst, ruleIn, type DialogueCommand, type PolicyChange } from '@tablee/shared/dialogue/commands'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { defaultPolicy } from '@tablee/shared/view/policy'
import type { Database } from '../store/database.ts'

export function createProjection(database: Database) {
  const on = (sql: string) => database.prepare(sql)
  const dialogue = on(
    `INSERT INTO dialogue (id, title, lang, opens_at, closes_at, session, started_at, consent, langs)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const site = on('INSERT INTO dialogue_site (id, dialogue, name, country, lang) VALUES (?, ?, ?, ?, ?)')
  const table = on(
    `INSERT INTO dialogue_table (id, dialogue, site, number, seats, lang, citizens_edit, rule, ceiling)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const session = on('INSERT INTO dialogue_session (dialogue, number, programme) VALUES (?, ?, ?)')
  const board = on(
    `INSERT INTO board (id, dialogue, place, session, question, lang, closed, observation, consent, curtain, delay_minutes, hidden, show_words)
     VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?)`,
  )
  const command = on('INSERT INTO dialogue_command (id, dialogue) VALUES (?, ?)')
  const move = on('UPDATE dialogue SET session = ?, started_at = ? WHERE id = ?')
  const policy = on(
    `UPDATE board SET observation = coalesce(?, observation), consent = coalesce(?, consent), delay_minutes = coalesce(?, delay_minutes),
       hidden = coalesce(?, hidden), show_words = coalesce(?, show_words), show_notes = coalesce(?, show_notes),
       photos = coalesce(?, photos) WHERE id = ?`,
  )
  const rule = on('UPDATE dialogue_table SET rule = json_patch(rule, ?) WHERE id = ?')
  const citizensEdit = on('UPDATE dialogue_table SET citizens_edit = ? WHERE id = ?')
  const close = on('UPDATE board SET closed = ? WHERE id = ?')
  const curtain = on('UPDATE board SET curtain = ? WHERE id = ?')
  const bit = (value: boolean | undefined): number | null => (value === undefined ? null : value ? 1 : 0)

  return {
    apply(of: DialogueId, row: DialogueCommand): void {
      command.run(row.command, of)
      switch (row.kind) {
        case 'found': {
          const draft = row.dialogue
          dialogue.run(
            draft.id,
            draft.title,
            draft.lang,
            draft.opensAt,
            draft.closesAt,
            draft.session,
            draft.startedAt,
            draft.consent === undefined ? null : JSON.stringify(draft.consent),
            draft.langs === undefined ? null : JSON.stringify(draft.langs),
          )
          for (const each of draft.sites) site.run(each.id, draft.id, each.name, each.country, each.lang)
          for (const each of draft.tables)
            table.run(
              each.id,
              draft.id,
              each.site,
              each.number,
              each.seats,
              each.lang,
              each.citizensEdit ? 1 : 0,
              JSON.stringify(ruleAtFirst(each)),
              each.observation === undefined ? null : JSON.stringify(each.observation.ceiling),
            )
          for (const each of draft.sessions) session.run(draft.id, each.number, JSON.stringify(each))
          const first = defaultPolicy
          for (const each of draft.boards) {
            board.run(
              each.id,
              draft.id,
              each.table,
              each.session,
              each.question,
              each.lang,
              first.observation,
              first.consent ? 1 : 0,
              first.curtain,
              first.delayMinutes,
              JSON.stringify(first.hidden),
              first.showWords ? 1 : 0,
            )
          }
          return
        }
        case 'move':
          move.run(row.session, row.startedAt, of)
          return
        case 'policy': {
          const { hidden, photos } = row.change
          // A row without a table is of the version before: it decided for its board.
          if (row.table !== undefined) rule.run(JSON.stringify(ruleIn(row.change)), row.table)
          const older: PolicyChange = row.table === undefined ? row.change : {}
          const { observation, consent, delayMinutes, showWords, showNotes } = older
          policy.run(
            observation ?? null,
            bit(consent),
            delayMinutes ?? null,
            hidden === undefined ? null : JSON.stringify(hidden),
            bit(showWords),
            bit(showNotes),
            photos === undefined ? null : JSON.stringify(photos),
            row.board,
          )
          return
        }
        case 'curtain':
          rule.run(JSON.stringify({ curtain: row.to }), row.table)
          return
        case 'citizens-edit':
          citizensEdit.run(row.allowed ? 1 : 0, row.table)
          return
        case 'close':
          close.run(row.closed ? 1 : 0, row.board)
      }
    },
    curtain: (of: BoardId, to: 'open' | 'drawn'): void => void curtain.run(to, of),
  }
}
