/** The screens by name, loaded one room at a time: each brings styles of its own, as its page does. */
import type { ReactNode } from 'react'
import { states } from './states.ts'

export const joiningStates = [
  'join-landing',
  'join-code-wrong',
  'join-opening',
  'join-link-gone',
  'join-offline',
  'join-seat',
  'join-cards',
  'join-cards-fresh',
  'join-cards-damaged',
  'join-cards-print',
  'join-cards-recovery',
  'join-cards-erasure',
  'join-cards-closed',
  'join-cards-not-ready',
  'join-cards-mine',
  'join-cards-plan',
  'join-cards-plan-table',
  'join-cards-plan-site',
  'join-cards-plan-step',
  'join-cards-plan-minutes',
  'join-cards-plan-words',
  'join-cards-back',
]
export const materialStates = [
  'materials',
  'materials-empty',
  'materials-lost',
  'materials-going',
  'materials-refused',
  'materials-full',
  'materials-many',
  'materials-add',
  'materials-not-this',
  'materials-change',
  'materials-remove',
  'materials-removed',
  'materials-look',
]
export const observingStates = [
  'watch-door',
  'watch-door-own',
  'watch-wall',
  'watch-wall-quiet',
  'watch-wall-offline',
  'watch-wall-next',
  'watch-wall-held',
  'watch-wall-ended',
  'watch-wall-tap',
  'watch-wall-apart',
  'watch-desk-apart',
  'watch-desk-next',
  'watch-wall-result',
  'watch-wall-result-ways',
  'watch-wall-result-scale',
  'watch-wall-result-dots',
  'watch-wall-picked',
  'watch-wall-picked-gone',
  'watch-wall-recommended',
  'watch-wall-recommended-rtl',
  'watch-results-recommended',
  'watch-results',
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
  'watch-desk-translated',
  'watch-wall-translated',
  'watch-desk-curtain',
  'watch-desk-quiet',
  'watch-desk-copied',
  'watch-desk-by-hand',
  'watch-desk-named',
  'watch-desk-gone',
  'watch-signs',
  'watch-imported',
  'watch-nothing',
  'watch-loading',
  'watch-offline',
]

export const filmStates = [
  'watch-wall-film',
  'watch-wall-film-waiting',
  'watch-wall-film-held',
  'watch-wall-film-words',
  'watch-wall-film-silent',
  'watch-wall-film-offline',
  'watch-wall-slides',
  'materials-player',
]

export const snapshotStates = [
  'snapshots-sealed',
  'snapshots-sealed-late',
  'snapshots-sealed-before',
  'snapshots-sealed-stand',
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

export const themesStates = [
  'themes',
  'themes-inside',
  'themes-begin',
  'themes-none-yet',
  'themes-all-read',
  'themes-narrowed',
  'themes-steps',
  'themes-hall',
  'themes-offline',
  'themes-loading',
]

export const journalStates = ['journal', 'journal-found-none', 'journal-empty', 'journal-failed']

export const seatingStates = [
  'seat-back',
  'seat-back-shared',
  'seat-language',
  'seat-language-all',
  'seat-seats',
  'seat-seats-taken',
  'seat-consent',
  'seat-consent-answered',
  'seat-third',
  'seat-consent-no',
  'seat-declined',
  'seat-door-offline',
  'seat-listen',
  'seat-film',
  'seat-film-held',
  'seat-film-elsewhere',
  'seat-leaflets',
  'seat-leaflets-away',
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
  'seat-picked',
  'seat-picked-gone',
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
  'seat-came',
  'seat-left-over',
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

export const handingStates = [
  'handing-seats',
  'handing-seat',
  'handing-seat-freed',
  'handing-new',
  'handing-show',
  'handing-offline',
  'handing-room',
  'handing-who-has',
]

export const foundingStates = [
  'found-shut',
  'found-ended',
  'found-empty',
  'found-mistakes',
  'found-will',
  'found-stands',
  'found-done',
  'found-several',
]

export const secondStates = [
  'second-seeking',
  'second-code',
  'second-code-wrong',
  'second-copying',
  'second-following',
  'second-aside',
  'second-behind',
  'second-silent',
  'second-silent-uncounted',
  'second-other',
  'second-ask',
  'second-refused',
  'second-taking',
  'second-taken',
  'second-taken-by-address',
  'second-old',
]

export const roomingStates = [
  'room-kept',
  'room-showing',
  'room-showing-all',
  'room-showing-plays',
  'room-showing-held',
  'room-showing-slides',
  'room-showing-lost',
  'room-plan',
  'room-list',
  'room-calls',
  'room-one-copy',
  'room-quiet',
  'room-coming',
  'room-held',
  'room-add-table',
  'room-add-seats',
  'room-seating',
  'room-unplanned',
  'room-all-held',
  'room-own-clock',
  'room-offline-table',
  'room-curtain',
  'room-notice',
  'room-ballot',
  'room-ballot-theirs',
  'room-ballot-comes',
  'room-long-step',
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
]

export const askingStates = [
  'room-ask',
  'room-ask-empty',
  'room-ask-again',
  'room-ask-answers',
  'room-ask-some',
  'room-ask-waits',
  'room-ask-recommend',
  'room-ask-entries',
  'room-ask-entries-none',
  'room-ask-entries-gone',
  'room-ask-picking',
  'room-asked-entries',
  'room-asked-open',
  'room-asked-closed',
  'room-asked-back',
]

export const translatingStates = [
  'translate',
  'translate-list',
  'translate-check',
  'translate-reworded',
  'translate-since',
  'translate-taken',
  'translate-offline',
  'translate-gone',
  'translate-empty',
  'translate-loading',
]

/** Null for a name that nothing has. */
export async function roomOf(name: string, live: boolean): Promise<ReactNode> {
  const state = states[name]
  if (state) {
    const { TableState } = await import('./tabling.tsx')
    return <TableState state={state} live={live} />
  }
  if (name === 'parts') {
    const { Parts } = await import('./parts.tsx')
    return <Parts />
  }
  if (snapshotStates.includes(name)) {
    const { SnapshotsSample } = await import('../snapshots/samples.tsx')
    return <SnapshotsSample state={name} />
  }
  if (themesStates.includes(name)) return (await import('./theming.tsx')).themesScreens[name]?.() ?? null
  if (journalStates.includes(name)) return (await import('./journals.tsx')).journalScreen(name)
  if (joiningStates.includes(name)) return (await import('./joining.tsx')).joiningScreens[name]?.() ?? null
  if (materialStates.includes(name)) return (await import('./materials.tsx')).materialScreens[name]?.() ?? null
  if (foundingStates.includes(name)) return (await import('./founding.tsx')).foundingScreens[name]?.() ?? null
  if (secondStates.includes(name)) return (await import('./seconding.tsx')).secondScreens[name]?.() ?? null
  if (handingStates.includes(name)) return (await import('./handing.tsx')).handingScreens[name]?.() ?? null
  if (filmStates.includes(name)) return (await import('./film-screens.tsx')).filmScreens[name]?.() ?? null
  if (observingStates.includes(name)) return (await import('./observing.tsx')).observingScreens[name]?.() ?? null
  if (askingStates.includes(name)) return (await import('./asking.tsx')).askingScreens[name]?.() ?? null
  if (roomingStates.includes(name)) return (await import('./rooming.tsx')).roomingScreens[name]?.() ?? null
  if (translatingStates.includes(name)) return (await import('./translating.tsx')).translatingScreens[name]?.() ?? null
  if (seatingStates.includes(name)) return (await import('./seating.tsx')).seatingScreens[name]?.() ?? null
  return null
}
