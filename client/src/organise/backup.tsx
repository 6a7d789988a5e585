/** On the organiser's page: a backup of this dialogue to take along, and one that is put back, in words before it is done. */
import type { Language } from '@tablee/shared/i18n/index'
import type { BackupAnswer, RestoreTold } from '@tablee/shared/wire/backup'
import { useId, useRef, useState, type ReactNode, type RefObject } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { FileChooser } from '../ui/file-chooser.tsx'
import { Trouble } from '../ui/frame/trouble.tsx'
import { useGone } from '../ui/gone.tsx'
import { sizeSaid } from '../ui/size.ts'
import { dayOf, timeOfDay } from '../ui/time-of-day.ts'
import { backupMessages, messages } from './messages/index.ts'
import { Refused } from './refused.tsx'
import type { BackupActs, BackupShown } from './use-backup.ts'

const momentsIn = (language: Language) => (at: number) => ({
  date: dayOf(at, language),
  time: timeOfDay(at, language),
})

/** What is under way: a sentence that is read once, how far it is, and the way back where there is one. */
function Going({ says, part, meta, onCancel }: { says: string; part?: number; meta?: string; onCancel?: () => void }) {
  const t = useT(backupMessages)
  const id = useId()
  return (
    <div className="going">
      <p id={id}>{says}</p>
      <progress aria-labelledby={id} max={1} {...(part === undefined ? {} : { value: part })} />
      {meta === undefined ? null : <span className="meta">{meta}</span>}
      {onCancel === undefined ? null : <Button onClick={onCancel}>{t('cancel')}</Button>}
    </div>
  )
}

/** `onRecovery`: leads to the recovery that is to be ended; null where none runs. */
export function Backup({
  shown,
  acts,
  first = null,
  onRecovery = null,
}: {
  shown: BackupShown
  acts: BackupActs
  first?: string | null
  onRecovery?: (() => void) | null
}) {
  const t = useT(backupMessages)
  const own = useT(messages)
  const taking = useRef<HTMLHeadingElement>(null)
  const putting = useRef<HTMLHeadingElement>(null)
  const { language } = useLanguage()
  const { told, saving, saved, problem } = shown
  const gone = useGone() !== null
  // It went, and is here again: then it may be pressed again.
  const isBack = problem?.code === 'moved' && !gone
  const refused =
    problem === null || isBack ? null : gone ? <Refused problem={problem} /> : <Trouble problem={problem} />
  if (told === null || !told.able) return refused
  const size = (bytes: number): string => sizeSaid(bytes, language)
  const when = momentsIn(language)
  return (
    <section className="ruled screen backup" aria-labelledby="backup-title">
      <h2 id="backup-title" tabIndex={-1} ref={taking}>
        {t('title')}
      </h2>
      <p>{t('about')}</p>
      <p>{t('care')}</p>
      <Taking told={told} saving={saving} acts={stayingAt(taking, acts)} size={size} />
      <p role="status" className="outcome">
        {saved === null ? null : t('saved', { file: saved })}
      </p>
      {refused}
      {saved === null && told.last !== null ? <p className="meta">{t('last', when(told.last))}</p> : null}
      <h3 tabIndex={-1} ref={putting}>
        {t('putTitle')}
      </h3>
      <PuttingBack shown={shown} acts={stayingAt(putting, acts)} told={told} size={size} when={when} />
      {shown.putBack && onRecovery !== null ? <Button onClick={onRecovery}>{own('recovery')}</Button> : null}
      <Kept told={told} acts={stayingAt(putting, acts)} size={size} when={when} first={first} />
    </section>
  )
}

/** What was pressed is gone afterwards: a keyboard goes on from the heading above it. */
function stayingAt(head: RefObject<HTMLElement | null>, acts: BackupActs): BackupActs {
  const stay =
    <Of extends readonly unknown[]>(act: (...of: Of) => void) =>
    (...of: Of): void => {
      head.current?.focus({ preventScroll: true })
      act(...of)
    }
  const { take, cancel, send, confirm } = acts
  const lookAtKept = stay(acts.lookAtKept)
  return { ...acts, take: stay(take), cancel: stay(cancel), send: stay(send), confirm: stay(confirm), lookAtKept }
}

type Says = { readonly size: (bytes: number) => string; readonly when: ReturnType<typeof momentsIn> }

function Taking({
  told: { making },
  saving,
  acts,
  size,
}: Pick<BackupShown, 'saving'> & Pick<Says, 'size'> & { told: BackupAnswer; acts: BackupActs }) {
  const t = useT(backupMessages)
  if (saving !== null)
    return (
      <Going
        says={t('saving')}
        part={saving.bytes === 0 ? 0 : saving.got / saving.bytes}
        meta={t('soMuch', { got: size(saving.got), size: size(saving.bytes) })}
        onCancel={acts.cancel}
      />
    )
  if (making !== null && making.failed === null && making.file === null)
    return <Going says={t('making')} part={making.part} onCancel={acts.cancel} />
  const file = making?.file ?? null
  return (
    <>
      {making?.failed ? (
        <p className="trouble" role="alert">
          {t(making.failed === 'no-room' ? 'noRoomToMake' : 'makingFailed')}
        </p>
      ) : null}
      <div className="acts">
        {file === null ? (
          <Button onClick={acts.take}>{t('take')}</Button>
        ) : (
          <>
            <span>{t('made', { size: size(file.bytes) })}</span>
            <Button look="primary" onClick={() => acts.save(file.name, file.bytes)}>
              {t('download')}
            </Button>
            <Button onClick={acts.cancel}>{t('letGo')}</Button>
          </>
        )}
      </div>
    </>
  )
}

function PuttingBack({
  shown: { sending, putBack, away },
  acts,
  told,
  size,
  when,
}: Says & { shown: BackupShown; acts: BackupActs; told: BackupAnswer }) {
  const t = useT(backupMessages)
  const { restore, put } = told
  const choose = (
    <FileChooser className="acts" label={t('choose')} drop={t('drop')} onFiles={([file]) => acts.send(file)} />
  )
  if (sending !== null || restore?.step === 'receiving') {
    const { got, size: all } = sending ?? { got: 0, size: 0 }
    if (sending === null)
      // Begun before this page was loaded, or on another: what is missing of it nobody here has.
      return (
        <>
          <p>{t('cutOff')}</p>
          {choose}
        </>
      )
    const meta = t('soMuch', { got: size(got), size: size(all) })
    return <Going says={t('sending')} part={all === 0 ? 0 : got / all} meta={meta} onCancel={acts.cancel} />
  }
  if (away || restore?.step === 'exchanging') return <Live>{<Going says={t('exchanging')} />}</Live>
  switch (restore?.step) {
    case 'looking':
      return <Going says={t('looking')} part={restore.part} onCancel={acts.cancel} />
    case 'bringing':
      return <Going says={t('bringing')} part={restore.part} onCancel={acts.cancel} />
    case 'looked':
      return <Replaces restore={restore} acts={acts} when={when} />
    case 'refused':
      return (
        <>
          <p className="trouble" role="alert">
            {restore.why === 'other-dialogue' && restore.title !== null
              ? t('other-dialogue', { title: restore.title })
              : t(restore.why === 'other-dialogue' ? 'not-a-backup' : restore.why)}
          </p>
          {choose}
        </>
      )
    default:
      return (
        <>
          <Live>
            {put === null ? null : (
              <p className={putBack ? 'done' : 'meta'}>
                {t('wasPut', { time: when(put.at).time, date: when(put.made).date, at: when(put.made).time })}
                {putBack ? ` ${t('nowRecover')}` : null}
              </p>
            )}
          </Live>
          <p>{t('putAbout')}</p>
          {choose}
        </>
      )
  }
}

const Live = ({ children }: { children: ReactNode }) => <div role="status">{children}</div>

/** What it would replace, and what stays: one thing in a sentence. */
function Replaces({
  restore: { made, since },
  acts,
  when,
}: Pick<Says, 'when'> & { restore: RestoreTold & { step: 'looked' }; acts: BackupActs }) {
  const t = useT(backupMessages)
  const { entries, tables, set, snapshots, voices, withdrawn } = since
  const goes = [
    entries > 0 ? t('goEntries', { n: entries }) : null,
    tables > 0 ? t('goTables', { n: tables }) : null,
    set > 0 ? t('goSet', { n: set }) : null,
    snapshots > 0 ? t('goSnapshots', { n: snapshots }) : null,
  ].filter((one) => one !== null)
  const stays = [
    voices > 0 ? t('stayVoices', { n: voices }) : null,
    withdrawn > 0 ? t('stayWithdrawn', { n: withdrawn }) : null,
    t('stayCards'),
  ].filter((one) => one !== null)
  return (
    <div className="replaces" role="group" aria-labelledby="replaces-title">
      <p id="replaces-title" role="status">
        <b>{t('looked', when(made))}</b>
      </p>
      <h4>{t('goesTitle')}</h4>
      <ul>{goes.length === 0 ? <li>{t('goNothing')}</li> : goes.map((one) => <li key={one}>{one}</li>)}</ul>
      <h4>{t('staysTitle')}</h4>
      <ul>
        {stays.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <p>{t('howItGoes')}</p>
      <p>{t('keptBeside')}</p>
      <div className="acts">
        <Button look="primary" onClick={acts.confirm}>
          {t('putBack')}
        </Button>
        <Button onClick={acts.cancel}>{t('cancel')}</Button>
      </div>
    </div>
  )
}

/** What restores replaced; `first`: which one is asked about to begin with (the gallery). */
function Kept({
  told: { kept, restore },
  acts,
  size,
  when,
  first,
}: Says & { told: BackupAnswer; acts: BackupActs; first: string | null }) {
  const t = useT(backupMessages)
  const [asked, setAsked] = useState(first)
  if (kept.length === 0) return null
  return (
    <>
      <h3>{t('keptTitle')}</h3>
      <p>{t('keptAbout')}</p>
      <ul className="links">
        {kept.map(({ name, at, bytes }) => (
          <li key={name}>
            <span>
              <b id={name}>{t('keptOf', when(at))}</b> <span className="meta">{size(bytes)}</span>
            </span>
            <Button aria-describedby={name} onClick={() => acts.save(name, bytes)}>
              {t('download')}
            </Button>
            <Button
              aria-describedby={name}
              disabled={restore !== null && restore.step !== 'refused'}
              onClick={() => acts.lookAtKept(name)}
            >
              {t('putBack')}
            </Button>
            <Button aria-describedby={name} onClick={() => setAsked(name)}>
              {t('remove')}
            </Button>
          </li>
        ))}
      </ul>
      {asked === null ? null : (
        <Dialog title={t('removeAsk')} headed onClose={() => setAsked(null)}>
          <p>{t('removeAbout')}</p>
          <div className="acts">
            <Button onClick={() => setAsked(null)}>{t('cancel')}</Button>
            <Button
              look="primary"
              onClick={() => {
                acts.forget(asked)
                setAsked(null)
              }}
            >
              {t('remove')}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  )
}
