/** A figure as files, and the same question as an address: always as it leaves the house, whatever the page shows. */
import type { ResultsAnswered } from '@tablee/shared/wire/results'
import type { Cut, Question } from '@tablee/shared/results/question'
import type { Told } from '@tablee/shared/results/told'
import { useEffect, useRef, useState } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import type { Answer } from '../link/api.ts'
import { Button } from '../ui/button.tsx'
import type { Chart } from '../ui/figures/charts.ts'
import { drawChart } from '../ui/figures/draw.ts'
import { Icon } from '../ui/icon.tsx'
import { pngOf, saveBlob, svgFile, withFonts } from '../ui/picture.ts'
import { resultsMessages } from './messages/index.ts'
import type { FileKind, ResultsPort } from './port.ts'

type Said = { readonly what: 'saved' | 'saveFailed' | 'saveRefused'; readonly name: string } | null
type Kind = 'svg' | 'png' | 'csv' | 'xlsx' | 'json'

/** `chart` draws what is told outside. */
export type FilesOf = {
  readonly port: Pick<ResultsPort, 'ask' | 'url' | 'save'>
  readonly question: Question
  readonly cut: Cut | null
  readonly chart: (told: Told) => Chart
  /** What the page shows, where that is what leaves already. */
  readonly shown: Told | null
}

/** Refused where nothing of it leaves the house. */
async function outsideOf({ port, question, cut, shown }: FilesOf): Promise<Answer<ResultsAnswered>> {
  if (shown !== null) return { ok: true, value: { cut: shown.cut, at: 0, told: shown } }
  return port.ask(question, 'outside', cut)
}

export function useFiles(of: FilesOf) {
  const { language } = useLanguage()
  const [busy, setBusy] = useState<Kind | null>(null)
  const [said, setSaid] = useState<Said>(null)
  const here = useRef(true)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])
  const { question } = of
  const by = typeof question.by === 'string' ? question.by : question.by.item
  const stem = [question.of, by].join('-by-').replaceAll(/[^A-Za-z0-9._-]+/g, '-')

  async function drawn(kind: 'svg' | 'png'): Promise<Blob | 'saveFailed' | 'saveRefused'> {
    const answer = await outsideOf(of)
    if (!answer.ok) return 'saveFailed'
    if ('refused' in answer.value) return 'saveRefused'
    const drawing = drawChart(of.chart(answer.value.told), language)
    if (kind === 'svg') return svgFile(await withFonts(drawing.svg))
    return (await pngOf(drawing.svg, drawing)) ?? 'saveFailed'
  }
  async function fetched(kind: FileKind): Promise<Blob | 'saveFailed' | 'saveRefused'> {
    const answer = await of.port.save(of.port.url(question, of.cut, kind, language))
    if (answer.ok) return answer.value
    return answer.problem.code === 'refused' ? 'saveRefused' : 'saveFailed'
  }
  async function save(kind: Kind): Promise<void> {
    if (busy !== null) return
    setBusy(kind)
    setSaid(null)
    const name = `${stem}.${kind}`
    const file = await (kind === 'svg' || kind === 'png' ? drawn(kind) : fetched(kind))
    if (!here.current) return
    setBusy(null)
    if (typeof file === 'string') return setSaid({ what: file, name })
    saveBlob(file, name)
    setSaid({ what: 'saved', name })
  }
  // What was said of another question's file is of no use beneath this one.
  return { busy, said: said?.name.startsWith(`${stem}.`) === true ? said : null, save }
}
export type Files = ReturnType<typeof useFiles>

export function Downloads({ files: { busy, said, save } }: { files: Files }) {
  const t = useT(resultsMessages)
  return (
    <div className="dl" role="group" aria-label={t('download')}>
      {(['svg', 'png', 'csv', 'xlsx'] as const).map((kind, n) => (
        <Button key={kind} aria-busy={busy === kind || undefined} onClick={() => void save(kind)}>
          {n === 0 ? <Icon name="download" /> : null}
          {kind.toUpperCase()}
        </Button>
      ))}
      <p className="meta" role={said === null || said.what === 'saved' ? 'status' : 'alert'}>
        {said === null ? '' : t(said.what, { name: said.name })}
      </p>
    </div>
  )
}

/** Where the clipboard is not to be had (plain http in a hall), the address stands there to be copied by hand. */
export function SameQuestion({ of, files }: { of: FilesOf; files: Files }) {
  const t = useT(resultsMessages)
  const { language } = useLanguage()
  const [copied, setCopied] = useState<'yes' | 'by-hand' | null>(null)
  const url = of.port.url(of.question, of.cut, 'json', language)
  const whole = new URL(url, location.href).href
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(whole)
      setCopied('yes')
    } catch {
      setCopied('by-hand')
    }
  }
  return (
    <span className="same-question">
      <button type="button" className="link" onClick={() => void copy()}>
        {t('url')}
      </button>
      {' · '}
      {(['json', 'csv'] as const).map((kind, n) => (
        <span key={kind}>
          {n === 0 ? '' : ', '}
          <a
            href={of.port.url(of.question, of.cut, kind, language)}
            onClick={(event) => {
              // The bearer travels in a header: a plain link cannot fetch it, and can be copied all the same.
              event.preventDefault()
              void files.save(kind)
            }}
          >
            {kind.toUpperCase()}
          </a>
        </span>
      ))}
      <span role="status">
        {copied === 'yes' ? ` ${t('copied')}` : ''}
        {copied === 'by-hand' ? (
          <>
            {' '}
            {t('copyByHand')} <code dir="ltr">{whole}</code>
          </>
        ) : null}
      </span>
    </span>
  )
}
