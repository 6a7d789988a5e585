// Stock Hocuspocus with its own extension-database on node:sqlite, default debounce (2 s, at most 10 s). With STORES=before
// it keeps each change first: its hook `beforeSync` is waited for before a change is applied, broadcast and acknowledged, and
// there the change becomes a row, with a sync (FULL). What the extension stores later covers the rows of before.
import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { Database } from '@hocuspocus/extension-database'
import { Hocuspocus } from '@hocuspocus/server'
import { WebSocketServer } from 'ws'
import * as Y from 'yjs'
import { answerMemory } from '../answer-memory.ts'

const db = new DatabaseSync(process.env.DATA + '/hocuspocus.db')
db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS documents (name TEXT PRIMARY KEY, data BLOB); CREATE TABLE IF NOT EXISTS changes (name TEXT, data BLOB); CREATE INDEX IF NOT EXISTS changes_name ON changes (name)')
const get = db.prepare('SELECT data FROM documents WHERE name = ?')
const put = db.prepare('INSERT INTO documents (name, data) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET data = excluded.data')
const keep = db.prepare('INSERT INTO changes (name, data) VALUES (?, ?)')
const changes = db.prepare('SELECT data FROM changes WHERE name = ? ORDER BY rowid')
const covered = db.prepare('DELETE FROM changes WHERE name = ? AND rowid <= ?')
const last = db.prepare('SELECT max(rowid) AS row FROM changes')
const reached = new Map()
const first = process.env.STORES === 'before'
const hocuspocus = new Hocuspocus({
  quiet: true,
  extensions: [
    new Database({
      fetch: async ({ documentName }) => {
        const rows = [get.get(documentName), ...changes.all(documentName)].flatMap((row) => row?.data ?? [])
        return rows.length > 1 ? Y.mergeUpdates(rows) : (rows[0] ?? null)
      },
      // Rows that stood here at the storing before are in `state` for certain; the last ones may still be on their way to it.
      store: async ({ documentName, state }) => {
        db.exec('BEGIN')
        put.run(documentName, state)
        covered.run(documentName, reached.get(documentName) ?? 0)
        db.exec('COMMIT')
        reached.set(documentName, last.get().row ?? 0)
      },
    }),
  ],
  // 0 asks for the state; an answer to it without structs and deletions is two zeros.
  ...(first && { beforeSync: async ({ type, payload, documentName }) => void (type !== 0 && payload.length > 2 && keep.run(documentName, payload)) }),
})
const server = createServer((_, response) => response.end('okay'))
const sockets = new WebSocketServer({ noServer: true })
server.on('upgrade', (request, socket, head) =>
  sockets.handleUpgrade(request, socket, head, (ws) => {
    const connection = hocuspocus.handleConnection(ws, new Request('http://localhost' + request.url))
    ws.on('message', (data) => connection.handleMessage(new Uint8Array(data)))
    ws.on('close', (code, reason) => connection.handleClose({ code, reason: reason.toString() }))
  }),
)
answerMemory()
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('ready'))
