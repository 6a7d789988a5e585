/** What a theme team did between two snapshots: what was joined and parted across tables, what qualifies what, what became of its themes, and how much was coded. */
import { useT } from '../i18n/index.tsx'
import type { Comparison } from './data.ts'
import { messages, teamMessages } from './messages/index.ts'
import { Numbers } from './numbers.tsx'
import type { BoardName } from './props.ts'
import {
  groupLines,
  qualifiedLines,
  themeLines,
  type GroupLine,
  type QualifiedLine,
  type ThemeLine,
} from './team-changed.ts'

/** Of each list, before it says how many more there are. */
const shown = 40

export function TeamChanges({ comparison, nameOf }: { comparison: Comparison; nameOf: BoardName }) {
  const t = useT(messages)
  const m = useT(teamMessages)
  const groups = groupLines(comparison)
  const qualified = qualifiedLines(comparison)
  const themes = themeLines(comparison)
  const { codes } = comparison.diff
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
      {qualified.length === 0 ? null : (
        <details className="sentences" open>
          <summary>
            <b>{m('qualifiedTitle')}</b>
          </summary>
          <ul>
            {qualified.slice(0, shown).map((one) => (
              <Under key={`${one.what} ${one.id}`} line={one} nameOf={nameOf} />
            ))}
            {qualified.length > shown ? <li className="meta">{t('more', { n: qualified.length - shown })}</li> : null}
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
      {codes === undefined ? null : (
        <details className="sentences" open>
          <summary>
            <b>{m('codesTitle')}</b>
          </summary>
          <ul>
            {(['codes', 'codings', 'memos'] as const).map((what) => (
              <li key={what}>
                <p className="meta">
                  {m(`${what}Counted`)}{' '}
                  <Numbers added={codes[what].came} removed={codes[what].went} changed={codes[what].changed} />
                </p>
              </li>
            ))}
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
            <Wording text={text} lang={lang} />
            <span className="meta">{nameOf(board)}</span>
          </li>
        ))}
      </ul>
    </li>
  )
}

function Under({ line: { what, of, condition }, nameOf }: { line: QualifiedLine; nameOf: BoardName }) {
  const m = useT(teamMessages)
  return (
    <li>
      <span className="label">
        <i className={`tick ${what}`} aria-hidden="true" /> {m(what === 'came' ? 'qualified' : 'unqualified')}
      </span>
      <ul className="same">
        <li>
          <Wording text={of.text} lang={of.lang} />
          <span className="meta">{nameOf(of.board)}</span>
        </li>
        <li>
          <span className="meta">{m('onlyIf')}</span>
          <Wording text={condition.text} lang={condition.lang} gone={what === 'went'} />
          <span className="meta">{nameOf(condition.board)}</span>
        </li>
      </ul>
    </li>
  )
}

function Wording({ text, lang, gone = false }: { text: string; lang: string; gone?: boolean }) {
  const t = useT(messages)
  return (
    <span className={gone ? 'wording gone' : 'wording'} lang={lang || undefined} dir="auto">
      {text || t('noText')}
    </span>
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
