// Stock Hocuspocus with its own extension-database on node:sqlite, default debounce (2 s, at most 10 s).
import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { Database } from '@hocuspocus/extension-database'
import { Hocuspocus } from '@hocuspocus/server'
import { WebSocketServer } from 'ws'
import { answerMemory } from '../answer-memory.ts'

const db = new DatabaseSync(process.env.DATA + '/hocuspocus.db')
db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS documents (name TEXT PRIMARY KEY, data BLOB)')
const get = db.prepare('SELECT data FROM documents WHERE name = ?')
const put = db.prepare('INSERT INTO documents (name, data) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET data = excluded.data')
const hocuspocus = new Hocuspocus({
  quiet: true,
  extensions: [new Database({ fetch: async ({ documentName }) => get.get(documentName)?.data ?? null, store: async ({ documentName, state }) => void put.run(documentName, state) })],
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
