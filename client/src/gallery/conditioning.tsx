/** Conditions counted, in each of the page's states. */
import type { ReactNode } from 'react'
import { newId, type DialogueId } from '@tablee/shared/ids'
import type { ConditionsAnswer, ConditionTold } from '@tablee/shared/wire/conditions'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import { Conditions } from '../synthesis/conditions/page.tsx'
import type { ConditionsPort } from '../synthesis/conditions/port.ts'
import { noShelf } from '../synthesis/shelf.ts'

const now = Date.UTC(2026, 10, 28, 10, 12)
const about: DialogueAnswer = {
  id: 'd1' as DialogueId,
  title: 'Lyon',
  lang: 'fr',
  clock: { session: 2, sessions: 5, title: 'Trust', startedAt: null, now, steps: [] },
  sessions: [],
  tables: [],
}
const recommendation = { en: 'The line may stop the same day', fr: 'La ligne peut s’arrêter le jour même' }
type Said = readonly [text: string, lang: string, people: number | null, table: number]
const group = (said: readonly [Said, ...Said[]], near: readonly string[] = []): ConditionTold => {
  const members = said.map(([text, lang, people, table], n) => ({
    name: `q-vote/condition/r${table}.${n === 0 ? 'if' : 'own'}.${text.length}`,
    text: { [lang]: text },
    people,
    table,
    recommendation,
    picked: n === 0,
  }))
  const [first] = said
  return {
    name: members[0]?.name ?? '',
    text: { [first[1]]: first[0] },
    people: members.reduce((sum, one) => sum + (one.people ?? 0), 0),
    least: members.some((one) => one.people === null),
    tables: [...new Set(members.map(({ table }) => table))],
    members,
    near,
  }
}
const close = group([['Si la navette attend le dernier train', 'fr', 3, 9]])
const whole: ConditionsAnswer = {
  version: 'c1',
  groups: [
    group(
      [
        ['the last shuttle waits for the last train', 'en', 21, 3],
        ['The shuttle has to wait for the train', 'en', 8, 3],
        ['que la dernière navette attende le train', 'fr', 5, 9],
      ],
      [close.name],
    ),
    group([
      ['إذا بقي إنسان يجيب على الهاتف', 'ar', 12, 5],
      ['a person answers the phone', 'en', null, 5],
    ]),
    group([['it costs no more than the bus', 'en', 7, 1]]),
  ],
  rest: [close, group([['only by day', 'en', 1, 3]]), group([['the contract is public', 'en', null, 12]])],
  all: 63,
  unread: 6,
}
const forever = new Promise<never>(() => undefined)
const port = (told: ConditionsAnswer | 'loading' | 'offline'): ConditionsPort => ({
  read: (after) =>
    told === 'loading' || after !== null
      ? forever
      : told === 'offline'
        ? Promise.resolve({ ok: false, problem: { code: 'offline' } })
        : Promise.resolve({ ok: true, value: told }),
  say: () => Promise.resolve({ ok: true, value: null }),
  about: () => Promise.resolve({ ok: true, value: about }),
  newId: () => newId((length) => crypto.getRandomValues(new Uint8Array(length))),
  shelf: noShelf,
})
const shown = (told: ConditionsAnswer | 'loading' | 'offline') => (): ReactNode => <Conditions port={port(told)} />

export const conditionsScreens: Readonly<Record<string, () => ReactNode>> = {
  conditions: shown(whole),
  'conditions-few': shown({ ...whole, groups: [], all: null, unread: null }),
  'conditions-none': shown({ ...whole, groups: [], rest: [], all: 0, unread: 0 }),
  'conditions-offline': shown('offline'),
  'conditions-loading': shown('loading'),
}
