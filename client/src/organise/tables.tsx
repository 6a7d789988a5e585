/** Tables that have gone home, on the organiser's page: closed, they hold the results of all tables back no longer. */
import type { DialogueAnswer, TableEntry } from '@tablee/shared/wire/dialogue'
import { useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import type { Asking } from './ask.tsx'
import { messages } from './messages/index.ts'

export function Tables({ about, onAsk }: { about: DialogueAnswer; onAsk: (what: Asking) => void }) {
  const t = useT(messages)
  return (
    <details className="gone-home">
      <summary>
        <h2>{t('goneHome')}</h2>
      </summary>
      <p>{t('goneHomeHow')}</p>
      <ul className="links">
        {about.tables.flatMap((table) =>
          shown(table, about.clock.session).map(({ id, session, open, closed }) => {
            const which = t('tableAt', { table: table.number, session })
            const does = t(closed ? 'openTable' : 'closeTable', { table: table.number })
            return (
              <li key={id}>
                <b>{which}</b>
                <span className="meta">
                  {t(closed ? 'boardClosed' : open === 0 ? 'nothingOpen' : 'openSteps', { n: open })}
                </span>
                {/* A table that left something open stands here more than once. */}
                <Button
                  aria-label={t('ofLink', { what: does, link: which })}
                  onClick={() => onAsk({ what: 'close', board: id, table: table.number, closed: !closed, open })}
                >
                  {does}
                </Button>
              </li>
            )
          }),
        )}
      </ul>
    </details>
  )
}

/** The board of the session that runs, those that were left with something open, and the closed ones: here they open again. */
const shown = ({ boards }: TableEntry, running: number): TableEntry['boards'] =>
  boards.filter(({ session, open, closed }) => session === running || open > 0 || closed)
