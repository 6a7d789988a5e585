/** The map leaves the table: as a drawing, as a picture, on paper. What of it may leave the server says, each time. A file's name says whether people's words are in it. */
import { useState } from 'react'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { Icon } from '../../ui/icon.tsx'
import { kindMessages, partMessages, signWords, uiMessages } from '../../ui/messages/index.ts'
import { anchorOf, Menu, type Anchor, type MenuEntry } from '../../ui/menu.tsx'
import { mapMessages as sharedMapMessages } from '../../ui/map/messages/index.ts'
import { useTable } from '../context.ts'
import { mapMessages, messages } from '../messages/index.ts'
import { ownSession } from '../own-session.ts'

const ways = [
  ['svg', 'takeSvg', 'download'],
  ['png', 'takePng', 'download'],
  ['print', 'takePrint', 'on-paper'],
] as const

export function SaveMap() {
  const t = useT(mapMessages)
  const says = useT(messages)
  const shared = useT(uiMessages)
  const kinds = useT(kindMessages)
  const parts = useT(partMessages)
  const onMap = useT(sharedMapMessages)
  const { language } = useLanguage()
  const { status, printing, entries, act } = useTable()
  const [at, setAt] = useState<Anchor | null>(null)
  const [busy, setBusy] = useState(false)
  if (printing === null || status === null || entries.list.length === 0) return null

  async function take(as: 'svg' | 'png' | 'print', withWords: boolean): Promise<void> {
    if (printing === null || status === null || busy) return
    setBusy(true)
    try {
      await drawn(as, withWords, printing, status)
    } catch {
      // The part of the page that draws did not come.
      act.set({ told: `${parts('missing')} ${parts('safe')}` })
    } finally {
      setBusy(false)
    }
  }

  async function drawn(
    as: 'svg' | 'png' | 'print',
    withWords: boolean,
    print: NonNullable<typeof printing>,
    now: NonNullable<typeof status>,
  ): Promise<void> {
    const [answer, { takeMap }] = await Promise.all([print(), import('./take.ts')])
    if (!answer.ok) act.set({ problem: answer.problem })
    else {
      const map = answer.value
      const session = ownSession(now)
      const when = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(Date.now())
      const made = await takeMap(as, map, `tablee-table-${now.tableNumber}-map${withWords ? '-words' : ''}`, {
        lang: language,
        withWords,
        title: map.question,
        about: [
          `${says('table', { n: map.table })} ${map.site}`.trim(),
          says('session', { session: session.number, sessions: now.clock.sessions, title: session.title }),
          when,
          t('entries', { n: map.entries.length }),
        ]
          .filter(Boolean)
          .join(' · '),
        kind: (kind) => kinds(kind),
        ifWord: signWords[language].if,
        people: (n) => shared('peopleWords', { n }),
        loose: onMap('loose'),
        legend: t('legend'),
        withheld: map.withheld > 0 ? t('withheld', { n: map.withheld }) : null,
      })
      if (!made) act.set({ told: t('noPicture') })
    }
  }

  const choices: MenuEntry[] = [true, false].flatMap((withWords): MenuEntry[] => [
    ...(withWords ? [] : ['line' as const]),
    { head: t(withWords ? 'takeWith' : 'takeWithout') },
    ...ways.map(([as, label, icon]) => ({ label: t(label), icon, run: () => void take(as, withWords) })),
  ])
  return (
    <>
      <button
        type="button"
        className="take-map map-overlay"
        title={t('take')}
        aria-label={t('take')}
        aria-haspopup="menu"
        aria-busy={busy}
        onClick={(event) => setAt(anchorOf(event.currentTarget))}
      >
        <Icon name="download" />
      </button>
      {at ? <Menu label={t('take')} entries={choices} at={at} onClose={() => setAt(null)} /> : null}
    </>
  )
}
