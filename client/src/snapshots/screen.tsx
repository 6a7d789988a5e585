/** The page as it looks, of what it is given: the gallery shows it without a server. */
import { shownIn } from '@tablee/shared/dialogue/programme'
import { useMemo, type ReactNode } from 'react'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import { useLanguage, useT } from '../i18n/index.tsx'
import type { ClientProblem } from '../link/api.ts'
import { Button } from '../ui/button.tsx'
import { HallHead } from '../ui/hall/head.tsx'
import { useGone } from '../ui/gone.tsx'
import { Notice } from '../ui/notice.tsx'
import { CodingsIn } from './codings-in.tsx'
import { Detail } from './detail.tsx'
import { BoardFiles } from './files.tsx'
import { messages } from './messages/index.ts'
import type { BoardName, Naming, ScreenProps } from './props.ts'
import { useReasons } from './seal.tsx'
import { Taken } from './taken.tsx'
import { VoicesIn } from './voices-in.tsx'

export function sentenceOf({
  problem,
}: {
  problem: ClientProblem
}): readonly [keyof typeof messages.en, keyof typeof messages.en] {
  switch (problem.code) {
    case 'offline':
    case 'timeout':
    case 'too-many':
    case 'moved':
      return ['unanswered', 'unansweredHelp']
    case 'journal-unavailable':
      return ['notTaken', 'notTakenHelp']
    case 'not-allowed':
    case 'not-signed-in':
    case 'link-unknown':
      return ['refused', 'refusedHelp']
    case 'not-found':
      return ['gone', 'goneHelp']
    default:
      return ['odd', 'oddHelp']
  }
}

/** `about` null: who asks is not known yet, or one file is looked at alone. */
export function Frame({
  title,
  about = null,
  children,
}: {
  title: string
  about?: DialogueAnswer | null
  children: ReactNode
}) {
  return (
    <div className="snapshots">
      <header className="hhead">
        <HallHead about={about} here={about === null ? null : '/snapshots'} title={title} />
      </header>
      {children}
    </div>
  )
}

/** The programme has all its languages; this page has its reader's. */
const spokenTo = (about: DialogueAnswer | null, reader: string): DialogueAnswer | null =>
  about && {
    ...about,
    sessions: about.sessions.map((one) => ({ ...one, title: shownIn(one.titles, reader, about.lang) || one.title })),
  }

export function Screen(props: ScreenProps) {
  const { entries, chosen, problem } = props
  const t = useT(messages)
  const { language } = useLanguage()
  const about = useMemo(() => spokenTo(props.about, language), [props.about, language])
  const nameOf: BoardName = (board) => {
    const table = about?.tables.find((one) => one.boards.some((each) => each.id === board))
    const session = about?.sessions.find(
      (one) => one.number === table?.boards.find((each) => each.id === board)?.session,
    )
    return table && session ? t('board', { table: table.number, site: table.site, session: session.title }) : board
  }
  const reasonsOf = useReasons({ about })
  const naming: Naming = {
    about,
    nameOf,
    reasonsOf,
    labelOf: (entry) => reasonsOf(entry)[0] ?? (entry.board === null ? t('whole') : nameOf(entry.board)),
    time: (at) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(at),
  }
  const entry = entries?.find((one) => one.hash === chosen) ?? null
  const gone = useGone()
  // Above the page stands where its dialogue is: that nobody answers here is the same news.
  const trouble = problem && (gone === null || problem.problem.code !== 'moved') ? sentenceOf(problem) : null
  return (
    <Frame title="" about={about}>
      {trouble ? (
        <Notice
          tone={problem?.problem.code === 'offline' ? 'offline' : 'error'}
          icon="refused"
          happened={t(trouble[0])}
          actions={<Button onClick={props.onAgain}>{t('again')}</Button>}
        >
          {t(trouble[1])}
        </Notice>
      ) : null}
      <main className="snapbody">
        <Taken props={props} naming={naming} />
        <div className="detail">
          {entry !== null ? (
            <Detail props={props} naming={naming} entry={entry} />
          ) : entries !== null && entries.length > 0 ? (
            <p className="lead quiet">{t('chooseOne')}</p>
          ) : null}
          <BoardFiles {...props.files} about={about} nameOf={nameOf} />
          <CodingsIn {...props.codingsIn} />
          <VoicesIn {...props.voicesIn} />
        </div>
      </main>
    </Frame>
  )
}
