/** What a theme team did between two snapshots: what was joined and parted across tables, and what became of its themes. */
import { useT } from '../i18n/index.tsx'
import type { Comparison } from './data.ts'
import { messages, teamMessages } from './messages/index.ts'
import { Numbers } from './numbers.tsx'
import type { BoardName } from './props.ts'
import { groupLines, themeLines, type GroupLine, type ThemeLine } from './team-changed.ts'

/** Of each list, before it says how many more there are. */
const shown = 40

export function TeamChanges({ comparison, nameOf }: { comparison: Comparison; nameOf: BoardName }) {
  const t = useT(messages)
  const m = useT(teamMessages)
  const groups = groupLines(comparison)
  const themes = themeLines(comparison)
  const { reordered, read } = comparison.diff.themes ?? { reordered: false, read: { came: 0, went: 0 } }
  const beside = [
    ...(reordered ? [m('reordered')] : []),
    ...(read.came > 0 ? [m('readCame', { n: read.came })] : []),
    ...(read.went > 0 ? [m('readWent', { n: read.went })] : []),
  ]
  return (
    <>
      {groups.length === 0 ? null : (
        <details className="sentences" open>
          <summary>
            <b>{m('joinedTitle')}</b>
          </summary>
          <ul>
            {groups.slice(0, shown).map((one) => (
              <Group key={one.id} group={one} nameOf={nameOf} />
            ))}
            {groups.length > shown ? <li className="meta">{t('more', { n: groups.length - shown })}</li> : null}
          </ul>
        </details>
      )}
      {themes.length + beside.length === 0 ? null : (
        <details className="sentences" open>
          <summary>
            <b>{m('themesTitle')}</b>
          </summary>
          <ul>
            {beside.map((said) => (
              <li key={said}>
                <p>{said}</p>
              </li>
            ))}
            {themes.slice(0, shown).map((one) => (
              <Theme key={one.id} theme={one} />
            ))}
            {themes.length > shown ? <li className="meta">{t('more', { n: themes.length - shown })}</li> : null}
          </ul>
        </details>
      )}
    </>
  )
}

function Group({ group, nameOf }: { group: GroupLine; nameOf: BoardName }) {
  const t = useT(messages)
  const m = useT(teamMessages)
  return (
    <li>
      <span className="label">{m(group.what)}</span>
      <ul className="same">
        {group.entries.map(({ entry, what, board, text, lang }) => (
          <li key={entry}>
            <i className={`tick ${what}`} aria-hidden="true" />
            <span className="away">{t(what)}: </span>
            <span className="wording" lang={lang || undefined} dir="auto">
              {text || t('noText')}
            </span>
            <span className="meta">{nameOf(board)}</span>
          </li>
        ))}
      </ul>
    </li>
  )
}

function Theme({ theme: { what, name, before, came, went } }: { theme: ThemeLine }) {
  const t = useT(messages)
  const m = useT(teamMessages)
  const tick = { new: 'came', gone: 'went', renamed: 'changed', changed: 'changed' }[what]
  return (
    <li>
      <span className="label">
        <i className={`tick ${tick}`} aria-hidden="true" /> {m(`theme-${what}`)}
      </span>
      <p className={what === 'gone' ? 'wording gone' : 'wording'} dir="auto">
        {name || t('noText')}
      </p>
      {what === 'renamed' ? (
        <p className="meta">
          {t('wasWording', { text: '' })}
          <span dir="auto">{before || t('noText')}</span>
        </p>
      ) : null}
      {came + went === 0 ? null : (
        <p className="meta">
          {m('entries')} <Numbers added={came} removed={went} changed={0} />
        </p>
      )}
    </li>
  )
}
