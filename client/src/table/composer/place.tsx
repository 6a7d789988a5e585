/** Where the next thing said goes, and what it is there, in one choice: words for an entry, or an entry of some kind. */
import type { NodeId } from '@tablee/shared/ids'
import { useT } from '../../i18n/index.tsx'
import type { Saying } from '../actions/ui.ts'
import { shortened, titleOf, type Entries, type Entry } from '../board/entries.ts'
import { menuMessages, messages } from '../messages/index.ts'
import { moves, movesAt, type Move } from '../board/moves.ts'

type Place = Exclude<Saying, { as: 'usual' }>
const wordsHere = 'words'

export function PlacePicker({
  id,
  entries,
  about,
  saying,
  move,
  onChoose,
}: {
  id: string
  entries: Entries
  /** The entry at hand. */
  about: Entry | null
  saying: Place
  move: Move
  onChoose: (saying: Place, move: Move | null) => void
}) {
  const t = useT(messages)
  const menu = useT(menuMessages)
  const issues = entries.list.filter((entry) => entry.node.kind === 'issue')
  const issue = issues.length === 1 && issues[0] !== about ? issues[0] : undefined
  const value = saying.as === 'words' ? `${wordsHere}:${saying.node}` : `${move}:${saying.beneath ?? ''}`
  const kinds = (entry: Entry | null) =>
    movesAt(entry ? { kind: entry.node.kind, hasRelation: entry.relation !== null } : null).map((option) => {
      const key = `${option}:${entry?.node.id ?? ''}`
      return (
        <option key={key} value={key}>
          {t(`move-${option}`)}
        </option>
      )
    })
  return (
    <>
      <label className="away" htmlFor={id}>
        {t('place')}
      </label>
      <select
        id={id}
        className="pick wide"
        value={value}
        onChange={(event) => {
          const [what = '', node = ''] = event.currentTarget.value.split(':')
          if (what === wordsHere) onChoose({ as: 'words', node: node as NodeId }, null)
          else
            onChoose(
              { as: 'entry', beneath: node === '' ? null : (node as NodeId) },
              moves.find((one) => one === what) ?? null,
            )
        }}
      >
        {about ? (
          <optgroup label={shortened(titleOf(about), 48)}>
            <option value={`${wordsHere}:${about.node.id}`}>{menu('words')}</option>
            {kinds(about)}
          </optgroup>
        ) : null}
        {issue ? <optgroup label={shortened(titleOf(issue), 48)}>{kinds(issue)}</optgroup> : null}
        <optgroup label={t('placeLoose')}>{kinds(null)}</optgroup>
      </select>
    </>
  )
}
