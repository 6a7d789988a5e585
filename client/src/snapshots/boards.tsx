/** Every board so far, session by session, one tap away: what a table wrote is read where it stands, not only as a snapshot. */
import { pageBeside } from '../link/environment.ts'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import { useT } from '../i18n/index.tsx'
import { messages } from './messages/index.ts'

export function Boards({ about }: { about: DialogueAnswer }) {
  const t = useT(messages)
  const running = Math.max(1, about.clock.session)
  const here = about.tables.map((table) => ({
    ...table,
    boards: table.boards.filter(({ session, reached }) => session <= running || reached === true),
  }))
  const reached = about.sessions.filter(({ number }) =>
    here.some(({ boards }) => boards.some(({ session }) => session === number)),
  )
  return (
    <nav className="boards" aria-labelledby="boards-title">
      <h2 id="boards-title">{t('readBoards')}</h2>
      {reached.map(({ number, title }) => (
        <section key={number} aria-label={`${number} · ${title}`}>
          <h3>
            <span className="num">{number}</span> · {title}
            {number > running ? <span className="meta"> · {t('sessionLeft')}</span> : null}
          </h3>
          <ul>
            {here.flatMap((table) =>
              table.boards
                .filter(({ session }) => session === number)
                .map(({ id }) => {
                  const name = t('board', { table: table.number, site: table.site, session: title })
                  return (
                    <li key={id}>
                      <a href={pageBeside(`/table/${id}`)} aria-label={name} title={name}>
                        {t('tableAt', { table: table.number })}
                      </a>
                    </li>
                  )
                }),
            )}
          </ul>
        </section>
      ))}
    </nav>
  )
}
