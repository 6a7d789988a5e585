/** The bell of a table and what its room says, in the gallery's memory. */
import { contested, rtl } from '@tablee/shared/board/samples'
import { fail, ok } from '@tablee/shared/problem'
import type { BoardStatus } from '@tablee/shared/wire/board'
import type { TableCalls } from '@tablee/shared/wire/calls'
import type { CallsPort } from '../table/calls/port.ts'
import type { State } from './states.ts'

type Status = (change?: Partial<BoardStatus>, lang?: 'en' | 'ar') => BoardStatus
type Told = Omit<TableCalls, 'version'>

/** `deaf`: of what is said first nothing arrives; sent again it does. */
export function localCalls(first: Partial<Told> = {}, deaf = false): CallsPort {
  let now: Told = { call: null, messages: [], ...first }
  let turn = 0
  let silent = deaf
  let wake: (() => void) | null = null
  const told = (): TableCalls => ({ version: String(turn), ...now })
  return {
    read: (after, signal) =>
      after !== String(turn)
        ? Promise.resolve(ok(told()))
        : new Promise((answer) => {
            wake = () => answer(ok(told()))
            signal.addEventListener('abort', () => answer(ok(told())))
          }),
    async act(command) {
      if (silent) {
        silent = false
        return fail({ code: 'timeout' })
      }
      if (command.kind === 'call')
        now = {
          ...now,
          call: { id: command.id, kind: command.about, askedAt: Date.now(), heard: true, coming: null },
        }
      if (command.kind === 'take-back') now = { ...now, call: null }
      if (command.kind === 'read') now = { ...now, messages: now.messages.filter(({ id }) => id !== command.message) }
      turn += 1
      wake?.()
      return ok(null)
    },
  }
}

/** Once the bell stands there. */
function pressBell(then: () => void = () => undefined): void {
  const bell = document.querySelector<HTMLElement>('.bell')
  if (bell === null) return void requestAnimationFrame(() => pressBell(then))
  bell.click()
  then()
}
/** Calls for the first thing in the menu. */
function call(): void {
  const entry = document.querySelector<HTMLElement>('.menu [role=menuitem]')
  if (entry === null) requestAnimationFrame(call)
  else entry.click()
}

export function callsStates(status: Status): Readonly<Record<string, State>> {
  const asked = (coming: { who: string } | null, heard = true): Told['call'] => {
    const at = Date.now() - 50_000
    return { id: 'call', kind: 'technical', askedAt: at, heard, coming: coming && { ...coming, at: at + 30_000 } }
  }
  const messages = (...texts: readonly Readonly<Record<string, string>>[]): Told['messages'] =>
    texts.map((text, n) => ({
      id: `message-${n}`,
      to: n % 2 === 0 ? 'tables' : 'facilitators',
      text,
      sentAt: Date.now() - 60_000 * (texts.length - n),
    }))
  const state = (
    first: () => Partial<Told>,
    { lang = 'en', ...more }: { lang?: 'en' | 'ar' } & Partial<State> = {},
  ): State => ({
    local: () => ({ doc: lang === 'ar' ? rtl() : contested(), status: status({}, lang), role: 'facilitator' }),
    calls: () => localCalls(first()),
    ...more,
  })
  const lunch = {
    en: 'Lunch is served ten minutes later. Go on with the map until then.',
    ar: 'يُقدَّم الغداء بعد عشر دقائق. تابعوا العمل على الخريطة حتى ذلك الحين.',
  }
  return {
    'calls-bell': state(() => ({}), { after: pressBell }),
    'calls-called': state(() => ({ call: asked(null, false) })),
    'calls-coming': state(() => ({ call: asked({ who: 'Anna Lindqvist, head facilitator' }) })),
    'calls-message': state(() => ({
      call: asked(null),
      messages: messages(lunch, { fr: 'Qui anime la table vient deux minutes au fond de la salle, s’il vous plaît.' }),
    })),
    'calls-lost': state(() => ({}), { calls: () => localCalls({}, true), after: () => pressBell(call) }),
    'gone-call': state(() => ({}), { calls: () => localCalls({}, true), after: () => pressBell(call), gone: true }),
    // Reloaded away from the network: what was told before.
    'calls-away': state(() => ({}), {
      local: () => ({
        doc: contested(),
        status: status({}, 'en'),
        role: 'facilitator',
        link: { state: 'waiting', since: Date.now() - 20_000 },
      }),
      calls: () => {
        const last = {
          told: { version: '1', call: asked(null), messages: messages(lunch) },
          at: Date.now() - 20_000,
        }
        return { ...localCalls(), last: () => last }
      },
    }),
    'calls-rtl': state(() => ({ call: asked({ who: 'Anna Lindqvist' }), messages: messages(lunch) }), { lang: 'ar' }),
  }
}
