/** A fact as somebody says it: what it is about, how it stands, and what to do where it does not stand well. */
import type { Language } from '../i18n/index.ts'
import { withDigits } from '../i18n/language.ts'
import { translator, type Translate } from '../i18n/translator.ts'
import type { Fact } from './fact.ts'
import { readyMessages } from './messages/index.ts'

export type Sentence = { readonly title: string; readonly text: string; readonly help: string | null }
type T = Translate<keyof typeof readyMessages.en>
type Told = Omit<Sentence, 'title'>

const mega = 1_000_000
const minute = 60_000
/** As on every screen. */
const hours = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

type Of<What extends Fact['what']> = Extract<Fact, { readonly what: What }>
type Words = ReturnType<typeof wordsOf>

/** How sizes, times and spans are written in one language. `zone`: in whose time; left out, where the reader is. */
function wordsOf(language: Language, zone?: string) {
  const t: T = translator(readyMessages, language)
  const locale = withDigits(language)
  const number = (value: number, options: Intl.NumberFormatOptions): string =>
    new Intl.NumberFormat(locale, options).format(value)
  const moment = (at: number | null, options: Intl.DateTimeFormatOptions): string =>
    at === null ? '' : new Intl.DateTimeFormat(locale, { ...options, ...(zone ? { timeZone: zone } : {}) }).format(at)
  return {
    t,
    time: (at: number | null) => moment(at, hours),
    date: (at: number | null) => moment(at, { dateStyle: 'long' }),
    /** The machine's own clock in its own place: that is what can be compared with a watch. */
    clock: (at: number, there: string) => new Intl.DateTimeFormat(locale, { ...hours, timeZone: there }).format(at),
    ms: (value: number) => number(value, { maximumFractionDigits: 1 }),
    count: (value: number) => number(value, { maximumFractionDigits: 0 }),
    size: (bytes: number) =>
      bytes >= 1000 * mega
        ? number(bytes / mega / 1000, {
            style: 'unit',
            unit: 'gigabyte',
            maximumFractionDigits: bytes < 10_000 * mega ? 1 : 0,
          })
        : number(bytes / mega, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 0 }),
    span: (ms: number) =>
      Math.abs(ms) < 2 * minute
        ? number(Math.round(Math.abs(ms) / 1000), { style: 'unit', unit: 'second', unitDisplay: 'long' })
        : number(Math.round(Math.abs(ms) / minute), { style: 'unit', unit: 'minute', unitDisplay: 'long' }),
    own: (addresses: readonly string[]) => (addresses.length === 0 ? t('noAddress') : addresses.join(', ')),
  }
}

const good = (text: string): Told => ({ text, help: null })

function ofDisk({ is, free: bytes, days }: Of<'disk'>, { t, size }: Words): Told {
  const free = size(bytes)
  if (is === 'bad') return { text: t('diskLittle', { free }), help: t('diskHelp') }
  if (is === 'look') return { text: t('diskFree', { free }), help: t('diskHelp') }
  return good(days === null ? t('diskFree', { free }) : t('diskDays', { n: days }))
}

function ofSpeed({ is, why, ms: took }: Of<'speed'>, { t, ms }: Words): Told {
  if (why === 'full') return { text: t('speedFull'), help: t('diskHelp') }
  if (why === 'shut') return { text: t('speedShut'), help: t('shutHelp') }
  if (is === 'good') return good(t('speedGood', { ms: ms(took) }))
  return { text: t('speedSlow', { ms: ms(took) }), help: t('speedHelp') }
}

function ofClock({ why, now, zone, by }: Of<'clock'>, { t, clock, span }: Words): Told {
  const time = clock(now, zone)
  if (why === 'steady') return good(t('clockSteady', { time, zone }))
  return { text: t(why === 'behind' ? 'clockBehind' : 'clockJumped', { time, span: span(by) }), help: t('clockHelp') }
}

function ofAddress({ why, address, own: addresses, by }: Of<'address'>, { t, time, own: listed }: Words): Told {
  const own = listed(addresses)
  switch (why) {
    case 'fits':
      if (by !== null) return good(t('addressCame', { address, time: time(by) }))
      return { text: t('addressFits', { address }), help: t('addressFitsHelp') }
    case 'proxied':
      if (by !== null) return good(t('addressCame', { address, time: time(by) }))
      return { text: t('addressProxied', { address }), help: t('addressFitsHelp') }
    case 'elsewhere':
      // Whoever came in by it has seen that it leads here.
      if (by !== null) return good(t('addressCame', { address, time: time(by) }))
      return { text: t('addressElsewhere', { address, own }), help: t('addressElsewhereHelp') }
    case 'other-port':
      return { text: t('addressOtherPort', { address }), help: t('addressOtherPortHelp') }
    case 'only-here':
      return { text: t('addressOnlyHere', { address }), help: t('addressOnlyHereHelp') }
    case 'unknown-name':
      return { text: t('addressUnknown', { address }), help: t('addressUnknownHelp', { own }) }
  }
}

function ofCertificate({ is, why, until, name }: Of<'certificate'>, { t, date: dated }: Words): Told {
  const date = dated(until)
  const help = t('certificateHelp', { name })
  switch (why) {
    case 'none':
      return is === 'good'
        ? good(t('certificateBefore'))
        : { text: t('certificateNone'), help: t('certificateNoneHelp') }
    case 'good':
      return good(t('certificateGood', { date }))
    case 'soon':
      return { text: t('certificateSoon', { date }), help }
    case 'over':
      return { text: t('certificateOver', { date }), help }
    case 'not-yet':
      return { text: t('certificateNotYet'), help: t('clockHelp') }
    case 'other-name':
      return { text: t('certificateName', { name }), help }
    case 'other-key':
      return { text: t('certificateKey'), help }
    case 'unreadable':
      return { text: t('certificateUnreadable'), help }
  }
}

function ofPort({ why, port: number }: Of<'port'>, { t }: Words): Told {
  const port = String(number)
  switch (why) {
    case 'answers':
      return good(t('portAnswers', { port }))
    case 'silent':
      return { text: t('portSilent', { port }), help: t('portSilentHelp') }
    case 'alone':
      return { text: t('portAlone'), help: t('portAloneHelp') }
    case 'free':
      return good(t('portFree', { port }))
    case 'taken':
      return { text: t('portTaken', { port }), help: t('portTakenHelp', { next: String(number + 1) }) }
    case 'forbidden':
      return { text: t('portForbidden', { port }), help: t('portForbiddenHelp') }
    case 'second':
      return good(t('portSecond', { port }))
  }
}

function ofSecond({ why, since }: Of<'second'>, { t, time }: Words): Told {
  switch (why) {
    case 'none':
      return good(t('secondNone'))
    case 'two':
      return good(t('secondTwo'))
    case 'behind':
      return { text: t('secondBehind'), help: t('secondBehindHelp') }
    case 'one':
      return { text: t('secondAway', { time: time(since) }), help: t('secondAwayHelp') }
  }
}

function ofBackup({ why, at }: Of<'backup'>, { t, date: dated, time: timed }: Words): Told {
  const [date, time] = [dated(at), timed(at)]
  const help = t('backupHelp')
  switch (why) {
    case 'today':
      return good(t('backupToday', { time }))
    case 'older':
      return { text: t('backupOlder', { date, time }), help }
    case 'none':
      return { text: t('backupNone'), help }
    case 'gone':
      return { text: t('backupGone', { date, time }), help }
    case 'empty':
      return good(t('backupEmpty'))
  }
}

function ofDatabase({ why }: Of<'database'>, { t }: Words): Told {
  switch (why) {
    case 'whole':
      return good(t('databaseWhole'))
    case 'none':
      return good(t('databaseNone'))
    case 'lacking':
      return { text: t('databaseLacking'), help: t('databaseLackingHelp') }
    case 'shut':
      return { text: t('databaseShut'), help: t('shutHelp') }
    case 'damaged':
      return { text: t('databaseDamaged'), help: t('databaseDamagedHelp') }
  }
}

function ofVersions({ is, tablee, node, sqlite, system }: Of<'versions'>, { t }: Words): Told {
  return {
    text: t('versionsAre', { tablee, node, sqlite, system }),
    help: is === 'good' ? null : t('versionsHelp'),
  }
}

function told(fact: Fact, words: Words): Told {
  switch (fact.what) {
    case 'disk':
      return ofDisk(fact, words)
    case 'speed':
      return ofSpeed(fact, words)
    case 'clock':
      return ofClock(fact, words)
    case 'address':
      return ofAddress(fact, words)
    case 'certificate':
      return ofCertificate(fact, words)
    case 'port':
      return ofPort(fact, words)
    case 'second':
      return ofSecond(fact, words)
    case 'backup':
      return ofBackup(fact, words)
    case 'database':
      return ofDatabase(fact, words)
    case 'versions':
      return ofVersions(fact, words)
  }
}

/** `zone`: in whose time; left out, where the reader is. */
export function sayReady(language: Language, zone?: string) {
  const words = wordsOf(language, zone)
  const { t } = words
  return {
    say: (fact: Fact): Sentence => ({ title: t(fact.what), ...told(fact, words) }),
    /** How sizes, times and numbers are written. */
    words: { size: words.size, ms: words.ms, span: words.span, count: words.count },
    span: words.span,
    standing: (fact: Fact): string => t(`is-${fact.is}`),
    /** One sentence for all of it. */
    heading(facts: readonly Pick<Fact, 'is'>[]): string {
      const bad = facts.filter(({ is }) => is === 'bad').length
      const look = facts.filter(({ is }) => is === 'look').length
      return bad > 0 ? t('missing', { n: bad }) : look > 0 ? t('toLook', { n: look }) : t('allReady')
    },
  }
}
