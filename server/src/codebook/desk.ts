/**
 * A coder's desk: what nobody coded yet, the codebook, what is coded with which code and how often where. Worked out when
 * somebody asks, of what may be read at that moment and of what they may be told (`shared/codebook/blind`): what leaves a board
 * is in no code, and of a round that is open each is told what they did themselves.
 */
import { sealedIn } from '@tablee/shared/codebook/blind'
import { beneathOf, codeOf, coderOf } from '@tablee/shared/codebook/fold'
import type { DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { EntryName } from '@tablee/shared/synthesis/entries'
import type { SynthesisRow } from '@tablee/shared/synthesis/rows'
import type { Synthesis } from '@tablee/shared/synthesis/state'
import {
  codableKinds,
  type CodebookTold,
  type CodedEntry,
  type CodingRound,
  type CodingTold,
  type InCode,
} from '@tablee/shared/wire/codebook'
import type { Session } from '../access/session.ts'
import { versioned } from '../hold/waiting.ts'
import type { RecordOf } from '../record/record.ts'
import { coverageOf, type CodePlaces } from './coverage.ts'
import type { AllCodable, Codable, Passages } from './entries.ts'
import { createMatrix } from './matrix.ts'
import { createRounds, doneIn, roundTold } from './rounds.ts'
import { createTelling } from './telling.ts'

/** As it stands in an address; what is left out narrows nothing. */
export type CodeFilter = Readonly<
  Partial<
    Record<
      'table' | 'site' | 'session' | 'lang' | 'kind' | 'item' | 'round' | 'steps' | 'beneath' | 'after',
      string | undefined
    >
  >
>
type OneEntry = { readonly entry?: EntryName | undefined; readonly after?: string | undefined }
/** A screen of it, and what is read in the next minute. */
const shown = 30
/** Of a code at once. */
const shownInside = 400
const stepsShown = 30
const mostSteps = 1_000

const mayPass = (one: Codable, { table, site, session, lang, kind, item }: CodeFilter): boolean =>
  (table === undefined || one.table === table) &&
  (site === undefined || one.site === site) &&
  (session === undefined || String(one.session) === session) &&
  (lang === undefined || one.lang === lang || one.lang.startsWith(`${lang}-`)) &&
  (kind === undefined || one.kind === kind) &&
  (item === undefined || one.item?.name === item)

/** Of one dialogue's hall. */
export function createCodeDesk({
  log,
  places,
  passages,
  readable,
  saidNo,
  chance,
}: {
  readonly log: Pick<RecordOf<SynthesisRow, Synthesis, DialogueId>, 'state'>
  readonly places: CodePlaces
  readonly passages: Passages
  /**
   * What may be coded, once it is loaded: as it stands where `whole`, else at the pace of who reads on. The same object as long as
   * nothing of it changed.
   */
  readonly readable: (dialogue: DialogueId, whole: boolean) => Promise<AllCodable>
  /** Whether a text says again what is not to be told now: asked once for all that is told at once. */
  readonly saidNo: (dialogue: DialogueId) => (text: string) => boolean
  /** Sixteen bytes under the dialogue's key, the same for the same name. */
  readonly chance: (what: string) => Uint8Array
}) {
  const rounds = createRounds(chance)
  const telling = createTelling({ passages, saidNo })
  const { seen, tell, codingTold, memosTold, codesTold, doneBy, stepsTold } = telling

  const inText = (a: CodingTold, b: CodingTold): number => a.start - b.start || a.end - b.end
  const found = (state: Synthesis, round: string) => state.codes.rounds.get(round)
  const isFilter = ({ kind }: CodeFilter): boolean => kind === undefined || codableKinds.some((one) => one === kind)
  const badKind = fail({ code: 'bad-request', where: 'kind', why: 'no kind of entry' })

  return {
    async told(session: Session, dialogue: DialogueId, filter: CodeFilter): Promise<Result<CodebookTold>> {
      if (!isFilter(filter)) return badKind
      const of = await readable(dialogue, filter.after === undefined)
      const state = log.state(dialogue)
      const { codes } = state
      const round = filter.round === undefined ? null : (found(state, filter.round) ?? null)
      if (filter.round !== undefined && round === null) return fail({ code: 'not-found', what: 'round' })
      const done = doneBy(codes, session)
      const sealed = sealedIn(codes)
      const mine = round === null ? null : doneIn(round, codes, session.device)
      const waits = ({ entry }: Codable): boolean =>
        round === null || mine === null
          ? !sealed.has(entry) && !done.coded.has(entry) && !done.none.has(entry)
          : round.entries.has(entry) &&
            (round.state !== 'open' || (round.joined.includes(session.device) && !mine.has(entry)))
      const queue = of.all.filter((one) => waits(one) && mayPass(one, filter))
      const most = Math.min(mostSteps, Math.max(0, Math.trunc(Number(filter.steps ?? stepsShown))) || stepsShown)
      return versioned(
        ok({
          coder: coderOf(codes, session.device),
          coders: codes.coders.length,
          queue: queue.slice(0, shown).map(tell),
          waiting: queue.length,
          codes: codesTold(dialogue, state, session, of),
          coverage: {
            ...coverageOf(places, dialogue, of, done),
            sealed: of.all.filter(({ entry }) => sealed.has(entry)).length,
          },
          rounds: [...codes.rounds.values()].map((one) => roundTold(one, codes, session.device)),
          ...stepsTold(dialogue, state, session, of, most),
        }),
      )
    },

    async entry(
      session: Session,
      dialogue: DialogueId,
      { entry: name = '', after }: OneEntry,
    ): Promise<Result<CodedEntry>> {
      const of = await readable(dialogue, after === undefined)
      const state = log.state(dialogue)
      const { codes } = state
      const one = of.byName.get(name)
      const nothing = { entry: null, codings: [], memos: [], none: false, round: null, closed: true }
      if (one === undefined) return versioned(ok(nothing))
      const { codings, memos } = seen(codes, session)
      const round = sealedIn(codes).get(name)
      const { coded, none } = doneBy(codes, session)
      return versioned(
        ok({
          entry: tell(one),
          codings: [...codings.values()]
            .filter(({ entry }) => entry === name)
            .map((coding) => codingTold(codes, session, coding, one))
            .sort(inText),
          memos: memosTold(
            saidNo(dialogue),
            state,
            session,
            [...memos.values()].filter(({ entry }) => entry === name),
          ),
          none: none.has(name) && !coded.has(name),
          round: round?.id ?? null,
          closed: round !== undefined && !(round.joined.includes(session.device) && !round.closed.has(session.device)),
        }),
      )
    },

    /** `none`: read, and no code fits. */
    async inside(session: Session, dialogue: DialogueId, code: string, filter: CodeFilter): Promise<Result<InCode>> {
      if (!isFilter(filter)) return badKind
      const of = await readable(dialogue, filter.after === undefined)
      const { codes } = log.state(dialogue)
      if (code !== 'none' && codeOf(codes, code) === undefined) return fail({ code: 'not-found', what: 'code' })
      const wanted = new Set([code, ...(filter.beneath === '1' ? beneathOf(codes.codes, code) : [])])
      const { codings } = seen(codes, session)
      const { none, coded } = doneBy(codes, session)
      const inCode = Map.groupBy(
        [...codings.values()].filter((one) => wanted.has(one.code)),
        ({ entry }) => entry,
      )
      const all = of.all.filter(
        (one) =>
          mayPass(one, filter) &&
          (code === 'none' ? none.has(one.entry) && !coded.has(one.entry) : inCode.has(one.entry)),
      )
      return versioned(
        ok({
          passages: all.slice(0, shownInside).map((one) => ({
            entry: tell(one),
            codings: (inCode.get(one.entry) ?? [])
              .map((coding) => codingTold(codes, session, coding, one))
              .sort(inText),
          })),
          more: Math.max(0, all.length - shownInside),
        }),
      )
    },

    matrix: createMatrix({ log, places, telling, readable }),

    async round(
      session: Session,
      dialogue: DialogueId,
      id: string,
      { after }: Pick<CodeFilter, 'after'> = {},
    ): Promise<Result<CodingRound>> {
      const of = await readable(dialogue, after === undefined)
      const state = log.state(dialogue)
      const round = found(state, id)
      if (round === undefined) return fail({ code: 'not-found', what: 'round' })
      const told = await rounds.told(round, state.codes, of, session.device, tell, (coding, one) =>
        codingTold(state.codes, session, coding, one),
      )
      return versioned(ok(told))
    },

    /** Rows were rewritten (erasure). */
    forget(): void {
      passages.forget()
      rounds.forget()
    },
  }
}
export type CodeDesk = ReturnType<typeof createCodeDesk>
