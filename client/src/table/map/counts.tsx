/** On a closed card: how many reasons of which kind stand beneath it, and a click that shows them. */
import { useT } from '../../i18n/index.tsx'
import { Icon } from '../../ui/icon.tsx'
import { RelationMark } from '../../ui/relation-mark.tsx'
import { countedKinds, type Missing } from '../board/counts.ts'
import { mapMessages } from '../messages/index.ts'
import { FoldingIcon } from '../entry/folding-icon.tsx'

export function Beneath({ lines, missing, onOpen }: { lines: string; missing: Missing | null; onOpen: () => void }) {
  const t = useT(mapMessages)
  if (lines === '' && missing === null) return null
  const told = lines === '' ? [] : lines.split('\n')
  const rows = (
    <>
      {told.map((line) => {
        const [name = '', n = ''] = line.split(' ')
        const of = countedKinds.find((one) => one === name)
        if (!of) return null
        return (
          <span key={of} className={`count ${of}`}>
            {of === 'question' ? <Icon name="question" /> : <RelationMark kind={of} bare />}
            <span>{t(of, { n: Number(n) })}</span>
          </span>
        )
      })}
      {missing === null ? null : <span className="count none">{t(missing)}</span>}
    </>
  )
  if (told.length === 0) return <p className="counts">{rows}</p>
  return (
    <button type="button" className="counts" aria-expanded="false" onClick={onOpen}>
      {rows}
      <FoldingIcon name="unfold" />
      <span className="away">{t('deeper')}</span>
    </button>
  )
}
