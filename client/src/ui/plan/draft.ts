/** What somebody has filled in to change the day, and the command that it is once nothing is missing. */
import { plainText } from '@tablee/shared/board/text'
import { isLang, type Lang } from '@tablee/shared/ids'
import type { Plan, PlanCommand } from '@tablee/shared/wire/plan'
import { planMessages } from './messages/index.ts'
import type { PlanKind, PlanPlaces } from './port.ts'

export const stepKinds = ['break', 'map', 'private-writing', 'canvas', 'read-back', 'video', 'welcome'] as const
export type StepKind = (typeof stepKinds)[number]

export type PlanDraft = {
  readonly why: string
  readonly site: string
  readonly table: string
  readonly seats: number
  readonly lang: string
  readonly name: string
  readonly country: string
  readonly session: number
  /** Where a step is put in, or which one is meant. */
  readonly step: number
  readonly kind: StepKind
  readonly minutes: number
  readonly question: string
  readonly texts: Readonly<Record<string, string>>
  /** What people write about alone, and whether it carries their seat. */
  readonly prompts: Readonly<Record<string, string>>
  readonly signature: 'seat-code' | 'anonymous'
}

/** As many seats as an event plans for most tables. */
const usualSeats = 8

/** What is most likely meant, so that who is in a hurry writes the reason and nothing else. */
export function firstDraft(
  kind: PlanKind,
  plan: Plan,
  places: PlanPlaces,
  of: { site?: string; table?: string },
): PlanDraft {
  const table = places.tables.find(({ id }) => id === of.table) ?? places.tables[0]
  const site = places.sites.find(({ id }) => id === (of.site ?? table?.siteId)) ?? places.sites[0]
  const beside = places.tables.find(({ siteId }) => siteId === site?.id)
  const [session] = sessionsFor(kind, plan)
  const empty: PlanDraft = {
    why: '',
    site: site?.id ?? '',
    table: table?.id ?? '',
    seats: kind === 'add-seats' ? (table?.seats ?? 0) + 1 : (beside?.seats ?? usualSeats),
    lang: beside?.lang ?? plan.lang,
    name: '',
    country: '',
    session: session?.number ?? 0,
    step: firstStep(kind, plan, session?.number ?? 0),
    kind: 'break',
    minutes: 10,
    question: '',
    texts: kind === 'add-step' ? titlesOf('break', plan) : {},
    prompts: {},
    signature: 'seat-code',
  }
  if (kind === 'set-minutes') return { ...empty, minutes: stepAt(plan, empty)?.minutes ?? 10 }
  return kind === 'reword' ? asked(empty, plan, questionsOf(plan)[0]?.key ?? '') : empty
}

/** What a kind of step is called, in each of the dialogue's languages that these screens speak. */
export function titlesOf(kind: StepKind, { langs }: Plan): PlanDraft['texts'] {
  return Object.fromEntries(
    langs.map((lang) => {
      const known = Object.entries(planMessages).find(([one]) => one === lang.split('-')[0])
      return [lang, known?.[1][`step-${kind}`] ?? '']
    }),
  )
}

export const stepAt = (plan: Plan, { session, step }: Pick<PlanDraft, 'session' | 'step'>) =>
  plan.sessions.find(({ number }) => number === session)?.steps[step]

/** Those that can be meant: what is left out is done with. */
export const stepsFor = (kind: PlanKind, plan: Plan, session: number) =>
  (plan.sessions.find(({ number }) => number === session)?.steps ?? []).flatMap((step, at) => {
    if (step.skipped) return []
    const barred = kind === 'skip-step' && (step.runs || step.open)
    return barred ? [] : [{ at, step }]
  })
/** The one that is meant first: of a session that runs nothing that is over, where there is anything else. */
export function firstStep(kind: PlanKind, plan: Plan, session: number): number {
  const steps = plan.sessions.find(({ number }) => number === session)?.steps ?? []
  // At the end, which is behind the last that is not left out.
  if (kind === 'add-step') return steps.findLastIndex(({ skipped }) => !skipped) + 1
  const now = steps.findIndex((step) => step.runs)
  const those = stepsFor(kind, plan, session)
  return (those.find(({ at }) => at >= now) ?? those[0])?.at ?? -1
}
/** In which something can be done; the one that runs stands first. */
export const sessionsFor = (kind: PlanKind, plan: Plan): Plan['sessions'] =>
  [...plan.sessions]
    .filter(({ number }) => kind === 'add-step' || stepsFor(kind, plan, number).length > 0)
    .sort((a, b) => Number(runs(b)) - Number(runs(a)))
const runs = ({ steps }: Plan['sessions'][number]): boolean => steps.some((step) => step.runs)

export type Question = {
  readonly key: string
  readonly step: string
  readonly item: string
  readonly session: number
  /** What its step is called. */
  readonly title: Readonly<Record<string, string>>
  readonly text: Readonly<Record<string, string>>
  readonly open: boolean
  readonly answered: boolean
}
/** Everything that the programme asks; what can be said in other words just now stands first, of the session that runs. */
export const questionsOf = ({ sessions }: Plan): readonly Question[] =>
  [...sessions]
    .sort((a, b) => Number(runs(b)) - Number(runs(a)))
    .flatMap(({ number, steps }) =>
      steps.flatMap(({ id: step, title, items, open, skipped }) =>
        step === null || skipped
          ? []
          : items.map(({ id: item, text, answered }) => ({
              key: `${step}/${item}`,
              step,
              item,
              session: number,
              title,
              text,
              open,
              answered,
            })),
      ),
    )
    .sort((a, b) => Number(a.open) - Number(b.open))
export const questionIn = (plan: Plan, key: string): Question | undefined =>
  questionsOf(plan).find((one) => one.key === key)
/**
 * By what one question is told from the others in a list: a day asks the same before and after. Its session, where several ask
 * something; its step as well, where one session asks the same twice.
 */
export function toldBy(plan: Plan, { session, step, text }: Question): 'itself' | 'session' | 'step' {
  const all = questionsOf(plan)
  const same = (one: Question): boolean => plan.langs.every((lang) => one.text[lang] === text[lang])
  if (all.some((one) => one.session === session && one.step !== step && same(one))) return 'step'
  return all.some((one) => one.session !== session) ? 'session' : 'itself'
}
/** The question as it is asked now, to be put in other words. */
export const asked = (draft: PlanDraft, plan: Plan, key: string): PlanDraft => ({
  ...draft,
  question: key,
  texts: Object.fromEntries(plan.langs.map((lang) => [lang, questionIn(plan, key)?.text[lang] ?? ''])),
})

type Wished = PlanCommand extends infer C ? (C extends PlanCommand ? Omit<C, 'id'> : never) : never

/** Null while one of the dialogue's languages is missing. */
function inAll(texts: PlanDraft['texts'], { langs }: Plan): Record<string, string> | null {
  const all = langs.map((lang) => [lang, plainText(texts[lang] ?? '').trim()] as const)
  return all.every(([, text]) => text !== '') ? Object.fromEntries(all) : null
}

/** Null while something is missing, or nothing would change. */
export function commandOf(kind: PlanKind, draft: PlanDraft, plan: Plan, places: PlanPlaces): Wished | null {
  const why = plainText(draft.why).trim()
  if (why === '') return null
  const { version: seen } = plan
  const { session, step, minutes, seats } = draft
  const lang: Lang | null = isLang(draft.lang) ? draft.lang : null
  const site = places.sites.find(({ id }) => id === draft.site)
  const table = places.tables.find(({ id }) => id === draft.table)
  const text = inAll(draft.texts, plan) ?? {}
  const whole = inAll(draft.texts, plan) !== null
  const hasStep = stepAt(plan, draft) !== undefined
  switch (kind) {
    case 'add-table':
      return site === undefined || lang === null || !(seats >= 1) ? null : { kind, why, site: site.id, seats, lang }
    case 'add-seats':
      return table === undefined || !(seats > table.seats) ? null : { kind, why, table: table.id, seats }
    case 'add-site': {
      const [name, country] = [draft.name.trim(), draft.country.trim().toUpperCase()]
      const zone = places.sites[0]?.zone ?? null
      if (name === '' || lang === null || !/^[A-Z]{2}$/.test(country)) return null
      return { kind, why, name, country, lang, ...(zone === null ? {} : { zone }) }
    }
    case 'add-step': {
      if (!whole || !(minutes >= 1)) return null
      const put = { kind, why, seen, session, at: step, step: draft.kind, title: text, minutes }
      if (draft.kind !== 'private-writing') return put
      const prompt = inAll(draft.prompts, plan)
      return prompt === null ? null : { ...put, prompt, signature: draft.signature }
    }
    case 'set-minutes':
      return !hasStep || !(minutes >= 1) || minutes === stepAt(plan, draft)?.minutes
        ? null
        : { kind, why, seen, session, step, minutes }
    case 'skip-step':
      return hasStep ? { kind, why, seen, session, step } : null
    case 'reword': {
      const question = questionIn(plan, draft.question)
      const same = question !== undefined && plan.langs.every((one) => question.text[one] === text[one])
      if (question === undefined || question.open || same || !whole) return null
      return { kind, why, step: question.step, item: question.item, text }
    }
  }
}
