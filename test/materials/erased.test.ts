/** Somebody's sentence that a leaflet was called by goes with the sentence. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addNode, addWords } from '@tablee/shared/board/edit'
import type { Lang, NodeId, WordsId } from '@tablee/shared/ids'
import type { Materials } from '@tablee/shared/wire/materials'
import { expect, it } from 'vitest'
import { done, startServer } from '../support/server.ts'
import { unique } from '../voices/hall.ts'
import { bringing } from './bring.ts'
import { pdf } from './files.ts'

it('[MAT19] a sentence that is erased leaves the titles of films, slides and leaflets, and the log that keeps them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'titles-'))
  const server = await startServer({ dir: folder })
  try {
    const secret = 'Paula Sommer missed her last tram on Friday.'
    const board = server.board(1, 2)
    await server.parts.live.write(board, 'reporter', (doc) => {
      const origin = { who: 'reporter', why: 'test' } as const
      const by = { lang: 'en' as Lang, at: 1 }
      addNode(doc, origin, { id: 'n' as NodeId, kind: 'position', wording: 'Trams', ...by })
      addWords(doc, origin, {
        id: 'w' as WordsId,
        node: 'n' as NodeId,
        text: secret,
        seat: null,
        capture: 'dictated',
        ...by,
      })
    })
    const organiser = (await server.enter('organiser')).session
    const hands = bringing(server, organiser)
    const { id } = await hands.material(pdf(), { of: 'leaflet', title: `Read: ${secret}` })
    await hands.does({ kind: 'say', material: id, title: { en: `Read this: ${secret}` } })
    const facilitator = (await server.enter('facilitator', 1)).session
    const struck = { id: unique('strike'), kind: 'redact', words: 'w' }
    expect((await server.api(`/api/boards/${board}/commands`, { as: facilitator, body: struck })).status).toBe(200)
    done(await server.parts.erasing.erase(server.dialogue, { author: 'organiser', device: 'd' }))
    const told = (await server.api(`/api/dialogues/${server.dialogue}/materials`, { as: organiser })).body as Materials
    expect(told.materials[0]?.title['en']).toMatch(/^Read this: █+\.$/)
    expect(told.materials[0]?.files).toHaveLength(1)
    expect(
      readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
        (one) => one.isFile() && readFileSync(join(one.parentPath, one.name)).includes(Buffer.from('Paula')),
      ),
    ).toEqual([])
  } finally {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
