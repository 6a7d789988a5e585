/** Every state of the gallery, which languages, widths and lights each is looked at in, and how one is looked at. */
import type { Page } from '@playwright/test'
import { expect } from 'vitest'
import { violations } from '../support/axe.ts'
import { inSight } from '../support/pages.ts'
import { gallery, type Screens } from './table-screens.ts'

const ofTable = [
  'parts',
  'table',
  'empty',
  'large',
  'map-5',
  'map-60',
  'map-300',
  'map-loose',
  'map-2000',
  'map-folded',
  'map-alone',
  'map-search',
  'map-search-ar',
  'map-far',
  'cyclic',
  'rtl',
  'offline',
  'offline-http',
  'device-silent',
  'refused',
  'storage-down',
  'damaged',
  'saving',
  'curtain',
  'curtain-room',
  'held',
  'moved',
  'earlier-session',
  'renewed',
  'barred',
  'over-time',
  'back',
  'back-coming',
  'back-nothing',
  'back-offer',
  'back-rtl',
  'back-300',
  'clock-last-minute',
  'clock-held',
  'clock-held-own',
  'clock-held-rtl',
  'clock-added',
  'clock-ended',
  'clock-next',
  'clock-next-rtl',
  'clock-behind',
  'clock-left',
  'citizen',
  'citizen-writes',
  'writing',
  'taken',
  'keys',
  'pasted',
  'hidden',
  'notes',
  'notes-empty',
  'notes-rtl',
  'notes-carets',
  'notes-reading',
  'notes-offline',
  'canvas',
  'canvas-empty',
  'canvas-placement',
  'canvas-day',
  'canvas-photo',
  'canvas-list',
  'canvas-list-empty',
  'canvas-guest',
  'canvas-rtl',
  'canvas-offline',
  'canvas-2000',
  'canvas-armed',
  'canvas-held',
  'canvas-taken',
  'canvas-taken-list',
  'canvas-taken-rtl',
  'menu-row',
  'menu-row-more',
  'menu-row-rtl',
  'menu-card',
  'menu-card-more',
  'redact',
  'redact-still',
  'observers',
  'observers-paused',
  'observers-room',
  'observers-ceiling',
  'observers-eyes',
  'observers-offline',
  'observers-refused',
  'calls-bell',
  'calls-called',
  'calls-coming',
  'calls-message',
  'calls-lost',
  'calls-away',
  'calls-rtl',
  'voices-empty',
  'voices-waiting',
  'voices-read',
  'voices-writing-open',
  'voices-writing-closed',
  'voices-open-dialog',
  'voices-close-dialog',
  'voices-reveal-dialog',
  'voices-room',
  'voices-room-arabic',
  'voices-thin',
  'voices-thin-arabic',
  'voices-revealed',
  'voices-place',
  'voices-map',
  'voices-open',
  'voices-recommend',
  'voices-recommend-arabic',
  'voices-results',
  'voices-results-few',
  'voices-conflict',
  'voices-seats',
  'voices-asked',
  'voices-offline',
  'voices-arabic',
  'voices-arabic-revealed',
  'voices-refused',
  'paper-id',
  'paper-vote',
  'paper-by-hand',
  'paper-waits',
  'paper-consent',
  'paper-writing',
  'paper-sealed',
  'paper-arabic',
  'replay',
  'replay-notes',
  'replay-rtl',
  'replay-reading',
  'replay-empty',
  'replay-failed',
]
const ofTheJournal = ['journal', 'journal-found-none', 'journal-empty', 'journal-failed']
const ofObservers = [
  'watch-door',
  'watch-door-own',
  'watch-wall',
  'watch-wall-quiet',
  'watch-wall-offline',
  'watch-wall-next',
  'watch-wall-held',
  'watch-wall-ended',
  'watch-wall-apart',
  'watch-desk-apart',
  'watch-desk-next',
  'watch-wall-result',
  'watch-wall-result-ways',
  'watch-wall-result-scale',
  'watch-wall-result-dots',
  'watch-wall-recommended',
  'watch-wall-recommended-rtl',
  'watch-results-recommended',
  'watch-results',
  'watch-imported',
  'watch-wall-result-worded',
  'watch-results-worded',
  'watch-results-none',
  'watch-table-results',
  'watch-table',
  'watch-table-notes',
  'watch-table-canvas',
  'watch-table-canvas-rtl',
  'watch-table-delayed',
  'watch-table-rtl',
  'watch-table-empty',
  'watch-table-paused',
  'watch-table-curtain',
  'watch-table-no-consent',
  'watch-table-offline',
  'watch-desk',
  'watch-desk-table',
  'watch-desk-list',
  'watch-desk-rtl',
  'watch-desk-curtain',
  'watch-desk-quiet',
  'watch-desk-copied',
  'watch-desk-by-hand',
  'watch-desk-named',
  'watch-desk-gone',
  'watch-signs',
  'watch-nothing',
  'watch-loading',
  'watch-offline',
]
const ofTheWayIn = [
  'join-landing',
  'join-code-wrong',
  'join-opening',
  'join-link-gone',
  'join-offline',
  'join-seat',
  'join-cards',
  'join-cards-fresh',
  'join-cards-back',
  'join-cards-not-ready',
  'join-cards-damaged',
  'join-cards-print',
  'join-cards-recovery',
  'join-cards-erasure',
  'join-cards-closed',
  'join-cards-mine',
  'join-cards-plan',
  'join-cards-plan-table',
  'join-cards-plan-site',
  'join-cards-plan-step',
  'join-cards-plan-minutes',
  'join-cards-plan-words',
]
const ofHandingOut = [
  'handing-seats',
  'handing-seat',
  'handing-seat-freed',
  'handing-new',
  'handing-show',
  'handing-offline',
  'handing-room',
  'handing-who-has',
]
const ofTheSeat = [
  'seat-language',
  'seat-language-all',
  'seat-back',
  'seat-back-shared',
  'seat-seats',
  'seat-seats-taken',
  'seat-consent',
  'seat-consent-answered',
  'seat-third',
  'seat-consent-no',
  'seat-declined',
  'seat-door-offline',
  'seat-listen',
  'seat-list',
  'seat-offline',
  'seat-write',
  'seat-write-empty',
  'seat-write-anonymous',
  'seat-write-rtl',
  'seat-write-away',
  'seat-write-closed-unsent',
  'seat-write-revealed',
  'seat-agree',
  'seat-choose',
  'seat-single',
  'seat-support',
  'seat-support-if',
  'seat-support-rtl',
  'seat-ranking',
  'seat-scale',
  'seat-placement',
  'seat-placement-empty',
  'seat-number',
  'seat-text',
  'seat-several',
  'seat-review',
  'seat-sent',
  'seat-vote-closed',
  'seat-my-consent',
  'seat-moved',
  'seat-ended',
  'seat-clock',
  'seat-clock-held',
  'seat-next',
  'seat-table-next',
  'seat-table-now',
  'seat-behind',
  'seat-half',
  'seat-half-closed',
  'seat-day-over',
]
const ofSnapshots = [
  'snapshots-empty',
  'snapshots-taking',
  'snapshots-same',
  'snapshots-difference',
  'snapshots-answers',
  'snapshots-answers-sites',
  'snapshots-trouble',
  'snapshots-offline',
  'snapshots-file-read',
  'snapshots-file-found',
  'snapshots-file-put',
  'snapshots-file-refused',
  'snapshots-imported',
  'snapshots-imported-parts',
  'snapshots-imported-poll',
  'snapshots-imported-nothing',
  'snapshots-voices-choose',
  'snapshots-voices-found',
  'snapshots-voices-made',
  'snapshots-voices-encoding',
  'snapshots-voices-twice',
]
const ofFounding = [
  'found-shut',
  'found-ended',
  'found-empty',
  'found-mistakes',
  'found-will',
  'found-stands',
  'found-done',
  'found-several',
]
const ofTheSecond = [
  'second-seeking',
  'second-code',
  'second-code-wrong',
  'second-copying',
  'second-following',
  'second-behind',
  'second-silent',
  'second-ask',
  'second-refused',
  'second-taking',
  'second-taken',
  'second-taken-by-address',
  'second-old',
]
const ofTheRoom = [
  'room-kept',
  'room-plan',
  'room-list',
  'room-calls',
  'room-quiet',
  'room-coming',
  'room-held',
  'room-add-table',
  'room-add-seats',
  'room-seating',
  'room-all-held',
  'room-own-clock',
  'room-offline-table',
  'room-curtain',
  'room-notice',
  'room-ballot',
  'room-ballot-theirs',
  'room-long-step',
  'room-ballot-comes',
  'room-over',
  'room-before',
  'room-ended',
  'room-given',
  'room-left',
  'room-sites',
  'room-several',
  'room-arranging',
  'room-message',
  'room-keys',
  'room-end',
  'room-many',
  'room-200',
  'room-empty',
  'room-failed',
  'room-faster',
  'room-offline',
  'room-unreached',
  'room-loading',
  'room-ask',
  'room-ask-empty',
  'room-ask-answers',
  'room-ask-some',
  'room-ask-waits',
  'room-ask-recommend',
  'room-asked-open',
  'room-asked-closed',
  'room-asked-back',
]
export const all = [
  ...ofTable,
  ...ofObservers,
  ...ofTheWayIn,
  ...ofHandingOut,
  ...ofTheSeat,
  ...ofSnapshots,
  ...ofTheJournal,
  ...ofTheRoom,
  ...ofFounding,
  ...ofTheSecond,
]
const withMap = (state: string) =>
  (ofTable.includes(state) &&
    !['parts', 'empty', 'map-far', 'device-silent'].includes(state) &&
    !/notes|canvas|voices-(?!map|refused)|paper|^back(?!-offer)/.test(state)) ||
  (state.startsWith('watch-table') && !/empty|curtain|consent|canvas|notes|results/.test(state))

type Look = readonly [state: string, lang: string, width: number, light: 'day' | 'dim']
/** Arabic and a phone change the layout, not the parts: their own states again, and a few of the others. */
const looks: readonly Look[] = [
  ...all.map(
    (state) => [state, 'en', ofTheSeat.includes(state) ? 360 : ofTheRoom.includes(state) ? 1024 : 1440, 'day'] as const,
  ),
  ...[
    'parts',
    'rtl',
    'clock-held-rtl',
    'clock-next-rtl',
    'seat-next',
    'watch-wall-next',
    'notes-rtl',
    'canvas-rtl',
    'canvas-taken-rtl',
    'menu-row-rtl',
    'calls-rtl',
    'writing',
    'observers',
    'watch-wall',
    'watch-wall-result-ways',
    'watch-results',
    'watch-table-rtl',
    'join-seat',
    'handing-seat',
    'handing-who-has',
    'voices-arabic',
    'voices-room-arabic',
    'voices-arabic-revealed',
    'snapshots-imported-parts',
  ].map((state) => [state, 'ar', 1440, 'day'] as const),
  ...['seat-consent', 'seat-write-rtl', 'seat-choose', 'seat-ranking', 'seat-placement'].map(
    (state) => [state, 'ar', 360, 'day'] as const,
  ),
  ...(['en', 'ar'] as const).map((lang) => ['snapshots-imported-parts', lang, 390, 'day'] as const),
  ...['room-plan', 'room-list', 'room-notice', 'room-message'].map((state) => [state, 'ar', 1024, 'day'] as const),
  ...['room-plan', 'room-calls', 'room-held', 'room-notice', 'room-failed', 'room-message'].flatMap((state) =>
    (['de', 'ar'] as const).map((lang) => [state, lang, 390, 'day'] as const),
  ),
  ...['room-plan', 'room-calls'].map((state) => [state, 'de', 1440, 'day'] as const),
  ...['seat-choose', 'seat-write'].map((state) => [state, 'en', 360, 'dim'] as const),
  ...[
    'table',
    'empty',
    'refused',
    'notes',
    'canvas',
    'canvas-taken-list',
    'menu-row',
    'calls-bell',
    'calls-message',
    'redact-still',
    'observers',
    'watch-wall',
    'watch-results',
    'watch-table-results',
    'join-cards-recovery',
    'join-cards-plan',
    'join-cards-plan-words',
    'handing-seat-freed',
    'handing-who-has',
    'voices-revealed',
    'voices-results',
    'voices-place',
  ].map((state) => [state, 'en', 360, 'day'] as const),
  ...[
    'parts',
    'table',
    'canvas',
    'observers',
    'watch-wall',
    'watch-table-curtain',
    'join-code-wrong',
    'snapshots-difference',
  ].map((state) => [state, 'en', 1440, 'dim'] as const),
]
/** What only the phone, the wall, the way in and the analyst show: the other half, so that two browsers share the looking. */
const elsewhere = ([state]: Look): boolean => !ofTable.includes(state)
export const looksAtTables = looks.filter((look) => !elsewhere(look))
export const looksElsewhere = looks.filter(elsewhere)

/** Each state once, as it comes first. */
export const firstOf = (of: readonly Look[]): readonly Look[] => [
  ...new Map(of.toReversed().map((look) => [look[0], look])).values(),
]

/** Opens it and waits for what comes last. */
async function opens(screens: Screens, page: Page, [state, lang, width, light]: Look): Promise<void> {
  await page.setViewportSize({ width, height: 900 })
  await gallery(screens, page, state, lang, light === 'dim' ? '&light=dim' : '')
  if (width > 800 && withMap(state)) await inSight(page, '.map .card-at')
  if (state.startsWith('voices') && !['voices-map', 'voices-refused'].includes(state))
    await inSight(page, '.voices-in .round, .voices-none')
  if (/^back(?!-offer)/.test(state)) await inSight(page, '.back-panel .column')
  if (state.startsWith('notes')) await inSight(page, '.minutes')
  if (state.startsWith('calls')) await inSight(page, state === 'calls-bell' ? '.menu' : '.room-line')
  if (state.startsWith('menu')) await inSight(page, '.menu')
  if (state.startsWith('redact')) await inSight(page, '.dialog')
  if (state.startsWith('canvas'))
    await inSight(page, state.includes('list') || width < 860 ? '.canvas-list' : '.surface .tl-canvas')
}

/** One look after the other on one page: those that fail, or show nothing. */
export async function fails(
  screens: Screens,
  page: Page & { readonly failures: string[] },
  of: readonly Look[],
): Promise<readonly string[]> {
  const found: string[] = []
  for (const look of of) {
    await opens(screens, page, look).catch((cause: unknown) => found.push(`${look.join(', ')}: ${String(cause)}`))
    found.push(...page.failures.splice(0).map((failure) => `${look.join(', ')}: ${failure}`))
  }
  return found
}

/** Axe finds nothing in it, and it fails nowhere. */
export async function looksClean(
  screens: Screens,
  page: Page & { readonly failures: string[] },
  look: Look,
): Promise<void> {
  const [state] = look
  await opens(screens, page, look)
  // 500 rows are one row 500 times; a minute of looking at them finds nothing that the first 20 do not show.
  const many = state === 'large' || state.startsWith('map-')
  // A full canvas has 32,000 elements; axe walks through what it is to leave out as well.
  if (state === 'canvas-2000')
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('.surface .tl-shape:nth-child(n + 20)')) one.remove()
    })
  const beyond =
    state === 'back-300' ? '.column li:nth-child(n + 20)' : many ? '.tree .row:nth-child(n + 20)' : undefined
  expect(await violations(page, beyond)).toEqual([])
  expect(page.failures).toEqual([])
}

/** The phone's states in the longest words, and from right to left where that moves something. */
export const narrow: readonly (readonly [state: string, lang: string])[] = [
  ...ofTheSeat.map((state) => [state, 'de'] as const),
  ...[
    'seat-consent',
    'seat-list',
    'seat-write-rtl',
    'seat-choose',
    'seat-ranking',
    'seat-placement',
    'seat-review',
  ].map((state) => [state, 'ar'] as const),
]
export async function widerThanPhones(screens: Screens, page: Page, of: typeof narrow): Promise<readonly string[]> {
  await page.setViewportSize({ width: 320, height: 640 })
  const wide: string[] = []
  for (const [state, lang] of of) {
    await gallery(screens, page, state, lang)
    const out = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (out > 0) wide.push(`${state} ${lang}: ${out} px`)
  }
  return wide
}
