/**
 * The table looks through observers' eyes: the very view that they get now, from the server, drawn as their page draws
 * it; and how much of the board is not in it, for which reason, never whose.
 */
import { withheldKinds, withheldReasons, type Observed, type WithheldCount } from '@tablee/shared/view/withheld'
import { Suspense, useMemo } from 'react'
import { direction, useLanguage, useT } from '../../i18n/index.tsx'
import { useFollowed } from '../../hold/use-followed.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { uiMessages } from '../../ui/messages/index.ts'
import { part } from '../../ui/part.tsx'
import { entriesOf } from '../../ui/watched/entries.ts'
import { WatchedNotes } from '../../ui/watched/notes.tsx'
import { WatchedOutline } from '../../ui/watched/outline.tsx'
import type { BoardView } from '@tablee/shared/view/policy'
import { useTable } from '../context.ts'
import { Watching } from './watching.tsx'
import { eyesMessages } from '../messages/index.ts'

const EyesCanvas = part(() => import('./eyes-canvas.tsx'))

/** The server lets each device look every two seconds. */
const calm = (): number => 2_000

type Seen = { readonly observed: Observed | null; readonly failed: boolean }

/** Followed while it is looked at; null where nobody may look. */
export function useObserved(): Seen {
  const { value, problem } = useFollowed(useTable().look, { calm, rests: true })
  return { observed: value, failed: problem !== null }
}

/** Where observers see nothing of the board, no list of exceptions is true. */
const wholly: Partial<Record<BoardView['state'], 'behind' | 'none'>> = { curtain: 'behind', 'no-consent': 'none' }

/** What observers do not see, in numbers and kinds. */
export function Withheld({ seen: { observed, failed } }: { seen: Seen }) {
  const t = useT(eyesMessages)
  const { language } = useLanguage()
  const list = (count: WithheldCount): string =>
    new Intl.ListFormat(language, { type: 'conjunction' }).format(
      withheldKinds.flatMap((kind) => (count[kind] > 0 ? [t(kind, { n: count[kind] })] : [])),
    )
  const rows = observed
    ? withheldReasons.flatMap((reason) => {
        const said = list(observed.withheld[reason])
        return said === '' ? [] : [{ reason, said }]
      })
    : []
  return (
    <section className="withheld" aria-label={t('withheld')}>
      <h3>{t('withheld')}</h3>
      {observed === null ? (
        <p>{t(failed ? 'failed' : 'reading')}</p>
      ) : rows.length === 0 ? (
        <p>{t(wholly[observed.view.state] ?? 'nothing')}</p>
      ) : (
        <dl>
          {rows.map(({ reason, said }) => (
            <div key={reason}>
              <dt>{t(reason)}</dt>
              <dd>{said}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}

export function EyesDialog() {
  const t = useT(eyesMessages)
  const shared = useT(uiMessages)
  const { act, observation } = useTable()
  const seen = useObserved()
  const close = () => act.set({ dialog: null })
  return (
    <Dialog title={t('title')} onClose={close}>
      <div className="eyes">
        <Watching />
        <Withheld seen={seen} />
        {seen.observed === null ? null : <Seen view={seen.observed.view} />}
      </div>
      <div className="acts">
        <p className="outcome" role="status">
          {seen.failed && seen.observed !== null ? (
            <>
              <Icon name="kept" />
              {t('failed')}
            </>
          ) : null}
        </p>
        {observation ? <Button onClick={() => act.set({ dialog: { kind: 'observers' } })}>{t('back')}</Button> : null}
        <Button look="primary" onClick={close}>
          {shared('close')}
        </Button>
      </div>
    </Dialog>
  )
}

function Seen({ view }: { view: BoardView }) {
  const t = useT(eyesMessages)
  const entries = useMemo(() => entriesOf(view), [view])
  if (view.state === 'no-consent') return <p className="state">{t('none')}</p>
  return (
    <>
      <p className="state">{t(view.state === 'curtain' ? 'behind' : view.state)}</p>
      <h3 className="question" lang={view.lang} dir={direction(view.lang)}>
        {view.question}
      </h3>
      {view.state === 'curtain' ? null : entries.length === 0 ? (
        <p>{t('empty')}</p>
      ) : (
        <WatchedOutline entries={entries} />
      )}
      {Object.values(view.canvas).some(({ part }) => part === '') ? (
        <section aria-label={t('canvas')}>
          <h3>{t('canvas')}</h3>
          <Suspense fallback={<p>{t('reading')}</p>}>
            <EyesCanvas view={view} />
          </Suspense>
        </section>
      ) : null}
      {Object.keys(view.notes).length > 0 ? (
        <section aria-label={t('notes')}>
          <h3>{t('notes')}</h3>
          <WatchedNotes view={view} label={t('notes')} />
        </section>
      ) : null}
    </>
  )
}
