/**
 * Who may have bytes now. A media element sends no header, so its address holds a ticket: of one session, for two hours, and
 * worth nothing once that session is. It is signed and kept nowhere: a film goes on when the server was started again.
 */
import type { DialogueId, LinkId, SiteId, TableId } from '@tablee/shared/ids'
import { isMaterialHash } from '@tablee/shared/ids'
import type { Captions, MaterialFile } from '@tablee/shared/materials/rows'
import type { Role } from '@tablee/shared/roles'
import type { MediaTicket } from '@tablee/shared/wire/uploads'
import { same, type ServerKey } from '../access/keys.ts'
import type { Session } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import type { MaterialLog } from './log.ts'
import { openedAt } from './opened.ts'
import type { Standing } from './ports.ts'

const lifetime = 2 * 3_600_000
const macLength = 16

/** A session by its name, as it stands now; null: it is over, or its seat is on another device. */
type Living = (session: Pick<Session, 'id' | 'link'>) => Session | null
export type MediaFile = Pick<MaterialFile, 'hash' | 'bytes' | 'name' | 'type'>
const asFile = ({ hash, bytes, name }: Captions): MediaFile => ({ hash, bytes, name, type: 'text/vtt' })

/** `siteOf`: where a table stands. */
export function createMedia({
  log,
  standing,
  siteOf,
  keyOf,
  living,
  clock,
}: {
  readonly log: Pick<MaterialLog, 'state'>
  readonly standing: Standing
  readonly siteOf: (table: TableId) => SiteId | null
  readonly keyOf: (dialogue: DialogueId) => ServerKey
  readonly living: Living
  readonly clock: Clock
}) {
  const macOf = (dialogue: DialogueId, said: string): Buffer => keyOf(dialogue).mac('media', [said], macLength)

  function issue({ id, link, dialogue }: Pick<Session, 'id' | 'link' | 'dialogue'>): MediaTicket {
    const until = clock() + lifetime
    const said = Buffer.from(JSON.stringify([until, id, link])).toString('base64url')
    return { ticket: `${said}.${macOf(dialogue, said).toString('base64url')}`, until }
  }

  function read(dialogue: DialogueId, ticket: string): Pick<Session, 'id' | 'link'> | null {
    const [said = '', mac = ''] = ticket.split('.')
    if (!same(Buffer.from(mac, 'base64url'), macOf(dialogue, said))) return null
    // Ours, from here on.
    const [until, id, link] = JSON.parse(Buffer.from(said, 'base64url').toString()) as [number, string, LinkId]
    return until > clock() ? { id, link } : null
  }

  /** Null where there is none, or none that they may see now. */
  function file(
    dialogue: DialogueId,
    { role, table }: { readonly role: Role; readonly table: TableId | null },
    hash: string,
  ): MediaFile | null {
    const day = standing(dialogue)
    if (day === null || !isMaterialHash(hash)) return null
    const state = log.state(dialogue)
    const now = clock()
    const site = role === 'citizen' ? (table === null ? null : siteOf(table)) : undefined
    const sees = (material: Parameters<typeof openedAt>[0]): boolean => {
      if (role !== 'citizen' && role !== 'observer') return true
      const opened = openedAt(material, state, day, now)
      return site === undefined ? opened.length > 0 : site !== null && opened.includes(site)
    }
    for (const material of state.materials.values()) {
      const found =
        material.files.find((one) => one.hash === hash) ??
        material.captions.flatMap((one) => (one.hash === hash ? asFile(one) : [])).at(0)
      if (found !== undefined && sees(material)) return found
    }
    return null
  }

  return {
    issue,
    file,
    /** Whose ticket it is, as they stand now; null where it opens nothing. */
    holder(dialogue: DialogueId, ticket: string): Session | null {
      const named = read(dialogue, ticket)
      const session = named === null ? null : living(named)
      return session === null || session.dialogue !== dialogue ? null : session
    },
  }
}
export type Media = ReturnType<typeof createMedia>
/** As whom somebody watches. */
export const watcher = { role: 'observer', table: null } as const satisfies { role: Role; table: TableId | null }
