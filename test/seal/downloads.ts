/** A dialogue that was sealed, its downloads, and ways to spoil them. */
import { startServer, type TestServer } from '../support/server.ts'

export async function sealedDialogue(seed = 'seal') {
  const server = await startServer({ seed })
  const { snapshots } = server.parts
  const taken = await snapshots.takeDialogue(server.dialogue, { author: 'organiser', device: 'd' })
  if (!taken.ok) throw new Error(JSON.stringify(taken.problem))
  const { hash } = taken.value
  const { session } = await server.enter('analyst')
  return { server, hash, session, key: server.parts.seals.told()?.key ?? '', download: downloadOf(server, session) }
}

/** As a browser keeps it. */
export const downloadOf =
  (server: TestServer, session: string) =>
  async (hash: string, kind: string): Promise<{ readonly name: string; readonly bytes: Uint8Array }> => {
    const answer = await fetch(`${server.url}/api/snapshots/${hash}${kind === 'json' ? '' : `/${kind}`}`, {
      headers: { authorization: `Bearer ${session}` },
    })
    if (!answer.ok) throw new Error(`${kind}: ${answer.status} ${await answer.text()}`)
    const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1]
    return { name: name ?? `tablee-${hash.slice(0, 12)}.json`, bytes: new Uint8Array(await answer.arrayBuffer()) }
  }
