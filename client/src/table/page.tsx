/** `/table/:board`: finds who this tab is, opens the link, hands it to the screen. */
// First: what comes after it is evaluated while the link is on its way.
import { takeLink } from './preopen.ts'
import type { PrintedMap } from '@tablee/shared/wire/printed'
import { startTransition, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { measuring, thisServer } from '../hold/server-time.ts'
import { thisPage } from '../hold/world.ts'
import { useT } from '../i18n/index.tsx'
import { openApi } from '../link/api.ts'
import type { Elsewhere } from '../link/elsewhere.ts'
import { copiesOf } from '../link/copies.ts'
import { browser } from '../link/environment.ts'
import type { TableLink } from '../link/link.ts'
import { openPrints } from '../link/prints.ts'
import { headHere, knownSession, roomToldHere, unsavedHere } from '../link/session.ts'
import { CopiesContext } from '../ui/copies/copies-now.tsx'
import { PlainPage } from '../ui/plain-page.tsx'
import { backPort } from './back/port.ts'
import { callsPort } from './calls/port.ts'
import { DictateContext, openDictation } from './dictate/port.ts'
import { historyPort } from './history/port.ts'
import { hashOf, keepInAddress, sightOf } from './in-address.ts'
import { useLedAway } from './led-away.ts'
import { partedAt, useElsewhere } from './typed-elsewhere.ts'
import { materialsPort } from './materials/port.ts'
import { messages } from './messages/index.ts'
import { paperPort } from './paper/port.ts'
import { policyPort } from './observers/policy.ts'
import { headOf } from './screen/kept-head.tsx'
import { TableScreen } from './screen/screen.tsx'
import { can } from '@tablee/shared/roles'
import { askedPort } from './asked.tsx'
import { translationsPort } from './translated.tsx'
import { voicesPort } from './voices/port.ts'

const onSight = (sight: Parameters<typeof hashOf>[0], narrow: boolean) => keepInAddress(hashOf(sight, narrow))

export default function TablePage({ board }: { board: string }) {
  const t = useT(messages)
  const [, navigate] = useLocation()
  const [opened, setOpened] = useState<{ readonly of: string; readonly link: TableLink | 'unknown' } | null>(null)
  // Led to another board, the screen of that one must not begin on the link of the last: it would take up the sentence that is
  // half typed there, and it would be added here and be offered there again.
  const link = opened?.of === board ? opened.link : null
  const api = useMemo(() => openApi(browser(), () => knownSession(browser(), { board })), [board])
  const copies = useMemo(() => copiesOf(api), [api])
  const policy = useMemo(() => policyPort(api, board), [api, board])
  const print = useCallback(() => api.get<PrintedMap>(`/api/boards/${board}/map`), [api, board])
  const calls = useMemo(() => {
    const told = roomToldHere(browser(), knownSession(browser(), { board }))
    return callsPort(api, board, told, () => Date.now() + (thisServer.offset() ?? 0))
  }, [api, board])
  const [head, unsaved] = useMemo(() => {
    const session = knownSession(browser(), { board })
    const kept = headHere(browser(), session, board)
    return [{ kept, known: session && headOf(session) }, unsavedHere(browser(), session, board)] as const
  }, [board])
  const back = useMemo(() => backPort(api, board), [api, board])
  const voices = useMemo(() => voicesPort(api, board), [api, board])
  const materials = useMemo(() => {
    const who = () => knownSession(browser(), { board })
    const session = who()
    return session === null ? null : materialsPort(api, browser().origin, session.me.dialogue, who)
  }, [api, board])
  const translated = useMemo(() => translationsPort(api, board), [api, board])
  const asked = useMemo(() => {
    const session = knownSession(browser(), { board })
    return session !== null && can(session.me.role, 'translation.answer') ? askedPort(api) : null
  }, [api, board])
  // The person who scanned a sheet of paper wants to type it in.
  const [paperFirst] = useState(() => new URLSearchParams(location.search).has('paper'))
  const paper = useMemo(() => {
    const session = knownSession(browser(), { board })
    if (session === null) return null
    const who = () => knownSession(browser(), { board })
    return paperPort(api, board, openPrints(browser(), api, who, session.me.dialogue))
  }, [api, board])
  const dictate = useMemo(() => openDictation(board, () => knownSession(browser(), { board })), [board])
  const history = useMemo(() => historyPort(browser(), () => knownSession(browser(), { board }), board), [board])
  // A board that nobody changes says nothing for hours, and a clock that is told once drifts.
  useEffect(() => measuring(() => api.get(`/api/boards/${board}`), thisPage), [api, board])
  const first = useRef(true)
  /** The board to which all tables were led last; any other was chosen. */
  const led = useRef<string | null>(null)
  /** From which board it was led there, where somebody was writing. */
  const left = useRef<string | null>(null)
  useLayoutEffect(() => {
    const taken = takeLink(board)
    const show = () => setOpened({ of: board, link: taken ?? 'unknown' })
    // What the server sends meanwhile is taken in between, and often is there before the first screen is finished. From
    // one board to the next there is no time in between: nothing of the one may show as the other.
    if (first.current) startTransition(show)
    else show()
    first.current = false
    return () => taken?.close()
  }, [board])
  const onOpen = useCallback(
    (next: string) => {
      // Who goes back to it has found it.
      if (left.current === next) left.current = null
      navigate(`/table/${next}`)
    },
    [navigate],
  )
  const onMove = useCallback(
    (next: string, wrote: boolean) => {
      led.current = next
      left.current = wrote ? board : null
      onOpen(next)
    },
    [board, onOpen],
  )
  /** What was typed at the board that its person has just been led away from. */
  const gone = useRef<Elsewhere[]>([])
  const onAway = useCallback(
    (next: string) => {
      if (link !== null && link !== 'unknown') gone.current = [...partedAt(board, link)]
      onMove(next, false)
    },
    [board, link, onMove],
  )
  const typed = useElsewhere(
    board,
    useCallback(() => gone.current.splice(0), []),
  )
  useLedAway(link === 'unknown' ? null : link, board, api, onAway)
  if (link === null) return null
  if (link === 'unknown') return <PlainPage title={t('whoAreYou')} how={t('whoAreYouHow')} onward={t('toJoin')} />
  return (
    <DictateContext value={dictate}>
      <CopiesContext value={copies}>
        <TableScreen
          key={board}
          led={led.current === board}
          left={led.current === board ? left.current : null}
          link={link}
          typed={typed}
          onMove={onMove}
          onOpen={onOpen}
          policy={policy}
          history={history}
          voices={voices}
          calls={calls}
          paper={paper}
          print={print}
          back={back}
          materials={materials}
          translated={translated}
          asked={asked}
          onSight={onSight}
          head={head}
          unsaved={unsaved}
          first={paperFirst ? { tab: 'voices', side: 'map' } : sightOf(location.hash)}
        />
      </CopiesContext>
    </DictateContext>
  )
}
