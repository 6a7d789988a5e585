/** What the rest of the screen says of people's voices: an entry that is being voted on, or was in other words; what waits. */
import type { NodeId } from '@tablee/shared/ids'
import { useT } from '../../i18n/index.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useTable } from '../context.ts'
import { marksMessages } from '../messages/index.ts'

/** On a row or card: its wording is locked, and why. */
export function BeingVotedOn() {
  const t = useT(marksMessages)
  return (
    <span className="being-voted" title={t('beingVotedHow')}>
      <Icon name="lock" />
      {t('beingVoted')}
    </span>
  )
}

/** On a card whose wording is another than the one that was voted on. */
export function VotedAs({ wording, lang }: { wording: string; lang: string }) {
  const t = useT(marksMessages)
  const [before, after] = t('votedAs').split('{wording}')
  return (
    <p className="voted-as">
      <Icon name="sealed" />
      <span>
        {before}
        <span lang={lang}>{wording}</span>
        {after}
      </span>
    </p>
  )
}

/** Beside the map: how many voices are revealed and lie nowhere yet. One quiet line that leads to them. */
export function NotPlaced() {
  const t = useT(marksMessages)
  const { voicing, act } = useTable()
  if (!voicing || voicing.unplaced === 0) return null
  return (
    <button type="button" className="not-placed" onClick={() => act.set({ tab: 'voices', side: 'map' })}>
      <Icon name="reveal" />
      {t('notPlacedYet', { n: voicing.unplaced })}
    </button>
  )
}

/** The wording an entry was voted on with, where it has another now. */
export function votedAs(all: ReadonlyMap<NodeId, string> | undefined, id: NodeId, wording: string): string | null {
  const was = all?.get(id)
  return was === undefined || was === wording ? null : was
}
