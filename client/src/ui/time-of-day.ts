import { withDigits } from '@tablee/shared/i18n/language'

/** 17:42, on every screen the same way: twenty-four hours, in the digits of the screens; `zone`: of a place elsewhere. */
export const timeOfDay = (at: number, language: string, zone: string | null = null): string =>
  new Intl.DateTimeFormat(withDigits(language), {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(zone === null ? {} : { timeZone: zone }),
  }).format(at)

/** 17:42:14, where a second counts. */
export const secondOfDay = (at: number, language: string): string =>
  new Intl.DateTimeFormat(withDigits(language), {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at)

/** 28 November 2026, in the digits of the screens. */
export const dayOf = (at: number, language: string): string =>
  new Intl.DateTimeFormat(withDigits(language), { dateStyle: 'long' }).format(at)

/** 28 November 2026, 09:22 to 10:12; what both ends have in common is said once. */
export const spanOf = (from: number, until: number, language: string): string =>
  new Intl.DateTimeFormat(withDigits(language), {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatRange(from, until)
