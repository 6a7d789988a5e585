/** *Materials* at a table: what belongs to this step first, to look at beside the outline, where one goes on writing. */
import { inLang, shownIn, tagFor } from '@tablee/shared/dialogue/programme'
import type { MaterialTold } from '@tablee/shared/wire/materials'
import type { BoardStatus } from '@tablee/shared/wire/board'
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { network } from '../../hold/retry.ts'
import { useRead } from '../../hold/use-followed.ts'
import { direction, useLanguage, useList, useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { useReading } from '../../ui/clock.tsx'
import { languageName } from '../../ui/language-name.ts'
import Look from '../../ui/materials/look.tsx'
import { materialMessages } from '../../ui/materials/messages/index.ts'
import { faceOf } from '../../ui/reading.ts'
import { useTable } from '../context.ts'
import { ownSession } from '../own-session.ts'
import { Along } from './along.tsx'
import { FullScreen } from './full-screen.tsx'
import './materials.css'
import { materialsMessages } from './messages/index.ts'
import { shelvesOf } from './shelves.ts'
import type { Showing } from './use-materials.ts'

export default function MaterialsPanel() {
  const { showing } = useTable()
  return showing === null ? null : <Shown showing={showing} />
}

function Shown({ showing }: { showing: Showing }) {
  const t = useT(materialsMessages)
  const { ui, act } = useTable()
  const [opened, open] = useState<string | null>(null)
  const list = useRef<HTMLElement>(null)
  const material = showing.all.find(({ id }) => id === opened) ?? null
  const along = showing.plays !== null && ui.along === showing.plays.playing.id ? showing.plays : null
  function back(): void {
    const from = opened
    open(null)
    act.set({ along: null })
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(from === null ? 'button' : `[data-material="${from}"] button`)?.focus(),
    )
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented || (material === null && along === null)) return
    event.preventDefault()
    back()
  }
  return (
    // Escape is a second way; the button beside the picture leads back, too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section ref={list} className="materials-panel" onKeyDown={onKeyDown}>
      {along !== null ? (
        <WithTicket showing={showing} of={along.playing.id}>
          {(src) => <Along plays={along} src={src} onStop={back} />}
        </WithTicket>
      ) : material !== null ? (
        <WithTicket showing={showing} of={material.id}>
          {(src) => <Opened material={material} src={src} onBack={back} />}
        </WithTicket>
      ) : showing.all.length === 0 ? (
        <p className="nothing">{t('none')}</p>
      ) : (
        <Shelves showing={showing} onOpen={open} />
      )}
    </section>
  )
}

/** A ticket for what is about to be shown, and a clear word where nobody gives one. */
function WithTicket({
  showing: { port },
  of,
  children,
}: {
  showing: Showing
  of: string
  children: (src: (hash: string) => string) => ReactNode
}) {
  const t = useT(materialsMessages)
  const { value, failures } = useRead(port.ticket, network, of)
  const ticket = value?.ticket ?? null
  const src = useSrc(port, ticket)
  if (src !== null) return children(src)
  return <p role={failures > 0 ? 'alert' : 'status'}>{t(failures > 0 ? 'away' : 'loading')}</p>
}

function useSrc(port: Showing['port'], ticket: string | null): ((hash: string) => string) | null {
  const kept = useRef<{ readonly ticket: string; readonly src: (hash: string) => string } | null>(null)
  if (ticket === null) return null
  if (kept.current?.ticket !== ticket) kept.current = { ticket, src: (hash) => port.src(ticket, hash) }
  return kept.current.src
}

function Opened({
  material,
  src,
  onBack,
}: {
  material: MaterialTold
  src: (hash: string) => string
  onBack: () => void
}) {
  const t = useT(materialsMessages)
  const { language } = useLanguage()
  const { status } = useTable()
  const whole = useRef<HTMLDivElement>(null)
  const lang = status?.lang ?? language
  return (
    <div ref={whole} className="opened">
      <div className="acts">
        {/* What was pressed is gone: what is nearest now is the way back. */}
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
        <Button autoFocus onClick={onBack}>
          {t('back')}
        </Button>
        <FullScreen of={whole} />
      </div>
      <h2 lang={tagFor(material.title, language, lang)}>{shownIn(material.title, language, lang)}</h2>
      <Look material={material} src={src} lang={language} dialogueLang={lang} />
    </div>
  )
}

function Shelves({ showing, onOpen }: { showing: Showing; onOpen: (material: string) => void }) {
  const { status } = useTable()
  return status === null ? null : <Placed showing={showing} status={status} onOpen={onOpen} />
}

function Placed({
  showing,
  status,
  onOpen,
}: {
  showing: Showing
  status: BoardStatus
  onOpen: (material: string) => void
}) {
  const t = useT(materialsMessages)
  const { link } = useTable()
  const reading = useReading(status.clock, link.clockOffset)
  const own = ownSession(status).number
  const runs = status.clock.session === own && 'index' in reading ? reading.index : null
  const { step, session, day, others } = shelvesOf(showing.all, own, runs)
  return (
    <>
      {step.length > 0 ? <Shelf head={t('now')} of={step} onOpen={onOpen} /> : null}
      {session.length > 0 ? <Shelf head={t('session')} of={session} onOpen={onOpen} /> : null}
      {day.length > 0 ? <Shelf head={t('day')} of={day} onOpen={onOpen} /> : null}
      {others.map(({ number, materials }) => (
        <Shelf key={number} head={t('other', { n: number })} of={materials} onOpen={onOpen} />
      ))}
    </>
  )
}

function Shelf({
  head,
  of,
  onOpen,
}: {
  head: string
  of: readonly MaterialTold[]
  onOpen: (material: string) => void
}) {
  const t = useT(materialsMessages)
  const kinds = useT(materialMessages)
  const { language } = useLanguage()
  const list = useList()
  const { status } = useTable()
  const lang = status?.lang ?? language
  return (
    <section className="shelf">
      <h2>{head}</h2>
      <ul>
        {of.map((material) => {
          const title = shownIn(material.title, language, lang)
          const tag = tagFor(material.title, language, lang)
          const seconds = material.files.find((file) => file.seconds !== null)?.seconds ?? null
          const tongues = [...new Set(material.files.flatMap((file) => file.lang ?? []))]
          const what = [
            kinds(material.kind),
            ...(seconds === null ? [] : [faceOf({ seconds: Math.round(seconds), late: false })]),
            ...tongues.map((one) => languageName(one, language)),
          ]
          return (
            <li key={material.id} data-material={material.id}>
              <p>
                <b lang={tag} dir={direction(tag)}>
                  {inLang(material.title, language, lang)}
                </b>
                <span className="meta">{list(what)}</span>
              </p>
              {material.files.length === 0 ? (
                <span className="meta">{t('notThere')}</span>
              ) : (
                <Button aria-label={t('openIt', { title })} onClick={() => onOpen(material.id)}>
                  {t('open')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
