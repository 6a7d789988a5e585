/** The figure itself: its title and base, the grid, whether it stands, and the files of it. */
import type { ResultsAnswered, ResultsItems } from '@tablee/shared/wire/results'
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { Cut, Question } from '@tablee/shared/results/question'
import type { Told } from '@tablee/shared/results/told'
import { useState, type ReactNode, type RefObject } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import type { Chart, Lead } from '../ui/figures/charts.ts'
import { Intervals } from '../ui/figures/intervals.tsx'
import { Matrix } from '../ui/figures/matrix.tsx'
import { Controls, type ControlsProps } from './controls.tsx'
import { Downloads, SameQuestion, useFiles, type FilesOf } from './downloads.tsx'
import { answerChoice, crossChoice } from './choices.ts'
import { Heading } from './heading.tsx'
import { resultsMessages } from './messages/index.ts'
import { answerTitle, crossTitle, hasFigure, meanRow, rowName, shownRow, type ToldIn } from './model.ts'
import { intervalChart } from './by-place.ts'
import { matrixChart, placedChart, sayings } from './cross.ts'
import type { Place } from './place.ts'
import type { ItemTold, ResultsPort } from './port.ts'
import { Narrow, Narrowed } from './narrow.tsx'
import { Standing } from './standing.tsx'
import { methodSaid } from './stands.ts'
import type { Answering } from './use-answer.ts'
import { WeightsDialog } from './weights.tsx'
import { Why } from './why.tsx'

type Props = {
  readonly port: ResultsPort
  readonly question: Question
  readonly cut: Cut | null
  readonly place: Place
  readonly answer: Answering<ResultsAnswered>
  readonly items: ResultsItems
  readonly item: ItemTold | null
  readonly heading: RefObject<HTMLHeadingElement | null>
  /** The hour of the cut, and the dialogue: a file says both. */
  readonly at: string
  readonly name: string
  readonly onPlace: (next: Partial<Place>) => void
  /** The switches; a cross has its files beside them. */
  readonly controls: Omit<ControlsProps, 'children'>
  /** What stands beneath it, before how it was counted. */
  readonly children: ReactNode
}

export function FigureSaid(props: Props) {
  const t = useT(resultsMessages)
  const { answer, controls, children } = props
  const { value } = answer
  if (value !== null && 'told' in value && hasFigure(value.told)) return <FigureTold {...props} told={value.told} />
  return (
    <>
      <Controls {...controls}>{null}</Controls>
      <Untold {...props} />
      {value === null ? (
        <p className="waits" role="status">
          {answer.problem === null ? t('loading') : `${t('unanswered')} ${t('unansweredHelp')}`}
        </p>
      ) : 'told' in value ? (
        <p className="waits">{t('wordsOnly')}</p>
      ) : (
        <div className="refusal" role="status">
          <p>
            <b>{t('refusedTitle')}</b> {t(value.refused.why)} {value.refused.sentence ?? ''}
          </p>
          {value.refused.why === 'not-outside' || (props.place.way === 'outside' && value.refused.why === 'too-few') ? (
            <Button onClick={() => props.onPlace({ way: 'inside' })}>{t('tellInside')}</Button>
          ) : null}
          {props.place.way === 'outside' && props.question.by !== 'all' ? (
            <Button onClick={() => props.onPlace({ question: { ...props.question, by: 'all' } })}>
              {t('tellAll')}
            </Button>
          ) : null}
        </div>
      )}
      {children}
    </>
  )
}

/** The title of what is not told (yet): also there another item can be chosen to cross it with. */
function Untold({ question, items, item, heading, place, onPlace }: Props) {
  const t = useT(resultsMessages)
  const { language } = useLanguage()
  const { by } = question
  const title = item === null ? question.of : shownIn(item.text, language)
  if (typeof by === 'string') return <Heading title={title} before={title} chosen="" choice={null} focus={heading} />
  const found = items.items.find((one) => one.item === by.item)
  const other = found === undefined ? by.item : shownIn(found.text, language)
  return (
    <Heading
      title={crossTitle(title, other, t)}
      before={`${crossTitle(title, '', t).trimEnd()} `}
      chosen={other}
      choice={crossChoice(question, items, place.way, { go: onPlace, t, language })}
      focus={heading}
    />
  )
}

function FigureTold({ told, ...props }: Props & { told: Told }) {
  const t = useT(resultsMessages)
  const { language } = useLanguage()
  const { port, question, cut, place, answer, items, item, heading, onPlace, controls, children } = props
  const [weighing, setWeighing] = useState(false)
  const of: ToldIn = { told, item, language, t }
  // While another is on its way the last one stays, under its own title.
  const title = shownIn(told.item.text, language)
  const crossed = typeof told.question.by === 'object'
  const row = shownRow(told, place.row)
  const choice = crossed
    ? crossChoice(question, items, place.way, { go: onPlace, t, language })
    : answerChoice(of, row, onPlace)
  const other = told.other === undefined ? '' : shownIn(told.other.text, language)
  const whole = crossed
    ? crossTitle(title, other, t)
    : choice === null
      ? title
      : answerTitle(title, rowName(of, row), t)
  const method = methodSaid(told, item, t)
  const chartOf = (one: Told): Chart => {
    const about: ToldIn = { ...of, told: one }
    const notes = [method, t('footer', { title: props.name, at: props.at, way: t(one.way) })]
    if (one.item.type === 'placement' && typeof one.question.by === 'string') return placedChart(about, whole, notes)
    return typeof one.question.by === 'object'
      ? matrixChart(about, whole, notes, place.share)
      : intervalChart(about, shownRow(one, row), whole, notes)
  }
  const chart = chartOf(told)
  const files: FilesOf = {
    port,
    question,
    cut,
    chart: chartOf,
    shown: told.way === 'outside' && !answer.busy ? told : null,
  }
  const saving = useFiles(files)
  const weighable = items.items.filter(({ margins }) => margins)
  const downloads = <Downloads files={saving} />
  const narrowing = { question, items: items.items, onQuestion: (next: Question) => onPlace({ question: next }) }
  return (
    <>
      <Controls {...controls}>{crossed ? downloads : null}</Controls>
      <Heading
        title={whole}
        before={`${(crossed ? crossTitle(title, '', t) : answerTitle(title, '', t)).trimEnd()} `}
        chosen={crossed ? other : rowName(of, row)}
        choice={choice}
        focus={heading}
      />
      <LeadLine lead={chart.lead} />
      <Narrowed {...narrowing} />
      <div className="chart" aria-busy={answer.busy || undefined}>
        {chart.kind === 'matrix' ? (
          <Matrix chart={chart} />
        ) : (
          <Intervals
            chart={chart}
            {...(told.question.by === 'all' && row !== meanRow && (items.places.site > 1 || items.places.table > 1)
              ? {
                  onRow: (key: string) =>
                    onPlace({ row: key, question: { ...question, by: items.places.site > 1 ? 'site' : 'table' } }),
                }
              : {})}
          />
        )}
      </div>
      <div className="stand">
        <Standing told={told} />
        {crossed ? null : downloads}
      </div>
      {crossed ? <Why told={told} says={sayings(of)} /> : children}
      <p className="end">
        <span>{method}</span>
        <span>
          {told.way === 'inside' && (item?.weights === true || weighable.length > 0) ? (
            <button type="button" className="link" onClick={() => setWeighing(true)}>
              {t('weights')}
            </button>
          ) : null}{' '}
          {told.way === 'inside' ? <Narrow {...narrowing} /> : null}
          <SameQuestion of={files} files={saving} />
        </span>
      </p>
      {weighing ? (
        <WeightsDialog
          weight={question.weight}
          given={item?.weights === true}
          items={weighable}
          onClose={() => setWeighing(false)}
          onWeight={(weight) => {
            setWeighing(false)
            onPlace({ question: { ...question, weight } })
          }}
        />
      ) : null}
    </>
  )
}

function LeadLine({ lead }: { lead: Lead }) {
  return (
    <p className="base">
      {lead.map(({ text, strong }) => (strong ? <b key={text}>{text} </b> : <span key={text}>{text} </span>))}
    </p>
  )
}
