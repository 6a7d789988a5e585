/** Where the branch stands that is looked at alone, and the way back to the whole map. */
import { useT } from '../../i18n/index.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useTable } from '../context.ts'
import { shortened } from '../board/entries.ts'
import { foldingMessages } from '../messages/index.ts'

export function Branch({ overMap = false }: { overMap?: boolean }) {
  const t = useT(foldingMessages)
  const { shown, act } = useTable()
  if (shown.path.length === 0) return null
  return (
    <nav className={overMap ? 'branch map-overlay' : 'branch'} aria-label={t('path')}>
      <button type="button" className="btn quiet" onClick={() => act.alone(null)}>
        <Icon name="back" turns />
        {t('whole')}
      </button>
      <ol>
        {shown.path.map(({ node, item }, n) => {
          const last = n === shown.path.length - 1
          const name = (
            <>
              {item.number ? <span className="num">{item.number}</span> : null}{' '}
              <span lang={node.lang} dir="auto">
                {shortened(node.wording, last ? 48 : 20)}
              </span>
            </>
          )
          return (
            <li key={node.id}>
              {last ? (
                <b aria-current="true">{name}</b>
              ) : (
                <button type="button" onClick={() => act.alone(node.id)}>
                  {name}
                </button>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
