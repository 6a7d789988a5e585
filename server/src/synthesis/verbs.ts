/** What a theme team does: each step a row, judged by what is staged; opening an entry is none. */
import { mayRedo, mayUndo } from '@tablee/shared/codebook/blind'
import type { DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import { boardIn, type EntryName } from '@tablee/shared/synthesis/entries'
import { hasTheme } from '@tablee/shared/synthesis/fold'
import type { SynthesisRow } from '@tablee/shared/synthesis/rows'
import { isOpen, wantsSecond } from '@tablee/shared/synthesis/sample'
import type { Synthesis } from '@tablee/shared/synthesis/state'
import type { ThemeCommand } from '@tablee/shared/wire/synthesis'
import type { Verbs } from '@tablee/shared/wire/verbs'
import { handOf, type Session } from '../access/session.ts'
import type { Leases } from './leases.ts'
import { createJoining } from './joining.ts'
import type { SynthesisLog } from './log.ts'
import type { ThemeDesk } from './themes.ts'

export type Still = () => boolean
export type ThemeVerbs = Verbs<
  ThemeCommand,
  [session: Session, dialogue: DialogueId],
  [still: Still],
  Promise<Result<null>>
>
/** Themes of a dialogue: more than anybody overlooks, and far fewer than a log minds. */
export const mostThemes = 200

const changed: Problem = { code: 'changed' }
const noTheme: Problem = { code: 'not-found', what: 'theme' }

/**
 * Each answers after COMMIT. `changed`: somebody was faster, as who merged the theme away meanwhile, or has the entry open;
 * `not-found`: an entry of no board of this dialogue. Who may is asked before.
 */
export function createVerbs({
  log,
  leases,
  desk,
  isCondition,
}: {
  readonly log: SynthesisLog
  readonly leases: Leases
  readonly desk: Pick<ThemeDesk, 'boards' | 'known' | 'stands' | 'waitsFor'>
  readonly isCondition: Parameters<typeof createJoining>[0]['isCondition']
}): ThemeVerbs {
  type Judge = (now: Synthesis) => Problem | null
  const append = (session: Session, dialogue: DialogueId, row: SynthesisRow, still: Still, judge: Judge) =>
    log.append(dialogue, row, handOf(session), (now) => {
      if (!still()) return { code: 'closed' }
      // What a step makes, and what takes it back, names it by its command: of another device's by the same one there is none.
      return now.steps.some((step) => step.row.command === row.command) ? changed : judge(now)
    })
  /** Of this dialogue: what was read stays read, also where it is out of sight by now. */
  const isHere = (dialogue: DialogueId, entry: EntryName): boolean =>
    desk.boards(dialogue).some((board) => board === boardIn(entry))
  const here = (dialogue: DialogueId, entry: EntryName): Problem | null =>
    isHere(dialogue, entry) ? null : { code: 'not-found', what: 'entry' }
  const themeStands =
    (theme: string): Judge =>
    (now) =>
      hasTheme(now.themes, theme) ? null : changed
  const allStand =
    (themes: readonly string[]): Judge =>
    (now) =>
      themes.every((theme) => hasTheme(now.themes, theme)) ? null : changed
  /** The next one is opened with the step, so that nothing is waited for between two entries; left out, this one stays open. */
  function onward(session: Session, dialogue: DialogueId, entry: EntryName, next: EntryName | undefined): void {
    if (next === undefined) return
    leases.leave(session.id)
    if (next !== entry && desk.waitsFor(session, dialogue, next)) leases.open(session, next)
  }

  /**
   * Two who had the same in sight in one moment, or one of them no network: each entry is read by one. Who has it open reads it,
   * whoever read it before; to put what is read in another theme, too, is nobody's alone.
   */
  function isTheirs(session: Session, dialogue: DialogueId, entry: EntryName, next: EntryName | undefined): boolean {
    if (next === undefined || leases.of(session.id) === entry) return false
    // A page that was closed has left what it had open: the next one of its device sends what it had not.
    const holder = leases.by(entry, session.id)
    return (holder !== null && holder !== session.device) || !desk.waitsFor(session, dialogue, entry)
  }

  return {
    async open(session, dialogue, { entry, again }) {
      if (!desk.stands(dialogue, entry)) return fail({ code: 'not-found', what: 'entry' })
      if (again !== true && !desk.waitsFor(session, dialogue, entry)) return fail(changed)
      return leases.open(session, entry) ? ok(null) : fail(changed)
    },
    async put(session, dialogue, { id, entry, theme, suggested, said, along = [], next }, still) {
      const problem =
        [entry, ...along.map((one) => one.entry)].map((one) => here(dialogue, one)).find((one) => one !== null) ?? null
      if (problem !== null) return fail(problem)
      const sent = log.sent(dialogue, id, handOf(session))
      if (sent !== null) return sent
      if (isTheirs(session, dialogue, entry, next)) return fail(changed)
      onward(session, dialogue, entry, next)
      const also = {
        ...(suggested === true && { suggested }),
        ...(said !== undefined && { said }),
        ...(along.length > 0 && { along }),
      }
      const row: SynthesisRow = { kind: 'put', command: id, entry, theme, by: session.device, ...also }
      return append(session, dialogue, row, still, themeStands(theme))
    },
    async refuse(session, dialogue, { id, entry, theme }, still) {
      const problem = here(dialogue, entry)
      if (problem !== null) return fail(problem)
      const row: SynthesisRow = { kind: 'refuse', command: id, entry, theme, by: session.device }
      return append(session, dialogue, row, still, themeStands(theme))
    },
    out: (session, dialogue, { id, entry, theme }, still) =>
      append(session, dialogue, { kind: 'out', command: id, entry, theme, by: session.device }, still, (now) =>
        now.themes.read.get(entry)?.themes.has(theme) === true ? null : changed,
      ),
    async none(session, dialogue, { id, entry, said, next }, still) {
      const problem = here(dialogue, entry)
      if (problem !== null) return fail(problem)
      const sent = log.sent(dialogue, id, handOf(session))
      if (sent !== null) return sent
      if (isTheirs(session, dialogue, entry, next)) return fail(changed)
      onward(session, dialogue, entry, next)
      const also = said === undefined ? {} : { said }
      const row: SynthesisRow = { kind: 'none', command: id, entry, by: session.device, ...also }
      return append(session, dialogue, row, still, () => null)
    },
    async second(session, dialogue, { id, entry, themes, next }, still) {
      const problem = here(dialogue, entry)
      if (problem !== null) return fail(problem)
      onward(session, dialogue, entry, next)
      const row: SynthesisRow = { kind: 'second', command: id, entry, themes, by: session.device }
      return append(session, dialogue, row, still, (now) =>
        wantsSecond(entry, now.themes.read.get(entry), now.themes.every, session.device)
          ? allStand(themes)(now)
          : changed,
      )
    },
    settle: (session, dialogue, { id, entry, themes }, still) =>
      append(session, dialogue, { kind: 'settle', command: id, entry, themes, by: session.device }, still, (now) => {
        const reading = now.themes.read.get(entry)
        return reading === undefined || !isOpen(reading) ? changed : allStand(themes)(now)
      }),
    sample: (session, dialogue, { id, every }, still) =>
      append(session, dialogue, { kind: 'sample', command: id, every }, still, () => null),
    theme: (session, dialogue, { id, name }, still) =>
      append(session, dialogue, { kind: 'theme', command: id, name: name.trim() }, still, roomFor),
    rename: (session, dialogue, { id, theme, name }, still) =>
      append(session, dialogue, { kind: 'rename', command: id, theme, name: name.trim() }, still, themeStands(theme)),
    place: (session, dialogue, { id, theme, before }, still) =>
      append(session, dialogue, { kind: 'place', command: id, theme, before }, still, themeStands(theme)),
    merge: (session, dialogue, { id, theme, into }, still) =>
      append(session, dialogue, { kind: 'merge', command: id, theme, into }, still, (now) =>
        theme === into ? noTheme : (themeStands(theme)(now) ?? themeStands(into)(now)),
      ),
    split: (session, dialogue, { id, theme, name, entries }, still) =>
      append(
        session,
        dialogue,
        { kind: 'split', command: id, theme, name: name.trim(), entries },
        still,
        (now) =>
          roomFor(now) ??
          (entries.every((entry) => now.themes.read.get(entry)?.themes.has(theme) === true) ? null : changed),
      ),
    ...createJoining({ append, isCondition, ...desk }),
    undo: (session, dialogue, { id, of }, still) =>
      append(session, dialogue, { kind: 'undo', command: id, of }, still, (now) =>
        mayUndo(now, of, session.device) ? null : changed,
      ),
    redo: (session, dialogue, { id, of }, still) =>
      append(session, dialogue, { kind: 'redo', command: id, of }, still, (now) =>
        mayRedo(now, of, session.device) ? null : changed,
      ),
  }
}

const roomFor = (now: Synthesis): Problem | null =>
  now.themes.themes.length >= mostThemes ? { code: 'refused', why: 'themes' } : null
