/** Rounds in which coders do not know of one another, as they are told: while one is open no more than what who asks did in it. */
import {
  agreementOfAll,
  agreementOn,
  differs,
  lettersAlike,
  saidIn,
  type RoundEntry,
} from '@tablee/shared/codebook/agreement'
import { codeOf, coderOf, type Codes, type Round } from '@tablee/shared/codebook/fold'
import type { EntryName } from '@tablee/shared/synthesis/entries'
import type { Agreement } from '@tablee/shared/statistics/agreement'
import type { AgreementTold, CodableEntry, CodingRound, CodingTold, RoundTold } from '@tablee/shared/wire/codebook'
import type { Coding } from '@tablee/shared/codebook/fold'
import type { AllCodable, Codable } from './entries.ts'

/** Of where coders differ, at once. */
const shown = 100

/** Of its entries how many this device has said something of. */
export function doneIn(round: Round, { codings }: Codes, device: string): ReadonlySet<EntryName> {
  const done = new Set<EntryName>()
  for (const one of codings.values()) if (one.round === round.id && one.by === device) done.add(one.entry)
  for (const [entry, by] of round.none) if (by.has(device)) done.add(entry)
  return done
}

/** What anybody may be told of a round: who codes in it and who has closed it, never how far they are. */
export function roundTold(round: Round, codes: Codes, device: string): RoundTold {
  const { id, state, entries, coders, joined, closed, before } = round
  return {
    id,
    state,
    entries: entries.size,
    codes: round.codes.filter((code) => codeOf(codes, code) !== undefined),
    coders,
    joined: joined.map((one) => ({ coder: coderOf(codes, one) ?? 0, closed: closed.has(one) })),
    mine: joined.includes(device) ? { done: doneIn(round, codes, device).size, closed: closed.has(device) } : null,
    before,
  }
}

const agreementTold = ({ units, percent, alpha, interval }: Agreement): AgreementTold => ({
  units,
  agree: percent,
  alpha,
  interval,
})

const longestMs = 8
/** A thousand draws of a long round take seconds: whoever types has a turn in between. */
async function inTurns<T>(work: Generator<undefined, T>): Promise<T> {
  let since = performance.now()
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
    if (performance.now() - since < longestMs) continue
    await new Promise((done) => setImmediate(done))
    since = performance.now()
  }
}

/** One code after the other. */
async function agreementIn(
  round: Round,
  codes: Codes,
  all: readonly RoundEntry[],
  chance: (what: string) => Uint8Array,
): Promise<NonNullable<CodingRound['agreement']>> {
  const whole = agreementTold(await inTurns(agreementOfAll(all, chance(round.id))))
  const each: NonNullable<CodingRound['agreement']>['codes'][number][] = []
  for (const code of round.codes) {
    if (codeOf(codes, code) === undefined) continue
    await new Promise((done) => setImmediate(done))
    const on = agreementTold(await inTurns(agreementOn(code, all, chance(`${round.id} ${code}`))))
    each.push({ code, ...on, letters: lettersAlike(code, round, all) })
  }
  return { ...whole, codes: each }
}

/** `chance`: the same bytes for the same name, so that an interval asked again is the same. Kept as long as nothing of it changed. */
export function createRounds(chance: (what: string) => Uint8Array) {
  const kept = new Map<string, { readonly of: readonly unknown[]; readonly told: Promise<CodingRound['agreement']> }>()
  return {
    async told(
      round: Round,
      codes: Codes,
      readable: AllCodable,
      device: string,
      tell: (one: Codable) => CodableEntry,
      tellCoding: (coding: Coding, one: Codable) => CodingTold,
    ): Promise<Omit<CodingRound, 'version'>> {
      const told = roundTold(round, codes, device)
      if (round.state !== 'closed') return { round: told, agreement: null, differ: [], more: 0 }
      const entries = readable.all.flatMap(({ entry }) => (round.entries.has(entry) ? [entry] : []))
      const all = saidIn(round, entries)
      const before = kept.get(round.id)
      const same = before?.of[0] === round.coded && before.of[1] === codes.codes && before.of[2] === entries.join(' ')
      const agreement = same && before !== undefined ? before.told : agreementIn(round, codes, all, chance)
      kept.set(round.id, { of: [round.coded, codes.codes, entries.join(' ')], told: agreement })
      const apart = all.filter(differs)
      const order = [...apart].sort((a, b) => Number(round.settled.has(a.entry)) - Number(round.settled.has(b.entry)))
      return {
        round: told,
        agreement: await agreement,
        differ: order.slice(0, shown).flatMap(({ entry, said }) => {
          const one = readable.byName.get(entry)
          if (one === undefined) return []
          return [
            {
              entry: tell(one),
              coders: round.joined.map((by, n) => ({
                coder: coderOf(codes, by) ?? 0,
                none: said[n]?.size === 0,
                said: (said[n] ?? null) !== null,
                codings: round.coded
                  .filter((coding) => coding.entry === entry && coding.by === by)
                  .map((coding) => tellCoding(coding, one)),
              })),
              settled: round.settled.has(entry),
            },
          ]
        }),
        more: Math.max(0, apart.length - shown),
      }
    },
    forget: (): void => kept.clear(),
  }
}
