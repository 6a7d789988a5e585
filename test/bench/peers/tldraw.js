// tldraw sync with its own rooms, in memory as it comes. Every room starts with the same shapes; what a client has to
// know of the protocol (schema, version, a presence record) stands behind `ready`.
import { createServer } from 'node:http'
import { getTlsyncProtocolVersion, TLSocketRoom } from '@tldraw/sync-core'
import { createTLSchema, InstancePresenceRecordType } from '@tldraw/tlschema'
import { WebSocketServer } from 'ws'
import { answerMemory } from '../answer-memory.ts'

const schema = createTLSchema()
const rooms = new Map()
const shape = (id, n) => ({
  id: `shape:${id}`,
  typeName: 'shape',
  type: 'group',
  parentId: 'page:page',
  index: `a${String(n).padStart(3, '0')}1`,
  x: n * 10,
  y: n * 10,
  rotation: 0,
  isLocked: false,
  opacity: 1,
  props: {},
  meta: {},
})

async function roomOf(name) {
  const known = rooms.get(name)
  if (known) return known
  const room = new TLSocketRoom({ schema, log: { warn() {}, error: console.error } })
  rooms.set(name, room)
  await room.updateStore((store) => {
    for (let n = 0; n < 8; n += 1) store.put(shape(`bench-${n}`, n))
    for (let n = 8; n < 68; n += 1) store.put(shape(`kept-${n}`, n))
  })
  return room
}

const server = createServer((_, response) => response.end('okay'))
const sockets = new WebSocketServer({ server, perMessageDeflate: false })
let session = 0
sockets.on('connection', (socket, request) => {
  const [name, role] = request.url.slice(1).split('?')
  const waiting = []
  const early = (data) => waiting.push(data)
  socket.on('message', early)
  socket.on('error', () => socket.terminate())
  session += 1
  const sessionId = `s${session}`
  void roomOf(name).then((room) => {
    room.handleSocketConnect({ sessionId, socket, isReadonly: role === 'watch' })
    socket.off('message', early)
    for (const data of waiting) room.handleSocketMessage(sessionId, data)
  })
})
answerMemory()
const about = {
  schema: schema.serialize(),
  protocolVersion: getTlsyncProtocolVersion(),
  presence: InstancePresenceRecordType.create({
    id: InstancePresenceRecordType.createId('bench'),
    userId: 'user:bench',
    userName: 'T1-01',
    currentPageId: 'page:page',
  }),
}
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log(`ready ${JSON.stringify(about)}`))
