import type { CopiesTold } from '@tablee/shared/wire/second'
import { useT } from '../i18n/index.tsx'
import { Copies } from '../ui/copies/copies.tsx'
import { messages } from './messages/index.ts'

/** What the discs say, and what there is to do then. */
export function Legend({ at }: { at: number }) {
  const t = useT(messages)
  const all = [
    ['two', t('legendTwo')],
    ['behind', t('legendBehind')],
    ['one', t('legendOne')],
    ['none', t('legendNone')],
  ] as const satisfies readonly (readonly [CopiesTold['state'], string])[]
  return (
    <ul className="legend" aria-label={t('legend')}>
      {all.map(([state, says]) => (
        <li key={state}>
          <Copies told={{ state, since: state === 'one' ? at : null, behind: state === 'behind' ? 9_000 : 0 }} />
          <span className="meta">{says}</span>
        </li>
      ))}
    </ul>
  )
}
