/**
 * Machine drafts: what waits for a translator is given to the operator's engine, and what comes back waits for a person. Runs live
 * as long as the process; what they have brought is in the log.
 */
import { primaryOf, type DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import type { MachineDrafts, MachineState, TextToTranslate, TranslationCommand } from '@tablee/shared/wire/translations'
import type { Session } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import { beginRun, keyOf, troubleState, type Run, type Wanted } from './draft-run.ts'
import type { TranslationLog } from './log.ts'
import type { DraftingEngine, Pair } from './ports.ts'
import type { At, Found } from './verbs.ts'

/** Texts that one run may be asked for: those of twenty tables in three sessions. */
const most = 5_000
const fresh = 60_000

type Commands = Extract<TranslationCommand, { readonly kind: 'draft' | 'stopDrafts' }>
type Of<Kind extends Commands['kind']> = Extract<Commands, { readonly kind: Kind }>
type About = { readonly version: string; readonly pairs: readonly Pair[] }
type Known = { readonly at: number; readonly about: About | null; readonly state: MachineState }
type Texts = Result<{ readonly texts: readonly TextToTranslate[] }>
type Deps = {
  readonly log: TranslationLog
  /** The engine, where the consent text of this dialogue names it for this. */
  readonly engineOf: (dialogue: DialogueId) => DraftingEngine | null
  readonly texts: (dialogue: DialogueId, into: string, device: string) => Promise<Texts>
  readonly find: (dialogue: DialogueId, at: At) => Promise<Result<Found>>
  /** Something of it is another by now. */
  readonly told: (dialogue: DialogueId) => void
  readonly newId: () => string
  readonly clock: Clock
}

/** Minutes name people; an answer is a person's own. Neither is given to anybody. */
const given: ReadonlySet<string> = new Set(['words', 'wording', 'element'] satisfies TextToTranslate['kind'][])

/** The languages of which it makes drafts in this one. */
const readBy = (about: About | null, into: string): ReadonlySet<string> =>
  new Set(about?.pairs.flatMap((pair) => (pair.to === primaryOf(into) ? [pair.from] : [])))

/** What waits, and has no draft yet, in a language that the engine reads. */
function wantedIn(
  { into, from, only }: Of<'draft'>,
  all: readonly TextToTranslate[],
  reads: ReadonlySet<string>,
): readonly Wanted[] {
  return all
    .filter(
      (text) =>
        given.has(text.kind) &&
        text.draft === undefined &&
        (text.translation === null || text.translation.earlier !== null) &&
        reads.has(primaryOf(text.lang)) &&
        (from === null || text.lang === from) &&
        (only === null || keyOf(only) === keyOf(text)),
    )
    .slice(0, most)
    .map(({ table, session, entry, lang }) => ({ table, session, entry, into, from: lang }))
}

/** What a draft is asked of, and what ends a run. */
export type DraftVerbs = ReturnType<typeof createDrafting>['verbs']

/** Of one hall; `close` ends what is under way. */
export function createDrafting({ engineOf, texts, told, clock, ...deps }: Deps) {
  const runs = new Map<string, Run>()
  const known = new Map<DialogueId, Known>()
  const nameOf = (dialogue: DialogueId, into: string): string => `${dialogue}/${into}`

  async function look(dialogue: DialogueId, engine: DraftingEngine): Promise<Known> {
    const found = await engine.about()
    const about = found.ok ? found.value : null
    const now = { at: clock(), about, state: found.ok ? ('idle' as const) : troubleState(found.trouble) }
    known.set(dialogue, now)
    return now
  }
  /** Asked beside: who reads what there is to translate never waits for an engine. */
  function lookAgain(dialogue: DialogueId, engine: DraftingEngine): Known {
    const before = known.get(dialogue)
    if (before !== undefined && clock() - before.at < fresh) return before
    const until: Known = { about: null, state: 'idle', ...before, at: clock() }
    known.set(dialogue, until)
    void look(dialogue, engine).then((now) => {
      if (now.state !== until.state || now.about?.version !== until.about?.version) told(dialogue)
    })
    return until
  }

  return {
    /** What translators are told of it; undefined where no engine is named. */
    machine(dialogue: DialogueId, into: string): MachineDrafts | undefined {
      const engine = engineOf(dialogue)
      if (engine === null) return undefined
      const { about, state } = lookAgain(dialogue, engine)
      const run = runs.get(nameOf(dialogue, into))?.told() ?? { state: 'idle', done: 0, of: 0, left: 0 }
      return {
        name: engine.name,
        version: about?.version ?? null,
        from: [...readBy(about, into)],
        ...run,
        state: run.state === 'idle' ? state : run.state,
      }
    },
    verbs: {
      /** Answers as soon as it is begun; a run that goes on takes further texts with it. */
      async draft(
        session: Session,
        dialogue: DialogueId,
        command: Of<'draft'>,
        still: () => boolean,
      ): Promise<Result<null>> {
        const engine = engineOf(dialogue)
        if (engine === null) return fail(noEngine)
        const name = nameOf(dialogue, command.into)
        const { about } = await look(dialogue, engine)
        if (about === null) {
          // What an earlier run came to says less than that.
          runs.delete(name)
          told(dialogue)
          return ok(null)
        }
        const all = await texts(dialogue, command.into, session.device)
        if (!all.ok) return all
        if (!still()) return fail({ code: 'closed' })
        const wanted = wantedIn(command, all.value.texts, readBy(about, command.into))
        const before = runs.get(name)
        if (before?.goesOn() === true) before.take(wanted)
        else {
          const run = beginRun({ ...deps, engine, told: () => told(dialogue), session, dialogue, still })
          runs.set(name, run)
          run.take(wanted)
          void run.work()
        }
        return ok(null)
      },
      /** What is on its way comes to nothing; what has come stays. */
      async stopDrafts(_session: Session, dialogue: DialogueId, { into }: Of<'stopDrafts'>): Promise<Result<null>> {
        runs.get(nameOf(dialogue, into))?.stop()
        return ok(null)
      },
    },
    close(): void {
      for (const run of runs.values()) run.stop()
    },
  }
}

const noEngine: Problem = { code: 'refused', why: 'no engine is named for this dialogue' }
