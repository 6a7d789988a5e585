/** Beneath a figure: what partners published of the same question, option by option, and how one is set beside it. */
import './partner.css'
import { shownIn, tagFor } from '@tablee/shared/dialogue/programme'
import type { Match } from '@tablee/shared/partner/rows'
import type { Told } from '@tablee/shared/results/told'
import type { PartnerCommand, PartnersTold } from '@tablee/shared/wire/partner'
import { useEffect, useMemo, useRef, useState } from 'react'
import { network } from '../../hold/retry.ts'
import { useFollowed } from '../../hold/use-followed.ts'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { createOutbox, type Sent } from '../../synthesis/outbox.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useReadOn } from '../../ui/use-read-on.ts'
import { Bring } from './bring.tsx'
import { MatchForm } from './match.tsx'
import { partnerMessages } from './messages/index.ts'
import { ItemBeside } from './one.tsx'
import type { PartnerPort } from './port.ts'

type Survey = PartnersTold['surveys'][number]
type Item = Survey['items'][number]
export type Theirs = { readonly survey: Survey; readonly item: Item }

/** Out of sight it asks nothing. */
const settings = { law: network, rests: true }
type Without<T> = T extends unknown ? Omit<T, 'id'> : never

/** Steps go out one after the other, again and again until somebody answers, also when the page was closed meanwhile. */
function useSaying({ say, newId, shelf }: Pick<PartnerPort, 'say' | 'newId' | 'shelf'>) {
  const [sent, setSent] = useState<Sent>({ waiting: 0, failing: false })
  const [refused, setRefused] = useState(false)
  const outbox = useMemo(() => createOutbox<PartnerCommand>(say, setSent, () => setRefused(true), shelf), [say, shelf])
  useEffect(() => {
    outbox.begin()
    return () => outbox.stop()
  }, [outbox])
  return {
    failing: sent.failing,
    refused,
    send(what: Without<PartnerCommand>): void {
      setRefused(false)
      outbox.send({ ...what, id: newId() })
    },
  }
}

/** `told`: our figure, of everybody; a part of them, or a cross, has nothing beside it. */
export function Beside({ port, told }: { port: PartnerPort; told: Told }) {
  const t = useT(partnerMessages)
  const { language } = useLanguage()
  const { value, problem } = useFollowed(port.read, settings)
  const { failing, refused, send } = useSaying(port)
  const [open, setOpen] = useState<string | null>(null)
  const [away, setAway] = useState<Survey | null>(null)
  const title = useRef<HTMLHeadingElement>(null)
  const acted = useReadOn(() => title.current)
  const ours = told.question.of
  const surveys = value?.surveys ?? []
  const theirs: readonly Theirs[] = surveys.flatMap((survey) => survey.items.map((item) => ({ survey, item })))
  const nameOf = ({ survey, item }: Theirs): string => `${survey.id}/${item.key}`
  const here = theirs.filter(({ item }) => item.match?.ours === ours)
  const opened = theirs.find((one) => nameOf(one) === open)
  const set = ({ survey, item }: Theirs, match: Match | null): void => {
    acted()
    setOpen(null)
    send({
      kind: 'set',
      survey: survey.id,
      item: item.key,
      match: match && { ...match, options: match.options.map(([their, our]): [string, string] => [their, our]) },
    })
  }
  const form = (one: Theirs) => (
    <MatchForm
      key={nameOf(one)}
      theirs={one}
      ours={told}
      onSet={(match) => set(one, match)}
      onCancel={() => {
        acted()
        setOpen(null)
      }}
    />
  )
  return (
    <section className="beside">
      <h2 ref={title} tabIndex={-1}>
        {t('title')}
      </h2>
      <p className="b2">{t(here.length === 0 ? 'none' : 'lead')}</p>
      <p className="meta" role={refused ? 'alert' : 'status'}>
        {refused ? t('refused') : failing ? t('waits') : problem !== null ? t('behind') : ''}
      </p>
      {here.map((one) =>
        nameOf(one) === open ? (
          form(one)
        ) : (
          <ItemBeside
            key={nameOf(one)}
            theirs={one}
            told={told}
            onChange={() => setOpen(nameOf(one))}
            onOff={() => set(one, null)}
          />
        ),
      )}
      {opened !== undefined && !here.includes(opened) ? form(opened) : null}
      {theirs.length === here.length ? null : (
        <label className="choose">
          <span>{t('choose')}</span>
          <select
            className="pick"
            value={opened !== undefined && !here.includes(opened) ? (open ?? '') : ''}
            onChange={({ target }) => setOpen(target.value === '' ? null : target.value)}
          >
            <option value="">{t('chooseOne')}</option>
            {surveys.map((survey) => (
              <optgroup key={survey.id} label={survey.title}>
                {survey.items
                  .filter(({ match }) => match?.ours !== ours)
                  .map((item) => (
                    <option key={item.key} value={`${survey.id}/${item.key}`} lang={tagFor(item.text, language)}>
                      {shownIn(item.text, language)}
                    </option>
                  ))}
              </optgroup>
            ))}
          </select>
        </label>
      )}
      <Bring port={port} />
      {surveys.length === 0 ? null : (
        <details>
          <summary>{t('surveys', { n: surveys.length })}</summary>
          <ul className="surveys">
            {surveys.map((survey) => (
              <li key={survey.id}>
                <span dir="auto">{survey.title}</span>{' '}
                <span className="meta">{t('questions', { n: survey.items.length })}</span>
                <Button look="quiet" onClick={() => setAway(survey)}>
                  {t('putAway')}
                </Button>
              </li>
            ))}
          </ul>
        </details>
      )}
      {away === null ? null : (
        <Dialog title={t('putAwayTitle')} headed onClose={() => setAway(null)}>
          <p dir="auto">{away.title}</p>
          <p>{t('putAwayHelp')}</p>
          <div className="acts">
            <Button
              look="primary"
              onClick={() => {
                setAway(null)
                send({ kind: 'off', survey: away.id })
              }}
            >
              {t('putAway')}
            </Button>
            <Button onClick={() => setAway(null)}>{t('cancel')}</Button>
          </div>
        </Dialog>
      )}
    </section>
  )
}
