/**
 * Paper typed in: the sheet's id, what is on the sheet, and the next one at once. The id is checked here before anybody is
 * asked; beneath it stands what is missing.
 */
import './paper.css'
import { readPaperId, shownPaperId } from '@tablee/shared/voices/paper-id'
import { can } from '@tablee/shared/roles'
import type { PaperSheet } from '@tablee/shared/wire/print'
import { forReader } from '@tablee/shared/wire/editor'
import type { VoicesCommand } from '@tablee/shared/wire/voices'
import { useLayoutEffect, useRef, useState, type FormEvent } from 'react'
import { useLanguage, useT } from '../../i18n/index.tsx'
import type { ClientProblem } from '../../link/api.ts'
import { said } from '../../ui/voices/texts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { problemSentence } from '../../ui/problem-sentence.ts'
import { problemMessages } from '../../ui/messages/index.ts'
import { PrintSheets } from '../../ui/print/print.tsx'
import { useTable } from '../context.ts'
import { paperMessages } from './messages/index.ts'
import { Missing } from './missing.tsx'
import type { PaperPort } from './port.ts'
import { Sheet } from './sheet.tsx'

export default function PaperDialog({
  port,
  first = '',
  onClose,
}: {
  port: PaperPort
  /** An id that came by a sheet's QR code. */
  first?: string
  onClose: () => void
}) {
  const t = useT(paperMessages)
  const problems = useT(problemMessages)
  const { language } = useLanguage()
  const { voicing, status } = useTable()
  const [typed, setTyped] = useState(first)
  const [sheet, setSheet] = useState<PaperSheet | null>(port.opened ?? null)
  const [wrong, setWrong] = useState<string | null>(null)
  const [kept, setKept] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [printing, setPrinting] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const live = voicing?.live !== false

  // The next sheet at once.
  useLayoutEffect(() => {
    if (sheet === null) field.current?.focus()
  }, [sheet])
  const reason = (problem: ClientProblem): string =>
    problem.code === 'no-seat'
      ? t('seatFirst')
      : problem.code === 'refused' && problem.why === 'placed'
        ? t('placed')
        : problemSentence(problems, problem)

  async function find(event: FormEvent): Promise<void> {
    event.preventDefault()
    const id = readPaperId(typed)
    setKept(null)
    if (id === null) return setWrong(t('wrongId'))
    setBusy(true)
    const found = await port.find(id)
    setBusy(false)
    if (found.ok) {
      setWrong(null)
      setSheet(found.value)
    } else setWrong(found.problem.code === 'not-found' ? t('otherTable') : reason(found.problem))
  }
  function back(): void {
    setSheet(null)
    setWrong(null)
    setTyped('')
  }
  async function keep(command: VoicesCommand): Promise<void> {
    if (sheet === null || busy) return
    setBusy(true)
    const done = await port.send(command)
    setBusy(false)
    if (!done.ok) return setWrong(reason(done.problem))
    setKept(`${nameOf(sheet)} ${shownPaperId(sheet.id)}`)
    back()
  }
  const nameOf = (one: PaperSheet): string =>
    [one.seat === null ? (one.kind === 'map' ? '' : t('anonymous')) : t('seat', { seat: one.seat }), t(one.kind)]
      .filter(Boolean)
      .join(' · ')

  const title = sheet === null ? null : said(sheet.title, language)
  return (
    <Dialog title={sheet === null ? t('open') : nameOf(sheet)} onClose={onClose}>
      <div className="paper-form">
        {live ? null : (
          <p className="held">
            <Icon name="kept" />
            {t('away')}
          </p>
        )}
        {sheet === null ? (
          <>
            <form className="which" onSubmit={(event) => void find(event)}>
              <label>
                <span>{t('id')}</span>
                <input
                  ref={field}
                  className="num"
                  dir="ltr"
                  autoComplete="off"
                  autoCapitalize="characters"
                  spellCheck={false}
                  aria-invalid={wrong !== null}
                  aria-describedby="paper-id-hint"
                  value={typed}
                  maxLength={20}
                  onChange={(event) => {
                    setTyped(event.currentTarget.value)
                    setWrong(null)
                  }}
                />
              </label>
              <Button type="submit" look="primary" disabled={busy || typed.trim() === '' || !live}>
                {t('find')}
              </Button>
              <p id="paper-id-hint" className="meta">
                {t('idHint')}
              </p>
            </form>
            <p role="status" className={kept === null ? undefined : 'kept-sheet'}>
              {kept === null ? null : (
                <>
                  <Icon name="saved" />
                  <span>{t('kept', { what: kept })}</span>
                </>
              )}
            </p>
          </>
        ) : (
          <>
            <p className="sheet-head">
              <b className="num" dir="ltr">
                {shownPaperId(sheet.id)}
              </b>
              {title === null || sheet.kind === 'consent' ? null : (
                <span lang={title.lang} dir={title.dir}>
                  {title.text}
                </span>
              )}
            </p>
            {sheet.entered ? <p className="meta">{t('again')}</p> : null}
          </>
        )}
        {wrong === null ? null : (
          <p className="trouble held" role="alert">
            <Icon name="refused" />
            <span>{wrong}</span>
          </p>
        )}
        {sheet === null ? (
          <>
            {voicing?.voices && status ? <Missing number={status.tableNumber} voices={voicing.voices} /> : null}
            <Printing port={port} open={printing} onOpen={setPrinting} />
            <div className="acts">
              <Button onClick={onClose}>{t('close')}</Button>
            </div>
          </>
        ) : (
          <Sheet key={sheet.id} sheet={sheet} onKeep={(command) => void keep(command)} onBack={back} />
        )}
      </div>
    </Dialog>
  )
}

/** Sheets to print, unfolded when somebody asks for them. */
function Printing({ port, open, onOpen }: { port: PaperPort; open: boolean; onOpen: (open: boolean) => void }) {
  const t = useT(paperMessages)
  const { language } = useLanguage()
  const { status, link } = useTable()
  if (!can(link.me.role, 'paper.print', status?.state ?? 'open') || !status) return null
  return (
    <section className="missing">
      <h3>
        <button type="button" aria-expanded={open} onClick={() => onOpen(!open)}>
          <Icon name={open ? 'open' : 'next'} />
          {t('print')}
        </button>
      </h3>
      {open ? (
        <PrintSheets
          port={port.prints}
          sessions={Array.from({ length: status.clock.sessions }, (_, at) => ({
            number: at + 1,
            title: at + 1 === status.clock.session ? forReader(status, language).clock.title : '',
          }))}
          current={status.clock.session}
        />
      ) : null}
    </section>
  )
}
