/**
 * Capability links: anyone who holds one may enter with its role. A link is a row without a secret; its token, its
 * observer's path and its short code are derived from a key, the link's id and its generation. Revoking is a row, and
 * re-issuing raises the generation: both end every session and socket the old one had opened. Who may enter is asked of
 * what is staged, so that nothing is judged by a link whose revocation is on its way; it is told when it has landed.
 */
import { counts, current, type LinkState } from '@tablee/shared/access/fold'
import type { AccessRow } from '@tablee/shared/access/rows'
import { plainText } from '@tablee/shared/board/text'
import {
  isId,
  newId,
  type DialogueId,
  type LinkId,
  type RandomBytes,
  type SeatCode,
  type SiteId,
  type TableId,
} from '@tablee/shared/ids'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import type { Role } from '@tablee/shared/roles'
import { everybody, observers, type Audience } from '@tablee/shared/view/audiences'
import type { Clock } from '../clock.ts'
import type { KeyOf } from './dialogue-keys.ts'
import { base32, readCode, same, sha256, type ServerKey } from './keys.ts'
import { problemIn, type AccessLog } from './log.ts'

export type Link = LinkState & { readonly dialogue: DialogueId }

export type NewLink = {
  readonly role: Role
  readonly dialogue: DialogueId
  readonly table?: TableId | null
  /** Of who has some sites' rooms. */
  readonly sites?: readonly SiteId[]
  readonly seat?: SeatCode | null
  /** Of who watches; left out: observers. */
  readonly audience?: Audience
  readonly label?: string
  readonly expiresAt?: number | null
  /** When the short code counts: the event's window. */
  readonly codeFrom?: number | null
  readonly codeUntil?: number | null
}

/** On the card that a founding hands out first, which has nobody’s name on it. */
export const firstRun = 'First run'

export type Secrets = {
  readonly token: string
  /** The 128-bit id in `/watch/:link`, of who watches. */
  readonly path: string | null
  /** Eight characters to type, for citizens. */
  readonly code: string | null
}

/** Who holds the id of `/watch/:link`, and which audience's views it opens. */
export type Watcher = Pick<Link, 'id' | 'dialogue'> & { readonly audience: Audience }

export type Links = ReturnType<typeof createLinks>

/** Told what leads to a dialogue, before anybody knows which hall to ask (`directory`): links, codes, sessions. */
export type Leads = {
  lead(dialogue: DialogueId, what: 'link' | 'watch' | 'code' | 'session', id: string): () => void
  leadsTo(what: 'code', id: string): DialogueId | null
}
export const noLeads: Leads = { lead: () => () => undefined, leadsTo: () => null }

/** Who may come in by eight signs: what these open is little enough for what can be guessed, and a translator's laptop scans nothing. */
const coded: ReadonlySet<Role> = new Set(['citizen', 'translator'])

const signature = (key: ServerKey, id: string, generation: number): Buffer => key.mac('link', [id, generation], 16)

/**
 * The same for the same key, id, role and generation, at any time. `path` is null for all but observers, `code` for all
 * but those of `coded`; the code is as it is typed, without a hyphen.
 */
export function deriveSecrets(key: ServerKey, link: { id: string; role: Role; generation: number }): Secrets {
  return {
    token: `${link.id}.${signature(key, link.id, link.generation).toString('base64url')}`,
    path: link.role === 'observer' ? base32(key.mac('path', [link.id, link.generation], 17), 26).toLowerCase() : null,
    code: coded.has(link.role) ? base32(key.mac('code', [link.id, link.generation], 5), 8) : null,
  }
}

/** Look-ups go by what cannot be guessed from how long they take. Keyed, because 40 bits of a code fall to a search. */
export const codeHash = (key: ServerKey, code: string): string => key.mac('code-hash', [code], 32).toString('hex')
/** Unkeyed: a path has 128 bits, which no search finds. */
export const pathHash = (path: string): string => sha256(path)

const issueRow = (link: LinkId, one: NewLink, createdAt: number): AccessRow => ({
  kind: 'issue',
  command: link,
  link,
  role: one.role,
  table: one.table ?? null,
  ...(one.sites === undefined ? {} : { sites: one.sites }),
  seat: one.seat ?? null,
  ...(one.audience === undefined ? {} : { audience: one.audience.name }),
  // A name or a purpose, on one line: it is printed, and told at the table to which they come.
  label: plainText(one.label ?? '')
    .replace(/\s+/g, ' ')
    .trim(),
  generation: 1,
  createdAt,
  expiresAt: one.expiresAt ?? null,
  codeFrom: one.codeFrom ?? null,
  codeUntil: one.codeUntil ?? null,
})

/** What leads to a link, made from what is committed. */
function lookups(dialogue: DialogueId, known: Leads, server: ServerKey) {
  /** With the generation that the path is of: an older one opens nothing from when the renewal is on its way. */
  const ofPath = new Map<string, Pick<LinkState, 'id' | 'generation'>>()
  const ofCode = new Map<string, LinkId>()
  const leads = new Map<LinkId, readonly (() => void)[]>()

  function lead<To>(of: Map<string, To>, name: string, to: To): () => void {
    of.set(name, to)
    return () => void (of.get(name) === to && of.delete(name))
  }
  function note({ id, generation }: LinkState, { path, code }: Secrets): void {
    for (const forget of leads.get(id) ?? []) forget()
    const [watch, typed] = [path && pathHash(path), code && codeHash(server, code)]
    leads.set(id, [
      known.lead(dialogue, 'link', id),
      ...(watch === null ? [] : [lead(ofPath, watch, { id, generation }), known.lead(dialogue, 'watch', watch)]),
      ...(typed === null ? [] : [lead(ofCode, typed, id), known.lead(dialogue, 'code', typed)]),
    ])
  }
  return { ofPath, ofCode, note }
}

/**
 * All of one dialogue, `log` being open. Each takes its look-ups from the log at once and follows it until `close`;
 * sockets of a link end only by whoever listens to `onRevoked`.
 */
export function createLinks({
  dialogue,
  log,
  keyOf,
  server,
  leads: known,
  audiences,
  clock,
  random,
}: {
  dialogue: DialogueId
  log: AccessLog
  keyOf: KeyOf
  leads: Leads
  audiences: readonly Audience[]
  /** For what is looked up before its dialogue is known. */
  server: ServerKey
  clock: Clock
  random: RandomBytes
}) {
  const listeners = new Set<(link: LinkId) => void>()
  const tell = (link: LinkId): void => {
    for (const listener of listeners) listener(link)
  }

  const of = (link: LinkState): Link => ({ ...link, dialogue })
  const linkOf = (link: LinkState | null | undefined): Link | null => (link ? of(link) : null)
  const derive = (link: Pick<Link, 'id' | 'dialogue' | 'role' | 'generation'>): Secrets =>
    deriveSecrets(keyOf(link.dialogue), link)

  const { ofPath, ofCode, note } = lookups(dialogue, known, server)
  function lead(id: LinkId): void {
    const link = log.state(dialogue).links.get(id)
    if (link !== undefined) note(link, derive(of(link)))
  }
  const leadAll = (): void => log.state(dialogue).links.forEach(({ id }) => lead(id))
  leadAll()
  const stop = log.onChange(({ row }) => {
    if (row.kind === 'key') leadAll()
    if (row.kind === 'issue' || row.kind === 'renew') lead(row.link)
    if (row.kind === 'revoke' || row.kind === 'renew') tell(row.link)
  })

  const find = (id: string): Link | null => linkOf(log.staged(dialogue).links.get(id as LinkId))
  const alive = (id: string | undefined): Link | null => {
    const link = id === undefined ? null : find(id)
    return link !== null && counts(link, clock()) ? link : null
  }
  /** As it is told: only what is on the disk. */
  const told = (id: LinkId): Link | null => linkOf(log.state(dialogue).links.get(id))
  function isTaken({ code }: Secrets): boolean {
    const typed = code && codeHash(server, code)
    return typed !== null && (ofCode.has(typed) || known.leadsTo('code', typed) !== null)
  }

  /** All in one turn: a founding's cards share the journal's group. */
  async function issueAll(wanted: readonly NewLink[]): Promise<Result<readonly Link[]>> {
    const ids = wanted.map(({ role, dialogue }) => {
      for (;;) {
        const id = newId<LinkId>(random)
        // Two of 2^40 codes may coincide; then another id is drawn.
        if (!isTaken(derive({ id, dialogue, role, generation: 1 }))) return id
      }
    })
    const landed = await Promise.all(
      wanted.map((one, n) => {
        const link = ids[n] ?? newId<LinkId>(random)
        return log.append(one.dialogue, issueRow(link, one, clock()))
      }),
    )
    const problem = problemIn(landed)
    return problem === null ? ok(ids.flatMap((id) => told(id) ?? [])) : fail(problem)
  }

  const gone: Problem = { code: 'not-found', what: 'link' }

  return {
    issueAll,
    async issue(wanted: NewLink): Promise<Result<Link>> {
      const issued = await issueAll([wanted])
      const [link] = issued.ok ? issued.value : []
      if (!issued.ok) return issued
      return link === undefined ? fail(gone) : ok(link)
    },
    derive,
    list: (dialogue: DialogueId): readonly Link[] =>
      [...log.state(dialogue).links.values()].map((link) => ({ ...link, dialogue })),
    get: find,
    /** The link of this id and generation, unless it was revoked, re-issued or has expired. */
    current: (id: LinkId, generation: number): Link | null =>
      linkOf(current(log.staged(dialogue), id, generation, clock())),
    byToken(token: string): Link | null {
      const [id = '', signed = ''] = token.split('.')
      if (!isId(id) || signed.length !== 22) return null
      const link = alive(id)
      return link !== null &&
        same(Buffer.from(signed, 'base64url'), signature(keyOf(link.dialogue), link.id, link.generation))
        ? link
        : null
    },
    byCode(typed: string): Link | null {
      const code = readCode(typed)
      const link = code === null ? null : alive(ofCode.get(codeHash(server, code)))
      // One that is being issued anew has another code by then.
      if (link === null || derive(link).code !== code) return null
      const now = clock()
      return (link.codeFrom !== null && now < link.codeFrom) || (link.codeUntil !== null && now >= link.codeUntil)
        ? null
        : link
    },
    /** One of an audience that this server does not have opens nothing. */
    byPath(path: string): Watcher | null {
      // Two hashes are equal only of one path: nothing is derived anew for each who comes to watch.
      const made = ofPath.get(pathHash(path))
      const link = alive(made?.id)
      if (link === null || link.generation !== made?.generation) return null
      const audience = audiences.find(({ name }) => name === (link.audience ?? observers.name))
      return audience === undefined ? null : { id: link.id, dialogue, audience }
    },
    /** All that open something to who watches, by the hashes of their paths. */
    watching: (): readonly (Pick<Watcher, 'id'> & { readonly hash: string; readonly audience: string })[] =>
      [...ofPath].flatMap(([hash, { id, generation }]) => {
        const link = alive(id)
        return link?.generation === generation ? [{ hash, id, audience: link.audience ?? observers.name }] : []
      }),
    /** Whether a card of this audience, of whatever state, was ever issued. */
    hasHad: (audience: string): boolean =>
      [...log.state(dialogue).links.values()].some((link) => link.audience === audience),
    /** Whether one of this audience lives. */
    isOpen: (audience: string): boolean =>
      [...log.staged(dialogue).links.values()].some((link) => link.audience === audience && counts(link, clock())),
    /** True when it counted until now; answered when it is on the disk. Listeners have run by then: sockets are gone. */
    async revoke(id: LinkId): Promise<Result<boolean>> {
      const link = find(id)
      if (link === null) return ok(false)
      const row = { kind: 'revoke', command: newId(random), link: id, revokedAt: clock() } as const
      const done = await log.append(link.dialogue, row, ({ links }) =>
        links.get(id)?.revokedAt === null ? null : gone,
      )
      if (done.ok) return ok(true)
      return done.problem === gone ? ok(false) : done
    },
    /**
     * A new token, path and code for a lost link; the old ones and all they opened end. What was closed to the public is opened
     * again by nobody who only asks for another card: that takes a new one.
     */
    async renew(id: LinkId): Promise<Result<Link>> {
      const link = find(id)
      if (link === null) return fail(gone)
      if (link.audience === everybody.name && !counts(link, clock())) return fail(gone)
      let generation = link.generation + 1
      while (isTaken(derive({ ...link, generation }))) generation += 1
      const done = await log.append(link.dialogue, { kind: 'renew', command: newId(random), link: id, generation })
      const renewed = told(id)
      if (!done.ok) return done
      return renewed === null ? fail(gone) : ok(renewed)
    },
    /** Called with each link that stops counting: revoked, re-issued, or found expired by `sweep`. */
    onRevoked(listener: (link: LinkId) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Ends the sockets of links that expired since `after`; new requests are refused at once without it. */
    sweep(after: number): void {
      const now = clock()
      for (const { id, expiresAt } of log.state(dialogue).links.values())
        if (expiresAt !== null && expiresAt > after && expiresAt <= now) tell(id)
    },
    close: stop,
  }
}
