/** The page that `start` prints: where to go, in the order in which a stranger tries it. */
import { inLang } from '@tablee/shared/dialogue/programme'
import { linkUrl } from './http/access-routes.ts'
import { foundUrl } from './http/found-routes.ts'
import type { Link } from './access/links.ts'
import { lanAddresses } from './access/origin.ts'
import type { Tablee } from './tablee.ts'

/** Holds links: for the terminal alone, never for the log. `here` is the first configured origin, else localhost. */
export function welcome(
  tablee: Pick<Tablee, 'config' | 'halls' | 'serverLink'>,
  { port, fresh, folder, elsewhere = 0 }: { port: number; fresh: boolean; folder: string; elsewhere?: number },
): string {
  const scheme = tablee.config.tls === null ? 'http' : 'https'
  // On this machine `localhost` is a secure origin: offline reload works there even without a certificate.
  const here = tablee.config.origins?.[0] ?? `${scheme}://localhost:${port}`
  const lan = lanAddresses().find((address) => !address.includes(':'))
  const lines = ['', `Tablée listens on ${here}`]
  const hall = tablee.config.origins === null && lan !== undefined ? `${scheme}://${lan}:${port}` : here
  if (hall !== here) lines.push(`Other devices of the hall: the same links with ${hall} in the place of ${here}`)
  // Whoever has https in front of it says so in the address.
  if (tablee.config.tls === null && !here.startsWith('https:'))
    lines.push(
      'Plain http: boards, phones and observers work; a page reloaded without a network does not (set TABLEE_TLS_CERT).',
    )
  const empty = tablee.halls.list().length === 0
  const none = elsewhere > 0 ? ' (its dialogues are at other nodes now)' : ' (no dialogue yet)'
  lines.push(`Data: ${folder}${fresh ? ' (new, with the demo)' : empty ? none : ''}`)

  for (const id of tablee.halls.list()) {
    const { access, dialogues } = tablee.halls.at(id)
    const dialogue = dialogues.dialogue(id)
    if (dialogue === null) continue
    const links = access.links.list(id).filter((link) => link.revokedAt === null)
    const of = (role: Link['role'], table: string | null = null): Link | undefined =>
      links.find((link) => link.role === role && link.table === table)
    const row = (label: string, link: Link | undefined, more = ''): void => {
      if (link !== undefined) lines.push(`  ${label.padEnd(24)} ${linkUrl(access, link, here)}${more}`)
    }
    lines.push('', ...standing(dialogue, dialogues.sites(id)))
    // One table per city: every card of every table is on the organiser's page.
    const shown = new Map<string, (typeof tables)[number]>()
    const tables = dialogues.tables(id)
    for (const table of tables) if (!shown.has(table.siteId)) shown.set(table.siteId, table)
    const codeOf = (link: Link | undefined): string | null => {
      const code = link === undefined ? null : access.links.derive(link).code
      return code === null ? null : `${code.slice(0, 4)}-${code.slice(4)}`
    }
    for (const table of shown.values()) {
      const citizen = of('citizen', table.id)
      const code = codeOf(citizen)
      row(`${table.site}, table ${table.number}, edit`, of('facilitator', table.id))
      row(
        `${table.site}, table ${table.number}, ${dialogue.consent === null ? 'read' : 'citizen'}`,
        citizen,
        code === null ? '' : `  (code ${code})`,
      )
    }
    for (const site of dialogues.sites(id))
      row(
        `${site.name}, the room`,
        links.find(({ role, sites }) => role === 'head' && sites?.includes(site.id) === true),
      )
    row('Watch, read-only', of('observer'))
    row('Snapshots', of('analyst'))
    row('Organiser, first run', of('organiser'))
    const [first] = shown.values()
    const code = first === undefined ? null : codeOf(of('citizen', first.id))
    if (first !== undefined && code !== null && dialogue.consent !== null)
      lines.push(
        `  Try it on your phone, in the same Wi-Fi: open ${hall}, code ${code} (table ${first.number}), take a seat`,
      )
  }
  lines.push(
    '',
    `Found a dialogue of your own, from its file, in a browser: ${foundUrl(tablee.serverLink.token(), here)}`,
    '',
    'Each link is a key: keep the organiser’s. A lost one is re-issued here by: pnpm tablee owner-link',
    '',
  )
  return lines.join('\n')
}

type Dialogues = ReturnType<Tablee['halls']['at']>['dialogues']
type Dialogue = NonNullable<ReturnType<Dialogues['dialogue']>>
type Site = ReturnType<Dialogues['sites']>[number]

/** Where its sites stand: in one line where all are in the same session. */
function standing({ title, lang, sessions }: Dialogue, sites: readonly Site[]): readonly string[] {
  const at = ({ clock: { course } }: Site): string => {
    const session = sessions.find(({ number }) => number === course.session)
    const named = session === undefined ? '' : inLang(session.title, lang)
    return `session ${course.session} of ${sessions.length}, ${named}${course.ended ? ' (the day is over)' : ''}`
  }
  const [first, ...others] = [...new Set(sites.map(at))]
  return others.length === 0
    ? [`${title}: ${first ?? ''}`]
    : [title, ...sites.map((site) => `  ${site.name}: ${at(site)}`)]
}
