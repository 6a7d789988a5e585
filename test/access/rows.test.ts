/** Who may come in, as rows of a log: what they hold, when a revocation counts, and folders that kept tables instead. */
import { accessDoc } from '@tablee/shared/documents'
import type { AccessRow } from '@tablee/shared/access/rows'
import type { DeviceId, DialogueId, LinkId, TableId, SeatCode } from '@tablee/shared/ids'
import { everyAudience } from '@tablee/shared/view/audiences'
import { createAccess } from '@tablee/server/access/access'
import { bringAccess, dropOldAccess } from '@tablee/server/access/bring'
import { dialogueKey } from '@tablee/server/access/dialogue-keys'
import { serverKey, sha256 } from '@tablee/server/access/keys'
import { deriveSecrets } from '@tablee/server/access/links'
import { accessMigration } from '@tablee/server/access/migration'
import { memoryJournal } from '@tablee/server/journal/memory'
import type { Journal } from '@tablee/server/journal/port'
import { openJournal } from '@tablee/server/journal/sqlite'
import { openDatabase } from '@tablee/server/store/database'
import { describe, expect, it } from 'vitest'
import { withHeld } from '../record/held.ts'
import { done, seededBytes } from '../support/server.ts'
import { staying } from '../support/staying.ts'
import { askedLog } from '../support/slowLog.ts'

const dialogue = 'd1' as DialogueId
const table = 't3' as TableId
const day = 24 * 3_600_000
const key = serverKey(new Uint8Array(32).fill(7))

function accessOn(journal: Journal, clock: () => number, seed = 'rows') {
  return createAccess({
    audiences: everyAudience,
    dialogue,
    journal,
    key,
    places: {
      table: (id: string) => (id === table ? { dialogue, number: 3, seats: 6 } : null),
      dialogue: (id: string) => (id === dialogue ? { id: dialogue } : null),
      seating: staying({ 3: table }),
    },
    documents: { place: () => null },
    holders: { asked: () => false, holds: () => false },
    clock,
    random: seededBytes(seed),
  })
}
type Access = Awaited<ReturnType<typeof accessOn>>
const bearer = (secret: string) => `Bearer ${secret}`
const rowsOf = async (journal: Journal): Promise<readonly AccessRow[]> =>
  (await Array.fromAsync(journal.commands(accessDoc(dialogue)))).map(
    ({ data }) => JSON.parse(new TextDecoder().decode(data)) as AccessRow,
  )
const card = (access: Access) => access.links.issue({ role: 'citizen', dialogue, table, label: 'A card' }).then(done)
const enter = (access: Access, token: string, device: string, seat?: string) =>
  access.exchange({ token, device, ...(seat === undefined ? {} : { seat: seat as SeatCode }) }, '192.0.2.7').then(done)

describe('the rows of access', () => {
  it('[ACC31] hold what opens nothing and tells of nobody: no secret, no address, nothing but what is needed to come back', async () => {
    const journal = memoryJournal({ clock: () => 1_000, through: askedLog })
    const access = await accessOn(journal, () => 1_000)
    const link = await card(access)
    const { token } = access.links.derive(link)
    const { secret, session } = await enter(access, token, 'phone-7', 'T3-04')
    await access.sessions.sits(session.id, 'T3-05' as never)
    done(await access.links.renew(link.id))
    done(await access.links.revoke(link.id))
    await access.sessions.close(session.id)
    const rows = await rowsOf(journal)
    expect(rows.map(({ kind }) => kind)).toEqual(['issue', 'begin', 'sit', 'renew', 'revoke', 'end'])
    const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))].sort()
    expect(fields).toEqual(
      (
        'codeFrom codeUntil command createdAt device expiresAt generation kind label link revokedAt role ' +
        'seat session table until'
      ).split(' '),
    )
    const text = JSON.stringify(
      (await Array.fromAsync(journal.commands(accessDoc(dialogue)))).map((row) => [row.author, row.device]),
    )
    expect(new Set(JSON.parse(text) as unknown[]).size).toBe(6)
    for (const one of [secret, token, '192.0.2.7']) expect(JSON.stringify(rows) + text).not.toContain(one)
    expect(text).not.toContain('phone-7')
    // And all that is known is in them.
    const again = await accessOn(journal, () => 1_000)
    expect(again.links.list(dialogue)).toEqual(access.links.list(dialogue))
    expect(again.authorise(bearer(secret))).toBeNull()
  })

  it('[ACC32] a link that is being withdrawn opens nothing; it is told when it has landed, and one that does not land never was', async () => {
    const held = withHeld(memoryJournal({ clock: () => 1_000, through: askedLog }))
    const access = await accessOn(held.journal, () => 1_000)
    const landed = async <T>(work: Promise<T>): Promise<T> => (held.land(), work)
    const link = await landed(card(access))
    const { token } = access.links.derive(link)
    const { secret, session } = await landed(enter(access, token, 'tablet'))
    const told: LinkId[] = []
    access.onRevoked((id) => told.push(id))

    const failing = access.links.revoke(link.id)
    expect([access.again(session), access.authorise(bearer(secret)), access.links.byToken(token)]).toEqual([
      null,
      null,
      null,
    ])
    expect(await access.exchange({ token, device: 'late' }, 'hall')).toMatchObject({
      problem: { code: 'link-unknown' },
    })
    // What is said of it is what is on the disk.
    expect(access.links.list(dialogue)[0]?.revokedAt).toBeNull()
    held.fail()
    expect(await failing).toEqual({ ok: false, problem: { code: 'journal-unavailable' } })
    expect(told).toEqual([])
    expect(access.again(session)?.device).toBe('tablet')

    // Two at once: one was it. Somebody who comes in at that moment is not in.
    const coming = access.exchange({ token, device: 'just-then' }, 'hall')
    const both = [access.links.revoke(link.id), access.links.revoke(link.id)]
    expect(told).toEqual([])
    held.land()
    expect(await Promise.all(both)).toEqual([
      { ok: true, value: true },
      { ok: true, value: false },
    ])
    expect(told).toEqual([link.id])
    expect(await coming).toMatchObject({ problem: { code: 'link-unknown' } })
    expect(access.again(session)).toBeNull()
  })
})

/** As the version before wrote it. */
function oldFolder() {
  const database = openDatabase(':memory:', { migrations: [accessMigration] })
  const link = database.prepare(
    `INSERT INTO link (id, role, dialogue, place, seat, label, generation, created_at, expires_at, code_from, code_until, revoked_at)
     VALUES (?, ?, 'd1', ?, NULL, ?, ?, ?, NULL, NULL, NULL, ?)`,
  )
  link.run('card', 'citizen', 't3', 'Table 3', 2, 10, null)
  link.run('lost', 'reporter', 't3', '', 1, 20, 500)
  link.run('watch', 'observer', null, 'Watch', 1, 30, null)
  const session = database.prepare(
    'INSERT INTO session (hash, link, generation, device, seat, created_at, expires_at) VALUES (?, ?, ?, ?, ?, 0, ?)',
  )
  session.run(sha256('who-is-in'), 'card', 2, 'phone', 'T3-02', day)
  session.run(sha256('before-it-was-issued-anew'), 'card', 1, 'phone', null, day)
  session.run(sha256('was-withdrawn'), 'lost', 1, 'phone', null, day)
  session.run(sha256('was-long-ago'), 'card', 2, 'phone', null, 900)
  return database
}

describe('a folder of the version that kept tables', () => {
  it('[ACC33] becomes rows once, however often it is broken off: cards open, who was in stays in, what was withdrawn stays so', async () => {
    const database = oldFolder()
    const clock = () => 1_000
    for (let start = 1; start <= 3; start += 1) await bringAccess(database, clock, `server-${start}`)
    dropOldAccess(database)
    await bringAccess(database, clock, 'server-4')
    const journal = openJournal({ database, clock, server: 'server-5', through: askedLog })
    expect((await rowsOf(journal)).map(({ kind }) => kind)).toEqual([
      'key',
      'issue',
      'issue',
      'revoke',
      'issue',
      'begin',
    ])
    const access = await accessOn(journal, clock)
    expect(access.links.list(dialogue)).toMatchObject([
      { id: 'card', role: 'citizen', table: 't3', generation: 2, createdAt: 10, revokedAt: null, label: 'Table 3' },
      { id: 'lost', role: 'reporter', createdAt: 20, revokedAt: 500 },
      { id: 'watch', role: 'observer', table: null, createdAt: 30 },
    ])
    const [of, lost, watch] = access.links.list(dialogue).map((link) => deriveSecrets(key, link))
    expect(access.links.byToken(of?.token ?? '')?.id).toBe('card')
    expect(access.links.byCode(of?.code ?? '')?.id).toBe('card')
    expect(access.links.byPath(watch?.path ?? '')?.id).toBe('watch')
    expect(access.links.byToken(lost?.token ?? '')).toBeNull()
    expect(access.authorise(bearer('who-is-in'))).toMatchObject({ device: 'phone', seat: 'T3-02', role: 'citizen' })
    for (const secret of ['before-it-was-issued-anew', 'was-withdrawn', 'was-long-ago'])
      expect(access.authorise(bearer(secret)), secret).toBeNull()
    journal.close()
    database.close()
  })
})

describe('a session that is over', () => {
  it('[ACC34] leaves nothing but that somebody came in; who is in stays in', async () => {
    let now = 1_000
    const database = openDatabase(':memory:')
    const journal = openJournal({ database, clock: () => now, server: 's', through: askedLog })
    const access = await accessOn(journal, () => now)
    const { token } = access.links.derive(await card(access))
    const left = await enter(access, token, 'phone-that-left', 'T3-01')
    await access.sessions.close(left.session.id)
    const expired = await enter(access, token, 'phone-of-last-week', 'T3-02')
    expect(expired.session.device).toBe('phone-of-last-week' as DeviceId)
    now += 6 * day
    const here = await enter(access, token, 'phone-here', 'T3-03')
    now += 2 * day

    const next = await accessOn(journal, () => now)
    expect(await next.purge()).toBe(3)
    const rows = JSON.stringify(await rowsOf(journal))
    for (const gone of ['phone-that-left', 'phone-of-last-week', 'T3-01', 'T3-02', left.session.id, expired.session.id])
      expect(rows).not.toContain(gone)
    expect((await rowsOf(journal)).map(({ kind }) => kind)).toEqual(['issue', 'past', 'past', 'past', 'begin'])
    expect(next.authorise(bearer(here.secret))).toMatchObject({ device: 'phone-here', seat: 'T3-03' })
    expect(next.links.byToken(token)).not.toBeNull()
    expect(await next.purge()).toBe(0)
    journal.close()
    database.close()
  })
})

describe('a server that runs for weeks', () => {
  it('[ACC34] empties the rows of sessions that are over each day, and loses nobody who comes in or leaves meanwhile', async () => {
    let now = 1_000
    const database = openDatabase(':memory:')
    const journal = openJournal({ database, clock: () => now, server: 's' })
    const access = await accessOn(journal, () => now)
    const { token } = access.links.derive(await card(access))
    await enter(access, token, 'phone-of-last-week', 'T3-01')
    now += 8 * day
    const here = await enter(access, token, 'phone-here', 'T3-02')
    const rows = async () => JSON.stringify(await rowsOf(journal))
    expect(await rows()).toContain('phone-of-last-week')
    await access.tend()
    expect(await rows()).not.toContain('phone-of-last-week')
    // Within the day nothing is looked at again; a day later it is, and others come in and leave while it is.
    await access.sessions.close(here.session.id)
    now += day - 1
    await access.tend()
    expect(await rows()).toContain('phone-here')
    now += 1
    const coming = ['phone-1', 'phone-2'].map((device) => enter(access, token, device))
    const due = access.tend()
    const come = await Promise.all([...coming, enter(access, token, 'phone-3')])
    await due
    expect(await rows()).not.toContain('phone-here')
    for (const { secret, session } of come) {
      expect(await rows()).toContain(session.device)
      expect(access.authorise(bearer(secret))).toMatchObject({ device: session.device })
    }
    await access.sessions.close(come[0]?.session.id ?? '')
    const next = await accessOn(journal, () => now)
    expect(come.map(({ secret }) => next.authorise(bearer(secret))?.device ?? null)).toEqual([
      null,
      'phone-2',
      'phone-3',
    ])
    journal.close()
    database.close()
  })
})

describe('the key of a dialogue', () => {
  const secretsOf = (access: Access, of: DialogueId) => access.links.list(of).map((link) => access.links.derive(link))

  it('[ACC35] is its own: of two dialogues nothing is derived alike, and one goes to another machine without the server’s', async () => {
    const journal = memoryJournal({ clock: () => 1_000, through: askedLog })
    const access = await accessOn(journal, () => 1_000)
    const other = 'd2' as DialogueId
    for (const of of [dialogue, other, dialogue]) done(await access.keys.begin(of))
    const link = await card(access)
    const [one, two] = [access.keys.of(dialogue), access.keys.of(other)]
    for (const derived of [two, key, access.keys.of(null)])
      expect(one.mac('paper', ['x'], 16)).not.toEqual(derived.mac('paper', ['x'], 16))
    const { token, code } = access.links.derive(link)
    expect(token).toBe(deriveSecrets(dialogueKey(key, dialogue, 1), link).token)
    expect(token).not.toBe(deriveSecrets(key, link).token)
    expect(access.links.byToken(token)?.id).toBe(link.id)
    expect(access.links.byCode(code ?? '')?.id).toBe(link.id)
    // The card of one says nothing to the other, though both came from one hand.
    expect(access.links.byToken(deriveSecrets(two, link).token)).toBeNull()
    // It is found again by the next process, and no row holds it.
    const next = await accessOn(journal, () => 1_000)
    expect(secretsOf(next, dialogue)).toEqual([access.links.derive(link)])
    expect((await rowsOf(journal))[0]).toEqual({ kind: 'key', command: 'key 1', of: 'dialogue', generation: 1 })
  })

  it('[ACC35] is the server’s where a dialogue stood before: cards, sheets and names of views stay what they were', async () => {
    const database = oldFolder()
    await bringAccess(database, () => 1_000, 'server-1')
    dropOldAccess(database)
    const journal = openJournal({ database, clock: () => 1_000, server: 'server-2', through: askedLog })
    const access = await accessOn(journal, () => 1_000)
    expect((await rowsOf(journal))[0]).toMatchObject({ kind: 'key', of: 'server' })
    // Nor does it get another one by being founded again.
    done(await access.keys.begin(dialogue))
    expect(access.keys.of(dialogue)).toBe(key)
    expect(secretsOf(access, dialogue)).toEqual(access.links.list(dialogue).map((link) => deriveSecrets(key, link)))
    journal.close()
    database.close()
  })
})
