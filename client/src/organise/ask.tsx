/** What the organiser is asked before something happens at the tables or to a link. */
import type { LinkEntry } from '@tablee/shared/wire/access'
import type { DialogueAnswer, MoveRequest } from '@tablee/shared/wire/dialogue'
import { useT } from '../i18n/index.tsx'
import type { ClientProblem } from '../link/api.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useNameOf } from './links.tsx'
import { messages, publicMessages } from './messages/index.ts'
import { sitesApart } from './apart.ts'
import { ClockChoice, LeftOpen } from './move.tsx'
import { Refused } from './refused.tsx'

export type Asking =
  | { readonly what: 'revoke' | 'renew'; readonly link: LinkEntry }
  | ({ readonly what: 'move' } & MoveRequest)
  | { readonly what: 'recovery' }
  | { readonly what: 'publish' }
  | { readonly what: 'unpublish'; readonly cards: readonly LinkEntry[] }
  | {
      readonly what: 'close'
      readonly board: string
      readonly table: number
      readonly closed: boolean
      /** Steps that are open there. */
      readonly open: number
    }

export function Ask({
  asking,
  about,
  offset,
  busy,
  refused,
  onAsk,
  confirmed,
}: {
  asking: Asking
  about: DialogueAnswer
  offset: number
  /** It was confirmed, and nobody has answered yet. */
  busy: boolean
  /** Why it was not done when it was confirmed just now. */
  refused: ClientProblem | null
  onAsk: (asking: Asking | null) => void
  confirmed: (what: Asking) => Promise<void>
}) {
  const t = useT(messages)
  const [title, ask] = useSaid(asking, about)
  return (
    <Dialog title={title} onClose={() => onAsk(null)}>
      <p>{ask}</p>
      {asking.what === 'move' ? <LeftOpen about={about} session={asking.session} /> : null}
      {asking.what === 'move' && asking.clock !== undefined ? (
        <ClockChoice
          about={about}
          session={asking.session}
          clock={asking.clock}
          offset={offset}
          onChoose={(clock) => onAsk({ ...asking, clock })}
        />
      ) : null}
      {asking.what === 'close' && asking.closed && asking.open > 0 ? (
        <p>
          <b>{t('closeTableFew')}</b>
        </p>
      ) : null}
      {refused === null ? null : <Refused problem={refused} />}
      <div className="acts">
        <Button onClick={() => onAsk(null)}>{asking.what === 'revoke' ? t('cancel') : t('notYet')}</Button>
        <Button look="primary" aria-disabled={busy || undefined} onClick={() => void confirmed(asking)}>
          {title}
        </Button>
      </div>
    </Dialog>
  )
}

/** Title and question. */
function useSaid(asking: Asking, about: DialogueAnswer): readonly [title: string, ask: string] {
  const t = useT(messages)
  const everybody = useT(publicMessages)
  const nameOf = useNameOf()
  switch (asking.what) {
    case 'revoke':
    case 'renew':
      return [
        t('ofLink', { what: t(asking.what), link: nameOf(asking.link) }),
        t(asking.what === 'revoke' ? 'revokeAsk' : 'renewAsk'),
      ]
    case 'move': {
      const { session, clock } = asking
      // Who moves sites that are apart moves all of them, wherever the first one is.
      if (session !== about.clock.session || sitesApart(about) !== null)
        return [t('moveTo', { session }), t(clock === undefined ? 'moveAsk' : 'moveBackAsk', { session })]
      const fresh = about.clock.startedAt === null
      return [t(fresh ? 'begin' : 'beginAgain', { session }), t(fresh ? 'beginAsk' : 'beginAgainAsk', { session })]
    }
    case 'close': {
      const { table, closed } = asking
      return [
        t(closed ? 'closeTable' : 'openTable', { table }),
        t(closed ? 'closeTableAsk' : 'openTableAsk', { table }),
      ]
    }
    case 'recovery':
      return [t('recoveryEnd'), t('recoveryAsk')]
    case 'publish':
      return [everybody('openIt'), everybody('openAsk')]
    case 'unpublish':
      return [everybody('closeIt'), everybody('closeAsk')]
  }
}
