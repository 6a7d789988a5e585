/** The entry that is open: its words with their codes, what stands beside it, and what is next; else why none is open. */
import { useContext, useRef } from 'react'
import type { CodebookTold, CodingTold } from '@tablee/shared/wire/codebook'
import { captures, nodeKinds } from '@tablee/shared/board/schema'
import { shownIn } from '@tablee/shared/dialogue/programme'
import { quotationMarks } from '@tablee/shared/i18n/language'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { languageName } from '../ui/language-name.ts'
import { captureMessages, kindMessages } from '../ui/messages/index.ts'
import { useTranslation } from '../ui/translation.tsx'
import { Key } from '../synthesis/bits.tsx'
import { AboutContext, isSpoken, Place } from './bits.tsx'
import { Chosen, howId } from './chosen.tsx'
import { MemoField } from './memo.tsx'
import { Memos } from './memos.tsx'
import { codingMessages as messages } from './messages/index.ts'
import { everything, isNarrowed, type Filter } from './port.ts'
import { nameOf } from './told.ts'
import type { Coding } from './use-coding.ts'
import type { Noting } from './use-noting.ts'
import { spanned } from './words/choosing.ts'
import { Margin } from './words/margin.tsx'
import { signsOf, type Group } from './words/spans.ts'
import { Words } from './words/words.tsx'

/** The key of what has no letter in any language. */
const nextKey = '↓'
/** One that no code ever has (`theme-keys`). */
const memoKey = 'S'

/** What a code is called; null: it stands no more. */
const calledOf = ({ codes }: Coding, code: string): string | null => {
  const found = codes.find(({ id }) => id === code)
  return found === undefined ? null : nameOf(found)
}

/** Of one span: which codes, and how many of those who code say so. */
function Names({ group, coding }: { group: Group<CodingTold>; coding: Coding }) {
  const t = useT(messages)
  const codes = [...new Set(group.of.map(({ code }) => code))]
  const codersOf = (code: string): number =>
    new Set(group.of.filter((one) => one.code === code).map(({ coder }) => coder)).size
  const least = Math.min(...codes.map(codersOf))
  const notes = [
    // Of one who codes alone it says nothing.
    ...(least > 1 ? [t('codersAgree', { n: least })] : coding.coders > 1 ? [t('oneCoder')] : []),
    ...(group.of.some(({ place }) => place === 'moved') ? [t('moved')] : []),
  ]
  return (
    <>
      {codes.map((code) => (
        <b key={code}>
          <span aria-hidden="true">{group.letter} </span>
          <bdi>{calledOf(coding, code) ?? t('goneCode')}</bdi>
        </b>
      ))}
      <span className="away">: {signsOf(coding.text, group)}. </span>
      <em>{notes.join(' · ')}</em>
    </>
  )
}

/** What stands beside the words: in the reader's language, who said it, what somebody noted of it. */
function Layers({ coding, noting }: { coding: Coding; noting: Noting }) {
  const t = useT(messages)
  const says = useT(captureMessages)
  const { language } = useLanguage()
  const { entry, memos } = coding
  const translation = useTranslation(entry ?? { lang: language })
  if (entry === null) return null
  const capture = captures.find((one) => one === entry.capture)
  const { lost } = coding
  return (
    <dl className="layer">
      {translation === null ? null : (
        <>
          <dt>{languageName(translation.into, language)}</dt>
          <dd>
            <span lang={translation.into} dir="auto">
              {translation.text}
            </span>
            <span className="meta">{translation.which}</span>
          </dd>
        </>
      )}
      <dt>{t('said')}</dt>
      <dd>
        <span className="by-whom">
          <Place entry={entry} width={27} />
          {capture === undefined ? null : <span>{says(capture)}</span>}
        </span>
      </dd>
      {lost.length === 0 ? null : (
        <>
          <dt>{t('lost')}</dt>
          <dd>
            {lost.map(({ coding: id, code }) => (
              <bdi key={id} className="one">
                {calledOf(coding, code) ?? t('goneCode')}
              </bdi>
            ))}
            <span className="meta">{t('lostWhy')}</span>
          </dd>
        </>
      )}
      {memos.length === 0 && !noting.on ? null : <dt>{t('memo')}</dt>}
      {memos.length === 0 && !noting.on ? null : (
        <dd>
          <Memos memos={memos} coding={coding} />
          {noting.on ? (
            <MemoField
              key={entry.entry}
              first={noting.draft}
              asked={noting.asked}
              onWrite={noting.write}
              onKeep={(text) => {
                coding.memo(text, language)
                noting.end()
              }}
              onCancel={noting.end}
            />
          ) : null}
        </dd>
      )}
    </dl>
  )
}

/** Where it lies: its kind, its table, and the wording beneath which it was said. */
function From({ coding }: { coding: Coding }) {
  const t = useT(messages)
  const kinds = useT(kindMessages)
  const { language } = useLanguage()
  const about = useContext(AboutContext)
  const { entry } = coding
  if (entry === null) return null
  const kind = nodeKinds.find((one) => one === entry.as)
  const table = about?.tables.find(({ id }) => id === entry.table)
  return (
    <p className="from">
      {kind === undefined ? null : <Icon name={kind} />}
      <span>
        {kind === undefined ? t(entry.kind) : kinds(kind)}
        {table === undefined ? '' : ` · ${table.site}, ${t('tableN', { n: table.number })}`}
      </span>
      {entry.about === null ? null : (
        <b dir="auto" lang={entry.lang}>
          {entry.about}
        </b>
      )}
      {entry.item === undefined ? null : <b dir="auto">{shownIn(entry.item.text, language, about?.lang)}</b>}
    </p>
  )
}

function Nothing({ told, filter, onFilter }: Pick<Parameters<typeof Reading>[0], 'told' | 'filter' | 'onFilter'>) {
  const t = useT(messages)
  const narrowed = isNarrowed(filter)
  return (
    <div className="readnow none" id="reading" tabIndex={-1}>
      <p className="lead" role="status">
        {t(
          told.queue.length > 0
            ? 'othersRead'
            : narrowed
              ? 'nothingHere'
              : filter.round === ''
                ? 'allRead'
                : 'roundRead',
        )}
      </p>
      <p>{t(narrowed ? 'nothingHereLead' : filter.round === '' ? 'allReadLead' : 'roundReadLead')}</p>
      {narrowed ? (
        <Button onClick={() => onFilter({ ...everything, round: filter.round })}>{t('showAll')}</Button>
      ) : null}
    </div>
  )
}

export function Reading({
  told,
  coding,
  filter,
  onFilter,
  noting,
}: {
  told: CodebookTold
  coding: Coding
  filter: Filter
  onFilter: (filter: Filter) => void
  noting: Noting
}) {
  const t = useT(messages)
  const words = useRef<HTMLDivElement>(null)
  const { entry, groups, text, lang } = coding
  if (entry === null) return <Nothing told={told} filter={filter} onFilter={onFilter} />
  const spoken = isSpoken(entry)
  return (
    <div className="readnow" id="reading" tabIndex={-1}>
      <From coding={coding} />
      <div className="read">
        <Words
          text={text}
          lang={lang}
          spoken={spoken}
          marks={quotationMarks(lang)}
          words={coding.words}
          groups={groups}
          live={coding.live}
          choosing={coding.choosing}
          onChoose={coding.choose}
          innerRef={words}
          label={t('wordsLabel')}
          describedBy={howId}
        />
        <Margin
          words={words}
          groups={groups}
          live={coding.live}
          label={t('codesHere')}
          onLook={(group) =>
            coding.choose((now) => (coding.live === group.letter ? { ...now, chosen: null } : spanned(text, group)))
          }
          names={groups.map((group) => <Names key={group.letter} group={group} coding={coding} />)}
        />
      </div>
      {coding.closed ? <p className="note">{t('closedHere')}</p> : <Chosen coding={coding} />}
      {coding.none && coding.codings.length === 0 ? <p className="note">{t('noneHere')}</p> : null}
      <Layers coding={coding} noting={noting} />
      <div className="acts">
        <Button look="primary" onClick={coding.next}>
          {t('next')} <Icon name="next" turns /> <Key>{nextKey}</Key>
        </Button>
        {noting.on ? null : (
          <Button onClick={noting.begin}>
            {t('addMemo')} <Key>{memoKey}</Key>
          </Button>
        )}
        <Button aria-disabled={!coding.canBack} onClick={coding.back}>
          {t('back')} <Key>Z</Key>
        </Button>
      </div>
    </div>
  )
}
