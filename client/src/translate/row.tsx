/** One line of the ledger: what was said, and what there is of it in the other language. */
import { quotationMarks } from '@tablee/shared/i18n/language'
import { verbatim, type Capture } from '@tablee/shared/board/schema'
import type { TextToTranslate } from '@tablee/shared/wire/translations'
import { memo } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Icon } from '../ui/icon.tsx'
import { captureMessages } from '../ui/messages/index.ts'
import { TableMark } from '../ui/table-mark.tsx'
import { languageName } from '../ui/language-name.ts'
import { timeOfDay } from '../ui/time-of-day.ts'
import { messages } from './messages/index.ts'
import { keyOf } from './queue.ts'

/** As it stands at its table: words in the serif, in the quotation marks of their language. */
export function Original({ of }: { of: Pick<TextToTranslate, 'capture' | 'lang' | 'text'> }) {
  const spoken = of.capture !== null && verbatim.has(of.capture as Capture)
  const [open, close] = quotationMarks(of.lang)
  return (
    <p className={spoken ? 'voice' : 'worded'} lang={of.lang} dir="auto">
      {spoken ? `${open}${of.text}${close}` : of.text}
    </p>
  )
}

const origins = {
  words: 'words',
  wording: 'wording',
  element: 'onCanvas',
  minutes: 'inMinutes',
  answer: 'anAnswer',
} as const

export function Origin({ of }: { of: TextToTranslate }) {
  const t = useT(messages)
  const says = useT(captureMessages)
  const { language } = useLanguage()
  return (
    <p className="f meta">
      {of.table === null ? null : <TableMark seats={6} whole width={21} />}
      {[
        of.table === null ? t('allTables') : t('table', { n: of.number }),
        of.site,
        languageName(of.lang, language),
        of.capture === null ? t(origins[of.kind]) : says(of.capture as Capture),
        of.at === null ? '' : timeOfDay(of.at, language),
      ]
        .filter(Boolean)
        .join(' · ')}
    </p>
  )
}

/** How far it is, and whose it is. */
export function StateOf({ of }: { of: TextToTranslate }) {
  const t = useT(messages)
  const { translation, draft, unclear, asked } = of
  const open = translation === null || translation.earlier !== null
  return (
    <>
      {draft !== undefined && open ? <MachineState of={draft} /> : <MadeState of={translation} />}
      {unclear === undefined ? null : (
        <p className="f state earlier">
          <Icon name="question" />
          <b>{t('stateUnclear')}</b>
          <span className="meta">{unclear.mine ? t('yours') : t('translator', { n: unclear.by })}</span>
        </p>
      )}
      {asked === undefined || asked.answer !== null || asked.reworded ? null : (
        <p className="f state">
          <Icon name="question" />
          {t('stateAsked')}
        </p>
      )}
    </>
  )
}

function MachineState({ of: { engine, version, at } }: { of: NonNullable<TextToTranslate['draft']> }) {
  const t = useT(messages)
  const { language } = useLanguage()
  return (
    <p className="f state machine">
      <Icon name="engine" />
      <b>{t('stateMachine')}</b>
      <span className="meta">
        <bdi>{[engine, version].filter(Boolean).join(' ')}</bdi>, {timeOfDay(at, language)} · {t('untilTaken')}
      </span>
    </p>
  )
}

function MadeState({ of: translation }: { of: TextToTranslate['translation'] }) {
  const t = useT(messages)
  const { language } = useLanguage()
  if (translation === null)
    return (
      <p className="f state none">
        <Icon name="indifferent" />
        {t('stateNone')}
      </p>
    )
  const { state, mine, who, at, earlier } = translation
  return (
    <p className={`f state ${earlier === null ? state : 'earlier'}`}>
      <Icon name={state === 'checked' ? 'saved' : 'own-typing'} />
      <b>{t(earlier === null ? (state === 'checked' ? 'stateChecked' : 'stateHuman') : 'stateEarlier')}</b>
      <span className="meta">{[mine ? t('yours') : who, timeOfDay(at, language)].filter(Boolean).join(' · ')}</span>
    </p>
  )
}

/** What there is of it: a person's, else a machine's, else the place where one will stand. */
export function Made({ of: { translation, draft }, into }: { of: TextToTranslate; into: string }) {
  const open = translation === null || translation.earlier !== null
  const text = open && draft !== undefined ? draft.text : translation?.text
  return text === undefined ? (
    <p className="gap" aria-hidden="true" />
  ) : (
    <p lang={into} dir="auto">
      {text}
    </p>
  )
}

export const Row = memo(function Row({
  of,
  into,
  drafted,
  refused,
  onOpen,
}: {
  of: TextToTranslate
  into: string
  /** What was begun of it, on this device. */
  drafted: string | null
  /** It was saved, and why it was not taken: somebody else was faster, or it says what was erased. */
  refused: 'faster' | 'erased' | null
  onOpen: (key: string) => void
}) {
  const t = useT(messages)
  const inner = (
    <>
      <div className="o">
        <Original of={of} />
        <Origin of={of} />
      </div>
      <div className="t">
        <Made of={of} into={into} />
        <StateOf of={of} />
        {of.taken ? (
          <span className="tag">
            {of.takenBy === undefined ? t('taken') : t('takenBy', { translator: t('translator', { n: of.takenBy }) })}
          </span>
        ) : null}
        {drafted === null ? null : (
          <>
            <span className="tag own">
              {t(refused === null ? 'begun' : refused === 'erased' ? 'isErased' : 'isNotTaken')}
            </span>
            <p className="meta" lang={into} dir="auto">
              {drafted}
            </p>
          </>
        )}
      </div>
    </>
  )
  return of.taken ? (
    <div className="row taken">{inner}</div>
  ) : (
    <button type="button" className="row" onClick={() => onOpen(keyOf(of))}>
      {inner}
    </button>
  )
})
