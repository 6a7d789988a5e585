/** What is looked at of a log on Postgres, as somebody says it. */
import type { Language } from '../i18n/index.ts'
import { listed } from '../i18n/language.ts'
import { translator, type Translate } from '../i18n/translator.ts'
import type { LogFact } from './log-fact.ts'
import { logMessages } from './log-messages/index.ts'
import { sayReady, type Sentence } from './say.ts'

type T = Translate<keyof typeof logMessages.en>
type Words = ReturnType<typeof sayReady>['words'] & { readonly t: T; readonly language: Language }
type Told = Omit<Sentence, 'title'>
type Of<What extends LogFact['what']> = Extract<LogFact, { readonly what: What }>

const reachedIs = {
  answers: 'reachedAnswers',
  'unknown-name': 'reachedUnknown',
  refused: 'reachedRefused',
  silent: 'reachedSilent',
  password: 'reachedPassword',
  'no-database': 'reachedNone',
  error: 'reachedError',
} as const
const standbyIs = { none: 'standbyNone', named: 'standbyNamed', later: 'standbyLater', away: 'standbyAway' } as const
const archiveIs = { on: 'archiveOn', off: 'archiveOff', failing: 'archiveFailing', unseen: 'archiveUnseen' } as const
const lineIs = { tls: 'lineTls', here: 'lineHere', open: 'lineOpen' } as const
const keyIs = { fits: 'keyFits', other: 'keyOther', missing: 'keyMissing', new: 'keyNew' } as const

function ofVersion({ why, version }: Of<'version'>, { t }: Words): Told {
  if (why === 'standby') return { text: t('versionStandby'), help: t('versionStandbyHelp') }
  if (why === 'old') return { text: t('versionOld', { version }), help: t('versionOldHelp') }
  return { text: t('versionGood', { version }), help: null }
}

function ofSpace({ size, free }: Of<'space'>, words: Words): string {
  const used = words.size(size)
  return free === null
    ? words.t('spaceUsed', { size: used })
    : words.t('spaceFree', { size: used, free: words.size(free) })
}

/** How it stands, and what to do where it does not stand well. */
function told(fact: LogFact, words: Words): { readonly text: string; readonly help: string } {
  const { t, language, ms, span } = words
  switch (fact.what) {
    case 'reached':
      return { text: t(reachedIs[fact.why], { at: fact.at }), help: t('reachedHelp') }
    case 'version': {
      const { text, help } = ofVersion(fact, words)
      return { text, help: help ?? '' }
    }
    case 'durable':
      return fact.off.length === 0
        ? { text: t('durableOn'), help: '' }
        : { text: t('durableOff', { off: fact.off.join(', ') }), help: t('durableHelp') }
    case 'standby':
      return {
        text: t(standbyIs[fact.why], { n: fact.count }),
        help: t(fact.why === 'away' ? 'standbyAwayHelp' : 'standbyHelp'),
      }
    case 'clocks':
      return fact.is === 'good'
        ? { text: t('clocksGood', { ms: ms(Math.max(1, Math.abs(fact.by) + fact.within)) }), help: '' }
        : { text: t('clocksOff', { span: span(fact.by) }), help: t('clocksHelp') }
    case 'rights': {
      const lacks = listed(
        language,
        fact.lacks.map((each) => t(`right-${each}`)),
      )
      const { role } = fact
      return {
        text: lacks === '' ? t('rightsGood', { role }) : t('rightsLack', { role, lacks }),
        help: t('rightsHelp'),
      }
    }
    case 'latency':
      return { text: t('latencyIs', { p50: ms(fact.p50), p99: ms(fact.p99) }), help: t('latencyHelp') }
    case 'space':
      return { text: ofSpace(fact, words), help: t('spaceHelp') }
    case 'archive':
      return { text: t(archiveIs[fact.why]), help: t(fact.why === 'unseen' ? 'archiveUnseenHelp' : 'archiveHelp') }
    case 'connections': {
      const [needs, most] = [words.count(fact.needs), words.count(fact.most)]
      return {
        text: t(fact.is === 'bad' ? 'connectionsFew' : 'connectionsGood', { needs, most }),
        help: t('connectionsHelp'),
      }
    }
    case 'line':
      return { text: t(lineIs[fact.why]), help: t('lineHelp') }
    case 'key':
      return { text: t(keyIs[fact.why]), help: t('keyHelp') }
  }
}

/** A sentence for each fact, with what to do where it does not stand well. */
export function sayLog(language: Language): (fact: LogFact) => Sentence {
  const t: T = translator(logMessages, language)
  const words: Words = { ...sayReady(language).words, t, language }
  return (fact) => {
    const { text, help } = told(fact, words)
    return { title: t(fact.what), text, help: fact.is === 'good' || help === '' ? null : help }
  }
}
