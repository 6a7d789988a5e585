/** What is different between two snapshots: first a sentence, then one mark per entry with the numbers beside it, then the texts. */
import { elementKinds, type ElementKind } from '@tablee/shared/board/canvas/schema'
import type { Capture } from '@tablee/shared/board/schema'
import { useList, useT } from '../i18n/index.tsx'
import { kindMessages } from '../ui/messages/index.ts'
import { visionMessages } from '@tablee/shared/canvas-svg/messages/index'
import type { CanvasLine } from './canvas-changes.ts'
import { canvasMessages, messages, resultsMessages } from './messages/index.ts'
import { Quote } from '../ui/quote.tsx'
import { Numbers } from './numbers.tsx'
import { TeamChanges } from './team-changes.tsx'
import { teamChanged } from './team-changed.ts'
import { changesOf, type BoardChange, type Comparison, type EntryMark, type DifferenceLine } from './data.ts'
import type { BoardName } from './props.ts'

/** Lines shown per board before they fold. */
const shown = 40

const fieldKeys: Readonly<Record<string, keyof typeof messages.en>> = {
  kind: 'fieldKind',
  order: 'fieldOrder',
  curtain: 'fieldCurtain',
  lang: 'fieldLang',
}

export function Difference({ comparison, nameOf }: { comparison: Comparison; nameOf: BoardName }) {
  const t = useT(messages)
  const c = useT(canvasMessages)
  const r = useT(resultsMessages)
  const changes = changesOf(comparison)
  const marks = changes.flatMap((one) => one.marks)
  const count = (what: EntryMark['what']) => marks.filter((mark) => mark.what === what).length
  const words = changes.reduce(
    (sum, one) => ({ added: sum.added + one.words.added, other: sum.other + one.words.removed + one.words.changed }),
    { added: 0, other: 0 },
  )
  const team = <TeamChanges comparison={comparison} nameOf={nameOf} />
  if (changes.length === 0)
    return (
      <>
        <p className="lead">{t(teamChanged(comparison.diff) ? 'nothingOnBoards' : 'nothing')}</p>
        {team}
      </>
    )
  const said = [
    count('came') > 0 ? t('cameEntries', { n: count('came') }) : '',
    count('went') > 0 ? t('wentEntries', { n: count('went') }) : '',
    count('changed') > 0 ? t('changedEntries', { n: count('changed') }) : '',
    t('sameEntries', { n: count('stayed') }),
  ].filter(Boolean)
  const first = said[0] ?? ''
  return (
    <>
      <p className="lead">
        {first.charAt(0).toLocaleUpperCase() + first.slice(1)}
        {said.length > 1 ? ' · ' : ''}
        {said.slice(1).join(' · ')}
        {'. '}
        {words.added > 0 ? `${t('cameWords', { n: words.added })} ` : ''}
        {words.other > 0 ? t('backWords', { n: words.other }) : ''}
      </p>
      <ul className="legend" aria-hidden="true">
        {(['came', 'changed', 'went', 'stayed'] as const).map((what) => (
          <li key={what}>
            <i className={`tick ${what}`} /> {t(what)}
          </li>
        ))}
      </ul>
      <div className="scroll">
        <table className="delta">
          <caption className="away">{t('difference')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('colBoard')}</th>
              <th scope="col">{t('picture')}</th>
              <th scope="col">{t('colEntries')}</th>
              <th scope="col">{t('colLinks')}</th>
              <th scope="col">{t('colWords')}</th>
              <th scope="col">{c('column')}</th>
              <th scope="col">{r('column')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((one) => (
              <tr key={one.board.id}>
                <th scope="row">
                  {nameOf(one.board.id)}
                  {one.onlyOne ? <span className="meta"> {t('onlyHere')}</span> : null}
                </th>
                <td>
                  <span className="ticks" aria-hidden="true">
                    {one.marks.map((mark) => (
                      <i key={mark.id} className={`tick ${mark.what}`} />
                    ))}
                  </span>
                </td>
                <td>
                  <Numbers
                    added={one.marks.filter((mark) => mark.what === 'came').length}
                    removed={one.marks.filter((mark) => mark.what === 'went').length}
                    changed={one.marks.filter((mark) => mark.what === 'changed').length}
                  />
                </td>
                <td>
                  <Numbers {...one.relations} />
                </td>
                <td>
                  <Numbers {...one.words} />
                </td>
                <td>
                  <Numbers {...one.canvas} />
                </td>
                <td>
                  <Numbers {...one.voices} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {changes.map((one, index) => (
        <Sentences key={one.board.id} change={one} name={nameOf(one.board.id)} open={index === 0} />
      ))}
      {team}
    </>
  )
}

function Sentences({ change, name, open }: { change: BoardChange; name: string; open: boolean }) {
  const t = useT(messages)
  const c = useT(canvasMessages)
  const lines = change.lines.slice(0, shown)
  const board = [
    ...(change.fields.includes('policy') ? [t('policyChanged')] : []),
    ...(change.fields.includes('state') ? [t('stateChanged')] : []),
    ...(change.fields.includes('template') ? [c('templateChanged')] : []),
    ...(change.notes ? [c('notesChanged')] : []),
    ...(change.fields.includes('translations') ? [t('translationsChanged')] : []),
  ]
  if (lines.length + board.length === 0) return null
  return (
    <details className="sentences" open={open}>
      <summary>
        <b>{name}</b> <span className="meta">{t('showAll')}</span>
      </summary>
      <ul>
        {board.map((said) => (
          <li key={said}>
            <p className="wording">{said}</p>
          </li>
        ))}
        {lines.map((line, index) => (
          <li key={index}>
            <Sentence line={line} />
          </li>
        ))}
        {change.lines.length > shown ? <li className="meta">{t('more', { n: change.lines.length - shown })}</li> : null}
      </ul>
    </details>
  )
}

function Sentence({ line }: { line: DifferenceLine }) {
  const t = useT(messages)
  const list = useList()
  const kinds = useT(kindMessages)
  if (line.what === 'words') {
    return (
      <>
        <span className="label">{t('newWords')}</span>
        <Quote text={line.text} lang={line.words.lang} capture={line.words.capture as Capture} seat={line.words.seat} />
      </>
    )
  }
  if (line.what === 'canvas') return <OnCanvas line={line} />
  const kind = kinds(line.kind)
  const fields =
    line.what === 'other' ? list(line.fields.flatMap((field) => (fieldKeys[field] ? [t(fieldKeys[field])] : []))) : ''
  const label =
    line.what === 'came'
      ? t('newEntry', { kind })
      : line.what === 'went'
        ? t('goneEntry', { kind })
        : line.what === 'reworded'
          ? t('reworded', { kind })
          : t('otherChange', { kind, what: fields })
  return (
    <Changed
      what={line.what}
      label={label}
      text={line.text}
      lang={line.lang}
      before={line.what === 'reworded' ? line.before : null}
    />
  )
}

/** An entry or a thing on the canvas: what became of it, what it says, and what it said where that is another. */
function Changed({
  what,
  label,
  text,
  lang,
  before,
}: {
  what: string
  label: string
  text: string
  lang: string
  before: string | null
}) {
  const t = useT(messages)
  return (
    <>
      <span className="label">
        <i className={`tick ${what === 'came' || what === 'went' ? what : 'changed'}`} aria-hidden="true" /> {label}
      </span>
      <p className={what === 'went' ? 'wording gone' : 'wording'} lang={lang} dir="auto">
        {text || t('noText')}
      </p>
      {before === null ? null : (
        <p className="meta">
          {t('wasWording', { text: '' })}
          <span lang={lang} dir="auto">
            {before || t('noText')}
          </span>
        </p>
      )}
    </>
  )
}

const isVision = (kind: string): kind is ElementKind => elementKinds.some((one) => one === kind)
const shapeKeys = ['note', 'text', 'frame', 'geo', 'arrow', 'draw', 'image', 'group'] as const

function OnCanvas({ line }: { line: CanvasLine }) {
  const c = useT(canvasMessages)
  const kinds = useT(visionMessages)
  const type = shapeKeys.find((one) => one === line.kind) ?? 'geo'
  const kind = isVision(line.kind) ? kinds(line.kind) : c(type)
  return (
    <Changed
      what={line.change}
      label={c(line.change, { kind })}
      text={line.text}
      lang={line.lang}
      before={line.change === 'reworded' ? line.before : null}
    />
  )
}
