/** What stands before an act that others feel: what happens then, what does not, and what cannot be undone. */
import { shownIn } from '@tablee/shared/dialogue/programme'
import type { NodeId } from '@tablee/shared/ids'
import type { TableRound, VoicesCommand } from '@tablee/shared/wire/voices'
import { useId, useState, type ReactNode } from 'react'
import { useLanguage, useT } from '../../i18n/index.tsx'
import type { ClientProblem } from '../../link/api.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { uiMessages, problemMessages } from '../../ui/messages/index.ts'
import { problemSentence } from '../../ui/problem-sentence.ts'
import { useTable } from '../context.ts'
import { freshId } from '../board/verbs.ts'
import { focusRound } from './focus.ts'
import { EntriesPicker } from './entries-picker.tsx'
import { voicesMessages } from './messages/index.ts'
import { PlaceDialog } from './place-dialog.tsx'
import { SeatsDialog } from './seats-dialog.tsx'
import { Thin } from './thin.tsx'

/** What the screen's state says is open (`Ui.dialog`). */
export type VoicesDialog =
  | { readonly kind: 'open' | 'close' | 'reveal'; readonly step: string }
  | { readonly kind: 'place'; readonly step: string; readonly sheet: string }
  | { readonly kind: 'seats' }

type OnProblem = (problem: ClientProblem | null) => void

export function VoicesDialogs({ onProblem }: { onProblem: OnProblem }) {
  const { ui, voicing } = useTable()
  if (ui.dialog?.kind !== 'voices' || !voicing) return null
  const { of } = ui.dialog
  if (of.kind === 'seats') return <SeatsDialog />
  const round = voicing.voices?.rounds.find(({ step }) => step === of.step)
  if (!round) return null
  switch (of.kind) {
    case 'open':
      return <OpenDialog round={round} />
    case 'close':
      return <CloseDialog round={round} />
    case 'reveal':
      return <RevealDialog round={round} />
    case 'place': {
      const sheet = round.task.kind === 'write' ? round.task.sheets.find(({ id }) => id === of.sheet) : undefined
      return sheet ? <PlaceDialog step={round.step} sheet={sheet} onProblem={onProblem} /> : null
    }
  }
}

/** Sends, closes when it was done, and else says why not, in the dialog that asked. */
export function useSend(): {
  readonly sending: boolean
  readonly problem: ClientProblem | null
  send(command: VoicesCommand): Promise<boolean>
} {
  const { voicing } = useTable()
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<ClientProblem | null>(null)
  return {
    sending,
    problem,
    async send(command) {
      if (!voicing) return false
      setSending(true)
      const failed = await voicing.act(command)
      setSending(false)
      setProblem(failed)
      return failed === null
    },
  }
}

export function Trouble({ problem }: { problem: ClientProblem | null }) {
  const t = useT(problemMessages)
  return problem === null ? null : (
    <p className="held trouble" role="alert">
      <Icon name="refused" />
      {problemSentence(t, problem)}
    </p>
  )
}

function OpenDialog({ round }: { round: TableRound }) {
  const t = useT(voicesMessages)
  const { task } = round
  const onNodes = task.kind === 'ballot' && task.items.some((item) => item.type === 'agree' && item.on === 'nodes')
  const [nodes, setNodes] = useState<readonly NodeId[]>([])
  return (
    <Confirm
      round={round}
      act="open"
      command={{ kind: 'open', nodes }}
      lacks={onNodes && nodes.length === 0 ? t('pickOne') : null}
    >
      <p>{t(task.kind === 'write' ? 'openWrite' : task.kind === 'ballot' ? 'openBallot' : 'openQuestionnaire')}</p>
      {task.kind === 'write' ? (
        <p className="held">
          <Icon name={task.signature === 'anonymous' ? 'indifferent' : 'own-typing'} />
          <span>
            <b>{t(task.signature === 'anonymous' ? 'anonymous' : 'signed')}</b> {t('fixed')}
          </span>
        </p>
      ) : (
        <p className="held">
          <Icon name="sealed" />
          {t(task.kind === 'ballot' ? 'sealed' : 'sealedAnswers')}
        </p>
      )}
      <Thin round={round} />
      {onNodes ? <EntriesPicker chosen={nodes} onChoose={setNodes} /> : null}
    </Confirm>
  )
}

function CloseDialog({ round }: { round: TableRound }) {
  const t = useT(voicesMessages)
  const { kind } = round.task
  return (
    <Confirm round={round} act="close" command={{ kind: 'close' }}>
      <p>
        <b>{t(kind === 'write' ? 'closeWrite' : kind === 'ballot' ? 'closeBallot' : 'closeQuestionnaire')}</b>
      </p>
      <p>{t('closeUnsent')}</p>
      {kind === 'ballot' ? <p>{t('closeFew')}</p> : null}
      {kind === 'write' ? null : <p>{t('closePaper')}</p>}
    </Confirm>
  )
}

function RevealDialog({ round }: { round: TableRound }) {
  const t = useT(voicesMessages)
  const anonymous = round.task.kind === 'write' && round.task.signature === 'anonymous'
  return (
    <Confirm round={round} act="reveal" command={{ kind: 'reveal' }}>
      <p>
        <b>{t('revealHow')}</b>
      </p>
      <p>{t(anonymous ? 'revealAnonymous' : 'revealSigned')}</p>
      <Thin round={round} />
    </Confirm>
  )
}

function Confirm({
  round,
  act: which,
  command,
  lacks = null,
  children,
}: {
  round: TableRound
  act: 'open' | 'close' | 'reveal'
  command: { kind: 'open'; nodes: readonly NodeId[] } | { kind: 'close' | 'reveal' }
  /** Why it cannot be done yet. */
  lacks?: string | null
  children: ReactNode
}) {
  const t = useT(voicesMessages)
  const shared = useT(uiMessages)
  const { language } = useLanguage()
  const { act, voicing } = useTable()
  const { send, sending, problem } = useSend()
  const close = () => act.set({ dialog: null })
  const live = voicing?.live === true
  const why = useId()
  return (
    <Dialog title={t(`${which}Title`, { step: shownIn(round.title, language) })} onClose={close}>
      <div className="says">{children}</div>
      {live ? null : (
        <p className="held">
          <Icon name="kept" />
          {t('away')}
        </p>
      )}
      <Trouble problem={problem} />
      <p className="meta" id={why} role="status">
        {lacks}
      </p>
      <div className="acts">
        <Button onClick={close}>{shared('cancel')}</Button>
        <Button
          look="primary"
          disabled={lacks !== null || sending || !live}
          {...(lacks === null ? {} : { 'aria-describedby': why })}
          onClick={async () => {
            if (!(await send({ id: freshId(), step: round.step, ...command }))) return
            close()
            requestAnimationFrame(() => focusRound(round.step))
          }}
        >
          {t(`do-${which}`)}
        </Button>
      </div>
    </Dialog>
  )
}
