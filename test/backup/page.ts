/** What the organiser's page does with backups, over HTTP. */
import { readFileSync } from 'node:fs'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import type { Role } from '@tablee/shared/roles'
import type { SessionAnswer } from '@tablee/shared/wire/access'
import type { BackupAnswer } from '@tablee/shared/wire/backup'
import type { FoundedAnswer } from '@tablee/shared/wire/dialogue'
import type { Reply, TestServer } from '../support/server.ts'

export type Page = ReturnType<typeof pageOf>

/** Asked again until it holds; says what was told last where it never does. */
export async function until<T>(
  what: string,
  ask: () => Promise<T>,
  holds: (told: T) => boolean,
  ms = 60_000,
): Promise<T> {
  const late = Date.now() + ms
  for (;;) {
    const told = await ask()
    if (holds(told)) return told
    if (Date.now() > late) throw new Error(`never: ${what}: ${JSON.stringify(told)}`)
    await new Promise((again) => setTimeout(again, 10))
  }
}

/** `as`: its organiser's session. */
export function pageOf(server: Pick<TestServer, 'api' | 'url'>, dialogue: DialogueId, as: string) {
  const at = `/api/dialogues/${dialogue}`
  const ask = (path: string, method: string, body?: unknown): Promise<Reply> =>
    server.api(`${at}${path}`, { as, method, body })
  const told = async (): Promise<BackupAnswer> => {
    const { status, body } = await ask('/backup', 'GET')
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
    return body as BackupAnswer
  }
  /** A hall that is closed is asked again, as every page does. */
  const patient = (): Promise<BackupAnswer | null> => told().catch(() => null)
  async function upload(bytes: Uint8Array, part = 64 * 1024): Promise<BackupAnswer> {
    const begun = (await ask('/restore', 'POST', { size: bytes.length })).body as BackupAnswer
    const id = begun.restore?.id ?? ''
    for (let from = 0; from < bytes.length; from += part) {
      const { status } = await server.api(`${at}/restore/${id}/parts/${from}`, {
        as,
        bytes: bytes.subarray(from, from + part),
      })
      if (status !== 200) throw new Error(`part ${from}: ${status}`)
    }
    return until('looked through', told, ({ restore }) => restore?.step !== 'looking' && restore?.step !== 'receiving')
  }
  const download = async (name: string): Promise<Uint8Array> => {
    const answer = await fetch(`${server.url}${at}/backup/files/${name}`, {
      headers: { authorization: `Bearer ${as}` },
    })
    if (answer.status !== 200) throw new Error(`${name}: ${answer.status}`)
    return new Uint8Array(await answer.arrayBuffer())
  }
  const made = (): Promise<BackupAnswer> =>
    until('made', told, ({ making }) => making !== null && (making.file !== null || making.failed !== null))
  return {
    ask,
    told,
    made,
    patient,
    upload,
    download,
    /** Made, downloaded and let go of. */
    async take(): Promise<Uint8Array> {
      await ask('/backup', 'POST')
      const { making } = await made()
      if (making?.file == null) throw new Error(`no backup: ${making?.failed}`)
      const bytes = await download(making.file.name)
      await ask('/backup', 'DELETE')
      return bytes
    },
    /** What was looked through is put in place; resolves when its hall is open again. */
    async put(): Promise<BackupAnswer> {
      const before = await told()
      if (before.restore?.step !== 'looked') throw new Error(JSON.stringify(before.restore))
      const { status, body } = await ask(`/restore/${before.restore.id}`, 'POST')
      if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
      const done = await until(
        'put back',
        patient,
        (one) => one !== null && (one.restore === null || one.restore.step === 'refused'),
      )
      if (done === null) throw new Error('its hall is closed')
      return done
    },
  }
}

const described = readFileSync(new URL('../../docs/dialogue-file.md', import.meta.url), 'utf8')
const file = (/```json\n([\s\S]*?)```/.exec(described)?.[1] ?? '').replace(
  /"window": \{[^}]*\}/,
  '"window": { "days": 1 }',
)
export const square = 'our-square' as DialogueId
export const squareBoard = 'our-square-t1-s1' as BoardId

/** A second dialogue on the same server, and who comes in there. */
export async function squareOn(server: TestServer): Promise<(role: Role) => Promise<string>> {
  const { session } = await server.enter('organiser')
  const founded = await server.api('/api/dialogues?file=square.json', {
    as: session,
    bytes: new TextEncoder().encode(file),
  })
  const { links } = founded.body as FoundedAnswer
  return async (role) => {
    const link = links.find((one) => one.role === role && (one.tableNumber ?? 1) === 1)
    const token = /#(.+)$/.exec(link?.url ?? '')?.[1] ?? ''
    const entered = await server.api('/api/sessions', { body: { token, device: `square-${role}` } })
    return (entered.body as SessionAnswer).session
  }
}
