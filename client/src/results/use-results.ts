/** All that the page of results is told: items, the answer to its question, pairs, conditions, and whether newer answers stand. */
import type { ResultsItems, ResultsSince } from '@tablee/shared/wire/results'
import { addressOf } from '@tablee/shared/results/address'
import type { Cut, Question } from '@tablee/shared/results/question'
import { useCallback, useMemo, useState } from 'react'
import { network } from '../hold/retry.ts'
import { useFollowed, type AskAfter } from '../hold/use-followed.ts'
import type { Place } from './place.ts'
import type { Listed } from '@tablee/shared/results/listed'
import type { ResultsPort } from './port.ts'
import { useAnswer } from './use-answer.ts'

/** Out of sight it asks nothing, and shows what stands as soon as it is looked at. */
const settings = { law: network, rests: true }

/** What is asked of an item where nobody has chosen: by site where there are several, else by table. */
export function firstQuestion(item: Listed, { places }: Pick<ResultsItems, 'places'>): Question {
  const by = places.site > 1 ? 'site' : places.table > 1 ? 'table' : 'all'
  return { of: item.item, unit: item.unit, base: item.base, by, weight: 'none' }
}

/** As it is looked at goes along to another item, where that can be looked at so. */
export function asQuestion(one: Listed, before: Question | null, told: ResultsItems): Question {
  const fresh = firstQuestion(one, told)
  if (before === null) return fresh
  const lost = typeof before.by === 'object' && before.by.item === one.item
  return {
    ...before,
    with: [],
    of: one.item,
    unit: one.units.includes(before.unit) ? before.unit : fresh.unit,
    base: one.bases.includes(before.base) ? before.base : fresh.base,
    by: lost ? fresh.by : before.by,
  }
}

/** What is newer, and than what. */
const sinceCut = (port: ResultsPort, cut: Cut): AskAfter<ResultsSince & { readonly since: Cut }> => {
  const ask = port.newer(cut)
  return async (after, signal) => {
    const answer = await ask(after, signal)
    return answer.ok ? { ok: true, value: { ...answer.value, since: cut } } : answer
  }
}

/** Nothing is asked before there is a question: then no key is there. */
const nothing = (): Promise<never> => Promise.reject(new Error('nothing is asked'))

export function useResults(port: ResultsPort, place: Place) {
  const items = useFollowed(port.items, settings)
  const told = items.value
  const first = told?.items[0]
  const question = place.question ?? (told === null || first === undefined ? null : firstQuestion(first, told))
  // All that stands on the page is of one cut, until somebody wants the newer one.
  const [wanted, setWanted] = useState<Cut | null>(null)
  const [begun, setBegun] = useState<Cut | null>(null)
  if (begun === null && told !== null) setBegun(told.cut)
  const cut = place.cut ?? wanted ?? begun
  const newer = useFollowed(
    useMemo(() => (cut === null ? null : sinceCut(port, cut)), [port, cut]),
    settings,
  )

  const { way } = place
  const key = question === null || cut === null ? null : `${way} ${addressOf(question, cut)}`
  const ask = useCallback(
    () => (question === null ? nothing() : port.ask(question, way, cut)),
    // What is asked is named by its key.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [port, key],
  )
  const answer = useAnswer(key, ask)

  // Each once, by the first of its times.
  const twice = told?.items.filter((one) => one.twice && one.waves[0]?.item === one.item) ?? []
  const paired =
    [place.pairs, question?.of].flatMap(
      (name) => twice.find(({ waves }) => waves.some(({ item }) => item === name)) ?? [],
    )[0] ?? twice[0]
  const pairsKey = paired === undefined || cut === null ? null : `${way} ${paired.item} ${cut}`
  const askPairs = useCallback(
    () => (paired === undefined ? nothing() : port.change(paired.item, way, cut)),
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [port, pairsKey],
  )
  const pairs = useAnswer(pairsKey, askPairs)
  const conditions = useFollowed(port.conditions, settings)
  // What was heard of the cut before stays until something is heard of this one.
  const news =
    newer.value !== null && newer.value.since === cut && newer.value.items.length + newer.value.gone.length > 0
      ? newer.value
      : null
  return { items, told, question, cut, setCut: setWanted, news, answer, twice, paired, pairs, conditions }
}
